"""The figures of a statement against those of a source: which one is borne out, and which is printed otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings import AnswerSpan
from qa.checking.comparison import Apart, Ask, Comparison
from qa.checking.quantities import Quantity, agreement, likeness, quantities
from qa.types import Extent

_COUNTS_THE_SAME = 0.75
_BETTER = 0.55
_SURE = 0.85
_NOUN = 2
_COUNTED_ALIKE = 4


def compare_quantities(text: str, source: str, taken: Sequence[Extent], ask: Ask, found: Comparison) -> None:
    """Set every figure of the statement ``text`` that lies in no extent of ``taken`` against those of ``source``."""
    printed = quantities(source)
    for one in quantities(text):
        if any(first <= one.start < last for first, last in taken):
            continue
        if one.article and not any(other.value == 1 for other in printed):
            continue
        found.claimed += 1
        _compare_quantity(one, printed, ask, found)


def _compare_quantity(one: Quantity, printed: Sequence[Quantity], ask: Ask, found: Comparison) -> None:
    alike = [(likeness(one, other), agreement(one, other), other) for other in printed]
    held = max((row for row in alike if row[1] in ("equal", "rounded")), key=lambda row: row[0], default=None)
    best = max(alike, key=lambda row: row[0], default=None)
    if held and (other := _counts_it(one, held[2], printed)):
        found.apart.append(_apart(one, other))
        return
    if held and best and held[0] >= best[0] - _BETTER:
        found.borne += 1
        found.rounded = found.rounded or held[1] == "rounded"
        return
    if one.article:
        found.borne += 1
        return
    by_unit = max((row for row in alike if row[1] == "unit"), key=lambda row: row[0], default=None)
    if by_unit and by_unit[0] >= 0.3 and (best is None or by_unit[0] >= best[0] - _BETTER):
        found.apart.append(Apart("unit", (one.start, one.end), (by_unit[2].start, by_unit[2].end), 0.9))
        return
    span = ask((one.start, one.end), "多少" + one.unit.replace("%", ""))
    chosen = _likeliest(span, alike)
    if chosen is None:
        found.missing.append((one.start, one.end))
    elif agreement(one, chosen) in ("equal", "rounded"):
        found.borne += 1
    else:
        found.apart.append(_apart(one, chosen))


def _counts_it(one: Quantity, held: Quantity, printed: Sequence[Quantity]) -> Quantity | None:
    """Another figure, directly before the very words that ``one`` counts, where that of its value counts others."""
    counted = one.after
    if len(counted) < _NOUN or counted[:_NOUN] in held.before + held.after:
        return None
    rows = [
        (_same_beginning(counted, other.after), other)
        for other in printed
        if other.value != one.value and other.unit == one.unit
    ]
    size, best = max(rows, key=lambda row: row[0], default=(0, None))
    return best if size >= min(len(counted), _COUNTED_ALIKE) else None


def _same_beginning(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _apart(one: Quantity, other: Quantity) -> Apart:
    """Two figures that differ; where their values do not, with the words before them that do: 不到96% for 达96%."""
    if one.value == other.value:
        return Apart("figure", (one.about_start, one.end), (other.about_start, other.end), _SURE)
    return Apart("figure", (one.start, one.end), (other.start, other.end), _SURE)


def _likeliest(span: AnswerSpan | None, alike: Sequence[tuple[float, str, Quantity]]) -> Quantity | None:
    """The figure that counts the same by the words beside it and by what a reader takes for it, if any does."""
    rows = []
    for score, _, other in alike:
        touched = span is not None and other.start < span.end and span.start < other.end
        rows.append((score + (span.probability if span and touched else 0.0), other))
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= _COUNTS_THE_SAME else None
