"""A year that a follow-up took over from the question before, for a place that has no document of that year.

Nobody asked for that year there: it is left out, and that is said. A year that was asked for stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.answer.phrases import Phrases
from qa.text.folding import simplify
from qa.text.places import place_stem
from qa.types import Document

_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?的?|\s+in\s+(?P<english>(?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A question, the year it lost, or "", and what years there are instead, of which place."""

    question: str
    dropped: str = ""
    place: str = ""
    years: tuple[str, ...] = ()

    def remark(self, frame: Phrases) -> str:
        """What is said of the year that was left out."""
        return frame.other_years.format(place=self.place, years="、".join(self.years), year=self.dropped)


def fitted(whole: str, asked: str, facts: Iterable[Document]) -> Fitted:
    """``whole``, the follow-up ``asked`` made whole, without a year that its place has no document of.

    facts: the documents.
    """
    found, plain = _YEAR.search(whole), simplify(asked)
    if not found or whole == asked or _YEAR.search(plain):
        return Fitted(whole)
    years: dict[str, set[str]] = {}
    for document in facts:
        stem = place_stem(document.place) if document.place else ""
        if stem and stem in plain:
            years.setdefault(stem, set()).add((document.period or "")[:4])
    year, known = found["year"] or found["english"], {one for own in years.values() for one in own}
    if not known or "" in known or year in known:
        return Fitted(whole)
    shorter = whole[: found.start()] + whole[found.end() :]
    return Fitted(shorter, year, "、".join(years), tuple(sorted(known)))
