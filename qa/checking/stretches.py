"""The stretches of the documents that come nearest to a statement: one to three sentences that stand together.

It searches with the statement as the question and says nothing of whether they bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings import Encoder
from qa.checking.carried import Setting
from qa.checking.quantities import Quantity, agreement, likeness, quantities
from qa.index.passage_parts import context, passage_sentences
from qa.index.passage_source import PassageSource
from qa.search.best_sentences import sentence_cosines
from qa.search.candidates import Candidates, find_candidates, question_vector
from qa.search.query import Query, understand
from qa.text.folding import folded_text
from qa.text.periods import other_year
from qa.text.places import DIVISIONS, place_stem
from qa.types import Document, Passage

_READ = 10
_WINDOW = 3
_LONGER = 0.03
_FIGURES = 0.5
_COSINE = 2.0
_USUAL_COSINE = 0.85
_KEPT = 6
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class SourceStretch:
    """A stretch ``document.text[start:end] == text`` in passage ``row``.

    above: folded titles over it and what stands before it in its passage. covered: share, 0–1, of what the statement's
    words weigh that it or the titles have. cosine: of its nearest sentence with the statement. figures: share of the
    statement's figures that it bears out. score: what it is ranked by. fits_place, fits_years: whether it is of the
    place and the years that the statement speaks of, or those are not known.
    """

    document: Document
    passage: Passage
    row: int
    start: int
    end: int
    text: str
    above: str
    covered: float
    cosine: float
    figures: float
    score: float
    fits_place: bool
    fits_years: bool

    @property
    def fits(self) -> bool:
        """Whether it is of the place and the years that the statement speaks of."""
        return self.fits_place and self.fits_years


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found for a statement: ``sources``, best first, and the question it was put as."""

    query: Query
    sources: tuple[SourceStretch, ...]
    spread: tuple[float, float]


def find_stretches(index: PassageSource, encoder: Encoder, text: str, setting: Setting) -> Found:
    """The nearest stretches for the statement ``text``, at most ``_KEPT`` of them, best first."""
    query = understand(" ".join(part for part in (*_named(setting), text) if part), index)
    if query.blank:
        return Found(query, (), (0.0, 1.0))
    candidates = find_candidates(index, query, question_vector(query, encoder), where={}, mode="hybrid")
    claimed = tuple(one for one in quantities(text) if not one.article)
    rows = list(range(min(_READ, len(candidates.rows))))
    found = [one for row in rows for one in _windows(index, query, candidates, row, claimed, setting)]
    if setting.places or setting.years:
        bare = understand(_without(text, setting), index)
        if not bare.blank:
            anywhere = find_candidates(index, bare, candidates.vector, where={}, mode="hybrid")
            seen = {int(candidates.rows[row]) for row in rows}
            more = [row for row in range(min(_READ, len(anywhere.rows))) if int(anywhere.rows[row]) not in seen]
            found += [one for row in more for one in _windows(index, query, anywhere, row, claimed, setting)]
    ordered = sorted(found, key=lambda one: (-one.score, one.document.id, one.start, one.end))
    return Found(query, tuple(_apart(ordered)), candidates.corpus)


def _named(setting: Setting) -> Sequence[str]:
    """What a statement carries on and does not name: its place."""
    return () if setting.own_place else setting.places


def _without(text: str, setting: Setting) -> str:
    """A statement without the place and the years it names: what another place might say too."""
    bare = folded_text(text)
    for word in setting.places:
        bare = re.sub(f"{re.escape(word)}[{DIVISIONS}]?", "", bare)
    for year in setting.years:
        bare = re.sub(f"{year}年?", "", bare)
    return bare


def _windows(
    index: PassageSource, query: Query, found: Candidates, position: int, claimed: Sequence[Quantity], setting: Setting
) -> list[SourceStretch]:
    row = int(found.rows[position])
    passage = index.passages[row]
    document = index.by_id[passage.document_id]
    spans, cosines = passage_sentences(passage), sentence_cosines(index, row, found.vector)
    titles = folded_text(context(passage))
    windows = []
    for first in range(len(spans)):
        for last in range(first, min(first + _WINDOW, len(spans))):
            start, end = spans[first].start, spans[last].end
            text = document.text[start:end]
            above = titles + folded_text(document.text[passage.start : start])
            covered = query.covered(titles, folded_text(text))
            cosine = float(max(cosines[first : last + 1]))
            share = _borne(claimed, quantities(text))
            score = covered + _FIGURES * share + _COSINE * (cosine - _USUAL_COSINE) - _LONGER * (last - first)
            fits_place = _of_place(document, text, above, setting)
            fits_years = _of_years(document, text, above, setting)
            windows.append(
                SourceStretch(
                    document, passage, row, start, end, text, above, covered, cosine, share,
                    score, fits_place, fits_years,
                )
            )  # fmt: skip
    return windows


def _borne(claimed: Sequence[Quantity], printed: Sequence[Quantity]) -> float:
    """The share of the figures claimed that a text has for something alike; 0 where none is claimed."""
    held = [
        any(agreement(one, other) in ("equal", "rounded") and likeness(one, other) >= _ALIKE for other in printed)
        for one in claimed
    ]
    return sum(held) / len(held) if held else 0.0


def _of_place(document: Document, text: str, above: str, setting: Setting) -> bool:
    if not setting.places:
        return True
    own = place_stem(document.place) if document.place else None
    return own is None or own in setting.places or any(place in text for place in setting.places)


def _of_years(document: Document, text: str, above: str, setting: Setting) -> bool:
    return not other_year(setting.years, above, folded_text(text), document.period)


def _apart(ordered: Sequence[SourceStretch]) -> list[SourceStretch]:
    """The best of ``ordered``, at most two that share a sentence: of those that fit the setting and of the others."""
    kept: list[SourceStretch] = []
    for one in ordered:
        same = [other for other in kept if other.document.id == one.document.id and other.fits == one.fits]
        if any(other.start < one.end and one.start < other.end for other in same):
            continue
        if sum(other.fits == one.fits for other in kept) < _KEPT // 2:
            kept.append(one)
    return kept
