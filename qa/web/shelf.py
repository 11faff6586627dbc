"""What a visitor brings: files of their own, and judgements when they are kept. Gradio's inputs in, updates out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from qa.errors import EmptyCorpusError
from qa.web import feedback, own

from qa.web.desk import Desk
from qa.web.desks import Desks, Kept, Updates, checked, said
from qa.web.links import document_link
from qa.web.page import Page, own_files
from qa.web.texts import text
from qa.web.turns import Turn


class Shelf:
    """The actions around a visitor's own documents."""

    def __init__(self, page: Page, desks: Desks) -> None:
        self.page = page
        self.desks = desks
        self.lang = desks.lang

    def upload(
        self, files: Sequence[str] | None, kept: Kept, request: gr.Request, progress: gr.Progress = gr.Progress()  # noqa: B008
    ) -> Updates:  # fmt: skip
        """Read files into the visit; each that cannot be read costs one message."""
        visit = self.desks.visits.of(request.session_hash, new=True)
        desk, refused = self.desks.of(kept, request, "mine"), []
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
            visit.assistant("mine", self.desks.assistant, self.desks.encoder)
        except EmptyCorpusError as error:
            visit.remove("")
            refused.append(("", _why(own.Refused("unreadable", str(error)), desk.lang)))
        return self.library(desk, refused)

    @said
    def forget(self, kept: Kept, scope: str, request: gr.Request, event: gr.EventData) -> Updates:
        """Remove one of the visitor's documents, or all."""
        desk = self.desks.of(kept, request, scope)
        desk.visit.remove(str(event.name or ""))
        return self.library(desk, [])

    @said
    def rescope(self, kept: Kept, scope: str, request: gr.Request) -> Updates:
        """Other documents to search: other filters and another overview."""
        return self.library(self.desks.of(kept, request, scope), [])

    def library(self, desk: Desk, refused: Sequence[tuple[str, str]]) -> Updates:
        """What changes when the visitor's documents do. refused: files that were not taken, and why."""
        page, files = self.page, desk.visit.files
        small = len(self.desks.assistant.retriever.passages) <= own.BOTH_PASSAGES
        scopes = ["articles", *(["mine", *(["both"] if small else [])] if files else [])]
        scope = desk.scope if desk.scope in scopes else "articles"
        here = Desk(desk.shared, desk.visit, desk.lang, desk.encoder, scope)
        named = [(name, document_link(documents[0].id)) for name, documents in files.items()]
        choices = [(text(f"scope_{one}", desk.lang), one) for one in scopes]
        return {
            page.files: gr.update(value=None),
            page.mine: own_files(named, refused, desk.lang),
            page.scope: gr.update(choices=choices, value=scope, visible=bool(files)),
            page.article: gr.update(choices=here.articles(), value=""),
            page.period: gr.update(choices=here.periods(), value=""),
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
        self.lang = desks.lang
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


def _why(error: own.Refused, lang: str) -> str:
    limits = {
        "files": own.FILES, "documents": f"{own.DOCUMENTS:,}", "megabytes": own.FILE_MEGABYTES,
        "characters": f"{own.CHARACTERS:,}",
    }  # fmt: skip
    return text(error.reason, lang, detail=error.detail, **limits)
