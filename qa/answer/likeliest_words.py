"""The words of one sentence most likely to answer, and how likely: a figure, a date, a cell, a row, or what was read.

It decides nothing: whether they are given is up to ``qa.answer.short_answers``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.answer.another_fact import tells_another_fact
from qa.answer.asked_dates import dated, dates_asked
from qa.answer.asked_things import (
    asks,
    asks_how,
    asks_twice,
    asks_whether,
    kinds_counted,
    of_the_clause_asked,
    of_the_thing_counted,
    says_whether,
)
from qa.answer.asked_units import (
    asks_number,
    of_the_kind_asked,
    of_the_size_asked,
    size_told,
    tells_how_often,
    tells_no_number,
    units_expected,
)
from qa.answer.before_and_now import changes_told, meant_instead, of_the_time_asked
from qa.answer.credits import credited
from qa.answer.enumerations import enumeration_of, number_asked
from qa.answer.sentence_ranking import Reading
from qa.answer.table_cells import (
    TableCell,
    another_says_as_much,
    cell_asked_for,
    cells_of_row,
    names_a_cell,
    rows_beside,
)
from qa.answer.word_edges import (
    from_figure,
    to_figure,
    to_whole_words,
    unbroken_figure,
    whole_date,
    whole_name,
    with_all_of_the_noun,
    with_english_unit,
    without_subject,
)
from qa.search.query import Query
from qa.text.characters import CHINESE
from qa.text.folding import Folded, fold

_LONGEST = 40
_LONGEST_CELL = 20
_LITTLE_MORE = 2
_BROKEN = re.compile(r"[|。！？!?；;，]|(?<!\d),|,(?!\d)")
# So many answer, of CMRC 2018 and DRCD: 59 of 62 such figures in sentences with several, 5 of 5 rows of so many things.
_OF_THE_THING, _IN_A_ROW, _NAMED = 0.95, 0.95, 0.95
_CREDITS = ("byline", "caption")
_QUOTED = re.compile("“[^“”]*”")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_AND = re.compile("[、和与及]")
# 一家 names nobody where a name is asked for.
_ASKS_PERSON = re.compile(r"谁|叫什么|姓名|\bwho\b")
_ASKS_NAME = re.compile("谁|哪[1一]?[家个名位所支]|叫什么")
_ASKS_HEAD = re.compile("(?:书记|主[任席]|[长理]|总裁|教练|代表)(?:现在|目前)?[是叫由为]?(?:哪位|谁)|谁[是当任]")
_OFFICE = re.compile("[部局委会室厅院所]$")
_NAMELESS = re.compile("(?:^|[^第])[1一某几][家个名位所支]$")
_TWO_FIGURES = re.compile(rf"\d[余多万亿千百]*[{CHINESE}]{{4,}}\d")
_FORMULA = re.compile(r"(?:[\da-z几]{1,3}\+){1,6}[\da-z几]{1,3}")
_ASKS_WHY = re.compile(r"为什么|为何|凭什么|什么原因|\bwhy\b")
_BARE_FIGURE = re.compile(rf"[约近超过仅]{{0,3}}\d[\d.,]*[余多]?[百千万亿]*[%{CHINESE}]?")
_AROUND = "=\"'`*_"


def likeliest_words(query: Query, reading: Reading) -> tuple[tuple[int, int], float] | None:
    """Offsets in the sentence of the words most likely to answer, and that probability; None if none can be meant.

    Where the question counts, they are the figure of that unit, where it asks for a year, a month or a day, that date:
    certain if no other is there, else the one of the thing counted, or that a reader's spans touch most. Where it asks
    for so many things, the row of them; of a byline or a caption they are whom it names. Elsewhere they are what most
    of a reader's spans are as whole words, each by its probability. To a question for a yes or a no they say which. Two
    things asked at once, unless of two places or years, have no few words, nor have key words that ask nothing.
    """
    several = len(query.places) > 1 or len(query.years) > 1
    cells = cells_of_row(reading)
    if (asks_twice(query.folded) and not several) or not (asks(query) or names_a_cell(query, cells)):
        return None
    sentence = reading.sentence
    if asks_whether(query.folded):
        return _likeliest_span(query, reading, cells)
    if cells:
        return _words_of_a_row(query, reading, cells)
    if reading.passage.role in _CREDITS and (names := credited(query.folded, sentence.text)):
        return names, _NAMED
    folded = fold(sentence.text)
    if tells_another_fact(query.folded, folded.text):
        return None
    if size := size_told(query.folded, folded.text):
        return folded.original(*size), _OF_THE_THING
    if written := _formula(query.folded, folded.text):
        return folded.original(*written), _NAMED
    patterns = units_expected(query.folded, folded.text) or dates_asked(query.folded)
    if len(patterns) == 1 and not asks_how(query.folded) and (found := _figures(query, reading, folded, patterns[0])):
        now = of_the_time_asked(query.folded, folded.text, found)
        now = [one for one in now if not tells_how_often(query.folded, folded.text, one)]
        return _likeliest_figure(query, reading, folded, now) if now else None
    number = number_asked(query.folded)
    if number and (row := enumeration_of(number, sentence.text)) and row[1] - row[0] <= _LONGEST:
        return row, _IN_A_ROW
    return _likeliest_span(query, reading, cells)


def _formula(question: str, text: str) -> tuple[int, int] | None:
    """Where folded ``text`` writes the formula that a folded question leaves a number out of: 1+5+n for 1+几+n."""
    asked = _FORMULA.search(question)
    if asked is None or "几" not in asked.group():
        return None
    written = re.search(rf"(?<![\da-z+]){re.escape(asked.group()).replace('几', '[0-9]+')}(?![\da-z+])", text)
    return written.span() if written else None


def _figures(query: Query, reading: Reading, folded: Folded, pattern: str) -> list[re.Match[str]]:
    """The figures of a pattern in the folded sentence that are none of the question's and as large as it says."""
    found = [
        one
        for one in re.finditer(pattern, folded.text)
        if one.group() not in query.folded and _meant(query, reading.sentence.text, *folded.original(*one.span()))
    ]
    found = of_the_kind_asked(query.folded, folded.text, _outside_quotes(folded.text, found))
    return [found[n] for n in of_the_size_asked(query.folded, [one.group() for one in found])]


def _likeliest_figure(
    query: Query, reading: Reading, folded: Folded, found: Sequence[re.Match[str]]
) -> tuple[tuple[int, int], float] | None:
    """Of the figures in the unit asked for the only one, that of the thing counted, or that a reader's spans touch.

    Of several that count it none is all of it: the one in the clause asked about, or none.
    """
    figures = [unbroken_figure(reading.sentence.text, *folded.original(*one.span())) for one in found]
    if len({one.group() for one in found}) == 1 or len(set(figures)) == 1:
        return figures[0], 1.0
    counting = of_the_thing_counted(query.folded, folded.text, [one.span() for one in found])
    kinds = kinds_counted(query.folded, folded.text, [found[n].span() for n in counting])
    if kinds:
        return folded.original(*kinds), _OF_THE_THING
    if len(counting) > 1:
        asked = of_the_clause_asked(query.folded, folded.text, [found[n].span() for n in counting])
        return None if asked is None else (figures[counting[asked]], _OF_THE_THING)
    return _of_several(figures, counting, reading)


def _outside_quotes(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those that are no part of a quoted name, as in “四个一”; all where there are no others."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [one for one in found if not any(start < one.start() < end for start, end in quoted)] or found


def _meant(query: Query, text: str, start: int, end: int) -> bool:
    """Whether a figure is not what a change left behind, or led to, where the other is asked for."""
    first, last = meant_instead(query.folded, text, changes_told(text), start, end)
    return first < end and start < last


def _words_of_a_row(query: Query, reading: Reading, cells: Sequence[TableCell]) -> tuple[tuple[int, int], float] | None:
    """The cell that the question asks for, else the one that most of a reader's spans lie in.

    Where the question says as much of another row, neither is told.
    """
    others = rows_beside(reading)
    if another_says_as_much(query, cells, others):
        return None
    likeliest = _likeliest_span(query, reading, cells)
    told = cell_asked_for(query, cells, others)
    if told is None or not _can_answer(query, reading.sentence.text[told[0].start : told[0].end]):
        return likeliest
    place = told[0].start, told[0].end
    return place, max(told[1], likeliest[1] if likeliest and likeliest[0] == place else 0.0)


def _likeliest_span(query: Query, reading: Reading, cells: Sequence[TableCell]) -> tuple[tuple[int, int], float] | None:
    """What most of a reader's spans say as whole words, of a row the cell that they lie in."""
    sentence, changes = reading.sentence, changes_told(reading.sentence.text)
    likely: dict[tuple[int, int], float] = {}
    for span in reading.spans:
        start, end = span.start - sentence.start, span.end - sentence.start
        if cells:
            whole = _in_one_cell(sentence.text, start, end, cells)
        else:
            meant = meant_instead(query.folded, sentence.text, changes, start, end)
            whole = _as_asked(query, sentence.text, *to_whole_words(sentence.text, *meant))
        likely[whole] = likely.get(whole, 0.0) + span.probability
    answering = {place: share for place, share in likely.items() if _can_answer(query, sentence.text[slice(*place)])}
    shares = {place: _said_alike(sentence.text, place, answering) for place in answering}
    best = max(shares, key=lambda place: (shares[place], answering[place]), default=None)
    return None if best is None else (best, shares[best])


def _said_alike(text: str, words: tuple[int, int], likely: Mapping[tuple[int, int], float]) -> float:
    """How likely ``words`` are, or words around or within them that say the same: 连续3年 and 3年, 蔡先生 and 蔡先生说.

    Those are at most two characters longer or shorter, none of them a digit (minimum Bayes risk: Kumar and Byrne 2004).
    """
    return sum(share for other, share in likely.items() if _says_the_same(text, *sorted((words, other), key=_length)))


def _says_the_same(text: str, short: tuple[int, int], long: tuple[int, int]) -> bool:
    if not long[0] <= short[0] <= short[1] <= long[1]:
        return False
    beside = [one for one in text[long[0] : short[0]] + text[short[1] : long[1]] if one.isalnum()]
    return len(beside) <= _LITTLE_MORE and not any(map(str.isdigit, beside))


def _length(place: tuple[int, int]) -> int:
    return place[1] - place[0]


def _as_asked(query: Query, text: str, start: int, end: int) -> tuple[int, int]:
    """Words as they answer: all of a date where the question asks when, from its figure on where it asks how many."""
    if query.asks_when:
        return whole_date(text, start, end)
    start, end = without_subject(text, start, end, query.folded)
    if _ASKS_PERSON.search(query.folded) and start < end:
        start, end = whole_name(text, start, end, query.folded)
    if asks_number(query.folded):
        start, end = with_english_unit(text, *from_figure(text, start, end), query.folded)
        start, end = with_all_of_the_noun(text, start, end, query.folded)
    return to_figure(text, start, end)


def _in_one_cell(row: str, start: int, end: int, cells: Sequence[TableCell]) -> tuple[int, int]:
    """The value of the only cell that ``row[start:end]`` touches, of a long one the words in it; none of several."""
    touched = [cell for cell in cells if cell.start < end and start < cell.end]
    if len(touched) != 1:
        return start, start
    cell = touched[0]
    if cell.end - cell.start <= _LONGEST_CELL:
        return cell.start, cell.end
    return to_whole_words(row, max(start, cell.start), min(end, cell.end))


def _can_answer(query: Query, words: str) -> bool:
    """Whether they are short, of one clause and one cell, none of the question's, and the number, the date or as many
    things as it wants.
    """
    plain = fold(words).text
    if not 0 < len(words) <= _LONGEST or _BROKEN.search(words):
        return False
    if asks_whether(query.folded):
        return says_whether(plain)
    if len(_AND.findall(words)) + 1 < (number_asked(query.folded) or 0):
        return False
    if _NAMELESS.search(plain) and _ASKS_NAME.search(query.folded):
        return False
    if _OFFICE.search(plain) and _ASKS_HEAD.search(query.folded):
        return False
    if _ASKS_WHY.search(query.folded) and _BARE_FIGURE.fullmatch(plain):
        return False
    if asks_number(query.folded) and _TWO_FIGURES.search(plain):
        return False
    if _IN_BRACKETS.sub("", plain).strip(_AROUND) in query.folded:
        return False
    return not tells_no_number(query.folded, plain) and dated(query, plain) >= 0


def _of_several(
    figures: Sequence[tuple[int, int]], counting: Sequence[int], reading: Reading
) -> tuple[tuple[int, int], float] | None:
    """The one of several figures that counts the thing asked for, or that a reader's spans touch most.

    counting: the one that counts it, if any. A span over several figures counts a part for each.
    """
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
