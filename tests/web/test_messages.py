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
    odd = Turn(replace(turn.answer, remarks=("见[99]，又见[1]",)))
    message = messages.answer_message(odd, 0, "zh")
    assert "[99]，" in message and 'href="#s-0-99"' not in message and 'href="#s-0-1"' in message


@pytest.mark.parametrize(
    ("question", "confidence", "grade", "title", "said"),
    [
        ("有几支？", 0.004, "unsure", "把握 &lt;1%", "可能相关，请核对"),
        ("How many?", 0.34, "unsure", "34% sure", "Possibly related, please check"),
        ("有几支？", 0.85, "stated", "把握 85%", "原文写明"),
        ("有幾支？", 0.999, "stated", "把握 &gt;99%", "原文寫明"),
    ],
)
def test_how_plain_an_answer_is_stands_first(
    turn: Turn, question: str, confidence: float, grade: Grade, title: str, said: str
) -> None:
    """In words of the question's language, before every quote; the number only for those who point at it."""
    answer = replace(turn.answer, question=question, query=question, confidence=confidence, grade=grade)
    message = messages.answer_message(Turn(answer), 0, "zh")
    assert f'<div class="said"><p class="grade" title="{title}">{said}</p>' in message
    assert message.count("%") == 1 and message.index(said) < message.index("<blockquote")


def test_a_refusal_says_why_in_one_line(articles: Assistant) -> None:
    """What has no near quote is that line alone."""
    answer = articles.ask("98765")
    assert answer.reason == "figure not found"
    message = messages.answer_message(Turn(answer), 0, "zh")
    assert message == (
        '<div class="answer absent" id="turn-0"><div class="said"><p class="why"><b class="grade" title="把握 &lt;1%">'
        "文档里没有</b> 没有哪一句写着“98765”。</p></div></div>"
    )


def test_what_asks_nothing_is_not_graded(articles: Assistant) -> None:
    """A greeting is answered by what can be asked."""
    message = messages.answer_message(Turn(articles.ask("你好")), 0, "zh")
    assert '<p class="why">请问文档里写了的事' in message and "文档里没有" not in message


def told(quotes: Sequence[str], shorts: Sequence[Short], question: str = "有几支？") -> Answer:
    """An answer that quotes ``quotes``, each from the start of a document of its own."""
    citations = tuple(
        Citation(n, f"{n}.md", "题", None, None, (), (n,), (n,), None, 100 * n, 100 * n + len(quote), quote)
        for n, quote in enumerate(quotes, 1)
    )
    text = "\n".join([f"“{one.quote}”[{one.number}]" for one in citations] + ["", *map(source, citations)])
    short = shorts[0].text if shorts else None
    return Answer(question, question, text, short, citations, (), 0.9, True, "answered", "stated", tuple(shorts))


def test_the_few_words_stand_first_with_their_mark() -> None:
    """Above the quotes, each a link to its card, behind the place it is of; nothing without any."""
    shorts = [Short("12支", 102, 105, 1, "江北"), Short("3支", 201, 203, 2, "忠县")]
    message = messages.answer_message(Turn(told(["组建12支队伍。", "有3支。"], shorts)), 4, "zh")
    first = '<a href="#s-4-1" class="cite" role="button">[1]</a>'
    second = '<a href="#s-4-2" class="cite" role="button">[2]</a>'
    line = f"江北 <strong>12支</strong> {first}；忠县 <strong>3支</strong> {second}</p>"
    assert f'原文写明</p><p class="short">{line}<blockquote' in message
    english = told(["组建12支队伍。", "有3支。"], shorts, question="How many?")
    assert f"江北 <strong>12支</strong> {first}; 忠县 <strong>3支</strong> {second}</p>" in messages.answer_message(
        Turn(english), 4, "en"
    )
    assert 'class="short"' not in messages.answer_message(Turn(told(["组建12支队伍。"], [])), 4, "zh")


def test_the_few_words_are_marked_where_they_answer() -> None:
    """By their place in the quote: the same words elsewhere, before them too, stay as they are."""
    quotes = ["前有12支，后有12支。", "又有12支。"]
    answer = told(quotes, [Short("12支", 108, 111, 1)])
    assert answer.citations[0].quote[8:11] == "12支"
    message = messages.answer_message(Turn(answer), 0, "zh")
    assert "“前有12支，后有<strong>12支</strong>。”" in message and message.count("<strong>") == 2
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
    assert ">《甲》 › 第2段" not in messages.answer_message(Turn(answer), 0, "zh")
    assert "第2段" in cards.Cards(Turn(answer), 0, {}, "zh").html()


def _marks_plain(message: str) -> str:
    return re.sub(r'<a [^>]*class="cite"[^>]*>(\[\d+\])</a>', r"\1", message)


def test_what_comes_nearest_is_folded_and_has_no_percentage(articles: Assistant) -> None:
    """A question that is not answered: why not, in a line; the nearest quotes when asked for."""
    answer = articles.ask("梅西在世界杯决赛里进了几个球？")
    assert not answer.answered and answer.citations
    message = messages.answer_message(Turn(answer), 0, "zh")
    why, folded = message.split('<details class="nearest"><summary>看看最接近的内容</summary>')
    assert "文档里没有</b> 没有提到“世界杯”。</p>" in why and answer.citations[0].quote not in why
    assert escape_html(answer.citations[0].quote).splitlines()[0] in folded
    shown = cards.Cards(Turn(answer), 0, articles.retriever.documents, "zh").html()
    assert 'class="score"' not in shown


def test_one_sentence_carries_the_answer_and_the_others_are_folded() -> None:
    """That with the few words; without any the first; of several places asked about, one of each."""
    quotes = ["甲。", "乙。", "丙12支。"]
    by_words = told(quotes, [Short("12支", 301, 304, 3)])
    assert numbers(messages.carrying(by_words)) == ([3], [1, 2])
    assert numbers(messages.carrying(told(quotes, []))) == ([1], [2, 3])
    plain = told(quotes, [])
    places = tuple(
        replace(one, place=place) for one, place in zip(plain.citations, ("江北", "江北", "忠县"), strict=True)
    )
    both = replace(plain, query="江北和忠县各有几支？", citations=places)
    assert numbers(messages.carrying(both)) == ([1, 3], [2])
    message = messages.answer_message(Turn(both), 0, "zh")
    shown, folded = message.split('<details class="others"><summary>另有 1 处</summary>')
    assert "“甲。”" in shown and "“丙12支。”" in shown and "“乙。”" in folded


def numbers(parts: tuple[list[Citation], list[Citation]]) -> tuple[list[int], list[int]]:
    carry, others = parts
    return [one.number for one in carry], [one.number for one in others]


def test_without_few_words_the_clause_that_holds_them_is_bold() -> None:
    """And nothing where there is no such clause."""
    answer = told(["先有队伍，再组建12支，都在。"], [])
    clause = replace(answer, clause=Short("再组建12支", 105, 111, 1))
    assert "“先有队伍，<strong>再组建12支</strong>，都在。”" in messages.answer_message(Turn(clause), 0, "zh")
    assert "<strong>" not in messages.answer_message(Turn(answer), 0, "zh")


def test_a_quote_that_breaks_off_says_so_wherever_it_is_shown() -> None:
    """In the answer and on its card."""
    answer = told(["组建12支队伍，还要"], [])
    cut = replace(answer, citations=(replace(answer.citations[0], incomplete="end"),))
    assert '<span class="cut">（原文到此残缺）</span></blockquote>' in messages.answer_message(Turn(cut), 0, "zh")
    assert '<span class="cut">原文到此残缺</span>' in cards.Cards(Turn(cut), 0, {}, "zh").html()
    assert "残缺" not in messages.answer_message(Turn(answer), 0, "zh")


def test_each_thing_asked_shows_its_first_quote() -> None:
    """Though only one of them has few words; what is said besides stays folded."""
    answer = replace(told(["组建12支队伍。", "又有别的。", "开了三条线。"], [Short("12支", 102, 105, 1)]), leads=(1, 3))
    first, others = messages.carrying(answer)
    assert ([one.number for one in first], [one.number for one in others]) == ([1, 3], [2])
