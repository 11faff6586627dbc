"""Which documents and which period are asked: a list with boxes, and what is chosen as a line beside the question box.

It searches nothing and knows no control of Gradio's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from qa.printable import one_line
from qa.render import escape_html
from qa.text.folding import simplify
from qa.text.traditional import in_traditional
from qa.types import Document
from qa.web.strings import wording

LISTED = 1000


def chosen_ids(value: object) -> list[str]:
    """The documents that the browser says are chosen; none for anything that is no such list."""
    return [one for one in value if isinstance(one, str)][:LISTED] if isinstance(value, list) else []


def chooser(facts: Sequence[Document], chosen: Collection[str], lang: str) -> str:
    """The first ``LISTED`` documents, each with a box, under one for all of them and a field that narrows the list.

    facts: the documents. chosen: the ids of those whose box is ticked; with none, all are asked.
    """
    shown = facts[:LISTED]
    times = Counter(one_line(document.title) for document in shown)
    rows = "".join(_row(one, one.id in chosen, named=times[one_line(one.title)] > 1) for one in shown)
    label, look = wording("in_documents", lang), wording("list_filter", lang)
    told = {"matches": wording("list_matches", lang), "none": wording("list_no_match", lang)}
    words = " ".join(f'data-{name}="{escape_html(text)}"' for name, text in told.items())
    every = wording("all_documents", lang, count=f"{len(facts):,}")
    more = f"<p>{wording('not_listed', lang, count=len(facts) - LISTED)}</p>" if len(facts) > LISTED else ""
    return (
        f'<fieldset class="choosing" {words}><legend>{label}</legend>'
        f'<input class="narrow" type="search" placeholder="{look}" aria-label="{look}" autocomplete="off">'
        f'<p class="matches" role="status"></p><div class="rows">'
        f'<label class="every"><input type="checkbox" value=""{"" if chosen else " checked"}> {every}</label>'
        f"{rows}</div>{more}</fieldset>"
    )


def _row(document: Document, chosen: bool, *, named: bool) -> str:
    """One document with its box. named: whether its file is said, since another has the same title."""
    title = one_line(document.title)
    known = (document.place, document.period, document.id if named else None)
    facts = " · ".join(one_line(fact) for fact in known if fact)
    told = f'<span class="facts">{escape_html(facts)}</span>' if facts else ""
    words = escape_html(_found_by(f"{title} {facts} {document.id}"))
    return (
        f'<label data-words="{words}"><input type="checkbox" value="{escape_html(document.id)}"'
        f'{" checked" if chosen else ""}> <span class="title">{escape_html(title)}</span> {told}</label>'
    )


def _found_by(words: str) -> str:
    """Everything by which a document is found in the list: its words in small letters, simplified and traditional."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return " ".join(dict.fromkeys((plain, simplify(plain), in_traditional(plain))))


def limits(titles: Sequence[str], period: str, lang: str) -> str:
    """What the next question is limited to, each limit with a button that lifts it; nothing where all is asked.

    titles: of the documents chosen. period: the year chosen, or empty.
    """
    told = []
    if titles:
        key = "only_document" if len(titles) == 1 else "only_documents"
        only = wording(key, lang, title=one_line(titles[0]), count=len(titles))
        told.append(_limit("document", only, wording("any_document", lang), "\n".join(map(one_line, titles))))
    if period:
        told.append(_limit("period", wording("only_period", lang, period=period), wording("any_period", lang)))
    return "".join(told)


def _limit(what: str, only: str, lift: str, title: str = "") -> str:
    named = f' title="{escape_html(title)}"' if title else ""
    return (
        f'<span class="limit"><span class="only"{named}>{escape_html(only)}</span>'
        f'<button class="unlimit" data-what="{what}" aria-label="{lift}" title="{lift}">×</button></span>'
    )
