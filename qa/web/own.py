"""A visitor's own documents: read into memory for that visit alone, never written, gone when it ends.

It knows visits by the key that Gradio gives each open page; no visit can name another's documents.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from embeddings import Encoder
from qa.assistant import Assistant
from qa.errors import EmptyCorpusError, ReadError
from qa.formats import FORMATS
from qa.read import read_documents
from qa.retriever import Retriever
from qa.types import Document

Scope = Literal["articles", "mine", "both"]

FILES, DOCUMENTS, FILE_MEGABYTES, CHARACTERS = 10, 1000, 10, 500_000
READING_SECONDS, IDLE_SECONDS, LEFT_SECONDS, VISITS = 60, 3600, 300, 50
BOTH_PASSAGES = 5000
_FOLDER = "mine"


class Refused(Exception):
    """A file that is not taken. ``reason`` is a key of the page's words, ``detail`` what the reader said."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Visit:
    """The documents of one visit, by the file they came in, and the assistants over them, made when first asked."""

    files: dict[str, tuple[Document, ...]] = field(default_factory=dict)
    assistants: dict[str, Assistant] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    expires: float = 0.0

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id, in the order in which they came."""
        return {document.id: document for file in self.files.values() for document in file}

    def add(self, file: Path, name: str) -> Sequence[Document]:
        """Read ``file`` as ``name``; one may hold several documents. Raises Refused if it is too much or unreadable."""
        name = Path(name).name
        others = {other: documents for other, documents in self.files.items() if other != name}
        if len(others) >= FILES:
            raise Refused("too_many")
        if file.stat().st_size > FILE_MEGABYTES * 1_000_000:
            raise Refused("too_big")
        documents = _read(file, name)
        every = [*documents, *(document for file_documents in others.values() for document in file_documents)]
        if len(every) > DOCUMENTS:
            raise Refused("too_many_documents")
        if sum(len(document.text) for document in every) > CHARACTERS:
            raise Refused("too_long")
        with self.lock:
            self.files[name] = documents
            self.assistants.clear()
        return documents

    def remove(self, name: str) -> None:
        """Forget one file, or all for an empty name."""
        with self.lock:
            for one in [name] if name else list(self.files):
                self.files.pop(one, None)
            self.assistants.clear()

    def assistant(self, scope: Scope, shared: Assistant, encoder: Encoder) -> Assistant:
        """Answers from these documents (``mine``), from all (``both``), or from the articles when there are none."""
        if scope == "articles" or not self.files:
            return shared
        with self.lock:
            if scope not in self.assistants:
                documents: Sequence[Document] = list(self.documents.values())
                if scope == "both":
                    documents = [*shared.retriever.documents.values(), *documents]
                self.assistants[scope] = Assistant(Retriever.from_documents(documents, encoder=encoder))
            return self.assistants[scope]


class Visits:
    """All visits that brought documents. now: the clock, so that tests need not wait."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._visits: dict[str, Visit] = {}
        self._lock = threading.Lock()
        self._now = now

    def __len__(self) -> int:
        return len(self._visits)

    def of(self, key: str | None, *, new: bool = False) -> Visit:
        """The visit of the page ``key``; an empty one that is not kept, unless ``new``."""
        self.sweep()
        with self._lock:
            visit = self._visits.get(key or "")
            if visit is None:
                visit = Visit()
                if new and key:
                    while len(self._visits) >= VISITS:
                        del self._visits[min(self._visits, key=lambda one: self._visits[one].expires)]
                    self._visits[key] = visit
            visit.expires = self._now() + IDLE_SECONDS
            return visit

    def leave(self, key: str | None) -> None:
        """The page was closed: its documents go in five minutes, unless it comes back (a phone that slept)."""
        with self._lock:
            if key and key in self._visits:
                self._visits[key].expires = self._now() + LEFT_SECONDS
                timer = threading.Timer(LEFT_SECONDS + 1, self.sweep)
                timer.daemon = True
                timer.start()

    def sweep(self) -> None:
        """Forget what has expired."""
        with self._lock:
            for key in [key for key, visit in self._visits.items() if visit.expires < self._now()]:
                del self._visits[key]


def formats() -> Sequence[str]:
    """The suffixes of the files that can be read."""
    return list(FORMATS)


def merged(shared: Mapping[str, Document], visit: Visit) -> Mapping[str, Document]:
    """The documents a visitor may open."""
    return {**shared, **visit.documents} if visit.files else shared


def _read(file: Path, name: str) -> tuple[Document, ...]:
    """Read a copy under its own name in a folder that is gone afterwards.

    Every id begins with ``mine/NAME``, whatever the file says, so that it is no other document's.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, _FOLDER, name)
        copy.parent.mkdir()
        shutil.copyfile(file, copy)
        pool = ThreadPoolExecutor(max_workers=1)
        try:
            found = pool.submit(read_documents, copy, root=Path(folder)).result(READING_SECONDS)
            whole = f"{_FOLDER}/{name}"
            return tuple(one if one.id.startswith(whole) else replace(one, id=f"{whole}#{one.id}") for one in found)
        except Late as error:
            raise Refused("too_slow") from error
        except ReadError as error:
            raise Refused("unreadable", error.reason) from error
        except (EmptyCorpusError, ImportError) as error:
            raise Refused("unreadable", str(error)) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
