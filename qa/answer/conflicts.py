"""Figures on which two documents differ. It says where they differ, not who is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.answer.asked_units import units_asked
from qa.answer.sentence_ranking import Reading
from qa.index.passage_source import PassageSource
from qa.text.characters import CHINESE
from qa.text.folding import folded_text
from qa.text.places import same_place

_FIGURE = re.compile(rf"(?<![第\d])(\d+(?:\.\d+)?)[余多]*(%|(?![年月日])[{CHINESE}])")
_AROUND = 4
_SHARED = 2
_NAMED = 5
_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences of different documents and the words, as folded, on which they differ."""

    first: Reading
    second: Reading
    first_words: str
    second_words: str


def differences(
    index: PassageSource, quoted: Sequence[Reading], readings: Sequence[Reading], question: str = ""
) -> list[Disagreement]:
    """Where another document on the same place differs from what is quoted, on the same thing; at most one a pair.

    A figure differs when the same unit stands beside the same words.
    question: folded. Where it asks for a quantity (多少人), nothing else is set against each other.
    """
    asked = units_asked(question)
    found: dict[frozenset[str], Disagreement] = {}
    for ours in quoted:
        for other in readings[:_COMPARED]:
            pair = frozenset((ours.passage.document_id, other.passage.document_id))
            if len(pair) < 2 or pair in found or not _same_place(index, ours, other):
                continue
            words = figures_that_differ(ours.sentence.text, other.sentence.text)
            if asked:
                words = _asked_figures_differ(asked, question, ours, other) or (
                    words if words and all(_is_asked(asked, one) for one in words) else None
                )
            if words:
                found[pair] = Disagreement(ours, other, *words)
    return list(found.values())


def by_period(index: PassageSource, found: Sequence[Disagreement]) -> bool:
    """Whether each difference is one between two periods, so that both sides may be right."""
    sides = ((index.by_id[one.passage.document_id].period for one in (each.first, each.second)) for each in found)
    return all(first and second and first != second for first, second in sides)


def _is_asked(asked: Sequence[str], words: str) -> bool:
    return any(re.search(pattern, words) for pattern in asked)


def _asked_figures_differ(asked: Sequence[str], question: str, ours: Reading, other: Reading) -> tuple[str, str] | None:
    """The only figures of the quantity asked for, in two sentences on the same thing that the question names."""
    mine, theirs = folded_text(ours.sentence.text), folded_text(other.sentence.text)
    for pattern in asked:
        one, two = re.findall(pattern, mine), re.findall(pattern, theirs)
        if len(one) == len(two) == 1 and one[0][:-1] != two[0][:-1] and _names_both(question, mine, theirs):
            return one[0], two[0]
    return None


def _names_both(question: str, mine: str, theirs: str) -> bool:
    """Whether the question shares a long stretch with both sentences, the same in both."""
    shared = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    return _shared(mine[shared.a : shared.a + shared.size], question) >= _NAMED


def _same_place(index: PassageSource, first: Reading, second: Reading) -> bool:
    one, other = (index.by_id[reading.passage.document_id].place for reading in (first, second))
    return one is not None and other is not None and same_place(one, other)


def figures_that_differ(ours: str, theirs: str) -> tuple[str, str] | None:
    """The first figures with their units, folded, on which two sentences differ on one thing; None if they agree."""
    ours, theirs = folded_text(ours), folded_text(theirs)
    for mine in _FIGURE.finditer(ours):
        for other in _FIGURE.finditer(theirs):
            if mine[2] == other[2] and _beside_the_same(ours, mine, theirs, other):
                return (mine.group(), other.group()) if mine[1] != other[1] else None
    return None


def _beside_the_same(ours: str, mine: re.Match[str], theirs: str, other: re.Match[str]) -> bool:
    before = (
        ours[max(0, mine.start() - _AROUND) : mine.start()],
        theirs[max(0, other.start() - _AROUND) : other.start()],
    )
    after = ours[mine.end() : mine.end() + _AROUND], theirs[other.end() : other.end() + _AROUND]
    return _shared(*after) >= _SHARED + 1 or (mine[2] == "%" and _shared(*before) >= _SHARED)


def _shared(first: str, second: str) -> int:
    """Length of the longest stretch of Chinese characters that both hold."""
    block = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return len(re.sub(f"[^{CHINESE}]", "", first[block.a : block.a + block.size]))
