"""A turn of the conversation as compact JSON for the browser's own store, and back.

Passages are stored as offsets only: on the way back their words are taken from the documents, and a document that
changed or went away is told apart from one that still holds them. Nothing is stored on the server.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from qa.documents.scanned_lines import is_on_page
from qa.types import Answer, Citation, Document, Grade, Hit, Kind, Passage, Reason, Short, Span

Packed = dict[str, Any]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Stretches = tuple[tuple[Count, Count], ...]

_TURNS_KEPT = 40
_OF_ANSWER = ("question", "query", "text", "confidence", "answered", "reason", "grade")
_OF_PASSAGE = ("id", "start", "end", "heading", "role", "paragraphs", "sentences")


class _Stored(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class _StoredHit(_Stored):
    rank: Count
    score: Share
    id: str
    document: str
    start: Count
    end: Count
    heading: tuple[str, ...]
    role: Kind
    paragraphs: tuple[Count, ...]
    sentences: Stretches
    matched: Stretches
    evidence: Stretches


def _placed(one: Any) -> Any:
    if not one.paragraphs or min(one.paragraphs) < 0 or not 0 <= one.start < one.end:
        raise ValueError(f"{one} stands nowhere")
    return one


def _cited(citation: Citation) -> Citation:
    for place in (citation, *citation.also):
        _placed(place)
    if min(citation.number, citation.page or 0, *citation.lines, 0) < 0:
        raise ValueError(f"{citation} is counted below zero")
    if not all(map(is_on_page, citation.boxes)):
        raise ValueError(f"{citation} stands beside its page")
    return citation


class _StoredTurn(_Stored):
    question: str
    query: str
    text: str
    confidence: Share
    answered: bool
    reason: Reason
    grade: Grade
    citations: tuple[Annotated[Citation, AfterValidator(_cited)], ...]
    shorts: tuple[Short, ...]
    clause: Short | None = None
    remarks: tuple[str, ...] = ()
    leads: tuple[Count, ...] = ()
    hits: tuple[Annotated[_StoredHit, AfterValidator(_placed)], ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer. missing: ids of documents that are gone or were changed since."""

    answer: Answer
    missing: frozenset[str] = frozenset()


def pack(turn: Turn, documents: Mapping[str, Document]) -> Packed:
    """``turn`` as JSON, without the words of its passages."""
    answer = turn.answer
    used = {hit.passage.document_id for hit in answer.hits} | {citation.document_id for citation in answer.citations}
    return {name: getattr(answer, name) for name in _OF_ANSWER} | {
        "citations": [dataclasses.asdict(citation) for citation in answer.citations],
        "shorts": [dataclasses.asdict(short) for short in answer.shorts],
        "clause": dataclasses.asdict(answer.clause) if answer.clause else None,
        "remarks": list(answer.remarks),
        "leads": list(answer.leads),
        "hits": [_pack_hit(hit) for hit in answer.hits],
        "files": {name: documents[name].sha256 for name in sorted(used) if name in documents},
    }


def unpack(packed: object, documents: Mapping[str, Document]) -> Turn:
    """The turn again. Raises ValueError for what ``pack`` did not make."""
    stored = _StoredTurn.model_validate_json(json.dumps(packed))
    same = {name for name, sha256 in stored.files.items() if name in documents and documents[name].sha256 == sha256}
    used = {hit.document for hit in stored.hits} | {citation.document_id for citation in stored.citations}
    shorts = _quoted(stored.shorts, stored.citations)
    answer = Answer(
        **{name: getattr(stored, name) for name in _OF_ANSWER},
        short=shorts[0].text if shorts else None,
        citations=stored.citations,
        hits=tuple(_hit(hit, documents[hit.document]) for hit in stored.hits if hit.document in same),
        shorts=shorts,
        clause=_quoted((stored.clause,), stored.citations)[0] if stored.clause else None,
        remarks=stored.remarks,
        leads=stored.leads,
    )
    return Turn(answer, frozenset(used - same))


def unpack_all(rows: object, documents: Mapping[str, Document]) -> list[Turn]:
    """Every turn that can be read; what was stored by another version or tampered with is left out."""
    turns: list[Turn] = []
    for row in rows if isinstance(rows, list) else []:
        with contextlib.suppress(ValueError):
            turns.append(unpack(row, documents))
    return turns


def newest_turns(rows: Sequence[Packed]) -> list[Packed]:
    """The turns that are stored: the newest, so that the store stays small."""
    return list(rows[-_TURNS_KEPT:])


def _pack_hit(hit: Hit) -> Packed:
    passage = hit.passage
    return {name: getattr(passage, name) for name in _OF_PASSAGE} | {
        "rank": hit.rank,
        "score": hit.score,
        "document": passage.document_id,
        "matched": [[span.start, span.end] for span in hit.matched],
        "evidence": [[span.start, span.end] for span in hit.evidence],
    }


def _hit(stored: _StoredHit, document: Document) -> Hit:
    text = document.text[stored.start : stored.end]
    own = {name: getattr(stored, name) for name in _OF_PASSAGE}
    passage = Passage(document_id=document.id, title=document.title, text=text, **own)
    return Hit(stored.rank, stored.score, passage, _spans(stored.matched, document), _spans(stored.evidence, document))


def _quoted(shorts: tuple[Short, ...], citations: Sequence[Citation]) -> tuple[Short, ...]:
    """The few words asked for, if each stands in the quote that it names; ValueError if not."""
    quotes = {citation.number: citation for citation in citations}
    for short in shorts:
        quoted = quotes.get(short.number)
        if quoted is None or quoted.quote[max(short.start - quoted.start, 0) : short.end - quoted.start] != short.text:
            raise ValueError(f"{short!r} does not stand in what it is quoted from")
    return shorts


def _spans(stretches: Stretches, document: Document) -> tuple[Span, ...]:
    return tuple(Span(start, end, document.text[start:end]) for start, end in stretches)
