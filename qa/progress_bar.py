"""A bar on the terminal for what takes long; where none is shown, tqdm is not even imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def progress_bar(rows: Iterable[Any] | None = None, *, shown: bool, **how: Any) -> Any:
    """A ``tqdm`` over ``rows``, with what it is to say as tqdm's own arguments, or one that says nothing."""
    if not shown:
        return _Silent(() if rows is None else rows)
    from tqdm import tqdm

    return tqdm(rows, **how)


class _Silent:
    """What of a bar is used, without a bar. n: how far it is."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows
        self.n = 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __enter__(self) -> _Silent:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def update(self, count: int) -> None:
        """Go on by ``count``."""
        self.n += count

    def close(self) -> None:
        """Nothing was opened."""
