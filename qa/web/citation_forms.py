"""A citation in the forms that people paste: plain, Markdown, GB/T 7714—2025, BibTeX.

What a document does not say is left out, as the standard allows where references are numbered (author) and for
electronic documents (place and publisher); nothing is filled in. The period that a document covers is not its date of
publication, so it is given as a note only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from qa.printable import one_line
from qa.render import as_read, escape_markdown, standing
from qa.text.characters import has_chinese
from qa.types import Citation, Grade
from qa.web.references import Reference

FORMS = ("plain", "markdown", "gbt7714", "bibtex")
_NAMES_SHOWN = 3
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class _Words:
    """What one language writes between the parts of a citation."""

    comma: str
    colon: str
    name: str
    others: str
    covers: str
    paragraph: str
    paper: str
    page: str
    within: str
    brackets: str
    doubt: str
    cut: str


_CHINESE = _Words(
    comma="，", colon="：", name="、", others="等", covers="所述时期 {}", paragraph="第{}段",
    paper="《{}》", page="第{}版", within="", brackets="（{}）",
    doubt="（可能相关，请核对）", cut="（原文残缺）",
)  # fmt: skip
_ENGLISH = _Words(
    comma=", ", colon=": ", name=", ", others="et al", covers="covers {}", paragraph="para. {}",
    paper="{}", page="p. {}", within=", ", brackets="({})",
    doubt=" (possibly related, please check)", cut=" (the source is incomplete here)",
)  # fmt: skip


def formatted(citation: Citation, reference: Reference, form: str, grade: Grade = "stated") -> str:
    """``citation`` in one of ``FORMS``. reference: what is known of its document.

    grade: of the answer that quotes it; a doubt goes with the quote, not with a reference to the document alone.
    """
    words = _CHINESE if has_chinese(citation.title + citation.quote) else _ENGLISH
    made = {"plain": _plain, "markdown": _markdown, "gbt7714": _gbt7714, "bibtex": _bibtex}[form](
        citation, _in_lines(reference), words
    )
    doubt = words.doubt if grade == "unsure" and form in ("plain", "markdown") else ""
    cut = words.cut if citation.incomplete and form in ("plain", "markdown") else ""
    return made + cut + doubt


def imprint(reference: Reference, *, chinese: bool) -> str:
    """Where and when it was printed, as one phrase: ``《江北日报》2021-06-17第3版``; empty where nothing is known."""
    words = _CHINESE if chinese else _ENGLISH
    paper = one_line(reference.newspaper)
    named = words.paper.format(paper) if paper and not paper.startswith("《") else paper
    page = words.page.format(reference.page) if reference.page.isdecimal() else one_line(reference.page)
    return words.within.join(part for part in (named, one_line(reference.date), page) if part)


def _in_lines(reference: Reference) -> Reference:
    return Reference(
        tuple(one_line(name) for name in reference.authors), one_line(reference.newspaper).strip("《》"),
        one_line(reference.date), one_line(reference.page),
    )  # fmt: skip


def with_note(citation: Citation, reference: Reference, grade: Grade = "stated") -> tuple[str, str]:
    """The quote with its mark, and the note that the mark leads to, as GB/T 7714 has it. reference, grade: as above."""
    words = _CHINESE if has_chinese(citation.title + citation.quote) else _ENGLISH
    said = f"“{one_line(as_read(citation.quote, citation.document_id))}”[{citation.number}]"
    doubt = (words.cut if citation.incomplete else "") + (words.doubt if grade == "unsure" else "")
    return said + doubt, f"[{citation.number}] {formatted(citation, reference, 'gbt7714')}"


def _plain(citation: Citation, reference: Reference, words: _Words) -> str:
    quote = as_read(citation.quote, citation.document_id)
    return f"“{one_line(quote)}”——{_origin(citation, reference, words)}"


def _markdown(citation: Citation, reference: Reference, words: _Words) -> str:
    origin = escape_markdown(_origin(citation, reference, words))
    return f"> {escape_markdown(one_line(citation.quote))}\n\n— {origin}"


def _origin(citation: Citation, reference: Reference, words: _Words) -> str:
    """Who and where, where it was printed, and the period that is covered, as far as each is known."""
    names = words.name.join(reference.authors) + words.colon if reference.authors else ""
    printed = imprint(reference, chinese=words is _CHINESE)
    covers = words.covers.format(citation.period) if citation.period else ""
    return names + words.comma.join(
        part for part in (one_line(standing(citation, english=words is not _CHINESE)), printed, covers) if part
    )


def _gbt7714(citation: Citation, reference: Reference, words: _Words) -> str:
    """As an article of a newspaper, ``[N]``, if one is known, else as other material, ``[Z]``.

    Full-width marks in Chinese, as the examples of 2025 have them. Where its page is not known, its paragraph is said.
    """
    authors = reference.authors
    more = [] if len(authors) <= _NAMES_SHOWN else [words.others]
    names = words.comma.join([*authors[:_NAMES_SHOWN], *more]) + ". " if authors else ""
    at = words.colon + (reference.page or _where(citation, words))
    if reference.newspaper:
        printed = words.comma.join(part for part in (reference.newspaper, reference.date) if part)
        page = words.brackets.format(reference.page) if reference.page else at
        return f"{names}{one_line(citation.title)}[N]. {printed}{page}."
    printed = f". {reference.date}" if reference.date else ""
    return f"{names}{one_line(citation.title)}[Z]{printed}{at}."


def _bibtex(citation: Citation, reference: Reference, words: _Words) -> str:
    note = [_where(citation, words), *([words.covers.format(citation.period)] if citation.period else [])]
    stem = re.sub(r"[^A-Za-z0-9]+", "-", PurePosixPath(citation.document_id).stem).strip("-") or "document"
    dated = _DATE.fullmatch(reference.date)
    year, month, day = dated.groups() if dated else (_tex(reference.date), None, None)
    kind = "article" if reference.newspaper else "misc"
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in reference.authors),
        "title": f"{{{_tex(citation.title)}}}",
        "journal": _tex(reference.newspaper),
        "howpublished": "" if reference.newspaper else _tex(citation.document_id),
        "year": year,
        "month": month,
        "day": day,
        "pages": _tex(reference.page),
        "note": _tex(words.comma.join(note)),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{stem}-{citation.start},", *lines, "}"])


def _where(citation: Citation, words: _Words) -> str:
    """Its page, else its paragraphs, else the characters it begins and ends at."""
    number = "-".join(str(one) for one in dict.fromkeys(citation.paragraphs[:1] + citation.paragraphs[-1:]))
    at = words.paragraph.format(number) if number else f"{citation.start}-{citation.end}"
    return str(citation.page) if citation.page else at


def _tex(words: str) -> str:
    """Words for a BibTeX field: braces are dropped, since an unbalanced one would break the file."""
    plain = re.sub(r"[{}]", "", one_line(words)).replace("\\", r"\textbackslash ")
    return re.sub(r"([&%$#_])", r"\\\1", plain).replace("~", r"\textasciitilde ").replace("^", r"\textasciicircum ")
