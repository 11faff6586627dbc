"""The file behind a scanned document, as long as it is the one that was read: of the corpus, or a visitor's own.

It is found by the document, never by a path that someone asks for.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from qa.documents.sources import SIZE_LIMIT, root_of
from qa.index.passage_source import PassageSource
from qa.types import Document


def shared_file(index: PassageSource, document: Document) -> bytes | None:
    """The bytes of the file that ``document`` of ``index`` was read from; None if it is gone or others by now."""
    path = _path(index, document)
    if path is None:
        return None
    try:
        data = path.read_bytes() if path.stat().st_size <= SIZE_LIMIT else b""
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == document.sha256 else None


def is_there(index: PassageSource, document: Document) -> bool:
    """Whether ``shared_file`` would find it; a file that has not been touched since is not read again."""
    path = _path(index, document)
    try:
        state = path.stat() if path else None
    except OSError:
        return False
    if path is None or state is None or state.st_size > SIZE_LIMIT:
        return False
    return _digest(path, state.st_mtime_ns, state.st_size) == document.sha256


def _path(index: PassageSource, document: Document) -> Path | None:
    """Where the file lies that the index names for ``document``, if that is inside of its corpus."""
    name = next((source.name for source in index.sources if document.id in source.documents), None)
    if name is None or index.corpus is None:
        return None
    corpus = Path(index.corpus)
    root = root_of(corpus)
    path = (root / name).resolve()
    return path if path.is_relative_to(root.resolve()) else None


@lru_cache(maxsize=256)
def _digest(path: Path, changed: int, size: int) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
