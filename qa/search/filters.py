"""The ``where`` filter: which documents a search may look into."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.text.folding import fold
from qa.text.places import same_place
from qa.types import Document

WHERE_KEYS = ("document", "place", "period")

Where = Mapping[str, str]


def check(where: Where) -> None:
    """Raise ValueError for a key that is not one of ``document``, ``place``, ``period``."""
    for key in where:
        if key not in WHERE_KEYS:
            raise ValueError(f"where has no key {key!r}; the known keys are: {', '.join(WHERE_KEYS)}")


def matches(document: Document, where: Where) -> bool:
    """Whether ``document`` fits every condition of ``where``.

    document: its id. place: its place, 江北 and 江北区 alike. period: the same or wider (``2021`` holds ``2021-06``).
    """
    conditions: Mapping[str, Callable[[str], bool]] = {
        "document": lambda value: document.id == value,
        "place": lambda value: document.place is not None and same_place(document.place, value),
        "period": lambda value: document.period is not None and within(document.period, fold(value).text),
    }
    return all(conditions[key](value) for key, value in where.items())


def within(period: str, wider: str) -> bool:
    """Whether ISO period ``period`` is ``wider`` or lies inside it; ``2021年`` is read as ``2021``."""
    wider = wider.strip().rstrip("年")
    return period == wider or period.startswith(wider + "-")
