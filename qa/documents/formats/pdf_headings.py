"""Which printed lines of a pdf are headings, and how deep: by the file's own outline, by size, by weight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from qa.documents.formats.pdf_lines import Measures, PrintedLine, is_close
from qa.documents.layout.numbering import numbering

_LARGER = 1.1
_LONGEST = 90
_LONGEST_BOLD = 60
_LISTED = 3
_MOST_LINES = 3
_BOLD_SHARE = 0.15
_LABEL = re.compile(
    r"(?:chapter|part|appendix|section|附[录錄]|章|第\s?[\d一二三四五六七八九十百]+\s?[章编編篇部节節])\s*[\dA-ZIVX]*[.．:：]?",
    re.I,
)
_SENTENCE = re.compile(r"[。；;，,]$|。.")
_ADMONITION = re.compile(
    r"(?:注意|提示|警告|小心|危险|危險|重要|窍门|竅門|备注|備註|提醒|"
    r"note|tip|warning|caution|danger|important|attention|hint)s?[!！:：]?",
    re.I,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){2,5})\s+\S")
_DEEPEST = 6
_LEADER = re.compile(r"(?:[.．·・…]\s*){4,}|\t\s*\d{1,4}$")


def headings_of(
    pages: Sequence[Sequence[PrintedLine]], outline: Sequence[tuple[int, str, int]], measures: Measures
) -> dict[PrintedLine, int]:
    """The level of each line that is a heading, or part of one.

    outline: level from 1, title and page from 0 of the entries of the file's own list of contents.
    """
    found: dict[PrintedLine, int] = {}
    for level, title, number in outline:
        for line in _printed(title, pages[number : number + 2], found):
            found[line] = level
    levels = _levels(found)
    large = [
        line
        for page in pages
        for line in page
        if line not in found and _may_be_heading(line) and _is_large(line, measures)
    ]
    large = _without_front_matter(large, min((line.page for line in found), default=0))
    for size in sorted({line.size for line in large}, reverse=True):
        known = [level for other, level in levels.items() if is_close(other, size)]
        larger = [level for other, level in levels.items() if other > size and not is_close(other, size)]
        levels[size] = min(known) if known else min(max(larger, default=0) + 1, 6)
    found |= {line: levels[line.size] for line in large}
    if not found or len(found) < 3:
        found |= {line: max(levels.values(), default=0) + 1 for line in _bold(pages, measures)}
    _take_numbered(pages, found, measures)
    _take_labels(pages, found)
    return found


def _without_front_matter(large: Sequence[PrintedLine], first: int) -> list[PrintedLine]:
    """Of the large lines above page ``first``, where the outline begins, the largest only: no date, no publisher."""
    title = max((line.size for line in large if line.page < first), default=0.0)
    return [line for line in large if line.page >= first or is_close(line.size, title)]


def _printed(
    title: str, pages: Sequence[Sequence[PrintedLine]], taken: dict[PrintedLine, int]
) -> Sequence[PrintedLine]:
    """The lines that an entry of the outline names, the number before it and a mark in the margin beside it aside."""
    wanted = _key(title)
    for page in pages if wanted else ():
        for place, line in enumerate(page):
            if line in taken or line.mono or _LEADER.search(line.text):
                continue
            text = ""
            for count, one in enumerate(page[place : place + _MOST_LINES], 1):
                text += one.text
                if wanted in (_key(text), _key(text.rpartition("\t")[0])):
                    return page[place : place + count]
                if not wanted.startswith(_key(text)) or not is_close(one.size, line.size):
                    break
    return ()


def _key(text: str) -> str:
    """The words of a heading without its number."""
    text = unicodedata.normalize("NFKC", text.replace("\t", " ")).strip()
    number = numbering(text)
    return "".join(text[number.end if number else 0 :].split()).lower() or "".join(text.split()).lower()


def _levels(found: dict[PrintedLine, int]) -> dict[float, int]:
    """The outermost level that the outline gives to each size."""
    levels: dict[float, int] = {}
    for line, level in found.items():
        levels[line.size] = min(level, levels.get(line.size, level))
    return levels


def _is_large(line: PrintedLine, measures: Measures) -> bool:
    return line.size >= _LARGER * measures.size


def _may_be_heading(line: PrintedLine) -> bool:
    text = line.text.strip()
    listed = sum(text.count(mark) for mark in "，,、") >= _LISTED
    if (
        line.mono
        or listed
        or len(text) > _LONGEST
        or _ADMONITION.fullmatch(text)
        or _SENTENCE.search(text)
        or _LEADER.search(text)
    ):
        return False
    return any(char.isalpha() for char in text)


def _bold(pages: Sequence[Sequence[PrintedLine]], measures: Measures) -> Iterator[PrintedLine]:
    """Short heavy lines above others, in a file that has few."""
    lines = [line for page in pages for line in page]
    heavy = [line for line in lines if line.bold and line.size >= 0.95 * measures.size]
    if len(heavy) > _BOLD_SHARE * len(lines):
        return
    for line, below in zip(lines, lines[1:], strict=False):
        short = len(line.text) <= _LONGEST_BOLD and line.text.strip()[-1] not in "：:" and "\t" not in line.text
        if line.bold and not below.bold and short and _may_be_heading(line):
            yield line


def _take_numbered(pages: Sequence[Sequence[PrintedLine]], found: dict[PrintedLine, int], measures: Measures) -> None:
    """Short lines numbered below a heading found, as ``6.3.7.1`` below ``6.3.7``, in order from 1: one level deeper."""
    levels: dict[str, int] = {}
    last: dict[str, int] = {}
    for page in pages:
        for place, line in enumerate(page):
            numbered = _NUMBERED.match(line.text)
            if numbered is None:
                continue
            number = numbered.group(1)
            above, _, own = number.rpartition(".")
            follows = above in levels and int(own) == last.get(above, 0) + 1
            if line not in found and follows and _stands_alone(page, place, measures):
                found[line] = min(levels[above] + 1, _DEEPEST)
            if line in found:
                levels[number], last[above] = found[line], int(own)


def _stands_alone(page: Sequence[PrintedLine], place: int, measures: Measures) -> bool:
    """Whether a line that may be a heading has nothing below that it goes on in."""
    line = page[place]
    goes_on = place + 1 < len(page) and measures.reaches(line, page[place + 1])
    return _may_be_heading(line) and len(line.text) <= _LONGEST_BOLD and not goes_on


def _take_labels(pages: Sequence[Sequence[PrintedLine]], found: dict[PrintedLine, int]) -> None:
    """``Chapter 1`` on a line of its own is part of the heading below, at its level."""
    for page in pages:
        for line, below in zip(page, page[1:], strict=False):
            if below in found and is_label(line):
                found[line] = found[below]


def is_label(line: PrintedLine) -> bool:
    """Whether a line is nothing but the number of the heading below, as ``Chapter 1``."""
    return bool(_LABEL.fullmatch(line.text.strip()))
