"""A right figure of a wrong subject: the place or the year of a statement against those of its source."""

from __future__ import annotations

import re

from qa.checking.carried import Setting
from qa.checking.comparison import Apart
from qa.checking.stretches import SourceStretch
from qa.text.folding import fold
from qa.text.periods import YEARS_BEFORE
from qa.text.places import DIVISIONS
from qa.types import Extent

_GENERAL = re.compile(r"全[区县市省镇乡村]|[区县市镇村]里|我[区县市]|[该本][区县市镇村]|当地")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_SURE = 0.8


def wrong_setting(text: str, setting: Setting, source: SourceStretch) -> list[Apart]:
    """Where the statement ``text`` names a place or year that its source is not of; the words of both sides."""
    found = []
    if not source.fits_place and source.document.place:
        own = _own_place(text, setting)
        printed = _printed(source, re.compile(re.escape(source.document.place) + f"[{DIVISIONS}]?"))
        found.append(Apart("name", own, printed, _SURE))
    if not source.fits_years and (setting.own_year or not setting.titled_year):
        own = _first(text, re.compile("|".join((_YEAR.pattern, *YEARS_BEFORE, "今年", "同年"))))
        found.append(Apart("period", own, _printed(source, _YEAR, year=(source.document.period or "")[:4]), _SURE))
    return found


def _own_place(text: str, setting: Setting) -> Extent:
    named = "|".join(map(re.escape, setting.places))
    pattern = re.compile(f"(?:{named})[{DIVISIONS}]?|{_GENERAL.pattern}")
    return _first(text, pattern)


def _first(text: str, pattern: re.Pattern[str]) -> Extent:
    """Where ``pattern``, of folded text, stands first in ``text``; all of it where it does not."""
    folded = fold(text)
    match = pattern.search(folded.text)
    return folded.original(*match.span()) if match else (0, len(text))


def _printed(source: SourceStretch, pattern: re.Pattern[str], *, year: str = "") -> Extent:
    """Offsets from the source's start of the nearest such words: in it, else before it, else behind it."""
    match = pattern.search(source.text)
    if match:
        return match.span()
    before = [one for one in pattern.finditer(source.document.text, 0, source.start) if not year or year in one.group()]
    behind = next(pattern.finditer(source.document.text, source.end), None)
    nearest = before[-1] if before else behind
    if nearest is None:
        return 0, len(source.text)
    return nearest.start() - source.start, nearest.end() - source.start
