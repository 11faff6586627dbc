"""A turn of the conversation as compact JSON for the browser's own store, and back.

Passages are kept as offsets only: on the way back their words are taken from the documents, and a document that
changed or went away is told apart from one that still holds them. Nothing is kept on the server.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.types import Answer, Citation, Document, Hit, Passage, Place, Span

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
        "citations": [dataclasses.asdict(citation) for citation in answer.citations],
        "hits": [_pack_hit(hit) for hit in answer.hits],
        "next": list(turn.next_questions),
        "files": {name: documents[name].sha256 for name in sorted(used) if name in documents},
    }


def unpack(packed: Packed, documents: Mapping[str, Document]) -> Turn:
    """The turn again. Raises KeyError, TypeError or ValueError for what ``pack`` did not make."""
    same = {name for name, sha256 in packed["files"].items() if name in documents and documents[name].sha256 == sha256}
    citations = tuple(_citation(row) for row in packed["citations"])
    used = {row["document"] for row in packed["hits"]} | {citation.document_id for citation in citations}
    hits = [_hit(row, documents[row["document"]]) for row in packed["hits"] if row["document"] in same]
    short = packed["short"]
    answer = Answer(
        question=str(packed["question"]),
        query=str(packed["query"]),
        text=str(packed["text"]),
        short=None if short is None else str(short),
        citations=citations,
        hits=tuple(hits),
        confidence=float(packed["confidence"]),
        answered=bool(packed["answered"]),
    )
    return Turn(answer, tuple(str(text) for text in packed["next"]), frozenset(used - same))


def unpack_all(rows: object, documents: Mapping[str, Document]) -> list[Turn]:
    """Every turn that can be read; what was kept by another version or tampered with is left out."""
    turns: list[Turn] = []
    for row in rows if isinstance(rows, list) else []:
        try:
            turns.append(unpack(row, documents))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return turns


def newest(rows: Sequence[Packed]) -> list[Packed]:
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
        "matched": [[span.start, span.end] for span in hit.matched],
        "evidence": [[span.start, span.end] for span in hit.evidence],
    }


def _hit(row: Packed, document: Document) -> Hit:
    start, end = int(row["start"]), int(row["end"])
    passage = Passage(
        id=row["id"],
        document_id=document.id,
        title=document.title,
        start=start,
        end=end,
        text=document.text[start:end],
        heading=tuple(row["heading"]),
        role=row["role"],
        paragraphs=tuple(row["paragraphs"]),
    )
    return Hit(
        rank=int(row["rank"]),
        score=float(row["score"]),
        passage=passage,
        matched=_spans(row["matched"], document),
        evidence=_spans(row["evidence"], document),
    )


def _spans(pairs: Sequence[Sequence[int]], document: Document) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end), document.text[int(start) : int(end)]) for start, end in pairs)


def _citation(row: Packed) -> Citation:
    also = tuple(
        Place(**{**place, "section": tuple(place["section"]), "paragraphs": tuple(place["paragraphs"])})
        for place in row["also"]
    )
    listed = {name: tuple(row[name]) for name in ("section", "paragraphs", "lines")}
    return Citation(**{**row, **listed, "also": also})
