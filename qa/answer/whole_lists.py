"""A quote with what belongs to it: the list behind a sentence that ends in a colon, all steps, the line above code,
a term with its definition.

It chooses no sentence; what it adds stands beside it in the document, so that a quote stays one stretch of it.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from qa.answer.announced_points import end_of_points
from qa.answer.defined_terms import with_term
from qa.answer.sentence_ranking import Reading
from qa.documents.markup import is_markdown, words_alone
from qa.search.query import Query
from qa.text.characters import LATIN_SCALE, NUMERALS
from qa.text.folding import folded_text
from qa.text.rule_numbers import bears
from qa.text.sentences import sentences
from qa.types import Document, Extent, Paragraph, Span

_BETWEEN = re.compile(r"\W*(?:\d{1,2}[.)、．）]\s*)?")
_ROW = re.compile(r"\||.*</t[dh]>", re.IGNORECASE | re.DOTALL)
_COLON = re.compile(r"[：:]\s*$")
_ORDERED = (
    rf"\(?(?:\d{{1,2}}|[a-z])[.)、．]|[（(](?:\d{{1,2}}|[{NUMERALS}]{{1,3}}|[a-z])[）)]|[①-⑳]|"
    rf"第[{NUMERALS}\d]{{1,3}}步|步骤\s?\d"
)
_OPEN = re.compile(r"[^\s。！？!?；;….”’」』）)]\s*$")
_MARKED_PART = re.compile(rf"[：:；;]\s?(?:{_ORDERED})(?!\d)")
_STEP = re.compile(rf"\s*(?:{_ORDERED})")
_ITEM = re.compile(rf"\s*(?:{_ORDERED}|[-*+•·●○◦▪■‣–—]\s)")
_PART = re.compile(rf"\s*(?:{_ORDERED}|[-*+•·●○◦▪■‣–—]\s)\s*[a-z]")
_NUMBER = re.compile(r"\d+|[a-z]")
_TOKEN = re.compile(
    r"[a-z][a-z+.-]*://[!-~]+|(?:[A-Za-z]:|~|\.{1,2})?[/\\][\w.*?/\\~+-]+|(?=[\w.?+-]*[*?])(?=[\w*?+-]*\.)[\w.*?+-]+"
)
_LONGEST_TOKEN = 80
_CLOSED = re.compile(r"[。！？!?；;.…][”’」』）)\"']*\s*$")
_EXPLAINED = 3
_EACH_OF = 2
_ON = ("body", "lead", "code")
_LONGEST = 1200
_SHORT = 300
_LONGEST_SENTENCE = 160


def with_lists(documents: Mapping[str, Document], query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each as long as what belongs to it; one that lies in an earlier one is left out.

    Those that stand one behind the other, in a paragraph, a list or a table, are one, at the place of the first; items
    of a list that are quoted together begin with the mark of the first.
    """
    whole: list[Reading] = []
    for reading in readings:
        document = documents[reading.passage.document_id]
        if not any(includes(other, reading) for other in whole):
            at, extent = _paragraph_at(document, reading.sentence.start), _extent(document, query, reading.sentence)
            whole.append(_as_long_as(document, reading, *with_term(document, reading, extent, at)))
    place = 0
    while place < len(whole):
        document = documents[whole[place].passage.document_id]
        beside = next((n for n in range(place + 1, len(whole)) if _adjoin(document, whole[place], whole[n])), None)
        if beside is None:
            place += 1
            continue
        own, other = whole[place].sentence, whole.pop(beside).sentence
        whole[place] = _as_long_as(document, whole[place], min(own.start, other.start), max(own.end, other.end))
        place = 0
    return [_with_mark(documents[one.passage.document_id], one) for one in whole]


def _with_mark(document: Document, reading: Reading) -> Reading:
    """The reading, from the mark before its first item on if it holds more than one."""
    start, end = reading.sentence.start, reading.sentence.end
    at, last = _paragraph_at(document, start), _paragraph_at(document, end - 1)
    first = start == document.paragraphs[at].start and _is(_ITEM, document, at)
    if not first or not any(_is(_ITEM, document, number) for number in range(at + 1, last + 1)):
        return reading
    return _as_long_as(document, reading, _marked_start(document, at), end)


def _as_long_as(document: Document, reading: Reading, start: int, end: int) -> Reading:
    return dataclasses.replace(reading, sentence=Span(start, end, document.text[start:end]))


def _adjoin(document: Document, one: Reading, other: Reading) -> bool:
    """Whether nothing but a mark stands between two stretches of one paragraph, or of neighbours in a list or table."""
    if other.passage.document_id != document.id:
        return False
    first, second = sorted((one.sentence, other.sentence), key=lambda span: span.start)
    if second.end - first.start > _LONGEST or not _BETWEEN.fullmatch(
        document.text[first.end : max(first.end, second.start)]
    ):
        return False
    last, next_ = _paragraph_at(document, first.end - 1), _paragraph_at(document, second.start)
    listed = all(
        _is(_ITEM, document, at)
        or _ROW.match(document.text, document.paragraphs[at].start, document.paragraphs[at].end)
        for at in (last, next_)
    )
    return last >= next_ or (last + 1 == next_ and listed)


def _paragraph_at(document: Document, offset: int) -> int:
    return bisect_right(document.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1


def includes(quoted: Reading, reading: Reading) -> bool:
    """Whether a sentence lies in what is quoted."""
    outer, inner = quoted.sentence, reading.sentence
    same = quoted.passage.document_id == reading.passage.document_id
    return same and outer.start <= inner.start and inner.end <= outer.end


def is_list(text: str) -> bool:
    """Whether a quote is a list: two of its lines at least, or two parts of one behind a colon, are marked as items.

    >>> is_list("须符合下列条件：（一）年满18周岁；（二）有固定住所"), is_list("（一）年满18周岁")
    (True, False)
    """
    lines = sum(_ITEM.match(line) is not None for line in text.split("\n"))
    return max(lines, len(_MARKED_PART.findall(text))) > 1


def _extent(document: Document, query: Query, sentence: Span) -> Extent:
    at = _paragraph_at(document, sentence.start)
    paragraph = document.paragraphs[at]
    end = sentence.end
    if any(bears(number, folded_text(sentence.text)) for number in query.numbers):
        end = max(end, min(paragraph.end, sentence.start + _LONGEST))
    whole = end >= paragraph.end
    if whole and _COLON.search(document.text[sentence.start : end]):
        return sentence.start, _end_of_list(document, at, sentence)
    if query.wants_list and _is(_STEP, document, at):
        return _run(_STEP, document, at, sentence)
    if _is(_PART, document, at):
        return _run(_ITEM, document, at, sentence)
    if _is_code(document, at):
        return (document.paragraphs[at - 1].start if at and _introduces(document, at - 1) else sentence.start), end
    if whole and _OPEN.search(document.text[sentence.start : end]):
        return sentence.start, _end_of_list(document, at, sentence)
    start, end = _whole_sentence(document, paragraph, sentence.start, end)
    return start, end_of_points(document.text, start, end, longest=_LONGEST)


def _whole_sentence(document: Document, paragraph: Paragraph, start: int, end: int) -> Extent:
    """Where the sentence begins and ends of which this is a part between semicolons, unless that is long."""
    text = document.text[paragraph.start : paragraph.end]
    if paragraph.kind == "code" or _ROW.match(text):
        return start, end
    parts = sentences(words_alone(text, markdown=is_markdown(document.id)), paragraph.start)
    whole: list[Extent] = []
    for first, last in parts:
        goes_on = bool(whole) and document.text[whole[-1][1] - 1] in "；;"
        whole[-1:] = [(whole[-1][0], last)] if goes_on else [*whole[-1:], (first, last)]
    longest = _LONGEST_SENTENCE * (LATIN_SCALE if text.isascii() else 1)
    around = [one for one in whole if one[0] <= start and end <= one[1] and one[1] - one[0] <= longest]
    return around[0] if around else (start, end)


def _end_of_list(document: Document, at: int, sentence: Span) -> int:
    """Where what paragraph ``at`` announces ends: all items or code, as many as there is room for, else what is next.

    The last item without a number is explained if two or more before it are, each. Without a colon it announces code
    alone, and the sentence may go on behind that.
    """
    end, paragraphs, explained = document.paragraphs[at].end, document.paragraphs, 0
    colon = _COLON.search(document.text[sentence.start : end]) is not None
    for number in range(at + 1, len(paragraphs)):
        paragraph = paragraphs[number]
        goes_on = paragraphs[number - 1].kind == "code" and document.text[paragraph.start].islower()
        item, above = _is(_ITEM, document, number), _is(_ITEM, document, number - 1)
        explains = not item and _is_explained(_ITEM, document, number)
        explained += explains and above
        listed = colon and (item or explains)
        last = colon and above and explained >= _EACH_OF and _count(document, number - 1) is None
        last = last and paragraph.end - paragraph.start <= _SHORT
        belongs = _is_code(document, number) or listed or last or (not colon and goes_on)
        if not (belongs and paragraph.kind in _ON) or paragraph.end - sentence.start > _LONGEST:
            short = paragraph.kind == "body" and paragraph.end - paragraph.start <= _SHORT
            if colon and number == at + 1 and short and not _announces(document, number):
                return paragraph.end
            break
        if not colon and number == at + 1 and not _is_code(document, number):
            break
        end = paragraph.end
    return end


def _run(kind: re.Pattern[str], document: Document, at: int, sentence: Span) -> Extent:
    """All the items of that kind that the one in paragraph ``at`` is of, with the line that introduces them."""
    first = last = at
    while first and (_is(kind, document, first - 1) or _is_explained(kind, document, first - 1)):
        first -= 1
    while last + 1 < len(document.paragraphs) and (
        _is(kind, document, last + 1) or _is_explained(kind, document, last + 1)
    ):
        last += 1
    start, end = _marked_start(document, first), document.paragraphs[last].end
    if first and _introduces(document, first - 1):
        start = document.paragraphs[first - 1].start
    return (start, end) if last > first and end - start <= _LONGEST else (sentence.start, sentence.end)


def _is_explained(kind: re.Pattern[str], document: Document, at: int) -> bool:
    """Whether paragraph ``at``, no item itself, only explains one: the items go on behind it, with the next number.

    Where they have none, a sentence explains; behind a colon, or two items that nothing explains, begins another list.
    """
    first, last = at - 1, at + 1
    while first >= 0 and at - first <= _EXPLAINED and not _is(kind, document, first):
        first -= 1
    while last < len(document.paragraphs) and last - at <= _EXPLAINED and not _is(kind, document, last):
        last += 1
    between = document.paragraphs[max(first, 0) : last + 1]
    if first < 0 or last - first - 1 > _EXPLAINED or any(paragraph.kind not in _ON for paragraph in between):
        return False
    before, behind = _count(document, first), _count(document, last)
    if before is not None or last == len(document.paragraphs):
        return before is not None and behind == before + 1
    told = document.text[between[1].start : between[1].end]
    explained = _CLOSED.search(told) is not None and not (first and _is(kind, document, first - 1))
    return explained and not _announces(document, last - 1) and _mark(document, first) == _mark(document, last)


def _announces(document: Document, at: int) -> bool:
    """Whether paragraph ``at`` ends in a colon."""
    return _COLON.search(document.text[document.paragraphs[at].start : document.paragraphs[at].end]) is not None


def _count(document: Document, at: int) -> int | None:
    """The number of the item in paragraph ``at``; None for one without, and where there is no such paragraph."""
    if at >= len(document.paragraphs):
        return None
    mark = _STEP.match(document.text, _marked_start(document, at), document.paragraphs[at].end)
    number = _NUMBER.search(folded_text(mark.group())) if mark else None
    return (int(number.group()) if number.group().isdigit() else ord(number.group())) if number else None


def _mark(document: Document, at: int) -> str:
    """What paragraph ``at``, an item, begins with."""
    found = _ITEM.match(document.text, _marked_start(document, at), document.paragraphs[at].end)
    return found.group().strip() if found else ""


def _is_code(document: Document, at: int) -> bool:
    """Whether paragraph ``at`` is code, or but one address, path or pattern of names."""
    paragraph = document.paragraphs[at]
    short = paragraph.kind == "body" and paragraph.end - paragraph.start <= _LONGEST_TOKEN
    alone = short and _TOKEN.fullmatch(document.text, paragraph.start, paragraph.end)
    return paragraph.kind == "code" or (bool(alone) and "**" not in document.text[paragraph.start : paragraph.end])


def _introduces(document: Document, at: int) -> bool:
    """Whether paragraph ``at``, right above code, is short enough to be quoted with it, which says little alone."""
    paragraph = document.paragraphs[at]
    return paragraph.kind in _ON and not _is_code(document, at) and paragraph.end - paragraph.start <= _SHORT


def _is(pattern: re.Pattern[str], document: Document, at: int) -> bool:
    """Whether paragraph ``at`` begins with such a mark, which may stand before it in the text."""
    paragraph = document.paragraphs[at]
    return paragraph.kind in _ON and bool(pattern.match(document.text, _marked_start(document, at), paragraph.end))


def _marked_start(document: Document, at: int) -> int:
    """Where paragraph ``at`` begins with the marks before it on its line."""
    before = document.paragraphs[at - 1].end if at else 0
    own = document.paragraphs[at].start
    gap = document.text[before:own]
    return own - len(gap.rpartition("\n")[2].lstrip())
