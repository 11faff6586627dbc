"""The best rows by words are those that scoring every row would give, whatever is left out on the way."""

from __future__ import annotations

import numpy as np
import pytest

from qa.index.bm25 import KeywordIndex
from qa.index.held_words import HeldWords
from qa.index.postings import Postings
from qa.index.top_rows import top_rows
from tests.dense_scores import word_scores

CHANCE = np.random.default_rng(7)
WORDS = [f"word{number}" for number in range(60)]
OFTEN = 1 / np.arange(1, len(WORDS) + 1)
TEXTS = [CHANCE.choice(WORDS, CHANCE.integers(0, 40), p=OFTEN / OFTEN.sum()).tolist() for _ in range(900)]
WHOLE = KeywordIndex([Postings.from_tokens(TEXTS)])
CUT = KeywordIndex(
    [Postings.from_tokens(TEXTS[first:last]) for first, last in ((0, 10), (10, 10), (10, 500), (500, 900))]
)


@pytest.mark.parametrize("count", [1, 20, 2_000])
@pytest.mark.parametrize("seed", range(8))
def test_the_best_are_those_of_all_scored(seed: int, count: int) -> None:
    """Words with repeats, names beside them, words that stand nowhere; equal scores by row; some rows or all."""
    chance = np.random.default_rng(seed)
    words = [*chance.choice([*WORDS, "nowhere"], 8).tolist(), WORDS[seed], WORDS[seed]]
    names = chance.choice(WORDS, seed % 3).tolist()
    within = np.arange(len(TEXTS)) % 7 < 3 if seed % 2 else None
    scores = word_scores(WHOLE, words) + word_scores(WHOLE, names)
    expected = top_rows(np.where(within, scores, 0) if within is not None else scores, count)
    held = HeldWords(CUT, (*words, *names), within)
    assert held.best((words, names), count).tolist() == [
        row for row in expected.tolist() if scores[row] > 0 and (within is None or within[row])
    ]
    rows = np.sort(expected)[:30] if within is None else np.flatnonzero(within)
    assert held.scores(rows, words).tobytes() == word_scores(WHOLE, words)[rows].tobytes()


def test_nothing_is_best_where_nothing_is_held() -> None:
    """No words, words that stand nowhere, no rows to look into, no rows at all."""
    for keywords, words, within in (
        (CUT, [], None),
        (CUT, ["nowhere"], None),
        (CUT, WORDS[:2], np.zeros(len(TEXTS), dtype=bool)),
        (KeywordIndex([]), WORDS[:2], None),
    ):
        assert HeldWords(keywords, words, within).best([words], 5).tolist() == []
