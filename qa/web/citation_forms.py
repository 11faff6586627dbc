"""A citation in the forms that people paste: plain, Markdown, GB/T 7714—2025, BibTeX.

What a document does not say is left out, as the standard allows where references are numbered (author) and for
electronic documents (place and publisher); nothing is filled in. The period that a document covers is not its date of
publication, so it is given as a note only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.printable import one_line
from qa.render import as_read, escape_markdown, standing
from qa.text.characters import has_chinese
from qa.types import Citation, Grade

FORMS = ("plain", "markdown", "gbt7714", "bibtex")
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language writes between the parts of a citation."""

    comma: str
    colon: str
    name: str
    others: str
    covers: str
    paragraph: str
    doubt: str
    cut: str


_CHINESE = _Words(
    comma="，", colon="：", name="、", others="等", covers="所述时期 {}", paragraph="第{}段",
    doubt="（可能相关，请核对）", cut="（原文残缺）",
)  # fmt: skip
_ENGLISH = _Words(
    comma=", ", colon=": ", name=", ", others="et al", covers="covers {}", paragraph="para. {}",
    doubt=" (possibly related, please check)", cut=" (the source is incomplete here)",
)  # fmt: skip


def formatted(citation: Citation, authors: Sequence[str], form: str, grade: Grade = "stated") -> str:
    """``citation`` in one of ``FORMS``. authors: the document's, empty when it names none.

    grade: of the answer that quotes it; a doubt goes with the quote, not with a reference to the document alone.
    """
    words = _CHINESE if has_chinese(citation.title + citation.quote) else _ENGLISH
    reference = {"plain": _plain, "markdown": _markdown, "gbt7714": _gbt7714, "bibtex": _bibtex}[form](
        citation, [one_line(name) for name in authors], words
    )
    doubt = words.doubt if grade == "unsure" and form in ("plain", "markdown") else ""
    cut = words.cut if citation.incomplete and form in ("plain", "markdown") else ""
    return reference + cut + doubt


def with_note(citation: Citation, authors: Sequence[str], grade: Grade = "stated") -> tuple[str, str]:
    """The quote with its mark, and the note that the mark leads to, as GB/T 7714 has it. authors, grade: as above."""
    words = _CHINESE if has_chinese(citation.title + citation.quote) else _ENGLISH
    said = f"“{one_line(as_read(citation.quote, citation.document_id))}”[{citation.number}]"
    doubt = (words.cut if citation.incomplete else "") + (words.doubt if grade == "unsure" else "")
    return said + doubt, f"[{citation.number}] {formatted(citation, authors, 'gbt7714')}"


def _plain(citation: Citation, authors: Sequence[str], words: _Words) -> str:
    quote = as_read(citation.quote, citation.document_id)
    return f"“{one_line(quote)}”——{_origin(citation, authors, words)}"


def _markdown(citation: Citation, authors: Sequence[str], words: _Words) -> str:
    return f"> {escape_markdown(one_line(citation.quote))}\n\n— {escape_markdown(_origin(citation, authors, words))}"


def _origin(citation: Citation, authors: Sequence[str], words: _Words) -> str:
    """Who and where, and the period that is covered, as far as each is known."""
    names = words.name.join(authors) + words.colon if authors else ""
    covers = [words.covers.format(citation.period)] if citation.period else []
    return names + words.comma.join([one_line(standing(citation)), *covers])


def _gbt7714(citation: Citation, authors: Sequence[str], words: _Words) -> str:
    """As other material, ``[Z]``; full-width commas and colons in Chinese, as the examples of 2025 have them."""
    more = [] if len(authors) <= _NAMES_SHOWN else [words.others]
    names = words.comma.join([*authors[:_NAMES_SHOWN], *more]) + ". " if authors else ""
    return f"{names}{one_line(citation.title)}[Z]{words.colon}{_where(citation, words)}."


def _bibtex(citation: Citation, authors: Sequence[str], words: _Words) -> str:
    note = [_where(citation, words), *([words.covers.format(citation.period)] if citation.period else [])]
    stem = re.sub(r"[^A-Za-z0-9]+", "-", PurePosixPath(citation.document_id).stem).strip("-") or "document"
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in authors),
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(citation.document_id),
        "note": _tex(words.comma.join(note)),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@misc{{{stem}-{citation.start},", *lines, "}"])


def _where(citation: Citation, words: _Words) -> str:
    """Its page, else its paragraphs, else the characters it begins and ends at."""
    number = "-".join(str(one) for one in dict.fromkeys(citation.paragraphs[:1] + citation.paragraphs[-1:]))
    at = words.paragraph.format(number) if number else f"{citation.start}-{citation.end}"
    return str(citation.page) if citation.page else at


def _tex(words: str) -> str:
    """Words for a BibTeX field: braces are dropped, since an unbalanced one would break the file."""
    plain = re.sub(r"[{}]", "", one_line(words)).replace("\\", r"\textbackslash ")
    return re.sub(r"([&%$#_])", r"\\\1", plain).replace("~", r"\textasciitilde ").replace("^", r"\textasciicircum ")
