"""BM25 against its plain formula, by hand and over random texts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.index.bm25 import KeywordIndex
from tests.dense_scores import word_scores

TEXTS = [["猫", "睡", "猫"], ["猫", "狗", "走"], ["鸟", "飞", "走"]]
TOKENS = st.sampled_from("甲乙丙丁戊")


def plain(texts: list[list[str]], query: list[str]) -> list[float]:
    """Okapi BM25 with k1 = 0.5, b = 0.4 and Lucene's idf, as printed in a textbook."""
    average = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        score = 0.0
        for token in query:
            holders = sum(token in other for other in texts)
            idf = math.log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
            score += idf * text.count(token) * 1.5 / (text.count(token) + 0.5 * (0.6 + 0.4 * len(text) / average))
        scores.append(score)
    return scores


def test_a_worked_example() -> None:
    """All texts are of average length, so one 走 weighs its idf ln(1 + 1.5/2.5), and two 猫 weigh 2·1.5/2.5 of it."""
    index = KeywordIndex.from_tokens(TEXTS)
    idf = math.log(1.6)
    assert word_scores(index, ["走"]) == pytest.approx([0, idf, idf])
    assert word_scores(index, ["猫"]) == pytest.approx([idf * 3 / 2.5, idf, 0])
    assert word_scores(index, ["猫", "走"]) == pytest.approx([idf * 3 / 2.5, 2 * idf, idf])
    assert index.rarity("走") == pytest.approx(idf)
    assert index.rarity("睡") == pytest.approx(math.log(1 + 2.5 / 1.5))


@settings(deadline=None)
@given(st.lists(st.lists(TOKENS, max_size=8), min_size=1, max_size=8).filter(any), st.lists(TOKENS, max_size=5))
def test_scores_are_the_formula(texts: list[list[str]], query: list[str]) -> None:
    """Any texts, empty ones among them; any query, repeated words counting again."""
    assert word_scores(KeywordIndex.from_tokens(texts), query) == pytest.approx(plain(texts, query), abs=1e-4)


def test_a_word_that_never_occurs_scores_nothing_and_is_the_rarest() -> None:
    """No hit, no score; rarity has its highest value."""
    index = KeywordIndex.from_tokens(TEXTS)
    assert word_scores(index, ["象"]).tolist() == word_scores(index, []).tolist() == [0, 0, 0]
    assert index.rarity("象") == pytest.approx(math.log(1 + 3.5 / 0.5))
    assert index.rarity("象") > index.rarity("睡") > index.rarity("猫") > 0


def test_a_word_in_every_text_still_counts_a_little() -> None:
    """This idf is never below zero."""
    index = KeywordIndex.from_tokens([["猫"], ["猫"]])
    assert index.rarity("猫") == pytest.approx(math.log(1.2))
    assert word_scores(index, ["猫"]).min() > 0


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_texts_without_a_word(texts: list[list[str]]) -> None:
    """One score for each text, all zero."""
    scores = word_scores(KeywordIndex.from_tokens(texts), ["猫"])
    assert scores.dtype == np.float32
    assert scores.tolist() == [0.0] * len(texts)
