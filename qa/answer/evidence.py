"""Everything the documents offer to one standalone question: passages, sentences in order, and how sure they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings import Encoder
from qa.answer.confidence import confidence
from qa.answer.expected_form import asks_date
from qa.answer.sentence_ranking import Reading, Terms, read, terms_of
from qa.index.contents import Index, context
from qa.search import hybrid
from qa.search.hybrid import Candidates, Query
from qa.search.query import Asked
from qa.text.figures import holds_all
from qa.text.folding import folded_text
from qa.text.periods import other_part, other_year, stated_years
from qa.text.places import place_stem
from qa.types import Document, Passage

_LEANING = 0.15


@dataclass(frozen=True, slots=True)
class Evidence:
    """query: the question, prepared. found: every candidate. admissible: those of the place and year asked for.

    readings: sentences of the admissible that may answer, best first. passed_over: how many more are of another period.
    confidence: probability, 0–1, that the first of the readings answers.
    """

    query: Query
    found: Candidates
    admissible: Candidates
    terms: Terms
    readings: Sequence[Reading]
    passed_over: int
    confidence: float


def gather(index: Index, encoder: Encoder, question: str, *, where: Mapping[str, str]) -> Evidence | None:
    """Search and read; None for a question without a letter, digit or character.

    When the question names a place or a year, only passages of that place and year are read: those of another one
    are no answer, however near. 去年 and the like prefer the year they would mean, unless that answers much worse.
    """
    query = hybrid.prepare(question, index, encoder)
    if query is None:
        return None
    found = hybrid.candidates(index, query, where=where, mode="hybrid")
    terms = terms_of(index, query)
    whole = _judged(index, query, found, terms, query.asked.years)
    if query.asked.leaning is None or query.asked.years:
        return whole
    leaning = _judged(index, query, found, terms, (query.asked.leaning,))
    return leaning if leaning.confidence > whole.confidence - _LEANING else whole


def _judged(index: Index, query: Query, found: Candidates, terms: Terms, years: Sequence[str]) -> Evidence:
    admissible = _admissible(index, query, found, years)
    every = read(index, query, _places_in_turn(index, query, admissible), terms)
    if query.asked.figures:
        readings = [one for one in every if holds_all(query.asked.figures, folded_text(one.sentence.text))]
    else:
        readings = [one for one in every if not _of_other_period(index, query, one, years)]
    sure = confidence(index, query, found, terms, readings)
    return Evidence(query, found, admissible, terms, readings, len(every) - len(readings), sure)


def _places_in_turn(index: Index, query: Query, found: Candidates) -> Candidates:
    """Of several places asked about the candidates alternate, so that those of each are read."""
    if len(query.asked.places) < 2:
        return found
    seen: Counter[str | None] = Counter()
    turns = []
    for row in found.rows:
        place = index.facts[index.document_of(int(row))].place
        turns.append(seen[place])
        seen[place] += 1
    return found.taken(sorted(range(len(turns)), key=turns.__getitem__))


def _of_other_period(index: Index, query: Query, reading: Reading, years: Sequence[str]) -> bool:
    """Whether a sentence speaks of another time than the one asked for; when to find out is asked, any may answer."""
    parts = query.asked.parts
    if not (parts or years) or asks_date(query.folded):
        return False
    period = index.by_id[reading.passage.document_id].period
    text = reading.passage.text[: reading.sentence.start - reading.passage.start]
    before, sentence = folded_text(context(reading.passage) + text), folded_text(reading.sentence.text)
    return other_part(parts, before, sentence) or other_year(years, before, sentence, period)


def _admissible(index: Index, query: Query, found: Candidates, years: Sequence[str]) -> Candidates:
    asked = query.asked
    if not (asked.places or asked.without or years or asked.figures):
        return found
    kept = []
    for position, row in enumerate(found.rows):
        passage = index.passages[row]
        document = index.facts[index.document_of(int(row))]
        holds = not asked.figures or holds_all(asked.figures, folded_text(passage.text))
        if holds and _of_place(document, passage, asked) and _of_year(document, passage, years):
            kept.append(position)
    return found.taken(kept)


def _of_place(document: Document, passage: Passage, asked: Asked) -> bool:
    own = place_stem(document.place) if document.place else None
    named = not asked.places or own in asked.places or any(place in passage.text for place in asked.places)
    return named and own not in asked.without


def _of_year(document: Document, passage: Passage, years: Sequence[str]) -> bool:
    if not years or document.period is None or document.period[:4] in years:
        return True
    return bool(set(years) & set(stated_years(folded_text(context(passage) + passage.text), document.period)))
