"""Documents to everything that a search needs: passages, their vectors, their sentences' vectors, keywords.

It ranks nothing and stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex
from embeddings.cells import CelledIndex
from embeddings.coarse import Coarse
from embeddings.stacked import Stacked
from qa.documents.sources import Source
from qa.index.bm25 import KeywordIndex
from qa.index.exact_pool import exact_pool
from qa.index.filters import DocumentNumbers, Where, documents_within, with_wider
from qa.index.passage_source import Pool, Wanted
from qa.index.rows import LazyRows, offsets
from qa.index.segments import Segment
from qa.index.shards import Shard, Summary
from qa.index.staleness import rules
from qa.text.places import place_stem
from qa.types import Document, Passage

_PASSAGES_KEPT = 4096
_DOCUMENTS_KEPT = 256
_FACTS_KEPT = 32_768
_COARSE = 20_000


@dataclass(frozen=True)
class Index:
    """Rows of one corpus, passage ``i`` everywhere at row ``i``; what shards hold is read when it is asked for.

    sources: the files the documents were read from, and corpus the folder; none for documents made by the caller.
    rules: digests of what it was made by, beside the encoder. exact: whether every vector is looked at for a question,
    also where there are cells.
    """

    segments: tuple[Segment, ...]
    dim: int
    sources: tuple[Source, ...] = ()
    corpus: str | None = None
    rules: Mapping[str, str] = field(default_factory=rules)
    exact: bool = False

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """Those of all segments."""
        return tuple(shard for segment in self.segments for shard in segment.shards)

    @cached_property
    def keywords(self) -> KeywordIndex:
        """The keywords of every passage."""
        return KeywordIndex([segment.postings for segment in self.segments])

    @cached_property
    def documents(self) -> Sequence[Document]:
        """The documents, in the order they were given."""
        return LazyRows(
            [shard.facts for shard in self.shards], lambda s, row: self.shards[s].document(row), kept=_DOCUMENTS_KEPT
        )

    @cached_property
    def facts(self) -> Sequence[Document]:
        """The documents without their texts, which is quicker."""
        return LazyRows(
            [shard.facts for shard in self.shards], lambda s, row: self.shards[s].facts_of(row), kept=_FACTS_KEPT
        )

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """Every passage, in the order of the documents."""
        return LazyRows(
            [shard.passages for shard in self.shards], lambda s, row: self.shards[s].passage(row), kept=_PASSAGES_KEPT
        )

    @cached_property
    def vectors(self) -> VectorIndex:
        """One vector per passage."""
        blocks = [shard.vectors for shard in self.shards]
        coarse: Coarse | CelledIndex | None = None
        cells = [segment.cells for segment in self.segments if segment.cells]
        if cells and not self.exact:
            coarse = CelledIndex(cells, (segment.codes for segment in self.segments), self.dim)
        elif len(self.passages) >= _COARSE:
            error = max(shard.derived.summary.error for shard in self.shards)
            coarse = Coarse([shard.derived.codes for shard in self.shards], self.dim, error)
        else:
            blocks = [np.asarray(block) for block in blocks]
        moments = sum((segment.moments for segment in self.segments), np.zeros((self.dim + 1, self.dim)))
        return VectorIndex(blocks, self.dim, coarse=coarse, moments=moments)

    @cached_property
    def passage_starts(self) -> NDArray[np.int64]:
        """Document ``i`` owns the passages ``passage_starts[i]:passage_starts[i + 1]``."""
        return _counted_on(shard.passage_starts for shard in self.shards)

    @cached_property
    def sentence_starts(self) -> NDArray[np.int64]:
        """Passage ``i`` owns rows ``sentence_starts[i]:sentence_starts[i + 1]`` of ``sentence_vectors``."""
        return _counted_on(shard.sentence_starts for shard in self.shards)

    @cached_property
    def kinds(self) -> NDArray[np.uint8]:
        """Shape (passages,): the role of each passage as its place in ``KINDS``."""
        return np.concatenate([np.zeros(0, np.uint8), *(shard.derived.kinds for shard in self.shards)])

    @cached_property
    def sentence_vectors(self) -> Stacked:
        """Shape (sentences, dim), float16."""
        return Stacked([shard.sentence_vectors for shard in self.shards], self.dim)

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        """The documents by their id."""
        return _ById(self._numbers, self.documents)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {id: number for number, id in enumerate(id for shard in self.shards for id in shard.ids)}

    def number_of(self, document_id: str) -> int | None:
        """The number of a document; None for an id that none has."""
        return self._numbers.get(document_id)

    def passages_of(self, document_id: str) -> range:
        """The rows of the passages of a document. Raises KeyError for an unknown one."""
        number = self._numbers[document_id]
        return range(int(self.passage_starts[number]), int(self.passage_starts[number + 1]))

    def pool(self, wanted: Wanted) -> Pool:
        """The few passages that may answer, scored; exact."""
        return exact_pool(self, wanted)

    def sentences_of(self, row: int) -> NDArray[np.float16]:
        """The vectors of the sentences of passage ``row``, shape (sentences, dim)."""
        return self.sentence_vectors[self.sentence_starts[row] : self.sentence_starts[row + 1]]

    def facts_of(self, row: int) -> Document:
        """The document that passage ``row`` is from, without its text."""
        return self.facts[self.document_of(row)]

    def ids_within(self, where: Where) -> Iterator[str]:
        """The ids of the documents that fit every condition, in order."""
        return (self.facts[number].id for number in documents_within(self, where).tolist())

    def document_of(self, row: int) -> int:
        """Number of the document that passage ``row`` is from."""
        return int(np.searchsorted(self.passage_starts, row, side="right")) - 1

    @cached_property
    def characters(self) -> int:
        """The length of all documents together."""
        return sum(shard.derived.summary.characters for shard in self.shards)

    @cached_property
    def newest(self) -> str | None:
        """The latest year that a document covers, such as ``2022``; None when none says."""
        periods = (period for shard in self.shards for period in shard.derived.summary.periods)
        return max((period[:4] for period in periods), default=None)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places that documents are about, without 区, 县 and the like, each once."""
        return tuple(self.by_place)

    @cached_property
    def by_place(self) -> Mapping[str, DocumentNumbers]:
        """The documents about each of ``places``."""
        return self._by_value(lambda summary: summary.places, lambda place: [place_stem(place)])

    @cached_property
    def by_period(self) -> Mapping[str, DocumentNumbers]:
        """The documents that cover each period or one inside it: one of ``2021-06`` stands under ``2021`` too."""
        return self._by_value(lambda summary: summary.periods, with_wider)

    def _by_value(
        self, values: Callable[[Summary], Mapping[str, list[int]]], keys: Callable[[str], Iterable[str]]
    ) -> Mapping[str, DocumentNumbers]:
        found: dict[str, list[int]] = {}
        first = 0
        for shard in self.shards:
            for value, numbers in values(shard.derived.summary).items():
                for key in keys(value):
                    found.setdefault(key, []).extend(first + number for number in numbers)
            first += len(shard.facts)
        return {key: np.array(numbers, np.int64) for key, numbers in found.items()}

    @cached_property
    def chinese(self) -> bool:
        """Whether most passages are in Chinese, so that a question without Chinese shares no words with them."""
        return bool(sum(shard.derived.summary.chinese for shard in self.shards) * 2 > len(self.passages))


class _ById(Mapping[str, Document]):
    """Documents by id, read when they are asked for."""

    def __init__(self, numbers: Mapping[str, int], documents: Sequence[Document]) -> None:
        self._numbers = numbers
        self._documents = documents

    def __getitem__(self, id: str) -> Document:
        return self._documents[self._numbers[id]]

    def __contains__(self, id: object) -> bool:
        return id in self._numbers

    def __iter__(self) -> Any:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _counted_on(starts: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    return offsets(np.concatenate([np.zeros(0, np.int64), *(np.diff(part) for part in starts)]))
