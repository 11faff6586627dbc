"""Answers and hits as Markdown, HTML, terminal text and JSON. Nothing else escapes or formats.

Whatever comes from a document is escaped here, and only here. It finds and decides nothing.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Callable, Iterable, Sequence

from qa.answer.phrases import Language, language, phrases
from qa.answer.refusals import NOTHING_SEARCHED
from qa.documents.markup import is_markdown, marks, outside
from qa.printable import one_line, visible
from qa.types import Answer, Citation, Extent, Hit, Passage, Place, Short, Span, standing_at

ALSO_SHOWN = 3
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&])")

_TAG = re.compile(r"<[^>]*>")
_ROW = re.compile(r"\|.+\|")
_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?")


def escape_html(text: str) -> str:
    """Text as HTML that shows it and does nothing."""
    return html.escape(visible(text))


def escape_lines(text: str) -> str:
    """``text`` as HTML, its lines one below the other, blank ones left out."""
    return "<br>".join(escape_html(line) for line in text.splitlines() if line.strip())


def escape_markdown(text: str) -> str:
    """Text as Markdown that shows it: no emphasis, link, HTML, heading or formula arises from it."""
    return _MARKDOWN.sub(r"\\\1", visible(text)).replace("\n", " ")


def standing(place: Citation | Place, *, english: bool = False) -> str:
    """Where a quote stands, for people: ``《标题》 › 小标题 › 第3段``, in English ``… › para. 3``."""
    page = place.page if isinstance(place, Citation) else None
    return standing_at(place.title, place.section, page, place.paragraphs, english=english)


def source(citation: Citation, *, english: bool = False) -> str:
    """One line under an answer: number, where the quote stands and the period its document covers."""
    period, also, more = (" ({})", "; also {}", ", {} places") if english else ("（{}）", "；又见{}", "，共 {} 处")
    again = citation.also[:ALSO_SHOWN]
    told = period.format(citation.period) if citation.period else ""
    told += "".join(also.format(standing(place, english=english)) for place in again)
    told += more.format(len(citation.also)) if len(citation.also) > len(again) else ""
    return f"[{citation.number}] {standing(citation, english=english)}{told}"


def marked(
    text: str, start: int, spans: Iterable[Span | Short], before: str, after: str, *, hidden: Sequence[Extent] = ()
) -> str:
    """HTML of ``text``, which begins at offset ``start``, with ``spans`` between ``before`` and ``after``.

    hidden: extents of ``text`` that are no words, as ``hidden_in`` gives them.
    """

    def words(first: int, last: int) -> str:
        return escape_html(outside(text[first - start : last - start], hidden, start=first - start))

    parts, position = [], start
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= position and span.end <= start + len(text):
            parts += [words(position, span.start), before, words(span.start, span.end), after]
            position = span.end
    return "".join([*parts, words(position, start + len(text))])


def hidden_in(text: str, document_id: str) -> Sequence[Extent]:
    """Where the marks of a text in Markdown are, from its beginning; none in a document of another format."""
    return marks(text) if is_markdown(document_id) else ()


def as_read(text: str, document_id: str) -> str:
    """A text of a document without the marks of Markdown."""
    return outside(text, hidden_in(text, document_id))


def hidden_in_quotes(line: str, citations: Sequence[Citation]) -> Sequence[Extent]:
    """Where the marks of Markdown are in the quotes of a line of an answer's text."""
    found: set[Extent] = set()
    for citation in citations:
        at = line.find(citation.quote)
        if at >= 0:
            found |= {(at + start, at + end) for start, end in hidden_in(citation.quote, citation.document_id)}
    return sorted(found)


def readable(answer: Answer) -> list[str]:
    """The lines of an answer's text, its quotes without the marks of Markdown."""
    return [outside(line, hidden_in_quotes(line, answer.citations)) for line in answer.text.splitlines()]


def percent(probability: float) -> str:
    """Such as ``85%``; never none and never all, for that is not known."""
    if probability < 0.01:
        return "<1%"
    return ">99%" if probability > 0.99 else f"{probability:.0%}"


def graded(answer: Answer) -> str:
    """How plainly the documents have an answer, in the question's language; nothing where nothing was searched."""
    return "" if answer.reason in NOTHING_SEARCHED else phrases(language(answer.question)).graded(answer.grade)


def sureness(answer: Answer) -> str:
    """How sure an answer is, with its number: ``把握 85%``."""
    return phrases(language(answer.question)).sure.format(percent=percent(answer.confidence))


def broken_off(citation: Citation, spoken: Language) -> str:
    """Says that the source breaks off where the quote ends, or lacks what stood before it; else nothing."""
    frame = phrases(spoken)
    return {"start": frame.begins_cut, "end": frame.breaks_off, None: ""}[citation.incomplete].strip()


def quote_html(citation: Citation, strong: Iterable[Short]) -> str:
    """The words of a quote as people read them, those that answer in bold; line below line."""
    hidden = hidden_in(citation.quote, citation.document_id)
    own = [short for short in strong if short.number == citation.number]
    words = marked(citation.quote, citation.start, own, "<strong>", "</strong>", hidden=hidden)
    lines = "<br>".join(line for line in words.splitlines() if line.strip())
    return rows_html(lines) if is_markdown(citation.document_id) else lines


def rows_html(shown: str) -> str:
    """HTML of Markdown, its lines parted by ``<br>``, in which rows of a table stand without their bars.

    >>> rows_html("<mark>| 午餐 | <b>九元</b> |</mark>")
    '<mark>午餐 · <b>九元</b></mark>'
    """
    return "<br>".join(
        _row(line) if _ROW.fullmatch(_TAG.sub("", line).strip()) else line
        for line in shown.split("<br>")
        if not _RULE.fullmatch(_TAG.sub("", line).strip())
    )


def _row(line: str) -> str:
    """One row of a table, its cells parted by a dot; the tags in it stay."""
    inner = re.sub(r"^((?:<[^>]*>|\s)*)\|\s*|\s*\|((?:<[^>]*>|\s)*)$", r"\1\2", line)
    return re.sub(r"\s*(?<!\\)\|\s*", " · ", inner)


def strong_words(answer: Answer) -> Sequence[Short]:
    """What of the quotes is set in bold: the few words asked for, else the clause that holds them."""
    return answer.shorts or ((answer.clause,) if answer.clause else ())


def few_words_line(answer: Answer, escape: Callable[[str], str], before: str = "", after: str = "") -> str:
    """The few words asked for, between ``before`` and ``after``, each with its mark: ``江北 12支 [1]；忠县 3支 [2]``.

    What one is of stands before it, the unit that a table says elsewhere behind it; without any the line is blank.
    """
    english = language(answer.question) == "en"
    told = (
        f"{_label(short.label, escape, english=english)}{before}{escape(_words_read(answer, short))}{after}"
        f"{_unit(short.unit, escape, english=english)} [{short.number}]"
        for short in answer.shorts
    )
    return ("; " if english else "；").join(told)


def _label(label: str | None, escape: Callable[[str], str], *, english: bool) -> str:
    """The place or year before few words, and a blank: ``江北``, ``2021年``."""
    if label is None:
        return ""
    return escape(f"{label}年" if label.isdecimal() and not english else label) + " "


def _unit(unit: str | None, escape: Callable[[str], str], *, english: bool) -> str:
    """The unit behind a bare number of a table, in brackets, since it is printed elsewhere."""
    if unit is None:
        return ""
    return f" ({escape(unit)})" if english else f"（{escape(unit)}）"


def _words_read(answer: Answer, short: Short) -> str:
    """The few words without the marks of Markdown in them, which may be half of a pair."""
    for quoted in answer.citations[short.number - 1 : short.number]:
        return outside(short.text, hidden_in(quoted.quote, quoted.document_id), start=short.start - quoted.start)
    return short.text


def terminal_answer(answer: Answer) -> str:
    """An answer as plain text for a terminal: what was searched instead, how plain it is, the few words, the quotes."""
    lines = [visible(line) for line in readable(answer)]
    if words := few_words_line(answer, one_line):
        lines.insert(0, words)
    if answer.answered:
        lines.insert(0, graded(answer))
    if answer.query != answer.question:
        lines.insert(0, phrases(language(answer.question)).understood.format(query=visible(answer.query)))
    return "\n".join(lines)


def terminal_hits(hits: Sequence[Hit]) -> str:
    """Hits as plain text for a terminal, best first."""
    if not hits:
        return "没有找到相关段落。 Nothing found."
    return "\n\n".join(
        f"{hit.rank}. {hit.score:.0%}  {visible(hit.passage.location)}\n   "
        + visible(as_read(hit.passage.text, hit.passage.document_id))
        for hit in hits
    )


def markdown_answer(answer: Answer) -> str:
    """An answer as Markdown: how plain it is, the few words asked for, the quotes with their marks, the sources."""
    paragraphs = (
        re.sub(r"\\\[(\d+)\\\]", r"[\1]", escape_markdown(paragraph))
        for paragraph in answer.text.splitlines()
        if paragraph
    )
    words = few_words_line(answer, lambda text: escape_markdown(one_line(text)), "**", "**")
    grade = [f"*{escape_markdown(graded(answer))}*"] if answer.answered else []
    return "\n\n".join([*grade, *([words] if words else []), *paragraphs])


def as_json(thing: Answer | Sequence[Hit]) -> str:
    """The same fields as the Python objects; passages also carry their ``location``."""
    rows = as_row(thing) if isinstance(thing, Answer) else [as_row(hit) for hit in thing]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_row(thing: Answer | Hit) -> dict[str, object]:
    """An answer or a hit as plain dicts, lists, strings and numbers."""
    row = dataclasses.asdict(thing)
    if isinstance(thing, Hit):
        _locate(row, thing.passage)
    else:
        for hit, inner in zip(thing.hits, row["hits"], strict=True):
            _locate(inner, hit.passage)
    return row


def _locate(row: dict[str, dict[str, object]], passage: Passage) -> None:
    row["passage"]["location"] = passage.location
