"""The few words asked for, cut from a quote as printed: ``24支``, ``96%``, ``中元汇吉``. None rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings import AnswerSpan
from qa.answer.asked_things import asks, asks_twice, of_the_thing_counted
from qa.answer.asked_units import counted, dated, tells_no_number, units_asked, units_expected
from qa.answer.conflicts import Disagreement
from qa.answer.enumerations import enumeration_of, number_asked
from qa.answer.sentence_ranking import Reading
from qa.answer.table_cells import TableCell, another_says_as_much, cell_asked_for, cells_of_row, names_a_cell
from qa.index.passage_source import PassageSource
from qa.search.query import Query
from qa.search.weights import weights
from qa.text.characters import BRACKETS, NUMERALS, QUOTES
from qa.text.folding import fold
from qa.text.measure_words import MEASURE_WORDS
from qa.text.periods import YEAR
from qa.text.places import place_stem
from qa.text.words import whole_words
from qa.types import Short

_LONGEST = 40
_LONGEST_CELL = 20
_BROKEN = re.compile(r"[|。！？!?；;，]|(?<!\d),|,(?!\d)")
# So many answer, of CMRC 2018 and DRCD: 59 of 62 such figures in sentences with several, 5 of 5 rows of so many things.
_OF_THE_THING, _IN_A_ROW = 0.95, 0.95
_AROUND = "=\"'`*_"
_PAIRS = tuple({**QUOTES, **BRACKETS}.items())
_EDGES = " \n　|,，。.、;；:：!！?？的了是在"
_NOT_FIRST = _EDGES + "".join(closing for _, closing in _PAIRS)
_NOT_LAST = _EDGES + "".join(opening for opening, _ in _PAIRS)
_CLAUSE = re.compile(
    r"[\s|“”‘’「」]*([^|，,；;：:。！？!?\s](?:[^|，,；;：:。！？!?]|(?<=\d)[,:](?=\d))*)[|，,；;：:。！？!?]*"
)
_FIGURE = re.compile(rf"(?:\d|^[{NUMERALS}两]+)[余多几]?[百千万亿]*$")
_NUMBERED = "[楼线门馆厅院路车桌机床井洞桥坑店库站口台窗]|地铁|公路|教室|病房|泳道"
_DATES = (
    (re.compile("哪年哪月|哪[一1]?个?月|几月份|which month"), r"(?:\d{4}年)?\d{1,2}月"),
    (
        re.compile(rf"哪[一1]?[天日](?!起)|几月几[日号]|几号(?!{_NUMBERED})|which day"),
        r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]",
    ),
    (re.compile("哪[一1]?年(?!级)|which year"), rf"(?<!\d)1\d{{3}}年|{YEAR.pattern}年?"),
)
_RANGE_TO = re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s?(?:[-–—~～]|至|到)\s?$")
_RANGE_ON = re.compile(r"(?<=[日号])\s?(?:[-–—~～]|至|到)\s?\d{1,2}[日号]")
_BELOW_NOUGHT = re.compile(r"(?<![A-Za-z\d])[-−－]$")
_REST_OF_FIGURE = re.compile(rf"[\d.]*[余多几]?[百千万亿]*[余多]?[{MEASURE_WORDS}%％]?")


def short_answers(
    index: PassageSource,
    query: Query,
    quoted: Sequence[Reading],
    confidence: float,
    apart: Sequence[Disagreement] = (),
) -> tuple[Short, ...]:
    """The words that answer, one for each place or year asked for, in the order of the quotes.

    quoted: the sentences quoted, ``[1]`` first. confidence: of the answer, 0–1. Words are given where they and the
    answer are likely enough together, by a threshold that was fitted. apart: where sources differ. Then no words are
    given as if they were all: of a quantity that differs between two years each has its own, or none has.
    """
    several = len(query.places) > 1 or len(query.years) > 1
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
        (start, end), at = given[0], reading.sentence.start
        found.setdefault(label, Short(reading.sentence.text[start:end], at + start, at + end, number, label))
    return tuple(found.values())


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


def likeliest_words(query: Query, reading: Reading) -> tuple[tuple[int, int], float] | None:
    """Offsets in the sentence of the words most likely to answer, and that probability; None if none can be meant.

    Where the question counts, they are the figure of that unit, where it asks for a year, a month or a day, that date:
    certain if no other is there, else the one of the thing counted, or that a reader's spans touch most. Where it asks
    for so many things, the row of them. Elsewhere they are what most of a reader's spans are as whole words, each by
    its probability. Two things asked at once, unless of two places or years, have no few words, nor have key words that
    ask nothing.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    cells = cells_of_row(reading)
    if (asks_twice(query.folded) and not several) or not (asks(query) or names_a_cell(query, cells)):
        return None
    sentence = reading.sentence
    if cells:
        return _words_of_a_row(query, reading, cells)
    folded = fold(sentence.text)
    if len(patterns := units_expected(query.folded, folded.text) or _dates_asked(query.folded)) == 1:
        found = [one for one in re.finditer(patterns[0], folded.text) if one.group() not in query.folded]
        figures = [_unbroken(sentence.text, *folded.original(*one.span())) for one in found]
        if figures:
            if len({one.group() for one in found}) == 1:
                return figures[0], 1.0
            return _figure(
                figures, of_the_thing_counted(query.folded, folded.text, [one.end() for one in found]), reading
            )
    number = number_asked(query.folded)
    if number and (row := enumeration_of(number, sentence.text)) and row[1] - row[0] <= _LONGEST:
        return row, _IN_A_ROW
    return _likeliest_span(query, reading, cells)


def _words_of_a_row(query: Query, reading: Reading, cells: Sequence[TableCell]) -> tuple[tuple[int, int], float] | None:
    """The cell that the question asks for, else the one that most of a reader's spans lie in.

    Where the question says as much of another row, neither is told.
    """
    if another_says_as_much(query, reading, cells):
        return None
    likeliest = _likeliest_span(query, reading, cells)
    told = cell_asked_for(query, cells)
    if told is None or not _can_answer(query, reading.sentence.text[told[0].start : told[0].end]):
        return likeliest
    place = told[0].start, told[0].end
    return place, max(told[1], likeliest[1] if likeliest and likeliest[0] == place else 0.0)


def _likeliest_span(query: Query, reading: Reading, cells: Sequence[TableCell]) -> tuple[tuple[int, int], float] | None:
    """What most of a reader's spans are as whole words, of a row as the cell that they lie in."""
    sentence = reading.sentence
    likely: dict[tuple[int, int], float] = {}
    for span in reading.spans:
        start, end = span.start - sentence.start, span.end - sentence.start
        whole = _in_one_cell(sentence.text, start, end, cells) if cells else _whole(sentence.text, start, end)
        likely[whole] = likely.get(whole, 0.0) + span.probability
    for start, end in sorted(likely, key=likely.__getitem__, reverse=True):
        if _can_answer(query, sentence.text[start:end]):
            return (start, end), likely[start, end]
    return None


def _in_one_cell(row: str, start: int, end: int, cells: Sequence[TableCell]) -> tuple[int, int]:
    """The value of the only cell that ``row[start:end]`` touches, of a long one the words in it; none of several."""
    touched = [cell for cell in cells if cell.start < end and start < cell.end]
    if len(touched) != 1:
        return start, start
    cell = touched[0]
    if cell.end - cell.start <= _LONGEST_CELL:
        return cell.start, cell.end
    return _whole(row, max(start, cell.start), min(end, cell.end))


def _can_answer(query: Query, words: str) -> bool:
    """Whether they are short, of one clause and one cell, none of the question's, and the number or date it wants."""
    plain = fold(words).text
    if not 0 < len(words) <= _LONGEST or _BROKEN.search(words) or plain.strip(_AROUND) in query.folded:
        return False
    return not tells_no_number(query.folded, plain) and dated(query, plain) >= 0


def _dates_asked(question: str) -> list[str]:
    """The pattern of the date that a folded question asks for to the year, the month or the day; none for 何时."""
    return [date for asks, date in _DATES if asks.search(question)][:1]


def _unbroken(text: str, start: int, end: int) -> tuple[int, int]:
    """The figure with all of the word that is its unit (``60分贝``), its range (``25-30分钟``) and a share's sign."""
    word = next((one for one in whole_words(text[start : end + _LONGEST]) if one.start < end - start < one.end), None)
    if word is not None and not any(map(str.isdigit, word.word)):
        end = start + word.end
    if ranges := _RANGE_TO.search(text, max(0, start - _LONGEST), start):
        start = ranges.start()
    elif text[start:end].endswith(("%", "％")) and _BELOW_NOUGHT.search(text, max(0, start - 1), start):
        start -= 1
    on = _RANGE_ON.match(text, end)
    return start, on.end() if on else end


def _figure(
    figures: Sequence[tuple[int, int]], counting: Sequence[int], reading: Reading
) -> tuple[tuple[int, int], float] | None:
    """The one of several figures that counts the thing asked for, or that a reader's spans touch most.

    counting: those that count it; of several none is all of it. A span over several figures counts a part for each.
    """
    if len(counting) > 1:
        return None
    share = [0.0] * len(figures)
    for span in reading.spans:
        first, last = span.start - reading.sentence.start, span.end - reading.sentence.start
        touched = [n for n, (start, end) in enumerate(figures) if start < last and first < end]
        for number in touched:
            share[number] += span.probability / len(touched)
    if counting:
        return figures[counting[0]], max(share[counting[0]], _OF_THE_THING)
    best = max(range(len(figures)), key=share.__getitem__)
    return (figures[best], share[best]) if share[best] else None


def _label(index: PassageSource, query: Query, reading: Reading) -> str | None:
    """The place or the year asked for that a quote is of."""
    document = index.by_id[reading.passage.document_id]
    if len(query.places) > 1:
        stem = place_stem(document.place) if document.place else None
        return document.place if stem in query.places else None
    year = (document.period or "")[:4]
    return year if year in query.years else None


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span to whole words with the unit behind a figure and both marks of a pair, without marks at its edges."""
    if _FIGURE.search(text[start:end]) and (rest := _REST_OF_FIGURE.match(text, end)):
        end = rest.end()
    cut = whole_words(text)
    touched = [word for word in cut if word.start < end and start < word.end]
    if touched:
        start, end = _paired(text, touched[0].start, touched[-1].end)
    words = [word for word in cut if start <= word.start and word.end <= end]
    while words and not words[0].word.strip(_NOT_FIRST):
        words.pop(0)
    while words and not words[-1].word.strip(_NOT_LAST):
        words.pop()
    return (words[0].start, words[-1].end) if words else (start, start)


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
