"""Of a row of a table the cell asked for, under the column that the question names or whose unit it asks for.

It reads a row as printed, its heads in the cells or in the row above a Markdown table's rule, and chooses no row.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.asked_dates import dated
from qa.answer.asked_things import question_words
from qa.answer.asked_units import asks_number, tells_no_number, units_asked
from qa.answer.sentence_ranking import Reading
from qa.index.passage_parts import passage_sentences
from qa.search.query import Query
from qa.text.characters import CHINESE
from qa.text.folding import folded_text
from qa.text.words import without_question_words

_BAR = re.compile(r"(?<!\\)\|")
_RULED = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]$")
_SAID_ABOVE = re.compile(r"单位[：:]\s*([^\s，,；;。）)|]{1,8})")
_UNIT_HEAD = re.compile("(?:计量)?单位|units?")
_SCALE = re.compile("^[十百千万亿]+")
_BARE_NUMBER = re.compile(r"[-+−－]?\d[\d.,]*")
_FIGURES = re.compile(r"\d\d|\d[.:%]|^\d+$")
_PIECE = re.compile(rf"\d[\d.]*|[a-z]+|[{CHINESE}]")
_BESIDE = re.compile(r"[a-z0-9]")
_COMPARED = re.compile(
    r"最|超过|高于|低于|多于|少于|1共|总共|合计|平均|\b(?:most|least|total|average)\b|\b[a-z]{3,}est\b"
)
_PERSON = re.compile(r"谁|哪[1一]?[位名]|\bwho(?:m|se)?\b")
_PERSON_HEAD = re.compile(r"[人员师长者]$|姓名|教练|主任|\b(?:name|person|manager|teacher|author)\b")
_PLACE = re.compile(r"哪里|哪儿|何处|什么地方|哪个地[方点]|\bwhere\b")
_PLACE_HEAD = re.compile(r"地[点址方]|位置|场所|住址|\b(?:place|location|address|venue)\b")
_LEAST = 2
_NAMED, _LIKELY, _OF_THIS_ROW, _OF_ANY_ROW = 0.95, 0.9, 0.8, 0.4


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: ``row[start:end]`` is its value as printed. head, value: folded. unit: as printed, or None.

    The unit stands behind the head, in a cell of the row, or above the table; a value that is no bare number has none.
    """

    head: str
    value: str
    start: int
    end: int
    unit: str | None = None


def cells_of_row(reading: Reading) -> list[TableCell]:
    """The cells of a row that was read; none of another sentence, or of a row that heads the columns."""
    row = reading.sentence.text
    at = reading.sentence.start - reading.passage.start
    above = [line for line in reading.passage.text[:at].splitlines() if line.strip()]
    below = reading.passage.text[at + len(row) :].lstrip("\n").partition("\n")[0]
    if not row.startswith("|") or _RULED.fullmatch(below):
        return []
    heads = _heads_above(above)
    bars = [bar.start() for bar in _BAR.finditer(row)]
    parts = [_part(row, first + 1, last) for first, last in zip(bars, [*bars[1:], len(row)], strict=True)]
    if not row[bars[-1] + 1 :].strip():
        parts.pop()
    cells = [
        _cell(row, *part, heads[column] if column < len(heads) else "" if heads else None)
        for column, part in enumerate(parts)
    ]
    return [_in_unit(cell, _unit_said(cells, above)) for cell in cells]


def cell_asked_for(
    query: Query, cells: Sequence[TableCell], others: Sequence[Sequence[TableCell]] = ()
) -> tuple[TableCell, float] | None:
    """The cell of a row that a question asks for, and how surely, 0–1; None if none stands out or rows are compared.

    It is under the head that the question says, the nearest to its question word; else under the one that shares most
    with it, its unit too. What the question says itself is no answer. Where the row has no heads, it is the one cell
    that the question does not say. A row of which the question says no value is less sure, less so if it has more in
    common with it than ``others``, rows of the same table, have.
    """
    said = said_in(query, cells)
    asking = _without(query.folded, [cell.value for cell in said])
    could = [cell for cell in cells if cell not in said and _can_answer(query, cell)]
    heads = [cell for cell in could if len(cell.head) >= _LEAST and says_whole(asking, cell.head)]
    if _COMPARED.search(_without(asking, [cell.head for cell in heads])):
        return None
    known = 1.0 if said else _OF_THIS_ROW if _stands_out(query, cells, others) else _OF_ANY_ROW
    if heads:
        nearest = _nearest(asking, heads)
        return None if _beside_another(asking, nearest, heads) else (nearest, _NAMED * known)
    if said and len(cells) - len(said) == 1 and not any(cell.head for cell in cells):
        return (could[0], _NAMED) if could else None
    worth = [_worth(query, without_question_words(asking), cell) for cell in could]
    best = max(worth, default=0)
    if best < _LEAST and asks_number(query.folded):
        numbers = [cell for cell in could if _BARE_NUMBER.fullmatch(cell.value)]
        return (numbers[0], _LIKELY * known) if len(numbers) == 1 else None
    return (could[worth.index(best)], _LIKELY * known) if best >= _LEAST and worth.count(best) == 1 else None


def said_in(query: Query, cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells whose value a question says as it is; no value of a single character."""
    return [cell for cell in cells if len(cell.value) > 1 and says_whole(query.folded, cell.value)]


def rows_beside(reading: Reading) -> list[list[TableCell]]:
    """The cells of the other rows of the passage that was read."""
    rows = [row for row in passage_sentences(reading.passage) if row != reading.sentence and row.text.startswith("|")]
    return [cells for row in rows if (cells := cells_of_row(dataclasses.replace(reading, sentence=row)))]


def another_says_as_much(query: Query, cells: Sequence[TableCell], others: Sequence[Sequence[TableCell]]) -> bool:
    """Whether the question says the same of one of ``others`` as of a row: 住宿费 of two sorts."""
    said = {(cell.head, cell.value) for cell in said_in(query, cells)}
    return bool(said) and any({(cell.head, cell.value) for cell in said_in(query, other)} >= said for other in others)


def what_differs(cells: Sequence[TableCell], others: Sequence[Sequence[TableCell]], asked: str) -> str | None:
    """The only head, but for ``asked``, under which rows differ, each from all by its words; None if none is."""
    rows = [{cell.head: cell.value for cell in row} for row in (cells, *others)]
    heads = [head for head in rows[0] if head != asked and len({row.get(head) for row in rows}) > 1]
    values = {row.get(heads[0], "") for row in rows} if len(heads) == 1 else set()
    in_words = all(value and not _BARE_NUMBER.fullmatch(value) for value in values)
    return heads[0] if len(values) == len(rows) and in_words else None


def names_a_cell(query: Query, cells: Sequence[TableCell]) -> bool:
    """Whether a question says a value of the row and the head of another cell, and so asks without a question word."""
    said = said_in(query, cells)
    asking = _without(query.folded, [cell.value for cell in said])
    heads = [cell for cell in cells if cell not in said and len(cell.head) >= _LEAST]
    return bool(said) and (
        any(says_whole(asking, cell.head) for cell in heads)
        or (len(said) > 1 and len(cells) - len(said) == 1 and not heads)
    )


def _heads_above(lines: Sequence[str]) -> list[str]:
    """The heads of the Markdown table that goes on below ``lines``, as printed; none where they stand in the cells."""
    for number in range(len(lines) - 1, 0, -1):
        if not lines[number].startswith("|"):
            return []
        if _RULED.fullmatch(lines[number]):
            return [head.strip() for head in _BAR.split(lines[number - 1])[1:-1]]
    return []


def _part(row: str, start: int, end: int) -> tuple[int, int]:
    """``row[start:end]`` without the blanks at its edges."""
    words = row[start:end]
    return start + len(words) - len(words.lstrip()), max(end - len(words) + len(words.rstrip()), start)


def _cell(row: str, start: int, end: int, head: str | None) -> TableCell:
    """The cell ``row[start:end]``. head: of its column; None where the cell may say it itself."""
    if head is None:
        before, colon, _ = row[start:end].partition("：")
        head = before if colon else ""
        start += len(before) + 1 if colon else 0
    unit = _UNIT.search(head)
    return TableCell(
        folded_text(_UNIT.sub("", head)).strip(),
        folded_text(row[start:end]).strip(),
        start,
        end,
        unit[1] if unit else None,
    )


def _unit_said(cells: Sequence[TableCell], above: Sequence[str]) -> str | None:
    """The unit that a cell of the row names, or that stands above the table."""
    own = next((cell.value for cell in cells if _UNIT_HEAD.fullmatch(cell.head)), None)
    caption = next((line for line in reversed(above) if not line.startswith("|")), "")
    said = _SAID_ABOVE.search(caption)
    return own or (said[1] if said else None)


def _in_unit(cell: TableCell, said: str | None) -> TableCell:
    unit = (cell.unit or said) if _BARE_NUMBER.fullmatch(cell.value) else None
    return TableCell(cell.head, cell.value, cell.start, cell.end, unit)


def _can_answer(query: Query, cell: TableCell) -> bool:
    """Whether a value is of the sort that a question asks for."""
    if not cell.value or _UNIT_HEAD.fullmatch(cell.head) or tells_no_number(query.folded, cell.value):
        return False
    person = _PERSON.search(query.folded) is not None and _FIGURES.search(cell.value) is not None
    place = _PLACE.search(query.folded) is not None and _BARE_NUMBER.fullmatch(cell.value) is not None
    return not person and not place and dated(query, cell.value) >= 0


def _stands_out(query: Query, cells: Sequence[TableCell], others: Sequence[Sequence[TableCell]]) -> bool:
    """Whether the question's words are more in the values of a row than in those of every other."""
    own, *rest = (query.covered(" ".join(cell.value for cell in row)) for row in (cells, *others))
    return own > max(rest, default=0.0)


def _beside_another(asking: str, cell: TableCell, others: Sequence[TableCell]) -> bool:
    """Whether a question asks for two columns at once: 起点和终点."""
    heads = "|".join(re.escape(other.head) for other in others if other.head != cell.head)
    return bool(heads) and re.search(rf"(?:{heads})(?:[和与及、]|以及| and ){re.escape(cell.head)}", asking) is not None


def _nearest(asking: str, cells: Sequence[TableCell]) -> TableCell:
    """The cell whose head stands nearest to a question word, or last; a head within another one's name is not meant."""
    longest = [cell for cell in cells if not any(cell.head in other.head != cell.head for other in cells)]
    asked = question_words(asking) or [(len(asking), len(asking))]

    def gap(cell: TableCell) -> int:
        start = asking.rindex(cell.head)
        return min(max(first - start - len(cell.head), start - last, 0) for first, last in asked)

    return min(longest, key=gap)


def _worth(query: Query, asking: str, cell: TableCell) -> int:
    """How much of a head's name and unit a question says: 2 for a unit, or a head of the sort that where asks for."""
    shared = _shared(_PIECE.findall(cell.head), _PIECE.findall(asking))
    unit = _SCALE.sub("", folded_text(cell.unit)) if cell.unit else ""
    measured = any(re.search(pattern, cell.value + unit) for pattern in units_asked(query.folded))
    place = _PLACE.search(query.folded) is not None and _PLACE_HEAD.search(cell.head) is not None
    person = _PERSON.search(query.folded) is not None and _PERSON_HEAD.search(cell.head) is not None
    return shared + 2 * measured + 2 * place + person


def _shared(head: Sequence[str], asking: Sequence[str]) -> int:
    """The length of the longest row of pieces that both have in common."""
    best = 0
    for first in range(len(head)):
        for second in range(len(asking)):
            size = length = 0
            while first + size < len(head) and asking[second + size : second + size + 1] == [head[first + size]]:
                length += len(head[first + size])
                size += 1
            best = max(best, length)
    return best


def _without(text: str, words: Sequence[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " " * len(word))
    return text


def says_whole(text: str, words: str) -> bool:
    """Whether ``text`` holds the words, and not only as a part of a longer Latin word or number."""
    return any(
        not (_BESIDE.match(words[0]) and _BESIDE.match(text[at - 1 : at]))
        and not (_BESIDE.match(words[-1]) and _BESIDE.match(text[at + len(words) :][:1]))
        for at in (found.start() for found in re.finditer(re.escape(words), text))
    )
