"""A citation in the forms that people paste: plain, Markdown, GB/T 7714—2025, BibTeX.

What a document does not say is marked as missing in the standard's own words and never filled in. The period that a
document covers is not its date of publication, so it is given as a note only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from qa.render import escape_markdown, one_line, standing
from qa.types import Citation

FORMS = ("plain", "markdown", "gbt7714", "bibtex")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NAMES_SHOWN = 3


def formatted(citation: Citation, authors: Sequence[str], form: str) -> str:
    """``citation`` in one of ``FORMS``. authors: the document's, empty when it names none."""
    return {"plain": _plain, "markdown": _markdown, "gbt7714": _gbt7714, "bibtex": _bibtex}[form](citation, authors)


def _plain(citation: Citation, authors: Sequence[str]) -> str:
    names = "、".join(one_line(name) for name in authors)
    covers = f"，{citation.period}" if citation.period else ""
    return f"“{one_line(citation.quote)}”——{names + '：' if names else ''}{one_line(standing(citation))}{covers}"


def _markdown(citation: Citation, authors: Sequence[str]) -> str:
    names = "、".join(escape_markdown(one_line(name)) for name in authors)
    covers = f"，{citation.period}" if citation.period else ""
    where = escape_markdown(one_line(standing(citation)))
    return f"> {escape_markdown(one_line(citation.quote))}\n\n— {names + '：' if names else ''}{where}{covers}"


def _gbt7714(citation: Citation, authors: Sequence[str]) -> str:
    """As other material, ``[Z]``; full-width commas and colons in Chinese, as the examples of 2025 have them."""
    chinese = bool(_HAN.search(citation.title + citation.quote))
    comma, colon = "，：" if chinese else (", ", ": ")
    missing = ("[出版地不详]", "[出版者不详]", "[出版日期不详]") if chinese else ("[S.l.]", "[s.n.]", "[date unknown]")
    place, publisher, date = missing
    names = [one_line(name) for name in authors] or ["佚名" if chinese else "Anon"]
    more = [] if len(names) <= _NAMES_SHOWN else ["等" if chinese else "et al"]
    return (
        f"{comma.join(names[:_NAMES_SHOWN] + more)}. {one_line(citation.title)}[Z]. "
        f"{place}{colon}{publisher}{comma}{date}{colon}{_where(citation, chinese)}."
    )


def _bibtex(citation: Citation, authors: Sequence[str]) -> str:
    chinese = bool(_HAN.search(citation.title + citation.quote))
    note = [
        _where(citation, chinese),
        "出版地、出版者、出版日期不详" if chinese else "place, publisher and date unknown",
    ]
    if citation.period:
        note.append(f"所述时期 {citation.period}" if chinese else f"covers {citation.period}")
    stem = re.sub(r"[^A-Za-z0-9]+", "-", PurePosixPath(citation.document_id).stem).strip("-") or "document"
    fields = {"author": " and ".join(f"{{{_tex(name)}}}" for name in authors), "title": f"{{{_tex(citation.title)}}}"}
    fields |= {
        "howpublished": _tex(citation.document_id),
        "note": _tex("；".join(note) if chinese else "; ".join(note)),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{{stem}-{citation.start},", *lines, "}"])


def _where(citation: Citation, chinese: bool) -> str:
    first, last = citation.paragraphs[0], citation.paragraphs[-1]
    number = str(first) if first == last else f"{first}-{last}"
    if citation.page:
        return str(citation.page)
    return f"第{number}段" if chinese else f"para. {number}"


def _tex(words: str) -> str:
    """Words for a BibTeX field: braces are dropped, since an unbalanced one would break the file."""
    plain = re.sub(r"[{}]", "", one_line(words)).replace("\\", r"\textbackslash ")
    return re.sub(r"([&%$#_])", r"\\\1", plain).replace("~", r"\textasciitilde ").replace("^", r"\textasciicircum ")
