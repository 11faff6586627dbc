"""The files a corpus consists of, each read once and hashed once, with all that its documents depend on.

It makes no document. No link is followed out of the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from qa.documents.formats.registry import FORMATS, library_of
from qa.documents.formats.unread import UNREAD
from qa.documents.index_folders import without_generations
from qa.documents.sidecar import sidecar_path

_LEFT_OUT = (".", "~$")
SIZE_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was when it was read.

    name: path relative to the corpus. sha256: digest of the file, of the sidecar beside it and of what reads it.
    documents: the ids of its documents. error: why it could not be read, if so. disputed: whether an id it gives was
    another document's.
    """

    name: str
    sha256: str
    documents: tuple[str, ...] = ()
    error: str | None = None
    disputed: bool = False


@dataclass(frozen=True)
class RawFile:
    """The bytes of one file and of the sidecar beside it, as they are now.

    name: path relative to the corpus. error: why there are no bytes, if so. sidecar: its path and bytes.
    """

    path: Path
    name: str
    data: bytes
    error: str | None = None
    sidecar: tuple[Path, bytes] | None = None

    @classmethod
    def read(cls, path: Path, *, name: str) -> RawFile:
        """The file at ``path``, which the corpus calls ``name``; larger than ``SIZE_LIMIT`` it is not read."""
        try:
            size = path.stat().st_size
            if size > SIZE_LIMIT:
                return cls(path, name, b"", f"it has {size:,} bytes; the limit is {SIZE_LIMIT:,}")
            data = path.read_bytes()
        except OSError as error:
            return cls(path, name, b"", f"it cannot be opened: {error.strerror or error}")
        beside = sidecar_path(path)
        return cls(path, name, data, sidecar=(beside, _content(beside)) if beside else None)

    @cached_property
    def sha256(self) -> str:
        """Digest of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def source(self) -> Source:
        """What it is now; a digest covers what stands in the way of reading it as well."""
        parts = [self.sha256, self.error or "", library_of(self.path.suffix.lower())]
        parts += [hashlib.sha256(self.sidecar[1]).hexdigest()] if self.sidecar else []
        return Source(self.name, hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest())


def corpus_files(path: Path) -> list[tuple[str, Path]]:
    """The files that are read for the documents under ``path``, by name.

    Hidden files and folders, the ``~$`` files beside what Word has open and what an index consists of are left out, and
    links that lead out of the folder are not followed. Raises FileNotFoundError if there is no such path.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"Path does not exist: {path}")
    return sorted(_files(path), key=itemgetter(0)) if path.is_dir() else [(path.name, path)]


def root_of(path: Path) -> Path:
    """The folder that names are relative to, of the corpus at ``path``."""
    return path if path.is_dir() else path.parent


def corpus_digest(sources: tuple[Source, ...]) -> str:
    """One digest of a whole corpus."""
    said = "".join(f"{one.name}\0{one.sha256}\n" for one in sources)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of known formats, read or not, by name. No linked folder is entered, a linked file must stay inside."""
    inside = folder.resolve()
    for where, folders, names in os.walk(folder):
        above = name_of(Path(where, "x"), folder)[:-1]
        folders[:] = sorted(name for name in without_generations(folders, names) if not name.startswith("."))
        for name in names:
            file = Path(where, name)
            if name.startswith(_LEFT_OUT) or file.suffix.lower() not in (FORMATS | UNREAD) or not file.is_file():
                continue
            if not file.is_symlink() or file.resolve().is_relative_to(inside):
                yield above + name, file


def name_of(path: Path, root: Path) -> str:
    """What the corpus at ``root`` calls the file at ``path``; a file from elsewhere goes by its own name."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        return repr(error).encode()
