"""Files and folders -> documents: which files, which encoding, and the facts around the text.

How lines become paragraphs is decided in ``qa.layout``. Nothing inside a file is run, and no link is followed.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from qa.blocks import split_lines
from qa.errors import EmptyCorpusError, ReadError
from qa.layout import lay_out
from qa.metadata import Metadata, from_text, front_matter, sidecar, sidecar_files
from qa.types import Document

logger = logging.getLogger(__name__)

SIZE_LIMIT = 20 * 1024 * 1024
BINARY = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
BYTE_ORDER_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]

Reader = Callable[[bytes], str]


def decode(data: bytes) -> str:
    """``data`` as text: by its byte order mark, else UTF-8, else GB18030, else what charset-normalizer finds.

    Raises ValueError, with the reason, if it is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if BINARY.intersection(data):
        raise ValueError("it is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it begins as {encoding} but is damaged at byte {error.start}") from error


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes

    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_chinese(text):
        return text
    best = from_bytes(
        data[:200_000], cp_isolation=["big5", "big5hkscs", "utf_16_le", "utf_16_be", "cp1252", "gb18030"]
    ).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    if text:
        return text
    raise ValueError("its encoding is not known; save it as UTF-8")


def _looks_chinese(text: str) -> bool:
    """Whether most of what is not ASCII lies in the common Chinese characters and punctuation of GB2312."""
    foreign = [char for char in text[:20_000] if ord(char) > 127]
    common = 0
    for char in foreign:
        try:
            first = char.encode("gb2312")[0]
        except UnicodeEncodeError:
            continue
        common += first <= 0xA3 or 0xB0 <= first <= 0xD7
    return common * 10 >= len(foreign) * 7


FORMATS: dict[str, Reader] = {".txt": decode, ".md": decode}


def read_document(path: Path, *, root: Path) -> Document:
    """Read one file; its id is its path relative to ``root``.

    Raises ReadError if it is empty, binary, larger than ``SIZE_LIMIT`` bytes, of an unknown format or cannot be opened.
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
        text = reader(data)
    except OSError as error:
        raise ReadError(name, f"it cannot be opened: {error.strerror or error}") from error
    except ValueError as error:
        raise ReadError(name, str(error)) from error
    if not text.strip():
        raise ReadError(name, "it is empty")
    return document_from_text(text, id=name, sha256=hashlib.sha256(data).hexdigest(), metadata=sidecar(path))


def read_folder(
    path: Path, *, progress: bool = False, on_skip: Callable[[ReadError], None] | None = None
) -> list[Document]:
    """Read every file of a known format under ``path``, or the one file it names; sorted by id.

    Hidden files and folders are left out, and links that lead out of the folder are not followed. A file that
    cannot be read is skipped: it is logged as a warning and given to ``on_skip``. Raises FileNotFoundError if there
    is no such path, EmptyCorpusError if nothing readable is there.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"Path does not exist: {path}")
    root = path if path.is_dir() else path.parent
    files = sorted(_files(path) if path.is_dir() else [path], key=lambda file: _name(file, root))
    documents: list[Document] = []
    for file in _shown(files) if progress else files:
        try:
            documents.append(read_document(file, root=root))
        except ReadError as error:
            logger.warning("Skipped %s", error)
            if on_skip is not None:
                on_skip(error)
    if not documents:
        raise EmptyCorpusError(f"No readable document under {path}. Formats read: {', '.join(FORMATS)}")
    return documents


def corpus_files(path: Path) -> list[tuple[str, Path]]:
    """The files that the documents under ``path`` depend on, by name: those read and the sidecars beside them.

    Raises FileNotFoundError if there is no such path.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"Path does not exist: {path}")
    root = path if path.is_dir() else path.parent
    files = set(_files(path) if path.is_dir() else [path])
    files |= {beside for file in files for beside in sidecar_files(file)}
    return sorted((_name(file, root), file) for file in files)


def _shown(files: list[Path]) -> Iterator[Path]:
    from tqdm import tqdm

    yield from tqdm(files, desc="read", unit="file")


def _files(folder: Path) -> Iterator[Path]:
    """The files of known formats; ``os.walk`` enters no linked folder, and a linked file must stay inside."""
    inside = folder.resolve()
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
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
    given, skip = front_matter(split_lines(text), name=id)
    layout = lay_out(text, skip=skip)
    known = (metadata or Metadata()).over(given).over(from_text(layout.text, layout.paragraphs))
    return Document(
        id=id,
        title=known.title or Path(id).stem,
        place=known.place,
        period=known.period,
        authors=known.authors,
        text=layout.text,
        paragraphs=layout.paragraphs,
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
