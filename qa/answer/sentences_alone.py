"""The two likeliest sentences read once more, each by itself: then nothing that stands around it speaks for it.

What the two readings of a sentence take for the answer is averaged: as whole words both are right more often than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from embeddings import AnswerSpan, PassageReading, Reader
from qa.answer.sentence_ranking import SENTENCE_FEATURES, Reading, probabilities, spans_if_answered
from qa.search.query import Query
from qa.search.weights import weights
from qa.text.folding import in_simplified

MOST_READ = 2
_LEAST, _MOST = -12.0, 8.0
_FEATURE = SENTENCE_FEATURES.index("read_alone")


def read_alone(query: Query, readings: Sequence[Reading], chosen: Sequence[Reading], reader: Reader) -> list[Reading]:
    """``readings``, best first, once those of them that are ``chosen`` were read without their passages.

    The others count as the one of those that says least.
    """
    texts = [("", in_simplified(one.sentence.text)) for one in chosen]
    made = dict(zip(map(_place, chosen), reader.read(in_simplified(query.text), texts), strict=True))
    odds = {place: max(_LEAST, min(one.score, _MOST)) for place, one in made.items()}
    least = min(odds.values(), default=0.0)
    found = []
    for one in readings:
        features = one.features.copy()
        features[_FEATURE] = odds.get(_place(one), least)
        spans = _both(one, made[_place(one)]) if _place(one) in made else one.spans
        found.append(replace(one, features=features, spans=spans))
    weight = weights(reader=True).sentence.get("read_alone", 0.0)
    before = np.log([one.probability for one in found])
    shares = probabilities(before + weight * np.array([one.features[_FEATURE] for one in found]))
    again = [replace(one, probability=share) for one, share in zip(found, shares.tolist(), strict=True)]
    return sorted(again, key=lambda one: -one.probability)


def _place(reading: Reading) -> tuple[str, int]:
    return reading.passage.document_id, reading.sentence.start


def _both(reading: Reading, alone: PassageReading) -> tuple[AnswerSpan, ...]:
    start = reading.sentence.start
    own = [AnswerSpan(start + one.start, start + one.end, one.probability) for one in spans_if_answered(alone)]
    return averaged(reading.spans, own)


def averaged(first: Sequence[AnswerSpan], again: Sequence[AnswerSpan]) -> tuple[AnswerSpan, ...]:
    """The spans of two readings of one text, likeliest first, each half as likely as the two say together."""
    likely: dict[tuple[int, int], float] = defaultdict(float)
    for span in (*first, *again):
        likely[span.start, span.end] += span.probability / 2
    order = sorted(likely.items(), key=lambda one: -one[1])
    return tuple(AnswerSpan(*place, chance) for place, chance in order)
