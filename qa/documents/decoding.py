"""Bytes -> text: which encoding a file is in. It knows nothing of lines or documents."""

from __future__ import annotations

_CONTROLS = bytes(sorted(frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")))
_STRAY = 200
BYTE_ORDER_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]


def decode(data: bytes) -> str:
    """``data`` as text: by its byte order mark, else UTF-8, else GB18030, else what charset-normalizer finds.

    A control character here and there, as editors leave behind, does not make it binary; a zero byte does.
    Raises ValueError, with the reason, if it is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if 0 in data or controls * _STRAY > len(data):
        raise ValueError("it is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it begins as {encoding} but is damaged at byte {error.start}") from error


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes

    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_chinese(text):
        return text
    best = from_bytes(
        data[:200_000], cp_isolation=["big5", "big5hkscs", "utf_16_le", "utf_16_be", "cp1252", "gb18030"]
    ).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    if text:
        return text
    raise ValueError("its encoding is not known; save it as UTF-8")


def _looks_chinese(text: str) -> bool:
    """Whether most of what is not ASCII lies in the common Chinese characters and punctuation of GB2312."""
    foreign = [char for char in text[:20_000] if ord(char) > 127]
    common = 0
    for char in foreign:
        try:
            first = char.encode("gb2312")[0]
        except UnicodeEncodeError:
            continue
        common += first <= 0xA3 or 0xB0 <= first <= 0xD7
    return common * 10 >= len(foreign) * 7
