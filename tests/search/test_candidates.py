"""The order of candidates in small corpora: what a question's own words prefer, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import PassageReading
from qa import Retriever
from qa.search.candidates import NO_CANDIDATES, Candidates, in_turn
from qa.search.weights import weights
from tests import small
from tests.conftest import HashingEncoder
from tests.small import NarrowEncoder, document

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


def test_a_score_is_the_fitted_probability(districts: Retriever) -> None:
    """The logistic of the fused score and of how far it is behind the best."""
    found, stored = small.candidates_of(districts, "江北有几支青年突击队？")[1], weights(reader=False).hit
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


def test_keywords_alone_find_only_what_holds_one(districts: Retriever) -> None:
    """No shared word, no hit."""
    assert [hit.passage.document_id for hit in districts.search("綦江", mode="keywords")] == ["c.txt"]
    assert districts.search("量子纠缠", mode="keywords") == []


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


RULES = ("第一条 费用由单位承担。", "第二条 违反第十二条的，罚款，第十二条另有规定的除外。", "第十二条 施工须报批。")
SECTIONS = "# 手册\n\n## 3.4 备份\n\n每周把数据拷到另一块磁盘。\n\n## 3.5 恢复\n\n恢复之前先看3.4，再停止服务。\n"


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("第十二条是什么？", "第十二条 施工"),
        ("第 12 条", "第十二条 施工"),
        ("3.4 说了什么？", "每周把数据"),
        ("第1条", "第一条 费用"),
    ],
)
def test_what_bears_a_number_stands_before_what_cites_it(question: str, begins: str) -> None:
    """As its first sentence holds it, or the heading above."""
    rules = [document(f"{n}.md", f"# 办法\n\n{line}\n") for n, line in enumerate(RULES)]
    made = Retriever.from_documents([*rules, document("s.md", SECTIONS)], encoder=HashingEncoder())
    assert made.search(question)[0].passage.text.startswith(begins)


def test_what_stands_below_a_heading_stands_before_it() -> None:
    """Where the heading is what was found; unless headings are asked for."""
    text = "# 手册\n\n## 怎样申请借书证？\n\n带身份证到一楼。\n\n## 开馆时间\n\n每天八点。\n"
    made = Retriever.from_documents([document("a.md", text)], encoder=HashingEncoder())
    first, second = [hit.passage for hit in made.search("怎样申请借书证？", mode="vectors")[:2]]
    assert (first.role, first.text) == ("body", "带身份证到一楼。")
    assert made.search("哪个标题问怎样申请借书证？")[0].passage.role == "heading"
    assert second.role in ("heading", "body", "title")


def test_candidates_of_several_questions_take_turns() -> None:
    """A row stands once, with the numbers of the question that it comes first for; all that was read is kept."""
    reading = PassageReading(0.5, 0.0, ())

    def candidates(rows: list[int], vector: list[float]) -> Candidates:
        numbers = np.array(rows, np.float32) + np.float32(vector[0])
        return Candidates(np.array(vector), np.array(rows), numbers, numbers, numbers, (0.5, 0.1), {rows[0]: reading})

    none = Candidates(np.zeros(2), *[np.zeros(0, np.int64)] * 1, *[np.zeros(0, np.float32)] * 3, (0.0, 1.0))
    joined = in_turn([candidates([4, 2, 7], [1.0, 0.0]), none, candidates([2, 4, 9, 8], [0.0, 1.0])])
    assert joined.rows.tolist() == [4, 2, 7, 9, 8]
    assert joined.fused.tolist() == [5.0, 2.0, 8.0, 9.0, 8.0]
    assert joined.vector == pytest.approx([0.5**0.5] * 2)
    assert set(joined.read) == {4, 2}
    assert in_turn([none]) is NO_CANDIDATES


def test_across_languages_words_in_common_count() -> None:
    """A version number decides where the vectors cannot, though the rest of the question is in other letters."""

    class Even(HashingEncoder):
        def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.tile(np.eye(1, self.dim, dtype=np.float32), (len(texts), 1))

    texts = ["Released on 9 May, 2.4 ends the status line.", "Released on 5 October, 2.6 mends the status line."]
    made = Retriever.from_documents([document(f"{n}.txt", one) for n, one in enumerate(texts)], encoder=Even())
    assert made.search("2.6 是什么时候发布的？")[0].passage.text == texts[1]
