"""Files whose digest was found right before and that have not been written since, so that a start need not read them.

What stands for "not written since" is the size, both times and the place on the disk, as ``git status`` has it: a file
that is put back with its old time has another change time. It is kept in the platform's place for caches; where nothing
can be written there, files are read each time.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

import platformdirs

_SETTLED = 2_000_000_000


def was_checked(path: Path, digest: str) -> bool:
    """Whether ``path`` was found to have ``digest`` as it lies there. Raises FileNotFoundError where it is missing."""
    state = _state(path, digest)
    with suppress(OSError, ValueError):
        return _note(path).read_text(encoding="utf-8") == state
    return False


def remember(path: Path, digest: str) -> None:
    """``path`` has ``digest``. Of one written just now nothing is noted: it may be written again at the same time."""
    with suppress(OSError):
        if time.time_ns() - path.stat().st_ctime_ns > _SETTLED:
            note = _note(path)
            note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            note.write_text(_state(path, digest), encoding="utf-8")


def _state(path: Path, digest: str) -> str:
    found = path.stat()
    return f"{digest} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_dev}"


def _note(path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Path(platformdirs.user_cache_dir("chuchu", appauthor=False)) / "checked" / name
