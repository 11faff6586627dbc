"""So many things named in a row, as 哪四种 asks for them: 梅花、兰花、竹子、菊花.

It reads a sentence and a question and knows no passage.
"""

from __future__ import annotations

import re

from qa.text.characters import BRACKETS, QUOTES
from qa.text.words import whole_words

_NUMBERS = {numeral: number for number, numeral in enumerate("二三四五六七八九", 2)} | {"两": 2}
_NUMBER = f"([2-9{''.join(_NUMBERS)}])"
_ASKED = re.compile(
    rf"哪{_NUMBER}(?!\d)|“{_NUMBER}[^”\d]{{1,6}}”.{{0,8}}(?:什么|哪些|哪几|指)|(?<!\d){_NUMBER}[项步个条种类级]是(?:什么|哪些)"
)
_CLAUSE = re.compile(r"[^，,。；;：:！!？?|\n]+")
_QUOTED = re.compile("|".join(f"{opening}([^{opening}{closing}]+){closing}" for opening, closing in QUOTES.items()))
_BETWEEN = "、"
_FEWEST_UNQUOTED = 3


def number_asked(question: str) -> int | None:
    """How many things a folded question asks to be named: 4 for 哪四种; None if it says no number."""
    found = _ASKED.search(question)
    said = next(filter(None, found.groups())) if found else None
    return _NUMBERS.get(said) or int(said) if said else None


def enumeration_of(number: int, text: str) -> tuple[int, int] | None:
    """Offsets in ``text`` of the only row of ``number`` things parted by 、; None if there is none or more than one.

    Its ends are quotation marks, or where every thing between the first and the last is as long as the others.
    """
    rows = {*_quoted_rows(number, text), *_even_rows(number, text)}
    return rows.pop() if len(rows) == 1 else None


def _quoted_rows(number: int, text: str) -> list[tuple[int, int]]:
    quoted = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]
    return [(start, end) for start, end in quoted if text.count(_BETWEEN, start, end) == number - 1]


def _even_rows(number: int, text: str) -> list[tuple[int, int]]:
    if number < _FEWEST_UNQUOTED:
        return []
    rows = []
    bounds = {edge for word in whole_words(text) for edge in (word.start, word.end)}
    for clause in _CLAUSE.finditer(text):
        things = clause.group().split(_BETWEEN)
        between = {len(thing) for thing in things[1:-1]}
        if len(things) != number or len(between) != 1 or min(len(things[0]), len(things[-1])) < (long := between.pop()):
            continue
        start = clause.start() + len(things[0]) - long
        end = clause.end() - len(things[-1]) + long
        if {start, end} <= bounds and _balanced(text[start:end]):
            rows.append((start, end))
    return rows


def _balanced(words: str) -> bool:
    return all(words.count(opening) == words.count(closing) for opening, closing in {**QUOTES, **BRACKETS}.items())
