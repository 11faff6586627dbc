"""How sure an answer is: the probability that the documents hold it and that the first quote shows it.

A logistic over what a reader and the search say of the best sentence; ``qa/search/weights.json`` holds its few
numbers. It refuses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from qa.answer.sentence_ranking import READ, SENTENCE_FEATURES, Reading
from qa.index.bearing_numbers import bears_number
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.search.candidates import Candidates
from qa.search.query import Query
from qa.search.reranking import log_odds
from qa.search.weights import weights
from qa.text.folding import folded_text
from qa.text.rule_numbers import number_alone

FEATURES = (
    "sentence_cosine",
    "passage_cosine",
    "passage_cosine_z",
    "covered",
    "covered_in_passage",
    "better_elsewhere",
    "unknown_share",
    "unknown_quote",
    "unit_missing",
    "year_unstated",
    "lead",
    "foreign",
    "spoken",
    "read_sentence",
    "read_passage",
    "read_best",
    "read_words",
)


def confidence(index: PassageSource, query: Query, found: Candidates, readings: Sequence[Reading]) -> float:
    """Probability, 0–1, that the best of ``readings`` answers; 0 without one.

    A figure that is looked up is no guess: every one of ``readings`` holds it; nor is a rule by its number alone.
    """
    if not readings or not query.rarity:
        return 0.0
    best = readings[0]
    if query.figures or (number_alone(query.folded) and bears_number(query.numbers, best.passage, best.sentence.text)):
        return 1.0
    stored = weights(reader=bool(found.read))
    seen = zip(FEATURES, features(index, query, found, readings), strict=True)
    logit = stored.bias + sum(stored.confidence.get(name, 0.0) * value for name, value in seen)
    return 1 / (1 + math.exp(-max(min(logit, 50.0), -50.0)))


def features(index: PassageSource, query: Query, found: Candidates, readings: Sequence[Reading]) -> list[float]:
    """One number for each of ``FEATURES``."""
    best = readings[0]
    read = dict(zip(SENTENCE_FEATURES, best.features, strict=True))
    (within,), elsewhere = _covered(index, query, [best.row]), max(_covered(index, query, found.rows[:READ]))
    foreign = not query.shares_script(_texts(index, [best.row])[0])
    read_rows = sorted({reading.row for reading in readings})
    second = next((one for one in readings if one.passage.id != best.passage.id), best)
    cosine = float(found.cosines[found.rows == best.row][0])
    return [
        read["sentence_cosine"],
        cosine,
        (cosine - found.corpus[0]) / found.corpus[1],
        read["covered"],
        within,
        max(0.0, elsewhere - within),
        0.0 if foreign else sum(query.rarity[word] for word in query.unknown_words) / query.weight,
        float(any(not any(quote in text for text in _texts(index, read_rows)) for quote in query.quoted)),
        float(min(read["counted"], read["dated"]) < 0),
        float(_unstated(index, query.years, best)),
        math.log(best.probability / second.probability),
        float(foreign),
        float(query.spoken),
        read["read_sentence"],
        read["read_passage"],
        max((log_odds(one) for one in found.read.values()), default=0.0),
        best.spans[0].probability if best.spans else 0.0,
    ]


def _unstated(index: PassageSource, years: Sequence[str], best: Reading) -> bool:
    """Whether neither the document's own date nor the passage tells any of the years asked for."""
    (text,), period = _texts(index, [best.row]), index.by_id[best.passage.document_id].period or ""
    return bool(years) and period[:4] not in years and not any(year in text for year in years)


def _covered(index: PassageSource, query: Query, rows: Iterable[int]) -> list[float]:
    """The share of the question's words in each passage, none in one of another script."""
    return [query.covered(text) if query.shares_script(text) else 0.0 for text in _texts(index, rows)]


def _texts(index: PassageSource, rows: Iterable[int]) -> list[str]:
    return [folded_text(context(index.passages[row]) + index.passages[row].text) for row in rows]
