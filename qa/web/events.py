"""What each control of the page does: Gradio's inputs in, updates of components out. The work is the desk's."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from qa.web import exports
from qa.web.page import QUESTION_LENGTH, Page, head
from qa.web.session import Desk, Opened, Reply
from qa.web.strings import LANGUAGES, wording
from qa.web.upload_controls import Shelf
from qa.web.uploads import Gone
from qa.web.visitors import Desks, Kept, Updates, as_number, checked, said

logger = logging.getLogger(__name__)


class Events:
    """The actions of a conversation."""

    def __init__(self, page: Page, desks: Desks, shelf: Shelf) -> None:
        self.page = page
        self.desks = desks
        self.shelf = shelf

    @said
    def begin(self, question: str, asked: Reply, kept: Kept, request: gr.Request) -> Updates:
        """Show a question with a sign that it is being answered, however long ``ask`` then waits for its turn.

        asked: the question that is being answered, if one is.
        """
        page, desk = self.page, self.desks.of(kept, request)
        if asked.words:
            raise gr.Error(wording("busy", desk.lang), print_exception=False)
        question = (question or "").strip()[:QUESTION_LENGTH]
        if not question:
            gr.Info(wording("blank", desk.lang))
            return {page.box: ""}
        asked.words = question
        turns = desk.turns(checked(kept)["turns"])
        return {page.asked: asked, page.chat: desk.messages(turns, asked=question), page.box: ""}

    def begin_chip(self, asked: Reply, kept: Kept, request: gr.Request, event: gr.EventData) -> Updates:
        """The same for the question of a chip."""
        return self.begin(str(event.question or ""), asked, kept, request)

    def ask(
        self, asked: Reply, kept: Kept, scope: str, top_k: int, article: str, period: str, request: gr.Request
    ) -> Iterator[Updates]:
        """The answer with its sources to the question that was begun; if there is none, the question goes back."""
        page, kept, desk, question = self.page, checked(kept), self.desks.of(kept, request, scope), asked.words
        if not question:
            yield {page.box: gr.skip()}
            return
        back: Updates = {page.chat: desk.messages(desk.turns(kept["turns"])), page.box: question}
        where = {key: value for key, value in (("document", article), ("period", period)) if value}
        try:
            rows = desk.ask(question, kept["turns"], top_k=int(top_k), where=where)
        except Gone as error:
            yield {**back, **self.shelf.library(desk, filters=(article, period))}
            raise gr.Error(wording("mine_gone", desk.lang), print_exception=False) from error
        except Exception as error:
            logger.exception("A question could not be answered")
            yield back
            raise gr.Error(wording("failed", desk.lang), print_exception=False) from error
        finally:
            stopped, asked.words = not asked.words, ""
        if stopped:
            yield {page.box: gr.skip()}
            return
        turns, asked.shown = desk.turns(rows), _last(rows)
        yield {
            page.kept: {**kept, "turns": rows},
            page.chat: desk.messages(turns),
            page.sources: desk.cards(turns, -1, shown=_now()),
            page.feedback: gr.Group(visible=False),
        }

    @said
    def suggest(self, asked: Reply, kept: Kept, scope: str, request: gr.Request) -> Updates:
        """What may be asked next, below the answer that is shown; nothing once the conversation has gone on."""
        page, kept, desk = self.page, checked(kept), self.desks.of(kept, request, scope)
        try:
            rows = desk.suggest(kept["turns"]) if asked.shown == _last(kept["turns"]) else kept["turns"]
        except Gone:
            rows = kept["turns"]
        if asked.words or asked.shown != _last(rows) or rows == kept["turns"]:
            return {page.box: gr.skip()}
        return {page.kept: {**kept, "turns": rows}, page.chat: desk.messages(desk.turns(rows))}

    @said
    def load(self, kept: Kept, request: gr.Request) -> Updates:
        """The page as the visitor left it, or as the address wants it: ``?lang=``, ``?q=``, ``?doc=&at=``."""
        kept, asked = checked(kept), dict(request.query_params)
        if asked.get("lang") in LANGUAGES:
            kept = {**kept, "lang": asked["lang"]}
        opened = Opened(asked.get("doc", ""), -1, asked.get("at", ""), _now())
        question = asked.get("q", "").strip()[:QUESTION_LENGTH]
        last = kept["turns"][-1].get("question") if kept["turns"] else None
        desk = self.desks.of(kept, request)
        question = "" if question == last else question
        updates = self._everything(desk, kept, opened, question)
        if question:  # else one may have been typed while the page was loading
            updates[self.page.asked] = Reply(question)
        if opened.document:
            updates[self.page.tabs] = gr.Tabs(selected="article")
        return updates

    @said
    def speak(
        self, kept: Kept, opened: Opened | None, asked: Reply, scope: str, article: str, period: str,
        request: gr.Request, event: gr.EventData,
    ) -> Updates:  # fmt: skip
        """The page in another language."""
        kept = {**checked(kept), "lang": event.lang if event.lang in LANGUAGES else None}
        desk = self.desks.of(kept, request, scope)
        self.shelf.tell_if_gone(desk)
        return self._everything(desk, kept, opened or Opened(), asked.words, (article, period))

    def _everything(
        self, desk: Desk, kept: Kept, opened: Opened, asked: str, filters: tuple[str, str] | None = None
    ) -> Updates:
        """Every component. asked: the question that is being answered. filters: as in ``library``."""
        page, turns = self.page, desk.turns(kept["turns"])
        named = page.named(desk.lang)
        named[page.chat]["value"] = desk.messages(turns, asked=asked)
        updates: Updates = {component: gr.update(**properties) for component, properties in named.items()}
        library = self.shelf.library(desk, filters=filters)
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
        turns, turn, mark = desk.turns(checked(kept)["turns"]), as_number(event.turn), as_number(event.number)
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
        opened = Opened(str(event.document or ""), as_number(event.turn), str(event.at or ""), _now())
        reader = desk.article(desk.turns(checked(kept)["turns"]), opened)
        return {page.opened: opened, page.reader: reader}

    @said
    def edit_query(self, kept: Kept, request: gr.Request, event: gr.EventData) -> str:
        """The question as it was understood, to be changed and asked again."""
        turns, turn = self.desks.of(kept, request).turns(checked(kept)["turns"]), as_number(event.turn)
        return turns[turn].answer.query if 0 <= turn < len(turns) else ""

    @said
    def restore(self, asked: Reply, kept: Kept, typed: str, request: gr.Request) -> Updates:
        """The conversation without the question that was stopped, even if its answer came in the same moment.

        The question goes back into the box, unless something else was typed there.
        """
        question, asked.words = asked.words, ""
        desk, kept, page = self.desks.of(kept, request), checked(kept), self.page
        asked.shown = _last(kept["turns"])
        chat = desk.messages(desk.turns(kept["turns"]))
        return {page.kept: kept, page.chat: chat, page.box: typed or question}

    @said
    def new(self, asked: Reply, kept: Kept, request: gr.Request) -> Updates:
        """An empty conversation."""
        asked.words, asked.shown = "", _last([])
        page, desk, kept = self.page, self.desks.of(kept, request), {**checked(kept), "turns": []}
        return {
            page.kept: kept, page.chat: [], page.sources: desk.cards([], 0), page.opened: Opened(),
            page.reader: desk.article([], Opened()),
        }  # fmt: skip

    @said
    def export_markdown(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(self.desks.of(kept, request), kept, ("chuchu.md", "text/markdown"), exports.as_markdown)

    @said
    def export_html(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(self.desks.of(kept, request), kept, ("chuchu.html", "text/html"), exports.as_html)

    def _exported(self, desk: Desk, kept: Kept, file: tuple[str, str], make: Callable[..., str]) -> str:
        turns = desk.turns(checked(kept)["turns"])
        if not turns:
            raise gr.Error(wording("nothing_to_export", desk.lang), print_exception=False)
        return json.dumps([*file, make(turns, desk.documents, desk.lang)], ensure_ascii=False)


def _last(rows: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    """How many turns there are, and the last one's question."""
    return len(rows), str(rows[-1].get("question", "")) if rows else ""


def _now() -> int:
    """The time in milliseconds: the page shows what is newest."""
    return time.time_ns() // 1_000_000
