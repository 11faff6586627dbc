"""Chinese questions in other words than their passage's, as those ask who have not read it.

A question of the open sets was mostly written beside its passage and uses its words: a reader that saw no others takes
an unknown word for a "no". Verbs, adjectives and adverbs are exchanged for the ones that the multilingual encoder puts
nearest, both ways, crowded ones marked down (CSLS, Conneau et al. 2018); nouns stay: the nearest is often another one.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from embeddings import Encoder
from embeddings.build.chinese_words import mostly_simplified, tagged_words
from embeddings.build.reading_sets import ReadingSet

_TAGS = ("v", "vn", "vd", "a", "ad", "an", "d", "c", "p")
_WORDS = 2_000
_NEIGHBOURS = 10
_EACH = 3
_LEAST = 0.2
_EXCHANGED = 0.6


def synonyms_in(sets: Sequence[ReadingSet], encoder: Encoder) -> dict[str, list[str]]:
    """For each common verb, adjective or adverb of the questions of ``sets`` the others that mean much the same."""
    seen: Counter[str] = Counter()
    for one in sets:
        for question in one.questions:
            if mostly_simplified(question.text):
                seen.update(word for word, tag in tagged_words(question.text) if tag in _TAGS and len(word) > 1)
    words = [word for word, _ in seen.most_common(_WORDS)]
    vectors = encoder.encode_queries(words)
    vectors = vectors - vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    crowd = np.sort(cosines, axis=1)[:, -_NEIGHBOURS:].mean(1)
    margin = 2 * cosines - crowd[:, None] - crowd[None, :]
    nearest = [set(np.argsort(-row)[:_EACH].tolist()) for row in margin]
    found = {
        word: [
            words[other]
            for other in sorted(nearest[row])
            if margin[row, other] > _LEAST
            and row in nearest[other]
            and word not in words[other]
            and words[other] not in word
        ]
        for row, word in enumerate(words)
    }
    return {word: others for word, others in found.items() if others}


def reworded(question: str, chance: random.Random, *, synonyms: Mapping[str, Sequence[str]]) -> str:
    """``question`` with most of the words that ``synonyms`` knows exchanged; one in traditional characters stays."""
    if not mostly_simplified(question):
        return question
    words = [word for word, _ in tagged_words(question)]
    return "".join(
        chance.choice(synonyms[word]) if word in synonyms and chance.random() < _EXCHANGED else word for word in words
    )
