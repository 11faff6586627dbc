"""Whether one line goes on in the next: the sentence joiner.

It looks at two texts only; which blocks are neighbours, and what they are for, is decided elsewhere.
"""

from __future__ import annotations

import re

ENDS = "。！？!?…；;：:—｡"
FULL_STOPS = "。！？!?…｡."
CLOSERS = "”’」』）)》〉】］]\"'"
OPENERS = "“‘「『（(《〈【［["
NOT_FIRST = "，。、；：？！,;:?!）)》〉】］]”’」』…·%％℃"
COMMAS = "，,、"
PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}
NUMBERING = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,6}[编篇章节条部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}[是要][^的]|\d{1,2}(?:\.\d{1,2}){0,3}[.、．](?=\D)|[（(]\d{1,2}[）)]|[①-⑳]"
)
SPEAKER = re.compile(r"[^\s，,。！？!?：:“”]{1,8}[：:]")
LATIN = re.compile(r"[A-Za-z0-9]")
WINDOW = 300


def is_open(text: str) -> bool:
    """Whether ``text`` stops before its sentence does: no full stop, colon, semicolon, dash or closing mark at its end."""
    last = text[-1]
    if last in CLOSERS:
        inner = text.rstrip(CLOSERS)[-1:]
        return bool(inner) and inner not in FULL_STOPS
    if last == ".":
        return text[-2:-1].isdigit()
    return last.isalnum() or last in COMMAS or last in OPENERS or last in "·%％℃+＋-－–/／&＆=＝~～"


def has_open_pair(text: str) -> bool:
    """Whether a quotation mark or bracket that opens near the end of ``text`` is not closed in it."""
    expected: list[str] = []
    for char in text[-WINDOW:]:
        if char in PAIRS:
            expected.append(PAIRS[char])
        elif expected and char == expected[-1]:
            expected.pop()
    return bool(expected)


def continues(left: str, right: str) -> bool:
    """Whether ``right`` is the rest of a sentence that ``left`` began; both are trimmed and not empty."""
    if right[0] in NOT_FIRST or left[-1] in OPENERS:
        return left[-1] not in "。！？!?"
    if left[-1] == "—" and left[-2:-1] != "—" and right[0] == "—":
        return True
    if left[-1] == "." and left[-2:-1].isdigit():
        return right[0].isdigit()
    if not is_open(left):
        return False
    return left[-1] in COMMAS or has_open_pair(left) or not NUMBERING.match(right)


def glue(left: str, right: str) -> str:
    """What stands between two joined halves: a space between Latin letters or digits, else nothing."""
    return " " if LATIN.match(left[-1]) and LATIN.match(right[0]) else ""
