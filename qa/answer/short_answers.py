"""The few words asked for, cut from a quote as printed: ``24支``, ``96%``, ``中元汇吉``. None rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from embeddings import AnswerSpan, Reader
from qa.answer.another_fact import tells_another_fact
from qa.answer.asked_units import counted, units_asked
from qa.answer.conflicts import Disagreement
from qa.answer.evidence import Evidence
from qa.answer.likeliest_words import likeliest_words
from qa.answer.paired_asks import OneAsk, label_of, paired_asks
from qa.answer.sentence_ranking import Reading, spans_as_read
from qa.answer.table_cells import (
    TableCell,
    another_says_as_much,
    cell_asked_for,
    cells_of_row,
    rows_beside,
    what_differs,
)
from qa.answer.word_edges import with_its_limit
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.search.query import Query, understand
from qa.search.weights import weights
from qa.text.folding import fold, in_simplified
from qa.text.places import place_stem
from qa.types import Short

_CLAUSE = re.compile(r"([^|，,；;：:。！？!?\s“”‘’「」)）\]】》』](?:[^|，,；;：:。！？!?]|(?<=\d)[,:](?=\d))*)")


class _Bar(NamedTuple):
    """How sure the answer is, and how sure it and its words must be together, both 0–1."""

    confidence: float
    least: float


def short_answers(
    index: PassageSource,
    query: Query,
    quoted: Sequence[Reading],
    confidence: float,
    apart: Sequence[Disagreement] = (),
    parts: Sequence[Evidence] = (),
    reader: Reader | None = None,
) -> tuple[Short, ...]:
    """The words that answer, one for each place, year or thing asked for; places and years in the order of the quotes.

    quoted: the sentences quoted, ``[1]`` first. confidence: of the answer, 0–1. Words are given where they and the
    answer are likely enough together, by a threshold that was fitted. apart: where sources differ. Then no words are
    given as if they were all: of a quantity that differs between two years each has its own, or none has. parts: of
    several things asked at once those that are answered. reader: reads a quote again that answers two things.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    least = weights(reader=reader is not None or any(reading.spans for reading in quoted)).short
    if not apart or several:
        if parts:
            return _of_parts(index, query, parts, quoted, least, reader)
        if not several and quoted and (asks := paired_asks(query.text, of_a_row=bool(cells_of_row(quoted[0])))):
            return _of_both(index, asks, quoted[0], reader, _Bar(confidence, least))
        bar = _Bar(confidence, least)
        if not several and (alike := _rows_alike(query, quoted)):
            return _of_rows_alike(query, quoted, alike, bar)
        return _words_given(index, query, quoted, bar, labelled=several)
    sides = (apart[0].first, apart[0].second)
    years = tuple((index.by_id[side.passage.document_id].period or "")[:4] for side in sides)
    if not units_asked(query.folded) or not all(years) or years[0] == years[1]:
        return ()
    compared = [reading if any(reading is side for side in sides) else None for reading in quoted]
    given = _words_given(index, replace(query, years=years), compared, _Bar(confidence, least), labelled=True)
    return given if len(given) == len(years) else ()


def _words_given(
    index: PassageSource, query: Query, quoted: Sequence[Reading | None], bar: _Bar, *, labelled: bool
) -> tuple[Short, ...]:
    """Of the first quote, or the first of each place or year where each is ``labelled``; None is passed over."""
    found: dict[str | None, Short] = {}
    for number, reading in enumerate(quoted if labelled else quoted[:1], 1):
        label = _label(index, query, reading) if reading and labelled else None
        if reading and (label is not None or not labelled) and (short := _short(query, reading, bar)):
            found.setdefault(label, replace(short, number=number, label=label))
    return tuple(found.values())


def _rows_alike(query: Query, quoted: Sequence[Reading]) -> list[list[TableCell]]:
    """The rows of its table beside the first quote, in its passage or quoted, of which the question says as much."""
    cells = cells_of_row(quoted[0]) if quoted else []
    if not cells:
        return []
    beside = [*rows_beside(quoted[0]), *filter(None, map(cells_of_row, quoted[1:]))]
    each = {tuple((cell.head, cell.value) for cell in row): row for row in beside}
    each.pop(tuple((cell.head, cell.value) for cell in cells), None)
    heads = [cell.head for cell in cells]
    same = (row for row in each.values() if [cell.head for cell in row] == heads)
    return [row for row in same if another_says_as_much(query, cells, [row])]


def _of_rows_alike(
    query: Query, quoted: Sequence[Reading], alike: Sequence[Sequence[TableCell]], bar: _Bar
) -> tuple[Short, ...]:
    """The cells of rows of which the question says the same, where all are quoted, under what tells them apart."""
    cells = cells_of_row(quoted[0])
    told = cell_asked_for(query, cells)
    if told is None or told[1] * bar.confidence < bar.least or not (head := what_differs(cells, alike, told[0].head)):
        return ()
    found = []
    for number, reading in enumerate(quoted, 1):
        row = {cell.head: cell for cell in cells_of_row(reading)}
        if head in row and another_says_as_much(query, cells, [list(row.values())]):
            text, at = reading.sentence.text, reading.sentence.start
            cell, label = row[told[0].head], text[row[head].start : row[head].end]
            found.append(Short(text[cell.start : cell.end], at + cell.start, at + cell.end, number, label, cell.unit))
    return tuple(found) if len(found) == len(alike) + 1 else ()


def _of_parts(
    index: PassageSource,
    query: Query,
    parts: Sequence[Evidence],
    quoted: Sequence[Reading],
    least: float,
    reader: Reader | None,
) -> tuple[Short, ...]:
    """The words of the first sentence of each part, under its place or year or what it asks for; of two asks both.

    A part too unsure to be said to be stated has none: beside a sure one they would look as sure.
    """
    found: dict[str, Short] = {}
    stated = weights(reader=reader is not None).stated_in_words
    several = len(query.places) > 1 or len(query.years) > 1
    for part in parts:
        own = part.readings[0]
        number = next((n for n, one in enumerate(quoted, 1) if _same_sentence(one, own)), None)
        if number is None or part.confidence < stated:
            continue
        bar = _Bar(part.confidence, least)
        asked = label_of(part.asked, subject=part is parts[0])
        label = (_label(index, query, own) if several else None) or asked
        label = asked if label in found else label
        if short := _short(part.query, own, bar):
            given = {label: replace(short, number=number)}
        else:
            both = _of_both(index, paired_asks(part.query.text, of_a_row=bool(cells_of_row(own))), own, reader, bar)
            given = {f"{label} {one.label}": replace(one, number=number) for one in both}
        for name, one in given.items():
            if not any(_share_words(one, other) for other in found.values()):
                found[name] = one
    return tuple(replace(short, label=label) for label, short in found.items())


def _same_sentence(one: Reading, other: Reading) -> bool:
    return (one.passage.document_id, one.sentence) == (other.passage.document_id, other.sentence)


def _share_words(one: Short, other: Short) -> bool:
    """Whether both are of one quote and overlap: then one of them is taken for two things."""
    return one.number == other.number and one.start < other.end and other.start < one.end


def _of_both(
    index: PassageSource, asks: Sequence[OneAsk], reading: Reading, reader: Reader | None, bar: _Bar
) -> tuple[Short, ...]:
    """The words of one quote for each of two things asked for; none twice."""
    found: list[Short] = []
    for ask in asks:
        query = understand(ask.question, index)
        short = _short(query, _read_for(query, reading, reader), bar)
        if short and not any(_share_words(short, other) for other in found):
            found.append(replace(short, label=ask.label))
    return tuple(found)


def _read_for(query: Query, reading: Reading, reader: Reader | None) -> Reading:
    """The sentence with what a reader takes for the answer to another question."""
    if reader is None:
        return reading
    passage = reading.passage
    head, text = in_simplified(context(passage)).rstrip("\n"), in_simplified(passage.text)
    (read,) = reader.read(in_simplified(query.text), [(head, text)])
    return replace(reading, spans=spans_as_read(reading.sentence, passage, read))


def _short(query: Query, reading: Reading, bar: _Bar) -> Short | None:
    """The words of a sentence, as of quote 1, with the unit that a table says elsewhere, if they are likely enough."""
    given = likeliest_words(query, reading)
    if given is None or given[1] * bar.confidence < bar.least:
        return None
    at = reading.sentence.start
    unit = next((cell.unit for cell in cells_of_row(reading) if (cell.start, cell.end) == given[0]), None)
    start, end = with_its_limit(reading.sentence.text, *given[0])
    return Short(reading.sentence.text[start:end], at + start, at + end, 1, unit=unit)


def answering_clause(query: Query, reading: Reading, confidence: float) -> Short | None:
    """The clause of the first quote that a reader's spans lie in, where they are likely enough; not all of the quote.

    The threshold is that of the few words: what is in bold is right as often as those are. Where the question counts,
    the clause must have a figure of that unit, and it says more than the question. Of two rows alike there is none, nor
    of a sentence that tells another fact than the one asked for.
    """
    sentence = reading.sentence
    if another_says_as_much(query, cells_of_row(reading), rows_beside(reading)):
        return None
    if tells_another_fact(query.folded, fold(sentence.text).text):
        return None
    least = weights(reader=bool(reading.spans)).short
    clauses = [(one.start(1), one.start(1) + len(one[1].rstrip())) for one in _CLAUSE.finditer(sentence.text)]
    shares = [
        sum(span.probability for span in reading.spans if _overlap(span, sentence.start + start, sentence.start + end))
        for start, end in clauses
    ]
    best = max(range(len(clauses)), key=shares.__getitem__, default=0)
    if len(clauses) < 2 or shares[best] * confidence < least:
        return None
    start, end = clauses[best]
    plain = fold(sentence.text[start:end]).text
    if plain in query.folded or counted(query.folded, plain) < 0:
        return None
    return Short(sentence.text[start:end], sentence.start + start, sentence.start + end, 1)


def _overlap(span: AnswerSpan, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _label(index: PassageSource, query: Query, reading: Reading) -> str | None:
    """The place or the year asked for that a quote is of."""
    document = index.by_id[reading.passage.document_id]
    if len(query.places) > 1:
        stem = place_stem(document.place) if document.place else None
        return document.place if stem in query.places else None
    year = (document.period or "")[:4]
    return year if year in query.years else None
