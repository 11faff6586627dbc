"""The order of hits in small corpora: what a question's own words prefer, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Retriever
from qa.search.hybrid import candidates, hits, prepare
from qa.search.weights import weights
from tests.conftest import HashingEncoder
from tests.small import NarrowEncoder, document

WORDS = st.sampled_from(["江北", "綦江", "2021年", "分别", "几支", "突击队", "照片", "？", "12", "How"])
TEAMS = "{place}区组建{n}支青年突击队，开展志愿服务活动。"
WALK = document(
    "walk.txt",
    "湖边步道\n\n文/记者 王小明\n\n湖边新修的步道全长三公里，市民早晚来散步。\n\n"
    "图为湖边新修的步道。李四 摄\n\n沿途还种了桂花。\n",
)
OTHERS = [
    document(f"other{number}.txt", text)
    for number, text in enumerate(
        [
            "合作社引进了新的灌溉设备，旱地变成了水浇地。",
            "图书馆周末开到晚上九点，孩子们来做作业。",
            "公交公司开通了去中学的专线，每半小时一班。",
            "柑橘今年丰收，果农忙着装箱发货。",
            "老旧小区加装了电梯，老人下楼方便了。",
            "医院把门诊搬到村里，看病不用进城。",
        ]
    )
]


@pytest.fixture(scope="module")
def districts() -> Retriever:
    """Two places, one of them in two years, in the same words."""
    told = [
        ("a.txt", "江北", "2021", 12),
        ("b.txt", "江北", "2022", 24),
        ("c.txt", "綦江", "2021", 36),
    ]
    made = [document(name, TEAMS.format(place=place, n=n), place=place, period=year) for name, place, year, n in told]
    return Retriever.from_documents([*made, *OTHERS], encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("2021年江北有几支青年突击队？", "a.txt"),
        ("2022年江北有几支青年突击队？", "b.txt"),
        ("二〇二二年江北區有幾支青年突擊隊？", "b.txt"),
        ("綦江有几支青年突击队？", "c.txt"),
        ("How many teams did Qijiang have?", "c.txt"),
        ("哪里有36支青年突击队？", "c.txt"),
        ("哪里有三十六支青年突击队？", "c.txt"),
    ],
)
def test_place_year_and_number_decide(districts: Retriever, question: str, first: str) -> None:
    """The same words everywhere, so the document of the place, year or number asked for comes first."""
    assert districts.search(question)[0].passage.document_id == first


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
    query = prepare(question, retriever.index, retriever.encoder)
    assert query is not None
    everything = candidates(retriever.index, query, where={}, mode="hybrid")
    chosen = everything.taken([everything.rows.tolist().index(row) for row in rows])
    in_turn = query.asked.several
    found = hits(retriever.index, query, replace(chosen, fused=fused, shown=shown), top_k=3, in_turn=in_turn)
    assert [hit.passage for hit in found] == [retriever.passages[rows[position]] for position in order]
    assert [hit.score for hit in found] == [0.8, 0.6, 0.6 if in_turn else 0.3]


def test_a_passage_put_before_a_likelier_one_is_as_likely() -> None:
    """Whoever puts it there knows more than the search; what stands behind keeps its own probability."""
    made = [document(f"{n}.md", text, place="江北") for n, text in enumerate(["突击队。", "公路。", "食堂。"])]
    retriever = Retriever.from_documents(made, encoder=HashingEncoder())
    query = prepare("突击队？", retriever.index, retriever.encoder)
    assert query is not None
    found = candidates(retriever.index, query, where={}, mode="hybrid")
    own = found.shown.tolist()
    assert own == sorted(own, reverse=True)
    for top_k in (2, 3):
        turned = hits(retriever.index, query, found.taken([2, 0, 1]), top_k=top_k, in_turn=False)
        assert [hit.score for hit in turned] == [own[0], own[0], own[1]][:top_k]


def test_a_score_is_the_fitted_probability(districts: Retriever) -> None:
    """The logistic of the fused score and of how far it is behind the best."""
    query = prepare("江北有几支青年突击队？", districts.index, districts.encoder)
    assert query is not None
    found, stored = candidates(districts.index, query, where={}, mode="hybrid"), weights().hit
    logits = stored["bias"] + stored["fused"] * found.fused + stored["behind"] * (found.fused[0] - found.fused)
    assert found.shown == pytest.approx(1 / (1 + np.exp(-logits)))


@pytest.mark.parametrize(
    ("question", "role", "words"),
    [
        ("湖边新修的步道全长多少？", "body", "全长三公里"),
        ("湖边新修的步道的照片是谁拍的？", "caption", "李四 摄"),
        ("写这篇报道的记者是谁？", "byline", "王小明"),
    ],
)
def test_captions_and_bylines_only_when_asked_for(question: str, role: str, words: str) -> None:
    """The text comes first unless the question is after the photo or the writer."""
    first = Retriever.from_documents([WALK, *OTHERS], encoder=HashingEncoder()).search(question)[0]
    assert first.passage.role == role
    assert words in first.passage.text


def test_what_is_printed_twice_is_found_once() -> None:
    """The second printing in the same document is passed over; another document's is not."""
    told = OTHERS[0].text
    twice = document("a.md", f"# 题\n\n## 甲\n\n{told}\n\n## 乙\n\n{told}\n")
    again = document("b.md", f"# 题\n\n{told}\n")
    retriever = Retriever.from_documents([twice, again], encoder=HashingEncoder())
    hits = retriever.search("灌溉设备", top_k=10)
    assert sorted(hit.passage.document_id for hit in hits if hit.passage.text == told) == ["a.md", "b.md"]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_keywords_alone_find_only_what_holds_one(districts: Retriever) -> None:
    """No shared word, no hit."""
    assert [hit.passage.document_id for hit in districts.search("綦江", mode="keywords")] == ["c.txt"]
    assert districts.search("量子纠缠", mode="keywords") == []


@pytest.mark.parametrize("question", ["", " \u3000\n", "？！……", "🎉", "\x00\u202e", "___"])
def test_nothing_to_look_for(districts: Retriever, question: str) -> None:
    """No letter, digit or character, no query."""
    assert prepare(question, districts.index, districts.encoder) is None


def test_a_question_is_prepared_once(districts: Retriever) -> None:
    """Folded, without what it rejects; its question words are no keywords."""
    query = prepare("２０２１年江北（不是綦江）有多少支突擊隊？", districts.index, districts.encoder)
    assert query is not None
    assert query.folded == "2021年江北有多少支突击队?"
    assert query.asked.places == ("江北",)
    assert {"江北", "突击队", "2021"} <= {token.word for token in query.tokens}
    assert "多少" not in {token.word for token in query.tokens}


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(st.characters()),
        st.lists(WORDS, max_size=8).map("".join),
    ),
    st.integers(1, 12),
)
def test_scores_lie_in_0_to_1_and_never_rise(districts: Retriever, question: str, top_k: int) -> None:
    """Whatever is asked; no passage twice, every span an exact slice."""
    hits = districts.search(question, top_k=top_k)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({hit.passage.id for hit in hits}) == len(hits) <= top_k
    for hit in hits:
        text = districts.documents[hit.passage.document_id].text
        assert all(text[span.start : span.end] == span.text for span in (*hit.matched, *hit.evidence))


@pytest.mark.parametrize("question", ["猫咪睡多久？", "小狗跑多快？", "dog", "1"])
def test_copies_of_one_passage(question: str) -> None:
    """A corpus whose cosines do not differ is searched like any other."""
    copies = [document(f"{n}.txt", "猫咪每天要睡十六个小时。", title="猫") for n in range(3)]
    hits = Retriever.from_documents(copies, encoder=NarrowEncoder()).search(question)
    assert [hit.passage.document_id for hit in hits] == ["0.txt", "1.txt", "2.txt"]


def test_a_corpus_of_one_passage() -> None:
    """One short note is a corpus too, whatever it is asked."""
    retriever = Retriever.from_documents(
        [document("a.txt", "步道三公里。", title="山青水秀")], encoder=HashingEncoder()
    )
    for question in ("步道多长？", "山青水秀", "dog"):
        assert [0 <= hit.score <= 1 for hit in retriever.search(question)] == [True]
