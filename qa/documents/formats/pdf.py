"""Pdf -> text with its pages: lines as printed, with the white space that their places on the page stand for.

Running headers, footers and page numbers are dropped. The lines come from ``pdf_process``; which of them make a
paragraph is decided in ``qa.documents.layout``, as for any hard-wrapped text.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.registry import TEXT_LIMIT
from qa.documents.layout.blocks import scan
from qa.documents.layout.hyphens import HYPHEN, without_hyphens
from qa.documents.metadata import normal_period

PAGE_LIMIT = 2000
SECONDS = 55
WORKER = Path(__file__).with_name("pdf_process.py")
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1));"
    " runpy.run_path(sys.argv.pop(1), run_name='__main__')"
)
_EDGE = 2
_REPEATING = 3
_BOTH = 2
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_DIGITS = re.compile(r"\d+")
_EDGES = r"[\s\-–—－─·•|/~(（)）\[\]]*"
_PAGE_NUMBER = re.compile(
    rf"{_EDGES}(?:第|page |p\.)?\s?(\d{{1,4}})\s?(?:页|(?:/|／|of|，共|共)\s?\d{{1,4}}\s?页?)?{_EDGES}", re.I
)
_PAGE_NUMBER_LIMIT = 24
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_COLUMN = 4.0
_SLACK = 0.5
_PARTED = 1.45

PrintedLine = Sequence[Any]


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text of a pdf as one ``Extracted``. Raises ValueError if there is none to be had."""
    found = _lines_of(data)
    if "error" in found:
        raise ValueError(str(found["error"]))
    pages: list[list[PrintedLine]] = found["pages"]
    text = "".join(line[0] for page in pages for line in page)
    if not text.strip():
        raise ValueError("its pages are pictures without a text layer; recognise the text (OCR) first")
    if len(_GARBLED.findall(text)) * 3 > len(text):
        raise ValueError("its fonts do not say which characters they show; recognise the text (OCR) first")
    lines, numbers = _laid(without_furniture(pages))
    lines, numbers = without_hyphens(lines, numbers)
    facts: dict[str, str] = found["facts"]
    created = _CREATED.match(facts.get("CreationDate", ""))
    period = normal_period("-".join(created.groups())) if created else None
    blocks = scan(lines)
    title, author = facts.get("Title", ""), facts.get("Author", "")
    known, hints = metadata_of(text_of(blocks), title=title, author=author, period=period)
    for part in (part for block in blocks for part in block.parts):
        part.page, part.line = numbers[(part.line or 1) - 1], None
    return [Extracted(blocks, known=known, hints=hints)]


def _lines_of(data: bytes) -> dict[str, Any]:
    """What the worker found, in at most ``SECONDS``."""
    given = [str(PAGE_LIMIT), str(SECONDS), str(TEXT_LIMIT), str(ord(HYPHEN))]
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(WORKER), *given]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"reading it takes more than {SECONDS} seconds") from error
    except json.JSONDecodeError as error:
        raise ValueError("it is damaged: the pdf library broke off on it") from error
    return found if isinstance(found, dict) else {}


def without_furniture(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without the lines at their edges that most pages repeat, and without page numbers.

    Left and right pages may differ: a line counts as well if most pages of one side repeat it.
    """
    repeated: Counter[tuple[int, str]] = Counter()
    numbered: Counter[int] = Counter()
    for number, page in enumerate(pages):
        edge = _edges(page)
        keys = {_key(page[index][0]) for index in edge}
        repeated.update((side, key) for side in (number % 2, _BOTH) for key in keys)
        numbered.update({shift for index in edge if (shift := _shift(page[index][0], number)) is not None})
    pages_of = [len(pages[0::2]), len(pages[1::2]), len(pages)]
    shifts = {shift for shift, count in numbered.items() if count >= 2 and count * 2 > len(pages)}
    kept: list[list[PrintedLine]] = []
    for number, page in enumerate(pages):
        dropped = {
            index
            for index in _edges(page)
            if _shift(page[index][0], number) in shifts
            or any(
                repeated[side, _key(page[index][0])] * 2 > pages_of[side] >= _REPEATING for side in (number % 2, _BOTH)
            )
        }
        kept.append([line for index, line in enumerate(page) if index not in dropped])
    return kept


def _edges(page: Sequence[PrintedLine]) -> list[int]:
    """The indices of the lines that stand highest and lowest."""
    order = sorted(range(len(page)), key=lambda index: (-page[index][2], index))
    return sorted(set(order[:_EDGE] + order[-_EDGE:]))


def _key(text: str) -> str:
    """What stays the same in a running line: all but white space and numbers."""
    return _DIGITS.sub("#", "".join(text.split()))


def _shift(text: str, number: int) -> int | None:
    """How far a printed page number is from the place of its page; None if the line is no page number."""
    found = _PAGE_NUMBER.fullmatch(text.strip()) if len(text) <= _PAGE_NUMBER_LIMIT else None
    return int(found.group(1)) - number if found else None


def _laid(pages: Sequence[Sequence[PrintedLine]]) -> tuple[list[str], list[int]]:
    """Each line with its indent, a blank line where the page leaves a wider space; and the page of each."""
    lines: list[str] = []
    numbers: list[int] = []
    for number, page in enumerate(pages, 1):
        usual = _spacing(page)
        em = sorted(line[3] for line in page)[len(page) // 2] if page else 1.0
        margin: float | None = None
        for index, (text, left, base, size) in enumerate(page):
            if index and usual and page[index - 1][2] - base > _PARTED * max(usual, size):
                lines.append("")
                numbers.append(number)
            if margin is None or not -_SLACK * em <= left - margin < _COLUMN * em:
                margin = min(other[1] for other in page[index : index + 4] if abs(other[1] - left) < _COLUMN * em)
            lines.append(" " * max(round((left - margin) / em * 2), 0) + text.strip())
            numbers.append(number)
    return lines, numbers


def _spacing(page: Sequence[PrintedLine]) -> float:
    """The distance between two lines that most of the page has; 0.0 on a page of one line."""
    steps = Counter(
        round(above[2] - below[2], 0) for above, below in zip(page, page[1:], strict=False) if above[2] > below[2]
    )
    return min(steps, key=lambda step: (-steps[step], step)) if steps else 0.0
