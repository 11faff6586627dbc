"""Files and folders -> documents: which files, and the facts around the text.

How bytes become text is decided in ``formats``, how lines become paragraphs in ``layout``.
Nothing inside a file is run, and no link is followed.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qa.documents.decoding import decode as decode
from qa.documents.formats.registry import FORMATS, Extracted
from qa.documents.index_folders import without_generations
from qa.documents.layout.blocks import split_lines
from qa.documents.layout.paragraphs import lay_out
from qa.documents.metadata import Metadata, from_text, front_matter, sidecar
from qa.errors import ReadError
from qa.printable import visible
from qa.types import Document, Paragraph

logger = logging.getLogger(__name__)

SIZE_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of one file. disputed: whether the file gives one of them an id that another document has."""

    documents: tuple[Document, ...]
    disputed: bool = False


def read_document(path: Path, *, root: Path) -> Document:
    """Read one file; its id is its path relative to ``root``.

    Raises ReadError if it is empty, binary, larger than ``SIZE_LIMIT`` bytes, of an unknown format, cannot be opened
    or holds several documents.
    """
    documents = read_documents(path, root=root)
    if len(documents) > 1:
        raise ReadError(_name(path, root), f"it holds {len(documents):,} documents, where one was expected")
    return documents[0]


def read_documents(path: Path, *, root: Path, taken: Collection[str] = ()) -> list[Document]:
    """The documents of ``read_file``."""
    return list(read_file(path, root=root, taken=taken).documents)


def read_file(path: Path, *, root: Path, taken: Collection[str] = ()) -> Contents:
    """Read one file, which may hold several documents; of those, the id is their own, or ``FILE#LINE``.

    taken: ids that others have already, so that a document with one of them gets ``FILE#LINE``.
    Raises ReadError as ``read_document`` does.
    """
    name = _name(path, root)
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(name, f"no reader for {path.suffix or 'a file without suffix'}; known: {', '.join(FORMATS)}")
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise ReadError(name, f"it has {size:,} bytes; the limit is {SIZE_LIMIT:,}")
        data = path.read_bytes()
        found = reader(data, name) if data.strip() else []
    except OSError as error:
        raise ReadError(name, f"it cannot be opened: {error.strerror or error}") from error
    except ValueError as error:
        raise ReadError(name, str(error)) from error
    if not any(one.text.strip() for one in found):
        raise ReadError(name, "it is empty")
    given = sidecar(path)
    digest = hashlib.sha256(data).hexdigest()
    disputed = [one for one in found if one.part is not None and one.id in taken]
    for one in disputed:
        logger.warning("%s, line %d: the id %r is another document's", visible(name), one.part, one.id)
    documents = [
        _document(one, id=_id(one, name, taken), sha256=digest, metadata=given.over(one.known)) for one in found
    ]
    return Contents(tuple(documents), bool(disputed))


def _id(found: Extracted, name: str, taken: Collection[str]) -> str:
    """Its own, its file's name, or the place in its file; bytes of a name that are no text are spelt out."""
    name = name.encode("utf-8", "backslashreplace").decode()
    if found.part is None:
        return name
    return found.id if found.id and found.id not in taken else f"{name}#{found.part}"


def corpus_files(path: Path) -> list[tuple[str, Path]]:
    """The files that are read for the documents under ``path``, by name.

    Hidden files and folders and what an index consists of are left out, and links that lead out of the folder are not
    followed. Raises FileNotFoundError if there is no such path.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"Path does not exist: {path}")
    root = path if path.is_dir() else path.parent
    files = set(_files(path) if path.is_dir() else [path])
    return sorted((_name(file, root), file) for file in files)


def _files(folder: Path) -> Iterator[Path]:
    """The files of known formats; ``os.walk`` enters no linked folder, and a linked file must stay inside."""
    inside = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in without_generations(folders, names) if not name.startswith("."))
        for name in names:
            file = Path(where, name)
            if name.startswith(".") or file.suffix.lower() not in FORMATS or not file.is_file():
                continue
            if not file.is_symlink() or file.resolve().is_relative_to(inside):
                yield file


def _name(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def document_from_text(text: str, *, id: str, sha256: str | None = None, metadata: Metadata | None = None) -> Document:
    """A document made of a string, as if read from a file.

    id: its name; the last part without suffix is the title if the text shows none.
    sha256: digest of the raw file; by default that of the text in UTF-8.
    metadata: overrides what front matter and the text itself show. Raises ValueError if the text is blank.
    """
    if not text.strip():
        raise ValueError(f"{id}: the text is empty")
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(Extracted(text), id=id, sha256=digest, metadata=metadata or Metadata())


def _document(found: Extracted, *, id: str, sha256: str, metadata: Metadata) -> Document:
    given, skip = front_matter(split_lines(found.text), name=id)
    layout = lay_out(found.text, skip=skip)
    known = metadata.over(given).over(from_text(layout.text, layout.paragraphs)).over(found.hints)
    paragraphs = layout.paragraphs
    if found.pages or found.lines is not None:
        paragraphs = tuple(_placed(paragraph, found) for paragraph in paragraphs)
    return Document(
        id=id,
        title=known.title or visible(Path(id).stem if found.part is None else id),
        place=known.place,
        period=known.period,
        authors=known.authors,
        text=layout.text,
        paragraphs=paragraphs,
        sha256=sha256,
    )


def _placed(paragraph: Paragraph, found: Extracted) -> Paragraph:
    """The paragraph with its page, and with the raw file's lines for those of the extracted text."""
    page = found.pages[paragraph.lines[0] - 1] if found.pages else None
    return replace(paragraph, page=page, lines=paragraph.lines if found.lines is None else found.lines)
