"""The files a corpus consists of, each under a digest of all that its documents depend on. It reads no document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.documents.corpus import corpus_files
from qa.documents.formats.registry import versions
from qa.documents.metadata import sidecar_files


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


def files_of(path: Path) -> Iterator[tuple[Path, Source]]:
    """Each file that is read for the corpus at ``path``, in order of name, and what it is now.

    Raises FileNotFoundError if there is no such path.
    """
    readers, found = versions(), corpus_files(path)
    return ((file, Source(name, _digest(file, readers.get(file.suffix.lower(), "")))) for name, file in found)


def _digest(file: Path, reader: str) -> str:
    """SHA-256 of the file, or of the error if it cannot be opened; of the sidecar that counts; of what reads it."""
    found = hashlib.sha256(_content(file))
    for sidecar in sidecar_files(file)[:1]:
        found.update(b"\0" + hashlib.sha256(_content(sidecar)).digest())
    found.update(reader.encode())
    return found.hexdigest()


def corpus_digest(sources: tuple[Source, ...]) -> str:
    """One digest of a whole corpus."""
    said = "".join(f"{one.name}\0{one.sha256}\n" for one in sources)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        return repr(error).encode()
