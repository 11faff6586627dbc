"""What a citation says of its document beside the title: author, newspaper, date, page.

Given by the file or the one beside it; a visitor may add to it for their own browser, which sends it with each call.
Nothing of that is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.documents.metadata import names_written, normal_period
from qa.printable import one_line
from qa.types import Document

FIELDS = ("newspaper", "date", "page", "authors")
_DOCUMENTS, _LENGTH = 200, 200

Given = Mapping[str, Mapping[str, str]]
"""What a visitor added, by the document's id: the fields that are filled in."""


@dataclass(frozen=True, slots=True)
class Reference:
    """authors: in order. newspaper: it or the journal. date: when it was printed. page: of it; empty: not known."""

    authors: tuple[str, ...] = ()
    newspaper: str = ""
    date: str = ""
    page: str = ""


def given_by(sent: object) -> dict[str, dict[str, str]]:
    """What a visitor added, from what the browser sent; without all that is no such thing."""
    if not isinstance(sent, dict):
        return {}
    return {
        name: fields
        for name, values in list(sent.items())[:_DOCUMENTS]
        if isinstance(name, str) and isinstance(values, dict) and (fields := _fields(values))
    }


def _fields(values: Mapping[object, object]) -> dict[str, str]:
    texts = {key: value for key in FIELDS if isinstance(value := values.get(key), str)}
    lines = {key: one_line(value[:_LENGTH]).strip() for key, value in texts.items()}
    return {key: line for key, line in lines.items() if line}


def reference(document: Document | None, given: Given, document_id: str) -> Reference:
    """What is known of a document, and over it what the visitor added."""
    own = given.get(document_id, {})
    date = own.get("date", "")
    return Reference(
        authors=names_written(own["authors"]) if "authors" in own else document.authors if document else (),
        newspaper=own.get("newspaper") or (document and document.newspaper) or "",
        date=normal_period(date) or date or (document and document.issued) or "",
        page=own.get("page") or (document and document.edition) or "",
    )
