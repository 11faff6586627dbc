"""What one visitor does: ask, choose a mark, open an article. It returns HTML and plain values, no Gradio.

The turns come from the visitor's browser with each call and go back to it; nothing of them stays here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.assistant import Assistant
from qa.types import Answer, Document, Span
from qa.web import cards, reader
from qa.web.turns import Packed, Turn, newest, pack, unpack_all

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """The documents a visitor may see, by one assistant, and the language of the pages."""

    assistant: Assistant
    lang: str

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return self.assistant.retriever.documents

    def ask(self, question: str, rows: list[Packed], *, top_k: int, where: Mapping[str, str]) -> list[Packed]:
        """The turns with one more: the answer to ``question``."""
        history = [(turn.answer.question, turn.answer.text) for turn in self.turns(rows)]
        answer = self.assistant.ask(question, history=history, top_k=top_k, where=where)
        return newest([*rows, pack(Turn(answer, self.suggested(answer)), self.documents)])

    def suggested(self, answer: Answer | None = None) -> tuple[str, ...]:
        """Questions to ask next."""
        suggest = getattr(self.assistant, "suggest", None)
        return tuple(suggest(answer)) if suggest else ()

    def turns(self, rows: object) -> list[Turn]:
        """The turns of the conversation, with the words of their passages."""
        return unpack_all(rows, self.documents)

    def messages(self, turns: list[Turn]) -> list[Message]:
        """The conversation for the chat: two messages a turn, the next questions below the last."""
        messages: list[Message] = []
        for number, turn in enumerate(turns):
            answered = {"role": "assistant", "content": cards.answer_message(turn, number, self.lang)}
            if turn is turns[-1]:
                answered["options"] = [{"value": question, "label": question} for question in turn.next_questions]
            messages += [{"role": "user", "content": cards.question_message(turn)}, answered]
        return messages

    def cards(self, turns: list[Turn], number: int, *, chosen: int | None = None) -> str:
        """The source cards of turn ``number``, from 0; the last for -1."""
        number = number if 0 <= number < len(turns) else len(turns) - 1
        return cards.cards(turns[number] if turns else None, number, self.lang, chosen=chosen)

    def quoted(self, turns: list[Turn], turn_number: int, number: int) -> tuple[str, Span] | None:
        """The document and the words behind mark ``number`` of a turn; None if there are none."""
        if not 0 <= turn_number < len(turns):
            return None
        turn = turns[turn_number]
        for citation in turn.answer.citations:
            if citation.number == number and citation.document_id not in turn.missing:
                return citation.document_id, Span(citation.start, citation.end, citation.quote)
        return None

    def article(self, document_id: str, turn: Turn | None, focus: Span | None) -> str:
        """A whole document, with the evidence that ``turn`` has in it."""
        document = self.documents.get(document_id)
        if document is None:
            return reader.unknown(document_id, self.lang)
        evidence = [focus] if focus else []
        if turn and document_id not in turn.missing:
            cited = [citation for citation in turn.answer.citations if citation.document_id == document_id]
            evidence += [Span(citation.start, citation.end, citation.quote) for citation in cited]
        return reader.page(document, evidence, self.lang, focus=focus or (evidence[0] if evidence else None))

    def span(self, document_id: str, at: str | None) -> Span | None:
        """``START-END`` as words of a document; None if it is none of them."""
        document = self.documents.get(document_id)
        start, _, end = (at or "").partition("-")
        if document is None or not (start.isdecimal() and end.isdecimal() and len(at or "") < 24):
            return None
        first, last = int(start), int(end)
        if not first < last <= len(document.text):
            return None
        return Span(first, last, document.text[first:last])
