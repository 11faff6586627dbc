"""Where things may be written: the platform's cache folder, and whole files or none.

It does not know what is stored.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

import platformdirs

logger = logging.getLogger(__name__)


def cache_folder() -> Path:
    """The folder of this project in the platform's place for caches; it may not exist yet."""
    return Path(platformdirs.user_cache_dir("chuchu", appauthor=False))


def write_atomically(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 so that a reader sees the old file or the new one, whole.

    A cache that cannot be written costs time, not the answer: a line in the log.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError as error:
        logger.info("the cache %s was not written: %s", path, error)
