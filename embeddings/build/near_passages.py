"""For each question of a reading set the wrong passages that look right: near by the encoder, or by shared words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings import Encoder
from embeddings.build.reading_sets import ReadingSet

_EACH = 8
_BATCH = 256


def wrong_passages(sets: Sequence[ReadingSet], encoder: Encoder | None) -> dict[str, list[list[str]]]:
    """By the name of a set, for each of its questions, ids of passages that are near and hold no answer of it.

    encoder: None looks at shared words alone.
    """
    return {one.name: _of_set(one, encoder) for one in sets}


def _of_set(one: ReadingSet, encoder: Encoder | None) -> list[list[str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    ids = list(one.passages)
    texts = [f"{passage.title}\n{passage.text}" for passage in one.passages.values()]
    questions = [question.text for question in one.questions]
    words = TfidfVectorizer(analyzer=_terms, sublinear_tf=True, dtype=np.float32)
    held = words.fit_transform(texts).T.tocsr()
    counted = words.transform(questions)
    vectors = (encoder.encode_queries(questions), encoder.encode_passages(texts)) if encoder else None
    found: list[list[str]] = []
    for first in tqdm(range(0, len(questions), _BATCH), desc=one.name):
        rows = slice(first, first + _BATCH)
        scores = [(counted[rows] @ held).toarray()]
        if vectors:
            scores.append(vectors[0][rows] @ vectors[1].T)
        for n, both in enumerate(zip(*scores, strict=True), first):
            near = dict.fromkeys(int(row) for own in both for row in _highest(own))
            found.append([ids[row] for row in near if not _may_answer(one, n, ids[row])])
    return found


def _highest(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The rows of the highest scores, highest first; none that scores nothing."""
    first = np.argpartition(-scores, min(_EACH, len(scores) - 1))[: _EACH + 1]
    return first[np.argsort(-scores[first], kind="stable")][: np.count_nonzero(scores[first] > 0)]


def _may_answer(one: ReadingSet, number: int, passage: str) -> bool:
    question = one.questions[number]
    own = one.passages[question.passage].text
    text = one.passages[passage].text
    return passage == question.passage or text == own or any(own[a:b] in text for a, b in question.answers)


def _terms(text: str) -> list[str]:
    """Pairs of neighbouring characters, and whole words where letters are joined to words."""
    folded = text.lower()
    pairs = [folded[i : i + 2] for i in range(len(folded) - 1) if folded[i] > "\u2fff"]
    return pairs + [word for word in folded.split() if word.isascii()]
