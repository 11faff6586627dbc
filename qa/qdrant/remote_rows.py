"""The documents and passages of an index in an engine, by their rows and ids: read when asked for, and remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from qa.errors import EngineError
from qa.index.filters import Where, plain_period, values
from qa.index.shards import document_of_rows, passage_of_row
from qa.qdrant.engine import Engine, Payload
from qa.qdrant.stored_documents import ROW_BITS, key_of_document, point_id
from qa.text.places import place_stem
from qa.types import Document, Passage

PASSAGE = ("doc", "digest", "row", "kind", "length", "passage")
_FACTS = ("doc", "digest", "number", "count", "facts")
_SENTENCES_KEPT = 4096
_PASSAGES_KEPT = 65_536
_AHEAD = 64


class PassagePlace(NamedTuple):
    """A passage: the id of its point, its role as its place in ``KINDS``, its keywords counted, itself as stored."""

    id: str
    kind: int
    length: int
    text: str


class _Listed(NamedTuple):
    facts: Document
    rows: range


class RemoteRows:
    """Those of one generation."""

    def __init__(self, engine: Engine, collection: str, dim: int) -> None:
        self.engine = engine
        self.collection = collection
        self._places: dict[int, PassagePlace] = {}
        self._listed: dict[int, _Listed] = {}
        self._directory: dict[str, int] | None = None
        self._sentences = lru_cache(maxsize=_SENTENCES_KEPT)(lambda id: engine.sentences(collection, id, dim))

    @property
    def directory(self) -> Mapping[str, int]:
        """The number of each document by its id, in their order."""
        if self._directory is None:
            found = self.engine.walk(self.collection, {"what": ["document"]}, _FACTS)
            numbers = sorted(self._keep(payload) for _, payload in found)
            self._directory = {self._listed[number].facts.id: number for number in numbers}
        return self._directory

    def facts_of(self, number: int) -> Document:
        """A document without its text."""
        if number not in self._listed:
            self._directory = None
        return self._listed[number].facts if number in self._listed else self._listed[self._known(number)].facts

    def _known(self, number: int) -> int:
        if number not in self.directory.values():
            raise EngineError(f"{self.engine.address} no longer holds a document that was found; ask again")
        return number

    def rows_of(self, document_id: str) -> range:
        """The rows of a document. Raises KeyError for an unknown one."""
        return self._listed[self.directory[document_id]].rows

    def document(self, document_id: str) -> Document:
        """One document, whole. Raises KeyError for an unknown one."""
        id = point_id(key_of_document(document_id))
        found = self.engine.records(self.collection, [id]).get(id)
        if found is None:
            raise KeyError(document_id)
        return document_of_rows(json.loads(found["facts"]), json.loads(found["text"]))

    def ids_within(self, where: Where) -> Iterator[str]:
        """The ids of the documents that fit, in order."""
        found = self.engine.walk(self.collection, {"what": ["document"], **conditions_of(where)}, _FACTS)
        return (self._listed[number].facts.id for number in sorted(self._keep(payload) for _, payload in found))

    def passage(self, row: int) -> Passage:
        """One passage. Raises IndexError for a row that there is none of."""
        return passage_of_row(json.loads(self.place(row).text))

    def sentences(self, row: int) -> NDArray[np.float16]:
        """The vectors of its sentences, shape (sentences, dim)."""
        return np.asarray(self._sentences(self.place(row).id))

    def place(self, row: int) -> PassagePlace:
        """Where a passage is; those behind it are read with it."""
        if row not in self._places:
            rows = range(row, min(row + _AHEAD, (row >> ROW_BITS) + 1 << ROW_BITS))
            self.admit(dict(self.engine.walk(self.collection, {"what": ["passage"], "row": rows}, PASSAGE)))
        if row not in self._places:
            raise IndexError(f"{self.engine.address} holds no passage {row}")
        return self._places[row]

    def admit(self, found: Mapping[str, Payload]) -> NDArray[np.int64]:
        """The rows, ascending, of those points whose documents are still as they were then; they are remembered."""
        documents = sorted({point_id(one["doc"]) for one in found.values()})
        current: Mapping[str, Payload] = self.engine.records(self.collection, documents, _FACTS) if documents else {}
        for one in current.values():
            self._keep(one)
        if len(self._places) > _PASSAGES_KEPT:
            self._places = {}
        rows = []
        for id, one in found.items():
            if current.get(point_id(one["doc"]), {}).get("digest") == one["digest"]:
                row = int(one["row"])
                self._places[row] = PassagePlace(id, int(one["kind"]), int(one["length"]), one["passage"])
                rows.append(row)
        return np.unique(np.array(rows, np.int64))

    def _keep(self, payload: Mapping[str, Any]) -> int:
        number, first = int(payload["number"]), int(payload["number"]) << ROW_BITS
        rows = range(first, first + int(payload["count"]))
        self._listed[number] = _Listed(document_of_rows(json.loads(payload["facts"])), rows)
        return number


class RemotePassages(Sequence[Passage]):
    """Passages by their rows, of which some numbers are none; as many as there are."""

    def __init__(self, rows: RemoteRows, count: int) -> None:
        self._rows = rows
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Passage]: ...
    def __getitem__(self, row: int | slice) -> Passage | Sequence[Passage]:
        return list(self)[row] if isinstance(row, slice) else self._rows.passage(int(row))

    def __iter__(self) -> Iterator[Passage]:
        for id in self._rows.directory:
            yield from map(self._rows.passage, self._rows.rows_of(id))


class RemoteDocuments(Mapping[str, Document]):
    """Documents by id, read when they are asked for."""

    def __init__(self, rows: RemoteRows) -> None:
        self._rows = rows

    def __getitem__(self, id: str) -> Document:
        return self._rows.document(id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows.directory)

    def __len__(self) -> int:
        return len(self._rows.directory)


def conditions_of(where: Where) -> dict[str, Any]:
    """The conditions as the engine has them: a field and the values of which it has one."""
    fields = {
        "document": ("doc", key_of_document),
        "place": ("place", place_stem),
        "period": ("periods", plain_period),
    }
    return {fields[key][0]: [fields[key][1](value) for value in values(where, key)] for key in where}
