"""Of a table, the rows that the question names: who asks for 夜3路 is shown no row of 夜2路, however alike they read.

It reads what is printed: a row is a sentence between bars, its cells may say their columns' heads.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Sequence

from qa.answer.asked_units import counted
from qa.answer.sentence_ranking import Reading
from qa.answer.table_cells import says_whole
from qa.search.query import Query
from qa.text.folding import folded_text

_BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[\d.,%+\-\s]*")
_AMONG = re.compile("[最各每哪]|which|most|each|every")
_HOW_MANY = re.compile("多少|how many|how much")
_FIGURE = re.compile(r"\d")
_NEAR = 0.3
_SURE = 3

TableKey = tuple[str, tuple[str, ...], tuple[str, ...]]


def rows_asked_for(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, best first, without the rows of a table of which the question names others, cell by cell.

    The likeliest row named is as likely as any row of its table was. A row that says all that another one says, and
    more of what is asked, is meant before that; so is it in another table, whose heads may be named too, and one of
    which the question names three cells and heads comes first of all. Who asks for several things, or joins another to
    what a row says, means rows that are not named as well, where only one is.
    """
    tables: dict[TableKey, list[Reading]] = defaultdict(list)
    for reading in readings:
        if _is_row(reading):
            tables[_table(reading)].append(reading)
    likely: dict[int, float] = {}
    left_out: set[int] = set()
    for rows in tables.values():
        named = [_named(query, row) for row in rows]
        meant = [not any(cells < others for others in named) for cells in named]
        alone = [cells for cells in named if cells]
        if all(meant) or (len(alone) == 1 and (query.several or _joined(query, alone[0]))):
            continue
        best = max((row for row, kept in zip(rows, meant, strict=True) if kept), key=lambda row: row.probability)
        likely[id(best)] = max(row.probability for row in rows)
        left_out.update(id(row) for row, kept in zip(rows, meant, strict=True) if not kept)
    kept = [reading for reading in readings if id(reading) not in left_out]
    raised = [dataclasses.replace(one, probability=likely.get(id(one), one.probability)) for one in kept]
    return _of_the_whole(query, _named_most(query, sorted(raised, key=lambda reading: -reading.probability)))


def _joined(query: Query, cells: frozenset[str]) -> bool:
    """Whether the question joins something else to one of the cells: ``夜3路和夜9路``."""
    said = "|".join(map(re.escape, sorted(cells)))
    return (
        re.search(rf"(?:[和与及跟、]|\band ) ?(?:{said})|(?:{said})(?:[和与及跟、]| and\b)", query.folded) is not None
    )


def _of_the_whole(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The readings; before two rows that the question tells not apart, a sentence with a figure that says as much.

    Who asks how many people a city has is not told those of two of its districts.
    """
    if len(readings) < 2 or not _HOW_MANY.search(query.folded) or query.several or _AMONG.search(query.folded):
        return list(readings)
    best, second = readings[:2]
    alike = _is_row(best) and _is_row(second) and _table(best) == _table(second)
    if not alike or second.probability < _NEAR * best.probability or _named(query, best) or _named(query, second):
        return list(readings)
    least = query.covered(folded_text(best.sentence.text))
    for other in readings:
        text = folded_text(other.sentence.text)
        if (
            not _is_row(other)
            and _FIGURE.search(text)
            and counted(query.folded, text) >= 0
            and query.covered(text) >= least
        ):
            first = dataclasses.replace(other, probability=best.probability)
            return [first, *(one for one in readings if one is not other)]
    return list(readings)


def _named_most(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without rows that name less of what another one names; first a row that names enough to be sure."""
    rows = [(id(one), _named(query, one), _heads_named(query, one)) for one in readings if _is_row(one)]
    named = {row: cells | heads for row, cells, heads in rows if cells}
    fullest = [cells for cells in named.values() if len(cells) >= _SURE]
    kept = [one for one in readings if not any(id(one) in named and named[id(one)] < cells for cells in fullest)]
    sure = next((one for one in kept if len(named.get(id(one), ())) >= _SURE), None)
    if sure is None:
        return kept
    first = dataclasses.replace(sure, probability=max(one.probability for one in kept))
    return [first, *(one for one in kept if one is not sure)]


def _is_row(reading: Reading) -> bool:
    return reading.sentence.text.startswith("|")


def _table(reading: Reading) -> TableKey:
    """What the rows of one table have in common: their document, the headings above and the heads of the columns."""
    heads = tuple(head for head, colon, _ in _cells(reading) if colon)
    return reading.passage.document_id, reading.passage.heading, heads


def _cells(reading: Reading) -> list[tuple[str, str, str]]:
    """Head, colon and value of each cell; a row of Markdown may have no blanks around its bars."""
    row = reading.sentence.text
    parts = row.strip("| ").split(" | ") if row.startswith("| ") else _BAR.split(row.strip().strip("|"))
    return [cell.strip().partition("：") for cell in parts]


def _named(query: Query, reading: Reading) -> frozenset[str]:
    """The cells, folded, that the question says as they are; no bare number and no single character."""
    values = {folded_text(value or head).strip() for head, _, value in _cells(reading)}
    return frozenset(
        one for one in values if len(one) > 1 and not _NUMBER.fullmatch(one) and says_whole(query.folded, one)
    )


def _heads_named(query: Query, reading: Reading) -> frozenset[str]:
    """The heads of the row's cells, folded, that the question says as they are."""
    heads = {folded_text(head).strip() for head, colon, _ in _cells(reading) if colon}
    return frozenset(one for one in heads if len(one) > 1 and says_whole(query.folded, one))
