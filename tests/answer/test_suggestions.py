"""Questions to ask next: made of quoted names, kept only when they are answered from where the name stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Answer, Assistant, Retriever
from qa.answer.suggestions import suggest
from tests.conftest import HashingEncoder
from tests.small import assistant, document

RULES = "# 江北村规\n\n## 分类\n\n每户每天把垃圾分成四类投放，叫做“四分法”。\n\n"
RULES += "## 停车\n\n车辆停在村口停车场，由“停车管家”看守。村口停车场建成车位120个供居民使用。\n\n"
RULES += "## 养犬\n\n养犬的住户每年三月登记，简称“春登”。村里设有服务驿站11个为居民服务。\n"
LAKE = "# 湖边\n\n湖边新修了步道，居民叫做“桂花路”。\n"


@pytest.fixture(scope="module")
def village() -> Assistant:
    """Two documents that explain three names and give two figures."""
    return assistant(document("a.md", RULES, place="江北"), document("b.md", LAKE))


def tried(village: Assistant, answer: Answer | None) -> list[str]:
    """The questions that are tried, none of which is answered."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return village.ask("")

    assert suggest(village.retriever.index, answer, ask) == ()
    return asked


def test_to_begin_with_documents_take_turns(village: Assistant) -> None:
    """What one passage of each explains or counts, with the place of its document in front."""
    assert tried(village, None)[:2] == ["江北的“四分法”是指什么？", "“桂花路”是指什么？"]


def test_a_name_that_is_only_mentioned_is_not_asked_about(village: Assistant) -> None:
    """The text says nowhere what it stands for."""
    assert tried(village, None) and not any("停车管家" in question for question in tried(village, None))


def test_what_follows_a_dash_explains_a_name_only_where_the_name_begins() -> None:
    """At the end of a heading a name in quotation marks is praise, and the dash says what is praised."""
    text = "# 村报\n\n“一杯茶”——村里每周请老人喝茶谈心。\n\n换届彰显“好成绩”——村里选出了新的带头人。\n"
    assert tried(assistant(document("a.md", text)), None) == ["“一杯茶”是指什么？"]


def test_what_was_tried_is_remembered_until_the_documents_change(
    village: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same suggestions cost no second search."""
    asked: list[str] = []
    plain_ask = Assistant.ask
    monkeypatch.setattr(Assistant, "ask", lambda self, question: asked.append(question) or plain_ask(self, question))
    talk = Assistant(village.retriever, reader=None)
    first = talk.suggest()
    searched = len(asked)
    assert talk.suggest() == first and len(asked) == searched
    talk.retriever = Retriever(replace(talk.retriever.index), talk.retriever.encoder)
    assert talk.suggest() == first and asked[searched:] == asked[:searched]


def test_what_is_suggested_is_answered_from_where_it_was_made(village: Assistant) -> None:
    """The first quote holds the name or the figure."""
    questions = suggest(village.retriever.index, None, village.ask)
    assert len(questions) == 3
    for question in questions:
        assert village.ask(question).answered


def test_after_an_answer_the_same_passage_comes_first(village: Assistant) -> None:
    """Then the others of the document; nothing is asked again."""
    answer = village.ask("由谁看守停车场？")
    assert answer.citations[0].section == ("停车",)
    asked = tried(village, answer)
    assert asked[0] == "江北村口停车场建成车位多少个供居民使用？"
    assert asked[-1] == "“桂花路”是指什么？"
    again = village.ask("江北的“春登”是指什么？")
    assert not any("春登" in question for question in tried(village, again))


def test_the_next_period_is_asked_first() -> None:
    """The same question, for the year that another document of the place covers."""
    made = assistant(
        document("a.md", "# 一\n\n江北组建了12支突击队，服务居民。\n", place="江北", period="2021"),
        document("b.md", "# 二\n\n江北组建了24支突击队，服务居民。\n", place="江北", period="2022"),
        document("c.md", "# 三\n\n忠县组建了3支突击队，服务居民。\n", place="忠县", period="2023"),
    )
    answer = made.ask("2021年江北组建了几支突击队？")
    assert answer.answered
    assert made.suggest(answer)[0] == "2022年江北组建了几支突击队？"


def test_an_english_question_is_followed_by_english_ones(village: Assistant) -> None:
    """The name stays as printed."""
    answer = replace(village.ask("桂花路"), question="What is it?", query="it")
    assert "What is “四分法”?" in tried(village, answer)
    assert not any("多少" in question for question in tried(village, answer))


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
    text = "\n\n".join(f"## 第{n}\n\n这里有一件事，叫做“名字{n}号”。" for n in range(100, 130))
    many = Assistant(Retriever.from_documents([document("many.md", text)], encoder=HashingEncoder()), reader=None)
    assert len(tried(many, None)) == 10
    ready = assistant(document("many.md", text))
    assert len(suggest(ready.retriever.index, None, ready.ask)) <= 3


def test_headings_are_asked_about_where_nothing_is_explained() -> None:
    """A corpus without names and figures has questions to begin with, too."""
    words = "# 村规\n\n## 停车\n\n车辆停在村口。\n\n## 养犬\n\n养犬的住户要登记。\n"
    assert tried(assistant(document("a.md", words)), None) == ["“停车”说了什么？", "“养犬”说了什么？"]
