"""What a search needs to know of all passages together, as a few records of the collection: 12 bytes a token here,
some ten there.

It knows no engine: a record is a name and a payload of plain values.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import zlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vector_index import spread_of
from qa.documents.sources import Source
from qa.index.bm25 import idf
from qa.index.contents import Index
from qa.index.segments import Segment
from qa.qdrant.stored_documents import Record
from qa.qdrant.token_numbers import BYTES, numbers_of

HEAD = "statistics"
_TOKENS = 65_536
_SOURCES = 2_000
_PLAIN = ("passages", "average", "frozen", "characters", "places", "newest", "chinese", "corpus", "version", "dim")


@dataclass(frozen=True)
class CorpusStatistics(Container[str]):
    """numbers, holders: of each token, ascending, and how many passages hold it. A token is ``in`` it when one does.

    passages: how many. average: tokens of a passage; frozen: the average that the stored weights were made with.
    moments: ``moments_of`` all passages' vectors. version: another one after each write.
    """

    numbers: NDArray[np.uint64]
    holders: NDArray[np.uint32]
    moments: NDArray[np.float64]
    sources: tuple[Source, ...]
    passages: int
    average: float
    frozen: float
    characters: int
    places: tuple[str, ...]
    newest: str | None
    chinese: bool
    corpus: str | None
    version: str

    @classmethod
    def of(cls, index: Index, version: str, *, frozen: float | None = None) -> CorpusStatistics:
        """Those of ``index``. frozen: the average that other weights were made with already."""
        numbers, holders = _holders(index.segments)
        average = float(index.keywords.average)
        return cls(
            numbers=numbers,
            holders=holders,
            moments=sum((one.moments for one in index.segments), np.zeros((index.dim + 1, index.dim))),
            sources=index.sources,
            passages=len(index.passages),
            average=average,
            frozen=average if frozen is None else frozen,
            characters=index.characters,
            places=index.places,
            newest=index.newest,
            chinese=index.chinese,
            corpus=index.corpus,
            version=version,
        )

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self._held_by(token) > 0

    def rarity(self, token: str) -> float:
        """Inverse document frequency of ``token``, ≥ 0; highest when it never occurs."""
        return float(idf(self._held_by(token), self.passages))

    def spread(self, vector: Vectors) -> tuple[float, float]:
        """Mean and standard deviation of the question's cosine with every passage."""
        return spread_of(self.moments, self.passages, vector)

    def _held_by(self, token: str) -> int:
        number = numbers_of([token])[0]
        place = int(np.searchsorted(self.numbers, number))
        return int(self.holders[place]) if place < len(self.numbers) and self.numbers[place] == number else 0

    def records(self) -> Iterator[Record]:
        """What is stored; the last one names how many came before, so that a reader knows that it has them all."""
        parts = 0
        for parts, first in enumerate(range(0, len(self.numbers), _TOKENS), 1):
            chosen = slice(first, first + _TOKENS)
            low = np.frombuffer(self.numbers[chosen].astype(">u8").tobytes(), np.uint8).reshape(-1, 8)[:, 8 - BYTES :]
            holders = self.holders[chosen].astype("<u4").tobytes()
            yield f"tokens {parts - 1}", {"numbers": _text(low.tobytes()), "holders": _text(zlib.compress(holders))}
        files = 0
        for files, first in enumerate(range(0, len(self.sources), _SOURCES), 1):
            rows = [dataclasses.asdict(source) for source in self.sources[first : first + _SOURCES]]
            yield f"files {files - 1}", {"files": json.dumps(rows)}
        head = {name: getattr(self, name) for name in _PLAIN if name != "dim"} | {"dim": self.moments.shape[1]}
        yield HEAD, head | {"parts": parts, "files": files, "moments": _text(self.moments.astype("<f8").tobytes())}

    @classmethod
    def from_records(cls, records: Mapping[str, Mapping[str, Any]]) -> CorpusStatistics:
        """What ``records`` were made of. Raises KeyError where one is missing."""
        head = records[HEAD]
        tokens = [records[f"tokens {part}"] for part in range(head["parts"])]
        low = np.frombuffer(b"".join(_bytes(one["numbers"]) for one in tokens), np.uint8).reshape(-1, BYTES)
        numbers = np.zeros((len(low), 8), np.uint8)
        numbers[:, 8 - BYTES :] = low
        holders = b"".join(zlib.decompress(_bytes(one["holders"])) for one in tokens)
        files = [row for part in range(head["files"]) for row in json.loads(records[f"files {part}"]["files"])]
        return cls(
            numbers=numbers.view(">u8").ravel().astype(np.uint64),
            holders=np.frombuffer(holders, "<u4").astype(np.uint32),
            moments=np.frombuffer(_bytes(head["moments"]), "<f8").reshape(head["dim"] + 1, head["dim"]),
            sources=tuple(Source(**{**row, "documents": tuple(row["documents"])}) for row in files),
            **{name: head[name] for name in _PLAIN if name not in ("dim", "places")},
            places=tuple(head["places"]),
        )


def needed(head: Mapping[str, Any]) -> list[str]:
    """The names of the records that belong to ``head``."""
    return [f"tokens {part}" for part in range(head["parts"])] + [f"files {part}" for part in range(head["files"])]


def _holders(segments: tuple[Segment, ...]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    numbers = [numbers_of(segment.postings.tokens) for segment in segments]
    counts = [np.diff(np.asarray(segment.postings.starts)) for segment in segments]
    unique, places = np.unique(np.concatenate([np.zeros(0, np.uint64), *numbers]), return_inverse=True)
    held = np.bincount(places, np.concatenate([np.zeros(0), *counts]), len(unique))
    return unique, held.astype(np.uint32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
