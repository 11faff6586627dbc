"""A whole conversation as one file: Markdown, or HTML that needs nothing else. It leaves nothing on the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.printable import one_line
from qa.render import as_read, escape_html, escape_markdown, few_words_line, graded, markdown_answer, readable, standing
from qa.text.characters import has_chinese
from qa.types import Citation, Document
from qa.web.citation_forms import imprint
from qa.web.history import Turn
from qa.web.references import Given, reference
from qa.web.strings import wording

_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.75;"
    'font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}'
    "h2{font-size:1.15rem;margin-top:2.5rem}blockquote{margin:.5rem 0;padding-left:1rem;border-left:4px solid #d9b400}"
    "cite,.quiet{color:#555;font-style:normal;font-size:.875rem;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{background:#15181d;color:#e6e9ee}cite,.quiet{color:#b3bdcb}}"
)


def as_markdown(turns: Sequence[Turn], documents: Mapping[str, Document], lang: str, given: Given) -> str:
    """The conversation as Markdown: each question, its answer, every quote with where it stands."""
    parts = [f"# {wording('title', lang)}"]
    for turn in turns:
        answer = turn.answer
        parts.append(f"## {escape_markdown(one_line(answer.question))}")
        if answer.query != answer.question:
            parts.append(f"*{escape_markdown(wording('understood', lang, query=answer.query))}*")
        parts.append(markdown_answer(answer))
        for citation in answer.citations:
            quote = escape_markdown(one_line(citation.quote))
            parts.append(
                f"> {quote}\n>\n> \\[{citation.number}\\] {escape_markdown(_source(citation, documents, lang, given))}"
            )
    return "\n\n".join([*parts, f"*{escape_markdown(wording('exported', lang))}*"]) + "\n"


def as_html(turns: Sequence[Turn], documents: Mapping[str, Document], lang: str, given: Given) -> str:
    """The conversation as one HTML page with its style inside and no link to anything outside."""
    parts = [f"<h1>{wording('title', lang)}</h1>"]
    for turn in turns:
        answer = turn.answer
        parts.append(f"<section><h2>{escape_html(answer.question)}</h2>")
        if answer.query != answer.question:
            parts.append(f'<p class="quiet">{escape_html(wording("understood", lang, query=answer.query))}</p>')
        if answer.answered:
            parts.append(f'<p class="grade">{escape_html(graded(answer))}</p>')
        if words := few_words_line(answer, lambda text: escape_html(one_line(text)), "<strong>", "</strong>"):
            parts.append(f"<p>{words}</p>")
        parts += [f"<p>{escape_html(line)}</p>" for line in readable(answer) if line.strip()]
        for citation in answer.citations:
            quote = escape_html(as_read(citation.quote, citation.document_id)).replace("\n", "<br>")
            source = escape_html(_source(citation, documents, lang, given))
            parts.append(f"<blockquote>{quote}<br><cite>[{citation.number}] {source}</cite></blockquote>")
        parts.append("</section>")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{wording('title', lang)}</title><style>{_STYLE}</style></head>\n<body>"
        + "\n".join(parts)
        + f'\n<p class="quiet">{escape_html(wording("exported", lang))}</p></body></html>\n'
    )


def _source(citation: Citation, documents: Mapping[str, Document], lang: str, given: Given) -> str:
    """Where a quote stands, exactly enough to check it again: file, offsets and the digest of the file."""
    document = documents.get(citation.document_id)
    period = f" ({citation.period})" if citation.period else ""
    digest = f" sha256:{document.sha256[:16]}" if document else ""
    offsets = wording("characters", lang, start=citation.start, end=citation.end)
    known = reference(document, given, citation.document_id)
    names = "、".join(known.authors) + "：" if known.authors else ""
    printed = imprint(known, chinese=has_chinese(citation.title))
    told = f" · {printed}" if printed else ""
    return one_line(
        f"{names}{standing(citation, english=lang == 'en')}{told}{period} · {citation.document_id} {offsets}{digest}"
    )
