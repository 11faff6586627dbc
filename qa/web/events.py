"""What each control of the page does: Gradio's inputs in, updates of components out. The work is the desk's."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable

import gradio as gr

from qa.web import exports
from qa.web.choosing import chosen_ids
from qa.web.first_screen import chips
from qa.web.page import QUESTION_LENGTH, Page, head
from qa.web.session import Desk, Opened
from qa.web.strings import LANGUAGES, wording
from qa.web.upload_controls import Filters, Shelf
from qa.web.uploads import Gone
from qa.web.visitors import Desks, Kept, Updates, as_number, checked, said

logger = logging.getLogger(__name__)


class Events:
    """The actions of a conversation. The browser asks one question after the other; it keeps what is kept."""

    def __init__(self, page: Page, desks: Desks, shelf: Shelf) -> None:
        self.page = page
        self.desks = desks
        self.shelf = shelf

    @said
    def ask(
        self, kept: Kept, scope: str, top_k: int, chosen: object, period: str, request: gr.Request, event: gr.EventData
    ) -> Updates:
        """The answer with its sources, or why there is none; ``done`` tells the browser which question this was."""
        page, desk, question = self.page, self.desks.of(kept, request, scope), str(event.question or "").strip()
        kept = {**checked(kept), "done": as_number(event.id), "scope": desk.scope}
        limits: dict[str, str | list[str]] = {"document": chosen_ids(chosen), "period": period}
        where = {key: value for key, value in limits.items() if value}
        try:
            if kept["gone"] and desk.scope == "articles":
                raise Gone
            rows = desk.ask(question[:QUESTION_LENGTH], kept["turns"], top_k=int(top_k), where=where)
        except Gone:
            library = self.shelf.library(desk, filters=(chosen, period))
            told = {"gone": False, "scope": "articles", "failed": wording("mine_gone", desk.lang)}
            return {**library, page.kept: {**kept, **told}}
        except Exception:
            logger.exception("A question could not be answered")
            return {page.kept: {**kept, "failed": wording("failed", desk.lang)}}
        turns = desk.turns(rows)
        return {
            page.kept: {**kept, "turns": rows},
            page.chat: desk.messages(turns),
            page.sources: desk.cards(turns, -1, shown=_now()),
            page.next: "",
            page.feedback: gr.Group(visible=False),
        }

    @said
    def suggest(self, kept: Kept, scope: str, request: gr.Request) -> Updates:
        """What may be asked next, below the answer that is shown, or first where there is none."""
        kept, desk = checked(kept), self.desks.of(kept, request, scope)
        first = not kept["turns"] and desk.scope == "articles"
        try:
            questions = self.page.starters.of(desk.lang) if first else desk.suggest(kept["turns"])
        except Gone:
            questions = ()
        return {self.page.next: chips(questions, desk.lang, after=kept["done"])}

    @said
    def load(self, kept: Kept, request: gr.Request) -> Updates:
        """The page as the visitor left it, or as the address wants it: ``?lang=``, ``?doc=&at=``."""
        kept, asked = checked(kept), dict(request.query_params)
        if asked.get("lang") in LANGUAGES:
            kept = {**kept, "lang": asked["lang"]}
        brought = bool(self.desks.visit(kept, request).files)
        if kept["scope"] in ("mine", "both") and not brought:
            gr.Warning(wording("mine_left", self.desks.language(kept, request)))
            kept = {**kept, "gone": True, "scope": "articles"}
        desk = self.desks.of(kept, request, kept["scope"] or ("mine" if brought else "articles"))
        opened = Opened(asked.get("doc", ""), -1, asked.get("at", ""), _now())
        updates = self._everything(desk, kept, opened, (kept["chosen"], None) if kept["chosen"] else None)
        if opened.document:
            updates[self.page.tabs] = gr.Tabs(selected="article")
        return updates

    @said
    def reopen(self, kept: Kept, scope: str, request: gr.Request) -> Updates:
        """Another conversation, or an empty one."""
        page, desk, kept = self.page, self.desks.of(kept, request, scope), checked(kept)
        turns = desk.turns(kept["turns"])
        return {
            page.chat: desk.messages(turns), page.sources: desk.cards(turns, -1), page.opened: Opened(),
            page.reader: desk.article([], Opened()), page.next: self._first(desk, kept),
            page.feedback: gr.Group(visible=False),
        }  # fmt: skip

    @said
    def speak(
        self, kept: Kept, opened: Opened | None, scope: str, chosen: object, period: str, request: gr.Request,
        event: gr.EventData,
    ) -> Updates:  # fmt: skip
        """The page in another language."""
        kept = {**checked(kept), "lang": event.lang if event.lang in LANGUAGES else None}
        desk = self.desks.of(kept, request, scope)
        self.shelf.tell_if_gone(desk)
        return self._everything(desk, kept, opened or Opened(), (chosen, period))

    def _everything(
        self, desk: Desk, kept: Kept, opened: Opened, filters: Filters | None = None
    ) -> Updates:  # fmt: skip
        """Every component. filters: as in ``library``."""
        page, turns = self.page, desk.turns(kept["turns"])
        named = page.named(desk.lang)
        library = self.shelf.library(desk, filters=filters)
        named[page.chat] |= {"value": desk.messages(turns), **library.pop(page.chat)}
        updates: Updates = {component: gr.update(**properties) for component, properties in named.items()}
        for component in (page.files, page.scope, page.period):
            library[component] = {**named[component], **library[component]}
        return {
            **updates, **library, page.kept: kept, page.head: head(desk.lang), page.sources: desk.cards(turns, -1),
            page.opened: opened, page.reader: desk.article(turns, opened), page.next: self._first(desk, kept),
        }  # fmt: skip

    def _first(self, desk: Desk, kept: Kept) -> str:
        """The first questions, where they are due and known already."""
        due = not kept["turns"] and desk.scope == "articles"
        return chips(self.page.starters.known(desk.lang) if due else (), desk.lang, after=kept["done"])

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
    def give(self, kept: Kept, opened: Opened | None, request: gr.Request, event: gr.EventData) -> Updates:
        """The visitor added to what citations say of a document: everything that is shown of it says so."""
        page, desk = self.page, self.desks.of(kept, request)
        turns = desk.turns(checked(kept)["turns"])
        return {
            page.chat: desk.messages(turns),
            page.sources: desk.cards(turns, as_number(event.turn)),
            page.reader: desk.article(turns, opened or Opened()),
        }

    @said
    def edit_query(self, kept: Kept, request: gr.Request, event: gr.EventData) -> str:
        """The question as it was understood, to be changed and asked again."""
        turns, turn = self.desks.of(kept, request).turns(checked(kept)["turns"]), as_number(event.turn)
        return turns[turn].answer.query if 0 <= turn < len(turns) else ""

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
        return json.dumps([*file, make(turns, desk.documents, desk.lang, desk.given)], ensure_ascii=False)


def _now() -> int:
    """The time in milliseconds: the page shows what is newest."""
    return time.time_ns() // 1_000_000
