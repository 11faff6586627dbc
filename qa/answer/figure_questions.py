"""A Chinese sentence with a figure to the question that it answers: 将全区划分为499个网格 → 将全区划分为多少个网格？

A clause becomes a question where it stands, since Chinese asks in the same order of words. It looks nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer.asked_units import units_asked
from qa.text.characters import CHINESE
from qa.text.folding import folded_text
from qa.text.measure_words import COUNTERS

_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n]+")
_FIGURE = re.compile(
    rf"(?:近|约|超过|逾|不足|不少于)?(?<![第\d.等])(?!(?:19|20)\d\d年)\d[\d,.]*[余多]?(?:(?:[万亿千百][余多]?)?(?P<counter>[{COUNTERS}])(?=[{CHINESE}“]{{2}})(?![来后内前中以间])"
    r"|(?P<money>[万亿]{0,2}元)|(?P<share>[%％]))"
)
_LEANS = re.compile(
    r"^(?:是|不仅|而且|并且?|还有?|也|又|同时|其中|既|以及|和|与|或|但|因此|所以|此外|另外|目前|近年来|据介绍|据统计|同比|环比|在|从|对|经|"
    r".{0,6}(?:根据|按照|围绕|随着|依托|当))|(?:中|后|时|来|下|上|里|内|以来|的)$"
)
_POINTS = re.compile("[这那其该此他她它我你您本]|自己|上述|以上")
_PAIRS = ("“”", "‘’", "（）", "()", "《》")
_SHORTEST, _LONGEST = 8, 30


def figure_questions(sentence: str) -> Iterator[str]:
    """The questions that the figures of ``sentence`` answer, in order, each without its question mark.

    Only a figure that is alone of its kind in the sentence, in a clause that stands by itself.
    """
    for clause in _CLAUSE.findall(sentence):
        clause = clause.strip()
        figures = list(_FIGURE.finditer(clause))
        if len(figures) != 1 or not _stands_alone(clause):
            continue
        figure = figures[0]
        rest = clause[: figure.start()] + clause[figure.end() :]
        if re.search(r"\d", rest) or _in_a_name(clause, figure.start()):
            continue
        unit = "百分之多少" if figure["share"] else f"多少{figure['counter'] or '元'}"
        question = clause[: figure.start()] + unit + clause[figure.end() :]
        patterns = units_asked(folded_text(question))
        if len(patterns) == 1 and len(re.findall(patterns[0], folded_text(sentence))) == 1:
            yield question


def _in_a_name(clause: str, place: int) -> bool:
    return clause.count("“", 0, place) > clause.count("”", 0, place)


def _stands_alone(clause: str) -> bool:
    """Whether a clause is neither short nor long, leans on no other clause, and points at nothing."""
    fits = _SHORTEST <= len(clause) <= _LONGEST and not _LEANS.search(clause) and not _POINTS.search(clause)
    return fits and all(clause.count(pair[0]) == clause.count(pair[1]) for pair in _PAIRS)
