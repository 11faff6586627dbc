"""The messages of the chat as HTML: questions, and answers with their marks.

An answer goes from what is asked for to what it rests on: how plainly the documents have it, the few words, the
sentence that carries them, further quotes folded, the sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from qa.answer.phrases import Language, language, phrases
from qa.printable import one_line
from qa.render import (
    broken_off,
    escape_html,
    escape_lines,
    few_words_line,
    graded,
    quote_html,
    standing,
    strong_words,
    sureness,
)
from qa.text.places import place_stem
from qa.types import Answer, Citation
from qa.web.history import Turn
from qa.web.strings import wording

_MARK = re.compile(r"\[(\d+)\]")
Imprint = Callable[[Citation], str]


def nowhere(citation: Citation) -> str:
    """For documents of which nothing is known but what their citations carry."""
    return ""


def question_message(question: str) -> str:
    """A question as asked."""
    return f'<div class="question">{escape_lines(question)}</div>'


def answer_message(turn: Turn, number: int, lang: str, imprint: Imprint = nowhere) -> str:
    """The answer with its marks as links to the cards of turn ``number``. One line: no Markdown arises within.

    imprint: where the document of a citation was printed.
    """
    answer = turn.answer
    parts = [f'<div class="answer {answer.grade}" id="turn-{number}">']
    if answer.query != answer.question:
        understood = escape_html(one_line(wording("understood", lang, query=answer.query)))
        parts.append(f'<p class="understood">{understood} {_act("query", number, "edit", lang)}</p>')
    said = _Said(answer, number, lang, imprint)
    parts.append(f'<div class="said">{said.answer() if answer.answered else said.refusal()}</div>')
    if answer.citations:
        parts.append(_places(answer, english=lang == "en"))
        parts.append(f'<p class="acts">{_act("copy", number, "copy", lang)}</p>')
    return "".join([*parts, "</div>"])


class _Said:
    """What one answer says, in HTML. It speaks the language of its question; the page's own words are in ``lang``."""

    def __init__(self, answer: Answer, number: int, lang: str, imprint: Imprint) -> None:
        self._answer = answer
        self._number = number
        self._lang = lang
        self._imprint = imprint
        self._spoken: Language = language(answer.question)

    def answer(self) -> str:
        """How plainly it is stated, the few words, the sentence that carries them, the rest folded, the sources."""
        answer = self._answer
        parts = [f'<p class="grade" title="{escape_html(sureness(answer))}">{escape_html(graded(answer))}</p>']
        words = few_words_line(answer, lambda text: escape_html(one_line(text)), "<strong>", "</strong>")
        parts += [f'<p class="short">{self._linked(words)}</p>'] if words else []
        first, others = carrying(answer)
        style = "lead" if words else "lead alone"
        parts += [self._quote(citation, style) for citation in first]
        parts += [f'<p class="remark">{self._linked(escape_html(remark))}</p>' for remark in answer.remarks]
        if others:
            summary = wording("other_quotes", self._lang, count=len(others))
            quotes = "".join(self._quote(citation, "other") for citation in others)
            parts.append(f'<details class="others"><summary>{summary}</summary>{quotes}</details>')
        return "".join([*parts, self._sources(answer.citations)])

    def refusal(self) -> str:
        """Why there is no answer, in one line; what comes nearest is folded."""
        answer = self._answer
        why = escape_html("".join(answer.remarks))
        grade = escape_html(graded(answer))
        told = f'<b class="grade" title="{escape_html(sureness(answer))}">{grade}</b> ' if grade else ""
        parts = [f'<p class="why">{told}{why}</p>']
        if answer.reason == "filters apart":
            parts.append(f'<p class="acts">{self._relax("period")} {self._relax("document")}</p>')
        if answer.citations:
            quotes = "".join(self._quote(citation, "other") for citation in answer.citations)
            parts.append(
                f'<details class="nearest"><summary>{wording("nearest", self._lang)}</summary>'
                f"{quotes}{self._sources(answer.citations)}</details>"
            )
        return "".join(parts)

    def _relax(self, what: str) -> str:
        """Asks the question again without the limit on ``what``."""
        words = wording(f"ask_any_{what}", self._lang)
        return f'<a href="#relax-{self._number}-{what}" class="act" role="button">{words}</a>'

    def _quote(self, citation: Citation, style: str) -> str:
        """One quote between marks, with its number and, where the source breaks off, a word on that."""
        cut, where = (
            broken_off(citation, self._spoken),
            escape_html(one_line(standing(citation, english=self._lang == "en"))),
        )
        opening, _, closing = phrases(self._spoken).quoted(citation.quote, citation.number).partition(citation.quote)
        told = f"{opening}{quote_html(citation, strong_words(self._answer))}{self._linked(closing)}"
        told += f' <span class="cut">{escape_html(cut)}</span>' if cut else ""
        if self._answer.reason == "overview":
            told = f'<b class="told-of">《{escape_html(one_line(citation.title))}》</b>{told}'
        name = f"q-{self._number}-{citation.number}"
        return f'<blockquote class="quote {style}" id="{name}" title="{where}">{told}</blockquote>'

    def _sources(self, citations: Iterable[Citation]) -> str:
        """Which document each quote is from; quotes from one share an entry. The cards say where they stand."""
        marks: dict[str, list[str]] = {}
        for citation in citations:
            told = [one_line(part) for part in (citation.period, self._imprint(citation)) if part]
            document = f"《{one_line(citation.title)}》" + (f"（{'，'.join(told)}）" if told else "")
            marks.setdefault(document, []).append(f"[{citation.number}]")
        sources = (
            f'<span class="src">{self._linked("".join(own))} {escape_html(name)}</span>' for name, own in marks.items()
        )
        return f'<p class="sources">{" ".join(sources)}</p>'

    def _linked(self, told: str) -> str:
        return _MARK.sub(self._link, told)

    def _link(self, found: re.Match[str]) -> str:
        """A mark as a link to its card; one that stands for no quote stays words."""
        mark = int(found[1])
        if all(citation.number != mark for citation in self._answer.citations):
            return found[0]
        return f'<a href="#s-{self._number}-{mark}" class="cite" role="button">[{mark}]</a>'


def carrying(answer: Answer) -> tuple[list[Citation], list[Citation]]:
    """The quotes that carry an answer, and the others, each in order.

    Those with the few words and the first for each thing asked; without any the first, or the first of each place asked
    about; all where each document is told of.
    """
    numbers = {short.number for short in answer.shorts} | set(answer.leads)
    if answer.reason == "overview":
        return list(answer.citations), []
    if not numbers:
        of_place: dict[str, int] = {}
        for citation in answer.citations:
            if citation.place and place_stem(citation.place) in answer.query:
                of_place.setdefault(citation.place, citation.number)
        first = answer.citations[:1]
        numbers = set(of_place.values()) if len(of_place) > 1 else {citation.number for citation in first}
    carry = [citation for citation in answer.citations if citation.number in numbers]
    return carry, [citation for citation in answer.citations if citation.number not in numbers]


def _places(answer: Answer, *, english: bool) -> str:
    """Where each quote stands, for paper: on the page the cards and marks tell it."""
    told = (escape_html(f"[{one.number}] {one_line(standing(one, english=english))}") for one in answer.citations)
    return f'<p class="on-paper">{"<br>".join(told)}</p>'


def _act(action: str, number: int, key: str, lang: str) -> str:
    return f'<a href="#{action}-{number}" class="act" role="button">{wording(key, lang)}</a>'
