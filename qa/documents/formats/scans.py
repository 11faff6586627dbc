"""Pictures of pages -> blocks: a photograph, a fax, a pdf that is scanned. The text is recognised, page by page.

Recognition errs; the page that a quote names shows what is printed. ``scan_process`` does it, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa.documents.formats.extracted import Extracted, PagesTold, metadata_of, tell_nobody, text_of
from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.formats.printed_pages import blocks_of_pages
from qa.types import Box

PAGE_LIMIT = 50
SECONDS = 900
WORKER = Path(__file__).with_name("scan_process.py")
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1));"
    " runpy.run_path(sys.argv.pop(1), run_name='__main__')"
)
_TURN = threading.Lock()
_MISSING = (
    "its pages are pictures without a text layer; recognise the text (OCR) first, or install what does: "
    "pip install 'chuchu-qa[scans]'"
)


def extract(data: bytes, name: str, told: PagesTold = tell_nobody) -> list[Extracted]:
    """The text that is recognised on the pages as one ``Extracted``; each line has its box.

    told: how many pages are done, and of how many, as they are.
    Raises ValueError if there is none, if the file is no picture or pdf, holds too much or takes too long, or if
    nothing that recognises text is installed.
    """
    if find_spec("rapidocr") is None:
        raise ValueError(_MISSING)
    pages = [
        [PrintedLine(*line)._replace(page=number, box=Box(number, *edges)) for *line, edges in page]
        for number, page in enumerate(_recognised(data, Path(name).suffix.lower(), told), 1)
    ]
    blocks = blocks_of_pages(pages)
    if not blocks:
        raise ValueError("no text was recognised on its pages")
    known, hints = metadata_of(text_of(blocks), title="", author="")
    return [Extracted(blocks, known=known, hints=hints)]


def command(task: str, suffix: str, *numbers: int) -> list[str]:
    """What starts ``scan_process`` on a task for a file of this suffix."""
    start = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(WORKER)]
    return [*start, task, suffix, *map(str, numbers)]


def _recognised(data: bytes, suffix: str, told: PagesTold) -> list[Any]:
    """Of each page the lines as the worker writes them. One file at a time: recognising takes all cores."""
    if not _TURN.acquire(timeout=SECONDS):
        raise ValueError("other pages are being recognised; try again later")
    try:
        given = command("recognise", suffix, PAGE_LIMIT, SECONDS)
        process = subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        late = threading.Timer(SECONDS, process.kill)
        late.daemon = True
        with process:
            late.start()
            try:
                pages = _pages(process, data, told)
                was_ended = late.finished.is_set()
            finally:
                late.cancel()
                process.kill()
    finally:
        _TURN.release()
    if pages is None and was_ended:
        raise ValueError(f"recognising its text takes more than {SECONDS // 60} minutes")
    if pages is None:
        raise ValueError("it is damaged: recognition broke off on it")
    return pages


def _pages(process: subprocess.Popen[bytes], data: bytes, told: PagesTold) -> list[Any] | None:
    """All that the worker says of the pages, None if it broke off. Raises ValueError with the reason that it gives."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):  # one that has ended already has said why
        process.stdin.write(data)
        process.stdin.close()
    pages: list[Any] = []
    count = -1
    for line in process.stdout:
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            return None
        if isinstance(said, dict):
            raise ValueError(str(said["error"]))
        if isinstance(said, int):
            count = said
        else:
            pages.append(said)
        told(len(pages), count)
    return pages if len(pages) == count else None
