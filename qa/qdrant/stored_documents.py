"""Documents as an engine keeps them: one record for each, and one point for each of its passages. It stores nothing.

The row of a passage is the number of its document and its own number within it, so that a document can change without
those behind it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.bm25 import normal, saturated
from qa.index.contents import Index
from qa.index.filters import with_wider
from qa.index.postings import Postings
from qa.index.shards import Shard
from qa.qdrant.token_numbers import dimensions, numbers_of
from qa.text.places import place_stem
from qa.types import KINDS, Document

ROW_BITS = 20
_SPACE = uuid.UUID("1f0c9b1e-6a52-4a0c-9a55-8f4fd0c1f6a7")

Words = tuple[list[int], list[float]]
Record = tuple[str, Mapping[str, Any]]  # a point without vectors: its id, or what that is made of, and its payload


class _Weighed(NamedTuple):
    """The words of a passage and how many there are."""

    words: Words
    length: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """id: of its point. vector: shape (dim,). sentences: shape (sentences, dim). words: dimensions and weights."""

    id: str
    vector: NDArray[np.float32]
    sentences: NDArray[np.float16]
    words: Words
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """id: of its point. digest: of all that is stored of it. count: how many passages it has."""

    id: str
    key: str
    digest: str
    payload: Mapping[str, Any]
    passages: Sequence[StoredPassage]

    @property
    def record(self) -> Record:
        """What is stored of the document itself."""
        return self.id, self.payload

    @property
    def points(self) -> Sequence[StoredPassage | Record]:
        """All that is stored of it."""
        return [*self.passages, self.record]


def key_of_document(document_id: str) -> str:
    """What stands for a document's id in the engine, whatever characters it has."""
    return hashlib.blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def point_id(*parts: str) -> str:
    """The id of a point, the same for the same ``parts``."""
    return str(uuid.uuid5(_SPACE, "\n".join(parts)))


def digests(index: Index) -> dict[str, str]:
    """The digest of all that is stored of each document, by its key, in their order."""
    return {
        key_of_document(id): _digest(shard, number) for shard in index.shards for number, id in enumerate(shard.ids)
    }


def stored_documents(
    index: Index, numbers: Mapping[str, int], frozen: float, chosen: Collection[str]
) -> Iterator[StoredDocument]:
    """Those documents of ``index`` whose keys are ``chosen``. numbers: of each, by key. frozen: tokens of a passage."""
    for segment in index.segments:
        words: list[_Weighed] = []
        first = 0
        for shard in segment.shards:
            for place, id in enumerate(shard.ids):
                key = key_of_document(id)
                if key in chosen:
                    words = words or _words(segment.postings, np.float32(frozen))
                    yield _stored(shard, place, key, numbers[key], words[first:])
            first += len(shard.passages)


def conditions(document: Document) -> dict[str, Any]:
    """What a ``where`` is compared with."""
    return {
        "place": place_stem(document.place) if document.place else None,
        "periods": with_wider(document.period) if document.period else [],
    }


def _stored(shard: Shard, place: int, key: str, number: int, words: Sequence[_Weighed]) -> StoredDocument:
    begin, end = (int(one) for one in shard.passage_starts[place : place + 2])
    digest, fits = _digest(shard, place), conditions(shard.facts_of(place))
    passages = []
    for row in range(begin, end):
        sentences = slice(int(shard.sentence_starts[row]), int(shard.sentence_starts[row + 1]))
        said = {
            "what": "passage",
            "doc": key,
            "digest": digest,
            "row": (number << ROW_BITS) + row - begin,
            "length": words[row].length,
            "kind": KINDS.index(shard.passage(row).role),
            "passage": json.dumps(shard.passages.row(row), ensure_ascii=False),
            **fits,
        }
        id = point_id(key, digest, str(row - begin))
        vectors = np.asarray(shard.vectors[row]), np.asarray(shard.sentence_vectors[sentences])
        passages.append(StoredPassage(id, *vectors, words[row].words, said))
    payload = {
        "what": "document",
        "doc": key,
        "digest": digest,
        "number": number,
        "count": end - begin,
        "facts": json.dumps(shard.facts.row(place)),
        "text": json.dumps(shard.texts.row(place), ensure_ascii=False),
        **fits,
    }
    return StoredDocument(point_id(key), key, digest, payload, passages)


def _digest(shard: Shard, number: int) -> str:
    begin, end = (int(one) for one in shard.passage_starts[number : number + 2])
    digest = hashlib.blake2b(digest_size=16)
    for lines, first, last in (
        (shard.facts, number, number + 1),
        (shard.texts, number, number + 1),
        (shard.passages, begin, end),
    ):
        digest.update(bytes(lines.data[int(lines.starts[first]) : int(lines.starts[last])]))
    digest.update(np.ascontiguousarray(shard.keys[begin:end]).tobytes())
    return digest.hexdigest()


def _words(postings: Postings, frozen: np.float32) -> list[_Weighed]:
    """The sparse vector of each row."""
    rows, counts = np.asarray(postings.rows), np.asarray(postings.counts)
    normals = normal(np.asarray(postings.lengths).astype(np.float32), frozen)
    holders = np.diff(np.asarray(postings.starts).view(np.int64))
    places = np.repeat(dimensions(numbers_of(postings.tokens)), holders.astype(np.int64))
    weights = saturated(counts, normals[rows])
    order = np.lexsort((places, rows))
    ends = np.cumsum(np.bincount(rows, minlength=postings.size))
    own = zip(np.split(places[order], ends[:-1]), np.split(weights[order], ends[:-1]), strict=True)
    lengths = np.asarray(postings.lengths).tolist()
    return [_Weighed(_summed(*one), length) for one, length in zip(own, lengths, strict=True)]


def _summed(places: NDArray[np.int64], weights: NDArray[np.floating]) -> Words:
    """Each place once; two tokens share one in some thousand millions."""
    unique, at = np.unique(places, return_inverse=True)
    return unique.tolist(), np.bincount(at, weights, len(unique)).astype(np.float32).tolist()
