"""Bytes of a pdf on standard input -> the lines of its pages, with their places there, as JSON on standard output.

It runs in a process of its own, so that a file which crashes, floods or stalls the parser costs that file alone.
It imports nothing of this package and decides nothing about paragraphs.
"""

from __future__ import annotations

import bisect
import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY_LIMIT = 4 * 1024**3
_BROKEN_WORD = (2, 0xFFFE)
_ENDS = (10, 13)
_BLANK = 32
_WIDE = 0x2E80
_SMALL, _RAISED, _HIGH, _GAP = 0.85, 0.15, 0.2, 1.6
_SUPERSCRIPTS = tuple(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
_DIGITS = frozenset((*range(48, 58), *_SUPERSCRIPTS))
_RAISED_BEGINS, _RAISED_ENDS = 14, 15
_KEPT = "\t\x0e\x0f"
_MONO = re.compile(
    r"mono|courier|consol|typewriter|menlo|monaco|code|fixed|cursor|inconsolata|"
    r"(?:^|\+)[a-z0-9]{0,4}tt[a-z]{0,2}\d{0,4}(?:[-_]|$)"
)
_WRAPPED, _MARK = frozenset(map(ord, "←→↩↪⤷⤦˓")), 3
_NAME_LENGTH = 200
_LOOKED_AT = 10
_PATH, _CURVE, _MOVE = 2, 1, 2
_THIN, _SHORTEST = 3.0, 4.0
_MOST_RULES = 5000
_FARTHEST = 14400
_MOST_ENTRIES = 5000
Char = tuple[int, int, float, float, float]
Rule = tuple[float, float, float, float]
Line = tuple[str, float, float, float, float, bool, bool, list[list[float]]]


def main(page_limit: int, seconds: int, text_limit: int, hyphen: int, part: int, parts: int) -> dict[str, object]:
    """What the pdf on standard input holds: ``pages``, their ``rules``, ``facts``, ``outline``; or why not, ``error``.

    hyphen: the character that stands for a hyphen which broke a word at the end of a line. part: which of so many
    ``parts`` of the pages, from 0; the first brings the outline.
    """
    _bound(seconds, _MEMORY_LIMIT // parts)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == 4 or "assword" in str(error)
        return {"error": "it is encrypted; save it without a password" if locked else "it is damaged or no .pdf file"}
    if len(document) > page_limit:
        return {"error": f"it has {len(document):,} pages; the limit is {page_limit:,}"}
    pages: list[list[Line]] = []
    rules: list[list[Rule]] = []
    size = 0
    for number in range(len(document) * part // parts, len(document) * (part + 1) // parts):
        try:
            page = document[number]
            rules.append(_rules(page))
            pages.append(list(_lines(page.get_textpage(), text_limit - size, hyphen, rules[-1])))
            page.close()
        except pypdfium2.PdfiumError:
            return {"error": f"its page {number + 1} is damaged"}
        except OverflowError:
            return {"error": f"it holds more than {text_limit:,} characters"}
        size += sum(len(line[0]) for line in pages[-1])
    try:
        outline = [] if part else _outline(document)
    except (pypdfium2.PdfiumError, ValueError, RecursionError):
        outline = []
    return {"pages": pages, "rules": rules, "facts": document.get_metadata_dict(), "outline": outline}


def _bound(seconds: int, memory: int) -> None:
    """Let the system end this process when it takes too much, where it can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass


def _rules(page: Any) -> list[Rule]:
    """The straight lines drawn on a page, upright or level, each from its left or lower end; none where there are too
    many, as in a drawing.
    """
    import pypdfium2.raw as raw

    found: list[Rule] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != _PATH:
            continue
        raw.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, edges))
        left, low, right, high = (edge.value for edge in edges)
        if right - left <= _THIN or high - low <= _THIN:
            found.append((left, low, right, high))
        elif raw.FPDFPath_CountSegments(drawn) <= _MOST_RULES:
            found += _segments(drawn)
        if len(found) > _MOST_RULES:
            return []
    straight = [one for one in found if (one[2] - one[0] <= _THIN) != (one[3] - one[1] <= _THIN)]
    straight = [one for one in straight if all(abs(edge) <= _FARTHEST for edge in one)]
    return [_rounded(one) for one in straight if max(one[2] - one[0], one[3] - one[1]) >= _SHORTEST]


def _rounded(rule: Rule) -> Rule:
    left, low, right, high = (round(edge, 1) for edge in rule)
    return left, low, right, high


def _segments(drawn: Any) -> Iterator[Rule]:
    """The lines of a path, as boxes around each."""
    import pypdfium2.raw as raw

    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        ends = [] if kind in (_MOVE, _CURVE) else [(last, point)]
        start = point if kind == _MOVE else start
        ends += [(point, start)] if raw.FPDFPathSegment_GetClose(segment) else []
        for one, other in ends:
            yield min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
        last = point


def _lines(textpage: Any, text_limit: int, hyphen: int, rules: list[Rule]) -> Iterator[Line]:
    """The lines of a page, in the order of its content.

    The library ends lines where it sees them end; they end as well where the base line leaps, as below a title. A wide
    space, or an upright rule, is a tab; raised digits stand between two marks.
    """
    import pypdfium2.raw as raw

    count = textpage.count_chars()
    if count > text_limit:
        raise OverflowError
    code_of, origin_of, size_of, handle = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetFontSize,
        textpage.raw,
    )
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    across, up = ctypes.byref(x), ctypes.byref(y)
    upright = sorted((one[0], one[1], one[3]) for one in rules if one[2] - one[0] <= _THIN)
    chars: list[Char] = []
    last: Char | None = None
    for index in range(count):
        code = code_of(handle, index)
        if code in _ENDS:
            yield from _line(chars, handle, upright)
            chars, last = [], None
        elif code in _BROKEN_WORD or code == _BLANK:
            chars.append((hyphen if code in _BROKEN_WORD else code, index, 0.0, 0.0, 0.0))
        else:
            origin_of(handle, index, across, up)
            raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            char = (code, index, x.value, y.value, round(size_of(handle, index) * scale, 2) or 1.0)
            if last is not None and _leaps(last, char):
                yield from _line(chars, handle, upright)
                chars = []
            chars.append(char)
            last = char
    yield from _line(chars, handle, upright)


def _leaps(last: Char, char: Char) -> bool:
    """Whether a character stands on another line: not a raised one, nor the next of a vertical line."""
    size = max(last[4], char[4])
    return abs(char[3] - last[3]) > 0.6 * size and abs(char[2] - last[2]) > 0.3 * size


def _advance(code: int, size: float) -> float:
    """About how far a character moves the pen."""
    return size if code >= _WIDE else 0.5 * size


def _is_ruled_off(upright: list[tuple[float, float, float]], last: Char, char: Char) -> bool:
    """Whether an upright rule stands between two characters of a line, not in the first one, as a frame's may."""
    place = bisect.bisect_right(upright, (last[2] + 0.5 * _advance(last[0], last[4]), math.inf, math.inf))
    while place < len(upright) and upright[place][0] <= char[2]:
        if upright[place][1] <= char[3] + 0.3 * char[4] <= upright[place][2]:
            return True
        place += 1
    return False


def _line(chars: list[Char], handle: Any, upright: list[tuple[float, float, float]]) -> Iterator[Line]:
    """Text, left edge, base line, size, right edge, whether its letters are a typewriter's, and heavy, and the edges
    of each part that a tab parts.
    """
    placed = [char for char in chars if char[4]]
    if not placed:
        return
    sizes: dict[float, int] = {}
    for char in placed:
        sizes[char[4]] = sizes.get(char[4], 0) + 1
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = next(char[3] for char in placed if char[4] == size)
    codes: list[int] = []
    cells = [[round(placed[0][2], 2), 0.0]]
    last: Char | None = None
    raised = False
    for char in chars:
        code, _, left, _, own = char
        is_raised = bool(own) and code in _DIGITS and _is_raised(char, handle, base, size)
        if own and is_raised != raised:
            codes.append(_RAISED_BEGINS if is_raised else _RAISED_ENDS)
            raised = is_raised
        wide = own and last is not None and left - last[2] - _advance(last[0], last[4]) > _GAP * size
        if last is not None and own and (wide or _is_ruled_off(upright, last, char)):
            while codes and codes[-1] == _BLANK:
                codes.pop()
            codes.append(9)
            cells[-1][1] = round(last[2] + _advance(last[0], last[4]), 2)
            cells.append([round(left, 2), 0.0])
        codes.append(code)
        last = char if own else last
    codes += [_RAISED_ENDS] if raised else []
    data = b"".join(code.to_bytes(4, "little") for code in codes if code <= 0x10FFFF)
    text = data.decode("utf-32-le", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = "".join(char for char in text if char >= " " or char in _KEPT).strip()
    if text.strip():
        end = placed[-1]
        right = end[2] + _advance(end[0], end[4])
        cells[-1][1] = round(right, 2)
        mono, bold = _style(placed, handle)
        yield text, round(placed[0][2], 2), round(base, 2), round(size, 2), round(right, 2), mono, bold, cells


def _is_raised(char: Char, handle: Any, base: float, size: float) -> bool:
    """Whether a digit stands above the line, by its place, its shape or its nature."""
    import pypdfium2.raw as raw

    code, index, _, height, own = char
    if code in _SUPERSCRIPTS:
        return True
    if own < _SMALL * size and height > base + _RAISED * size:
        return True
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(handle, index, *map(ctypes.byref, edges))
    return bool(edges[2].value > height + _HIGH * own)


def _style(placed: list[Char], handle: Any) -> tuple[bool, bool]:
    """Whether characters all over the line are of even width, and bold; the marks where it is wrapped aside."""
    import pypdfium2.raw as raw

    marks = [place for place, char in enumerate(placed) if char[0] in _WRAPPED]
    begin = max((place + 1 for place in marks if place < _MARK), default=0)
    end = min((place for place in marks if place >= len(placed) - _MARK), default=len(placed))
    placed = placed[begin:end] or placed
    names: list[str] = []
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(_NAME_LENGTH)
    for index in {placed[(len(placed) - 1) * step // _LOOKED_AT][1] for step in range(_LOOKED_AT + 1)}:
        size = raw.FPDFText_GetFontInfo(handle, index, buffer, _NAME_LENGTH, ctypes.byref(flags))
        names.append(buffer.value.decode("utf-8", "replace").lower() if 0 < size <= _NAME_LENGTH else "")
    return all(map(is_typewriter, names)), all("bold" in name or "black" in name or "heavy" in name for name in names)


def is_typewriter(name: str) -> bool:
    """Whether a font, its name in small letters, has letters of even width: ``courier``, ``abcdef+t1xtt``."""
    return _MONO.search(name) is not None


def _outline(document: Any) -> list[tuple[int, str, int]]:
    """Level from 1, title and page from 0 of each entry of the file's own list of contents."""
    found: list[tuple[int, str, int]] = []
    for entry in document.get_toc(max_depth=6):
        place = entry.get_dest()
        page = place.get_index() if place is not None else None
        if page is not None and len(found) < _MOST_ENTRIES:
            found.append((entry.level + 1, entry.get_title() or "", page))
    return found


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:7]))
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
