"""A turn of the conversation as compact JSON for the browser's own store, and back.

Passages are kept as offsets only: on the way back their words are taken from the documents, and a document that
changed or went away is told apart from one that still holds them. Nothing is kept on the server.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.types import Answer, Citation, Document, Extent, Grade, Hit, Passage, Reason, Span
from qa.web.checking import made

Packed = dict[str, Any]

_TURNS_KEPT = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer. missing: ids of documents that are gone or were changed since."""

    answer: Answer
    next_questions: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()


def pack(turn: Turn, documents: Mapping[str, Document]) -> Packed:
    """``turn`` as JSON, without the words of its passages."""
    answer = turn.answer
    used = {hit.passage.document_id for hit in answer.hits} | {citation.document_id for citation in answer.citations}
    return {
        "question": answer.question,
        "query": answer.query,
        "text": answer.text,
        "short": answer.short,
        "confidence": answer.confidence,
        "answered": answer.answered,
        "reason": answer.reason,
        "grade": answer.grade,
        "citations": [dataclasses.asdict(citation) for citation in answer.citations],
        "hits": [_pack_hit(hit) for hit in answer.hits],
        "next": list(turn.next_questions),
        "files": {name: documents[name].sha256 for name in sorted(used) if name in documents},
    }


def unpack(packed: Packed, documents: Mapping[str, Document]) -> Turn:
    """The turn again. Raises KeyError, TypeError or ValueError for what ``pack`` did not make."""
    files = {made(str, name): made(str, sha256) for name, sha256 in packed["files"].items()}
    same = {name for name, sha256 in files.items() if name in documents and documents[name].sha256 == sha256}
    citations = made(tuple[Citation, ...], packed["citations"])
    used = {made(str, row["document"]) for row in packed["hits"]} | {citation.document_id for citation in citations}
    answer = Answer(
        question=made(str, packed["question"]),
        query=made(str, packed["query"]),
        text=made(str, packed["text"]),
        short=made(str | None, packed["short"]),
        citations=citations,
        hits=tuple(_hit(row, documents[row["document"]]) for row in packed["hits"] if row["document"] in same),
        confidence=made(float, packed["confidence"]),
        answered=made(bool, packed["answered"]),
        reason=made(Reason, packed["reason"]),
        grade=made(Grade, packed["grade"]),
    )
    return Turn(answer, made(tuple[str, ...], packed["next"]), frozenset(used - same))


def unpack_all(rows: object, documents: Mapping[str, Document]) -> list[Turn]:
    """Every turn that can be read; what was kept by another version or tampered with is left out."""
    turns: list[Turn] = []
    for row in rows if isinstance(rows, list) else []:
        try:
            turns.append(unpack(row, documents))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return turns


def newest_turns(rows: Sequence[Packed]) -> list[Packed]:
    """The turns that are kept: the newest, so that the store stays small."""
    return list(rows[-_TURNS_KEPT:])


def _pack_hit(hit: Hit) -> Packed:
    passage = hit.passage
    return {
        "rank": hit.rank,
        "score": hit.score,
        "id": passage.id,
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "heading": list(passage.heading),
        "role": passage.role,
        "paragraphs": list(passage.paragraphs),
        "sentences": [list(sentence) for sentence in passage.sentences],
        "matched": [[span.start, span.end] for span in hit.matched],
        "evidence": [[span.start, span.end] for span in hit.evidence],
    }


def _hit(row: Packed, document: Document) -> Hit:
    start, end = made(tuple[int, int], (row["start"], row["end"]))
    passage: Passage = made(
        Passage,
        {
            "document_id": document.id,
            "title": document.title,
            "text": document.text[start:end],
            **{name: row[name] for name in ("id", "start", "end", "heading", "role", "paragraphs", "sentences")},
        },
    )
    return Hit(
        rank=made(int, row["rank"]),
        score=made(float, row["score"]),
        passage=passage,
        matched=_spans(row["matched"], document),
        evidence=_spans(row["evidence"], document),
    )


def _spans(pairs: object, document: Document) -> tuple[Span, ...]:
    checked: tuple[Extent, ...] = made(tuple[Extent, ...], pairs)
    return tuple(Span(start, end, document.text[start:end]) for start, end in checked)
