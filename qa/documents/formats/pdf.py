"""Pdf -> blocks with their pages. Running headers, footers and page numbers are dropped.

The lines come from ``pdf_process``; which of them are headings is decided in ``pdf_headings``, which make a paragraph
in ``pdf_paragraphs``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.pdf_headings import headings_of
from qa.documents.formats.pdf_lines import PrintedLine, measured
from qa.documents.formats.pdf_notes import part_notes
from qa.documents.formats.pdf_paragraphs import blocks_of
from qa.documents.formats.pdf_running_lines import without_running_lines
from qa.documents.formats.registry import TEXT_LIMIT
from qa.documents.layout.hyphens import HYPHEN, without_hyphens

PAGE_LIMIT = 2000
SECONDS = 55
WORKER = Path(__file__).with_name("pdf_process.py")
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1));"
    " runpy.run_path(sys.argv.pop(1), run_name='__main__')"
)
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_BEYOND = 1e6


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text of a pdf as one ``Extracted``. Raises ValueError if there is none to be had."""
    found = _lines_of(data)
    if "error" in found:
        raise ValueError(str(found["error"]))
    pages: list[list[list[Any]]] = found["pages"]
    text = "".join(line[0] for page in pages for line in page)
    if not text.strip():
        raise ValueError("its pages are pictures without a text layer; recognise the text (OCR) first")
    if len(_GARBLED.findall(text)) * 3 > len(text):
        raise ValueError("its fonts do not say which characters they show; recognise the text (OCR) first")
    printed = without_running_lines([_numbered(page, number) for number, page in enumerate(pages, 1)])
    measures = measured([line for page in printed for line in page])
    parted = [part_notes(page, measures.size) for page in _whole_words(printed)]
    lines, notes = [page for page, _ in parted], [below for _, below in parted]
    blocks = blocks_of(lines, notes, headings_of(lines, found["outline"], measures), measures)
    facts: dict[str, str] = found["facts"]
    title, author = facts.get("Title", ""), facts.get("Author", "")
    known, hints = metadata_of(text_of(blocks), title=title, author=author)
    return [Extracted(blocks, known=known, hints=hints)]


def _numbered(page: Sequence[Sequence[Any]], number: int) -> list[PrintedLine]:
    return [PrintedLine(*line)._replace(page=number) for line in page]


def _whole_words(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages with words that a hyphen broke whole on the upper line, which then reaches any edge."""
    lines = [line for page in pages for line in page]
    texts, places = without_hyphens([line.text for line in lines], range(len(lines)))
    kept: list[list[PrintedLine]] = [[] for _ in pages]
    for text, place in zip(texts, places, strict=True):
        if text.strip():
            line = lines[place]
            broken = line.text.endswith(HYPHEN)
            kept[line.page - 1].append(line._replace(text=text, right=_BEYOND if broken else line.right))
    return kept


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
