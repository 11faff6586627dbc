"""What programs may call, over HTTP and as tools of a language model: the same JSON as the command line prints."""

from __future__ import annotations

from typing import Any, Literal

from qa.assistant import Assistant
from qa.render import as_row
from qa.render_checks import check_data
from qa.types import Document
from qa.web.served_corpus import ServedCorpus


class Programs:
    """The calls over one assistant. Each raises ValueError with a sentence for what it cannot do."""

    def __init__(self, served: ServedCorpus) -> None:
        self._served = served

    @property
    def _assistant(self) -> Assistant:
        return self._served.assistant

    def ask(
        self,
        question: str,
        history: list[list[str]] | None = None,
        top_k: int = 5,
        document: str = "",
        place: str = "",
        period: str = "",
    ) -> dict[str, Any]:
        """Answer a question from the documents, with numbered citations that quote them word for word.

        Args:
            question: The question, in Chinese or English.
            history: Earlier [question, answer] pairs of the conversation, oldest first.
            top_k: How many passages to look at, 1 to 50.
            document: Only this document id, if given.
            place: Only documents about this place, if given.
            period: Only documents covering this period, such as 2021 or 2022-09, if given.

        Returns:
            The answer: question, query, text, short, shorts, clause, citations, hits,
            confidence, answered, reason, grade, remarks.

        """
        where = _where(document, place, period)
        turns = _turns(history)
        return as_row(self._assistant.ask(_question(question), history=turns, top_k=_count(top_k), where=where))

    def search(
        self,
        question: str,
        top_k: int = 5,
        document: str = "",
        place: str = "",
        period: str = "",
        mode: Literal["hybrid", "vectors", "keywords"] = "hybrid",
    ) -> list[dict[str, Any]]:
        """Find the passages that fit a question best, best first.

        Args:
            question: The question or words to look for.
            top_k: How many passages, 1 to 50.
            document: Only this document id, if given.
            place: Only documents about this place, if given.
            period: Only documents covering this period, such as 2021 or 2022-09, if given.
            mode: What decides: hybrid, vectors or keywords.

        Returns:
            The hits: rank, score, passage with its text and location, matched words and evidence sentences.

        """
        where = _where(document, place, period)
        hits = self._assistant.retriever.search(_question(question), top_k=_count(top_k), where=where, mode=mode)
        return [as_row(hit) for hit in hits]

    def check(self, draft: str) -> list[dict[str, Any]]:
        """Check a draft against the documents, sentence by sentence, before it is shown to anybody.

        Call this on your own answer once it is written: it tells which statements the documents bear out, in which a
        figure, unit, name, date, quotation or direction is not what they print, and which they do not hold at all.
        Correct what differs to the source's words, and remove or mark what is absent. Nothing is generated or kept.

        Args:
            draft: The text to check, 50,000 characters at most; place and period may stand in its title.

        Returns:
            One check for each statement in order: start, end (offsets in the draft), verdict (supported, differs,
            absent, none), citations, differences (kind, words of the draft, source_words of the document, where both
            stand), confidence, support, rounded.

        """
        return check_data(self._assistant.check(_text("draft", draft)))

    def passage(self, document: str, start: int = 0, end: int = 0) -> dict[str, Any]:
        """Read a stretch of a document, to check a quote in its surroundings.

        Args:
            document: The document id, as in a citation.
            start: Offset of the first character.
            end: Offset after the last character; 0 reads 2000 characters on.

        Returns:
            document_id, title, start, end and text, which is the document's own from start to end.

        """
        found = self._assistant.retriever.documents.get(_text("document", document))
        start, end = _number("start", start), _number("end", end)
        if found is None:
            raise ValueError(f"There is no document {document!r}; /documents lists them.")
        last = min(end or start + 2000, len(found.text))
        if not 0 <= start < last:
            raise ValueError(f"{document} has characters 0 to {len(found.text)}, not {start} to {end}.")
        return {
            "document_id": found.id, "title": found.title, "start": start, "end": last, "text": found.text[start:last],
        }  # fmt: skip

    def documents(self) -> list[dict[str, Any]]:
        """List the documents: id, title, place, period, authors, where printed, length in characters, digest.

        Returns:
            One entry a document, in order of id.

        """
        return [_row(document) for document in self._assistant.retriever.documents.values()]


def _row(document: Document) -> dict[str, Any]:
    return {
        "id": document.id, "title": document.title, "place": document.place, "period": document.period,
        "authors": list(document.authors), "newspaper": document.newspaper, "issued": document.issued,
        "edition": document.edition, "length": len(document.text), "sha256": document.sha256,
    }  # fmt: skip


def _where(document: str, place: str, period: str) -> dict[str, str]:
    given = {"document": document, "place": place, "period": period}
    return {key: _text(key, value) for key, value in given.items() if value}


def _turns(history: object) -> list[tuple[str, str]]:
    rows = history if isinstance(history, list) else None
    if history and (rows is None or not all(_is_pair(row) for row in rows)):
        raise ValueError("history must be a list of [question, answer] pairs of texts.")
    return [(question, answer) for question, answer in rows or []]


def _is_pair(row: object) -> bool:
    return isinstance(row, (list, tuple)) and len(row) == 2 and all(isinstance(one, str) for one in row)


def _question(question: object) -> str:
    asked = _text("question", question)
    if not asked.strip():
        raise ValueError("The question is blank.")
    if len(asked) > 2000:
        raise ValueError(f"The question has {len(asked)} characters; the limit is 2000.")
    return asked


def _count(top_k: object) -> int:
    count = _number("top_k", top_k)
    if not 1 <= count <= 50:
        raise ValueError(f"top_k must be 1 to 50, not {count}.")
    return count


def _number(name: str, value: object) -> int:
    """``value`` if it is a whole number; ``true`` is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be a whole number, not {value!r}.")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, not {value!r}.")
    return value
