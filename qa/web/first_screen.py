"""What stands where nothing was asked yet, and the questions to choose from there and below an answer."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from qa.assistant import Assistant
from qa.index.passage_source import PassageSource
from qa.render import escape_html, escape_lines
from qa.web.strings import wording

_PLACES = 6
_YEAR_DIGITS = 4


def welcome(index: PassageSource, lang: str, *, own: bool = False) -> str:
    """What there is to ask, in one line, and the way to the visitor's own files. own: they are what is asked."""
    way = "" if own else f'<a href="#tab-mine" class="own" role="button">{wording("use_own", lang)}</a>'
    return (
        f'<div class="welcome"><h2>{wording("welcome", lang)}</h2>'
        f'<p class="here">{escape_html(holdings(index, lang))} {way}</p></div>'
    )


def holdings(index: PassageSource, lang: str) -> str:
    """How many documents there are, of which places and years: ``5 篇文档 · 大渡口 綦江 · 2021–2022``."""
    places = sorted({document.place for document in index.facts if document.place})
    years = sorted({document.period[:_YEAR_DIGITS] for document in index.facts if document.period})
    count = len(index.facts)
    named = " ".join(places[:_PLACES])
    return " · ".join(
        part
        for part in (
            wording("one_document" if count == 1 else "documents", lang, count=f"{count:,}"),
            wording("and_others", lang, names=named) if len(places) > _PLACES else named,
            "–".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        )
        if part
    )


def first_questions(assistant: Assistant) -> tuple[str, ...]:
    """Questions to begin with; those that are answered in a few words, where there are any."""
    offered = assistant.suggest()
    return tuple(question for question in offered if assistant.ask(question).short) or offered


def chips(questions: Sequence[str], lang: str, *, after: int) -> str:
    """Questions that are asked when chosen; each is also an address that asks. after: which answer they stand below."""
    links = "".join(
        f'<a href="?{escape_html(urlencode({"q": question}))}" class="chip" role="button">{escape_lines(question)}</a>'
        for question in questions
    )
    label = wording("next_questions", lang)
    return f'<nav class="next chips" aria-label="{label}" data-after="{after}">{links}</nav>' if links else ""
