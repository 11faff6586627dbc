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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from qa.documents.formats import scans
from qa.documents.formats.extracted import Extracted, PagesTold, metadata_of, tell_nobody, text_of
from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.formats.pdf_ruled import RuleBox, with_ruled_rows
from qa.documents.formats.printed_pages import blocks_of_pages
from qa.documents.formats.registry import TEXT_LIMIT
from qa.documents.layout.hyphens import HYPHEN

PAGE_LIMIT = 2000
SECONDS = 55
IN_HALVES_FROM = 200_000
WORKER = Path(__file__).with_name("pdf_process.py")
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1));"
    " runpy.run_path(sys.argv.pop(1), run_name='__main__')"
)
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")


def extract(data: bytes, name: str, told: PagesTold = tell_nobody) -> list[Extracted]:
    """The text of a pdf as one ``Extracted``; where its pages are scanned, ``told`` how far recognition is.

    Raises ValueError if there is none to be had.
    """
    found = _lines_of(data)
    if "error" in found:
        raise ValueError(str(found["error"]))
    pages: list[list[list[Any]]] = found["pages"]
    text = "".join(line[0] for page in pages for line in page)
    if not text.strip():
        return scans.extract(data, name, told)
    if len(_GARBLED.findall(text)) * 3 > len(text):
        raise ValueError("its fonts do not say which characters they show; recognise the text (OCR) first")
    rules: list[list[RuleBox]] = [[(rule[0], rule[1], rule[2], rule[3]) for rule in page] for page in found["rules"]]
    lines = [_numbered(page, number) for number, page in enumerate(pages, 1)]
    ruled = [with_ruled_rows(page, drawn) for page, drawn in zip(lines, rules, strict=True)]
    blocks = blocks_of_pages(ruled, found["outline"])
    facts: dict[str, str] = found["facts"]
    title, author = facts.get("Title", ""), facts.get("Author", "")
    known, hints = metadata_of(text_of(blocks), title=title, author=author)
    return [Extracted(blocks, known=known, hints=hints)]


def _numbered(page: Sequence[Sequence[Any]], number: int) -> list[PrintedLine]:
    return [
        PrintedLine(*line)._replace(cells=tuple((left, right) for left, right in line[-1]), page=number)
        for line in page
    ]


def _lines_of(data: bytes) -> dict[str, Any]:
    """What the worker found; of a large file two side by side, each in a half of its pages."""
    if len(data) < IN_HALVES_FROM:
        return _found(_started(0, 1), data)
    with ThreadPoolExecutor(1) as beside:
        workers = [_started(part, 2) for part in range(2)]
        try:
            later = beside.submit(_found, workers[1], data)
            first = _found(workers[0], data)
            second = first if "error" in first else later.result()
        finally:
            for worker in workers:
                worker.kill()
    if "error" in second:
        return second
    pages, rules = first["pages"] + second["pages"], first["rules"] + second["rules"]
    if sum(len(line[0]) for page in pages for line in page) > TEXT_LIMIT:
        return {"error": f"it holds more than {TEXT_LIMIT:,} characters"}
    return {**first, "pages": pages, "rules": rules}


def _started(part: int, parts: int) -> subprocess.Popen[bytes]:
    """A worker for one of ``parts`` of the pages."""
    given = map(str, (PAGE_LIMIT, SECONDS, TEXT_LIMIT, ord(HYPHEN), part, parts))
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(WORKER), *given]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _found(worker: subprocess.Popen[bytes], data: bytes) -> dict[str, Any]:
    """What a worker found, in at most ``SECONDS``."""
    with worker:
        try:
            said, _ = worker.communicate(data, timeout=SECONDS)
            found = json.loads(said)
        except subprocess.TimeoutExpired as error:
            raise ValueError(f"reading it takes more than {SECONDS} seconds") from error
        except json.JSONDecodeError as error:
            raise ValueError("it is damaged: the pdf library broke off on it") from error
        finally:
            worker.kill()
    return found if isinstance(found, dict) else {}
