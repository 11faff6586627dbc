"""What tells the folder of an index from a folder of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable

POINTER = "current"

GENERATION = re.compile(r"generation-(\d{6,})")


def without_generations(folders: Iterable[str], files: Iterable[str]) -> list[str]:
    """The names of ``folders`` in a folder of ``files``, without the generations if it is an index."""
    index = POINTER in files
    return [name for name in folders if not (index and GENERATION.fullmatch(name))]
