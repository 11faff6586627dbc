"""What one visitor does: ask, choose a mark, open an article. It returns HTML and plain values, no Gradio.

The turns come from the visitor's browser with each call and go back to it; nothing of them stays here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.assistant import Assistant
from qa.index.filters import Where
from qa.render import escape_html
from qa.text.characters import has_chinese
from qa.types import Citation, Document, Span
from qa.web import cards, choosing, corpus_page, first_screen, messages, open_article
from qa.web.citation_forms import imprint
from qa.web.first_screen import first_questions
from qa.web.history import Packed, Turn, newest_turns, pack, unpack_all
from qa.web.page_pictures import PagePictures
from qa.web.references import Given, reference
from qa.web.strings import wording
from qa.web.uploads import Scope, Visit, merged

Message = dict[str, Any]

_PERIOD_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader shows: a document, the turn whose evidence is marked (or -1), and the words scrolled to."""

    document: str = ""
    turn: int = -1
    at: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """What one visitor may see and asks. scope: which documents are asked. given: what they added to citations."""

    shared: Assistant
    visit: Visit
    lang: str
    scope: Scope = "articles"
    given: Given = field(default_factory=dict)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that may be opened, by id."""
        return merged(self.shared.retriever.documents, self.visit)

    @property
    def assistant(self) -> Assistant:
        """Answers from the documents of ``scope``. Raises Gone if the visitor's own are meant and no longer there."""
        return self.visit.assistant(self.scope, self.shared)

    @property
    def pictures(self) -> PagePictures:
        """The pictures of scanned pages that may be seen."""
        return PagePictures(self.shared.retriever.index, self.visit, self.lang)

    def ask(self, question: str, rows: Sequence[Packed], *, top_k: int, where: Where) -> list[Packed]:
        """The turns with one more: the answer to ``question``. Raises Gone as ``assistant`` does."""
        history = [(turn.answer.question, turn.answer.text) for turn in self.turns(rows)]
        answer = self.assistant.ask(question, history=history, top_k=top_k, where=where)
        return newest_turns([*rows, pack(Turn(answer), self.documents)])

    def suggest(self, rows: Sequence[Packed]) -> tuple[str, ...]:
        """Questions that may come next, or first where there are no turns; none after an answer from other documents.

        Documents that suggest none are asked what they are about, which each tells at its head.
        Raises Gone as ``assistant`` does.
        """
        last, assistant = self.turns(rows[-1:]), self.assistant
        if not last:
            return first_questions(assistant) or (wording("about_all", self.lang),)
        cited = {citation.document_id for citation in last[0].answer.citations}
        return assistant.suggest(last[0].answer) if cited <= set(assistant.retriever.documents) else ()

    def turns(self, rows: object) -> list[Turn]:
        """The turns of the conversation, with the words of their passages."""
        return unpack_all(rows, self.documents)

    def messages(self, turns: Sequence[Turn]) -> list[Message]:
        """The conversation for the chat: two messages a turn."""
        told: list[Message] = []
        for number, turn in enumerate(turns):
            question, answer = turn.answer.question, messages.answer_message(turn, number, self.lang, self._imprint)
            told.append({"role": "user", "content": messages.question_message(question)})
            told.append({"role": "assistant", "content": answer})
        return told

    def _imprint(self, citation: Citation) -> str:
        """Where the document of a citation was printed, as far as it is known."""
        known = reference(self.documents.get(citation.document_id), self.given, citation.document_id)
        return imprint(known, chinese=has_chinese(citation.title))

    def cards(self, turns: Sequence[Turn], number: int, *, chosen: int | None = None, shown: int = 0) -> str:
        """The source cards of turn ``number``, from 0; of the last for any other number. shown: as in ``Cards``."""
        if not turns:
            return f'<p class="empty">{wording("no_sources", self.lang)}</p>'
        number = number if 0 <= number < len(turns) else len(turns) - 1
        return cards.Cards(
            turns[number], number, self.documents, self.lang, chosen, shown, self.pictures, self.given
        ).html()

    def quoted(self, turns: Sequence[Turn], turn: int, number: int) -> Opened | None:
        """What to open for mark ``number`` of a turn; None if its document is gone or there is no such mark."""
        for citation in turns[turn].answer.citations if 0 <= turn < len(turns) else ():
            if citation.number == number and citation.document_id not in turns[turn].missing:
                return Opened(citation.document_id, turn, f"{citation.start}-{citation.end}")
        return None

    def article(self, turns: Sequence[Turn], opened: Opened) -> str:
        """A whole document, with the evidence that the turn has in it."""
        if not opened.document:
            return open_article.empty(self.lang)
        document = self.documents.get(opened.document)
        if document is None:
            return open_article.unknown(opened.document, self.lang)
        turn = turns[opened.turn] if 0 <= opened.turn < len(turns) else None
        focus = span(document, opened.at)
        evidence = [focus] if focus else []
        if turn and document.id not in turn.missing:
            cited = [citation for citation in turn.answer.citations if citation.document_id == document.id]
            evidence += [Span(citation.start, citation.end, citation.quote) for citation in cited]
        page = open_article.article_html(
            document,
            evidence,
            self.lang,
            pictures=self.pictures,
            focus=focus,
            opened=opened.times,
            known=reference(document, self.given, document.id),
        )
        if not opened.at or focus:
            return page
        told = escape_html(wording("no_such_place", self.lang, at=opened.at[:40]))
        return f'<p class="note missing" role="status">{told}</p>{page}'

    def overview(self) -> str:
        """The page on the documents that are searched."""
        return corpus_page.overview(self.assistant.retriever.index, self.lang)

    def welcome(self) -> str:
        """What an empty conversation shows of the documents that are searched."""
        return first_screen.welcome(self.assistant.retriever.index, self.lang, own=self.scope == "mine")

    def checked_against(self) -> str:
        """Which documents a draft is checked against."""
        index = self.assistant.retriever.index
        which, held = wording(f"scope_{self.scope}", self.lang), first_screen.holdings(index, self.lang)
        return f'<p class="note">{escape_html(wording("checked_against", self.lang, which=which, held=held))}</p>'

    def chooser(self, chosen: Collection[str]) -> str:
        """The list in which documents are chosen. chosen: the ids of those that are."""
        return choosing.chooser(self.assistant.retriever.index.facts, chosen, self.lang)

    def limits(self, chosen: Sequence[str], period: str) -> str:
        """What is said beside the question box of the documents and the period chosen."""
        titles = [self.documents[id].title for id in chosen if id in self.documents]
        return choosing.limits(titles, period, self.lang)

    def periods(self) -> list[tuple[str, str]]:
        """Choices for the filter by period: label and value."""
        facts = self.assistant.retriever.index.facts
        years = {document.period[:_PERIOD_DIGITS] for document in facts if document.period}
        return [(wording("everything", self.lang), ""), *((year, year) for year in sorted(years))]


def span(document: Document, at: str) -> Span | None:
    """``START-END`` as words of a document; None if it is none of them."""
    start, _, end = at.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(at) < 24):
        return None
    first, last = int(start), int(end)
    return Span(first, last, document.text[first:last]) if first < last <= len(document.text) else None
