"""How files are written so that a crash or a full disk harms nothing: the operations, and a lock between writers.

Tests put a layer of their own in its place, which fails or stops at any operation. It does not know what is stored.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from qa.errors import BusyIndexError

_PIECE = 1 << 20
_TRIES = 20


class Files:
    """The operations of a writer. Each raises OSError when it fails; none hides a failure but ``discard``."""

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        """Hold the lock file ``path``; the system lets go of it when the process ends, however it ends.

        Raises BusyIndexError at once when another writer holds it.
        """
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise BusyIndexError(
                f"{path.parent} is being written by another process; wait for it, or write to another folder"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def make_folder(self, path: Path) -> None:
        """Make the folder and those above it; one that exists is fine."""
        path.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, pieces: Iterable[Any]) -> None:
        """Write a new file of ``pieces``, anything that has the bytes of a buffer; an old one is never written over."""
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)

    def flush(self, path: Path) -> None:
        """Wait until the file lies on the disk."""
        with path.open("rb+") as file:
            os.fsync(file.fileno())

    def flush_folder(self, path: Path) -> None:
        """Wait until the names in the folder lie on the disk; Windows has no such call and needs none."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def link(self, old: Path, new: Path) -> None:
        """Give the finished file ``old`` a second name; a copy where the file system has no links."""
        try:
            os.link(old, new)
        except (NotImplementedError, OSError):
            with old.open("rb") as file:
                self.write(new, iter(lambda: file.read(_PIECE), b""))
            self.flush(new)

    def replace(self, old: Path, new: Path) -> None:
        """Rename ``old`` to ``new`` in one step, over what is there; on Windows a reader may be in the way briefly."""
        for _ in range(_TRIES):
            try:
                old.replace(new)
                return
            except PermissionError:
                if os.name != "nt":
                    raise
                time.sleep(0.05)
        old.replace(new)

    def discard(self, path: Path) -> None:
        """Remove a folder that nobody needs; what cannot be removed now is removed by a later writer."""
        shutil.rmtree(path, ignore_errors=True)


FILES = Files()
