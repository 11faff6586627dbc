"""The ``where`` filter: which documents a search may look into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.text.folding import fold
from qa.text.places import place_stem

if TYPE_CHECKING:
    from qa.index.contents import Index

DocumentNumbers = NDArray[np.int64]

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


def documents_within(index: Index, where: Where) -> DocumentNumbers:
    """The numbers of the documents that fit every condition of ``where``, ascending; looked up, not walked through.

    document: its id. place: its place, 江北 and 江北区 alike. period: the same or wider (``2021`` holds ``2021-06``).
    Of several values for one key any will do.
    """
    fitting: Mapping[str, Callable[[str], Iterable[int]]] = {
        "document": lambda value: [number for number in [index.number_of(value)] if number is not None],
        "place": lambda value: index.by_place.get(place_stem(value), ()),
        "period": lambda value: index.by_period.get(plain_period(value), ()),
    }
    found = np.arange(len(index.facts))
    for key in where:
        any_of = [np.zeros(0, np.int64), *(np.array(fitting[key](value), np.int64) for value in values(where, key))]
        found = np.intersect1d(found, np.concatenate(any_of))
    return found


def within(period: str, wider: str) -> bool:
    """Whether ISO period ``period`` is ``wider`` or lies inside it; ``2021年`` is read as ``2021``."""
    wider = plain_period(wider)
    return period == wider or period.startswith(wider + "-")


def with_wider(period: str) -> list[str]:
    """``2021-06-17`` to itself, ``2021-06`` and ``2021``."""
    parts = period.split("-")
    return ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]


def plain_period(asked: str) -> str:
    """``2021年`` as ``2021``."""
    return fold(asked).text.strip().rstrip("年")
