"""Addresses, relative to the page, that open a document. It does not know whether the document is there."""

from __future__ import annotations

from urllib.parse import urlencode


def document_link(document_id: str) -> str:
    """Opens a document from its beginning."""
    return "?" + urlencode({"doc": document_id})


def sentence_link(document_id: str, start: int, end: int) -> str:
    """Opens a document at a sentence."""
    return "?" + urlencode({"doc": document_id, "at": f"{start}-{end}"})
