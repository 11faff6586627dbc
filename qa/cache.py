"""Built indexes kept in the platform's cache folder, under a fingerprint of what they were made from."""

from __future__ import annotations

import hashlib
import logging
import shutil
from pathlib import Path

from embeddings import Encoder
from qa import store
from qa.errors import StaleIndexError
from qa.indexing import SETTINGS, Index
from qa.read import _files
from qa.storage import cache_folder

logger = logging.getLogger(__name__)

KEPT = 8


def index_folder(path: Path, encoder: Encoder) -> Path:
    """Where the index of the corpus at ``path`` belongs: the same files, encoder and settings, the same folder."""
    digest = hashlib.sha256(f"{store.FORMAT}\n{SETTINGS}\n{encoder.name}\n".encode())
    for file in sorted(_files(path) if path.is_dir() else [path]):
        digest.update(f"{file}\n{file.stat().st_size}\n".encode())
        try:
            digest.update(file.read_bytes())
        except OSError as error:
            digest.update(repr(error).encode())
    return cache_folder() / "indexes" / digest.hexdigest()[:32]


def restore(folder: Path, encoder: Encoder) -> Index | None:
    """The index kept in ``folder``; None when there is none or it is damaged."""
    try:
        index = store.load(folder, encoder)
        (folder / store.POINTER).touch()
    except FileNotFoundError:
        return None
    except (StaleIndexError, OSError) as error:
        logger.warning("the cached index is built again: %s", error)
        return None
    return index


def keep(folder: Path, index: Index, encoder: Encoder) -> None:
    """Keep ``index`` in ``folder`` and drop all but the ``KEPT`` that were used last.

    A cache that cannot be written costs time, not the answer: it is only logged.
    """
    try:
        store.save(folder, index, encoder)
        used = sorted(folder.parent.iterdir(), key=_last_use, reverse=True)
        for old in used[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        logger.warning("the index was not kept for the next start: %s", error)


def _last_use(folder: Path) -> float:
    pointer = folder / store.POINTER
    return pointer.stat().st_mtime if pointer.exists() else 0.0
