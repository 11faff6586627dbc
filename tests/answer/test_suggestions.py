"""Questions to ask next: made of quoted names, kept only when they are answered from where the name stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Answer, Assistant, Retriever
from qa.answer.suggestions import suggest
from tests.conftest import HashingEncoder
from tests.small import assistant, document

RULES = "# 江北村规\n\n## 分类\n\n每户每天把垃圾分成四类投放，叫做“四分法”。\n\n"
RULES += "## 停车\n\n车辆停在村口停车场，由“停车管家”看守。\n\n"
RULES += "## 养犬\n\n养犬的住户每年三月到“服务驿站”登记。\n"
LAKE = "# 湖边\n\n湖边新修了步道，居民叫它“桂花路”。\n"


@pytest.fixture(scope="module")
def village() -> Assistant:
    """Two documents that quote four names."""
    return assistant(document("a.md", RULES, place="江北"), document("b.md", LAKE))


def test_to_begin_with_documents_take_turns(village: Assistant) -> None:
    """One name of each passage, with the place of its document in front."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return village.ask(question)

    suggest(village.retriever.index, None, ask)
    assert asked[:2] == ["江北的“四分法”是指什么？", "“桂花路”是指什么？"]


def test_what_is_suggested_is_answered_from_its_own_document(village: Assistant) -> None:
    """The first quote holds the name."""
    questions = suggest(village.retriever.index, None, village.ask)
    assert len(questions) >= 2
    for question in questions:
        answer = village.ask(question)
        assert answer.answered
        assert question.split("“")[1].split("”")[0] in answer.citations[0].quote


def test_after_an_answer_it_stays_near_and_asks_nothing_again(village: Assistant) -> None:
    """The document of the first citation first; the name just asked about does not come back."""
    answer = village.ask("“停车管家”看守什么？")
    assert answer.citations[0].document_id == "a.md"
    questions = suggest(village.retriever.index, answer, village.ask)
    assert questions[-1] == "“桂花路”是指什么？"
    assert set(questions[:-1]) == {"江北的“四分法”是指什么？", "江北的“服务驿站”是指什么？"}
    assert not any("停车管家" in question for question in questions)


def test_an_english_question_is_followed_by_english_ones(village: Assistant) -> None:
    """The name stays as printed."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return village.ask(question)

    suggest(village.retriever.index, replace(village.ask("桂花路"), question="What is it?", query="it"), ask)
    assert "What is “四分法”?" in asked


def test_what_is_not_answered_is_not_suggested(village: Assistant) -> None:
    """Refused, answered without a quote, or answered from elsewhere: none is kept, and not every name is tried."""
    right = village.ask("江北的“四分法”是指什么？")
    assert right.answered
    wrong = village.ask("“桂花路”是指什么？")
    assert suggest(village.retriever.index, None, lambda _: replace(right, answered=False)) == ()
    assert suggest(village.retriever.index, None, lambda _: replace(right, citations=())) == ()
    assert "江北的“四分法”是指什么？" not in suggest(village.retriever.index, None, lambda _: wrong)


def test_three_are_the_most_and_ten_are_tried() -> None:
    """Many names cost no more than ten questions."""
    text = "\n\n".join(f"## 第{n}\n\n这里有一件“名字{n}号”的事。" for n in range(100, 130))
    many = Assistant(Retriever.from_documents([document("many.md", text)], encoder=HashingEncoder()), reader=None)
    tried: list[str] = []

    def refuse(question: str) -> Answer:
        tried.append(question)
        return many.ask("")

    assert suggest(many.retriever.index, None, refuse) == ()
    assert len(tried) == 10
    ready = assistant(document("many.md", text))
    assert len(suggest(ready.retriever.index, None, ready.ask)) <= 3


def test_headings_are_asked_about_where_nothing_is_quoted() -> None:
    """A corpus without quotation marks has questions to begin with, too."""
    plain = assistant(document("a.md", RULES.replace("“", "").replace("”", "")))
    assert plain.suggest() != ()


def test_names_that_come_back_or_head_a_section_come_first() -> None:
    """A name quoted once in passing is a worse question than one the document is about."""
    text = "# 村规\n\n## 日常\n\n清晨有“跑点”的人，大家都按“四分法”投放。\n\n"
    text += "## 推行“积分制”\n\n村里推行“积分制”，每月公示。\n\n## 分类\n\n“四分法”把垃圾分成四类。\n"
    made = assistant(document("a.md", text))
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return made.ask("")

    suggest(made.retriever.index, None, ask)
    assert asked == ["“四分法”是指什么？", "“积分制”是指什么？", "“跑点”是指什么？"]
