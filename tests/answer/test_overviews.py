"""What all the documents are about: the beginning of each, cited."""

from __future__ import annotations

import re

import pytest

from qa.answer.overviews import asks_for_overview
from qa.web.history import Turn
from qa.web.messages import answer_message, carrying
from tests.small import assistant, check_answer, document

LAKE = "湖边今年新修了一条步道，全长三公里，居民散步更方便。"
CARE = "养老服务中心在三个社区开张，提供助餐、助浴和日间照料。"


@pytest.mark.parametrize(
    "question",
    [
        "这些文章主要讲了什么？",
        "这几篇报道都是关于什么的",
        "所有文档的主要内容是什么？",
        "请概括一下这些材料讲了哪些内容。",
        "每篇文章分别说了什么？",
        "What are these documents about?",
        "Summarize all the articles.",
    ],
)
def test_an_overview_is_asked_for(question: str) -> None:
    """In several words."""
    assert asks_for_overview(question)


@pytest.mark.parametrize(
    "question",
    ["这些文章里谁修了步道？", "这篇文章讲了什么？", "所有社区都有什么？", "What are these stations about?", ""],
)
def test_other_questions_are_not(question: str) -> None:
    """One that asks for something in them, for one of them, or for something else."""
    assert not asks_for_overview(question)


def test_each_document_is_told_by_its_beginning() -> None:
    """Quoted and cited, none folded; a filter holds."""
    made = assistant(
        document("a.md", f"# 湖\n\n{LAKE}\n\n后来还种了树。\n", period="2021"),
        document("b.md", f"# 老\n\n{CARE}\n", period="2022"),
    )
    answer = made.ask("这些文章主要讲了什么？")
    check_answer(made, answer)
    assert tuple(one.quote for one in answer.citations) == (f"{LAKE}\n后来还种了树。", CARE)
    assert (answer.reason, answer.grade, answer.answered) == ("overview", "stated", True)
    assert carrying(answer) == (list(answer.citations), [])
    assert answer.text.startswith(f"《湖》“{LAKE}\n后来还种了树。”[1]\n《老》“{CARE}”[2]\n")
    assert re.findall('<b class="told-of">(.*?)</b>', answer_message(Turn(answer), 0, "zh")) == ["《湖》", "《老》"]
    only = made.ask("这些文章主要讲了什么？", where={"period": "2022"})
    assert [one.document_id for one in only.citations] == ["b.md"]
