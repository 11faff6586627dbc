"""Place, period and figure as hard limits: what is about another one is no answer, however near it comes."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.sentence_ranking import Reading
from qa.index.bearing_numbers import bears_number
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.search.candidates import Candidates
from qa.search.query import Query
from qa.text.figures import holds_all
from qa.text.folding import folded_text
from qa.text.periods import other_part, other_year, stated_years
from qa.text.places import place_stem
from qa.types import Document, Passage


def within_limits(index: PassageSource, query: Query, found: Candidates) -> Candidates:
    """The candidates of the place and year that the question names, or with the figures that are all of it."""
    if not (query.places or query.without or query.years or query.figures):
        return found
    kept = []
    for position, row in enumerate(found.rows):
        passage = index.passages[row]
        document = index.facts_of(int(row))
        holds = (
            not query.figures
            or holds_all(query.figures, folded_text(passage.text))
            or bears_number(query.numbers, passage)
        )
        if holds and _of_place(document, passage, query) and _of_year(document, passage, query.years):
            kept.append(position)
    return found.taken(kept)


def readings_within_limits(index: PassageSource, query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The sentences that hold the figures looked up, or speak of no other time than the one asked for."""
    if query.figures:
        return [
            one
            for one in readings
            if holds_all(query.figures, folded_text(one.sentence.text)) or bears_number(query.numbers, one.passage)
        ]
    return [one for one in readings if not _of_other_period(index, query, one)]


def _of_other_period(index: PassageSource, query: Query, reading: Reading) -> bool:
    """Whether a sentence speaks of another time than the one asked for; when to find out is asked, any may answer."""
    if query.asks_when or not (query.parts or query.years):
        return False
    period = index.by_id[reading.passage.document_id].period
    text = reading.passage.text[: reading.sentence.start - reading.passage.start]
    before, sentence = folded_text(context(reading.passage) + text), folded_text(reading.sentence.text)
    return other_part(query.parts, before, sentence) or other_year(query.years, before, sentence, period)


def _of_place(document: Document, passage: Passage, query: Query) -> bool:
    own = place_stem(document.place) if document.place else None
    words = context(passage) + passage.text
    named = not query.places or own in query.places or any(place in words for place in query.places)
    return named and own not in query.without


def _of_year(document: Document, passage: Passage, years: Sequence[str]) -> bool:
    if not years or document.period is None or document.period[:4] in years:
        return True
    return bool(set(years) & set(stated_years(folded_text(context(passage) + passage.text), document.period)))
