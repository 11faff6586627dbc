"""The messages of the chat as HTML: questions, answers with their marks, what stands where there is none yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from qa.printable import one_line
from qa.render import escape_html, escape_lines, few_words_line, hidden_in_quotes, marked, sureness
from qa.types import Answer, Citation, Span
from qa.web.history import Turn
from qa.web.strings import wording

_MARK = re.compile(r"\[(\d+)\]")
_SOURCE = re.compile(r"\[\d+\] 《")


def question_message(question: str) -> str:
    """A question as asked."""
    return f'<div class="question">{escape_lines(question)}</div>'


def answer_message(turn: Turn, number: int, lang: str, *, last: bool = True) -> str:
    """The answer with its marks as links to the cards of turn ``number``. One line: no Markdown arises within.

    last: whether the questions to ask next stand below it.
    """
    answer = turn.answer
    known = {citation.number for citation in answer.citations}

    def link(found: re.Match[str]) -> str:
        mark = int(found[1])
        return f'<a href="#s-{number}-{mark}" class="cite" role="button">[{mark}]</a>' if mark in known else found[0]

    parts = [f'<div class="answer" id="turn-{number}">']
    if answer.query != answer.question:
        understood = escape_html(one_line(wording("understood", lang, query=answer.query)))
        parts.append(f'<p class="understood">{understood} {_act("query", number, "edit", lang)}</p>')
    sure = escape_html(sureness(answer, "en" if lang == "en" else "zh"))
    parts.append(
        f'<div class="said"><p class="sure doubt">{sure}</p>' if answer.grade == "unsure" else '<div class="said">'
    )
    if words := few_words_line(answer, lambda text: escape_html(one_line(text))):
        parts.append(f'<p class="short">{_MARK.sub(link, words)}</p>')
    parts.append(f'<div class="words">{_MARK.sub(link, _words(answer))}</div></div><p class="acts">')
    if answer.grade == "stated":
        parts.append(f'<span class="sure">{sure}</span> ')
    parts.append(f"{_act('copy', number, 'copy', lang)}</p>")
    return "".join([*parts, _chips(turn.next_questions) if last else "", "</div>"])


def _words(answer: Answer) -> str:
    """An answer's text as HTML, its sources in short; what comes nearest to a question not answered is folded."""
    told = _told(answer)
    sources = _sources(answer.citations)
    if answer.answered or len(told) < 3:
        return "<br>".join([*told, *sources])
    why, nearest, *quotes = told
    return f'{why}<details class="nearest"><summary>{nearest}</summary>{"<br>".join([*quotes, *sources])}</details>'


def _told(answer: Answer) -> list[str]:
    """The lines of an answer's text but for its sources, the few words asked for marked in their quotes."""
    shorts, at, told = _in_text(answer), 0, []
    for line in answer.text.splitlines(keepends=True):
        words = "".join(line.splitlines())
        if words.strip() and not _SOURCE.match(words):
            hidden = hidden_in_quotes(words, answer.citations)
            told.append(marked(words, at, shorts, "<strong>", "</strong>", hidden=hidden))
        at += len(line)
    return told


def _in_text(answer: Answer) -> list[Span]:
    """Where the few words asked for stand in the text of their answer."""
    found, at = [], 0
    for citation in answer.citations:
        start = answer.text.find(citation.quote, at)
        if start < 0:
            continue
        at = start + len(citation.quote)
        own = (short for short in answer.shorts if short.number == citation.number)
        move = start - citation.start
        found += [Span(short.start + move, short.end + move, short.text) for short in own]
    return found


def _sources(citations: Iterable[Citation]) -> list[str]:
    """Which document each quote is from, less loud than those; quotes from one share a line. The cards say where."""
    marks: dict[str, list[str]] = {}
    for citation in citations:
        document = f"《{one_line(citation.title)}》" + (f"（{citation.period}）" if citation.period else "")
        marks.setdefault(document, []).append(f"[{citation.number}]")
    return [f'<span class="src">{"".join(own)} {escape_html(document)}</span>' for document, own in marks.items()]


def welcome(questions: Sequence[str], lang: str) -> str:
    """What an empty conversation shows: questions to begin with."""
    return f'<div class="welcome"><h2>{wording("welcome", lang)}</h2>{_chips(questions)}</div>'


def waiting_message(lang: str) -> str:
    """What stands in the place of an answer until it is there."""
    return f'<div class="answer waiting">{wording("searching", lang)}</div>'


def _chips(questions: Sequence[str]) -> str:
    """Questions that are asked when chosen; each is also an address that asks."""
    links = "".join(
        f'<a href="?{escape_html(urlencode({"q": question}))}" class="chip" role="button">{escape_lines(question)}</a>'
        for question in questions
    )
    return f'<p class="chips">{links}</p>' if links else ""


def _act(action: str, number: int, key: str, lang: str) -> str:
    return f'<a href="#{action}-{number}" class="act" role="button">{wording(key, lang)}</a>'
