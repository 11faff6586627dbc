"""Footnotes of a pdf: small lines at the foot of a page that begin with a mark, and their marks in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from qa.documents.formats.pdf_lines import PrintedLine
from qa.text.characters import CHINESE

_RAISED = re.compile("([1-3]*)\x0e([^\x0f]*)\x0f([1-3]*)")
_NOTE = re.compile(r"([1-3]*\x0e[^\x0f]+\x0f[1-3]*|\d{1,3}|[*†‡]|[①-⑳]|\[\d{1,3}\])\s*(?=\S)")
_ENDS = "。！？：；”’）』」"
_SMALL = 0.93


def part_notes(page: Sequence[PrintedLine], size: float) -> tuple[list[PrintedLine], list[list[PrintedLine]]]:
    """The lines of the text, without the numbers of notes, and the lines of each note: its mark, a tab, its words.

    size: of most of the text.
    """
    first = len(page)
    while first and page[first - 1].size < _SMALL * size and not page[first - 1].mono:
        first -= 1
    while first < len(page) and not _NOTE.match(page[first].text):
        first += 1
    notes: list[list[PrintedLine]] = []
    marks = set()
    for line in page[first:]:
        if found := _NOTE.match(line.text):
            mark = _plain(found.group(1))
            marks.add(mark)
            notes.append([line._replace(text=f"{mark}\t{_unmarked(line.text[found.end() :], set())}")])
        else:
            notes[-1].append(line._replace(text=_unmarked(line.text, set())))
    raised = {_plain(found.group()) for line in page[:first] for found in _RAISED.finditer(line.text)}
    lines = [line._replace(text=_unmarked(line.text, marks)) for line in page[:first]]
    for mark in sorted(marks - raised):
        _take_out(mark, lines)
    return [line for line in lines if line.text.strip()], notes


def _take_out(mark: str, lines: list[PrintedLine]) -> None:
    """Take out a note's number that is printed as other digits are, if it stands behind one sentence of the page."""
    pattern = re.compile(rf"(?<=[{_ENDS}]){re.escape(mark)}(?=\s*(?:$|[{CHINESE}]))")
    found = [(place, match) for place, line in enumerate(lines) for match in pattern.finditer(line.text)]
    if len(found) == 1:
        place, match = found[0]
        text = lines[place].text
        lines[place] = lines[place]._replace(text=text[: match.start()] + text[match.end() :])


def _unmarked(text: str, marks: set[str]) -> str:
    """The text without the raised numbers that notes begin with; other raised digits stay."""

    def kept(found: re.Match[str]) -> str:
        before, raised, after = found.groups()
        if _plain(found.group()) in marks:
            return ""
        return before + ("" if _plain(raised) in marks else raised) + after

    return _RAISED.sub(kept, text)


def _plain(text: str) -> str:
    """A mark in plain digits; of one number the library may give some digits as raised and others as plain ones."""
    return unicodedata.normalize("NFKC", text.replace("\x0e", "").replace("\x0f", "")).strip()
