"""A file layer that breaks: it fails at one operation, or stops there as a killed process or a power cut would."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from qa.index.disk import Files

Fault = Literal["fail", "kill", "power cut"]


class Stopped(BaseException):
    """The process ended here; nothing after it is done."""


class BreakingFiles(Files):
    """Does as ``Files`` does up to operation ``at``, counted from 0.

    fail: that operation, half done, raises OSError ``code``, and those after it work. kill: no later one is done.
    power cut: besides, what was written or renamed and not flushed is lost. done: the operations so far, by name.
    It only notes what is flushed, without waiting for the disk.
    """

    def __init__(self, at: int = -1, fault: Fault = "fail", code: int = errno.ENOSPC) -> None:
        self._at = at
        self._fault = fault
        self._code = code
        self._stopped = False
        self._unflushed: dict[Path, None] = {}
        self._replaced: list[tuple[Path, str | None]] = []
        self.done: list[str] = []

    def _step(self, name: str) -> bool:
        """Count one operation; whether it is the one that breaks."""
        if self._stopped:
            raise Stopped
        self.done.append(name)
        return len(self.done) - 1 == self._at

    def _break(self) -> None:
        if self._fault == "fail":
            raise OSError(self._code, os.strerror(self._code))
        self._stopped = True
        if self._fault == "power cut":
            for path in self._unflushed:
                if path.exists():
                    os.truncate(path, path.stat().st_size // 2)
            for path, before in reversed(self._replaced):
                path.unlink() if before is None else path.write_text(before, encoding="utf-8")
        raise Stopped

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        if self._step("lock"):
            self._break()
        with super().lock(path):
            yield

    def make_folder(self, path: Path) -> None:
        if self._step("make_folder"):
            self._break()
        super().make_folder(path)

    def write(self, path: Path, pieces: Iterable[Any]) -> None:
        breaks = self._step("write")
        self._unflushed[path] = None
        whole = b"".join(pieces)
        super().write(path, [whole[: len(whole) // 2] if breaks else whole])
        if breaks:
            self._break()

    def flush(self, path: Path) -> None:
        if self._step("flush"):
            self._break()
        self._unflushed.pop(path, None)

    def flush_folder(self, path: Path) -> None:
        if self._step("flush_folder"):
            self._break()
        self._replaced = [(one, before) for one, before in self._replaced if one.parent != path]

    def link(self, old: Path, new: Path) -> None:
        if self._step("link"):
            self._break()
        super().link(old, new)

    def replace(self, old: Path, new: Path) -> None:
        if self._step("replace"):
            self._break()
        before = new.read_text(encoding="utf-8") if new.exists() else None
        super().replace(old, new)
        self._replaced.append((new, before))

    def discard(self, path: Path) -> None:
        if self._step("discard"):
            if self._fault == "fail":
                return
            for part in sorted(path.iterdir())[::2]:
                part.unlink()
            self._break()
        super().discard(path)
