"""A statement against one source, claim by claim: what of it the source has, and what it prints otherwise.

It chooses no source and gives no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.checking import directions
from qa.checking.around import around_alike
from qa.checking.compared_figures import compare_quantities
from qa.checking.comparison import Apart, Ask, Comparison
from qa.checking.named import Name, named_in
from qa.checking.quantities import quantities, shared
from qa.checking.quotations import Quotation, nearest_words, printed_in, quotations
from qa.checking.ranked import compare_superlatives
from qa.checking.speakers import speaker_instead
from qa.checking.stretches import SourceStretch
from qa.checking.substitutions import substitutions
from qa.checking.universals import compare_universals
from qa.text.characters import CHINESE
from qa.text.folding import fold, folded_text
from qa.text.places import DIVISIONS, place_stem
from qa.types import Extent

_READ = 0.5
_NAME_ALIKE = 0.54
_QUOTED_ALIKE = 0.5


def compare_claims(
    text: str,
    source: SourceStretch,
    quoted: Sequence[Quotation],
    *,
    elsewhere: Callable[[str], bool],
    ask: Ask,
    places: Sequence[str] = (),
) -> Comparison:
    """Set every claim of the statement ``text`` against ``source``.

    quoted: its quotations, offsets in ``text``. elsewhere: whether some words stand in the titles over the source or
    near it, so that a name need not be repeated in it. places: stems of those that it is about; where
    the source's document is of a place, they are judged apart.
    """
    found = Comparison()
    _compare_quotations(text, source, quoted, elsewhere, found)
    taken = [(one.start, one.end) for one in quoted]
    compare_quantities(text, source.text, taken, ask, found)
    ranked = compare_superlatives(text, source.text, source.above, taken, found)
    compare_universals(text, source.text, taken, found)
    _compare_dates(text, source, ranked, found)
    about = [(one.start, one.end) for one in named_in(text) if source.document.place and place_stem(one.word) in places]
    _compare_names(text, source, quoted, about, elsewhere, ask, found)
    _compare_words(text, source, [*taken, *ranked], elsewhere, found)
    for one in directions.turned(text, source.text):
        if not any(_touch(one.own, other.own) for other in found.apart):
            found.apart.append(Apart("order", one.own, one.printed, 0.8))
    return found


def _compare_quotations(
    text: str, source: SourceStretch, quoted: Sequence[Quotation], elsewhere: Callable[[str], bool], found: Comparison
) -> None:
    for one in quoted:
        found.claimed += 1
        if printed_in(one.text, source.text) or elsewhere(one.text):
            found.borne += 1
        elif near := nearest_words(one.text, source.text):
            (first, last), printed, alike = near
            found.apart.append(Apart("quotation", (one.start + first, one.start + last), printed, alike))
        elif other := _quoted_instead(one, text, source.text):
            found.apart.append(Apart("quotation", (one.start, one.end), other, 0.7))
        elif not _said_alike(one.text, source.text):
            found.missing.append((one.start, one.end))


def _quoted_instead(one: Quotation, text: str, source: str) -> Extent | None:
    """The words that the source has in quotation marks, between the same words, where the statement has others."""
    rows = []
    for other in quotations(source):
        if not printed_in(other.text, text) and len(other.text) <= 3 * len(one.text):
            written = directions.similar(one.text, other.text)
            rows.append((written + around_alike(text, (one.start, one.end), source, (other.start, other.end)), other))
    best = max(rows, key=lambda row: row[0], default=None)
    return (best[1].start, best[1].end) if best and best[0] >= _QUOTED_ALIKE else None


def _said_alike(words: str, source: str) -> bool:
    """Whether short words in quotation marks are only set off, not quoted: the source has most of their pairs."""
    return len(words) <= 4 and shared(folded_text(words), folded_text(source)) >= 0.5


_DAY = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])(?:[日号]|(?=[-—~至到、]\d{1,2}[日号])))?(?!饼|份牌)|"
    r"第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年"
)
_NUMBERED = re.compile(r"第\d+|\d+(?=号|届|路|栋|层)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-/.]\d)")


def _compare_dates(text: str, source: SourceStretch, ranked: Sequence[Extent], found: Comparison) -> None:
    """Years, days and numbers of the statement, its superlatives aside, against those that the source itself prints."""
    own, printed = fold(text), fold(source.text)
    for pattern in (_DAY, _YEARS, _NUMBERED):
        theirs = list(pattern.finditer(printed.text))
        values = {match.group().rstrip("日号") for match in theirs}
        for match in pattern.finditer(own.text):
            if any(_touch(own.original(*match.span()), other) for other in ranked):
                continue
            found.claimed += 1
            value = match.group().rstrip("日号")
            if (
                any(value == one or (pattern is _DAY and one.startswith(value)) for one in values)
                or value in source.above
            ):
                found.borne += 1
                continue
            other = _beside_alike(own.text, match, printed.text, theirs)
            if other is not None:
                found.apart.append(
                    Apart(
                        "figure" if pattern is _NUMBERED else "period",
                        own.original(*match.span()),
                        printed.original(*other.span()),
                        0.85,
                    )
                )
            elif pattern is not _YEARS or (source.document.period or "")[:4] != value:
                found.missing.append(own.original(*match.span()))
            else:
                found.borne += 1


def _beside_alike(
    own: str, match: re.Match[str], printed: str, theirs: Sequence[re.Match[str]]
) -> re.Match[str] | None:
    """The date of the source with the words most alike around it; the only one there is needs few."""
    around = own[max(0, match.start() - 8) : match.start()] + " " + own[match.end() : match.end() + 20]
    rows = [
        (
            shared(around, printed[max(0, one.start() - 20) : one.start()] + " " + printed[one.end() : one.end() + 40]),
            one,
        )
        for one in theirs
    ]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and (best[0] >= 0.3 or len(theirs) == 1) else None


def _compare_names(
    text: str,
    source: SourceStretch,
    quoted: Sequence[Quotation],
    about: Sequence[Extent],
    elsewhere: Callable[[str], bool],
    ask: Ask,
    found: Comparison,
) -> None:
    taken = [*((one.start, one.end) for one in quoted), *about]
    folded = folded_text(source.text)
    printed = named_in(source.text)
    for one in named_in(text):
        if any(_touch((one.start, one.end), other) for other in taken):
            continue
        if _stands(one, folded) or elsewhere(place_stem(one.word) if one.kind == "place" else one.word):
            found.claimed += 1
            found.borne += 1
            continue
        speaker = speaker_instead((one.start, one.end), quoted, source.text) if one.kind == "person" else None
        other = speaker or _counterpart(one, text, source, printed, ask)
        if other is not None:
            found.claimed += 1
            found.apart.append(Apart("name", (one.start, one.end), other, 0.7 + 0.2 * one.sure))
        elif one.sure or one.kind in ("person", "place"):
            found.claimed += 1
            found.missing.append((one.start, one.end))


def _stands(one: Name, folded: str) -> bool:
    """Whether a name stands in a folded text, 区 and the like inside of it aside: 大渡口文化馆 for 大渡口区文化馆."""
    return one.word in folded or (len(one.word) > 3 and _bare(one.word) in _bare(folded))


def _bare(folded: str) -> str:
    return re.sub(f"[{DIVISIONS}的]", "", folded)


def _counterpart(one: Name, text: str, source: SourceStretch, printed: Sequence[Name], ask: Ask) -> Extent | None:
    """What the source prints in the place of a name: one of its kind with the same words around it or written alike."""
    span = ask((one.start, one.end), "谁" if one.kind == "person" else "什么")
    rows = []
    for other in printed:
        if other.kind != one.kind or other.word in folded_text(text):
            continue
        written = len(set(one.word) & set(other.word)) / max(len(one.word), len(other.word))
        around = around_alike(text, (one.start, one.end), source.text, (other.start, other.end))
        read = span.probability if span and other.start < span.end and span.start < other.end else 0.0
        rows.append((written + around + read, other))
    best = max(rows, key=lambda row: row[0], default=None)
    if best and best[0] >= _NAME_ALIKE:
        return best[1].start, best[1].end
    if span is not None and span.probability >= _READ and (one.sure or one.kind == "person"):
        words = folded_text(source.text[span.start : span.end])
        if words not in folded_text(text) and len(words) <= 3 * len(one.word) + 4:
            return span.start, span.end
    return None


def _compare_words(
    text: str, source: SourceStretch, taken: Sequence[Extent], elsewhere: Callable[[str], bool], found: Comparison
) -> None:
    """Words exchanged in what is otherwise printed so, where no claim has been compared yet and no figure stands."""
    seen = [*taken, *(one.own for one in found.apart)]
    counted = [(one.start, one.end) for one in quantities(text)]
    for one in substitutions(text, source.text, elsewhere):
        if not any(_within(one.own, other) for other in counted) and not any(_touch(one.own, other) for other in seen):
            found.claimed += 1
            found.apart.append(Apart("name", one.own, one.printed, 0.6))


def _touch(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(one: Extent, other: Extent) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def content(text: str) -> str:
    """A statement without marks and figures: the words whose sense has to be borne out."""
    return "".join(re.findall(rf"[{CHINESE}a-z]+", folded_text(text)))
