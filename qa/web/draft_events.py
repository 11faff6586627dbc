"""What the controls of the tab for drafts do. A draft lives in the browser and in the call that checks it alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.checking.statements import LONGEST_DRAFT
from qa.documents.drafts import read_draft
from qa.errors import ReadError
from qa.render_checks import html_checks, markdown_checks, tabbed_checks
from qa.types import Check
from qa.web.check_tab import CheckTab, marked_draft
from qa.web.page import Page
from qa.web.strings import wording
from qa.web.visitors import Desks, Kept, Updates, said

Made = tuple[str, Sequence[Check]]
"""A draft that was checked, and its checks: held for the exports as long as the page is open."""


class Checking:
    """What the controls of the tab do."""

    def __init__(self, tab: CheckTab, desks: Desks) -> None:
        self._tab = tab
        self._desks = desks

    @said
    def read(self, file: str | None, kept: Kept, request: gr.Request) -> Updates:
        """The words of a file into the box; the file itself is deleted."""
        if not file:
            return {self._tab.draft: gr.skip()}
        path = Path(file)
        try:
            return {self._tab.draft: read_draft(file)[: LONGEST_DRAFT + 1], self._tab.file: None}
        except (ReadError, ValueError, OSError) as error:
            raise gr.Error(str(error), print_exception=False) from error
        finally:
            path.unlink(missing_ok=True)

    @said
    def check(
        self, draft: str, kept: Kept, scope: str, request: gr.Request, progress: gr.Progress = gr.Progress()  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Every statement with its verdict, shown once all are there."""
        desk = self._desks.of(kept, request, scope)
        try:
            checks = []
            for one in desk.assistant.checks(draft or ""):
                checks.append(one)
                progress(one.end / len(draft), desc=wording("checking", desk.lang))
        except ValueError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return {self._tab.checked: marked_draft(draft, checks, desk.lang), self._tab.made: (draft, checks)}

    def as_table(self, made: Made, kept: Kept, request: gr.Request) -> str:
        """The table for the clipboard."""
        return tabbed_checks(*made, self._lang(kept, request))

    def as_markdown(self, made: Made, kept: Kept, request: gr.Request) -> str:
        """The table as a file of Markdown."""
        return json.dumps(["check.md", "text/markdown", markdown_checks(*made, self._lang(kept, request))])

    def as_html(self, made: Made, kept: Kept, request: gr.Request) -> str:
        """The table as a page of its own."""
        lang = self._lang(kept, request)
        page = html_checks(*made, lang, title=wording("checks", lang))
        return json.dumps(["check.html", "text/html", page])

    def _lang(self, kept: Kept, request: gr.Request) -> Any:
        return self._desks.of(kept, request).lang

    def wire(self, page: Page, *, quiet: Mapping[str, Any], model: Mapping[str, Any]) -> None:
        """Connect the tab's controls. quiet, model: how events run that only show, and those that need a model."""
        tab = self._tab
        tab.file.upload(self.read, [tab.file, page.kept], [tab.draft, tab.file], **quiet)
        tab.run.click(
            self.check, [tab.draft, page.kept, page.scope], [tab.checked, tab.made], api_visibility="private",
            show_progress_on=[tab.checked], **model,
        )  # fmt: skip
        made = [tab.made, page.kept]
        copied = tab.copy.click(self.as_table, made, page.payload, **quiet)
        copied.success(None, page.payload, None, js="(table) => navigator.clipboard.writeText(table)", **quiet)
        for button, export in ((tab.markdown, self.as_markdown), (tab.html, self.as_html)):
            save = button.click(export, made, page.payload, **quiet)
            save.success(None, page.payload, None, js="(file) => window.chuchu.save(file)", **quiet)
