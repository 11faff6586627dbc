"""Thumbs up and down, kept as questions with their evidence. Gradio's inputs in, updates out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from qa.web import feedback
from qa.web.history import Turn
from qa.web.page import Page
from qa.web.session import Desk
from qa.web.strings import wording
from qa.web.visitors import Desks, Kept, Updates, checked, said


class Judgements:
    """The actions around judgements. file: where they are kept; None keeps none."""

    def __init__(self, page: Page, desks: Desks, file: Path | None) -> None:
        self.page = page
        self.desks = desks
        self.file = file

    @said
    def like(self, kept: Kept, request: gr.Request, data: gr.LikeData) -> Updates:
        """Thumbs up keeps the question with its quotes; thumbs down asks for the right one; taken back, neither."""
        desk = self.desks.of(kept, request)
        index = data.index[0] if isinstance(data.index, (list, tuple)) else data.index
        turns, turn = desk.turns(checked(kept)["turns"]), int(index) // 2
        if data.liked is True and 0 <= turn < len(turns):
            answer = turns[turn].answer
            quotes = [(citation.document_id, citation.quote) for citation in answer.citations]
            self._keep(turns, turn, quotes if answer.answered else [], desk)
        wrong = data.liked is False
        return {self.page.feedback: gr.Group(visible=wrong), self.page.judged: turn if wrong else -1}

    @said
    def judge(self, words: str, judged: int, kept: Kept, request: gr.Request) -> Updates:
        """The right passage, which must be words of a document, and enough of them."""
        desk = self.desks.of(kept, request)
        turns = desk.turns(checked(kept)["turns"])
        if not feedback.long_enough(words):
            raise gr.Error(wording("too_short", desk.lang, count=feedback.SHORTEST), print_exception=False)
        found = feedback.where_stands(words, desk.documents)
        if found is None or not 0 <= judged < len(turns):
            raise gr.Error(wording("not_verbatim", desk.lang), print_exception=False)
        self._keep(turns, judged, [found], desk)
        return {self.page.feedback: gr.Group(visible=False), self.page.right: ""}

    def _keep(self, turns: Sequence[Turn], turn: int, quotes: Sequence[feedback.Quote], desk: Desk) -> None:
        """Keep a turn with its evidence, and say so, or why not.

        A refusal may be due to a filter or to what was searched, so it is no evidence that the articles do not say it.
        """
        if not quotes:
            gr.Info(wording("refusal_not_kept", desk.lang))
        elif not {name for name, _ in quotes} <= set(self.desks.assistant.retriever.documents):
            gr.Info(wording("mine_not_kept", desk.lang))
        elif self.file is not None:
            earlier = [one.answer.question for one in turns[:turn]]
            feedback.keep_judgement(self.file, feedback.line(turns[turn], quotes, history=earlier))
            gr.Info(wording("thanks", desk.lang))
