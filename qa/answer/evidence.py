"""Everything the documents offer to one standalone question: passages, sentences in order, and how sure they are."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from embeddings import Encoder, Reader
from qa.answer.confidence import confidence
from qa.answer.missing_names import missing_names
from qa.answer.place_and_period import readings_within_limits, within_limits
from qa.answer.quotable import numbered_first, quotable_readings
from qa.answer.sentence_ranking import Reading, read
from qa.answer.sentences_alone import MOST_READ, read_alone
from qa.answer.sub_questions import MOST, of_each_place, sub_questions
from qa.answer.table_rows import rows_asked_for
from qa.index.filters import Where
from qa.index.passage_source import PassageSource
from qa.search.candidates import NO_CANDIDATES, Candidates, find_candidates, in_turn, question_vector
from qa.search.query import Query, understand
from qa.search.reranking import rerank

_LEANING = 0.15


@dataclass(frozen=True, slots=True)
class Evidence:
    """query: the question. found: every candidate. admissible: those of the place and year asked for.

    readings: sentences of the admissible that may answer, best first. passed_over: how many more are of another period.
    confidence: probability, 0–1, that the first of the readings answers. missing_names: names in the question that
    count against that, since no document has them. parts: of a question that asks several things at once, the evidence
    of each, in the question's order. asked: of such a part, the words of the question that it is for.
    """

    query: Query
    found: Candidates = NO_CANDIDATES
    admissible: Candidates = NO_CANDIDATES
    readings: Sequence[Reading] = ()
    passed_over: int = 0
    confidence: float = 0.0
    missing_names: Sequence[str] = ()
    parts: Sequence[Evidence] = ()
    asked: str = ""


def gather(index: PassageSource, encoder: Encoder, query: Query, *, where: Where, reader: Reader | None) -> Evidence:
    """Search and read; nothing is looked for where nothing is asked, and each thing asked for alone.

    Asked which two places do something, it asks that of each and keeps the two surest.

    When the question names a place or a year, only passages of that place and year are read: those of another one
    are no answer, however near. 去年 and the like prefer the year they would mean, unless that answers much worse.
    """
    if query.blank or query.small_talk:
        return Evidence(query)
    asked, wanted = sub_questions(query), MOST
    if not asked:
        asked, wanted = of_each_place(query, index.places)
    if not asked:
        return _gather_one(index, encoder, query, where=where, reader=reader)
    each = [(one, understand(one.text, index)) for one in asked]
    parts = [
        dataclasses.replace(_gather_one(index, encoder, alone, where=where, reader=reader), asked=one.asked)
        for one, alone in each
    ]
    surest = sorted(parts, key=lambda part: -part.confidence)[:wanted]
    return _joined(query, [part for part in parts if any(part is one for one in surest)])


def _gather_one(
    index: PassageSource, encoder: Encoder, query: Query, *, where: Where, reader: Reader | None
) -> Evidence:
    found = find_candidates(index, query, question_vector(query, encoder), where=where, mode="hybrid")
    whole = _read_within_limits(index, query, found, reader)
    if query.leaning is None or query.years:
        return whole
    then = dataclasses.replace(query, years=(query.leaning,))
    leaning = _read_within_limits(index, then, dataclasses.replace(found, read=whole.admissible.read), reader)
    return leaning if leaning.confidence > whole.confidence - _LEANING else whole


def _joined(query: Query, parts: Sequence[Evidence]) -> Evidence:
    """The evidence of all ``parts`` in turn, as sure as the surest of them."""
    surest = max(parts, key=lambda part: part.confidence)
    turns = (one for turn in zip_longest(*(part.readings for part in parts)) for one in turn if one is not None)
    readings: dict[tuple[str, int], Reading] = {}
    for one in turns:
        readings.setdefault((one.passage.document_id, one.sentence.start), one)
    return Evidence(
        query,
        in_turn([part.found for part in parts]),
        in_turn([part.admissible for part in parts]),
        list(readings.values()),
        surest.passed_over,
        surest.confidence,
        surest.missing_names,
        parts,
    )


def _read_within_limits(index: PassageSource, query: Query, found: Candidates, reader: Reader | None) -> Evidence:
    admissible = _places_in_turn(index, query, within_limits(index, query, found))
    if reader:
        admissible = rerank(index, query, admissible, reader)
    every = read(index, query, admissible)
    within = readings_within_limits(index, query, every)
    readings = quotable_readings(query, within)
    if reader and readings:
        within = read_alone(query, within, readings[:MOST_READ], reader)
        readings = quotable_readings(query, within)
    readings = numbered_first(query, rows_asked_for(query, readings))
    beside = [one for one in within if one.probability < readings[0].probability]
    sure = confidence(index, query, admissible, [*readings[:1], *beside])
    missing = missing_names(index, query, readings)
    return Evidence(query, found, admissible, readings, len(every) - len(within), sure, missing)


def _places_in_turn(index: PassageSource, query: Query, found: Candidates) -> Candidates:
    """Of several places asked about, or asked for, the candidates alternate, so that those of each are read."""
    if len(query.places) < 2 and not query.which_places:
        return found
    seen: Counter[str | None] = Counter()
    turns = []
    for row in found.rows:
        place = index.facts_of(int(row)).place
        turns.append(seen[place])
        seen[place] += 1
    return found.taken(sorted(range(len(turns)), key=turns.__getitem__))
