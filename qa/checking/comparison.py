"""What came of comparing a statement with a source. It compares nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from embeddings import AnswerSpan
from qa.types import Aspect, Extent

Ask = Callable[[Extent, str], AnswerSpan | None]
"""What a reader says stands in the source where the statement has the words at an extent: its likeliest span."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Words of a statement, ``text[own]``, for which the source prints others, ``source.text[printed]``. sure: 0–1."""

    kind: Aspect
    own: Extent
    printed: Extent
    sure: float


@dataclass
class Comparison:
    """What came of it.

    claimed, borne: how many figures, names and quotations the statement has and the source bears out. apart: where they
    differ. missing: extents of claims for which the source has nothing. rounded: whether a figure is borne out only as
    a round one.
    """

    claimed: int = 0
    borne: int = 0
    apart: list[Apart] = field(default_factory=list)
    missing: list[Extent] = field(default_factory=list)
    rounded: bool = False
