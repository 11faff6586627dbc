"""Bytes of a pdf on standard input -> its lines with their places on the page, as JSON on standard output.

It runs in a process of its own, so that a file which crashes, floods or stalls the parser costs that file alone.
It imports nothing of this package and decides nothing about paragraphs.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY_LIMIT = 4 * 1024**3
_BROKEN_WORD = (2, 0xFFFE)
_ENDS = (10, 13)
_BLANK = 32
Line = tuple[str, float, float, float]


def main(page_limit: int, seconds: int, text_limit: int, hyphen: int) -> dict[str, object]:
    """What the pdf on standard input holds: ``pages`` and ``facts``, or ``error`` with the reason.

    hyphen: the character that stands for a hyphen which broke a word at the end of a line.
    """
    _bound(seconds)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == 4 or "assword" in str(error)
        return {"error": "it is encrypted; save it without a password" if locked else "it is damaged or no .pdf file"}
    if len(document) > page_limit:
        return {"error": f"it has {len(document):,} pages; the limit is {page_limit:,}"}
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            pages.append(list(_lines(page.get_textpage(), text_limit - size, hyphen)))
            page.close()
        except pypdfium2.PdfiumError:
            return {"error": f"its page {number + 1} is damaged"}
        except OverflowError:
            return {"error": f"it holds more than {text_limit:,} characters"}
        size += sum(len(line[0]) for line in pages[-1])
    return {"pages": pages, "facts": document.get_metadata_dict()}


def _bound(seconds: int) -> None:
    """Let the system end this process when it takes too much, where it can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):
        pass


def _lines(textpage: Any, text_limit: int, hyphen: int) -> Iterator[Line]:
    """Text, left edge, base line and size of each line, in the order of the page's content.

    The library ends lines where it sees them end; they end as well where the base line leaps, as below a title.
    """
    import pypdfium2.raw as raw

    count = textpage.count_chars()
    if count > text_limit:
        raise OverflowError
    code_of, origin_of, handle = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    across, up = ctypes.byref(x), ctypes.byref(y)
    chars: list[int] = []
    left = base = size = last = 0.0
    for index in range(count):
        code = code_of(handle, index)
        if code in _ENDS:
            yield from _line(chars, left, base, size)
            chars = []
        elif code in _BROKEN_WORD:
            chars.append(hyphen)
        elif code == _BLANK:
            chars.append(code)
        else:
            origin_of(handle, index, across, up)
            if chars and _leaps(x.value - last, y.value - base, size):
                yield from _line(chars, left, base, size)
                chars = []
            if not chars:
                left, base, size = x.value, y.value, raw.FPDFText_GetFontSize(handle, index) or 1.0
            last = x.value
            chars.append(code)
    yield from _line(chars, left, base, size)


def _leaps(across: float, up: float, size: float) -> bool:
    """Whether the next character stands on another line: not a raised one, nor the next of a vertical line."""
    return abs(up) > 0.6 * size and abs(across) > 0.3 * size


def _line(codes: list[int], left: float, base: float, high: float) -> Iterator[Line]:
    data = b"".join(code.to_bytes(4, "little") for code in codes if code <= 0x10FFFF)
    text = data.decode("utf-32-le", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = "".join(char for char in text if char >= " " or char == "\t")
    if text.strip():
        yield text, round(left, 2), round(base, 2), round(high, 2)


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:5]))
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
