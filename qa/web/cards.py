"""The source cards beside the chat, as HTML. It searches nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.printable import one_line
from qa.render import escape_html, escape_lines, hidden_in, marked, percent, standing
from qa.types import Citation, Document, Hit, Short, Span
from qa.web import citation_forms
from qa.web.history import Turn
from qa.web.links import is_own, sentence_link
from qa.web.strings import wording

_IN_LINES = (".txt", ".md")
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of one turn.

    documents: for what a citation does not carry. chosen: the mark that was followed. shown: when, in milliseconds, if
    the page is to show them.
    """

    turn: Turn
    number: int
    documents: Mapping[str, Document]
    lang: str
    chosen: int | None = None
    shown: int = 0

    def html(self) -> str:
        """One card for each citation, then the passages that no citation is from."""
        answer = self.turn.answer
        label = wording("sources", self.lang)
        shown = f' data-show="{self.shown}"' if self.shown else ""
        parts = [
            f'<section class="cards" aria-label="{label}"{shown}><p class="of">{escape_lines(answer.question)}</p>'
        ]
        if not answer.answered and answer.hits:
            parts.append(f'<p class="note">{wording("not_answered", self.lang)}</p>')
        cited = [(citation, _hit_of(citation, answer.hits)) for citation in answer.citations]
        used: set[int] = set()
        for citation, hit in cited:
            parts.append(self._citation(citation, hit, whole=hit is not None and hit.rank not in used))
            used |= {hit.rank} if hit else set()
        rest = [hit for hit in answer.hits if hit.rank not in used]
        if rest and cited:
            parts.append(f'<h2 class="more">{wording("more", self.lang)}</h2>')
        return "".join([*parts, *(self._hit(hit) for hit in rest), "</section>"])

    def _citation(self, citation: Citation, hit: Hit | None, *, whole: bool) -> str:
        """whole: whether the passage around the quote is shown; it is in the first card of those that quote it."""
        shorts = [short for short in self.turn.answer.shorts if short.number == citation.number]
        quote = Span(citation.start, citation.end, citation.quote)
        hidden = hidden_in(citation.quote, citation.document_id)
        alone = marked(citation.quote, citation.start, shorts, "<strong>", "</strong>", hidden=hidden)
        alone = alone.replace("\n", "<br>")
        quoted = f'<p class="passage"><mark>{alone}</mark></p>'
        body = _passage(hit, [quote], shorts) if hit and whole else quoted
        where = standing(citation).removeprefix(f"《{citation.title}》").removeprefix(" › ")
        if citation.document_id.endswith(_IN_LINES) and citation.lines:
            where += " · " + wording("line", self.lang, line=_range(citation.lines))
        score = hit.score if hit and self.turn.answer.answered else 0.0
        style = " chosen" if citation.number == self.chosen else ""
        return (
            f'<article class="card{style}" id="source-{citation.number}"><header>'
            f'<b class="number">[{citation.number}]</b> '
            f"{_facts(citation.title, (citation.place, citation.period), where, score)}</header>"
            f"{body}{self._also(citation)}{self._foot(citation)}</article>"
        )

    def _also(self, citation: Citation) -> str:
        return "".join(
            f'<p class="also">{wording("also", self.lang)} <a class="open" '
            f'href="{escape_html(sentence_link(place.document_id, place.start, place.end))}" data-turn="{self.number}">'
            f"{escape_html(one_line(standing(place)))}</a></p>"
            for place in citation.also
        )

    def _foot(self, citation: Citation) -> str:
        if citation.document_id in self.turn.missing:
            links = f'<p class="note">{wording("gone", self.lang)}</p>'
        else:
            links = self._links(citation.document_id, citation.start, citation.end)
        document = self.documents.get(citation.document_id)
        authors, copy = document.authors if document else (), wording("copy", self.lang)
        forms = "".join(
            f'<div class="copyable"><span>{wording(form, self.lang)}</span> <button class="copy" '
            f'aria-label="{copy} {wording(form, self.lang)}">{copy}</button>'
            f"<pre>{escape_html(citation_forms.formatted(citation, authors, form))}</pre></div>"
            for form in citation_forms.FORMS
        )
        return f"<footer>{links}<details><summary>{wording('cite', self.lang)}</summary>{forms}</details></footer>"

    def _hit(self, hit: Hit) -> str:
        passage = hit.passage
        best = hit.evidence[0] if hit.evidence else Span(passage.start, passage.end, passage.text)
        document = self.documents.get(passage.document_id)
        facts = (document.place, document.period) if document else ()
        where = passage.location.removeprefix(f"《{passage.title}》").removeprefix(" › ")
        links = self._links(passage.document_id, best.start, best.end)
        return (
            f'<article class="card other"><header>{_facts(passage.title, facts, where)}</header>'
            f"{_passage(hit, hit.evidence)}<footer>{links}</footer></article>"
        )

    def _links(self, document_id: str, start: int, end: int) -> str:
        """Opens a sentence here, and for anyone unless the document is the visitor's own."""
        link = escape_html(sentence_link(document_id, start, end))
        opened = f'<a class="open" href="{link}" data-turn="{self.number}">{wording("open", self.lang)}</a> '
        copied = f'<button class="copy-link" data-copy="{link}">{wording("link", self.lang)}</button>'
        return opened + ("" if is_own(document_id) else copied)


def _facts(title: str, facts: Sequence[str | None], where: str, score: float = 0.0) -> str:
    """score: how likely the passage answers, 0–1; not shown where that is unlikely."""
    chips = "".join(f'<span class="fact">{escape_html(one_line(fact))}</span>' for fact in facts if fact)
    bar = ""
    if score >= _LIKELY:
        share = escape_html(percent(score))
        bar = (
            f'<span class="score" role="img" aria-label="{share}"><span class="bar">'
            f'<i style="width:{score:.0%}"></i></span> {share}</span>'
        )
    return (
        f'<span class="title">《{escape_html(one_line(title))}》</span>{bar}'
        f'<span class="where">{chips}{escape_html(one_line(where))}</span>'
    )


def _passage(hit: Hit, evidence: Sequence[Span], shorts: Sequence[Short] = ()) -> str:
    """The passage with its evidence marked, in it the words of the question in bold and those that answer stronger."""
    passage = hit.passage
    parts, position = [], passage.start
    for span in sorted(evidence, key=lambda span: span.start):
        start, end = max(span.start, position), min(span.end, passage.end)
        if start >= end:
            continue
        parts += [_bold(hit, position, start), "<mark>", _strong(hit, start, end, shorts), "</mark>"]
        position = end
    return f'<p class="passage">{"".join(parts)}{_bold(hit, position, passage.end)}</p>'


def _strong(hit: Hit, start: int, end: int, shorts: Sequence[Short]) -> str:
    parts = []
    for short in sorted(shorts, key=lambda short: short.start):
        if start <= short.start and short.end <= end:
            parts += [_bold(hit, start, short.start), f"<strong>{_bold(hit, short.start, short.end)}</strong>"]
            start = short.end
    return "".join([*parts, _bold(hit, start, end)])


def _bold(hit: Hit, start: int, end: int) -> str:
    first = start - hit.passage.start
    words = hit.passage.text[first : end - hit.passage.start]
    hidden = [(one - first, other - first) for one, other in hidden_in(hit.passage.text, hit.passage.document_id)]
    inside: Iterable[Span] = [span for span in hit.matched if span.start >= start and span.end <= end]
    return marked(words, start, inside, "<b>", "</b>", hidden=hidden).replace("\n", "<br>")


def _hit_of(citation: Citation, hits: Sequence[Hit]) -> Hit | None:
    for hit in hits:
        passage = hit.passage
        same = passage.document_id == citation.document_id
        if same and passage.start <= citation.start and citation.end <= passage.end:
            return hit
    return None


def _range(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
