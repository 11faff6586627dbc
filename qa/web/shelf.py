"""What a visitor brings: files of their own, and judgements when they are kept. Gradio's inputs in, updates out."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import gradio as gr

from qa.web import feedback, own
from qa.web.desk import Desk
from qa.web.desks import Desks, Kept, Updates, checked, said
from qa.web.links import document_link
from qa.web.pace import Pace
from qa.web.page import Page, own_files
from qa.web.texts import text
from qa.web.turns import Turn

logger = logging.getLogger(__name__)


class Shelf:
    """The actions around a visitor's own documents."""

    def __init__(self, page: Page, desks: Desks) -> None:
        self.page = page
        self.desks = desks

    @said
    def upload(
        self, files: Sequence[str] | None, kept: Kept, article: str, period: str, request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Read files into the visit; each that cannot be read, or not in time, costs one message."""
        visit, refused = self.desks.visits.of(request.session_hash, new=True), []
        desk, encoder = self.desks.of(kept, request, "mine"), self.desks.assistant.retriever.encoder
        end = time.monotonic() + own.UPLOAD_SECONDS
        paths = [Path(file) for file in files or []]
        for number, path in enumerate(paths):

            def report(share: float, number: int = number, path: Path = path) -> None:
                progress((number + share) / len(paths), desc=text("indexing", desk.lang, name=path.name))

            progress(number / len(paths), desc=text("reading", desk.lang, name=path.name))
            try:
                visit.add(path, path.name, Pace(encoder, seconds=end - time.monotonic(), report=report))
            except own.Refused as error:
                refused.append((path.name, _why(error, desk.lang)))
            except Exception:
                logger.exception("An upload could not be read")
                refused.append((path.name, text("failed", desk.lang)))
            finally:
                path.unlink(missing_ok=True)
        return self.library(desk, filters=(article, period), refused=refused)

    @said
    def forget(
        self, kept: Kept, scope: str, article: str, period: str, request: gr.Request, event: gr.EventData
    ) -> Updates:
        """Remove one of the visitor's documents, or all."""
        desk = self.desks.of(kept, request, scope)
        desk.visit.remove(str(event.name or ""), self.desks.assistant.retriever.encoder)
        return self.library(desk, filters=(article, period))

    @said
    def rescope(self, kept: Kept, scope: str, article: str, period: str, request: gr.Request) -> Updates:
        """Other documents to search: other filters and another overview."""
        desk = self.desks.of(kept, request, scope)
        self.tell_if_gone(desk)
        return self.library(desk, filters=(article, period))

    def tell_if_gone(self, desk: Desk) -> None:
        """Say that the visitor's documents are no longer there, if they are what is to be searched."""
        if desk.scope != "articles" and not desk.visit.files:
            gr.Warning(text("mine_gone", desk.lang))

    def library(
        self, desk: Desk, *, filters: tuple[str, str] = ("", ""), refused: Sequence[tuple[str, str]] = ()
    ) -> Updates:
        """What changes when the visitor's documents do.

        filters: article and period that are chosen; they stay if they can still be chosen. refused: files that were
        not taken, and why.
        """
        page, files = self.page, desk.visit.files
        small = len(self.desks.assistant.retriever.passages) <= own.BOTH_PASSAGES
        scopes = ["articles", *(["mine", *(["both"] if small else [])] if files else [])]
        here = replace(desk, scope=desk.scope if desk.scope in scopes else "articles")
        named = [(name, document_link(documents[0].id)) for name, documents in files.items()]
        choices = [(text(f"scope_{one}", desk.lang), one) for one in scopes]
        article, period = filters
        return {
            page.files: gr.update(value=None),
            page.mine: own_files(named, refused, desk.lang),
            page.scope: gr.update(choices=choices, value=here.scope, visible=bool(files)),
            page.article: _choosing(here.articles(), article),
            page.period: _choosing(here.periods(), period),
            page.corpus: here.overview(),
        }

    def leave(self, request: gr.Request) -> None:
        """The page was closed."""
        self.desks.visits.leave(request.session_hash)


class Judgements:
    """Thumbs up and down, kept in ``file`` as questions with their evidence."""

    def __init__(self, page: Page, desks: Desks, file: Path | None) -> None:
        self.page = page
        self.desks = desks
        self.file = file

    @said
    def like(self, kept: Kept, request: gr.Request, data: gr.LikeData) -> Updates:
        """Thumbs up keeps the question with its quote; thumbs down asks for the right one."""
        desk, index = (
            self.desks.of(kept, request),
            data.index[0] if isinstance(data.index, (list, tuple)) else data.index,
        )
        turn = int(index) // 2
        if not data.liked:
            return {self.page.feedback: gr.Group(visible=True), self.page.judged: turn}
        turns = desk.turns(checked(kept)["turns"])
        if 0 <= turn < len(turns) and turns[turn].answer.citations:
            cited = turns[turn].answer.citations[0]
            self._keep(turns, turn, {cited.document_id: cited.quote}, desk)
        return {self.page.feedback: gr.Group(visible=False), self.page.judged: -1}

    @said
    def judge(self, words: str, judged: int, kept: Kept, request: gr.Request) -> Updates:
        """The right passage, which must be words of a document."""
        desk = self.desks.of(kept, request)
        turns = desk.turns(checked(kept)["turns"])
        found = feedback.where_stands(words, self.desks.assistant.retriever.documents)
        if found is None or not 0 <= judged < len(turns):
            raise gr.Error(text("not_verbatim", desk.lang), print_exception=False)
        self._keep(turns, judged, dict([found]), desk)
        return {self.page.feedback: gr.Group(visible=False), self.page.right: ""}

    def _keep(self, turns: Sequence[Turn], turn: int, quotes: dict[str, str], desk: Desk) -> None:
        if self.file is None or not set(quotes) <= set(self.desks.assistant.retriever.documents):
            return
        earlier = tuple(one.answer.question for one in turns[:turn])
        feedback.keep(self.file, feedback.line(turns[turn], quotes, history=earlier))
        gr.Info(text("thanks", desk.lang))


def _choosing(choices: Sequence[tuple[str, str]], value: str) -> Updates:
    """A menu of ``choices``; ``value`` stays chosen if it is one of them, else everything is."""
    return gr.update(choices=choices, value=value if any(value == one for _, one in choices) else "")


def _why(error: own.Refused, lang: str) -> str:
    limits = {
        "files": own.FILES, "documents": f"{own.DOCUMENTS:,}", "megabytes": own.FILE_MEGABYTES,
        "characters": f"{own.CHARACTERS:,}",
        "seconds": own.UPLOAD_SECONDS,
    }  # fmt: skip
    return text(error.reason, lang, detail=error.detail, **limits)
