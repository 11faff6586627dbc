"""Parts of an index, many in one file: a part is checked, block by block, when it is first read.

It does not know what a part holds. The number of packs, and so of open files, does not grow with what they hold.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.on_disk import FileBytes
from qa.errors import StaleIndexError

BLOCK = 8_192
REBUILD = "build it again with: chuchu index FOLDER --out INDEX"
_PIECE = 128 * BLOCK
_MOST, _LARGEST = 16, 8

Sums = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where a part lies: the name of its pack, its first byte there, how many it has, and their SHA-256."""

    pack: str
    start: int
    size: int
    sha256: str


class Part:
    """The bytes of one part. Those of a damaged block are never given out."""

    def __init__(self, name: str, pack: FileBytes, place: PartPlace, sums: Sums) -> None:
        """sums: CRC-32 of each of its blocks of ``BLOCK`` bytes, of which the last may be shorter."""
        self.name = name
        self.pack = pack
        self.place = place
        self.sums = sums
        self._sums = np.ascontiguousarray(sums).data
        self._unread = bytearray(b"\1") * len(sums)

    def __len__(self) -> int:
        return self.place.size

    def __getitem__(self, part: slice) -> bytes:
        """Raises StaleIndexError where the bytes are not those that were written."""
        first, last, _ = part.indices(self.place.size)
        if last <= first:
            return b""
        begin, end = first // BLOCK, -(-last // BLOCK)
        if self._unread.find(1, begin, end) < 0:
            return self.pack.read(self.place.start + first, last - first)
        before = begin * BLOCK
        data = self.pack.read(self.place.start + before, min(end * BLOCK, self.place.size) - before)
        self._check(begin, end, memoryview(data))
        return data[first - before : last - before]

    def read_into(self, first: int, buffer: memoryview) -> None:
        """Fill ``buffer`` with the bytes from ``first`` on. Raises StaleIndexError as a slice does."""
        last = first + len(buffer)
        if self._unread.find(1, first // BLOCK, -(-last // BLOCK)) < 0:
            self.pack.read_into(self.place.start + first, buffer)
        else:
            buffer[:] = self[first:last]

    def pieces(self) -> Iterator[bytes]:
        """All of it, about a megabyte at a time."""
        return (self[start : start + _PIECE] for start in range(0, len(self), _PIECE))

    def check(self) -> str:
        """Read all of it: its SHA-256. Raises StaleIndexError as a slice does."""
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()

    def _check(self, begin: int, end: int, data: memoryview) -> None:
        for number in range(begin, end):
            at = (number - begin) * BLOCK
            if self._unread[number]:
                if zlib.crc32(data[at : at + BLOCK]) != self._sums[number]:
                    raise StaleIndexError(f"{self.pack.path}: {self.name} in it is damaged; {REBUILD}")
                self._unread[number] = 0


class Packing:
    """What is put into a new pack, one part behind the other. places, sums: of each part, by name, once it was put."""

    def __init__(self, pack: str) -> None:
        self.pack = pack
        self.places: dict[str, PartPlace] = {}
        self.sums: dict[str, Sums] = {}
        self.size = 0

    def put(self, name: str, pieces: Iterable[Any]) -> Iterator[Any]:
        """The bytes to write for a part. pieces: buffers; all but the last have whole blocks."""
        digest, sums, start = hashlib.sha256(), [], self.size
        for piece in pieces:
            data = memoryview(piece).cast("B") if len(piece) else memoryview(b"")
            digest.update(data)
            sums += [zlib.crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
            self.size += len(data)
            yield data
        self.places[name] = PartPlace(self.pack, start, self.size - start, digest.hexdigest())
        self.sums[name] = np.array(sums, np.uint32)

    def take_over(self, name: str, part: Part) -> None:
        """``part`` stays where it lies, and has that name now."""
        self.places[name] = part.place
        self.sums[name] = part.sums


def joined_sums(sums: Iterable[Sums]) -> Sums:
    """Those of all parts, one behind the other."""
    return np.concatenate([np.zeros(0, np.uint32), *sums])


class Spool:
    """A pack without a name: parts wait there, out of memory, until their index is saved."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError when no file can be made in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        nameless = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
        self._file = FileBytes(folder / "spool", nameless)
        self._packing = Packing("spool")

    def stored(self, parts: Iterable[tuple[str, Iterable[Any]]]) -> dict[str, Part]:
        """The parts, written."""
        found = {}
        for name, pieces in parts:
            for data in self._packing.put(name, pieces):
                self._file.append(data)
            found[name] = Part(name, self._file, self._packing.places.pop(name), self._packing.sums.pop(name))
        return found


def worth_keeping(parts: Iterable[Part], folder: Path | None) -> Mapping[str, Path]:
    """The packs in ``folder`` that a new index goes on using, by name: those at least half of which are ``parts``.

    Of too many, the largest alone, so that an index never has more than a few.
    """
    used: Counter[FileBytes] = Counter()
    for part in parts:
        used[part.pack] += len(part)
    if folder is None:
        return {}
    kept = [pack for pack, size in used.items() if _lies_in(folder, pack) and size * 2 >= len(pack)]
    if len(kept) >= _MOST:
        kept = sorted(kept, key=lambda pack: (-len(pack), pack.path.name))[:_LARGEST]
    return {pack.path.name: folder / pack.path.name for pack in kept}


def _lies_in(folder: Path, pack: FileBytes) -> bool:
    """Whether ``pack`` is still the file of its name there."""
    try:
        return os.path.samestat(pack.status(), (folder / pack.path.name).stat())
    except OSError:
        return False
