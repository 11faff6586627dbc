"""A whole document as a page to read, with the quoted sentences marked. It knows nothing of questions."""

from __future__ import annotations

from collections.abc import Sequence

from qa.render import escape_html, marked
from qa.types import Document, Kind, Paragraph, Span
from qa.web.texts import text

_TAGS: dict[Kind, str] = {"title": "h2", "heading": "h3", "caption": "figcaption", "sidebar": "aside"}


def page(document: Document, evidence: Sequence[Span], lang: str, *, focus: Span | None = None) -> str:
    """``document`` as HTML. evidence: what is marked. focus: the one of them that is scrolled to."""
    spans = _joined(evidence, focus)
    facts = " · ".join(
        escape_html(" ".join(fact.split()))
        for fact in (document.place, document.period, "、".join(document.authors), document.id)
        if fact
    )
    paragraphs = "".join(
        _paragraph(document, paragraph, number, spans, focus, lang) for number, paragraph in enumerate(document.paragraphs, 1)
    )
    steps = ""
    if spans:
        count = text("evidence_of", lang, number='<span class="at">1</span>', total=len(spans))
        steps = (
            f'<nav class="steps"><span aria-live="polite">{count}</span><button class="step" data-step="-1">↑ {text("previous", lang)}'
            f'</button><button class="step" data-step="1">↓ {text("next", lang)}</button></nav>'
        )
    return (
        f'<div class="reader" data-document="{escape_html(document.id)}">{steps}<p class="facts">{facts}</p>'
        f'<div class="pages" tabindex="0" role="document" aria-label="{text("article", lang)}">{paragraphs}</div></div>'
    )


def empty(lang: str) -> str:
    """What the reader shows before anything was chosen."""
    return f'<p class="empty">{text("no_article", lang)}</p>'


def _joined(evidence: Sequence[Span], focus: Span | None) -> list[Span]:
    """The spans in order of place, without those that overlap an earlier one; the focus always stays."""
    kept: list[Span] = [focus] if focus else []
    for span in sorted(evidence, key=lambda span: (span.start, span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _paragraph(
    document: Document, paragraph: Paragraph, number: int, spans: Sequence[Span], focus: Span | None, lang: str
) -> str:
    tag = _TAGS.get(paragraph.kind, "p")
    words = document.text[paragraph.start : paragraph.end]
    body, position = [], paragraph.start
    for span in spans:
        start, end = max(span.start, position), min(span.end, paragraph.end)
        if start >= end:
            continue
        style = "evidence focus" if span == focus else "evidence"
        body.append(_plain(words, paragraph, position, start))
        body.append(f'<mark class="{style}" data-start="{span.start}">{_plain(words, paragraph, start, end)}</mark>')
        position = end
    body.append(_plain(words, paragraph, position, paragraph.end))
    flags = {
        "start": f'<span class="cut">⚠ {text("incomplete_start", lang)}</span>' if paragraph.incomplete == "start" else "",
        "end": f'<span class="cut">⚠ {text("incomplete_end", lang)}</span>' if paragraph.incomplete == "end" else "",
    }
    page_mark = f' title="{text("page", lang, page=paragraph.page)}"' if paragraph.page else ""
    return (
        f'<{tag} class="{paragraph.kind}" data-paragraph="{number}"{page_mark}>'
        f"{flags['start']}{''.join(body)}{flags['end']}</{tag}>"
    )


def _plain(words: str, paragraph: Paragraph, start: int, end: int) -> str:
    piece = words[start - paragraph.start : end - paragraph.start]
    return marked(piece, start, (), "", "").replace("\n", "<br>")


def unknown(document_id: str, lang: str) -> str:
    """What the reader shows for a document that is not there."""
    return f'<p class="empty">{escape_html(text("no_such_document", lang, name=document_id[:200]))}</p>'
