"""Numbers as whole figures in folded text: 12 is not in 121 nor in 12.5. It knows no units' meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.text.characters import CHINESE
from qa.text.english import stem_places

_FIGURE = r"\d+(?:[.+/:×-]\d+)*%?"
_NAMED = rf"(?<![\d.])\d[{CHINESE}]{{1,2}}(?!\d)|{_FIGURE}"
_ALONE = re.compile(rf"[\W_]*(?:{_FIGURE}[余多]?(?:[{CHINESE}]{{1,2}})?[\W_]*)+")


def figures_alone(text: str) -> tuple[str, ...]:
    """The figures of a folded question that is nothing but figures, each with its unit at most; else none.

    A single digit, which stands everywhere, keeps its unit.

    >>> figures_alone("480人?"), figures_alone("3支"), figures_alone("480人的队伍")
    (('480',), ('3支',), ())
    """
    return tuple(dict.fromkeys(re.findall(_NAMED, text))) if _ALONE.fullmatch(text) else ()


def whole(figure: str, text: str) -> Iterator[int]:
    """Where ``figure``, or a word that begins or ends with one, stands in ``text`` without cutting a longer figure."""
    start = text.find(figure)
    while start >= 0:
        end = start + len(figure)
        before, behind = text[max(start - 2, 0) : start][::-1], text[end : end + 2]
        if not (_joined(before, figure[:1]) or _joined(behind, figure[-1:])):
            yield start
        start = text.find(figure, start + 1)


def _joined(beside: str, edge: str) -> bool:
    """Whether ``edge`` is a digit and the two characters beside it, the nearer one first, go on with its figure."""
    return edge.isdecimal() and (beside[:1].isdecimal() or (beside[:1] == "." and beside[1:].isdecimal()))


def holds(word: str, text: str) -> bool:
    """Whether ``word`` stands in a folded text; one that begins or ends with a figure, without cutting a longer one.

    An English word, given by its stem, stands there in any of its forms, whole.
    """
    if word.isascii() and word.isalpha():
        return word in stem_places(text)
    if word not in text:
        return False
    cuttable = word[:1].isdecimal() or word[-1:].isdecimal()
    return not cuttable or any(True for _ in whole(word, text))


def holds_all(figures: tuple[str, ...], text: str) -> bool:
    """Whether each of ``figures`` stands in a folded text as a whole."""
    return all(holds(figure, text) for figure in figures)
