"""What each control of the page does: Gradio's inputs in, updates of components out. The work is the desk's."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator

import gradio as gr

from qa.web import export
from qa.web.desk import Desk, Opened
from qa.web.desks import Desks, Kept, Updates, checked, number, said
from qa.web.page import QUESTION_LENGTH, Page, head
from qa.web.shelf import Shelf
from qa.web.texts import LANGUAGES, text

logger = logging.getLogger(__name__)


class Events:
    """The actions of a conversation."""

    def __init__(self, page: Page, desks: Desks, shelf: Shelf) -> None:
        self.page = page
        self.desks = desks
        self.shelf = shelf
        self.lang = desks.lang
        self.exports = {"markdown": self.export_markdown, "html": self.export_html}

    def ask(
        self, question: str, kept: Kept, scope: str, top_k: int, article: str, period: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Show the question at once, then the answer with its sources."""
        page, kept, desk = self.page, checked(kept), self.desks.of(kept, request, scope)
        question = (question or "").strip()
        if not question:
            gr.Info(text("blank", desk.lang))
            yield {page.box: ""}
            return
        before = desk.turns(kept["turns"])
        yield {page.chat: desk.waiting(before, question), page.box: ""}
        where = {key: value for key, value in (("document", article), ("period", period)) if value}
        try:
            rows = desk.ask(question, kept["turns"], top_k=int(top_k), where=where)
        except Exception as error:
            logger.exception("A question could not be answered")
            yield {page.chat: desk.messages(before), page.box: question}
            raise gr.Error(text("failed", desk.lang), print_exception=False) from error
        turns = desk.turns(rows)
        yield {
            page.kept: {**kept, "turns": rows},
            page.chat: desk.messages(turns),
            page.sources: desk.cards(turns, -1, shown=_now()),
            page.feedback: gr.Group(visible=False),
        }

    def chosen(self, event: gr.EventData) -> str:
        """The question of a chip."""
        return str(event.question or "")[:QUESTION_LENGTH]

    def ask_pending(
        self, pending: str, kept: Kept, scope: str, top_k: int, article: str, period: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Ask the question of the address, if it has one."""
        if pending:
            yield from self.ask(pending, kept, scope, top_k, article, period, request)
        else:
            yield {self.page.box: gr.skip()}

    @said
    def load(self, kept: Kept, request: gr.Request) -> Updates:
        """The page as the visitor left it, or as the address wants it: ``?lang=``, ``?q=``, ``?doc=&at=``."""
        kept, asked = checked(kept), dict(request.query_params)
        if asked.get("lang") in LANGUAGES:
            kept = {**kept, "lang": asked["lang"]}
        desk = self.desks.of(kept, request)
        opened = Opened(asked.get("doc", ""), -1, asked.get("at", ""), _now())
        question = asked.get("q", "").strip()[:QUESTION_LENGTH]
        last = kept["turns"][-1].get("question") if kept["turns"] else None
        updates = self._everything(desk, kept, opened)
        updates[self.page.pending] = "" if question == last else question
        if opened.document:
            updates[self.page.tabs] = gr.Tabs(selected="article")
        return updates

    @said
    def speak(self, kept: Kept, opened: Opened | None, scope: str, request: gr.Request, event: gr.EventData) -> Updates:
        """The page in another language."""
        kept = {**checked(kept), "lang": event.lang if event.lang in LANGUAGES else None}
        return self._everything(self.desks.of(kept, request, scope), kept, opened or Opened())

    def _everything(self, desk: Desk, kept: Kept, opened: Opened) -> Updates:
        page, turns = self.page, desk.turns(kept["turns"])
        named = page.named(desk.lang)
        named[page.chat]["value"] = desk.messages(turns)
        updates: Updates = {component: gr.update(**properties) for component, properties in named.items()}
        library = self.shelf.library(desk, [])
        for component in (page.files, page.scope, page.article, page.period):
            library[component] = {**named[component], **library[component]}
        return {
            **updates, **library, page.kept: kept, page.head: head(desk.lang), page.sources: desk.cards(turns, -1),
            page.opened: opened, page.reader: desk.article(turns, opened),
        }  # fmt: skip

    @said
    def choose(self, kept: Kept, request: gr.Request, event: gr.EventData) -> Updates:
        """A mark in an answer: its turn's cards, and the article at the sentence."""
        page, desk = self.page, self.desks.of(kept, request)
        turns, turn, mark = desk.turns(checked(kept)["turns"]), number(event.turn), number(event.number)
        found = desk.quoted(turns, turn, mark)
        if found is None:
            return {page.sources: desk.cards(turns, turn, chosen=mark, shown=_now())}
        opened = Opened(found.document, found.turn, found.at, _now())
        return {
            page.sources: desk.cards(turns, turn, chosen=mark),
            page.opened: opened,
            page.reader: desk.article(turns, opened),
        }

    @said
    def read(self, kept: Kept, request: gr.Request, event: gr.EventData) -> Updates:
        """A link to a document or a sentence in one."""
        page, desk = self.page, self.desks.of(kept, request)
        opened = Opened(str(event.document or ""), number(event.turn), str(event.at or ""), _now())
        reader = desk.article(desk.turns(checked(kept)["turns"]), opened)
        return {page.opened: opened, page.reader: reader}

    @said
    def edit_query(self, kept: Kept, event: gr.EventData) -> str:
        """The question as it was understood, to be changed and asked again."""
        rows, turn = checked(kept)["turns"], number(event.turn)
        return str(rows[turn].get("query", "")) if 0 <= turn < len(rows) else ""

    @said
    def restore(self, kept: Kept, request: gr.Request) -> Updates:
        """The conversation without the question that was stopped, even if its answer came in the same moment."""
        desk, kept = self.desks.of(kept, request), checked(kept)
        return {self.page.kept: kept, self.page.chat: desk.messages(desk.turns(kept["turns"]))}

    @said
    def new(self, kept: Kept, request: gr.Request) -> Updates:
        """An empty conversation."""
        page, desk, kept = self.page, self.desks.of(kept, request), {**checked(kept), "turns": []}
        return {
            page.kept: kept, page.chat: [], page.sources: desk.cards([], 0), page.opened: Opened(),
            page.reader: desk.article([], Opened()),
        }  # fmt: skip

    def export_markdown(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(kept, request, "chuchu.md", "text/markdown", export.as_markdown)

    def export_html(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(kept, request, "chuchu.html", "text/html", export.as_html)

    def _exported(self, kept: Kept, request: gr.Request, name: str, kind: str, make: Callable[..., str]) -> str:
        desk = self.desks.of(kept, request)
        turns = desk.turns(checked(kept)["turns"])
        if not turns:
            raise gr.Error(text("nothing_to_export", desk.lang), print_exception=False)
        return json.dumps([name, kind, make(turns, desk.documents, desk.lang)], ensure_ascii=False)


def _now() -> int:
    """The time in milliseconds: the page shows what is newest."""
    return time.time_ns() // 1_000_000
