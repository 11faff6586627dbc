"""A visitor's own files on the page: added, removed, chosen. Gradio's inputs in, updates out."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import gradio as gr

from qa.web import uploads
from qa.web.choosing import chosen_ids
from qa.web.links import document_link
from qa.web.pace import Pace
from qa.web.page import Page, own_files
from qa.web.session import Desk
from qa.web.strings import why, wording
from qa.web.visitors import Desks, Kept, Updates, said

logger = logging.getLogger(__name__)

_RECOGNITION = 0.9
Filters = tuple[object, str | None]


class Shelf:
    """The actions around a visitor's own documents."""

    def __init__(self, page: Page, desks: Desks) -> None:
        self.page = page
        self.desks = desks

    @said
    def upload(
        self, files: Sequence[str] | None, kept: Kept, chosen: object, period: str, request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Read files into the visit; each that cannot be read, or not in time, costs one message."""
        visit, refused = self.desks.visit(kept, request, new=True), []
        desk, encoder = self.desks.of(kept, request, "mine"), self.desks.assistant.retriever.encoder
        end = time.monotonic() + uploads.UPLOAD_SECONDS
        paths = [Path(file) for file in files or []]
        for number, path in enumerate(paths):
            steps = _Steps(progress, number / len(paths), 1 / len(paths), path.name, desk.lang)
            steps.show(0.0, "reading")
            try:
                pace = Pace(encoder, seconds=end - time.monotonic(), report=steps.indexed)
                visit.add(path, path.name, pace, told=steps.recognised)
            except uploads.Refused as error:
                refused.append((path.name, _why(error, desk.lang)))
            except Exception:
                logger.exception("An upload could not be read")
                refused.append((path.name, wording("failed", desk.lang)))
            finally:
                path.unlink(missing_ok=True)
        return self.library(desk, filters=(chosen, period), refused=refused)

    @said
    def forget(
        self, kept: Kept, scope: str, chosen: object, period: str, request: gr.Request, event: gr.EventData
    ) -> Updates:
        """Remove one of the visitor's documents, or all."""
        desk = self.desks.of(kept, request, scope)
        desk.visit.remove(str(event.name or ""), self.desks.assistant.retriever.encoder)
        return self.library(desk, filters=(chosen, period))

    @said
    def rescope(self, kept: Kept, scope: str, chosen: object, period: str, request: gr.Request) -> Updates:
        """Other documents to search: other filters and another overview."""
        desk = self.desks.of(kept, request, scope)
        self.tell_if_gone(desk)
        return self.library(desk, filters=(chosen, period))

    @said
    def narrow(self, kept: Kept, scope: str, chosen: object, period: str, request: gr.Request) -> Updates:
        """Only some documents, or one period: it is said beside the question box."""
        desk = self.desks.of(kept, request, scope)
        return {self.page.limits: desk.limits(chosen_ids(chosen), period)}

    @said
    def widen(
        self, kept: Kept, scope: str, chosen: object, period: str, request: gr.Request, event: gr.EventData
    ) -> Updates:
        """All documents again, or any period."""
        page, desk, ids = self.page, self.desks.of(kept, request, scope), chosen_ids(chosen)
        if event.what == "document":
            return {page.chosen: [], page.limits: desk.limits([], period)}
        return {page.period: gr.update(value=""), page.limits: desk.limits(ids, "")}

    def tell_if_gone(self, desk: Desk) -> None:
        """Say that the visitor's documents are no longer there, if they are what is to be searched."""
        if desk.scope != "articles" and not desk.visit.files:
            gr.Warning(wording("mine_gone", desk.lang))

    def library(
        self, desk: Desk, *, filters: Filters | None = None, refused: Sequence[tuple[str, str]] = ()
    ) -> Updates:
        """What changes when the visitor's documents do.

        filters: documents and period that are chosen; they stay if they can still be chosen; None for what may be being
        chosen, while the page loads. refused: files that were not taken, and why.
        """
        page, files = self.page, desk.visit.files
        small = uploads.can_be_joined(self.desks.assistant.retriever)
        # What can be chosen stays so when the last file goes: a question on its way may still name it.
        scopes = ["articles", "mine", *(["both"] if small else [])]
        here = replace(desk, scope=desk.scope if files and desk.scope in scopes else "articles")
        named = [(name, document_link(documents[0].id)) for name, documents in files.items()]
        choices = [(wording(f"scope_{one}", desk.lang), one) for one in scopes]
        known = here.assistant.retriever.documents
        ids = [id for id in chosen_ids(filters[0]) if id in known] if filters else []
        periods = _choosing(here.periods(), filters[1] if filters else None)
        limited = {page.chosen: ids, page.limits: here.limits(ids, periods.get("value", ""))} if filters else {}
        return {
            page.documents: here.chooser(ids),
            page.period: periods,
            **limited,
            page.files: gr.update(value=None),
            page.mine: own_files(named, refused, desk.lang),
            page.scope: gr.update(choices=choices, value=here.scope, visible=bool(files)),
            page.settings: _settings(here),
            page.corpus: here.overview(),
            page.check.against: here.checked_against(),
            page.chat: gr.update(placeholder=here.welcome()),
        }

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.desks.visits.leave(request.session_hash)


class _Steps:
    """How far one file is: recognised, where it has to be, then indexed.

    start, share: where its part of the whole begins and how much that is, each 0–1.
    """

    def __init__(self, progress: gr.Progress, start: float, share: float, name: str, lang: str) -> None:
        self._progress = progress
        self._start = start
        self._share = share
        self._name = name
        self._lang = lang
        self._read = 0.0

    def recognised(self, done: int, count: int) -> None:
        """``done`` of ``count`` pages are."""
        self._read = _RECOGNITION
        self.show(_RECOGNITION * done / max(count, 1), "recognising", page=min(done + 1, count), pages=count)

    def indexed(self, share: float) -> None:
        """``share``, 0–1, of its passages is."""
        self.show(self._read + (1 - self._read) * share, "indexing")

    def show(self, share: float, key: str, **numbers: int) -> None:
        """Move the bar to ``share`` of this file, with the words ``key`` above it."""
        words = wording(key, self._lang, name=self._name, **numbers)
        self._progress(self._start + self._share * share, desc=words)


def _choosing(choices: Sequence[tuple[str, str]], value: str | None) -> Updates:
    """A menu of ``choices``; ``value`` stays chosen if it is one of them, else everything is; None changes nothing."""
    if value is None:
        return gr.update(choices=choices)
    return gr.update(choices=choices, value=value if any(value == one for _, one in choices) else "")


def _settings(desk: Desk) -> Updates:
    """The settings' label, with where is searched if that is not the corpus."""
    label = wording("settings", desk.lang)
    scope = wording(f"scope_{desk.scope}", desk.lang)
    told = label if desk.scope == "articles" else wording("limited", desk.lang, settings=label, scope=scope)
    return gr.update(label=told)


def _why(error: uploads.Refused, lang: str) -> str:
    limits = {
        "files": uploads.FILES, "documents": f"{uploads.DOCUMENTS:,}", "megabytes": uploads.FILE_MEGABYTES,
        "characters": f"{uploads.CHARACTERS:,}",
        "seconds": uploads.UPLOAD_SECONDS,
    }  # fmt: skip
    return wording(error.reason, lang, detail=error.detail, why=why(error.detail), **limits)
