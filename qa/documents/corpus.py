"""Files -> documents: the text, its paragraphs and the facts around it.

Which files are read is decided in ``sources``, how bytes become text in ``formats``, how lines become paragraphs in
``layout``. Nothing inside a file is run.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from qa.documents.formats.extracted import Extracted, PagesTold, tell_nobody
from qa.documents.formats.plain_text import extract_text
from qa.documents.formats.registry import FORMATS
from qa.documents.formats.unread import UNREAD, advice
from qa.documents.layout.paragraphs import lay_out
from qa.documents.markup import is_markdown, without_marks
from qa.documents.metadata import Metadata, date_of_title, from_text
from qa.documents.sidecar import sidecar
from qa.documents.sources import RawFile, name_of
from qa.errors import ReadError
from qa.printable import visible
from qa.types import Document

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of one file. disputed: whether the file gives one of them an id that another document has."""

    documents: tuple[Document, ...]
    disputed: bool = False


def read_documents(path: Path, *, root: Path, told: PagesTold = tell_nobody) -> list[Document]:
    """The documents of the file at ``path``, of the corpus ``root``. Raises ReadError as ``read_file`` does."""
    return list(read_file(RawFile.read(path, name=name_of(path, root)), told=told).documents)


def read_file(file: RawFile, *, taken: Collection[str] = (), told: PagesTold = tell_nobody) -> Contents:
    """What a file holds, which may be several documents; of those, the id is their own, or ``FILE#LINE``.

    taken: ids that others have already, so that a document with one of them gets ``FILE#LINE``.
    told: how far its pages are, where they have to be recognised.
    Raises ReadError if it is empty, binary, too large, of an unknown format or cannot be opened.
    """
    suffix = file.path.suffix
    extract = FORMATS.get(suffix.lower())
    if suffix.lower() in UNREAD:
        raise ReadError(file.name, advice(suffix.lower()))
    if extract is None:
        known = ", ".join(FORMATS)
        raise ReadError(file.name, f"no reader for {suffix or 'a file without suffix'}; known: {known}")
    if file.error:
        raise ReadError(file.name, file.error)
    try:
        found = extract(file.data, file.name, told) if file.data.strip() else []
    except ValueError as error:
        raise ReadError(file.name, str(error)) from error
    if not any(one.blocks or one.head for one in found):
        raise ReadError(file.name, "it is empty")
    given = sidecar(file.sidecar[1], name=str(file.sidecar[0])) if file.sidecar else Metadata()
    disputed = [one for one in found if one.part is not None and one.id in taken]
    for one in disputed:
        logger.warning("%s, line %d: the id %r is another document's", visible(file.name), one.part, one.id)
    documents = [_document(one, id=_id(one, file.name, taken), sha256=file.sha256, metadata=given) for one in found]
    return Contents(tuple(documents), bool(disputed))


def _id(found: Extracted, name: str, taken: Collection[str]) -> str:
    """Its own, its file's name, or the place in its file; bytes of a name that are no text are spelt out."""
    name = name.encode("utf-8", "backslashreplace").decode()
    if found.part is None:
        return name
    return found.id if found.id and found.id not in taken else f"{name}#{found.part}"


def document_from_text(text: str, *, id: str, metadata: Metadata | None = None) -> Document:
    """A document made of a string, as if read from a file.

    id: its name; the last part without suffix is the title if the text shows none.
    metadata: overrides what front matter and the text itself show. Raises ValueError if the text is blank.
    """
    if not text.strip():
        raise ValueError(f"{id}: the text is empty")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(extract_text(text, name=id), id=id, sha256=digest, metadata=metadata or Metadata())


def _document(found: Extracted, *, id: str, sha256: str, metadata: Metadata) -> Document:
    layout = lay_out(found.blocks, head=found.head)
    known = metadata.over(found.known).over(from_text(layout.text, layout.paragraphs)).over(found.hints)
    title = without_marks(known.title).strip() if known.title and is_markdown(id) else known.title
    if known.title in (None, Path(id).stem):
        known = known.over(Metadata(period=date_of_title(Path(id).stem)))
    return Document(
        id=id,
        title=title or visible(Path(id).stem if found.part is None else id),
        place=known.place,
        period=known.period,
        authors=known.authors,
        text=layout.text,
        paragraphs=layout.paragraphs,
        sha256=sha256,
        newspaper=known.newspaper,
        issued=known.issued,
        edition=known.edition,
    )
