"""A run of documents stored together, with their passages and vectors; what an index is made of.

Where one shard ends depends on the documents around its end alone, so a changed document changes one shard, and a
later write takes the others over as they lie. It knows no files and encodes nothing.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.coarse import Codes, codes_of, error_of
from embeddings.encoder import Vectors
from embeddings.vector_index import moments_of
from qa.index.packs import Part
from qa.index.rows import Lines, offsets
from qa.text.characters import has_chinese
from qa.types import KINDS, Box, Document, Paragraph, Passage, ScannedLine

SHARD_PASSAGES = 4096
LINES = ("facts", "texts", "passages")
STARTS = ("passage_starts", "sentence_starts")
ROWS = ("vectors", "sentence_vectors", "keys")
DERIVED = ("codes", "moments", "kinds")
_TEXT = ("text", "paragraphs")

Keys = NDArray[np.uint8]


@dataclass(frozen=True)
class Encoded:
    """What the encoder made of some passages, in their order.

    vectors: shape (passages, dim). counts: sentences of each passage. sentence_vectors: shape (sentences, dim),
    float16. keys: shape (passages, 16), digests of what was encoded and by which encoder.
    """

    vectors: Vectors
    counts: NDArray[np.int64]
    sentence_vectors: NDArray[np.float16]
    keys: Keys


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said of a shard's documents as a whole.

    characters: their length. ids: one for each. places, periods: which of them, by number, are about each place and
    cover each period. chinese: passages in Chinese. error: the most that a cosine from ``Derived.codes`` is off.
    """

    characters: int
    ids: list[str]
    places: Mapping[str, list[int]]
    periods: Mapping[str, list[int]]
    chinese: int
    error: float


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the rest of a shard, kept beside it since it takes time to make.

    codes: the vectors in half precision. moments: what ``VectorIndex.spread`` needs of them. kinds: shape (passages,),
    the role of each passage as its place in ``KINDS``.
    """

    codes: Codes
    moments: NDArray[np.float64]
    kinds: NDArray[np.uint8]
    summary: Summary

    @classmethod
    def of(cls, shard: Shard) -> Derived:
        """All of it, made anew."""
        facts = [shard.facts_of(number) for number in range(len(shard.facts))]
        passages = [shard.passage(number) for number in range(len(shard.passages))]
        vectors = np.asarray(shard.vectors)
        codes = codes_of(vectors)
        summary = Summary(
            characters=sum(len(shard.texts.row(number)["text"]) for number in range(len(shard.texts))),
            ids=[one.id for one in facts],
            places=_by_value(one.place for one in facts),
            periods=_by_value(one.period for one in facts),
            chinese=sum(has_chinese(passage.text) for passage in passages),
            error=error_of(vectors, codes),
        )
        kinds = np.fromiter((KINDS.index(passage.role) for passage in passages), np.uint8, len(passages))
        return cls(codes, moments_of(vectors), kinds, summary)


def _by_value(values: Iterable[str | None]) -> Mapping[str, list[int]]:
    """At which places each of ``values`` stands."""
    found: dict[str, list[int]] = {}
    for number, value in enumerate(values):
        if value:
            found.setdefault(value, []).append(number)
    return found


@dataclass(frozen=True)
class Shard:
    """Documents ``i`` and their passages ``j``, each in order.

    facts, texts: the documents, without their text and that text alone. passage_starts: shape (documents + 1,);
    sentence_starts: shape (passages + 1,). stored: what was saved of ``derived``. parts: what it was saved as, by name.
    """

    facts: Lines
    texts: Lines
    passages: Lines
    passage_starts: NDArray[np.int64]
    sentence_starts: NDArray[np.int64]
    vectors: Vectors
    sentence_vectors: NDArray[np.float16]
    keys: Keys
    stored: Derived | None = None
    parts: Mapping[str, Part] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[Document], passages: Sequence[Sequence[Passage]], encoded: Encoded) -> Shard:
        """Documents, the passages of each, and the vectors of them all."""
        rows = [dataclasses.asdict(document) for document in documents]
        return cls(
            facts=Lines.of({key: value for key, value in row.items() if key not in _TEXT} for row in rows),
            texts=Lines.of({key: row[key] for key in _TEXT} for row in rows),
            passages=Lines.of(dataclasses.asdict(passage) for own in passages for passage in own),
            passage_starts=offsets(map(len, passages)),
            sentence_starts=offsets(encoded.counts),
            vectors=encoded.vectors,
            sentence_vectors=encoded.sentence_vectors,
            keys=encoded.keys,
        )

    @classmethod
    def joined(cls, parts: Sequence[Shard]) -> Shard:
        """The documents of all ``parts``, one after the other; a single one as it is."""
        if len(parts) == 1:
            return parts[0]

        def each(name: str) -> list[Any]:
            return [getattr(part, name) for part in parts]

        made: dict[str, Any] = {name: Lines.joined(each(name)) for name in LINES}
        made |= {name: offsets(np.concatenate([np.diff(starts) for starts in each(name)])) for name in STARTS}
        made |= {name: np.concatenate(each(name)) for name in ROWS}
        return cls(**made)

    def part(self, first: int, last: int) -> Shard:
        """Documents ``first`` up to ``last``, not copied; all of them are the shard itself."""
        if first == 0 and last == len(self.facts):
            return self
        begin, end = int(self.passage_starts[first]), int(self.passage_starts[last])
        sentences = slice(int(self.sentence_starts[begin]), int(self.sentence_starts[end]))
        return Shard(
            self.facts.part(first, last),
            self.texts.part(first, last),
            self.passages.part(begin, end),
            self.passage_starts[first : last + 1] - begin,
            self.sentence_starts[begin : end + 1] - sentences.start,
            self.vectors[begin:end],
            self.sentence_vectors[sentences],
            self.keys[begin:end],
        )

    @cached_property
    def ids(self) -> list[str]:
        """The ids of its documents."""
        return (
            self.stored.summary.ids
            if self.stored
            else [self.facts.row(number)["id"] for number in range(len(self.facts))]
        )

    @cached_property
    def derived(self) -> Derived:
        """What was stored of it, else made at the first call."""
        return self.stored or Derived.of(self)

    def document(self, number: int) -> Document:
        """Document ``number``, whole."""
        return document_of_rows(self.facts.row(number), self.texts.row(number))

    def facts_of(self, number: int) -> Document:
        """Document ``number`` without its text and paragraphs."""
        return document_of_rows(self.facts.row(number))

    def passage(self, number: int) -> Passage:
        """Passage ``number``."""
        return passage_of_row(self.passages.row(number))


def document_of_rows(facts: Mapping[str, Any], text: Mapping[str, Any] | None = None) -> Document:
    """What is stored of a document made one again, without its text and paragraphs where there is no ``text``."""
    paragraphs = tuple(map(_paragraph_of, text["paragraphs"])) if text else ()
    own: dict[str, Any] = {**facts, "authors": tuple(facts["authors"])}
    return Document(**own, text=text["text"] if text else "", paragraphs=paragraphs)


def passage_of_row(row: Mapping[str, Any]) -> Passage:
    """What is stored of a passage made one again."""
    tuples: dict[str, Any] = {name: tuple(row[name]) for name in ("heading", "paragraphs")}
    return Passage(**{**row, **tuples, "sentences": tuple(map(tuple, row["sentences"]))})


def _paragraph_of(row: dict[str, Any]) -> Paragraph:
    scanned = tuple(ScannedLine(**{**line, "box": Box(**line["box"])}) for line in row["scanned"])
    return Paragraph(**{**row, "lines": tuple(row["lines"]), "scanned": scanned})


def ends_shard(id: str, passages: int) -> bool:
    """Whether a shard ends behind the document ``id``: on average after every ``SHARD_PASSAGES`` passages."""
    return zlib.crc32(id.encode("utf-8", "surrogatepass")) % SHARD_PASSAGES < passages
