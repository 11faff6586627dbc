"""Which sentences are never quoted, and what takes the place of a question that is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Retriever
from qa.answer.quotable import numbered_first, quotable, quotable_readings
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import assistant, document, reading

FAQ = """# 常见问题

## 怎样申请借书证？

带身份证到一楼服务台办理。

## 开馆时间

每天八点开馆。

### 周一闭馆。

### 书页破损。怎么赔？

照价赔偿。

问：借书证丢了怎么办？

答：到服务台挂失后补办。
"""


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """Questions and answers, and sentences that say nothing."""
    odd = "# 杂\n\n借书证每年换一次。\n\n42\n\n1.3 借书证的办理 ........ 17\n"
    odd += "\n| 馆室 | 借期 |\n| --- | --- |\n| 总馆 | 30天 |\n"
    odd += "\n## 征文\n\n题目:书怎么读才算读完？\n\n要求:少于千字。\n\n来稿请交到服务台，过了月底就不收了。\n"
    sheet = "甲表\n\n| 分馆 | 册数 |\n| 分馆：东馆 | 册数：3 |\n| 南馆 | 4 |\n| 分馆：西馆 | 册数：5 |\n"
    documents = [document("a.md", FAQ), document("b.md", odd), document("c.txt", sheet)]
    return Retriever.from_documents(documents, encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("question", "words", "can"),
    [
        ("借书证怎么申请？", "每年换一次", True),
        ("借书证怎么申请？", "身份证", True),
        ("哪天不开？", "周一闭馆", True),
        ("书页坏掉怎么办？", "书页破损", False),
        ("借书证怎么申请？", "怎样申请", False),
        ("哪一节的标题说到借书证？", "开馆时间", True),
        ("借书证丢了怎么办？", "丢了", False),
        ("什么时候开馆？", "丢了", True),
        ("征文的题目是什么？", "题目:", True),
        ("征文的题目里，书怎么读才算读完？", "题目:", False),
        ("征文截止到哪天？", "题目:", False),
        ("几点开馆？", "42", False),
        ("几点开馆？", "17", False),
        ("总馆的借期多长？", "馆室", False),
        ("总馆的借期多长？", "总馆", True),
        ("东馆能借几册？", "分馆 | 册数", False),
        ("东馆能借几册？", "东馆", True),
        ("南馆能借几册？", "南馆", True),
    ],
)
def test_what_can_be_quoted(retriever: Retriever, question: str, words: str, *, can: bool) -> None:
    """No bare number, no contents, no heads of columns, no heading unless asked for, not the question once more."""
    assert quotable(understand(question, retriever.index), reading(retriever, words)) is can


@pytest.mark.parametrize(
    ("question", "echo", "answer"),
    [
        ("借书证怎么申请？", "怎样申请", "带身份证到一楼服务台办理。"),
        ("借书证丢了怎么办？", "丢了", "答：到服务台挂失后补办。"),
    ],
)
def test_what_follows_the_question_is_its_answer(retriever: Retriever, question: str, echo: str, answer: str) -> None:
    """As likely as the question was, whether that is a heading or a sentence."""
    other, first = reading(retriever, "每年换一次", 0.3), reading(retriever, echo, 0.6)
    read = [first, other, reading(retriever, answer[2:8], 0.1)]
    left = quotable_readings(understand(question, retriever.index), read)
    assert [(one.sentence.text, one.probability) for one in left] == [(answer, 0.6), ("借书证每年换一次。", 0.3)]


def test_headings_are_shown_where_there_is_nothing_else(retriever: Retriever) -> None:
    """Better than no quote; and nothing changes where everything can be quoted."""
    query = understand("借书证怎么申请？", retriever.index)
    for read in ([reading(retriever, "怎样申请")], [reading(retriever, "身份证"), reading(retriever, "八点")]):
        assert quotable_readings(query, read) == read


def page(folder: Path, *lines: str) -> Retriever:
    """A page of paragraphs, and a list below them."""
    written = "".join(f"<p>{line}</p>" for line in lines)
    (folder / "a.html").write_text(f"<h1>须知</h1>{written}<ul><li>图书</li></ul><p>都能借。</p>", encoding="utf-8")
    return Retriever.from_path(folder, encoder=HashingEncoder(), cached=False)


def test_a_few_words_between_sentences_head_what_is_below(tmp_path: Path) -> None:
    """Though their format does not say so; not an item, nor what stands above no sentence."""
    made = page(tmp_path, "书在二楼和三楼。", "外借", "带证到服务台，当天办好。", "馆际互借", "委托借书")
    query = understand("外借怎么办？", made.index)
    head, *others = (reading(made, words, 0.6) for words in ("外借", "馆际", "委托", "图书"))
    assert [quotable(query, one) for one in (head, *others)] == [False, True, True, True]
    left = quotable_readings(query, [head, reading(made, "当天", 0.1)])
    assert [(one.sentence.text, one.probability) for one in left] == [("带证到服务台，当天办好。", 0.6)]


@pytest.mark.parametrize(
    ("question", "lines", "words"),
    [
        ("地址在哪里？", ["本馆免费。", "地址", "松树路南口", "电话：八位数字，白天打。"], "松树路"),
        ("作者是谁？", ["本馆免费。", "作者", "高山", "他生在海边，后来进了城。"], "高山"),
        ("Who wrote it?", ["It is free.", "Who wrote it?", "Ann Baker", "She was born by the sea."], "Ann"),
        ("在哪里办？", ["借书证的办理地点：", "一楼服务台", "中午不休息，周一闭馆。"], "一楼"),
    ],
)
def test_what_stands_below_its_name_or_question_is_an_answer(
    tmp_path: Path, question: str, lines: list[str], words: str
) -> None:
    made = page(tmp_path, *lines)
    assert quotable(understand(question, made.index), reading(made, words))


def test_a_heading_that_the_question_gives_whole_is_no_answer_to_it(tmp_path: Path) -> None:
    """It is where a question gives but what it names, and a figure of it by chance."""
    made = Retriever.from_documents(
        [document("a.md", "# 说明\n\n## 版本：2\n\n改了三处。\n")], encoder=HashingEncoder()
    )
    head = reading(made, "版本")
    assert not quotable(understand("“版本：2”说了什么？", made.index), head)
    assert quotable(understand("2023年的版本是什么？", made.index), head)


@pytest.mark.parametrize("question", ["2.1", "2.1 说了什么？", "What does section 2.1 say?"])
def test_a_section_asked_for_by_its_number_alone_is_quoted_from_its_beginning(question: str) -> None:
    """Not its heading, not what cites it; and it is no guess."""
    text = "# 手册\n\n## 2.1 开馆\n\n每天八点开馆。\n\n周一闭馆，见 2.1 末尾。\n\n## 2.2 闭馆\n\n闭馆时间见 2.1。\n"
    made = assistant(document("a.md", text))
    answer = made.ask(question)
    assert (answer.confidence, answer.citations[0].quote, answer.citations[0].section) == (
        1.0,
        "每天八点开馆。",
        ("2.1 开馆",),
    )


def test_a_cell_may_bear_the_number_asked_for() -> None:
    """第二节 is a lesson there."""
    text = "# 课程\n\n放学见第二节。\n\n第二节在下午。\n\n| 星期：周三 | 节次：第二节 | 课：生物 |\n"
    index = assistant(document("a.md", text)).retriever
    readings = [reading(index, words) for words in ("放学", "生物", "在下午")]
    found = numbered_first(understand("周三第二节上什么？", index.index), readings)
    assert [readings.index(one) for one in found] == [1, 2, 0]


def test_what_stands_below_the_last_of_several_headings_is_as_likely_as_they_were() -> None:
    """Short headings one below the other are one passage."""
    made = assistant(
        document("a.md", "# 手册\n\n## 4 故障\n\n### 4.1 报错 20\n\n快门组件异常。\n\n## 5 保修\n\n保修两年。\n")
    )
    readings = [reading(made.retriever, words, p) for words, p in (("报错", 0.6), ("保修两年", 0.3), ("快门", 0.1))]
    left = quotable_readings(understand("报错 20", made.retriever.index), readings)
    assert [(one.sentence.text, one.probability) for one in left] == [("快门组件异常。", 0.6), ("保修两年。", 0.3)]
