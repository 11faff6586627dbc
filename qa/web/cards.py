"""The source cards beside the chat, as HTML. It searches nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.documents.markup import is_markdown
from qa.printable import one_line
from qa.render import (
    ALSO_SHOWN,
    escape_html,
    escape_lines,
    hidden_in,
    marked,
    quote_html,
    rows_html,
    standing,
    strong_words,
)
from qa.text.characters import has_chinese
from qa.types import Citation, Document, Hit, Place, Short, Span
from qa.web import citation_forms
from qa.web.history import Turn
from qa.web.links import is_own, sentence_link
from qa.web.page_pictures import PagePictures
from qa.web.references import FIELDS, Given, Reference, reference
from qa.web.strings import wording

_IN_LINES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of one turn.

    documents: for what a citation does not carry. chosen: the mark that was followed. shown: when, in milliseconds, if
    the page is to show them. pictures: of scanned pages. given: what the visitor added to citations.
    """

    turn: Turn
    number: int
    documents: Mapping[str, Document]
    lang: str
    chosen: int | None = None
    shown: int = 0
    pictures: PagePictures | None = None
    given: Given = field(default_factory=dict)

    def html(self) -> str:
        """One card for the citations of a paragraph, then the passages that no citation is from."""
        answer = self.turn.answer
        label = wording("sources", self.lang)
        shown = f' data-show="{self.shown}"' if self.shown else ""
        parts = [
            f'<section class="cards" aria-label="{label}"{shown}><p class="of">{escape_lines(answer.question)}</p>'
        ]
        if not answer.answered and answer.hits:
            parts.append(f'<p class="note">{wording("not_answered", self.lang)}</p>')
        groups = _by_paragraph(answer.citations)
        hits = [_hit_of(group, answer.hits) for group in groups]
        used: set[int] = set()
        for group, hit in zip(groups, hits, strict=True):
            parts.append(self._cited(group, hit if hit and hit.rank not in used else None))
            used |= {hit.rank} if hit else set()
        rest = [hit for hit in answer.hits if hit.rank not in used]
        if rest and groups:
            parts.append(f'<h2 class="more">{wording("more", self.lang)}</h2>')
        return "".join([*parts, *(self._hit(hit) for hit in rest), "</section>"])

    def _cited(self, group: Sequence[Citation], hit: Hit | None) -> str:
        """What is quoted from one paragraph. hit: the passage around it, if this card shows it."""
        first, strong = group[0], strong_words(self.turn.answer)
        quotes = [Span(one.start, one.end, one.quote) for one in group]
        alone = "".join(f'<p class="passage"><mark>{quote_html(one, strong)}</mark></p>' for one in group)
        where = standing(first, english=self.lang == "en").removeprefix(f"《{first.title}》").removeprefix(" › ")
        if first.document_id.endswith(_IN_LINES) and first.lines:
            lines = sorted({line for one in group for line in one.lines})
            where += " · " + wording("line", self.lang, line=_range(lines))
        numbers = " ".join(f'<b class="number" id="source-{one.number}">[{one.number}]</b>' for one in group)
        style = " chosen" if self.chosen in [one.number for one in group] else ""
        cut = "".join(self._cut(one) for one in group)
        also = [place for one in group for place in one.also]
        return (
            f'<article class="card{style}"><header>{numbers} '
            f"{_facts(first.title, (first.place, first.period, self._imprint(first)), where)}</header>"
            f"{_passage(hit, quotes, strong) if hit else alone}{cut}{self._scanned(group)}{self._also(also)}"
            f"{self._foot(group)}</article>"
        )

    def _cut(self, citation: Citation) -> str:
        """Where the source breaks off."""
        side = {"start": "begins_cut", "end": "breaks_off", None: ""}[citation.incomplete]
        return f'<p class="note"><span class="cut">{wording(side, self.lang)}</span></p>' if side else ""

    def _scanned(self, group: Sequence[Citation]) -> str:
        """The scanned pages that quotes of one document stand on."""
        document_id = group[0].document_id
        document = None if document_id in self.turn.missing else self.documents.get(document_id)
        boxes = [box for one in group for box in one.boxes]
        return self.pictures.beside(document, boxes) if self.pictures else ""

    def _also(self, places: Sequence[Place]) -> str:
        """Where else the same is printed: the first places, and how many there are."""
        links = "、".join(
            f'<a class="open" href="{escape_html(sentence_link(place.document_id, place.start, place.end))}" '
            f'data-turn="{self.number}">{escape_html(one_line(standing(place, english=self.lang == "en")))}</a>'
            for place in places[:ALSO_SHOWN]
        )
        more = " " + wording("also_more", self.lang, count=len(places)) if len(places) > ALSO_SHOWN else ""
        return f'<p class="also">{wording("also", self.lang)} {links}{more}</p>' if links else ""

    def _foot(self, group: Sequence[Citation]) -> str:
        first = group[0]
        if first.document_id in self.turn.missing:
            links = f'<p class="note">{wording("gone", self.lang)}</p>'
        else:
            links = self._links(first.document_id, first.start, first.end)
        forms = "".join(self._forms(citation, several=len(group) > 1) for citation in group)
        links += "".join(self._note(citation, several=len(group) > 1) for citation in group)
        cited = f"<details><summary>{wording('cite', self.lang)}</summary>{forms}</details>"
        return f"<footer>{links}{cited}{self._lacking(first)}</footer>"

    def _reference(self, citation: Citation) -> Reference:
        """What is known of the document of a citation."""
        return reference(self.documents.get(citation.document_id), self.given, citation.document_id)

    def _imprint(self, citation: Citation) -> str:
        """Where it was printed, in the words of its document."""
        return citation_forms.imprint(self._reference(citation), chinese=has_chinese(citation.title))

    def _lacking(self, citation: Citation) -> str:
        """A form in which the visitor gives what the citations of this document lack, or else."""
        known, own = self._reference(citation), self.given.get(citation.document_id, {})
        values = {"newspaper": known.newspaper, "date": known.date, "page": known.page}
        values |= {"authors": own.get("authors", "、".join(known.authors))}
        inputs = "".join(
            f"<label>{wording(f'give_{name}', self.lang)}"
            f'<input name="{name}" value="{escape_html(values[name])}" maxlength="200" autocomplete="off"'
            f"{' data-own' if name in own else ''}></label>"
            for name in FIELDS
        )
        clear = f'<button type="button" class="clear">{wording("give_clear", self.lang)}</button>' if own else ""
        return (
            f'<details class="lacking"><summary>{wording("give", self.lang)}</summary>'
            f'<form class="given" data-document="{escape_html(citation.document_id)}" data-turn="{self.number}">'
            f'{inputs}<p class="acts"><button>{wording("give_keep", self.lang)}</button> {clear}</p>'
            f'<p class="note">{escape_html(wording("give_hint", self.lang))}</p></form></details>'
        )

    def _note(self, citation: Citation, *, several: bool) -> str:
        """A button that copies a quote with its note, for a word processor. several: as in ``_forms``."""
        mark = f" [{citation.number}]" if several else ""
        lines = citation_forms.with_note(citation, self._reference(citation), self.turn.answer.grade)
        told = "".join(f"<span>{escape_html(line)}</span>" for line in lines)
        return (
            f'<span class="noted"><button class="copy-note">{wording("copy_note", self.lang)}{mark}</button>'
            f'<span class="note-lines" hidden>{told}</span></span>'
        )

    def _forms(self, citation: Citation, *, several: bool) -> str:
        """A citation in every form, each with a button that copies it. several: whether its number is to be said."""
        copy, known = wording("copy", self.lang), self._reference(citation)
        mark = f" [{citation.number}]" if several else ""
        grade = self.turn.answer.grade
        return "".join(
            f'<div class="copyable"><span>{wording(form, self.lang)}{mark}</span> <button class="copy" '
            f'aria-label="{copy} {wording(form, self.lang)}{mark}">{copy}</button>'
            f"<pre>{escape_html(citation_forms.formatted(citation, known, form, grade))}</pre></div>"
            for form in citation_forms.FORMS
        )

    def _hit(self, hit: Hit) -> str:
        passage = hit.passage
        best = hit.evidence[0] if hit.evidence else Span(passage.start, passage.end, passage.text)
        document = self.documents.get(passage.document_id)
        known = reference(document, self.given, passage.document_id)
        printed = citation_forms.imprint(known, chinese=has_chinese(passage.title))
        facts = (document.place, document.period, printed) if document else ()
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


def _facts(title: str, facts: Sequence[str | None], where: str) -> str:
    chips = "".join(f'<span class="fact">{escape_html(one_line(fact))}</span>' for fact in facts if fact)
    return (
        f'<span class="title">《{escape_html(one_line(title))}》</span>'
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
    shown = "".join([*parts, _bold(hit, position, passage.end)])
    return f'<p class="passage">{rows_html(shown) if is_markdown(passage.document_id) else shown}</p>'


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


def _by_paragraph(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations, those from one paragraph together, in the order of the first of each."""
    groups: list[list[Citation]] = []
    for citation in citations:
        beside = (group for group in groups if _share_a_paragraph(group[0], citation))
        group = next(beside, None)
        if group is None:
            groups.append([citation])
        else:
            group.append(citation)
    return groups


def _share_a_paragraph(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and not set(one.paragraphs).isdisjoint(other.paragraphs)


def _hit_of(group: Sequence[Citation], hits: Sequence[Hit]) -> Hit | None:
    """The first passage that holds every quote of a card."""
    for hit in hits:
        passage = hit.passage
        same = passage.document_id == group[0].document_id
        if same and all(passage.start <= one.start and one.end <= passage.end for one in group):
            return hit
    return None


def _range(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
