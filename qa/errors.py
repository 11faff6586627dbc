"""What can go wrong in a way that a caller can act on. Plain misuse raises ValueError or FileNotFoundError."""

from __future__ import annotations

from qa.printable import visible


class QAError(Exception):
    """Base of every error of this package."""


class ReadError(QAError):
    """A file could not be read as text. ``path`` names it, ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(visible(f"{path}: {reason}"))
        self.path = path
        self.reason = reason


class EmptyCorpusError(QAError):
    """Nothing readable was found where documents were expected."""


class StaleIndexError(QAError):
    """A saved index does not fit: other encoder, rules or format, or a damaged part."""


class EngineError(QAError):
    """The engine that holds an index is away, too slow, full, or refused what it was asked."""


class BusyIndexError(QAError):
    """Another process is writing the index at this moment."""
