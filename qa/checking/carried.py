"""The place and the years that a statement speaks of, its own or carried on from the title and the sentence before.

全区, 区里 and 该公司 speak of what was named last; 今年, 同年 and a bare month of the year named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.checking.statements import Statement
from qa.text.folding import folded_text
from qa.text.periods import YEARS_BEFORE, asked_years

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d|\.\d)(?=年|[-/.]\d|至|到)")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "同年": 0, "次年": 1, "翌年": 1, "明年": 1, **YEARS_BEFORE}
_RELATIVE_WORD = re.compile("|".join(_RELATIVE))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a statement is about besides its own words.

    places: stems of places of the corpus, its own or carried. years: its own, stated or reckoned. own_place, own_year:
    whether it names them itself. titled_year: whether its years are only those of a title above it.
    """

    places: tuple[str, ...]
    years: tuple[str, ...]
    own_place: bool
    own_year: bool
    titled_year: bool


def settings(found: Sequence[Statement], places: Sequence[str]) -> list[Setting]:
    """One setting for each statement. places: the stems of the places that the corpus is about."""
    place: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    made = []
    for one in found:
        folded = folded_text(one.text)
        named = tuple(name for name in places if name in folded)
        stated = _stated(folded)
        years = stated or _reckoned(folded, spoken or titled)
        made.append(Setting(named or place, years or titled, bool(named), bool(stated), not years and bool(titled)))
        place, spoken = named or place, years or spoken
        titled = stated if one.title and stated else titled
    return made


def _stated(folded: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys([*_YEAR.findall(folded), *(year for year in asked_years(folded) if f"{year}年" in folded)])
    )


def _reckoned(folded: str, carried: Sequence[str]) -> tuple[str, ...]:
    """The year that 去年 or 同年 means by the one named last; none where none was named."""
    match = _RELATIVE_WORD.search(folded)
    if not match or not carried or match.group() in ("今年", "去年", "前年", "明年"):
        return tuple(carried) if match and match.group() == "今年" else ()
    return (str(int(carried[-1]) + _RELATIVE[match.group()]),)
