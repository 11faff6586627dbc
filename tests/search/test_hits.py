"""Hits: which candidates are shown, in which order, and how likely each is said to show what was asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Retriever
from qa.search.hits import hits
from tests import small
from tests.conftest import HashingEncoder
from tests.small import document

WORDS = st.sampled_from(["江北", "綦江", "2021年", "分别", "几支", "突击队", "照片", "？", "12", "How"])


@pytest.mark.parametrize(
    ("question", "order"),
    [("江北的突击队有几支？", [0, 1, 2]), ("江北和綦江的突击队分别有几支？", [0, 2, 1])],
)
def test_documents_take_turns_when_several_are_asked_for(question: str, order: list[int]) -> None:
    """The second passage of a document counts half a standard deviation less, and only then."""
    one = document("a.md", "## 一\n\n江北的突击队有十二支。\n\n## 二\n\n江北的志愿者有四百人。\n", place="江北")
    other = document("b.md", "## 一\n\n綦江的队伍有三支。\n", place="綦江")
    retriever = Retriever.from_documents([one, other], encoder=HashingEncoder())
    rows = [row for row, passage in enumerate(retriever.passages) if passage.role == "body"]
    fused, shown = np.array([3.0, 2.8, 2.5], np.float32), np.array([0.8, 0.6, 0.3])
    query, everything = small.candidates_of(retriever, question)
    chosen = everything.taken([everything.rows.tolist().index(row) for row in rows])
    in_turn = query.several
    found = hits(retriever.index, query, replace(chosen, fused=fused, shown=shown), top_k=3, in_turn=in_turn)
    assert [hit.passage for hit in found] == [retriever.passages[rows[position]] for position in order]
    assert [hit.score for hit in found] == [0.8, 0.6, 0.6 if in_turn else 0.3]


def test_a_passage_put_before_a_likelier_one_is_as_likely() -> None:
    """Whoever puts it there knows more than the search; what stands behind keeps its own probability."""
    made = [document(f"{n}.md", text, place="江北") for n, text in enumerate(["突击队。", "公路。", "食堂。"])]
    retriever = Retriever.from_documents(made, encoder=HashingEncoder())
    query, found = small.candidates_of(retriever, "突击队？")
    own = found.shown.tolist()
    assert own == sorted(own, reverse=True)
    for top_k in (2, 3):
        turned = hits(retriever.index, query, found.taken([2, 0, 1]), top_k=top_k, in_turn=False)
        assert [hit.score for hit in turned] == [own[0], own[0], own[1]][:top_k]


def test_what_is_printed_twice_is_found_once() -> None:
    """The second printing in the same document is passed over; another document's is not."""
    told = "合作社引进了新的灌溉设备，旱地变成了水浇地。"
    twice = document("a.md", f"# 题\n\n## 甲\n\n{told}\n\n## 乙\n\n{told}\n")
    again = document("b.md", f"# 题\n\n{told}\n")
    retriever = Retriever.from_documents([twice, again], encoder=HashingEncoder())
    found = retriever.search("灌溉设备", top_k=10)
    assert sorted(hit.passage.document_id for hit in found if hit.passage.text == told) == ["a.md", "b.md"]
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(st.characters()),
        st.lists(WORDS, max_size=8).map("".join),
    ),
    st.integers(1, 12),
)
def test_scores_lie_in_0_to_1_and_never_rise(retriever: Retriever, question: str, top_k: int) -> None:
    """Whatever is asked; no passage twice, every span an exact slice."""
    found = retriever.search(question, top_k=top_k)
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({hit.passage.id for hit in found}) == len(found) <= top_k
    for hit in found:
        text = retriever.documents[hit.passage.document_id].text
        assert all(text[span.start : span.end] == span.text for span in (*hit.matched, *hit.evidence))
