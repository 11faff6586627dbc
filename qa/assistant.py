"""Questions to answers with their sources. No language model: an answer is made of the documents' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.citing import cite
from qa.render import source
from qa.retriever import Retriever
from qa.types import Answer, Citation


class Assistant:
    """Answers questions from the documents of one retriever."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def ask(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        *,
        top_k: int = 5,
        where: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer ``question``. history: earlier questions and answers, oldest first.

        Raises ValueError as ``Retriever.search`` does.
        """
        query = " ".join([*(turn for turn, _ in history), question])
        hits = self.retriever.search(query, top_k=top_k, where=where)
        documents = self.retriever.documents
        citations = tuple(
            cite(documents[hit.passage.document_id], hit.evidence[0], number=number, section=hit.passage.heading)
            for number, hit in enumerate(hits, 1)
        )
        return Answer(
            question=question,
            query=query,
            text=_text(citations),
            short=None,
            citations=citations,
            hits=tuple(hits),
            confidence=hits[0].score if hits else 0.0,
            answered=bool(hits),
        )


def _text(citations: Sequence[Citation]) -> str:
    if not citations:
        return "文档中没有找到这个问题的答案。"
    quote = f"“{citations[0].quote}”[1]"
    return "\n\n".join([quote, *(source(citation) for citation in citations)])
