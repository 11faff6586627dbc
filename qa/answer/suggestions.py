"""Questions to ask next: they continue what was asked, and each is kept only if the documents answer it.

The next period of the same question first, then figures and explained names of the passage that was quoted, of its
section, of what stands around it; headings where there is neither. A name that is only mentioned is not asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from qa.answer.figure_questions import figure_questions
from qa.answer.phrases import language
from qa.index.passage_parts import passage_sentences
from qa.index.passage_source import PassageSource
from qa.text.places import place_stem, same_place
from qa.text.words import is_word
from qa.types import Answer, Citation, Document, Passage

_NAME = re.compile("“([^“”，,。；;、]{2,10})”")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_MOST = 3
_LONGEST_HEADING = 24
_TRIED = 10
_LOOKED_AT = 300
_SOURCES_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question, the document that is to answer it, and what the first quote must hold: an offset or words."""

    question: str
    document_id: str
    at: int | None = None
    words: str = ""

    def answered_by(self, reply: Answer) -> bool:
        """Whether a reply quotes what the question was made of."""
        if not reply.answered or not reply.citations or reply.citations[0].document_id != self.document_id:
            return False
        first = reply.citations[0]
        there = self.at is None or first.start <= self.at < first.end
        return there and (not self.words or self.words in first.quote or self.words in first.section)


def suggest(index: PassageSource, answer: Answer | None, ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Up to three questions that ``ask`` answers from where they were made; no more than ten are tried.

    After an answer they stay near it; without one they go through the documents in turn.
    """
    kept: list[str] = []
    for candidate in islice(_candidates(index, answer), _TRIED):
        if candidate.answered_by(ask(candidate.question)):
            kept.append(candidate.question)
        if len(kept) == _MOST:
            break
    return tuple(kept)


def _candidates(index: PassageSource, answer: Answer | None) -> Iterator[_Candidate]:
    seen = {answer.question, answer.query} if answer else set()
    first = answer.citations[0] if answer and answer.citations else None
    passages = list(islice(_around(index, first) if first else _in_turn(index), _LOOKED_AT))
    near = chain.from_iterable(
        chain(
            islice(_figures(index, passage, answer), _SOURCES_AT_ONCE),
            islice(_explained(index, passage, answer), _SOURCES_AT_ONCE),
        )
        for passage in passages
    )
    found = 0
    for candidate in chain(_other_periods(index, answer), near):
        if candidate.question not in seen:
            seen.add(candidate.question)
            found += 1
            yield candidate
    if not found:
        yield from _about_headings(passages, english=_english(answer))


def _other_periods(index: PassageSource, answer: Answer | None) -> Iterator[_Candidate]:
    """The question again for the other years that the documents of its place cover, the nearest first."""
    years = _YEAR.findall(answer.query) if answer and answer.grade == "stated" else []
    if not answer or len(years) != 1 or not answer.citations:
        return
    place = answer.citations[0].place
    beside = [one for one in index.facts if one.period and place and one.place and same_place(one.place, place)]
    for document in sorted(beside, key=lambda one: abs(int((one.period or "0")[:4]) - int(years[0]))):
        year = (document.period or "")[:4]
        if year != years[0]:
            yield _Candidate(answer.query.replace(years[0], year), document.id)


def _figures(index: PassageSource, passage: Passage, answer: Answer | None) -> Iterator[_Candidate]:
    """What the figures of a passage answer; not the one that was given already."""
    if _english(answer):
        return
    given = {(short.start, short.end) for short in answer.shorts} if answer else set()
    document = index.by_id[passage.document_id]
    for sentence in passage_sentences(passage):
        if any(sentence.start <= start < sentence.end for start, _ in given):
            continue
        for asked in figure_questions(sentence.text):
            yield _Candidate(f"{_of(index, document, asked)}{asked}？", document.id, at=sentence.start)


def _of(index: PassageSource, document: Document, asked: str) -> str:
    """The place that a question is about, with the year where other documents are about it too."""
    if not document.place or place_stem(document.place) in asked:
        return ""
    others = [one for one in index.facts if one.place and same_place(one.place, document.place)]
    year = f"{document.period[:4]}年" if document.period and len(others) > 1 else ""
    return year + document.place


def _explained(index: PassageSource, passage: Passage, answer: Answer | None) -> Iterator[_Candidate]:
    """What the names are that a passage explains or stands under."""
    heading, place = "".join(passage.heading), index.by_id[passage.document_id].place or ""
    for found in _NAME.finditer(passage.text):
        name = found[1]
        told = _explains(passage.text, name) or (name in heading and not is_word(name))
        if not told or (answer and name in answer.query):
            continue
        chinese = f"{place}{'的' * bool(place)}“{name}”是指什么？"
        yield _Candidate(f"What is “{name}”?" if _english(answer) else chinese, passage.document_id, words=name)


def _explains(text: str, name: str) -> bool:
    """Whether a text says what a name stands for."""
    own = re.escape(f"“{name}”")
    behind = rf"{own}[^。！？“”]{{0,6}}(?:是指|就是|即|指的?是|包括|是)|(?:^|[。！？，；\n]){own}(?:——|：)"
    before = rf"(?:叫做?|称为|称作|名为|简称|即|就是|——|）)[^。！？“”]{{0,2}}{own}"
    return re.search(f"{behind}|{before}", text) is not None


def _about_headings(passages: list[Passage], *, english: bool) -> Iterator[_Candidate]:
    seen: set[str] = set()
    for passage in passages:
        heading = passage.heading[-1] if passage.heading else ""
        if 0 < len(heading) <= _LONGEST_HEADING and heading not in seen:
            seen.add(heading)
            question = f"What about “{heading}”?" if english else f"“{heading}”说了什么？"
            yield _Candidate(question, passage.document_id, words=heading)


def _english(answer: Answer | None) -> bool:
    return answer is not None and language(answer.question) == "en"


def _around(index: PassageSource, at: Citation) -> Iterator[Passage]:
    """The passages of the document, those of the same section first, the nearest first; then the others'."""
    own = _body(index, at.document_id)
    yield from sorted(own, key=lambda one: (one.heading != at.section, abs(one.start - at.start)))
    for document in index.by_id:
        if document != at.document_id:
            yield from _body(index, document)


def _in_turn(index: PassageSource) -> Iterator[Passage]:
    """The first of each document, then the second of each, and so on."""
    bodies = [_body(index, document) for document in index.by_id]
    while bodies:
        turn = [(body, next(body, None)) for body in bodies]
        yield from (passage for _, passage in turn if passage)
        bodies = [body for body, passage in turn if passage]


def _body(index: PassageSource, document: str) -> Iterator[Passage]:
    return (one for row in index.passages_of(document) if (one := index.passages[row]).role == "body")
