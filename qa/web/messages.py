"""The messages of the chat as HTML: questions, answers with their marks, what stands where there is none yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from qa.printable import one_line
from qa.render import escape_html, escape_lines, few_words_line, marked, sureness
from qa.types import Answer, Span
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
    if words := few_words_line(answer, lambda text: escape_html(one_line(text))):
        parts.append(f'<p class="short">{_MARK.sub(link, words)}</p>')
    parts.append(f'<div class="words">{_MARK.sub(link, "<br>".join(_text(answer)))}</div><p class="acts">')
    if sure := sureness(answer, "en" if lang == "en" else "zh"):
        parts.append(f'<span class="sure">{escape_html(sure)}</span> ')
    parts.append(f"{_act('copy', number, 'copy', lang)}</p>")
    return "".join([*parts, _chips(turn.next_questions) if last else "", "</div>"])


def _text(answer: Answer) -> list[str]:
    """The lines of an answer's text as HTML, the few words asked for marked in their quotes."""
    shorts, at, told, sources = _in_text(answer), 0, [], []
    for line in answer.text.splitlines(keepends=True):
        words = "".join(line.splitlines())
        if _SOURCE.match(words):
            sources.append(words)
        elif words.strip():
            told.append(marked(words, at, shorts, "<strong>", "</strong>"))
        at += len(line)
    return [*told, *_sources(sources)]


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


def _sources(lines: Iterable[str]) -> list[str]:
    """The lines that say where the quotes stand, less loud than those; quotes from one place share a line."""
    marks: dict[str, list[str]] = {}
    for line in lines:
        mark, _, where = line.partition(" ")
        marks.setdefault(where, []).append(mark)
    return [f'<span class="src">{"".join(own)} {escape_html(where)}</span>' for where, own in marks.items()]


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
