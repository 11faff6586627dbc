"""Which component of the page starts what. What then happens is in ``events`` and its like."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.events import Events
from qa.web.judgements import Judgements
from qa.web.page import Page
from qa.web.upload_controls import Shelf

_OUT_OF_SIGHT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
QUIET: dict[str, Any] = {"concurrency_limit": None, **_OUT_OF_SIGHT}
MODEL: dict[str, Any] = {"concurrency_id": "model", "concurrency_limit": 2}
NEXT: dict[str, Any] = {"concurrency_id": "next", "concurrency_limit": 1}
UPLOAD: dict[str, Any] = {"concurrency_id": "upload", "concurrency_limit": 1}
_STORED = """async () => {
  while (!window.chuchu?.stored || !window.chuchu.begin) await new Promise((again) => setTimeout(again, 10));
  return window.chuchu.stored();
}"""


def wire(demo: gr.Blocks, page: Page, events: Events) -> None:
    """Which component starts what. All of it is queued: only so can an error or a note be shown."""
    head: Any = page.head
    shown = [page.chat, page.sources, page.next, page.feedback]
    asking = head.ask_this(
        events.ask, [page.kept, page.scope, page.top_k, page.chosen, page.period],
        list(dict.fromkeys([page.kept, *shown, *own_parts(page)])), show_progress_on=page.payload, **_OUT_OF_SIGHT,
        **MODEL,
    )  # fmt: skip
    asking.then(None, page.kept, None, js="(kept) => window.chuchu.settled(kept)", **QUIET)
    head.stop_asking(None, None, None, cancels=asking, **QUIET)
    loaded = demo.load(events.load, page.kept, page.everything, js=_STORED, **QUIET)
    loaded.then(None, None, None, js="() => { window.chuchu.begin(); window.chuchu.look(); }", **QUIET)
    reopened = head.reopen(events.reopen, [page.kept, page.scope], [*shown, page.opened, page.reader], **QUIET)
    spoken = [page.kept, page.opened, page.scope, page.chosen, page.period]
    speaking = head.speak(events.speak, spoken, page.everything, **QUIET)
    speaking.then(None, None, None, js="() => window.chuchu.spoken()", **QUIET)
    for run in (asking, loaded, reopened, speaking):
        _suggest(page, events, run)
    head.choose_mark(events.choose, page.kept, [page.sources, page.opened, page.reader], **QUIET)
    head.read_document(events.read, page.kept, [page.opened, page.reader], **QUIET)
    given = head.give(events.give, [page.kept, page.opened], [page.chat, page.sources, page.reader], **QUIET)
    given.then(None, None, None, js="() => window.chuchu.givenShown()", **QUIET)
    head.edit_query(events.edit_query, page.kept, page.box, **QUIET)
    for button, export in ((page.markdown, events.export_markdown), (page.html, events.export_html)):
        save = button.click(export, page.kept, page.payload, **QUIET)
        save.success(None, page.payload, None, js="(file) => window.chuchu.save(file)", **QUIET)


def _suggest(page: Page, events: Events, run: Any) -> None:
    """After ``run``, when nobody waits: what may be asked next."""
    run.success(events.suggest, [page.kept, page.scope], page.next, **{**QUIET, **NEXT})


def own_parts(page: Page) -> list[Any]:
    """What changes with a visitor's own documents."""
    filters = [page.documents, page.chosen, page.limits, page.period]
    return [page.files, page.mine, page.scope, *filters, page.settings, page.corpus, page.chat, page.check.against]


def wire_own(demo: gr.Blocks, page: Page, shelf: Shelf, events: Events) -> None:
    """The controls around a visitor's own documents."""
    head: Any = page.head
    own, filters = own_parts(page), [page.chosen, page.period]
    forgotten = head.forget(shelf.forget, [page.kept, page.scope, *filters], own, **QUIET)
    added = page.files.upload(
        shelf.upload, [page.files, page.kept, *filters], own, api_visibility="private",
        show_progress_on=[page.files], **UPLOAD,
    )  # fmt: skip
    chosen = [page.kept, page.scope, *filters]
    scoped = page.scope.input(shelf.rescope, chosen, own, **QUIET)
    for run in (forgotten, added, scoped):
        _suggest(page, events, run)
    limited: Any = page.chosen
    for narrowed in (limited.narrow, page.period.input):
        narrowed(shelf.narrow, chosen, page.limits, trigger_mode="always_last", **QUIET)
    widened = limited.widen(shelf.widen, chosen, [page.chosen, page.period, page.limits], **QUIET)
    widened.then(None, None, None, js="() => window.chuchu.widened()", **QUIET)
    demo.unload(shelf.leave)


def wire_judgements(page: Page, judgements: Judgements) -> None:
    """The controls around visitors' judgements."""
    if page.feedback_shown:
        one: dict[str, Any] = {**QUIET, "concurrency_id": "feedback", "concurrency_limit": 1}  # they write one file
        page.chat.like(judgements.like, page.kept, [page.feedback, page.judged], trigger_mode="multiple", **one)
        page.judge.click(judgements.judge, [page.right, page.judged, page.kept], [page.feedback, page.right], **one)
