"""Built indexes kept in the platform's cache folder, and the vectors of a build that was broken off."""

from __future__ import annotations

import hashlib
import logging
import shutil
from pathlib import Path

from embeddings import Encoder
from qa.documents.index_folders import POINTER
from qa.errors import BusyIndexError, StaleIndexError
from qa.index import staleness, store
from qa.index.contents import Index
from qa.index.journal import Journal
from qa.user_cache import cache_folder

logger = logging.getLogger(__name__)

KEPT = 8


def index_folder(path: Path, encoder: Encoder) -> Path:
    """Where the index of the corpus at ``path`` belongs, for this encoder."""
    return cache_folder() / "indexes" / _digest(f"{staleness.to_open(encoder)}\n{path.resolve()}")


def open_journal(encoder: Encoder) -> Journal:
    """Where the vectors of builds that are under way, or were broken off, are written down."""
    return Journal(cache_folder() / "encoding" / _digest(f"{staleness.to_open(encoder)}"))


def restore(folder: Path, encoder: Encoder) -> Index | None:
    """The index kept in ``folder``, also one made by other rules; None when there is none or it is damaged."""
    try:
        index = store.load(folder, encoder, to_renew=True)
        (folder / POINTER).touch()
    except FileNotFoundError:
        return None
    except (StaleIndexError, OSError) as error:
        logger.warning("the cached index is built again: %s", error)
        return None
    return index


def keep(folder: Path, index: Index, encoder: Encoder) -> bool:
    """Keep ``index`` in ``folder`` and drop all but the ``KEPT`` that were used last.

    A cache that cannot be written costs time, not the answer: it is only logged, and False.
    """
    try:
        store.save(folder, index, encoder)
        used = sorted(folder.parent.iterdir(), key=_last_use, reverse=True)
        for old in used[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    except (BusyIndexError, OSError) as error:
        logger.warning("the index was not kept for the next start: %s", error)
        return False
    return True


def _last_use(folder: Path) -> float:
    pointer = folder / POINTER
    return pointer.stat().st_mtime if pointer.exists() else 0.0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
