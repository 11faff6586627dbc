"""Words of a question in a passage, and passages that say the same. Everything is compared folded, shown as printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qa.text.english import stem, stem_places
from qa.text.figures import whole
from qa.text.folding import fold
from qa.text.measure_words import COUNTERS
from qa.text.words import FUNCTION_WORDS, Token, whole_words
from qa.types import Extent, Passage, Span

_LOOSE = FUNCTION_WORDS | frozenset(COUNTERS + "有说让很最更还得地")


def matched_spans(question: str, tokens: tuple[Token, ...], passage: Passage) -> tuple[Span, ...]:
    """Where words of the question stand in ``passage``, as offsets in the document, ascending, not overlapping.

    question: folded. tokens: its keywords. A stretch counts when it is whole words of the question, two characters or
    more and not function words at either end; a figure counts where it stands whole, a single digit with its unit.
    """
    folded = fold(passage.text)
    words = sorted(_stretches(question, tokens, folded.text), key=lambda word: (-len(word), word))
    taken = [False] * len(folded.text)
    found = []
    for word in words:
        for position, end in _places(word, folded.text):
            if not any(taken[position:end]):
                taken[position:end] = [True] * len(word)
                start, stop = folded.original(position, end)
                found.append(Span(passage.start + start, passage.start + stop, passage.text[start:stop]))
    return tuple(sorted(found, key=lambda span: span.start))


def _stretches(question: str, tokens: tuple[Token, ...], text: str) -> set[str]:
    """Keywords that are words, and the longest runs of whole words, all keywords, that stand in ``text`` too."""
    cut, covered, inside = _cut(question, tokens)
    found = set(inside)
    for first in range(len(cut)):
        last = first
        while last < len(cut) and covered[last]:
            if next(_places(question[cut[first].start : cut[last].end], text), None) is None:
                break
            last += 1
        if (run := _trimmed(cut[first:last])) and run[-1].end - run[0].start > 1:
            found.add(question[run[0].start : run[-1].end])
    return found


@lru_cache(maxsize=16)
def _cut(question: str, tokens: tuple[Token, ...]) -> tuple[list[Token], list[bool], frozenset[str]]:
    """The words of a question end to end, whether keywords cover each, and the keywords that stand inside of one."""
    covered = {position for token in tokens for position in range(token.start, token.end)}
    cut = whole_words(question)
    ends = {position: one.end for one in cut for position in range(one.start, one.end)}
    inside = [token for token in tokens if token.end <= ends.get(token.start, 0)]
    found = frozenset(token.word for token in inside if len(token.word) > 1 and token.word not in FUNCTION_WORDS)
    return cut, [covered.issuperset(range(one.start, one.end)) for one in cut], found


def _places(word: str, text: str) -> Iterator[Extent]:
    """Where a word stands in a folded text: as it is or, of one English word, in any of its forms."""
    if word.isascii() and word.isalpha():
        yield from stem_places(text).get(stem(word), ())
    else:
        yield from ((start, start + len(word)) for start in whole(word, text))


def _trimmed(run: list[Token]) -> list[Token]:
    """Without function words and measure words at its edges; a measure word after a figure stays."""
    while run and run[0].word in _LOOSE:
        run = run[1:]
    while run and run[-1].word in _LOOSE and not (len(run) > 1 and run[-2].word[-1:].isdigit()):
        run = run[:-1]
    return run
