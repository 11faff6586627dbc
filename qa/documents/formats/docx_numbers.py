"""The numbers that Word prints before the paragraphs of a list and before headings (ECMA-376-1, 17.9).

They stand in no paragraph's text: Word counts them from the list's definition, and sets them apart. It reads no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qa.text.characters import CHINESE

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LEVELS = 9
_MOST = 9_999
_PLACE = re.compile(r"%([1-9])")
_GAPS = (("[!-~]$", " "), (f"[{CHINESE}〇０-９]$", "\u3000"))


class ListNumbers:
    """Counts as Word does, paragraph by paragraph in their order.

    numbering: the root of ``numbering.xml``, styles: of ``styles.xml``; None where the file has none.
    """

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, str] = {}
        self._begun: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def next(self, paragraph: Any) -> str | None:
        """What stands before ``paragraph``: ``第一条　``, ``2.1 ``, ``一、``; empty for bullets, None outside lists."""
        place = self._place(paragraph)
        levels = self._levels.get(self._lists.get(place[0], "")) if place else None
        if place is None or levels is None or place[1] not in levels:
            return None if place is None else ""
        number, depth = place
        counts = self._counts.setdefault(self._lists[number], [None] * _LEVELS)
        begun = self._begun.pop(place, None)
        before = counts[depth]
        counts[depth] = begun if begun is not None else _start(levels, depth) if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            if deeper not in levels or _restarts(levels[deeper], depth):
                counts[deeper] = None
        if _value(levels[depth], "numFmt") in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            legal = levels[depth].find(_NAMESPACE + "isLgl") is not None
            count = counts[at] if at <= depth else None
            form = "decimal" if legal or at not in levels else _value(levels[at], "numFmt")
            return _printed(_start(levels, at) if count is None else count, form)

        written = _PLACE.sub(shown, _value(levels[depth], "lvlText")).lstrip()
        return written if _value(levels[depth], "suff") == "nothing" else _set_apart(written.rstrip())

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list of a paragraph and its depth in it, from 0, as it says or its style does."""
        style = self._styles.get(_value(paragraph, f"pPr/{_NAMESPACE}pStyle"))
        own = paragraph.find(f"{_NAMESPACE}pPr/{_NAMESPACE}numPr")
        if own is None:
            return style
        number, depth = _value(own, "numId"), _value(own, "ilvl")
        found = number or (style[0] if style else ""), _depth(depth) if depth else style[1] if style else 0
        return None if found[0] in ("", "0") else found

    def _read(self, numbering: Any) -> None:
        for one in numbering.iterchildren(_NAMESPACE + "abstractNum"):
            levels = {_depth(level.get(_NAMESPACE + "ilvl")): level for level in one.iterchildren(_NAMESPACE + "lvl")}
            self._levels[one.get(_NAMESPACE + "abstractNumId")] = levels
        for one in numbering.iterchildren(_NAMESPACE + "num"):
            number = one.get(_NAMESPACE + "numId")
            self._lists[number] = _value(one, "abstractNumId")
            for override in one.iterchildren(_NAMESPACE + "lvlOverride"):
                if begun := _value(override, "startOverride"):
                    self._begun[number, _depth(override.get(_NAMESPACE + "ilvl"))] = _number(begun)

    def _read_styles(self, styles: Any) -> None:
        """Lists that styles belong to; a level of a list names the style that stands at it."""
        at = {
            _value(level, "pStyle"): depth
            for levels in self._levels.values()
            for depth, level in levels.items()
            if _value(level, "pStyle")
        }
        for style in styles.iterchildren(_NAMESPACE + "style"):
            id, own = style.get(_NAMESPACE + "styleId") or "", style.find(f"{_NAMESPACE}pPr/{_NAMESPACE}numPr")
            based = self._styles.get(_value(style, "basedOn"))
            if own is not None and _value(own, "numId") != "0":
                number = _value(own, "numId") or (based[0] if based else "")
                self._styles[id] = number, at.get(id, _depth(_value(own, "ilvl")))
            elif own is None and based:
                self._styles[id] = based


def _set_apart(number: str) -> str:
    """With the gap for which Word has a tab; a mark that ends it, as in ``一、`` and ``（一）``, is enough of one."""
    return number + next((gap for end, gap in _GAPS if re.search(end, number)), "")


def _value(element: Any, path: str) -> str:
    found = element.find(_NAMESPACE + path)
    return (found.get(_NAMESPACE + "val") or "") if found is not None else ""


def _number(text: str | None) -> int:
    return min(int(text), _MOST) if text and text.isascii() and text.isdecimal() else 0


def _restarts(level: Any, depth: int) -> bool:
    """Whether a level counts anew below a number at ``depth``: articles may go on from chapter to chapter."""
    after = _value(level, "lvlRestart")
    return not after or depth < _number(after)


def _depth(text: str | None) -> int:
    return min(_number(text), _LEVELS - 1)


def _start(levels: dict[int, Any], depth: int) -> int:
    begun = _value(levels[depth], "start") if depth in levels else ""
    return _number(begun) if begun else 1


def _printed(count: int, form: str) -> str:
    """``count`` in one of the forms of ST_NumberFormat; what is not among these in digits."""
    forms: dict[str, Callable[[int], str]] = {
        "decimalZero": lambda n: f"{n:02}",
        "lowerLetter": _letters,
        "upperLetter": lambda n: _letters(n).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda n: _roman(n).upper(),
        "chineseCounting": _chinese,
        "chineseCountingThousand": _chinese,
        "taiwaneseCounting": _chinese,
        "taiwaneseCountingThousand": _chinese,
        "japaneseCounting": _chinese,
        "ideographDigital": lambda n: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(n)),
        "decimalEnclosedCircle": lambda n: chr(ord("①") + n - 1) if 0 < n <= 20 else str(n),
        "decimalEnclosedCircleChinese": lambda n: chr(ord("①") + n - 1) if 0 < n <= 20 else str(n),
        "decimalFullWidth": lambda n: str(n).translate({ord(str(d)): ord("０") + d for d in range(10)}),
    }
    return forms[form](count) if form in forms else str(count)


def _letters(count: int) -> str:
    """A … z, aa, bb …"""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else "0"


def _roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (count // value)
        count %= value
    return written


def _chinese(count: int) -> str:
    """十二, 二十, 一百零三."""
    if count < 10:
        return _DIGITS[count]
    written, rest = "", count
    for value, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, value)
        if digit:
            written += _DIGITS[digit] + sign
        elif written and rest and not written.endswith("零"):
            written += "零"
    written += _DIGITS[rest] if rest else ""
    return written.removeprefix("一") if 10 <= count < 20 else written
