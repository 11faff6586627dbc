"""Answers and hits as HTML, Markdown, terminal text and JSON: everything shown, nothing carried out."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa import render
from qa.printable import visible
from qa.types import Answer, Citation, Grade, Hit, Passage, Place, Reason, Short, Span

HOSTILE = "<script>alert(1)</script> [x](javascript:y) $$z$$ **b** `c` ~~d~~ | # e ![i](j) &lt; <a href=k>"
HOSTILE += " \x1b[31mred \u202ecod\u200b"
TEXT = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from([*"<>[]()!*_`#$~|&\\+-.1\n\t 文", "](", "<b>", "[1]", "http://a"])).map("".join),
)


def passage(text: str = HOSTILE, title: str = HOSTILE) -> Passage:
    """A passage from character 10 of a document."""
    return Passage("a#10", "a.txt", title, 10, 10 + len(text), text, (title,), "body", (2, 3), ())


def hostile_answer() -> Answer:
    """An answer in which every text is hostile."""
    also = (Place("b.txt", HOSTILE, (), (4,), 0, 5),)
    citation = Citation(1, "a.txt", HOSTILE, "江北", "2021", (HOSTILE,), (2, 3), (7,), 5, 10, 20, HOSTILE, also)
    text = f"「{HOSTILE}」[1]\n\n{render.source(citation)}"
    hits = (Hit(1, 0.5, passage()),)
    shorts = (Short(HOSTILE, 10, 20, 1, HOSTILE, HOSTILE),)
    return Answer(HOSTILE, f"{HOSTILE}?", text, HOSTILE, (citation,), hits, 0.5, True, "answered", "stated", shorts)


class Tags(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_text_stays_text_in_html() -> None:
    """Only our own tags arise, and a reader sees every word."""
    shown = Tags(render.marked(HOSTILE, 10, [Span(10, 20, HOSTILE[:10])], "<mark>", "</mark>"))
    assert shown.tags == ["mark"]
    assert shown.text == visible(HOSTILE)
    assert "\x1b" not in shown.text and "\u202e" not in shown.text


def test_hostile_text_stays_text_in_markdown() -> None:
    """No link, image, emphasis, code, HTML, table or strike-through; dollars are escaped, so no formula."""
    markdown = render.markdown_answer(hostile_answer())
    shown = Tags(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    assert set(shown.tags) == {"p", "strong", "em"} and shown.tags.count("strong") == 1
    assert "<script>alert(1)</script> [x](javascript:y) $$z$$ **b** `c`" in shown.text
    assert not re.search(r"(?<!\\)\$", markdown)
    assert "「" in shown.text and "」[1]" in shown.text


@pytest.mark.parametrize("form", [render.terminal_answer, render.markdown_answer])
def test_no_character_acts_on_the_terminal_or_the_line(form) -> None:  # noqa: ANN001
    """Escape sequences and changes of direction are shown as a replacement."""
    shown = form(hostile_answer())
    assert not re.search("[\x1b\x00-\x08\u200b\u202a-\u202e\u2066-\u2069]", shown)
    assert "\ufffd" in shown


@pytest.mark.parametrize(
    "character", "\x00\x07\x1b\x7f\x85\x9b\u200b\u200e\u200f\u061c\u202a\u202e\u2066\u2069\ufeff\r\ud83d\udcff"
)
def test_what_misleads_is_made_visible(character: str) -> None:
    """Control, zero-width and direction-changing characters and halves of characters, each one."""
    assert visible(f"甲{character}乙") == "甲\ufffd乙"


def test_what_does_not_mislead_stays() -> None:
    """Line ends, tabs, emoji and rare characters are as they were."""
    text = "甲\n乙\t丙 👩 𠮷 é ½ ﬁ"
    assert visible(text) == text


@settings(deadline=None)
@given(TEXT)
def test_any_text_as_html_is_that_text(text: str) -> None:
    """Escaping and back gives what is visible of it, and no tag."""
    assert html.unescape(render.escape_html(text)) == visible(text)
    assert not re.search("[<>\"']", render.escape_html(text))


@settings(deadline=None)
@given(TEXT)
def test_any_text_as_markdown_is_that_text(text: str) -> None:
    """Inside a line no tag arises, and every character is shown."""
    markdown = "文" + render.escape_markdown(text) + "文"
    shown = Tags(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    assert set(shown.tags) == {"p"}
    printed = visible(text).replace("\n", " ").replace("\ufffd", "")
    assert "".join(shown.text.replace("\ufffd", "").split()) == "".join(f"文{printed}文".split())


def test_marks_stand_around_their_words() -> None:
    """Offsets count from the passage's start; what overlaps an earlier mark or lies outside is left unmarked."""
    spans = [Span(14, 16, "戊己"), Span(10, 12, "甲乙"), Span(11, 13, "乙丙"), Span(8, 11, "外"), Span(16, 99, "外")]
    assert render.marked("甲乙<丁戊己", 10, spans, "<i>", "</i>") == "<i>甲乙</i>&lt;丁<i>戊己</i>"
    assert render.marked("甲&", 10, [], "<i>", "</i>") == "甲&amp;"


@settings(deadline=None)
@given(TEXT, st.lists(st.tuples(st.integers(-5, 30), st.integers(0, 10)), max_size=6))
def test_marking_loses_no_word(text: str, extents: list[tuple[int, int]]) -> None:
    """Without the marks the text is whole."""
    spans = [Span(start, start + length, "") for start, length in extents]
    assert render.marked(text, 0, spans, "\0", "\0").replace("\0", "") == render.escape_html(text)


def test_a_source_says_where_a_quote_stands() -> None:
    """Title, section, page, paragraphs, period, and where it stands again."""
    again = Place("b.txt", "乙", ("节",), (4,), 0, 5)
    citation = Citation(2, "a.pdf", "甲", "江北", "2021-06", ("章", "节"), (2, 3), (7,), 5, 10, 20, "原话", (again,))
    assert render.source(citation) == "[2] 《甲》 › 章 › 节 › 第5页 › 第2—3段（2021-06）；又见《乙》 › 节 › 第4段"


def test_a_source_names_three_places_of_many() -> None:
    """And how many there are."""
    again = tuple(Place("b.txt", f"乙{number}", (), (number,), 0, 5) for number in range(1, 6))
    citation = Citation(1, "a.txt", "甲", None, None, (), (2,), (7,), None, 10, 20, "原话", again)
    assert render.source(citation) == (
        "[1] 《甲》 › 第2段；又见《乙1》 › 第1段；又见《乙2》 › 第2段；又见《乙3》 › 第3段，共 5 处"
    )


def test_what_stands_in_no_paragraph_has_its_title_and_section() -> None:
    """No number is made up, and nothing fails."""
    nowhere = Citation(1, "a.txt", "甲", None, None, ("节",), (), (), None, 10, 20, "原话")
    assert render.source(nowhere) == "[1] 《甲》 › 节"
    assert render.standing(Place("b.txt", "乙", (), (), 0, 5)) == "《乙》"
    assert replace(passage("原话", "甲"), paragraphs=(), heading=()).location == "《甲》"


def test_the_terminal_says_how_a_question_was_understood() -> None:
    """Only where that is not what was asked."""
    assert render.terminal_answer(told("那前一年呢？", "absent")) == "理解为：2020年有几支？\n甲。\n\n乙。"
    assert render.terminal_answer(told("2020年有几支？", "absent")) == "甲。\n\n乙。"


def told(question: str, grade: Grade) -> Answer:
    """An answer in two paragraphs to what was understood as 2020年有几支？"""
    answered = grade != "absent"
    reason: Reason = "answered" if answered else "not sure enough"
    return Answer(question, "2020年有几支？", "甲。\n\n乙。", None, (), (), 0.4, answered, reason, grade)


def test_the_terminal_says_how_plain_an_answer_is() -> None:
    """First, in the language of the question; what is refused says so itself. The number is not for everyone."""
    assert render.terminal_answer(told("2020年有几支？", "unsure")) == "可能相关，请核对\n甲。\n\n乙。"
    assert render.terminal_answer(told("2020年有几支？", "stated")) == "原文写明\n甲。\n\n乙。"
    assert render.terminal_answer(told("How many?", "stated")).splitlines()[:2] == [
        "Understood as: 2020年有几支？",
        "Stated in the source",
    ]
    assert render.sureness(told("2020年有几支？", "stated")) == "把握 40%"
    assert render.sureness(told("How many?", "stated")) == "40% sure"


def test_only_what_was_asked_is_graded() -> None:
    """A greeting is not in the documents, but nobody asked for it."""
    assert render.graded(told("有几支？", "absent")) == "文档里没有"
    assert render.graded(replace(told("你好", "absent"), reason="small talk")) == ""


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.0, "<1%"), (0.0099, "<1%"), (0.5, "50%"), (0.99, "99%"), (0.995, ">99%"), (1.0, ">99%")],
)
def test_a_percentage_is_never_none_and_never_all(probability: float, words: str) -> None:
    """That is not known."""
    assert render.percent(probability) == words


PLACES = (Short("12支", 4, 7, 1, "江北"), Short("3支", 2, 4, 2, "忠县"))


def test_the_few_words_come_first_in_the_terminal() -> None:
    """With their marks, each behind the place it is of; after what was searched instead and a doubt."""
    answer = replace(told("2020年有几支？", "stated"), short="12支", shorts=(Short("12支", 4, 7, 1),))
    assert render.terminal_answer(answer) == "原文写明\n12支 [1]\n甲。\n\n乙。"
    each = replace(answer, shorts=PLACES)
    assert render.terminal_answer(each).splitlines()[1] == "江北 12支 [1]；忠县 3支 [2]"
    assert render.terminal_answer(replace(each, question="How many?", query="How many?")).splitlines()[1] == (
        "江北 12支 [1]; 忠县 3支 [2]"
    )
    years = replace(answer, shorts=(replace(PLACES[0], label="2021"), replace(PLACES[1], label="2022")))
    assert render.terminal_answer(years).splitlines()[1] == "2021年 12支 [1]；2022年 3支 [2]"
    assert render.terminal_answer(replace(years, question="How many?", query="How many?")).splitlines()[1] == (
        "2021 12支 [1]; 2022 3支 [2]"
    )
    row = replace(answer, shorts=(Short("604", 4, 7, 1, unit="万人次"),))
    assert render.terminal_answer(row).splitlines()[1] == "604（万人次） [1]"
    assert render.terminal_answer(replace(row, question="How many?", query="How many?")).splitlines()[1] == (
        "604 (万人次) [1]"
    )
    doubtful = replace(answer, question="那前一年呢？", grade="unsure")
    assert render.terminal_answer(doubtful).splitlines()[:3] == [
        "理解为：2020年有几支？",
        "可能相关，请核对",
        "12支 [1]",
    ]


def test_the_few_words_come_first_in_markdown() -> None:
    """In bold, behind how plain it is and before the quotes."""
    answer = replace(told("2020年有几支？", "stated"), short="12支", shorts=PLACES)
    assert render.markdown_answer(answer) == "*原文写明*\n\n江北 **12支** [1]；忠县 **3支** [2]\n\n甲。\n\n乙。"
    assert render.markdown_answer(replace(answer, short=None, shorts=())) == "*原文写明*\n\n甲。\n\n乙。"


def test_hits_in_the_terminal() -> None:
    """Rank, percentage, place and passage; a word when there is none."""
    hit = Hit(1, 0.456, passage("步道三公里。", "湖边"))
    assert render.terminal_hits([hit]) == "1. 46%  《湖边》 › 湖边 › 第2—3段\n   步道三公里。"
    assert render.terminal_hits([]) == "没有找到相关段落。 Nothing found."


def test_json_holds_the_fields_of_the_objects() -> None:
    """Hostile text comes back exactly; passages also say where they stand."""
    answer = hostile_answer()
    row = json.loads(render.as_json(answer))
    assert row["question"] == HOSTILE
    assert row["citations"][0]["quote"] == HOSTILE
    assert row["citations"][0]["also"][0]["document_id"] == "b.txt"
    assert row["shorts"] == [{"text": HOSTILE, "start": 10, "end": 20, "number": 1, "label": HOSTILE, "unit": HOSTILE}]
    assert row["hits"][0]["passage"]["location"] == answer.hits[0].passage.location
    assert json.loads(render.as_json(answer.hits)) == row["hits"]
    assert json.loads(render.as_json([])) == []


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("| 老人午餐 | 九元 |", "老人午餐 · 九元"),
        ("<mark>| 午餐 | <strong>九元</strong> |</mark>", "<mark>午餐 · <strong>九元</strong></mark>"),
        ("| 项目 | 价格 |<br>| --- | ---: |<br>| 午餐 | 九元 |", "项目 · 价格<br>午餐 · 九元"),
        ("a | b 或者 c", "a | b 或者 c"),
        ("一行字。", "一行字。"),
    ],
)
def test_rows_of_a_table_stand_without_bars(shown: str, read: str) -> None:
    """Their cells are parted by a dot, the rule below the heads is left out, other bars stay."""
    assert render.rows_html(shown) == read


def test_a_place_in_two_languages() -> None:
    """Titles and headings as printed; the rest in the reader's language."""
    also = tuple(Place("b.txt", "综述", (), (number,), 0, 5) for number in (4, 5, 6, 7))
    citation = Citation(1, "a.pdf", "特刊", "江北", "2021", ("做法",), (2, 3), (), 5, 10, 20, "原话", also)
    assert render.source(citation) == (
        "[1] 《特刊》 › 做法 › 第5页 › 第2—3段（2021）；又见《综述》 › 第4段；又见《综述》 › 第5段；"
        "又见《综述》 › 第6段，共 4 处"
    )
    assert render.source(citation, english=True) == (
        "[1] 《特刊》 › 做法 › p. 5 › para. 2–3 (2021); also 《综述》 › para. 4; also 《综述》 › para. 5; "
        "also 《综述》 › para. 6, 4 places"
    )
