"""A sidecar: ``NAME.txt.meta.json`` or ``NAME.meta.json`` with what is known of the document beside it."""

from __future__ import annotations

import json
import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

from qa.documents.metadata import Metadata, usable
from qa.printable import visible

logger = logging.getLogger(__name__)

_SIZE_LIMIT = 1_000_000


def sidecar_path(path: Path) -> Path | None:
    """The sidecar of the document ``path``, if it has one; a link is none."""
    for before in (str(path), str(path).removesuffix(path.suffix)):
        with suppress(OSError, ValueError):
            if stat.S_ISREG(os.lstat(f"{before}.meta.json").st_mode):
                return Path(f"{before}.meta.json")
    return None


def sidecar(data: bytes, *, name: str) -> Metadata:
    """The values that the sidecar ``name`` holds. A damaged one costs one warning and counts as absent."""
    try:
        if len(data) > _SIZE_LIMIT:
            raise ValueError(f"it is larger than {_SIZE_LIMIT:,} bytes")
        values = json.loads(data.decode("utf-8-sig"))
        if not isinstance(values, dict):
            raise ValueError("it holds no JSON object")
        json.dumps(values, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        logger.warning("%s: sidecar is damaged and not used: %s", visible(name), error)
        return Metadata()
    metadata, wrong = usable(values)
    if wrong:
        logger.warning("%s: sidecar is damaged (%s); the rest of it is used", visible(name), "; ".join(wrong))
    return metadata
