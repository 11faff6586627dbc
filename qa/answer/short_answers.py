"""The few words asked for, cut from a quote as printed: ``24支``, ``96%``, ``中元汇吉``. None rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings import AnswerSpan, Reader
from qa.answer.asked_units import counted, units_asked
from qa.answer.conflicts import Disagreement
from qa.answer.likeliest_words import likeliest_words
from qa.answer.sentence_ranking import Reading, spans_as_read
from qa.answer.several_asks import OneAsk, asks_in
from qa.answer.table_cells import cells_of_row
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.search.query import Query, understand
from qa.search.weights import weights
from qa.text.folding import fold, in_simplified
from qa.text.places import place_stem
from qa.types import Short

_CLAUSE = re.compile(
    r"[\s|“”‘’「」]*([^|，,；;：:。！？!?\s](?:[^|，,；;：:。！？!?]|(?<=\d)[,:](?=\d))*)[|，,；;：:。！？!?]*"
)


def short_answers(
    index: PassageSource,
    query: Query,
    quoted: Sequence[Reading],
    confidence: float,
    apart: Sequence[Disagreement] = (),
    reader: Reader | None = None,
) -> tuple[Short, ...]:
    """The words that answer, one for each place, year or thing asked for: places and years in the order of the quotes.

    quoted: the sentences quoted, ``[1]`` first. confidence: of the answer, 0–1. Words are given where they and the
    answer are likely enough together, by a threshold that was fitted. apart: where sources differ. Then no words are
    given as if they were all: of a quantity that differs between two years each has its own, or none has. reader: reads
    the quotes again for each of several things asked for.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    if not apart and not several and quoted:
        asks = asks_in(query.text, of_a_row=bool(cells_of_row(quoted[0])))
        if asks:
            return _of_each_ask(index, asks, quoted, confidence, reader)
    if not apart or several:
        return _words_given(index, query, quoted, confidence, labelled=several)
    sides = (apart[0].first, apart[0].second)
    years = tuple((index.by_id[side.passage.document_id].period or "")[:4] for side in sides)
    if not units_asked(query.folded) or not all(years) or years[0] == years[1]:
        return ()
    compared = [reading if any(reading is side for side in sides) else None for reading in quoted]
    given = _words_given(index, replace(query, years=years), compared, confidence, labelled=True)
    return given if len(given) == len(years) else ()


def _words_given(
    index: PassageSource, query: Query, quoted: Sequence[Reading | None], confidence: float, *, labelled: bool
) -> tuple[Short, ...]:
    """Of the first quote, or the first of each place or year where each is ``labelled``; None is passed over."""
    least = weights(reader=any(reading.spans for reading in quoted if reading)).short
    found: dict[str | None, Short] = {}
    for number, reading in enumerate(quoted if labelled else quoted[:1], 1):
        label = _label(index, query, reading) if reading and labelled else None
        given = likeliest_words(query, reading) if reading else None
        if not reading or given is None or given[1] * confidence < least or (labelled and label is None):
            continue
        found.setdefault(label, _short(reading, given[0], number, label))
    return tuple(found.values())


def _of_each_ask(
    index: PassageSource,
    asks: Sequence[OneAsk],
    quoted: Sequence[Reading],
    confidence: float,
    reader: Reader | None,
) -> tuple[Short, ...]:
    """The words for each thing asked for that are likely enough, of the quote where they are likeliest."""
    least = weights(reader=any(reading.spans for reading in quoted)).short
    found: list[Short] = []
    for ask in asks:
        query = understand(ask.question, index)
        told = [likeliest_words(query, _read_for(query, reading, reader)) for reading in quoted]
        likely = [given[1] if given else 0.0 for given in told]
        best = likely.index(max(likely))
        if (given := told[best]) is None or likely[best] * confidence < least:
            continue
        short = _short(quoted[best], given[0], best + 1, ask.label)
        if not any(short.start < other.end and other.start < short.end for other in found):
            found.append(short)
    return tuple(found)


def _read_for(query: Query, reading: Reading, reader: Reader | None) -> Reading:
    """The sentence with what a reader takes for the answer to another question."""
    if reader is None:
        return reading
    passage = reading.passage
    head, text = in_simplified(context(passage)).rstrip("\n"), in_simplified(passage.text)
    (read,) = reader.read(in_simplified(query.text), [(head, text)])
    return replace(reading, spans=spans_as_read(reading.sentence, passage, read))


def _short(reading: Reading, words: tuple[int, int], number: int, label: str | None) -> Short:
    """The words of a sentence with the unit that a table says elsewhere."""
    (start, end), at = words, reading.sentence.start
    unit = next((cell.unit for cell in cells_of_row(reading) if (cell.start, cell.end) == words), None)
    return Short(reading.sentence.text[start:end], at + start, at + end, number, label, unit)


def answering_clause(query: Query, reading: Reading, confidence: float) -> Short | None:
    """The clause of the first quote that a reader's spans lie in, where they are likely enough; not all of the quote.

    The threshold is that of the few words: what is in bold is right as often as those are. Where the question counts,
    the clause must have a figure of that unit.
    """
    sentence = reading.sentence
    least = weights(reader=bool(reading.spans)).short
    clauses = [(one.start(1), one.end(1)) for one in _CLAUSE.finditer(sentence.text)]
    shares = [
        sum(span.probability for span in reading.spans if _overlap(span, sentence.start + start, sentence.start + end))
        for start, end in clauses
    ]
    best = max(range(len(clauses)), key=shares.__getitem__, default=0)
    if len(clauses) < 2 or shares[best] * confidence < least:
        return None
    start, end = clauses[best]
    if counted(query.folded, fold(sentence.text[start:end]).text) < 0:
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
