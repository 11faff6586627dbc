"""Which sentences are quoted: one normally, more when the question wants several, no one stands out or none is sure.

It changes no word of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answer.evidence import Evidence
from qa.answer.quotable import quotable_readings
from qa.answer.sentence_ranking import Reading, read
from qa.index.passage_source import PassageSource
from qa.search.repeats import says_the_same
from qa.text.characters import LATIN_SCALE, is_latin
from qa.text.places import place_stem

MOST = 4
_NEAREST = 3
_SURE = 0.8
# How likely the last is at least, as a share of the first, and how many Chinese characters all have at most.
_ONE = (0.08, 200)
_UNSURE = (0.03, 400)
_LIST = (0.001, 380)


def choose(index: PassageSource, evidence: Evidence, answered: Sequence[Evidence] = ()) -> list[Reading]:
    """The sentences to quote, best first, at most ``MOST``; none repeats what another says.

    answered: of a question that asks several things at once, the parts that are answered: each has its share, in turn.
    A question about several places or documents gets the best sentence of each, and no place more than its share of
    the quotes. Otherwise further sentences follow while they are nearly as likely as the first and all of them stay
    short; more do where the answer is less sure than ``_SURE``.
    """
    if answered:
        return _for_each(index, answered)
    readings = evidence.readings
    if not readings:
        return []
    query = evidence.query
    chosen = _one_of_each(index, evidence) if query.several else [readings[0]]
    wide = query.several or query.wants_list
    share, room = _LIST if wide else _ONE if evidence.confidence >= _SURE else _UNSURE
    for reading in readings:
        length = sum(_length(one.sentence.text) for one in [*chosen, reading])
        near = reading.probability >= share * readings[0].probability
        fits = len(chosen) < MOST and near and length <= room and not _said(reading, chosen)
        if fits and _leaves_room(index, reading, chosen, 2 if query.which_places else len(query.places)):
            chosen.append(reading)
    return [reading for reading in readings if any(reading is one for one in chosen)]


def _length(text: str) -> float:
    """How long ``text`` is, in Chinese characters."""
    return len(text) / LATIN_SCALE if is_latin(text) else len(text)


def nearest(index: PassageSource, evidence: Evidence) -> list[Reading]:
    """What comes nearest to a question that is not answered: of its place and year if there is any, else of any.

    Nothing comes near a figure that stands nowhere.
    """
    if evidence.parts:
        return _without_repeats(one for part in evidence.parts for one in nearest(index, part)[:1])
    if evidence.query.figures:
        return []
    there = evidence.admissible if len(evidence.admissible.rows) else evidence.found
    return quotable_readings(evidence.query, read(index, evidence.query, there))[:_NEAREST]


def _for_each(index: PassageSource, parts: Sequence[Evidence]) -> list[Reading]:
    """The quotes of each of ``parts``, at most its share of ``MOST``."""
    share = max(1, MOST // len(parts))
    return _without_repeats(one for part in parts for one in choose(index, part)[:share])[:MOST]


def _without_repeats(readings: Iterable[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        if not _said(reading, kept):
            kept.append(reading)
    return kept


def _leaves_room(index: PassageSource, reading: Reading, chosen: Sequence[Reading], places: int) -> bool:
    """Whether another quote of the reading's place leaves the other places asked about theirs."""
    if places < 2:
        return True
    own = index.by_id[reading.passage.document_id].place
    return sum(index.by_id[one.passage.document_id].place == own for one in chosen) < max(1, MOST // places)


def _one_of_each(index: PassageSource, evidence: Evidence) -> list[Reading]:
    """The best sentence of each place named; of the two best places, if places are asked for, else documents."""
    query = evidence.query
    by_place = len(query.places) > 1 or query.which_places
    best: dict[str, Reading] = {}
    for reading in evidence.readings:
        document = index.by_id[reading.passage.document_id]
        group = place_stem(document.place) if by_place and document.place else document.id
        if group not in best and (len(query.places) < 2 or group in query.places):
            best[group] = reading
    return list(best.values())[: max(2, len(query.places))][:MOST] or [evidence.readings[0]]


def _said(reading: Reading, chosen: Sequence[Reading]) -> bool:
    return any(reading is one or says_the_same(reading.sentence.text, one.sentence.text) for one in chosen)
