"""Passages to vectors, each text once: what was encoded before is found again by a digest, also after a break.

It does not know what an index is.
"""

from __future__ import annotations

import hashlib
import logging
import struct
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings import Encoder
from embeddings.encoder import Vectors
from qa.index.contents import context, passage_sentences
from qa.index.shards import Encoded, Shard
from qa.text.folding import simplify
from qa.types import Passage

logger = logging.getLogger(__name__)

_BATCH = 32
_KEY = 16
_HEAD = struct.Struct(f"<{_KEY}sII")
_ABANDONED = 30 * 24 * 3600.0

Own = tuple[Vectors, NDArray[np.float16]]
Find = Callable[[bytes], "Own | None"]


class Journal:
    """Vectors made so far, one record behind the other in a file of its own, read back after a break.

    A record is a key, two numbers (sentences, dim), the vectors and a CRC-32; a torn one at the end is not read.
    Other builds, also some that run now, have their files beside it. One that nobody came back to is removed.
    """

    def __init__(self, folder: Path) -> None:
        """folder: where the journals of one encoder lie."""
        self.folder = folder
        self._path = folder / f"{uuid4().hex}.journal"
        self._file: Any = None
        self._found: dict[bytes, Own] | None = None
        self._unused: dict[Path, set[bytes]] = {}

    def find(self, key: bytes) -> Own | None:
        """What another build encoded under ``key``."""
        if self._found is None:
            self._found = self._read()
        for unused in self._unused.values():
            unused.discard(key)
        return self._found.get(key)

    def _read(self) -> dict[bytes, Own]:
        found: dict[bytes, Own] = {}
        for path in sorted(self.folder.glob("*.journal")):
            if _age(path) > _ABANDONED:
                _remove(path)
            elif records := dict(_records(path)):
                self._unused[path] = set(records)
                found |= records
        return found

    def add(self, records: Iterable[tuple[bytes, Own]]) -> None:
        """Write down what was encoded. A journal that cannot be written costs time, not the answer."""
        try:
            if self._file is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("ab")
            for key, (vector, sentences) in records:
                body = _HEAD.pack(key, len(sentences), len(vector)) + vector.tobytes() + sentences.tobytes()
                self._file.write(body + struct.pack("<I", zlib.crc32(body)))
            self._file.flush()
        except OSError as error:
            logger.info("what is encoded is not kept for a restart: %s", error)

    def close(self) -> None:
        """Leave what is written for the next start."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def clear(self) -> None:
        """Remove what is now in a saved index: its own file, and those of which nothing was left over."""
        self.close()
        for path in [self._path, *(path for path, unused in self._unused.items() if not unused)]:
            _remove(path)


def found_in(shards: Sequence[Shard]) -> Find:
    """Looks up the vectors that ``shards`` hold."""
    places: dict[bytes, tuple[Shard, int]] = {}

    def find(key: bytes) -> Own | None:
        if not places:
            places.update((bytes(k), (shard, row)) for shard in shards for row, k in enumerate(np.asarray(shard.keys)))
        if key not in places:
            return None
        shard, row = places[key]
        return shard.vectors[row], shard.sentence_vectors[shard.sentence_starts[row] : shard.sentence_starts[row + 1]]

    return find


def encode(
    passages: Sequence[Passage],
    encoder: Encoder,
    *,
    known: Sequence[Find] = (),
    journal: Journal | None = None,
    progress: bool = False,
) -> Encoded:
    """Vectors of the passages and of all their sentences, from one pass over each passage and its context.

    Texts that ``known`` or ``journal`` holds are not encoded again.
    """
    given = [_text_and_spans(passage) for passage in passages]
    keys = [_key(text, spans, encoder.name) for text, spans in given]
    finders = [*known, *([journal.find] if journal else [])]
    made = {key: own for key in keys for own in [_first(finders, key)] if own is not None}
    missing = {key: one for key, one in zip(keys, given, strict=True) if key not in made}
    try:
        with tqdm(total=len(missing), unit="passage", desc="编码 encoding", disable=not progress) as bar:
            for batch in _batches(list(missing)):
                records = list(zip(batch, _encode([missing[key] for key in batch], encoder), strict=True))
                made.update(records)
                if journal:
                    journal.add(records)
                bar.update(len(batch))
    finally:
        if journal:
            journal.close()
    return _together([made[key] for key in keys], keys, encoder.dim)


def key_of(passage: Passage, encoder: str) -> bytes:
    """Digest of what is encoded of ``passage`` and of the encoder's name, 16 bytes."""
    return _key(*_text_and_spans(passage), encoder)


def _together(own: Sequence[Own], keys: Sequence[bytes], dim: int) -> Encoded:
    return Encoded(
        np.concatenate([np.zeros((0, dim), np.float32), *(vector[np.newaxis] for vector, _ in own)]),
        np.array([len(sentences) for _, sentences in own], np.int64),
        np.concatenate([np.zeros((0, dim), np.float16), *(sentences for _, sentences in own)]),
        np.frombuffer(b"".join(keys), np.uint8).reshape(-1, _KEY),
    )


def _first(finders: Sequence[Find], key: bytes) -> Own | None:
    return next((own for find in finders if (own := find(key)) is not None), None)


def _encode(batch: Sequence[tuple[str, list[tuple[int, int]]]], encoder: Encoder) -> Iterator[Own]:
    texts, spans = zip(*batch, strict=True)
    vectors = encoder.encode_spans(texts, spans)
    first = 0
    for own in spans:
        yield vectors[first].copy(), vectors[first + 1 : first + len(own)].astype(np.float16)
        first += len(own)


def _key(text: str, spans: Sequence[tuple[int, int]], encoder: str) -> bytes:
    said = f"{encoder}\0{spans}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_KEY).digest()


def _text_and_spans(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """What is encoded, the extent of all of it, then of each sentence. Simplifying may lengthen a text: count anew."""
    text = simplify(context(passage))
    spans = []
    position = passage.start
    for sentence in passage_sentences(passage):
        text += simplify(passage.text[position - passage.start : sentence.start - passage.start])
        begin = len(text)
        text += simplify(sentence.text)
        spans.append((begin, len(text)))
        position = sentence.end
    return text, [(0, len(text)), *spans]


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _age(path: Path) -> float:
    """Seconds since the file was written; 0 when another process has removed it."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _records(path: Path) -> Iterator[tuple[bytes, Own]]:
    try:
        data = path.read_bytes()
    except OSError:
        return
    at = 0
    while at + _HEAD.size <= len(data):
        key, sentences, dim = _HEAD.unpack_from(data, at)
        vector = at + _HEAD.size
        end = vector + dim * 4 + sentences * dim * 2
        if end + 4 > len(data) or struct.unpack_from("<I", data, end)[0] != zlib.crc32(data[at:end]):
            return
        whole = np.frombuffer(data, np.float32, dim, vector)
        parts = np.frombuffer(data, np.float16, sentences * dim, vector + dim * 4).reshape(sentences, dim)
        yield key, (whole, parts)
        at = end + 4
