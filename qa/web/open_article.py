"""A whole document as a page to read, with the quoted sentences marked. It knows nothing of questions."""

from __future__ import annotations

from collections.abc import Sequence

from qa.documents.markup import outside
from qa.documents.scanned_lines import boxes_of
from qa.printable import one_line
from qa.render import escape_html, hidden_in
from qa.text.characters import has_chinese
from qa.types import Document, Kind, Paragraph, Span
from qa.web.citation_forms import imprint
from qa.web.page_pictures import PagePictures
from qa.web.references import Reference, reference
from qa.web.strings import wording

_TAGS: dict[Kind, str] = {"title": "h2", "heading": "h3"}


def article_html(
    document: Document,
    evidence: Sequence[Span],
    lang: str,
    *,
    pictures: PagePictures | None = None,
    focus: Span | None = None,
    opened: int = 0,
    known: Reference | None = None,
) -> str:
    """``document`` as HTML. evidence: what is marked. focus: the one of them that is scrolled to.

    pictures: of its pages, if it was scanned; they stand below the paragraphs with evidence.
    opened: when, in milliseconds: the page shows what was opened last, and scrolls again to where it already is.
    known: what citations say of it; without it, what the document itself says.
    """
    spans = _apart(evidence, focus)
    known = known or reference(document, {}, document.id)
    printed = imprint(known, chinese=has_chinese(document.title))
    told = (document.place, document.period, printed, "、".join(known.authors), document.id)
    facts = " · ".join(
        [f"<b>《{escape_html(one_line(document.title))}》</b>", *(escape_html(one_line(x)) for x in told if x)]
    )
    paragraphs = "".join(
        _paragraph(document, paragraph, number, spans, focus, lang) + _pictures(document, paragraph, spans, pictures)
        for number, paragraph in enumerate(document.paragraphs, 1)
    )
    return (
        f'<div class="reader" data-document="{escape_html(document.id)}" data-show="{opened}" '
        f"{_told(document, known, printed, lang)}>"
        f"{_steps(spans, lang)}"
        f'<p class="facts">{facts}</p>'
        f'<div class="pages" tabindex="0" role="region" aria-label="{wording("article", lang)}">{paragraphs}</div>'
        "</div>"
    )


def _told(document: Document, known: Reference, printed: str, lang: str) -> str:
    """What a copied selection says of the document, as attributes."""
    names = "、".join(known.authors)
    origin = f"{names}：《{document.title}》" if names else f"《{document.title}》"
    covers = wording("covers", lang, period=document.period) if document.period else ""
    covers = wording("printed", lang, printed=printed) + covers if printed else covers
    told = {"cite-label": wording("cite_selection", lang), "origin": one_line(origin), "covers": covers}
    return " ".join(f'data-{name}="{escape_html(words)}"' for name, words in told.items())


def empty(lang: str) -> str:
    """What the reader shows before anything was chosen."""
    return f'<p class="empty">{wording("no_article", lang)}</p>'


def unknown(document_id: str, lang: str) -> str:
    """What the reader shows for a document that is not there."""
    return f'<p class="empty">{escape_html(wording("no_such_document", lang, name=document_id[:200]))}</p>'


def _steps(spans: Sequence[Span], lang: str) -> str:
    look = wording("find", lang)
    find = (
        f'<input class="find" type="search" placeholder="{look}" aria-label="{look}">'
        '<output class="found" aria-live="polite"></output>'
    )
    back = f'<a class="back" href="#chat" role="button">{wording("back", lang)}</a>'
    if not spans:
        return f'<nav class="steps" aria-label="{wording("article", lang)}">{find}{back}</nav>'
    count = wording("evidence_of", lang, number='<span class="at">1</span>', total=len(spans))
    buttons = (
        f'<button class="step" data-step="-1">↑ {wording("previous", lang)}</button>'
        f'<button class="step" data-step="1">↓ {wording("next", lang)}</button>'
    )
    return (
        f'<nav class="steps" aria-label="{wording("sources", lang)}"><span aria-live="polite">{count}</span>'
        f"{buttons if len(spans) > 1 else ''}{find}{back}</nav>"
    )


def _apart(evidence: Sequence[Span], focus: Span | None) -> list[Span]:
    """The spans in order of place, without those that overlap an earlier one; the focus always stays."""
    kept: list[Span] = [focus] if focus else []
    for span in sorted(evidence, key=lambda span: (span.start, span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _paragraph(
    document: Document, paragraph: Paragraph, number: int, spans: Sequence[Span], focus: Span | None, lang: str
) -> str:
    body, position = [_cut(paragraph, "start", lang)], paragraph.start
    for span in spans:
        start, end = max(span.start, position), min(span.end, paragraph.end)
        if start >= end:
            continue
        style = "evidence focus" if span == focus else "evidence"
        body.append(_words(document, paragraph, position, start))
        body.append(f'<mark class="{style}" data-start="{span.start}">{_words(document, paragraph, start, end)}</mark>')
        position = end
    body += [_words(document, paragraph, position, paragraph.end), _cut(paragraph, "end", lang)]
    tag = _TAGS.get(paragraph.kind, "p")
    page_number = f' title="{wording("page", lang, page=paragraph.page)}"' if paragraph.page else ""
    return f'<{tag} class="{paragraph.kind}" data-paragraph="{number}"{page_number}>{"".join(body)}</{tag}>'


def _pictures(document: Document, paragraph: Paragraph, spans: Sequence[Span], pictures: PagePictures | None) -> str:
    """The pages of the evidence that begins in a paragraph."""
    begun = [span for span in spans if paragraph.start <= span.start < paragraph.end]
    boxes = [box for span in begun for box in boxes_of(document, span.start, span.end)]
    return pictures.beside(document, boxes) if pictures else ""


def _cut(paragraph: Paragraph, side: str, lang: str) -> str:
    return f'<span class="cut">⚠ {wording(f"incomplete_{side}", lang)}</span>' if paragraph.incomplete == side else ""


def _words(document: Document, paragraph: Paragraph, start: int, end: int) -> str:
    hidden = hidden_in(document.text[paragraph.start : paragraph.end], document.id)
    words = outside(document.text[start:end], hidden, start=start - paragraph.start)
    return escape_html(words).replace("\n", "<br>")
