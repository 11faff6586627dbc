"""Pictures of pages -> blocks: a photograph, a fax, a pdf that is scanned. The text is recognised, page by page.

Recognition errs; the page that a quote names shows what is printed. ``scan_process`` does it, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.formats.printed_pages import blocks_of_pages

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


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text that is recognised on the pages as one ``Extracted``.

    Raises ValueError if there is none, if the file is no picture or pdf, holds too much or takes too long, or if
    nothing that recognises text is installed.
    """
    if find_spec("rapidocr") is None:
        raise ValueError(_MISSING)
    pages = [
        [PrintedLine(*line)._replace(page=number) for line in page]
        for number, page in enumerate(_recognised(data, Path(name).suffix.lower()), 1)
    ]
    blocks = blocks_of_pages(pages)
    if not blocks:
        raise ValueError("no text was recognised on its pages")
    known, hints = metadata_of(text_of(blocks), title="", author="")
    return [Extracted(blocks, known=known, hints=hints)]


def _recognised(data: bytes, suffix: str) -> list[list[tuple[str, float, float, float, float]]]:
    """Of each page the lines as ``PrintedLine`` begins. One file at a time: recognising takes all cores."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(WORKER)]
    if not _TURN.acquire(timeout=SECONDS):
        raise ValueError("other pages are being recognised; try again later")
    try:
        done = subprocess.run(
            [*command, suffix, str(PAGE_LIMIT), str(SECONDS)],
            input=data, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"recognising its text takes more than {SECONDS // 60} minutes") from error
    except json.JSONDecodeError as error:
        raise ValueError("it is damaged: recognition broke off on it") from error
    finally:
        _TURN.release()
    if "error" in found:
        raise ValueError(str(found["error"]))
    pages: list[list[tuple[str, float, float, float, float]]] = found["pages"]
    return pages
