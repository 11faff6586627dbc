"""The sentences of the best passages that answer a question, best first, and why: the part that stands for a reader.

It judges sentences by what can be seen and counted; the weights are fitted (``qa/search/weights.json`` says how).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.answer import expected_form
from qa.index.contents import Index, context, passage_sentences
from qa.search.best_sentences import sentence_cosines
from qa.search.candidates import ASIDE, Candidates
from qa.search.fusion import normalise
from qa.search.query import Query
from qa.search.weights import weights
from qa.text.folding import folded_text
from qa.types import Passage, Span

READ = 10
_NEAR = 0.01
_LOWEST = 500.0
SENTENCE_FEATURES = (
    "sentence_cosine",
    "sentence_cosine_z",
    "passage_behind",
    "covered",
    "covered_in_context",
    "asked_noun",
    "number",
    "counted",
    *expected_form.EXPECTED_KINDS,
    "list",
    "name_marks",
    "aside",
    "asked_role",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that may answer. row: its passage. features: shape (len(SENTENCE_FEATURES),).

    probability: 0–1, above 0, that it is the one of all sentences read that answers, if one does.
    """

    sentence: Span
    passage: Passage
    row: int
    features: NDArray[np.float64]
    probability: float


def read(index: Index, query: Query, found: Candidates) -> list[Reading]:
    """Sentences of the first ``READ`` candidates, each once, best first; ties in the order they were found."""
    seen: dict[tuple[str, int], tuple[Span, Passage, int]] = {}
    rows: list[NDArray[np.float64]] = []
    for position, row in enumerate(found.rows[:READ]):
        passage = index.passages[row]
        cosines = sentence_cosines(index, int(row), found.vector)
        for number, sentence in enumerate(passage_sentences(passage)):
            key = (passage.document_id, sentence.start)
            if key not in seen:
                seen[key] = (sentence, passage, int(row))
                behind = float(found.fused[0] - found.fused[position])
                given = [float(cosines[number]), 0.0, behind]
                rows.append(np.array([*given, *_seen_features(query, passage, sentence)]))
    if not rows:
        return []
    features = np.stack(rows)
    features[:, 1] = normalise(features[:, 0])
    stored = weights().reading
    shares = probabilities(features @ np.array([stored.get(name, 0.0) for name in SENTENCE_FEATURES]))
    readings = [
        Reading(*where, row, share) for where, row, share in zip(seen.values(), features, shares.tolist(), strict=True)
    ]
    return _captions_last(sorted(readings, key=lambda reading: -reading.probability))


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Softmax, as the weights are fitted; shape as ``scores``, each above 0."""
    shares = np.exp(np.maximum(scores - scores.max(), -_LOWEST))
    return np.asarray(shares / shares.sum())


def _captions_last(readings: list[Reading]) -> list[Reading]:
    """A caption or title without the quantity asked for comes after a sentence of the text, not far behind, with it."""
    aside, counted = SENTENCE_FEATURES.index("aside"), SENTENCE_FEATURES.index("counted")
    best = next((one for one in readings if one.features[counted] > 0 and not one.features[aside]), None)
    if best is None or best.probability < _NEAR * readings[0].probability:
        return readings
    place = readings.index(best)
    late = [one for one in readings[:place] if one.features[counted] < 0 and one.features[aside]]
    return [*(one for one in readings[:place] if one not in late), best, *late, *readings[place + 1 :]]


def _seen_features(query: Query, passage: Passage, sentence: Span) -> Sequence[float]:
    text, around, above = folded_text(sentence.text), folded_text(passage.text), folded_text(context(passage))
    return (
        0.0 if query.foreign else query.covered(text),
        0.0 if query.foreign else query.covered(text, above, around[: max(around.find(text), 0)][-120:]),
        expected_form.asked_noun(query.folded, text),
        expected_form.number(query.folded, text),
        expected_form.counted(query.folded, text),
        *(expected_form.kind(name, query.folded, text) for name in expected_form.EXPECTED_KINDS),
        expected_form.listed(query.folded, text),
        float("“" in text or "《" in text),
        float(passage.role in ASIDE),
        float(passage.role in query.roles),
    )
