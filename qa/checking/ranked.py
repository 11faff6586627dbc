"""The superlatives of a statement against a source: 首次 and 全国唯一 are claims that it must bear out as any other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.checking.around import around_alike
from qa.checking.comparison import Apart, Comparison
from qa.checking.superlatives import Superlative, superlatives
from qa.text.folding import folded_text
from qa.types import Extent

_IN_ITS_PLACE = 0.5
_RANKED = re.compile(r"第(?:[二三四五六七八九十]+|\d+)[名位]?")
_SURE = 0.75


def compare_superlatives(
    text: str, source: str, above: str, taken: Sequence[Extent], found: Comparison
) -> list[Extent]:
    """Set every superlative of ``text`` outside of ``taken`` against ``source``; their extents.

    above: folded words over the source, in which the same words may stand too.
    """
    printed = superlatives(source)
    compared = []
    for one in superlatives(text):
        if any(first < one.end and one.start < last for first, last in taken):
            continue
        compared.append((one.start, one.end))
        found.claimed += 1
        if any(other.bears(one) for other in printed) or folded_text(text[one.start : one.end]) in above:
            found.borne += 1
        elif other := _instead(one, text, source, printed):
            found.apart.append(Apart("order", (one.start, one.end), other, _SURE))
        else:
            found.missing.append((one.start, one.end))
    return compared


def _instead(one: Superlative, text: str, source: str, printed: Sequence[Superlative]) -> Extent | None:
    """What the source prints for a superlative: one of its kind of less, else another or a rank between like words."""
    own = (one.start, one.end)
    rows = [
        (around_alike(text, own, source, (other.start, other.end)) + (other.kind == one.kind), (other.start, other.end))
        for other in printed
    ]
    if one.kind == "rank":
        rows += [(around_alike(text, own, source, other.span()), other.span()) for other in _RANKED.finditer(source)]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= _IN_ITS_PLACE else None
