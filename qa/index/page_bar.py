"""How far the pages of one file are that have to be recognised, as a bar on the terminal."""

from __future__ import annotations

from typing import Any

from qa.printable import visible
from qa.progress_bar import progress_bar


class PageBar:
    """A bar on the terminal that grows with the pages of a file that are recognised; none for a file without such.

    name: the file's. shown: whether there is one at all.
    """

    def __init__(self, name: str, *, shown: bool) -> None:
        self._name = name
        self._shown = shown
        self._bar: Any = None

    def __enter__(self) -> PageBar:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def told(self, done: int, count: int) -> None:
        """``done`` of ``count`` pages are recognised."""
        if self._bar is None:
            words = f"识别 recognising {visible(self._name)}"
            self._bar = progress_bar(
                total=count, desc=words, unit="page", mininterval=0, leave=False, shown=self._shown
            )
        self._bar.update(done - self._bar.n)
