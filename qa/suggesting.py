"""Questions to ask next, made of the names that documents quote and of their headings, kept only if answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from qa.indexing import Index
from qa.phrasing import language
from qa.types import Answer, Passage

_NAME = re.compile("“([^“”，,。；;、]{2,10})”")
_MOST = 4
_LONGEST_HEADING = 24
_TRIED = 10


def suggest(index: Index, answer: Answer | None, ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """Up to four questions that ``ask`` answers with a quote that holds the name or stands under the heading in it.

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
    """Question, the name it is about, and the passage that quotes the name; no name twice."""
    seen: set[str] = set()
    for passage in _nearby(index, answer):
        place = index.by_id[passage.document_id].place or ""
        for name in _NAME.findall(passage.text)[:1]:
            if name not in seen:
                seen.add(name)
                chinese = f"{place}{'的' * bool(place)}“{name}”是怎么回事？"
                yield (f"What is “{name}”?" if _english(answer) else chinese), name, passage


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
    body = [passage for passage in index.passages if passage.role == "body"]
    if answer and answer.citations:
        at = answer.citations[0]
        yield from sorted(body, key=lambda p: (p.document_id != at.document_id, abs(p.start - at.start)))
        return
    by_document: dict[str, list[Passage]] = {}
    for passage in body:
        by_document.setdefault(passage.document_id, []).append(passage)
    for turn in range(max(map(len, by_document.values()), default=0)):
        for passages in by_document.values():
            if turn < len(passages):
                yield passages[turn]
