"""What search, and all above it, asks of an index, wherever it lies: here in a folder, or in an engine elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vector_index import RowNumbers
from qa.documents.sources import Source
from qa.index.filters import Where
from qa.index.top_rows import Scores
from qa.types import Document, Passage

POOL_HALF = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search looks for.

    vector: the question's, shape (dim,). words: its keywords, as often as they stand there. names: keywords of the
    corpus that sound like a name in it. numbers: of rules and sections that it asks for. by_vectors, by_words: what
    brings a passage into the pool; one that neither holds a keyword nor bears a number is left out without the first.
    below: whether what stands below a heading comes along. where: as ``qa.index.filters`` has it.
    """

    vector: Vectors
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    by_vectors: bool = True
    by_words: bool = True
    below: bool = True
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pool:
    """The few passages that may answer: the ``POOL_HALF`` nearest, as many best by words, and what belongs to them.

    Every array has shape (n,). rows: ascending. cosines: of the question with the passage; sentences: the highest with
    one of its sentences. words, names: BM25 of the keywords and of the names. kinds: roles, as places in ``KINDS``.
    numbered: whether it bears a number asked for. spread: mean and standard deviation of the question's cosine with
    every passage there is.
    """

    rows: RowNumbers
    cosines: Scores
    sentences: Scores
    words: Scores
    names: Scores
    kinds: NDArray[np.uint8]
    numbered: NDArray[np.bool_]
    spread: tuple[float, float]


class KnownWords(Protocol):
    """The keywords of a corpus; a word is ``in`` them when a passage holds it."""

    def __contains__(self, word: object) -> bool: ...

    def rarity(self, token: str) -> float:
        """Inverse document frequency, ≥ 0; highest for a word that never occurs."""
        ...


class PassageSource(Protocol):
    """Passages by their rows, found and scored, and what is known of them all.

    A row is a number that stands for one passage; those of one document follow each other in order.
    """

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages; ``passages[row]`` is one of them."""
        ...

    @property
    def facts(self) -> Sequence[Document]:
        """The documents without their texts."""
        ...

    @property
    def by_id(self) -> Mapping[str, Document]:
        """The documents, whole."""
        ...

    @property
    def keywords(self) -> KnownWords:
        """The keywords of all passages."""
        ...

    @property
    def places(self) -> tuple[str, ...]:
        """The places that documents are about, without 区, 县 and the like."""
        ...

    @property
    def newest(self) -> str | None:
        """The latest year that a document covers."""
        ...

    @property
    def chinese(self) -> bool:
        """Whether most passages are in Chinese."""
        ...

    @property
    def characters(self) -> int:
        """The length of all documents together."""
        ...

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that the documents were read from."""
        ...

    @property
    def corpus(self) -> str | None:
        """The folder they lie in."""
        ...

    def pool(self, wanted: Wanted) -> Pool:
        """The few passages that may answer, scored."""
        ...

    def sentences_of(self, row: int) -> NDArray[np.floating]:
        """The vectors of the sentences of a passage, shape (sentences, dim)."""
        ...

    def facts_of(self, row: int) -> Document:
        """The document that passage ``row`` is from, without its text."""
        ...

    def ids_within(self, where: Where) -> Iterator[str]:
        """The ids of the documents that fit every condition, in order."""
        ...

    def document_of(self, row: int) -> int:
        """A number that stands for the document that passage ``row`` is from."""
        ...

    def passages_of(self, document_id: str) -> range:
        """The rows of a document. Raises KeyError for an unknown one."""
        ...
