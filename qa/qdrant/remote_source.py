"""An index in an engine, asked as one in a folder is: what it finds is scored again with the true statistics."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.documents.sources import Source
from qa.errors import EngineError, StaleIndexError
from qa.index.bearing_numbers import holds_number
from qa.index.bm25 import normal, saturated, unsaturated, weighed
from qa.index.exact_pool import HEADING, NUMBERS_LOOKED_AT
from qa.index.filters import Where
from qa.index.passage_source import POOL_HALF, KnownWords, Pool, Wanted
from qa.index.shards import passage_of_row
from qa.index.top_rows import Scores, top_rows
from qa.qdrant.corpus_statistics import HEAD, CorpusStatistics, needed
from qa.qdrant.engine import Engine
from qa.qdrant.remote_rows import PASSAGE, RemoteDocuments, RemotePassages, RemoteRows, conditions_of
from qa.qdrant.stored_documents import ROW_BITS, Words, point_id
from qa.qdrant.token_numbers import dimensions, numbers_of
from qa.text.rule_numbers import keywords_of
from qa.types import Document, Passage

_ASKED = POOL_HALF + 28  # some are of documents that have changed, or tie with others
_DECIMALS = 6
LOOKED_FOR_SECONDS = 5.0  # a document is asked for as it was then at the latest; a question as it is now
_HEAD_ID = point_id(HEAD)


class _Scored(NamedTuple):
    """Cosines with the passages and with their best sentences, and BM25 of the words and of the names."""

    cosines: Scores
    sentences: Scores
    words: Scores
    names: Scores


class RemoteSource:
    """A ``PassageSource`` of the newest generation of an index; after a write the next question opens it anew."""

    def __init__(self, engine: Engine, collection: str, dim: int) -> None:
        self._engine = engine
        self._dim = dim
        self._open(collection)

    def _open(self, collection: str) -> None:
        head = self._engine.records(collection, [_HEAD_ID])
        if not head:
            raise StaleIndexError(f"{self._engine.address} was not written to its end; build it again")
        found = {HEAD: head[_HEAD_ID]}
        for name in needed(head[_HEAD_ID]):
            found.update((name, one) for one in self._engine.records(collection, [point_id(name)]).values())
        try:
            self._statistics = CorpusStatistics.from_records(found)
        except (KeyError, TypeError, ValueError) as error:
            raise StaleIndexError(f"{self._engine.address} is damaged ({error!r}); build it again") from error
        self._rows = RemoteRows(self._engine, collection, self._dim)
        self._looked = time.monotonic()

    @property
    def keywords(self) -> KnownWords:
        return self._statistics

    @property
    def places(self) -> tuple[str, ...]:
        return self._statistics.places

    @property
    def newest(self) -> str | None:
        return self._statistics.newest

    @property
    def chinese(self) -> bool:
        return self._statistics.chinese

    @property
    def characters(self) -> int:
        return self._statistics.characters

    @property
    def sources(self) -> tuple[Source, ...]:
        return self._statistics.sources

    @property
    def corpus(self) -> str | None:
        return self._statistics.corpus

    @property
    def facts(self) -> Sequence[Document]:
        rows = self._lately()
        return [rows.facts_of(number) for number in rows.directory.values()]

    @property
    def by_id(self) -> Mapping[str, Document]:
        return RemoteDocuments(self._lately())

    @property
    def passages(self) -> Sequence[Passage]:
        return RemotePassages(self._lately(), self._statistics.passages)

    def document_of(self, row: int) -> int:
        return row >> ROW_BITS

    def facts_of(self, row: int) -> Document:
        return self._rows.facts_of(self.document_of(row))

    def passages_of(self, document_id: str) -> range:
        return self._rows.rows_of(document_id)

    def sentences_of(self, row: int) -> NDArray[np.floating]:
        return self._rows.sentences(row)

    def ids_within(self, where: Where) -> Iterator[str]:
        return self._rows.ids_within(where)

    def pool(self, wanted: Wanted) -> Pool:
        """The pool: found by the engine, approximately where there are many, and scored exactly."""
        self._renew()
        must = {"what": ["passage"], **conditions_of(wanted.where)}
        numbered = self._numbered(wanted.numbers, must)
        found = self._found(wanted, must) | numbered
        if wanted.below:
            below = [int(one["row"]) + 1 for one in found.values() if one["kind"] == HEADING]
            found |= self._of_rows(below, must)
        rows = self._rows.admit(found)
        bearing = np.isin(rows, [int(one["row"]) for one in numbered.values()])
        scores = self._scores(rows, wanted)
        kept = self._kept(rows, scores, wanted) | bearing
        if not wanted.by_vectors:
            kept &= (scores.words > 0) | bearing
        kinds = np.array([self._rows.place(row).kind for row in rows.tolist()], np.uint8)
        return Pool(
            rows=rows[kept],
            cosines=scores.cosines[kept],
            sentences=scores.sentences[kept],
            words=scores.words[kept],
            names=scores.names[kept],
            kinds=kinds[kept],
            numbered=bearing[kept],
            spread=self._statistics.spread(wanted.vector),
        )

    def _lately(self) -> RemoteRows:
        """The documents and passages as they were a moment ago."""
        if time.monotonic() - self._looked > LOOKED_FOR_SECONDS:
            self._renew()
        return self._rows

    def _renew(self) -> None:
        """Open what the name stands for now, where someone has written since."""
        self._looked = time.monotonic()
        try:
            head = self._engine.records(self._rows.collection, [_HEAD_ID], ["version"])
        except EngineError:
            current = self._engine.generation()
            if current in (None, self._rows.collection):
                raise
            self._open(str(current))
            return
        if head.get(_HEAD_ID, {}).get("version") != self._statistics.version:
            self._open(self._engine.generation() or self._rows.collection)

    def _found(self, wanted: Wanted, must: Mapping[str, Any]) -> dict[str, Any]:
        """What the engine takes for the nearest and the best by words; where few hold one, also the first."""
        asked: list[tuple[str, Any]] = [("passage", wanted.vector)] if wanted.by_vectors else []
        words = self._query((*wanted.words, *wanted.names)) if wanted.by_words else ([], [])
        if words[0]:
            asked.append(("words", words))
        answers = self._engine.nearest(self._rows.collection, asked, must, _ASKED)
        found = {id: payload for answer in answers for id, payload in answer.items()}
        if wanted.by_words and not (words[0] and len(answers[-1]) >= _ASKED):
            found |= self._engine.first_rows(self._rows.collection, must, _ASKED)
        return found

    def _query(self, tokens: Sequence[str]) -> Words:
        """The sparse vector of a question: the rarity of each token, as often as it stands there."""
        known: dict[int, float] = {}
        for token, place in zip(tokens, dimensions(numbers_of(tokens)).tolist(), strict=True):
            if token in self._statistics:
                known[place] = known.get(place, 0.0) + self._statistics.rarity(token)
        return list(known), list(known.values())

    def _numbered(self, numbers: Sequence[str], must: Mapping[str, Any]) -> dict[str, Any]:
        """Passages that bear a number asked for."""
        asked = [("words", query) for number in numbers if (query := self._query(keywords_of(number)))[0]]
        answers = self._engine.nearest(self._rows.collection, asked, must, NUMBERS_LOOKED_AT)
        likely = {id: payload for answer in answers for id, payload in answer.items()}
        return {
            id: one for id, one in likely.items() if holds_number(numbers, passage_of_row(json.loads(one["passage"])))
        }

    def _of_rows(self, rows: Sequence[int], must: Mapping[str, Any]) -> dict[str, Any]:
        return dict(self._engine.walk(self._rows.collection, {**must, "row": rows}, PASSAGE)) if rows else {}

    def _kept(self, rows: NDArray[np.int64], scores: _Scored, wanted: Wanted) -> NDArray[np.bool_]:
        """Which belong to the pool: the best by either, and what stands below a heading among them."""
        kept = np.zeros(len(rows), bool)
        if wanted.by_vectors:
            kept[top_rows(scores.cosines, POOL_HALF)] = True
        if wanted.by_words:
            kept[top_rows(scores.words + scores.names, POOL_HALF)] = True
        if wanted.below:
            headings = [row for row in rows[kept].tolist() if self._rows.place(row).kind == HEADING]
            kept |= np.isin(rows, [row + 1 for row in headings])
        return kept

    def _scores(self, rows: NDArray[np.int64], wanted: Wanted) -> _Scored:
        """Each with shape as ``rows``."""
        ids = [self._rows.place(row).id for row in rows.tolist()]
        if not ids:
            none = np.zeros(0, np.float32)
            return _Scored(none, none, none, none)
        asked = [("passage", wanted.vector), ("sentences", wanted.vector)]
        (cosines, sentences), held = self._engine.scored(self._rows.collection, asked, ids)
        passages = [held[id] for id in ids]
        return _Scored(
            np.array([round(cosines[id], _DECIMALS) for id in ids], np.float32),
            np.array([round(sentences[id], _DECIMALS) for id in ids], np.float32),
            self._weigh(wanted.words, rows.tolist(), passages),
            self._weigh(wanted.names, rows.tolist(), passages),
        )

    def _weigh(self, tokens: Sequence[str], rows: Sequence[int], passages: Sequence[Words]) -> Scores:
        """BM25 of each passage, to the bit what ``KeywordIndex.scores`` gives."""
        known = self._statistics
        scores = np.zeros(len(rows), np.float32)
        if not tokens or not rows:
            return scores
        lengths = np.array([self._rows.place(row).length for row in rows], np.float32)
        then, now = normal(lengths, np.float32(known.frozen)), normal(lengths, np.float32(known.average))
        weights = [dict(zip(*words, strict=True)) for words in passages]
        for token, place in zip(tokens, dimensions(numbers_of(tokens)).tolist(), strict=True):
            own = np.array([weight.get(place, 0.0) for weight in weights], np.float32)
            held = own > 0
            counts = unsaturated(own[held], then[held])
            scores[held] += weighed(saturated(counts, now[held]), np.float64(known.rarity(token)))
        return scores
