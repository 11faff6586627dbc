"""The ``where`` filter: which documents a search may look into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa.text.folding import fold
from qa.text.places import same_place
from qa.types import Document

WHERE_KEYS = ("document", "place", "period")

Where = Mapping[str, str | Sequence[str]]


def check(where: Where) -> None:
    """Raise ValueError for a key that is none of ``document``, ``place``, ``period``, and for one without a value."""
    for key in where:
        if key not in WHERE_KEYS:
            raise ValueError(f"where has no key {key!r}; the known keys are: {', '.join(WHERE_KEYS)}")
        if not values(where, key):
            raise ValueError(f"where names no {key}: leave the key out to search every one")


def values(where: Where, key: str) -> tuple[str, ...]:
    """What a document may have for ``key``, any one of them; nothing where that is left open."""
    wanted = where.get(key, ())
    return (wanted,) if isinstance(wanted, str) else tuple(wanted)


def matches(document: Document, where: Where) -> bool:
    """Whether ``document`` fits every condition of ``where``.

    document: its id. place: its place, 江北 and 江北区 alike. period: the same or wider (``2021`` holds ``2021-06``).
    Of several values for one key any will do.
    """
    conditions: Mapping[str, Callable[[str], bool]] = {
        "document": lambda value: document.id == value,
        "place": lambda value: document.place is not None and same_place(document.place, value),
        "period": lambda value: document.period is not None and within(document.period, fold(value).text),
    }
    return all(any(map(conditions[key], values(where, key))) for key in where)


def within(period: str, wider: str) -> bool:
    """Whether ISO period ``period`` is ``wider`` or lies inside it; ``2021年`` is read as ``2021``."""
    wider = wider.strip().rstrip("年")
    return period == wider or period.startswith(wider + "-")
