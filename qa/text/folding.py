"""Text folded for matching: width, case, blanks around figures and foreign words, traditional to simplified, numerals.

What is folded is only ever compared, never shown: every folded character knows where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from qa.text.characters import CHINESE, NUMERALS
from qa.text.measure_words import MEASURE_WORDS
from qa.text.pictures import without_addresses

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_NUMERAL = re.compile(
    "(?P<percent>百分之)?(?:"
    r"(?P<decimal>\d[\d,]*(?:\.\d+)?)(?P<scale>[千万亿]+)?"
    "|(?P<spoken>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]?)?)"
    ")"
)
_HAN, _LETTER = f"[{CHINESE}〇]", f"[^\\W_{CHINESE}〇]"
_EMPHASIS = r"[^\S\n\r]*(?:\*\*|`)[^\S\n\r]*"
_GAP = re.compile(
    rf"(?:(?<={_HAN})[^\S\n\r]+(?={_LETTER})|(?<={_LETTER})[^\S\n\r]+(?={_HAN})"
    rf"|(?<=[%℃°])[^\S\n\r]+(?={_HAN})|(?<=\d)[^\S\n\r]+(?=[%℃°])"
    rf"|(?<=\d){_EMPHASIS}(?={_HAN})|(?<={_HAN}){_EMPHASIS}(?=\d))"
)
_RULE_NUMBER = re.compile(
    rf"第[^\S\n\r]*[{NUMERALS}\d](?:[^\S\n\r]*[{NUMERALS}\d]){{0,6}}[^\S\n\r]*(?=[条章节款项编篇])"
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its character ``i`` stands for ``original[starts[i]:ends[i]]``; blanks may be in none.

    text: what to match on. starts, ends: offsets in the original, in code points, as long as ``text``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the folded stretch ``start``–``end``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def simplify(text: str) -> str:
    """Fold width (Unicode NFKC) and traditional characters, and nothing else: what encoders are given.

    Half of a surrogate pair, which is no character, becomes ``?``.
    """
    whole = without_addresses(text).encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole).translate(_simplified())


def in_simplified(text: str) -> str:
    """Traditional characters one by one in their simplified form: what a reader is given, offsets as in ``text``."""
    return without_addresses(text).encode("utf-8", "replace").decode("utf-8").translate(_simplified())


def without_gaps(text: str) -> str:
    """``text`` without the blanks that only set figures and foreign words off from Chinese: 2019 年 3 月, Debian 项目.

    Nor with those inside the number of a rule: 第 十二 条; nor with Markdown's emphasis between a figure and Chinese.

    >>> without_gaps("2019 年 3 月，Debian 项目的 32 个 Linux kernel")
    '2019年3月，Debian项目的32个Linux kernel'
    >>> without_gaps("以 **1900** 年为起点")
    '以1900年为起点'
    """
    return _GAP.sub("", _RULE_NUMBER.sub(lambda number: _BLANKS.sub("", number.group()), text))


@lru_cache(maxsize=512)
def fold(text: str) -> Folded:
    """Fold ``text`` for matching; the texts asked for last are kept.

    >>> fold("２０２１年，抽調二百四十人").text
    '2021年,抽调240人'
    >>> fold("百分之十、2.1 万").text
    '10%、21000'
    """
    characters, starts, ends = [], [], []
    for position, character in enumerate(without_addresses(text)):
        for folded in _fold_character(character):
            characters.append(folded)
            starts.append(position)
            ends.append(position + 1)
    return _fold_numerals(_close_gaps(Folded("".join(characters), tuple(starts), tuple(ends))))


@lru_cache(maxsize=4096)
def folded_text(text: str) -> str:
    """``fold(text).text``, several times as fast; the texts asked for last are kept."""
    characters = without_gaps("".join(map(_fold_character, without_addresses(text))))
    found, done = [], 0
    for match in _NUMERAL.finditer(characters):
        value = _value_of(match, characters)
        if value is not None:
            found += [characters[done : match.start()], value]
            done = match.end()
    return "".join([*found, characters[done:]])


def _close_gaps(folded: Folded) -> Folded:
    gaps = {position for gap in _GAP.finditer(folded.text) for position in range(*gap.span())}
    numbers = (range(*number.span()) for number in _RULE_NUMBER.finditer(folded.text))
    gaps |= {position for places in numbers for position in places if folded.text[position].isspace()}
    if not gaps:
        return folded
    kept = [position for position in range(len(folded.text)) if position not in gaps]
    starts, ends = tuple(folded.starts[i] for i in kept), tuple(folded.ends[i] for i in kept)
    return Folded("".join(folded.text[i] for i in kept), starts, ends)


def _fold_numerals(folded: Folded) -> Folded:
    text, starts, ends = [], [], []
    done = 0
    for match in _NUMERAL.finditer(folded.text):
        value = _value_of(match, folded.text)
        if value is None or value == match.group():
            continue
        begin, end = match.span()
        text.append(folded.text[done:begin] + value)
        starts += [*folded.starts[done:begin], *[folded.starts[begin]] * len(value)]
        ends += [*folded.ends[done:begin], *[folded.ends[end - 1]] * len(value)]
        done = end
    text.append(folded.text[done:])
    return Folded("".join(text), (*starts, *folded.starts[done:]), (*ends, *folded.ends[done:]))


def _value_of(match: re.Match[str], text: str) -> str | None:
    """The matched numeral in Arabic digits; None when the characters are not a number here."""
    if match["decimal"]:
        number = _scaled(match["decimal"], match["scale"] or "")
    else:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        number = _spoken(match["spoken"], before, after, percent=bool(match["percent"]))
    if number is None:
        return None
    return f"{number}%" if match["percent"] else number


def _scaled(decimal: str, scale: str) -> str | None:
    """``2.1`` and ``万`` to ``21000``; a comma is dropped only where it parts thousands."""
    if "," in decimal:
        if not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", decimal):
            return None
        decimal = decimal.replace(",", "")
    whole, _, fraction = decimal.partition(".")
    zeros = sum({"千": 3, "万": 4, "亿": 8}[unit] for unit in scale)
    if not zeros:
        return decimal
    digits = whole + fraction.ljust(zeros, "0")[:zeros]
    rest = fraction[zeros:]
    return (digits.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _spoken(numeral: str, before: str, after: str, *, percent: bool) -> str | None:
    if numeral == "百" and percent:
        return "100"
    whole, _, fraction = numeral.partition("点")
    if fraction and not percent and not after:
        return None
    scale = fraction[-1:] if fraction[-1:] in _MYRIADS else ""
    fraction = fraction.removesuffix(scale)
    if len(whole) == 1 and not (percent or fraction) and (after not in MEASURE_WORDS or not after or before == "第"):
        return None
    value = _positional(whole, after) if not set(whole) & set("十百千万亿") else _cardinal(whole)
    if value is None or not fraction:
        return value
    return _scaled(value + "." + "".join(str(_DIGITS[c]) for c in fraction), scale)


def _positional(numeral: str, after: str) -> str | None:
    """``二〇二二`` to ``2022``: digits read one by one, as in years; ``七一`` and ``五一`` are names, not numbers."""
    if len(numeral) == 1 or "〇" in numeral or (len(numeral) == 4 and after == "年"):
        return "".join(str(_DIGITS[c]) for c in numeral)
    return None


def _cardinal(numeral: str) -> str | None:
    """``二百四十`` to ``240``; None for what is no number, such as ``千万`` alone or ``十四五``."""
    total = section = 0
    digit: int | None = None
    unit = last = 10_000
    counted = False
    for character in numeral:
        if character in _DIGITS:
            if digit:
                return None
            digit, counted = _DIGITS[character], True
        elif character in _UNITS:
            if _UNITS[character] >= unit or (digit is None and (character != "十" or section)):
                return None
            unit = last = _UNITS[character]
            section += (1 if digit is None else digit) * unit
            counted, digit = True, None
        else:
            section += digit or 0
            if not counted or not (section or total):
                return None
            last = _MYRIADS[character]
            total = total + section * last if character == "万" else (total + section) * last
            section, digit, unit = 0, None, 10_000
    if digit and last > 10 and numeral[-2] not in "零〇":
        digit *= last // 10
    return str(total + section + (digit or 0)) if counted else None


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFKC", character).translate(_simplified()).lower()


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional to simplified, character by character so that no offset moves (OpenCC's t2s table)."""
    from opencc import OpenCC

    blocks = [(0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)]
    characters = [chr(code) for first, last in blocks for code in range(first, last)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, simplified, strict=True) if old != new and len(new) == 1}
