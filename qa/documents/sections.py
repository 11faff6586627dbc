"""The heading path above each paragraph. It reads a finished document and changes nothing."""

from __future__ import annotations

import re

from qa.text.characters import CHINESE, NUMERALS
from qa.types import Document, Paragraph

_CLOSING = ("byline", "caption", "label", "sidebar")
DEPTH = 6
LOWEST = 99
LABEL = -1
RANKS = [
    (7, re.compile(rf"第[{NUMERALS}\d]+(?:编|篇|部分|卷)")),
    (8, re.compile(rf"第[{NUMERALS}\d]+(?:章|讲|回|单元)")),
    (9, re.compile(rf"第[{NUMERALS}\d]+节")),
    (10, re.compile(rf"第[{NUMERALS}\d]+条")),
    (11, re.compile(rf"[{NUMERALS}]+、")),
    (12, re.compile(rf"[（(][{NUMERALS}]+[）)]")),
    (16, re.compile(r"[（(]\d+[）)]|[①-⑳]")),
]
DECIMAL = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}})*(?=[.．、 　{CHINESE}])")
UNDERLINE = re.compile(r"\n(?:(=)=*|--+)(?:\n|$)")
HASHES = re.compile(r"(#{1,6})[ \t\u3000]*$")


def sections(document: Document) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The sections in order: the path of headings, outermost first, and the indices of the paragraphs under it.

    Every paragraph that is no heading is in exactly one section; title, kickers, labels and lead have the empty path.
    A sidebar that closes a document, after its text, belongs to none of its sections: its path is its own label.
    """
    found: list[tuple[tuple[str, ...], list[int]]] = []
    path: list[tuple[int, str]] = []
    after_heading = False
    closing = _closing(document)
    for index, paragraph in enumerate(document.paragraphs):
        text = document.text[paragraph.start : paragraph.end]
        if paragraph.kind == "heading":
            path = _extend(path, _rank(document.text, paragraph), text, after_heading=after_heading)
            after_heading = True
            continue
        if index >= closing:
            path = _beside(path, paragraph, text)
        names = tuple(name for _, name in path)
        if not found or found[-1][0] != names or after_heading:
            found.append((names, []))
        found[-1][1].append(index)
        after_heading = False
    return [(names, tuple(indices)) for names, indices in found]


def _closing(document: Document) -> int:
    """Index of the first of the bylines, captions, labels and sidebars that end a document with text before them."""
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    first = len(kinds)
    while first and kinds[first - 1] in _CLOSING:
        first -= 1
    return first if first and "body" in kinds[:first] else len(kinds)


def _beside(path: list[tuple[int, str]], paragraph: Paragraph, text: str) -> list[tuple[int, str]]:
    """The path of a paragraph that stands after the text."""
    if paragraph.kind == "label":
        return [(LABEL, text)]
    labelled = bool(path) and path[0][0] == LABEL
    return path if labelled or paragraph.kind != "sidebar" else []


def _rank(text: str, paragraph: Paragraph) -> int:
    """1–6 for marks, 7–16 for numbering, 0 for neither."""
    heading = text[paragraph.start : paragraph.end]
    before = text[text.rfind("\n", 0, paragraph.start) + 1 : paragraph.start]
    if marks := HASHES.search(before):
        return len(marks.group(1))
    if line := UNDERLINE.match(text, paragraph.end):
        return 1 if line.group(1) == "=" else 2
    for rank, pattern in RANKS:
        if pattern.match(heading):
            return rank
    found = DECIMAL.match(heading)
    return 13 + min(found.group().count("."), 2) if found else 0


def _extend(path: list[tuple[int, str]], rank: int, text: str, *, after_heading: bool) -> list[tuple[int, str]]:
    if rank == 0:
        return [*path[: DEPTH - 1], (LOWEST, text)] if after_heading else [(0, text)]
    return [*(entry for entry in path if entry[0] < rank), (rank, text)]
