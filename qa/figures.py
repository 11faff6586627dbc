"""Numbers as whole figures in folded text: 12 is not in 121 nor in 12.5. It knows no units' meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIGURE = r"\d+(?:[.+/:×-]\d+)*%?"
_NAMED = rf"(?<![\d.])\d[\u4e00-\u9fff]{{1,2}}(?!\d)|{_FIGURE}"
_ALONE = re.compile(rf"[\W_]*(?:{_FIGURE}[余多]?(?:[\u4e00-\u9fff]{{1,2}})?[\W_]*)+")


def figures_alone(text: str) -> tuple[str, ...]:
    """The figures of a folded question that is nothing but figures, each with its unit at most; else none.

    A single digit, which stands everywhere, keeps its unit.

    >>> figures_alone("480人?"), figures_alone("3支"), figures_alone("480人的队伍")
    (('480',), ('3支',), ())
    """
    return tuple(dict.fromkeys(re.findall(_NAMED, text))) if _ALONE.fullmatch(text) else ()


def whole(figure: str, text: str) -> Iterator[int]:
    """Where ``figure``, or a word that begins or ends with one, stands in ``text`` without cutting a longer figure."""
    before = r"(?<!\d)(?<!\d\.)" if figure[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if figure[-1:].isdigit() else ""
    return (match.start() for match in re.finditer(before + re.escape(figure) + after, text))


def holds_all(figures: tuple[str, ...], text: str) -> bool:
    """Whether each of ``figures`` stands in a folded text as a whole."""
    return all(any(True for _ in whole(figure, text)) for figure in figures)
