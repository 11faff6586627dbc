"""A scanned page without a model: a worker that says the lines it was told, and draws pages as the real one."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from qa.documents.formats import scan_process, scans

WIDTH, HEIGHT = 250, 400
SAID = "居民反映的水压不足问题七日内答复。"
Line = tuple[str, float, float, float, float, tuple[float, float, float, float]]

_WORKER = """
import json, runpy, sys
if sys.argv[1] == "picture":
    runpy.run_path({real!r}, run_name="__main__")
else:
    sys.stdin.buffer.read()
    for row in {rows!r}:
        print(json.dumps(row), flush=True)
"""


def line(text: str, left: float, base: float, right: float, *, size: float = 10) -> Line:
    """A line of a page of ``WIDTH`` by ``HEIGHT``; base: its lower edge, from above."""
    edges = (left / WIDTH, (base - size) / HEIGHT, right / WIDTH, base / HEIGHT)
    return text, left, -base, size, right, edges


NOTICE = (
    (
        line("清水镇供水情况通报", 60, 20, 190, size=14),
        line("今年以来清水镇新建水厂两座并且铺设", 40, 50, 210),
        line("管道三十六公里。", 20, 67, 100),
        line("水费按每吨两元六角收取而且低保户每", 40, 84, 210),
        line("月减免五吨。", 20, 101, 80),
    ),
    (line(SAID, 40, 20, 210),),
)


def recognised(
    monkeypatch: pytest.MonkeyPatch, folder: Path, pages: Sequence[Sequence[Line]], rows: Sequence[object] | None = None
) -> None:
    """Let the worker recognise these pages on any file, or say these rows."""
    worker = folder / "worker.txt"
    said = [len(pages), *pages] if rows is None else rows
    worker.write_text(_WORKER.format(real=scan_process.__file__, rows=json.loads(json.dumps(said))), encoding="utf-8")
    monkeypatch.setattr(scans, "WORKER", worker)


def paper(pages: int = 2, kind: str = "TIFF") -> bytes:
    """White pages, each a little darker than the one before."""
    stream = io.BytesIO()
    first, *more = (Image.new("L", (WIDTH, HEIGHT), 255 - 20 * number) for number in range(pages))
    first.save(stream, kind, save_all=True, append_images=more)
    return stream.getvalue()
