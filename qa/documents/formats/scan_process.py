"""Bytes of a picture or a pdf on standard input -> the lines recognised on its pages, or the picture of one of them.

It runs in a process of its own, so that a file which crashes or floods a library costs that file alone. It imports
nothing of this package. The recogniser's models come with its package; nothing is fetched, nothing written to a file.
"""

from __future__ import annotations

import io
import json
import math
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_LONGEST_SIDE = 2_000
_MOST_PIXELS = 60_000_000
_QUALITY = 75
_SIZE = 10.0
_ALIKE = 0.3
_GAP = 1.6
_SURE, _PLAIN = 0.5, 0.85
_FINEST = 0.0001
Edges = tuple[float, float, float, float]
Recognised = tuple[str, float, float, float, float, Edges]
Draw = Callable[[int, int], Any]


class _Part(NamedTuple):
    """What was recognised in one piece. left, base, height, right: the page turned straight; downwards is positive.

    edges: left, top, right, bottom on the page as it is.
    """

    text: str
    left: float
    base: float
    height: float
    right: float
    edges: Edges


def recognise(suffix: str, page_limit: int, seconds: float) -> Iterator[object]:
    """How many pages there are, then of each the lines: text, left, base, size, right and edges as shares of the page.

    Or, at any time, ``{"error": reason}``. seconds: of processor time for each core, after which the system ends this
    process, where it can.
    """
    _bound(seconds)
    try:
        count, draw = _opened(suffix)
        if count > page_limit:
            raise ValueError(f"it has {count:,} pages to recognise; the limit is {page_limit:,}")
        yield count
        from rapidocr import RapidOCR

        engine = RapidOCR(params={"Global.log_level": "critical"})
        for number in range(count):
            yield _lines_of(engine, _as_array(draw(number, _LONGEST_SIDE)))
    except ValueError as error:
        yield {"error": str(error)}


def picture(suffix: str, page: int, longest_side: int, seconds: float) -> bytes:
    """Page number ``page``, from 1, as a JPEG. Raises ValueError if it cannot be drawn."""
    _bound(seconds)
    _, draw = _opened(suffix)
    drawn = io.BytesIO()
    draw(page - 1, longest_side).save(drawn, "JPEG", quality=_QUALITY)
    return drawn.getvalue()


def _bound(seconds: float) -> None:
    try:
        import resource

        most = math.ceil(seconds) * (os.cpu_count() or 1)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    except (ImportError, ValueError, OSError):
        pass


def _opened(suffix: str) -> tuple[int, Draw]:
    """How many pages there are, and what draws one, upright: number from 0, points of its longest side at most."""
    return _pdf() if suffix == ".pdf" else _pictures()


def _pdf() -> tuple[int, Draw]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        raise ValueError("it is damaged or no .pdf file") from error

    def draw(number: int, longest_side: int) -> Any:
        page = document[number]
        return page.render(scale=longest_side / max(*page.get_size(), 1.0)).to_pil().convert("RGB")

    return len(document), draw


def _pictures() -> tuple[int, Draw]:
    from PIL import Image, ImageOps

    try:
        file = Image.open(io.BytesIO(sys.stdin.buffer.read()))
        if file.width * file.height > _MOST_PIXELS:
            raise ValueError(f"it has more than {_MOST_PIXELS // 1_000_000} million points")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("it is damaged or no picture") from error

    def draw(number: int, longest_side: int) -> Any:
        file.seek(number)
        upright = ImageOps.exif_transpose(file.convert("RGB"))
        upright.thumbnail((longest_side, longest_side))
        return upright

    return getattr(file, "n_frames", 1), draw


def _as_array(page: Any) -> Any:
    """Shape (height, width, 3), blue first."""
    import numpy as np

    return np.asarray(page)[..., ::-1]


def _lines_of(engine: Any, page: Any) -> list[Recognised]:
    """The lines of a page, also of one that lies upside down.

    Which way a line stands is not asked of the library line by line: on noisy pages it turns some that stand right.
    """
    import numpy as np

    height, width = page.shape[:2]
    found = engine(page, use_cls=False)
    if _sureness(found) < _PLAIN:
        turned = engine(np.ascontiguousarray(page[::-1, ::-1]), use_cls=False)
        if _sureness(turned) > _sureness(found):
            return [(*line[:5], _turned(line[5])) for line in _lines(_parts(turned), width, height)]
    return _lines(_parts(found), width, height)


def _sureness(found: Any) -> float:
    return statistics.median(found.scores) if found.boxes is not None and len(found.scores) else 0.0


def _turned(edges: Edges) -> Edges:
    """The same edges on the page as it lies."""
    x0, y0, x1, y1 = edges
    return round(1 - x1, 4), round(1 - y1, 4), round(1 - x0, 4), round(1 - y0, 4)


def _parts(found: Any) -> list[_Part]:
    if found.boxes is None:
        return []
    corners = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    slope = statistics.median(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in corners)
    cos, sin = math.cos(slope), math.sin(slope)
    parts = []
    for text, score, box in zip(found.txts, found.scores, corners, strict=True):
        straight = [(x * cos + y * sin, y * cos - x * sin) for x, y in box]
        if score >= _SURE and text.strip():
            height = math.dist(straight[0], straight[3])
            columns, rows = [x for x, _ in box], [y for _, y in box]
            edges = (min(columns), min(rows), max(columns), max(rows))
            parts.append(_Part(text.strip(), straight[3][0], straight[3][1], height, straight[1][0], edges))
    return parts


def _lines(parts: list[_Part], width: float, height: float) -> list[Recognised]:
    """What stands side by side on one line, top first, in a scale in which most letters have the same size.

    width, height: of the page, in points.
    """
    if not parts:
        return []
    usual = statistics.median(part.height for part in parts)
    rows: list[list[_Part]] = []
    for part in sorted(parts, key=lambda one: one.base):
        if rows and part.base - rows[-1][0].base < usual / 2:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [_line(sorted(row, key=lambda one: one.left), usual, width, height) for row in rows]


def _line(row: list[_Part], usual: float, width: float, height: float) -> Recognised:
    scale = _SIZE / usual
    text, last = "", row[0].left
    for part in row:
        wide = part.left - last > _GAP * usual
        between = "\t" if wide else " " if text[-1:].isascii() and part.text[0].isascii() else ""
        text += between + part.text if text else part.text
        last = part.right
    letters = statistics.median(part.height for part in row)
    size = _SIZE if abs(letters - usual) <= _ALIKE * usual else round(letters * scale, 1)
    lefts, tops, rights, bottoms = zip(*(part.edges for part in row), strict=True)
    x0, x1 = _shares(min(lefts) / width, max(rights) / width)
    y0, y1 = _shares(min(tops) / height, max(bottoms) / height)
    return text, round(row[0].left * scale), -round(row[0].base * scale), size, round(last * scale), (x0, y0, x1, y1)


def _shares(first: float, last: float) -> tuple[float, float]:
    """A stretch inside 0–1 that is not empty."""
    first = min(max(round(first, 4), 0.0), 1 - _FINEST)
    return first, min(max(round(last, 4), first + _FINEST), 1.0)


def main(task: str, suffix: str, *numbers: str) -> None:
    """Do one task and write what it gives: JSON line by line, or the bytes of a picture."""
    if task == "picture":
        page, longest_side, seconds = map(int, numbers)
        sys.stdout.buffer.write(picture(suffix, page, longest_side, seconds))
        return
    page_limit, bound = numbers
    for one in recognise(suffix, int(page_limit), float(bound)):
        print(json.dumps(one), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
