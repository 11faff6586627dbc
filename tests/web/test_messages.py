"""The messages of the chat: how sure, why not, the few words that answer, the sources under the quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa import Assistant
from qa.render import escape_html, source
from qa.types import Answer, Citation, Grade, Hit, Passage, Short, Span
from qa.web import cards, messages
from qa.web.history import Turn


def test_marks_without_a_citation_stay_words(turn: Turn) -> None:
    """``[99]`` in a document's words is no link."""
    odd = Turn(replace(turn.answer, text="见[99]，又见[1]"))
    message = messages.answer_message(odd, 0, "zh")
    assert "[99]，" in message and 'href="#s-0-99"' not in message and 'href="#s-0-1"' in message


@pytest.mark.parametrize(
    ("confidence", "grade", "lang", "said"),
    [
        (0.004, "unsure", "zh", "可能相关，请对照原文（把握 &lt;1%）"),
        (0.34, "unsure", "zh", "可能相关，请对照原文（把握 34%）"),
        (0.34, "unsure", "en", "Possibly related, please check the source (34% sure)"),
        (0.85, "stated", "zh", "把握 85%"),
        (0.999, "stated", "zh", "把握 &gt;99%"),
    ],
)
def test_how_sure_an_answer_is_is_said(turn: Turn, confidence: float, grade: Grade, lang: str, said: str) -> None:
    """A doubt in words; never none and never all; nothing of what is absent."""
    answer = replace(turn.answer, confidence=confidence, grade=grade)
    shown = f'<p class="sure doubt">{said}</p>' if grade == "unsure" else f'<span class="sure">{said}</span>'
    assert shown in messages.answer_message(Turn(answer), 0, lang)
    absent = replace(answer, grade="absent", answered=False)
    assert 'class="sure' not in messages.answer_message(Turn(absent), 0, lang)


def test_a_refusal_says_why(articles: Assistant) -> None:
    """In the chat, in words."""
    answer = articles.ask("98765")
    assert answer.reason == "figure not found"
    message = messages.answer_message(Turn(answer), 0, "zh")
    assert "文档中没有找到这个问题的答案。没有哪一句写着「98765」。" in message


def told(quotes: Sequence[str], shorts: Sequence[Short], question: str = "有几支？") -> Answer:
    """An answer that quotes ``quotes``, each from the start of a document of its own."""
    citations = tuple(
        Citation(n, f"{n}.md", "题", None, None, (), (n,), (n,), None, 100 * n, 100 * n + len(quote), quote)
        for n, quote in enumerate(quotes, 1)
    )
    text = "\n".join([f"「{one.quote}」[{one.number}]" for one in citations] + ["", *map(source, citations)])
    short = shorts[0].text if shorts else None
    return Answer(question, question, text, short, citations, (), 0.9, True, "answered", "stated", tuple(shorts))


def test_the_few_words_stand_first_with_their_mark() -> None:
    """Above the quotes, each a link to its card, behind the place it is of; nothing without any."""
    shorts = [Short("12支", 102, 105, 1, "江北"), Short("3支", 201, 203, 2, "忠县")]
    message = messages.answer_message(Turn(told(["组建12支队伍。", "有3支。"], shorts)), 4, "zh")
    first = '<a href="#s-4-1" class="cite" role="button">[1]</a>'
    second = '<a href="#s-4-2" class="cite" role="button">[2]</a>'
    assert (
        f'id="turn-4"><div class="said"><p class="short">江北 12支 {first}；忠县 3支 {second}</p><div class="words">'
        in message
    )
    english = told(["组建12支队伍。", "有3支。"], shorts, question="How many?")
    assert f"江北 12支 {first}; 忠县 3支 {second}</p>" in messages.answer_message(Turn(english), 4, "en")
    assert 'class="short"' not in messages.answer_message(Turn(told(["组建12支队伍。"], [])), 4, "zh")


def test_the_few_words_are_marked_where_they_answer() -> None:
    """By their place in the quote: the same words elsewhere, before them too, stay as they are."""
    quotes = ["前有12支，后有12支。", "又有12支。"]
    answer = told(quotes, [Short("12支", 108, 111, 1)])
    assert answer.citations[0].quote[8:11] == "12支"
    message = messages.answer_message(Turn(answer), 0, "zh")
    assert "「前有12支，后有<strong>12支</strong>。」" in message and message.count("<strong>") == 1
    shown = cards.Cards(Turn(answer), 0, {}, "zh").html()
    assert "<mark>前有12支，后有<strong>12支</strong>。</mark>" in shown and shown.count("<strong>") == 1


def test_the_few_words_are_marked_in_the_passage_too() -> None:
    """Within the mark of the sentence, whose words of the question stay bold; in no passage beside it."""
    answer = told(["后有12支队。"], [Short("12支", 102, 105, 1)])
    matched = (Span(97, 98, "队"), Span(105, 106, "队"))
    passage = Passage("1.md#95", "1.md", "题", 95, 107, "江北队有，后有12支队。", (), "body", (1,), ())
    hit = Hit(1, 0.9, replace(passage, text="江北队有，后有12支队。"), matched, ())
    shown = cards.Cards(Turn(replace(answer, hits=(hit,))), 0, {}, "zh").html()
    assert "江北<b>队</b>有，<mark>后有<strong>12支</strong><b>队</b>。</mark></p>" in shown


def test_sources_are_named_once_under_the_quotes() -> None:
    """By title and period, quotes from one document on one line; where each stands is in its card."""
    first, second = told(["组建12支队伍。", "12支都在。"], []).citations
    answer = told(["组建12支队伍。", "12支都在。"], [])
    answer = replace(
        answer, citations=(replace(first, title="甲", period="2021"), replace(second, title="甲", period="2021"))
    )
    assert '<span class="src">[1][2] 《甲》（2021）</span>' in _marks_plain(
        messages.answer_message(Turn(answer), 0, "zh")
    )
    assert "第2段" not in messages.answer_message(Turn(answer), 0, "zh")
    assert "第2段" in cards.Cards(Turn(answer), 0, {}, "zh").html()


def _marks_plain(message: str) -> str:
    return re.sub(r'<a [^>]*class="cite"[^>]*>(\[\d+\])</a>', r"\1", message)


def test_what_comes_nearest_is_folded_and_has_no_percentage(articles: Assistant) -> None:
    """A question that is not answered: why not, in a line; the nearest quotes when asked for."""
    answer = articles.ask("梅西在世界杯决赛里进了几个球？")
    assert not answer.answered and answer.citations
    message = messages.answer_message(Turn(answer), 0, "zh")
    why, folded = message.split('<details class="nearest"><summary>下面是最接近的内容，不足以回答：</summary>')
    assert "文档中没有找到这个问题的答案。" in why and answer.citations[0].quote not in why
    assert escape_html(answer.citations[0].quote) in folded
    assert 'class="score"' not in cards.Cards(Turn(answer), 0, articles.retriever.documents, "zh").html()
