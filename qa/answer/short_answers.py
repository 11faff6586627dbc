"""The few words asked for, cut from a quote as printed: ``24支``, ``96%``, ``中元汇吉``. None rather than a guess."""

from __future__ import annotations

from collections.abc import Sequence

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
    """The words that answer, one for each place or period asked for, in the order of the quotes.

    quoted: the sentences quoted, ``[1]`` first. A reader's words are given only where they are likely enough, by a
    threshold that was fitted, and never words that the question holds.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    found: dict[str | None, Short] = {}
    for number, reading in enumerate(quoted, 1):
        label = _label(index, query, reading) if several else None
        if several and label is None:
            continue
        short = _of_quote(query, reading, number, label)
        if short is not None:
            found.setdefault(label, short)
        if not several:
            break
    return tuple(found.values())


def _label(index: Index, query: Query, reading: Reading) -> str | None:
    """The place or the year asked for that a quote is of."""
    document = index.by_id[reading.passage.document_id]
    if len(query.places) > 1:
        stem = place_stem(document.place) if document.place else None
        return document.place if stem in query.places else None
    year = (document.period or "")[:4]
    return year if year in query.years else None


def _of_quote(query: Query, reading: Reading, number: int, label: str | None) -> Short | None:
    given = few_words(query, reading)
    if given is None or reading.spans[0].probability < weights(reader=True).short:
        return None
    start, end = given
    at = reading.sentence.start
    return Short(reading.sentence.text[start:end], at + start, at + end, number, label)


def few_words(query: Query, reading: Reading) -> tuple[int, int] | None:
    """Offsets in the sentence of the words that a reader takes for the answer; None if they are long or the question's.

    They are whole words, with the unit behind a figure.
    """
    if not reading.spans:
        return None
    best, sentence = reading.spans[0], reading.sentence
    start, end = _whole(sentence.text, best.start - sentence.start, best.end - sentence.start)
    words = sentence.text[start:end]
    return None if not 0 < len(words) <= _LONGEST or fold(words).text in query.folded else (start, end)


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
