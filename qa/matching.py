"""Words of a question in a passage, and passages that say the same. Everything is compared folded, shown as printed."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.fold import Folded, fold
from qa.types import Passage, Span
from qa.words import Token, bigrams

_REPEATED = 0.9
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def matched_spans(question: str, tokens: tuple[Token, ...], passage: Passage) -> tuple[Span, ...]:
    """Where words of the question stand in ``passage``, as offsets in the document, ascending, not overlapping.

    question: folded. tokens: its keywords. A stretch counts when it is one of them with two characters or more, or
    runs over three characters that stand in the question in a row.
    """
    folded = _folded(passage.text)
    known = {token.word for token in tokens if len(token.word) > 1 or token.word.isdigit()}
    words = sorted({*known, *_shared_runs(question, tokens, folded.text)}, key=lambda word: (-len(word), word))
    taken = [False] * len(folded.text)
    found = []
    for word in words:
        position = folded.text.find(word)
        while position >= 0:
            end = position + len(word)
            if not any(taken[position:end]):
                taken[position:end] = [True] * len(word)
                start, stop = folded.original(position, end)
                found.append(Span(passage.start + start, passage.start + stop, passage.text[start:stop]))
            position = folded.text.find(word, position + 1)
    return tuple(sorted(found, key=lambda span: span.start))


def repeats(passage: Passage, other: Passage) -> bool:
    """Whether ``other``, elsewhere in the same document, already says what ``passage`` says."""
    if passage.document_id != other.document_id or (passage.start < other.end and other.start < passage.end):
        return False
    own, theirs = _pairs(passage.text), _pairs(other.text)
    return bool(own) and len(own & theirs) >= _REPEATED * len(own)


def says_the_same(text: str, other: str) -> bool:
    """Whether nearly every pair of characters, and every figure, of the shorter text stands in the longer one."""
    shorter, longer = sorted((_folded(text).text, _folded(other).text), key=len)
    return set(_FIGURE.findall(shorter)) <= set(_FIGURE.findall(longer)) and alike(text, other, _REPEATED)


def alike(text: str, other: str, share: float) -> bool:
    """Whether ``share`` or more of the pairs of characters of the shorter text, 0–1, stand in the longer one."""
    shorter, longer = sorted((_pairs(text), _pairs(other)), key=len)
    return bool(shorter) and len(shorter & longer) >= share * len(shorter)


def _shared_runs(question: str, tokens: tuple[Token, ...], text: str) -> set[str]:
    """Longest stretches of three or more characters, each covered by keywords, that stand in ``text`` too."""
    covered = [False] * len(question)
    for token in tokens:
        covered[token.start : token.end] = [True] * (token.end - token.start)
    runs = set()
    start = 0
    while start < len(question):
        end = start
        while end < len(question) and covered[end] and question[start : end + 1] in text:
            end += 1
        if end - start >= 3:
            runs.add(question[start:end])
        start = max(end, start + 1)
    return runs


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(token.word for token in bigrams(_folded(text).text))


@lru_cache(maxsize=512)
def _folded(text: str) -> Folded:
    return fold(text)
