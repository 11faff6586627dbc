"""The page on the corpus: which documents there are, their places, periods and length, and a small timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.index.passage_source import PassageSource
from qa.printable import one_line
from qa.render import escape_html
from qa.types import Document
from qa.web.links import document_link
from qa.web.strings import why, wording

_ROW, _LEFT, _WIDTH = 26, 10, 560
_LISTED = 500


def overview(index: PassageSource, lang: str) -> str:
    """The documents as a table, newest period last, under what they sum up to and a timeline."""
    ordered = sorted(index.facts, key=lambda document: (document.period or "9999", document.id))
    places = sorted({document.place for document in ordered if document.place})
    characters = f"{index.characters:,}"
    sums = wording("corpus_sums", lang, documents=len(ordered), passages=len(index.passages), characters=characters)
    where = f"<p>{wording('places', lang)}: {escape_html('、'.join(places[:60]))}</p>" if places else ""
    rows = "".join(_row(index.by_id[document.id], lang) for document in ordered[:_LISTED])
    more = f"<p>{wording('not_listed', lang, count=len(ordered) - _LISTED)}</p>" if len(ordered) > _LISTED else ""
    heads = "".join(f'<th scope="col">{wording(key, lang)}</th>' for key in ("document", "place", "period", "length"))
    return (
        f'<section class="corpus"><p>{sums}</p>{where}{timeline(ordered, lang)}'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}{_unread(index, lang)}</section>"
    )


def _unread(index: PassageSource, lang: str) -> str:
    """The files that were not read, and why; empty when all were."""
    unread = [(source.name, source.error) for source in index.sources if source.error]
    if not unread:
        return ""
    reasons = ((name, why(error) if lang != "en" else error) for name, error in unread[:_LISTED])
    items = "".join(f"<li>{escape_html(name)}: {escape_html(reason)}</li>" for name, reason in reasons)
    return f"<p>{wording('not_read', lang, count=len(unread))}</p><ul>{items}</ul>"


def _row(document: Document, lang: str) -> str:
    link = escape_html(document_link(document.id))
    authors = f'<br><span class="quiet">{escape_html("、".join(document.authors))}</span>' if document.authors else ""
    return (
        f'<tr><th scope="row"><a class="open" href="{link}">{escape_html(one_line(document.title))}</a>{authors}</th>'
        f"<td>{escape_html(document.place or '—')}</td><td>{escape_html(document.period or '—')}</td>"
        f'<td class="count">{wording("characters_long", lang, count=f"{len(document.text):,}")}</td></tr>'
    )


def timeline(documents: Sequence[Document], lang: str) -> str:
    """Which document covers what time, as a drawing; empty when none says."""
    dated = [(document, *_months(document.period)) for document in documents if document.period][:30]
    if not dated:
        return ""
    first = min(start for _, start, _ in dated) // 12
    last = (max(end for _, _, end in dated) - 1) // 12 + 1
    scale = _WIDTH / ((last - first) * 12)
    bars = "".join(
        f"<g><title>{escape_html(one_line(document.title))}（{escape_html(document.period or '')}）</title>"
        f'<rect x="{_LEFT + (start - first * 12) * scale + 1:.1f}" y="{24 + row * _ROW}" rx="3" '
        f'width="{max((end - start) * scale - 2, 4):.1f}" height="20"/>'
        f'<text x="{_label_x(start - first * 12, scale):.1f}" y="{38 + row * _ROW}">'
        f"{escape_html(_short(document))}</text></g>"
        for row, (document, start, end) in enumerate(dated)
    )
    height = 30 + len(dated) * _ROW
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH + 2 * _LEFT} {height}" role="img" '
        f'aria-label="{wording("timeline", lang)}">{"".join(_years(first, last, scale, height))}{bars}</svg>'
    )


def _years(first: int, last: int, scale: float, height: int) -> Iterable[str]:
    every = max(1, (last - first) // 12)
    for year in range(first, last + 1, every):
        x = _LEFT + (year - first) * 12 * scale
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="18" y2="{height}"/>'
        if year < last:
            yield f'<text class="year" x="{x + 3:.1f}" y="14">{year}</text>'


def _label_x(months: int, scale: float) -> float:
    return min(_LEFT + months * scale + 8, _WIDTH - 120)


def _months(period: str | None) -> tuple[int, int]:
    """An ISO period as months since the year 0, the end excluded: ``2022-09`` is one month, ``2021`` twelve."""
    parts = [int(part) for part in (period or "0").split("-")]
    start = parts[0] * 12 + (parts[1] - 1 if len(parts) > 1 else 0)
    return start, start + (12 if len(parts) == 1 else 1)


def _short(document: Document) -> str:
    title = one_line(document.title)
    return title if len(title) <= 12 else title[:11] + "…"
