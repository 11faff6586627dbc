"""Passages to vectors, each text once: what was encoded before is found again by a digest.

It does not know what an index is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from embeddings import Encoder
from qa.index.journal import KEY_BYTES, Journal, TextVectors
from qa.index.passage_parts import context, passage_sentences
from qa.index.shards import Encoded, Shard
from qa.progress_bar import progress_bar
from qa.text.folding import simplify
from qa.types import Passage

_BATCH = 32

Find = Callable[[Sequence[bytes]], "Mapping[bytes, TextVectors]"]


def found_in(shards: Sequence[Shard]) -> Find:
    """Looks up the vectors that ``shards`` hold of the texts of some keys."""

    def find(keys: Sequence[bytes]) -> Mapping[bytes, TextVectors]:
        found: dict[bytes, TextVectors] = {}
        if not keys:
            return found
        wanted = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        for shard in shards:
            own = np.ascontiguousarray(shard.keys).view(f"V{KEY_BYTES}").reshape(-1)
            near = np.isin(own.view("<u8")[::2], wanted.view("<u8")[::2])
            for row in np.flatnonzero(near).tolist():
                sentences = slice(*shard.sentence_starts[row : row + 2].tolist())
                found[own[row].tobytes()] = shard.vectors[row], shard.sentence_vectors[sentences]
        return found

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
    made: dict[bytes, TextVectors] = {}
    for find in [*known, *([journal.find] if journal else [])]:
        made |= find([key for key in dict.fromkeys(keys) if key not in made])
    missing = {key: one for key, one in zip(keys, given, strict=True) if key not in made}
    try:
        with progress_bar(total=len(missing), unit="passage", desc="编码 encoding", shown=progress) as bar:
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


def _together(own: Sequence[TextVectors], keys: Sequence[bytes], dim: int) -> Encoded:
    return Encoded(
        np.concatenate([np.zeros((0, dim), np.float32), *(vector[np.newaxis] for vector, _ in own)]),
        np.array([len(sentences) for _, sentences in own], np.int64),
        np.concatenate([np.zeros((0, dim), np.float16), *(sentences for _, sentences in own)]),
        np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES),
    )


def _encode(batch: Sequence[tuple[str, list[tuple[int, int]]]], encoder: Encoder) -> Iterator[TextVectors]:
    texts, spans = zip(*batch, strict=True)
    vectors = encoder.encode_spans(texts, spans)
    first = 0
    for own in spans:
        yield vectors[first].copy(), vectors[first + 1 : first + len(own)].astype(np.float16)
        first += len(own)


def _key(text: str, spans: Sequence[tuple[int, int]], encoder: str) -> bytes:
    said = f"{encoder}\0{spans}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=KEY_BYTES).digest()


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
