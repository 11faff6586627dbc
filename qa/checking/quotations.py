"""Words in quotation marks, character by character: whether a source prints them, and where it prints others.

Width and white space aside, nothing is folded: a changed word inside “” is a changed quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.text.characters import QUOTES
from qa.text.folding import simplify
from qa.types import Extent

_LEAST = 2
_ALIKE = 0.6
_AROUND = 2
_EDGES = " \n，,。.！!？?；;、：:"
_OPEN = "".join(QUOTES)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a draft gives as another's: ``draft[start:end]``, without the marks around them."""

    start: int
    end: int
    text: str


def quotations(draft: str) -> list[Quotation]:
    """The quotations of ``draft``, in order, those inside of others left out; one that is never closed is none."""
    found, at = [], 0
    while (opened := re.compile(f"[{_OPEN}]").search(draft, at)) is not None:
        closing = draft.find(QUOTES[opened.group()], opened.end())
        if closing < 0:
            at = opened.end()
            continue
        start, end = _trimmed(draft, opened.end(), closing)
        if end - start >= _LEAST:
            found.append(Quotation(start, end, draft[start:end]))
        at = closing + 1
    return found


def parts_within(quoted: Sequence[Quotation], start: int, end: int, draft: str) -> list[Quotation]:
    """The parts of ``quoted`` that lie in ``draft[start:end]``: a quotation may run over several sentences."""
    found = []
    for one in quoted:
        first, last = _trimmed(draft, max(one.start, start), min(one.end, end))
        if last - first >= _LEAST:
            found.append(Quotation(first, last, draft[first:last]))
    return found


def printed_in(words: str, text: str) -> bool:
    """Whether ``text`` has ``words``, width, white space and marks of quotation inside aside."""
    return bool(plain := _plain(words)[0]) and plain in _plain(text)[0]


def nearest_words(words: str, text: str) -> tuple[Extent, Extent, float] | None:
    """Where ``text`` comes nearest to ``words``: the parts of both that differ, and the likeness, 0–1.

    Offsets of the changed stretch in ``words`` and of what stands for it in ``text``; None if nothing is near.
    """
    own, ours = _plain(words)
    other, theirs = _plain(text)
    if not own or not other:
        return None
    begin, end = _window(own, other)
    matcher = SequenceMatcher(None, own, other[begin:end], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    changed = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    if not changed:
        return None
    first, last = changed[0], changed[-1]
    mine = _stretch(ours, first[1], last[2], len(words))
    printed = _stretch(theirs, begin + first[3], begin + last[4], len(text))
    return _widened(words, mine), _widened(text, printed), matcher.ratio()


def _widened(text: str, extent: Extent) -> Extent:
    """An extent with up to two characters more on each side, no mark among them: 不到三个月 for 三."""
    start, end = extent
    for _ in range(_AROUND):
        start -= start > 0 and text[start - 1].isalnum()
        end += end < len(text) and text[end].isalnum()
    return start, end


def _window(own: str, other: str) -> Extent:
    """The stretch of ``other`` that lies against ``own`` when their longest common run is laid over each other."""
    longest = SequenceMatcher(None, own, other, autojunk=False).find_longest_match()
    begin = max(0, longest.b - longest.a)
    end = min(len(other), begin + len(own) + 2)
    return max(
        (
            (b, e)
            for b in range(max(0, begin - 2), begin + 3)
            for e in range(max(b + 1, end - 5), min(len(other), end + 2) + 1)
        ),
        key=lambda one: SequenceMatcher(None, own, other[one[0] : one[1]], autojunk=False).ratio(),
        default=(begin, end),
    )


def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """``text`` as compared, and the place of each of its characters."""
    characters, places = [], []
    for place, character in enumerate(text):
        for one in simplify(character).lower():
            if not one.isspace() and one not in _OPEN and one not in QUOTES.values():
                characters.append(one)
                places.append(place)
    return "".join(characters), tuple(places)


def _stretch(places: Sequence[int], first: int, last: int, length: int) -> Extent:
    """The original extent of plain characters ``first:last``; of none, the character beside them."""
    if first >= last:
        last = min(first + 1, len(places))
        first = max(0, last - 1)
    return (places[first], places[last - 1] + 1) if places else (0, length)


def _trimmed(text: str, start: int, end: int) -> Extent:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
