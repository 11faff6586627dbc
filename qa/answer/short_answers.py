"""The few words asked for, cut from a quote as printed: ``24支``, ``96%``, ``中元汇吉``. None rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.asked_units import units_asked
from qa.answer.sentence_ranking import Reading
from qa.index.contents import Index
from qa.search.query import Query
from qa.search.weights import weights
from qa.text.characters import BRACKETS, QUOTES
from qa.text.folding import fold
from qa.text.measure_words import MEASURE_WORDS
from qa.text.places import place_stem
from qa.text.words import whole_words
from qa.types import Short

_LONGEST = 40
_PAIRS = tuple({**QUOTES, **BRACKETS}.items())
_EDGES = " 　,，。.、;；:：!！?？的了是在"
_UNITS = frozenset(MEASURE_WORDS) | frozenset("%元万亿")


def short_answers(index: Index, query: Query, quoted: Sequence[Reading]) -> tuple[Short, ...]:
    """The words that answer, one for each place or year asked for, in the order of the quotes.

    quoted: the sentences quoted, ``[1]`` first.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    found: dict[str | None, Short] = {}
    for number, reading in enumerate(quoted if several else quoted[:1], 1):
        label = _label(index, query, reading) if several else None
        given = few_words(query, reading, weights(reader=bool(reading.spans)).short)
        if given is None or (several and label is None):
            continue
        start, end, at = *given, reading.sentence.start
        found.setdefault(label, Short(reading.sentence.text[start:end], at + start, at + end, number, label))
    return tuple(found.values())


def few_words(query: Query, reading: Reading, least: float) -> tuple[int, int] | None:
    """Offsets in the sentence of the words that answer; None if none or several could be meant.

    They are the only figure of the unit asked for, else what a reader takes for the answer with a probability of at
    least ``least``, 0–1: whole words, not long, and none of the question's.
    """
    sentence = reading.sentence
    counted = _counted(query.folded, sentence.text)
    if counted or not reading.spans or reading.spans[0].probability < least:
        return counted
    best = reading.spans[0]
    start, end = _whole(sentence.text, best.start - sentence.start, best.end - sentence.start)
    words = sentence.text[start:end]
    return None if not 0 < len(words) <= _LONGEST or fold(words).text in query.folded else (start, end)


def _counted(question: str, text: str) -> tuple[int, int] | None:
    """The one figure of ``text`` in the one unit that a folded question asks for."""
    folded, patterns = fold(text), units_asked(question)
    if len(patterns) != 1:
        return None
    found = [match for match in re.finditer(patterns[0], folded.text) if match.group() not in question]
    return folded.original(*found[0].span()) if len(found) == 1 else None


def _label(index: Index, query: Query, reading: Reading) -> str | None:
    """The place or the year asked for that a quote is of."""
    document = index.by_id[reading.passage.document_id]
    if len(query.places) > 1:
        stem = place_stem(document.place) if document.place else None
        return document.place if stem in query.places else None
    year = (document.period or "")[:4]
    return year if year in query.years else None


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span to whole words with the unit behind a figure and both marks of a pair, without marks at its edges."""
    for word in whole_words(text):
        if word.start < start < word.end and not text[word.start : word.end].isdigit():
            start = word.start
        if word.start < end < word.end:
            end = word.end
    while end < len(text) and text[end - 1].isdigit() and text[end] in _UNITS:
        end += 1
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return _paired(text, start, end)


def _paired(text: str, start: int, end: int) -> tuple[int, int]:
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if inside.count(opening) == inside.count(closing):
            continue
        if inside.count(opening) > inside.count(closing):
            if text[end : end + 1] == closing:
                end += 1
            elif inside[0] == opening:
                start += 1
        elif start and text[start - 1] == opening:
            start -= 1
        elif inside[-1] == closing:
            end -= 1
    return start, end
