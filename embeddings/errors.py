"""What can go wrong with a model's files."""

from __future__ import annotations

from pathlib import Path


class ModelError(Exception):
    """A file of a model is missing or damaged.

    path: the file at fault.
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path = path
