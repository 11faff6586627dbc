"""The documents that everybody is served: the assistant over them, and the folder they come from, when it changes.

What is asked while the folder is read again is answered from the index as it was. It shows nothing.
"""

from __future__ import annotations

import contextlib
import copy
import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.assistant import Assistant
from qa.documents.sidecar import sidecar_path
from qa.documents.sources import Source, corpus_files
from qa.errors import EmptyCorpusError
from qa.index import cache
from qa.index.building import build_index
from qa.index.splitting import split
from qa.index.updating import Changes, changes, read_corpus
from qa.retriever import Retriever
from qa.types import Document
from qa.web.pace import Pace

LOOK_SECONDS = 30.0
Stamps = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What came of reading the folder again. unread: of the files that are new or changed those that were not read."""

    changes: Changes
    unread: tuple[Source, ...] = ()


class ServedCorpus:
    """assistant: answers from the documents as they are now; another one once the folder was read again.

    folder: looked at for changes; None for documents that stay. stamps: of its files before they were read. version:
    how often it was read again. now: the clock, so that tests need not wait.
    """

    def __init__(
        self,
        assistant: Assistant,
        folder: Path | None = None,
        *,
        stamps: Stamps | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.assistant = assistant
        self.version = 0
        self._folder = folder
        self._stamps = stamps if stamps is not None or folder is None else stamps_of(folder)
        self._now = now
        self._looked = -math.inf
        self._differs = False
        self._last = Renewal(Changes())
        self._looking, self._renewing = threading.Lock(), threading.Lock()

    def changed(self) -> bool:
        """Whether a file of the folder has another size or time, is new or gone; it looks once in half a minute."""
        if self._folder is None:
            return False
        with self._looking:
            if self._now() - self._looked >= LOOK_SECONDS:
                self._differs = stamps_of(self._folder) != self._stamps
                self._looked = self._now()
            return self._differs

    def renew(self, report: Callable[[float], None] = lambda share: None) -> Renewal:
        """Read what changed and answer from it from now on; done once for all who ask for it at the same time.

        report: told which share, 0–1, of the new passages is indexed. Raises FileNotFoundError or EmptyCorpusError if
        there is nothing to read any more; the documents then stay as they were.
        """
        if self._folder is None:
            return self._last
        with self._renewing:
            stamps = stamps_of(self._folder)
            if stamps != self._stamps:
                self._last = self._renewed(self._folder, report)
                with self._looking:
                    self._stamps, self._differs, self._looked = stamps, False, self._now()
            return self._last

    def _renewed(self, folder: Path, report: Callable[[float], None]) -> Renewal:
        before, encoder = self.assistant.retriever.local_index, self.assistant.retriever.encoder
        documents, sources = read_corpus(folder, old=before)
        what = changes(before.sources, sources)
        if what:
            pace = Pace(encoder, seconds=math.inf, report=report)
            pace.expect(sum(len(split(one)) for one in documents if isinstance(one, Document)))
            index = build_index(
                documents, pace, old=before, sources=sources, corpus=str(folder.resolve()),
                journal=cache.open_journal(encoder),
            )  # fmt: skip
            if not index.passages:
                raise EmptyCorpusError("none of the documents holds any text to search")
            assistant = copy.copy(self.assistant)
            assistant.retriever = Retriever(index, encoder)
            self.assistant = assistant
            self.version += 1
        names = {*what.added, *what.changed}
        return Renewal(what, tuple(source for source in sources if source.error and source.name in names))


def stamps_of(folder: Path) -> Stamps:
    """Size and time of change of every file that the documents under ``folder`` are read from; none if it is gone."""
    found: dict[str, tuple[int, int]] = {}
    with contextlib.suppress(OSError):
        for name, file in corpus_files(folder):
            beside = sidecar_path(file)
            for key, one in ((name, file), (f"{name}\0", beside)):
                if one is not None:
                    state = one.stat()
                    found[key] = state.st_size, state.st_mtime_ns
    return found
