"""Bytes of a picture or a pdf on standard input -> the lines recognised on its pages, as JSON on standard output.

It runs in a process of its own, so that a file which crashes or floods a library costs that file alone. It imports
nothing of this package. The recogniser's models come with its package; nothing is fetched.
"""

from __future__ import annotations

import io
import json
import math
import os
import statistics
import sys
from collections.abc import Iterator
from typing import Any

_LONGEST_SIDE = 2_000
_MOST_PIXELS = 60_000_000
_SIZE = 10.0
_ALIKE = 0.3
_GAP = 1.6
_SURE = 0.5
Recognised = tuple[str, float, float, float, float]
Box = tuple[str, float, float, float, float]


def main(suffix: str, page_limit: int, seconds: float) -> dict[str, object]:
    """``pages``: of each the lines, text, left, base, size and right edge; or ``error`` with the reason.

    seconds: of processor time for each core, after which the system ends this process, where it can.
    """
    _bound(seconds)
    from rapidocr import RapidOCR

    try:
        count, pages = _pdf_pages() if suffix == ".pdf" else _pictures()
    except ValueError as error:
        return {"error": str(error)}
    if count > page_limit:
        return {"error": f"it has {count:,} pages to recognise; the limit is {page_limit:,}"}
    recognise = RapidOCR(params={"Global.log_level": "critical"})
    return {"pages": [_lines(_boxes(recognise(page))) for page in pages]}


def _bound(seconds: float) -> None:
    try:
        import resource

        most = math.ceil(seconds) * (os.cpu_count() or 1)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    except (ImportError, ValueError, OSError):
        pass


def _pdf_pages() -> tuple[int, Iterator[Any]]:
    """How many pages there are, and each drawn, blue first."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        raise ValueError("it is damaged or no .pdf file") from error

    def drawn(number: int) -> Any:
        page = document[number]
        return page.render(scale=_LONGEST_SIDE / max(*page.get_size(), 1.0)).to_numpy()[..., :3]

    return len(document), map(drawn, range(len(document)))


def _pictures() -> tuple[int, Iterator[Any]]:
    """How many pictures there are, and each turned upright, blue first."""
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    try:
        file = Image.open(io.BytesIO(sys.stdin.buffer.read()))
        if file.width * file.height > _MOST_PIXELS:
            raise ValueError(f"it has more than {_MOST_PIXELS // 1_000_000} million points")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("it is damaged or no picture") from error

    def upright(frame: Any) -> Any:
        picture = ImageOps.exif_transpose(frame.convert("RGB"))
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return np.asarray(picture)[..., ::-1]

    return getattr(file, "n_frames", 1), map(upright, ImageSequence.Iterator(file))


def _boxes(found: Any) -> list[Box]:
    """Text, left, bottom, height and right of what was recognised, the page turned straight; downwards is positive."""
    if found.boxes is None:
        return []
    corners = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    slope = statistics.median(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in corners)
    cos, sin = math.cos(slope), math.sin(slope)
    boxes = []
    for text, score, box in zip(found.txts, found.scores, corners, strict=True):
        straight = [(x * cos + y * sin, y * cos - x * sin) for x, y in box]
        if score >= _SURE and text.strip():
            height = math.dist(straight[0], straight[3])
            boxes.append((text.strip(), straight[3][0], straight[3][1], height, straight[1][0]))
    return boxes


def _lines(boxes: list[Box]) -> list[Recognised]:
    """What stands side by side on one line, top first, in a scale in which most letters have the same size."""
    if not boxes:
        return []
    usual = statistics.median(height for _, _, _, height, _ in boxes)
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: one[2]):
        if rows and box[2] - rows[-1][0][2] < usual / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_line(sorted(row, key=lambda one: one[1]), usual) for row in rows]


def _line(row: list[Box], usual: float) -> Recognised:
    scale = _SIZE / usual
    text, last = "", row[0][1]
    for words, left, _, _, right in row:
        wide = left - last > _GAP * usual
        between = "\t" if wide else " " if text[-1:].isascii() and words[0].isascii() else ""
        text += between + words if text else words
        last = right
    height = statistics.median(one[3] for one in row)
    size = _SIZE if abs(height - usual) <= _ALIKE * usual else round(height * scale, 1)
    return text, round(row[0][1] * scale), -round(row[0][2] * scale), size, round(last * scale)


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])), sys.stdout)
