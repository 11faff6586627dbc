"""What each control of the page does: Gradio's inputs in, updates of components out. The work is the desk's."""

from __future__ import annotations

import functools
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr

from qa.assistant import Assistant
from qa.errors import EmptyCorpusError
from qa.web import export, feedback, own
from qa.web.corpus import document_link
from qa.web.desk import Desk, Opened
from qa.web.page import STORE, Page, head, own_files
from qa.web.texts import LANGUAGES, preferred, text

logger = logging.getLogger(__name__)

Kept = dict[str, Any]
Updates = dict[Any, Any]
Action = TypeVar("Action", bound=Callable[..., Any])


def said(action: Action) -> Action:
    """An unexpected error becomes a sentence on the page and an entry in the log."""

    @functools.wraps(action)
    def guarded(self: Events, *values: Any, **named: Any) -> Any:
        try:
            return action(self, *values, **named)
        except gr.Error:
            raise
        except Exception as error:
            logger.exception("The page could not do %s", action.__name__)
            raise gr.Error(text("failed", self.lang), print_exception=False) from error

    return guarded  # type: ignore[return-value]


class Events:
    """The actions over one assistant. lang: for browsers that ask for neither. feedback: where judgements are kept."""

    def __init__(
        self, page: Page, assistant: Assistant, visits: own.Visits, *, lang: str, feedback: Path | None
    ) -> None:
        self.page = page
        self.assistant = assistant
        self.visits = visits
        self.lang = lang
        self.feedback = feedback
        self.exports = {"markdown": self.export_markdown, "html": self.export_html}

    def desk(self, kept: Any, request: gr.Request, scope: Any = "articles") -> Desk:
        """The visitor's desk, in their language."""
        lang = _checked(kept)["lang"] or preferred(request.headers.get("accept-language", ""), default=self.lang)
        visit = self.visits.of(request.session_hash)
        return Desk(self.assistant, visit, lang, scope if scope in ("mine", "both") else "articles")

    def ask(
        self, question: str, kept: Kept, scope: str, top_k: int, article: str, period: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Show the question at once, then the answer with its sources."""
        page, kept, desk = self.page, _checked(kept), self.desk(kept, request, scope)
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
            page.kept: {**kept, "turns": rows}, page.chat: desk.messages(turns), page.sources: desk.cards(turns, -1),
            page.tabs: gr.Tabs(selected="sources"), page.feedback: gr.Group(visible=False),
        }  # fmt: skip

    def chosen(self, event: gr.SelectData) -> str:
        """The question of a chip."""
        value = event.value
        return str(value.get("text") or value.get("value") or "" if isinstance(value, dict) else value)

    def pend(self, pending: str) -> str:
        """The question that the address asks."""
        return pending

    @said
    def load(self, kept: Kept, request: gr.Request) -> Updates:
        """The page as the visitor left it, or as the address wants it: ``?lang=``, ``?q=``, ``?doc=&at=``."""
        kept, asked = _checked(kept), dict(request.query_params)
        if asked.get("lang") in LANGUAGES:
            kept = {**kept, "lang": asked["lang"]}
        desk = self.desk(kept, request)
        opened = Opened(asked.get("doc", ""), -1, asked.get("at", ""), _now())
        question = asked.get("q", "").strip()[:1000]
        last = kept["turns"][-1].get("question") if kept["turns"] else None
        updates = self._everything(desk, kept, opened)
        updates[self.page.pending] = "" if question == last else question
        if opened.document:
            updates[self.page.tabs] = gr.Tabs(selected="article")
        return updates

    @said
    def speak(self, kept: Kept, opened: Opened | None, scope: str, request: gr.Request, event: gr.EventData) -> Updates:
        """The page in another language."""
        kept = {**_checked(kept), "lang": event.lang if event.lang in LANGUAGES else None}
        return self._everything(self.desk(kept, request, scope), kept, opened or Opened())

    def _everything(self, desk: Desk, kept: Kept, opened: Opened) -> Updates:
        page, turns = self.page, desk.turns(kept["turns"])
        named = page.named(desk.lang)
        named[page.chat]["value"] = desk.messages(turns)
        updates: Updates = {component: gr.update(**properties) for component, properties in named.items()}
        library = self._library(desk, [])
        for component in (page.files, page.scope, page.article, page.period):
            library[component] = {**named[component], **library[component]}
        return {
            **updates, **library, page.kept: kept, page.head: head(desk.lang), page.sources: desk.cards(turns, -1),
            page.opened: opened, page.reader: desk.article(turns, opened),
        }  # fmt: skip

    @said
    def choose(self, kept: Kept, request: gr.Request, event: gr.EventData) -> Updates:
        """A mark in an answer: its turn's cards, and the article at the sentence."""
        page, desk = self.page, self.desk(kept, request)
        turns, turn, number = desk.turns(_checked(kept)["turns"]), _number(event.turn), _number(event.number)
        shown: Updates = {page.sources: desk.cards(turns, turn, chosen=number)}
        found = desk.quoted(turns, turn, number)
        if found is None:
            return {**shown, page.tabs: gr.Tabs(selected="sources")}
        opened = Opened(found.document, found.turn, found.at, _now())
        return {
            **shown, page.opened: opened, page.reader: desk.article(turns, opened),
            page.tabs: gr.Tabs(selected="article"),
        }  # fmt: skip

    @said
    def read(self, kept: Kept, request: gr.Request, event: gr.EventData) -> Updates:
        """A link to a document or a sentence in one."""
        page, desk = self.page, self.desk(kept, request)
        opened = Opened(str(event.document or ""), _number(event.turn), str(event.at or ""), _now())
        reader = desk.article(desk.turns(_checked(kept)["turns"]), opened)
        return {page.opened: opened, page.reader: reader, page.tabs: gr.Tabs(selected="article")}

    @said
    def edit_query(self, kept: Kept, event: gr.EventData) -> str:
        """The question as it was understood, to be changed and asked again."""
        rows, turn = _checked(kept)["turns"], _number(event.turn)
        return str(rows[turn].get("query", "")) if 0 <= turn < len(rows) else ""

    @said
    def restore(self, kept: Kept, request: gr.Request) -> Updates:
        """The conversation without the question that was stopped."""
        desk = self.desk(kept, request)
        return {self.page.chat: desk.messages(desk.turns(_checked(kept)["turns"]))}

    @said
    def new(self, kept: Kept, request: gr.Request) -> Updates:
        """An empty conversation."""
        page, desk, kept = self.page, self.desk(kept, request), {**_checked(kept), "turns": []}
        return {
            page.kept: kept, page.chat: [], page.sources: desk.cards([], 0), page.opened: Opened(),
            page.reader: desk.article([], Opened()), page.tabs: gr.Tabs(selected="sources"),
        }  # fmt: skip

    def export_markdown(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(kept, request, "chuchu.md", "text/markdown", export.as_markdown)

    def export_html(self, kept: Kept, request: gr.Request) -> str:
        """Name, type and words of the file to save."""
        return self._exported(kept, request, "chuchu.html", "text/html", export.as_html)

    def _exported(self, kept: Kept, request: gr.Request, name: str, kind: str, make: Callable[..., str]) -> str:
        desk = self.desk(kept, request)
        turns = desk.turns(_checked(kept)["turns"])
        if not turns:
            raise gr.Error(text("nothing_to_export", desk.lang), print_exception=False)
        return json.dumps([name, kind, make(turns, desk.documents, desk.lang)], ensure_ascii=False)

    def upload(
        self, files: Sequence[str] | None, kept: Kept, request: gr.Request, progress: gr.Progress = gr.Progress()  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Read files into the visit; each that cannot be read costs one message."""
        visit = self.visits.of(request.session_hash, new=True)
        desk, refused = self.desk(kept, request, "mine"), []
        for number, file in enumerate(files or []):
            path = Path(file)
            progress((number, len(files or [])), desc=text("reading", desk.lang, name=path.name))
            try:
                visit.add(path, path.name)
            except own.Refused as error:
                refused.append((path.name, _why(error, desk.lang)))
            except OSError:
                refused.append((path.name, text("failed", desk.lang)))
            finally:
                path.unlink(missing_ok=True)
        progress(0.9, desc=text("indexing", desk.lang))
        try:
            visit.assistant("mine", self.assistant)
        except EmptyCorpusError as error:
            visit.remove("")
            refused.append(("", _why(own.Refused("unreadable", str(error)), desk.lang)))
        return self._library(desk, refused)

    @said
    def forget(self, kept: Kept, scope: str, request: gr.Request, event: gr.EventData) -> Updates:
        """Remove one of the visitor's documents, or all."""
        desk = self.desk(kept, request, scope)
        desk.visit.remove(f"mine/{event.name}" if event.name else "")
        return self._library(desk, [])

    @said
    def rescope(self, kept: Kept, scope: str, request: gr.Request) -> Updates:
        """Other documents to search: other filters and another overview."""
        return self._library(self.desk(kept, request, scope), [])

    def _library(self, desk: Desk, refused: Sequence[tuple[str, str]]) -> Updates:
        page, documents = self.page, desk.visit.documents
        small = len(self.assistant.retriever.passages) <= own.BOTH_PASSAGES
        scopes = ["articles", *(["mine", *(["both"] if small else [])] if documents else [])]
        scope = desk.scope if desk.scope in scopes else "articles"
        here = Desk(desk.shared, desk.visit, desk.lang, scope)
        named = [(name.removeprefix("mine/"), document_link(name)) for name in documents]
        choices = [(text(f"scope_{one}", desk.lang), one) for one in scopes]
        return {
            page.files: gr.update(value=None),
            page.mine: own_files(named, refused, desk.lang),
            page.scope: gr.update(choices=choices, value=scope, visible=bool(documents)),
            page.article: gr.update(choices=here.articles(), value=""),
            page.period: gr.update(choices=here.periods(), value=""),
            page.corpus: here.overview(),
        }

    @said
    def like(self, kept: Kept, request: gr.Request, data: gr.LikeData) -> Updates:
        """Thumbs up keeps the question with its quote; thumbs down asks for the right one."""
        desk, index = self.desk(kept, request), data.index[0] if isinstance(data.index, (list, tuple)) else data.index
        turn = int(index) // 2
        if not data.liked:
            return {self.page.feedback: gr.Group(visible=True), self.page.judged: turn}
        turns = desk.turns(_checked(kept)["turns"])
        if 0 <= turn < len(turns) and turns[turn].answer.citations:
            cited = turns[turn].answer.citations[0]
            self._keep(turns, turn, {cited.document_id: cited.quote}, desk)
        return {self.page.feedback: gr.Group(visible=False), self.page.judged: -1}

    @said
    def judge(self, words: str, judged: int, kept: Kept, request: gr.Request) -> Updates:
        """The right passage, which must be words of a document."""
        desk = self.desk(kept, request)
        turns = desk.turns(_checked(kept)["turns"])
        found = feedback.where_stands(words, self.assistant.retriever.documents)
        if found is None or not 0 <= judged < len(turns):
            raise gr.Error(text("not_verbatim", desk.lang), print_exception=False)
        self._keep(turns, judged, dict([found]), desk)
        return {self.page.feedback: gr.Group(visible=False), self.page.right: ""}

    def _keep(self, turns: Sequence[Any], turn: int, quotes: dict[str, str], desk: Desk) -> None:
        if self.feedback is None or not set(quotes) <= set(self.assistant.retriever.documents):
            return
        earlier = tuple(one.answer.question for one in turns[:turn])
        feedback.keep(self.feedback, feedback.line(turns[turn], quotes, history=earlier))
        gr.Info(text("thanks", desk.lang))

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.visits.leave(request.session_hash)


def _checked(kept: Any) -> Kept:
    """What the browser kept, or an empty store if it is no such thing."""
    if not isinstance(kept, dict) or not isinstance(kept.get("turns"), list):
        return dict(STORE)
    rows = [row for row in kept["turns"] if isinstance(row, dict)]
    return {"turns": rows, "lang": kept.get("lang") if kept.get("lang") in LANGUAGES else None}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _now() -> int:
    return time.monotonic_ns() // 1_000_000


def _why(error: own.Refused, lang: str) -> str:
    limits = {"files": own.FILES, "megabytes": own.FILE_MEGABYTES, "characters": f"{own.CHARACTERS:,}"}
    return text(error.reason, lang, detail=error.detail, **limits)
