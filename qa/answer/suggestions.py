"""Questions to ask next, made of the names that documents quote and of their headings, kept only if answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from qa.answer.phrases import language
from qa.index.contents import Index
from qa.text.words import is_word
from qa.types import KINDS, Answer, Citation, Passage

_NAME = re.compile("“([^“”，,。；;、]{2,10})”")
_MOST = 3
_LONGEST_HEADING = 24
_TRIED = 10
_LOOKED_AT = 300


def suggest(index: Index, answer: Answer | None, ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Up to three questions that ``ask`` answers with a quote that holds the name or stands under the heading in it.

    After an answer they stay near it, in its document first; without one they go through the documents in turn.
    Headings are asked about only where the documents quote no name.
    """
    names = list(islice(_about_names(index, answer), _TRIED))
    return _kept(names or _about_headings(index, answer), answer, ask)


def _kept(
    candidates: Iterable[tuple[str, str, Passage]], answer: Answer | None, ask: Callable[[str], Answer]
) -> tuple[str, ...]:
    kept: list[str] = []
    tried = 0
    for question, name, passage in candidates:
        if len(kept) == _MOST or tried == _TRIED:
            break
        if answer and name in answer.query:
            continue
        tried += 1
        reply = ask(question)
        first = reply.citations[0] if reply.answered and reply.citations else None
        if first and first.document_id == passage.document_id and (name in first.quote or name in first.section):
            kept.append(question)
    return tuple(kept)


def _about_names(index: Index, answer: Answer | None) -> Iterator[tuple[str, str, Passage]]:
    """Question, the name it is about, and the first passage that quotes the name; no name twice.

    In the answer's document first; there, names that are quoted again elsewhere or stand in a heading come first,
    and ordinary short words in quotation marks last.
    """
    places: dict[str, set[tuple[str, int]]] = {}
    first: dict[str, Passage] = {}
    leading: set[str] = set()
    for passage in _nearby(index, answer):
        heading = "".join(passage.heading)
        found = list(_NAME.finditer(passage.text))
        leading |= {match[1] for match in found[:1]}
        for match in found:
            first.setdefault(match[1], passage)
            places.setdefault(match[1], set()).add((passage.document_id, passage.start + match.start()))
            if match[1] in heading:
                places[match[1]].add((passage.document_id, -1))
    own = answer.citations[0].document_id if answer and answer.citations else None
    names = [name for name in first if name in leading or len(places[name]) > 1]
    for name in sorted(
        names, key=lambda name: (_elsewhere(first[name], own), len(places[name]) < 2, _is_ordinary(name))
    ):
        place = index.by_id[first[name].document_id].place or ""
        chinese = f"{place}{'的' * bool(place)}“{name}”是指什么？"
        yield (f"What is “{name}”?" if _english(answer) else chinese), name, first[name]


def _elsewhere(passage: Passage, own: str | None) -> bool:
    return own is not None and passage.document_id != own


def _is_ordinary(name: str) -> bool:
    return len(name) < 3 and is_word(name)


def _about_headings(index: Index, answer: Answer | None) -> Iterator[tuple[str, str, Passage]]:
    """The same, for the headings of the passages."""
    seen: set[str] = set()
    for passage in _nearby(index, answer):
        heading = passage.heading[-1] if passage.heading else ""
        if 0 < len(heading) <= _LONGEST_HEADING and heading not in seen:
            seen.add(heading)
            yield (f"What about “{heading}”?" if _english(answer) else f"“{heading}”说了什么？"), heading, passage


def _english(answer: Answer | None) -> bool:
    return answer is not None and language(answer.question) == "en"


def _nearby(index: Index, answer: Answer | None) -> Iterator[Passage]:
    """Some passages of the text: around the answer first, else the first of each document, then the second."""
    return islice(_around(index, answer.citations[0]) if answer and answer.citations else _in_turn(index), _LOOKED_AT)


def _around(index: Index, at: Citation) -> Iterator[Passage]:
    own, body = index.passages_of(at.document_id), _body(index)
    beside = (body >= own.start) & (body < own.stop)
    yield from sorted((index.passages[row] for row in body[beside]), key=lambda one: abs(one.start - at.start))
    yield from (index.passages[row] for row in body[~beside])


def _in_turn(index: Index) -> Iterator[Passage]:
    body = _body(index)
    starts = np.searchsorted(body, index.passage_starts)
    for turn in range(int(np.diff(starts).max(initial=0))):
        for number in starts[:-1][starts[:-1] + turn < starts[1:]] + turn:
            yield index.passages[body[number]]


def _body(index: Index) -> NDArray[np.int64]:
    return np.flatnonzero(index.kinds == KINDS.index("body"))
