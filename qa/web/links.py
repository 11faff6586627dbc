"""Addresses, relative to the page, that open a document. It does not know whether the document is there."""

from __future__ import annotations

from urllib.parse import urlencode

OWN = "mine"


def is_own(document_id: str) -> bool:
    """Whether a document is the visitor's own: its address opens it for nobody else."""
    return document_id.startswith(f"{OWN}/")


def document_link(document_id: str) -> str:
    """Opens a document from its beginning."""
    return "?" + urlencode({"doc": document_id})


def sentence_link(document_id: str, start: int, end: int) -> str:
    """Opens a document at a sentence."""
    return "?" + urlencode({"doc": document_id, "at": f"{start}-{end}"})
