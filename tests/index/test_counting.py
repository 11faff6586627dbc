"""Counting keywords: the same words as a question's, the same numbers however the work is shared."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Retriever
from qa.index.counting import count, prepared
from qa.index.passage_parts import context
from qa.index.postings import ARRAYS, Postings
from qa.index.vocabulary import Tokens
from qa.text.folding import fold, folded_text
from qa.text.terms import counted_words
from qa.text.words import bigrams, words

MIXED = st.text(
    st.sampled_from(
        "中华人民共和国江北区突击队员二百四十一三千万亿点％％的了，。：“” \n\tABCdef019.+#&-_é㐀Ⅷ臺灣２０２１年𠀀〇"
    ),
    max_size=60,
)


def words_of(text: str) -> list[str]:
    folded = fold(text).text
    return [token.word for token in (*words(folded), *bigrams(folded))]


def test_the_words_of_the_articles_are_those_of_a_question(retriever: Retriever) -> None:
    """The quick way to cut and the one that keeps offsets agree on every passage."""
    for passage in retriever.passages:
        text = context(passage) + passage.text
        assert Counter(counted_words(text)) == Counter(words_of(text))


@given(st.one_of(MIXED, st.text(max_size=40)))
def test_the_words_of_any_text_are_those_of_a_question(text: str) -> None:
    """Also of text that no one wrote."""
    assert folded_text(text) == fold(text).text
    assert Counter(counted_words(text)) == Counter(words_of(text))


def same(one: Postings, other: Postings) -> bool:
    return bytes(one.tokens.data) == bytes(other.tokens.data) and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS
    )


@pytest.mark.slow
def test_processes_beside_count_the_same(retriever: Retriever) -> None:
    """With two of them and with none."""
    documents = list(retriever.documents.values())
    alone, shared = prepared(documents, workers=0), prepared(documents, workers=2)
    assert shared[0] == alone[0]
    assert same(shared[1], alone[1])


def test_parts_counted_apart_are_merged_as_if_together() -> None:
    """In any order of rows, with rows that go and words that go with them."""
    texts = ["猫咪睡觉，猫咪", "小狗跑步", "", "奶牛吃草。小狗看", "猫看狗"]
    whole = count(texts)
    first, second = count([texts[3], "不见了的一行", texts[0]]), count([texts[1], texts[2], texts[4]])
    rows = np.array([3, -1, 0], np.int32), np.array([1, 2, 4], np.int32)
    assert same(Postings.merged([(first, rows[0]), (second, rows[1])], 5), whole)
    assert same(Postings.merged([(whole, np.arange(5, dtype=np.int32))], 5), whole)


@given(st.sets(st.text(st.characters(exclude_characters="\n\0", exclude_categories=["Cs"]), min_size=1, max_size=6)))
def test_every_token_is_found_by_its_number(words: set[str]) -> None:
    """And no other one; long ones that begin alike are told apart."""
    listed = sorted(words | {"中华人民共和国", "中华人民共和国民法典", "中华人民"})
    tokens = Tokens.of(listed)
    assert list(tokens) == listed
    assert [tokens.get(word) for word in listed] == list(range(len(listed)))
    assert all(word + "无" not in tokens or word + "无" in words for word in listed)


@pytest.mark.parametrize("other", [None, 3])
def test_only_words_are_tokens(other: object) -> None:
    assert other not in Tokens.of(["猫"])
