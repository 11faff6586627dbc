"""A visitor's own documents: read into memory for that visit alone, never written, gone when it ends.

It knows visits by a key that the browser made up and keeps for its tab, too long to be guessed; no visit can name
another's documents.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from embeddings import Encoder
from qa.assistant import Assistant
from qa.documents.corpus import read_documents
from qa.documents.formats.extracted import NoLongerWanted, PagesTold, tell_nobody
from qa.documents.formats.registry import FORMATS
from qa.documents.scanned_lines import scanned_pages
from qa.errors import ReadError
from qa.index.building import Unchanged, build_index
from qa.index.contents import Index
from qa.index.splitting import split
from qa.retriever import Retriever
from qa.types import Document
from qa.web.links import OWN
from qa.web.pace import OutOfTime, Pace

Scope = Literal["articles", "mine", "both"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

FILES, DOCUMENTS, FILE_MEGABYTES, CHARACTERS = 10, 1000, 10, 200_000
UPLOAD_SECONDS, IDLE_SECONDS, LEFT_SECONDS, VISITS = 90, 3600, 300, 50
SCANS_MEGABYTES = 20
BOTH_PASSAGES = 20_000  # some 60 MB a visit: the articles' keywords are held once more
NO_TEXT = "it holds no text to search"


class Refused(Exception):
    """A file that is not taken. ``reason`` is a key of the page's words, ``detail`` what the reader said."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Gone(Exception):
    """The visitor's documents were asked, and there are none: the visit rested too long, or had to make room."""


@dataclass(frozen=True, slots=True)
class HeldScan:
    """A scanned file, held so that its pages can be shown. key: names it to nobody but the page it is shown on."""

    key: str
    data: bytes


@dataclass(slots=True)
class Visit:
    """The documents of one visit, by the file they came in, and the assistants over them.

    scans: of those files the scanned ones, the newest as far as ``SCANS_MEGABYTES`` reach.
    Questions wait for no upload: what they read changes at once, when a file is indexed.
    """

    files: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    expires: float = 0.0
    scans: Mapping[str, HeldScan] = field(default_factory=dict)
    _retrievers: dict[str, Retriever] = field(default_factory=dict)
    _beside: Index | None = None
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _changing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id, in the order in which they came."""
        return {document.id: document for file in self.files.values() for document in file}

    def add(self, file: Path, name: str, pace: Pace, *, told: PagesTold = tell_nobody) -> Sequence[Document]:
        """Read and index ``file`` as ``name``; one may hold several documents.

        told: how many pages are recognised, and of how many, as they are.
        Raises Refused if it is too much, unreadable, or not done within the time of ``pace``.
        """
        name = Path(name).name
        with self._changing:
            others = {other: documents for other, documents in self.files.items() if other != name}
            if len(others) >= FILES:
                raise Refused("too_many")
            if file.stat().st_size > FILE_MEGABYTES * 1_000_000:
                raise Refused("too_big")
            documents = _read(file, name, pace, told)
            every = [*documents, *(document for file_documents in others.values() for document in file_documents)]
            if len(every) > DOCUMENTS:
                raise Refused("too_many_documents")
            if sum(len(document.text) for document in every) > CHARACTERS:
                raise Refused("too_long")
            pace.expect(sum(len(split(document)) for document in documents))
            try:
                index = self._indexed(others, documents, pace)
            except OutOfTime as error:
                raise Refused("too_slow") from error
            if not any(index.passages_of(document.id) for document in documents):
                raise Refused("unreadable", NO_TEXT)
            scans = {other: scan for other, scan in self.scans.items() if other in others}
            if any(map(scanned_pages, documents)):
                scans[name] = HeldScan(secrets.token_urlsafe(24), file.read_bytes())
            self._hold({**others, name: documents}, _newest(scans), index, pace.encoder)
        return documents

    def remove(self, name: str, encoder: Encoder) -> None:
        """Forget one file, or all for an empty name."""
        with self._changing:
            files = {other: documents for other, documents in self.files.items() if name and other != name}
            scans = {other: scan for other, scan in self.scans.items() if other in files}
            self._hold(files, scans, self._indexed(files, (), encoder), encoder)

    def key_of(self, document: Document) -> str | None:
        """The key of the scanned file that ``document`` came in; None if it is not held."""
        names = (name for name, documents in self.files.items() if any(one.id == document.id for one in documents))
        scan = self.scans.get(next(names, ""))
        return scan.key if scan else None

    def assistant(self, scope: Scope, shared: Assistant) -> Assistant:
        """Answers from the articles, from these documents (``mine``) or from ``both``; nothing is encoded for it.

        Raises Gone if there are no documents of the visitor's.
        """
        if scope == "articles":
            return shared
        with self._reading:
            if not self._retrievers:
                raise Gone
            if scope == "both" and self._beside is not shared.retriever.index:
                self._retrievers.pop(scope, None)
            if scope not in self._retrievers:
                index, encoder = shared.retriever.local_index, shared.retriever.encoder
                articles = [Unchanged(number) for number in range(len(index.facts))]
                mine = [self._retrievers["mine"].local_index]
                every = build_index([*articles, *self.documents.values()], encoder, old=index, also=mine)
                self._retrievers[scope], self._beside = Retriever(every, encoder), index
            return Assistant(self._retrievers[scope], reader=shared.reader, threshold=shared.threshold)

    def _indexed(self, others: Mapping[str, object], documents: Sequence[Document], encoder: Encoder) -> Index:
        """The index of ``documents`` behind what is indexed of the files ``others``, which are not encoded again."""
        old = self._retrievers["mine"].local_index if self._retrievers else None
        stay = {document.id for name in others for document in self.files[name]}
        kept = [Unchanged(number) for number, one in enumerate(old.facts if old else []) if one.id in stay]
        return build_index([*kept, *documents], encoder, old=old)

    def _hold(
        self,
        files: Mapping[str, tuple[Document, ...]],
        scans: Mapping[str, HeldScan],
        index: Index,
        encoder: Encoder,
    ) -> None:
        with self._reading:
            self.files, self.scans = files, scans
            self._retrievers = {"mine": Retriever(index, encoder)} if files else {}


def can_be_joined(shared: Retriever) -> bool:
    """Whether a visitor's documents can be searched together with the shared ones: where those lie here and are few."""
    return isinstance(shared.index, Index) and len(shared.passages) <= BOTH_PASSAGES


class Visits:
    """All visits that brought documents. now: the clock, so that tests need not wait."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._visits: dict[str, Visit] = {}
        self._pages: dict[str, str] = {}
        self._lock = threading.Lock()
        self._now = now

    def __len__(self) -> int:
        return len(self._visits)

    def of(self, key: str | None, *, page: str | None = None, new: bool = False) -> Visit:
        """The visit ``key``; an empty one that is not kept, unless ``new``. page: the open page that asks for it."""
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
            if page and key in self._visits:
                self._pages[page] = key or ""
            return visit

    def scan(self, key: str) -> tuple[Document, bytes] | None:
        """The document and the file of a scan that some visit holds by ``key``."""
        with self._lock:
            visits = list(self._visits.values())
        for visit in visits:
            for name, scan in visit.scans.items():
                if name in visit.files and secrets.compare_digest(scan.key.encode(), key.encode("utf-8", "replace")):
                    return visit.files[name][0], scan.data
        return None

    def leave(self, page: str | None) -> None:
        """The page was closed: its documents go in five minutes, unless it comes back (a reload, a sleeping phone)."""
        with self._lock:
            key = self._pages.pop(page or "", None)
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
            self._pages = {page: key for page, key in self._pages.items() if key in self._visits}


def suffixes() -> Sequence[str]:
    """The suffixes of the files that can be read."""
    return list(FORMATS)


def merged(shared: Mapping[str, Document], visit: Visit) -> Mapping[str, Document]:
    """The documents a visitor may open."""
    return {**shared, **visit.documents} if visit.files else shared


def _newest(scans: Mapping[str, HeldScan]) -> dict[str, HeldScan]:
    """The last of ``scans``, as many as may be held."""
    room, kept = SCANS_MEGABYTES * 1_000_000, dict(scans)
    for name in scans:
        if sum(len(one.data) for one in kept.values()) > room:
            del kept[name]
    return kept


def _read(file: Path, name: str, pace: Pace, told: PagesTold) -> tuple[Document, ...]:
    """Read a copy under its own name in a folder that is gone afterwards.

    Every id begins with ``mine/NAME``, whatever the file says, so that it is no other document's.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, OWN, name)
        copy.parent.mkdir()
        shutil.copyfile(file, copy)
        pool = ThreadPoolExecutor(max_workers=1)

        def in_time(done: int, count: int) -> None:
            if not pace.left:
                raise NoLongerWanted
            told(done, count)

        try:
            here = copy_context()  # else what is told would not reach the page
            reading = pool.submit(here.run, read_documents, copy, root=Path(folder), told=in_time)
            found = reading.result(pace.left)
            whole = f"{OWN}/{name}"
            return tuple(one if one.id.startswith(whole) else replace(one, id=f"{whole}#{one.id}") for one in found)
        except (Late, NoLongerWanted) as error:
            raise Refused("too_slow") from error
        except ReadError as error:
            raise Refused("unreadable", error.reason) from error
        except ImportError as error:
            raise Refused("unreadable", str(error)) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
