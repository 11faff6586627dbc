"""The folder of an index: generations, each written whole, beside a pointer to the newest.

It does not know what a generation holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qa.documents.index_folders import GENERATION, POINTER


def newest(path: Path) -> Path | None:
    """The generation that the pointer names; None without a pointer."""
    said = pointed_at(path)
    return said[0] if said else None


def pointed_at(path: Path) -> tuple[Path, str] | None:
    """The generation that the pointer names, and the digest that it says of its manifest; None without a pointer."""
    try:
        name, digest, *_ = [*(path / POINTER).read_text(encoding="utf-8").splitlines(), "", ""]
    except (OSError, ValueError):
        return None
    return path / (Path(name.strip()).name or "nothing"), digest.strip()


def pointer_to(generation: Path, digest: str) -> bytes:
    """What the pointer to ``generation`` holds, whose manifest has that digest."""
    return f"{generation.name}\n{digest}\n".encode()


def generations(path: Path) -> list[Path]:
    """Every generation below ``path``, also those left by a writer that was stopped."""
    return sorted(one for one in path.glob("generation-*") if GENERATION.fullmatch(one.name))


def following(before: Iterable[Path]) -> str:
    """The name of the generation after those."""
    numbers = (int(one.name.rpartition("-")[2]) for one in before)
    return f"generation-{max(numbers, default=0) + 1:06}"
