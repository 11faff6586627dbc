"""The messages of the chat and the source cards beside them, as HTML. It searches nothing and keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from qa.render import escape_html, marked, standing, visible
from qa.types import Citation, Hit, Span
from qa.web.texts import text
from qa.web.turns import Turn

_MARK = re.compile(r"\[(\d+)\]")


def deep_link(document_id: str, start: int, end: int) -> str:
    """The address, relative to the page, that opens a document at a sentence."""
    return "?" + urlencode({"doc": document_id, "at": f"{start}-{end}"})


def question_message(turn: Turn) -> str:
    """The question as asked."""
    return f'<div class="question">{_lines(turn.answer.question)}</div>'


def answer_message(turn: Turn, number: int, lang: str) -> str:
    """The answer with its marks as links to the cards of turn ``number``. One line: no Markdown arises within."""
    answer = turn.answer
    known = {citation.number for citation in answer.citations}
    body = _MARK.sub(lambda found: _cite(number, int(found[1])) if int(found[1]) in known else found[0], _lines(answer.text))
    parts = [f'<div class="answer" id="turn-{number}">']
    if answer.query != answer.question:
        understood = escape_html(_one_line(text("understood", lang, query=answer.query)))
        edit = f'<a href="#query-{number}" class="act" role="button">{text("edit", lang)}</a>'
        parts.append(f'<p class="understood">{understood} {edit}</p>')
    parts.append(f'<div class="words">{body}</div><p class="acts">')
    if answer.answered:
        parts.append(f'<span class="sure">{text("confidence", lang, percent=f"{answer.confidence:.0%}")}</span> ')
    parts.append(f'<a href="#copy-{number}" class="act" role="button">{text("copy", lang)}</a></p></div>')
    return "".join(parts)


def cards(turn: Turn | None, number: int, lang: str, *, chosen: int | None = None) -> str:
    """The cards of turn ``number``: one for each citation, then the passages that no citation is from."""
    if turn is None:
        return f'<p class="empty">{text("no_sources", lang)}</p>'
    answer = turn.answer
    parts = [f'<section class="cards" aria-label="{text("sources", lang)}"><p class="of">{_lines(answer.question)}</p>']
    if not answer.answered and answer.hits:
        parts.append(f'<p class="note">{text("not_answered", lang)}</p>')
    cited = [(citation, _hit_of(citation, answer.hits)) for citation in answer.citations]
    parts += [_citation_card(citation, hit, number, lang, turn=turn, chosen=chosen) for citation, hit in cited]
    used = {hit.rank for _, hit in cited if hit}
    rest = [hit for hit in answer.hits if hit.rank not in used]
    if rest:
        parts.append(f'<h3 class="more">{text("more", lang)}</h3>' if cited else "")
        parts += [_hit_card(hit, lang) for hit in rest]
    return "".join([*parts, "</section>"])


def _citation_card(
    citation: Citation, hit: Hit | None, turn_number: int, lang: str, *, turn: Turn, chosen: int | None
) -> str:
    quote = Span(citation.start, citation.end, citation.quote)
    body = _passage(hit, [quote]) if hit else f"<p><mark>{_lines(citation.quote)}</mark></p>"
    if citation.document_id in turn.missing:
        foot = f'<p class="note">{text("gone", lang)}</p>'
    else:
        foot = _open(citation.document_id, citation.start, citation.end, turn_number, citation.number, lang)
    also = "".join(
        f'<p class="also">{text("also", lang)} <a class="open" href="{deep_link(place.document_id, place.start, place.end)}">'
        f"{escape_html(standing(place))}</a></p>"
        for place in citation.also
    )
    facts = _facts(citation.title, citation.place, citation.period, standing(citation), hit, lang)
    style = " chosen" if citation.number == chosen else ""
    return (
        f'<article class="card{style}" id="source-{citation.number}"><header><b class="number">[{citation.number}]</b> '
        f"{facts}</header>{body}{also}{foot}</article>"
    )


def _hit_card(hit: Hit, lang: str) -> str:
    passage = hit.passage
    facts = _facts(passage.title, None, None, passage.location, hit, lang)
    best = hit.evidence[0] if hit.evidence else Span(passage.start, passage.end, passage.text)
    foot = _open(passage.document_id, best.start, best.end, None, None, lang)
    return f'<article class="card other"><header>{facts}</header>{_passage(hit, hit.evidence)}{foot}</article>'


def _facts(title: str, place: str | None, period: str | None, where: str, hit: Hit | None, lang: str) -> str:
    title_html = f"《{escape_html(_one_line(title))}》"
    rest = escape_html(_one_line(where.removeprefix(f"《{title}》").removeprefix(" › ")))
    chips = "".join(f'<span class="fact">{escape_html(_one_line(fact))}</span>' for fact in (place, period) if fact)
    bar = ""
    if hit:
        percent = round(hit.score * 100)
        bar = (
            f'<span class="score" role="img" aria-label="{percent}%"><span class="bar"><i style="width:{percent}%"></i>'
            f"</span> {percent}%</span>"
        )
    return f'<span class="title">{title_html}</span>{chips}{bar}<span class="where">{rest}</span>'


def _open(document_id: str, start: int, end: int, turn: int | None, number: int | None, lang: str) -> str:
    link = escape_html(deep_link(document_id, start, end))
    data = f' data-turn="{turn}" data-number="{number}"' if turn is not None else ""
    return (
        f'<footer><a class="open" href="{link}"{data}>{text("open", lang)}</a> '
        f'<button class="copy-link" data-copy="{link}">{text("link", lang)}</button></footer>'
    )


def _passage(hit: Hit, evidence: Sequence[Span]) -> str:
    """The passage with its evidence marked and the words of the question in bold, also inside the evidence."""
    passage = hit.passage
    parts, position = [], passage.start
    for span in sorted(evidence, key=lambda span: span.start):
        start, end = max(span.start, position), min(span.end, passage.end)
        if start >= end:
            continue
        parts += [_bold(passage.text, passage.start, position, start, hit.matched), "<mark>"]
        parts += [_bold(passage.text, passage.start, start, end, hit.matched), "</mark>"]
        position = end
    parts.append(_bold(passage.text, passage.start, position, passage.end, hit.matched))
    return f'<p class="passage">{"".join(parts)}</p>'


def _bold(words: str, offset: int, start: int, end: int, matched: Iterable[Span]) -> str:
    inside = [span for span in matched if span.start >= start and span.end <= end]
    return marked(words[start - offset : end - offset], start, inside, "<b>", "</b>").replace("\n", "<br>")


def _hit_of(citation: Citation, hits: Sequence[Hit]) -> Hit | None:
    inside = [
        hit
        for hit in hits
        if hit.passage.document_id == citation.document_id
        and hit.passage.start <= citation.start
        and citation.end <= hit.passage.end
    ]
    return inside[0] if inside else None


def _cite(turn: int, number: int) -> str:
    return f'<a href="#s-{turn}-{number}" class="cite" role="button">[{number}]</a>'


def _lines(words: str) -> str:
    return "<br>".join(escape_html(line) for line in words.splitlines() if line.strip())


def _one_line(words: str) -> str:
    return " ".join(visible(words).split())
