"""Where the sentences of a text end. It knows no document."""

from __future__ import annotations

import re

from qa.text.characters import CHINESE, CLOSING, NUMERALS, QUOTES
from qa.text.english import LITTLE_WORDS
from qa.types import Extent

_SENTENCE_END = re.compile(
    rf"(?:[。！？；]|(?<![\s!?;])[!?;]+(?![a-zA-Z0-9=&!?;]|[-.][A-Za-z0-9])|…+|\.(?=\s+[A-Z\"“(])"
    rf"|(?<=[{CHINESE}）])(?<![{NUMERALS}])\.(?=[\s{CHINESE}“「（]))[{re.escape(CLOSING)}]*[。！？!?；;…]*"
)

_SHORTENED = re.compile(
    r"(?:(?<![^\s(\[“\"'.-])(?P<initial>[A-Z])|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Gen|Sen|Rep|vs|cf|e\.g|i\.e|[Vv]ol|[Ff]ig))$"
)
_LONGEST_SHORTENED = 6
_BEHIND = re.compile(r"\s+([A-Z][A-Za-z]*)(\.?)")
_BEFORE = re.compile(r"([A-Za-z]+|\d)\s$")
_INITIAL = re.compile(r"[A-Z]\.\s?$")
_LONGEST_WORD = 20
_BEFORE_NAMES = {"and", "as", "by", "for", "from", "of", "or", "see", "to", "with"}

_BRACKET = re.compile("[（(）)]")
_LONGEST_BRACKET = 300

_SAID = re.compile(
    "[^，,。！？!?；;：:“”‘’「」]{1,40}?(?:说道?|表示|介绍道?|告诉[^，,。]{1,6}|称|指出|坦言|回忆道?|道)[，,。！!：:]"
)


def sentences(text: str, start: int = 0) -> list[Extent]:
    """Offsets of the sentences of ``text``, counted from ``start``; white space around them left out.

    A sentence ends at 。！？； or …… and the closing quotes behind it, or at the end of a line; not inside brackets.
    A narrow ? ! or ; behind a blank (Shift + ?), before a letter (/find?q=1) or a suffix (a?.txt) ends none, nor does a
    full stop behind an initial (R. Hooke) or Dr, Prof and the like; a narrow one between Chinese words does, but not
    behind a number.
    Who said a quotation (``“……。”杨敏说，``) belongs to it.
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        begin = line.start()
        for cut in [*_cuts(line.group(), line.start()), line.end()]:
            stripped = text[begin:cut].strip()
            if stripped:
                offset = start + begin + text[begin:cut].index(stripped)
                found.append((offset, offset + len(stripped)))
            begin = max(begin, cut)
    return found


def _cuts(line: str, start: int) -> list[int]:
    inside = _bracketed(line)
    cuts = []
    for match in _SENTENCE_END.finditer(line):
        if match.start() in inside or (match.group() == "." and _shortens(line, match.start())):
            continue
        said = _SAID.match(line, match.end()) if line[match.end() - 1] in QUOTES.values() else None
        cuts.append(start + (said.end() if said else match.end()))
    return cuts


def _shortens(line: str, stop: int) -> bool:
    """Whether the full stop at ``stop`` shortens the word before it: a name's first letter, a title, e.g. and the like.

    A single letter ended its sentence where The or another such word begins the next, behind a number (12 V.) and
    behind a small word that stands before no name (plan B.); I did unless another initial stands beside it.
    """
    found = _SHORTENED.search(line, max(0, stop - _LONGEST_SHORTENED), stop)
    if not found or not found["initial"]:
        return found is not None
    before = _BEFORE.search(line, max(0, stop - _LONGEST_WORD), stop - 1)
    behind = _BEHIND.match(line, stop + 1)
    if behind is None or (behind[1].lower() in LITTLE_WORDS and len(behind[1]) > 1):
        return False
    if before and (before[1].isdecimal() or (before[1].islower() and before[1] not in _BEFORE_NAMES)):
        return False
    beside = (len(behind[1]) == 1 and behind[2] == ".") or _INITIAL.search(line, max(0, stop - 4), stop - 1)
    return found["initial"] != "I" or bool(beside)


def _bracketed(line: str) -> set[int]:
    """The positions inside of brackets that are closed, one in another too."""
    inside: set[int] = set()
    opened: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket.group() in "（(":
            opened.append(bracket.start())
        elif opened and bracket.end() - (start := opened.pop()) <= _LONGEST_BRACKET:
            inside.update(range(start, bracket.end()))
    return inside
