"""A folder that changed, on the page: noticed, read again at a click, and what came of it. The reading is elsewhere."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.errors import EmptyCorpusError
from qa.render import escape_html
from qa.web.page import Page
from qa.web.served_corpus import Renewal, ServedCorpus
from qa.web.strings import why, wording
from qa.web.upload_controls import Shelf
from qa.web.visitors import Desks, Kept, Updates, said

_NAMED = 20


class Refreshing:
    """The actions around a folder that changed."""

    def __init__(self, page: Page, desks: Desks, shelf: Shelf) -> None:
        self.page = page
        self.desks = desks
        self.shelf = shelf

    @property
    def served(self) -> ServedCorpus:
        """The documents that everybody is served."""
        return self.desks.served

    @said
    def look(
        self, kept: Kept, scope: str, chosen: object, period: str, version: int, request: gr.Request
    ) -> Updates:  # fmt: skip
        """Offer to read the folder again if it changed; show what another visitor had read again already."""
        page, desk = self.page, self.desks.of(kept, request, scope)
        updates: Updates = {page.version: self.served.version}
        if version != self.served.version:
            updates |= self.shelf.library(desk, filters=(chosen, period))
        if self.served.changed():
            updates[page.changed] = offer(desk.lang)
        return updates

    @said
    def renew(
        self, kept: Kept, scope: str, chosen: object, period: str, request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Read what changed, and show the documents as they are now; the conversation stays as it is."""
        page, lang = self.page, self.desks.language(kept, request)
        progress(0.0, desc=wording("renewing_read", lang))
        try:
            renewal = self.served.renew(lambda share: progress(share, desc=wording("renewing_index", lang)))
        except (FileNotFoundError, EmptyCorpusError):
            return {page.changed: _bar(wording("not_renewed", lang), lang)}
        library = self.shelf.library(self.desks.of(kept, request, scope), filters=(chosen, period))
        return {**library, page.changed: outcome(renewal, lang), page.version: self.served.version}

    def wire(self, own: list[Any], quiet: dict[str, Any]) -> None:
        """Connect its controls. own: what changes with the documents. quiet: how events run that only show."""
        page, head = self.page, self._head
        now = [page.kept, page.scope, page.chosen, page.period]
        head.look(self.look, [*now, page.version], [*own, page.version, page.changed], **quiet)
        head.renew(
            self.renew, now, [*own, page.version, page.changed], api_visibility="private",
            show_progress_on=[page.changed], concurrency_id="renew", concurrency_limit=1,
        )  # fmt: skip

    @property
    def _head(self) -> Any:
        return self.page.head


def offer(lang: str) -> str:
    """That files changed, with the button that has them read."""
    button = f'<button class="renew">{wording("renew", lang)}</button>'
    return _bar(wording("folder_changed", lang), lang, button)


def outcome(renewal: Renewal, lang: str) -> str:
    """What was read, and by name what could not be."""
    what = renewal.changes
    counts = {"added": len(what.added), "changed": len(what.changed), "removed": len(what.removed)}
    told = wording("renewed", lang, **counts) if what else wording("renewed_same", lang)
    unread = renewal.unread
    named = "；".join(
        f"{source.name}（{why(source.error or '') if lang != 'en' else source.error}）" for source in unread[:_NAMED]
    )
    missing = f"{wording('not_read', lang, count=len(unread))} {named}" if unread else ""
    return _bar(f"{told} {missing}".strip(), lang)


def _bar(told: str, lang: str, button: str = "") -> str:
    close = f'<button class="dismiss" aria-label="{wording("dismiss", lang)}">×</button>'
    return f'<p class="bar" role="status"><span>{escape_html(told)}</span> {button}{close}</p>'
