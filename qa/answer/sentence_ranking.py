"""The sentences of the best passages that answer a question, best first, and why: the part that stands for a reader.

It judges sentences by what can be seen and counted; the weights are fitted (``qa/search/weights.json`` says how).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.answer import expected_form
from qa.index.contents import Index, context, passage_sentences
from qa.search.fusion import normalise
from qa.search.hybrid import ASIDE, Candidates, Query, sentence_scores
from qa.search.weights import weights
from qa.text.characters import is_foreign
from qa.text.figures import holds
from qa.text.folding import folded_text
from qa.text.words import bigrams, without_question_words, words
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


@dataclass(frozen=True, slots=True)
class Terms:
    """What a question is about: each keyword without question words, with its rarity in the corpus.

    unknown: those words, two characters or longer, that the corpus never uses.
    """

    rarity: Mapping[str, float]
    total: float
    unknown: tuple[str, ...]

    def covered(self, *folded: str) -> float:
        """Share of the question's rarity, 0–1, that stands in one of the texts."""
        held = (value for term, value in self.rarity.items() if any(holds(term, text) for text in folded))
        return sum(held) / self.total


def terms_of(index: Index, query: Query) -> Terms:
    """The terms of ``query`` weighed by ``index``."""
    text = without_question_words(query.folded)
    cut = [token.word for token in words(text)]
    found = dict.fromkeys([*cut, *(token.word for token in bigrams(text))])
    rarity = {term: index.keywords.rarity(term) for term in found}
    unknown = tuple(word for word in dict.fromkeys(cut) if len(word) > 1 and word not in index.keywords.tokens)
    return Terms(rarity, sum(rarity.values()) or 1.0, unknown)


def read(index: Index, query: Query, found: Candidates, terms: Terms) -> list[Reading]:
    """Sentences of the first ``READ`` candidates, each once, best first; ties in the order they were found."""
    seen: dict[tuple[str, int], tuple[Span, Passage, int]] = {}
    rows: list[NDArray[np.float64]] = []
    for position, row in enumerate(found.rows[:READ]):
        passage = index.passages[row]
        cosines = sentence_scores(index, int(row), query)
        for number, sentence in enumerate(passage_sentences(passage)):
            key = (passage.document_id, sentence.start)
            if key not in seen:
                seen[key] = (sentence, passage, int(row))
                behind = float(found.fused[0] - found.fused[position])
                given = [float(cosines[number]), 0.0, behind]
                rows.append(np.array([*given, *_seen_features(query, passage, sentence, number, terms)]))
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


def _seen_features(query: Query, passage: Passage, sentence: Span, number: int, terms: Terms) -> Sequence[float]:
    text, around, above = folded_text(sentence.text), folded_text(passage.text), folded_text(context(passage))
    foreign = is_foreign(query.folded)
    return (
        0.0 if foreign else terms.covered(text),
        0.0 if foreign else terms.covered(text, above, around[: max(around.find(text), 0)][-120:]),
        expected_form.asked_noun(query.folded, text),
        expected_form.number(query.folded, text),
        expected_form.counted(query.folded, text),
        *(expected_form.kind(name, query.folded, text) for name in expected_form.EXPECTED_KINDS),
        expected_form.listed(query.folded, text),
        float("“" in text or "《" in text),
        float(passage.role in ASIDE),
        float(passage.role in query.asked.roles),
    )
