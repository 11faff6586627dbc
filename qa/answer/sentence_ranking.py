"""The sentences of the best passages, by how likely each answers: what a reader says of it beside what search says.

The weights are fitted (``qa/search/weights.json`` says how), once for answers with a reader and once for those without.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings import AnswerSpan, PassageReading
from qa.answer.another_fact import tells_another_fact
from qa.answer.asked_dates import dated
from qa.answer.asked_things import asks
from qa.answer.asked_units import counted
from qa.index.passage_parts import context, passage_sentences
from qa.index.passage_source import PassageSource
from qa.search.best_sentences import sentence_cosines
from qa.search.candidates import ASIDE, Candidates
from qa.search.fusion import normalise
from qa.search.query import Query
from qa.search.reranking import log_odds
from qa.search.weights import weights
from qa.text.folding import folded_text
from qa.types import Passage, Span

READ = 10
_LOWEST = 500.0
_LEAST = 1e-4
_DOUBT = 0.25
_LEAST_SHARE = 1e-2
_UNREAD = (math.log(_LEAST), math.log(_LEAST_SHARE), -8.0)
SENTENCE_FEATURES = (
    "sentence_cosine",
    "sentence_cosine_z",
    "passage_behind",
    "covered",
    "covered_in_context",
    "counted",
    "dated",
    "aside",
    "asked_role",
    "read_sentence",
    "read_share",
    "read_passage",
    "read_alone",
)
_READ_SENTENCE = SENTENCE_FEATURES.index("read_sentence")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that may answer. row: its passage. features: shape (len(SENTENCE_FEATURES),).

    spans: the few words in it that a reader takes for the answer, likeliest first, offsets in the document; how likely
    each is if its passage answers, less some of the doubt whether it does.
    probability: 0–1, above 0, that it is the one of all sentences read that answers, if one does.
    """

    sentence: Span
    passage: Passage
    row: int
    features: NDArray[np.float64]
    spans: tuple[AnswerSpan, ...]
    probability: float


def read(index: PassageSource, query: Query, found: Candidates) -> list[Reading]:
    """Sentences of the first ``READ`` candidates, each once, best first; ties in the order they were found."""
    seen: dict[tuple[str, int], tuple[Span, Passage, int, NDArray[np.float64], tuple[AnswerSpan, ...]]] = {}
    asking = asks(query)
    for position, row in enumerate(found.rows[:READ].tolist()):
        passage, reading = index.passages[row], found.read.get(row)
        cosines = sentence_cosines(index, row, found.vector)
        behind = float(found.fused.max() - found.fused[position])
        for number, sentence in enumerate(passage_sentences(passage)):
            spans = _spans_in(sentence, passage, reading)
            given = [float(cosines[number]), 0.0, behind, *_words(query, passage, sentence)]
            features = np.array([*given, *_read_features(spans, reading, asking=asking), 0.0])
            key = (passage.document_id, sentence.start)
            # A sentence that two passages share counts as it does in the one that the reader finds it in.
            if key not in seen or features[_READ_SENTENCE] > seen[key][3][_READ_SENTENCE]:
                seen[key] = (sentence, passage, row, features, _if_answered(spans, reading))
    if not seen:
        return []
    rows = np.stack([features for _, _, _, features, _ in seen.values()])
    rows[:, 1] = normalise(rows[:, 0])
    stored = weights(reader=bool(found.read)).sentence
    shares = probabilities(rows @ np.array([stored.get(name, 0.0) for name in SENTENCE_FEATURES]))
    readings = [
        Reading(sentence, passage, row, own, spans, share)
        for (sentence, passage, row, _, spans), own, share in zip(seen.values(), rows, shares.tolist(), strict=True)
    ]
    return sorted(readings, key=lambda reading: -reading.probability)


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Softmax, as the weights are fitted; shape as ``scores``, each above 0."""
    shares = np.exp(np.maximum(scores - scores.max(), -_LOWEST))
    return np.asarray(shares / shares.sum())


def _words(query: Query, passage: Passage, sentence: Span) -> Sequence[float]:
    text, around, above = folded_text(sentence.text), folded_text(passage.text), folded_text(context(passage))
    shared = query.shares_script(above + around)
    return (
        query.covered(text) if shared else 0.0,
        query.covered(text, above, around[: max(around.find(text), 0)][-120:]) if shared else 0.0,
        -1.0 if tells_another_fact(query.folded, text, above + around) else counted(query.folded, text),
        dated(query, text),
        float(passage.role in ASIDE),
        float(passage.role in query.roles),
    )


def _spans_in(sentence: Span, passage: Passage, reading: PassageReading | None) -> tuple[AnswerSpan, ...]:
    """The reader's spans that begin in the sentence and end in it, as offsets in the document."""
    placed = (
        AnswerSpan(passage.start + span.start, min(passage.start + span.end, sentence.end), span.probability)
        for span in (reading.spans if reading else ())
    )
    return tuple(span for span in placed if sentence.start <= span.start < sentence.end)


def _if_answered(spans: Sequence[AnswerSpan], reading: PassageReading | None) -> tuple[AnswerSpan, ...]:
    return spans_if_answered(replace(reading, spans=tuple(spans))) if reading else tuple(spans)


def _read_features(spans: Sequence[AnswerSpan], reading: PassageReading | None, *, asking: bool) -> Sequence[float]:
    """How likely the sentence holds the answer; the same among the passage's sentences alone; what of the passage.

    Of key words that ask nothing no sentence of a passage holds the answer more than another.
    """
    if reading is None:
        return _UNREAD
    whole = sum(span.probability for span in reading.spans)
    own = sum(span.probability for span in spans) if asking else whole
    return (math.log(own + _LEAST), math.log(own / whole + _LEAST_SHARE) if whole else 0.0, log_odds(reading))


def spans_if_answered(reading: PassageReading) -> tuple[AnswerSpan, ...]:
    """Its spans, less most of the doubt whether it answers, which the confidence of the whole answer holds already."""
    whole = reading.answers ** (1 - _DOUBT)
    return tuple(replace(span, probability=min(span.probability / whole, 1.0)) for span in reading.spans)


def spans_as_read(sentence: Span, passage: Passage, reading: PassageReading) -> tuple[AnswerSpan, ...]:
    """The spans of a ``Reading`` of ``sentence``, from what a reader made of its passage."""
    return _if_answered(_spans_in(sentence, passage, reading), reading)
