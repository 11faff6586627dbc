"""How much the words on both sides of two stretches are alike: whether one stands in the other's place."""

from __future__ import annotations

from qa.checking.quantities import shared
from qa.text.folding import folded_text
from qa.types import Extent

_SIDE = 6


def around_alike(text: str, own: Extent, source: str, printed: Extent) -> float:
    """How much the six characters on both sides of two stretches are alike, 0–1."""
    before = (
        folded_text(text[max(0, own[0] - _SIDE) : own[0]]),
        folded_text(source[max(0, printed[0] - _SIDE) : printed[0]]),
    )
    after = folded_text(text[own[1] : own[1] + _SIDE]), folded_text(source[printed[1] : printed[1] + _SIDE])
    sides = [shared(*side) for side in (before, after) if side[0]]
    return sum(sides) / len(sides) if sides else 0.0
