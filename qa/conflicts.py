"""Figures and names on which two documents differ. It says where they differ, not who is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.indexing import Index
from qa.matching import alike
from qa.reading import Reading, folded
from qa.where import place_stem

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)[余多]*(%|(?![年月日])[\u4e00-\u9fff])")
_ALIKE = 0.75
_AROUND = 4
_SHARED = 2
_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences of different documents and the words, as folded, on which they differ."""

    first: Reading
    second: Reading
    first_words: str
    second_words: str


def differences(index: Index, quoted: Sequence[Reading], readings: Sequence[Reading]) -> list[Difference]:
    """Where another document on the same place differs from what is quoted, on the same thing; at most one a pair.

    A figure differs when the same unit stands beside the same words; a name, when two sentences are otherwise alike.
    """
    found: dict[frozenset[str], Difference] = {}
    for ours in quoted:
        for other in readings[:_COMPARED]:
            pair = frozenset((ours.passage.document_id, other.passage.document_id))
            if len(pair) < 2 or pair in found or not _same_place(index, ours, other):
                continue
            words = words_that_differ(ours.sentence.text, other.sentence.text)
            if words:
                found[pair] = Difference(ours, other, *words)
    return list(found.values())


def words_that_differ(ours: str, theirs: str) -> tuple[str, str] | None:
    """The first words, folded, on which two sentences about the same thing differ; None when they agree."""
    return _figures_differ(folded(ours), folded(theirs)) or _names_differ(folded(ours), folded(theirs))


def _same_place(index: Index, first: Reading, second: Reading) -> bool:
    one, other = (index.by_id[reading.passage.document_id].place for reading in (first, second))
    return one is not None and other is not None and place_stem(one) == place_stem(other)


def _figures_differ(ours: str, theirs: str) -> tuple[str, str] | None:
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
    return len(re.sub(r"[^\u4e00-\u9fff]", "", first[block.a : block.a + block.size]))


def _names_differ(ours: str, theirs: str) -> tuple[str, str] | None:
    """葛黄社区 against 黄葛社区: the same two characters the other way round in sentences that are alike."""
    if not alike(ours, theirs, _ALIKE):
        return None
    for position in range(len(ours) - 1):
        pair = ours[position : position + 2]
        turned = pair[::-1]
        tail = ours[position + 2 : position + 4]
        if (
            pair != turned
            and pair.isalpha()
            and turned + tail in theirs
            and pair + tail not in theirs
            and turned not in ours
        ):
            return pair + tail, turned + tail
    return None
