"""Questions to answers with their sources. No language model: an answer is made of the documents' own words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from qa.answer import evidence, suggestions
from qa.answer.citations import cite, place_of
from qa.answer.conflicts import Difference, by_period, differences, words_that_differ
from qa.answer.evidence import Evidence
from qa.answer.followups import complete, may_be_vague, with_topic
from qa.answer.phrases import language, phrases
from qa.answer.quotes import choose
from qa.answer.sentence_ranking import Reading, read
from qa.answer.short_answers import short_answer
from qa.index.contents import context
from qa.render import source
from qa.retriever import Retriever
from qa.search import hybrid
from qa.search.filters import check
from qa.search.repeats import says_the_same
from qa.search.small_talk import is_small_talk
from qa.search.unknown_names import unknown_names
from qa.search.weights import weights
from qa.text.folding import folded_text
from qa.text.places import place_stem
from qa.text.words import without_question_words, words
from qa.types import Answer, Citation, Hit, Place

_NEAREST = 3
_REPEAT_LENGTH = 10


def _repeats(other: Reading, reading: Reading) -> bool:
    """Whether ``other`` states the same fact again: a sentence of the text, not a title, that differs in nothing."""
    long_enough = len(other.sentence.text) >= _REPEAT_LENGTH and other.passage.role not in (
        "title",
        "kicker",
        "heading",
    )
    same = says_the_same(other.sentence.text, reading.sentence.text)
    return long_enough and same and not words_that_differ(reading.sentence.text, other.sentence.text)


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

        Raises ValueError for ``top_k`` below 1 or an unknown key of ``where``.
        """
        if top_k < 1:
            raise ValueError(f"top_k must be 1 or more, not {top_k}")
        check(where or {})
        frame = phrases(language(question))
        if is_small_talk(question):
            return Answer(question, question, frame.small_talk, None, (), (), 0.0, answered=False)
        earlier = [asked for asked, _ in history if not is_small_talk(asked)]
        query, found = self._understood(question, earlier, where or {})
        if found is None:
            return Answer(question, query, frame.blank, None, (), (), 0.0, answered=False)
        answered = found.confidence >= weights().threshold
        quoted = choose(self.retriever.index, found) if answered else self._nearest(found)
        apart = differences(self.retriever.index, quoted, found.readings, found.query.folded) if answered else []
        quoted += [one.second for one in apart if not any(one.second is other for other in quoted)]
        citations = tuple(self._cite(number, reading, found) for number, reading in enumerate(quoted, 1))
        return Answer(
            question=question,
            query=query,
            text=self._text(question, found, citations, apart, answered=answered),
            short=short_answer(found.query.folded, quoted[0].sentence.text) if answered and not apart else None,
            citations=citations,
            hits=self._hits(found, quoted if answered else [], top_k),
            confidence=found.confidence,
            answered=answered,
        )

    def suggest(self, answer: Answer | None = None) -> tuple[str, ...]:
        """Up to three questions to ask next, or to begin with; each is one that the documents answer."""
        return suggestions.suggest(self.retriever.index, answer, self.ask)

    def _understood(
        self, question: str, earlier: Sequence[str], where: Mapping[str, str]
    ) -> tuple[str, Evidence | None]:
        """The standalone question and its evidence; a vague one is read both ways and the surer reading kept."""
        index, encoder = self.retriever.index, self.retriever.encoder
        query = complete(question, earlier, index.places) if question.strip() else question
        found = evidence.gather(index, encoder, query, where=where)
        if found is None or query != question or not earlier or not may_be_vague(question, index.places):
            return query, found
        longer = with_topic(question, complete(earlier[-1], earlier[:-1], index.places))
        other = evidence.gather(index, encoder, longer, where=where)
        least = max(found.confidence, weights().threshold)
        surer = other is not None and other.confidence > least and self._is_about(question, other)
        return (longer, other) if surer else (query, found)

    def _is_about(self, question: str, found: Evidence) -> bool:
        """Whether the best passage holds a word of ``question`` itself, not only of the topic put before it."""
        own = [token.word for token in words(without_question_words(folded_text(question))) if len(token.word) > 1]
        best = found.readings[0].passage if found.readings else None
        return not own or (best is not None and any(word in folded_text(context(best) + best.text) for word in own))

    def _nearest(self, found: Evidence) -> list[Reading]:
        """What comes nearest to a question that is not answered: of its place and year if there is any, else of any.

        Nothing comes near a figure that stands nowhere.
        """
        if found.query.asked.figures:
            return []
        there = found.admissible if len(found.admissible.rows) else found.found
        return read(self.retriever.index, found.query, there, found.terms)[:_NEAREST]

    def _cite(self, number: int, reading: Reading, found: Evidence) -> Citation:
        documents = self.retriever.documents
        document = documents[reading.passage.document_id]
        also: list[Place] = []
        if len(reading.sentence.text) >= _REPEAT_LENGTH:
            for other in found.readings:
                elsewhere = other.passage.document_id != document.id or other.sentence.start != reading.sentence.start
                if elsewhere and _repeats(other, reading):
                    also.append(
                        place_of(documents[other.passage.document_id], other.sentence, section=other.passage.heading)
                    )
        return cite(document, reading.sentence, number=number, section=reading.passage.heading, also=tuple(also))

    def _hits(self, found: Evidence, quoted: Sequence[Reading], top_k: int) -> tuple[Hit, ...]:
        """The hits, passages that are quoted first, in the order of the quotes; the first scores the confidence."""
        rows = list(dict.fromkeys(reading.row for reading in quoted))
        order = sorted(
            range(len(found.admissible.rows)),
            key=lambda i: rows.index(row) if (row := int(found.admissible.rows[i])) in rows else len(rows) + i,
        )
        shown = found.admissible.taken(order) if order else found.found
        in_order = dataclasses.replace(found.query, asked=dataclasses.replace(found.query.asked, several=False))
        hits = hybrid.hits(self.retriever.index, in_order if rows else found.query, shown, top_k=top_k)
        highest = max((hit.score for hit in hits), default=1.0)
        return tuple(dataclasses.replace(hit, score=found.confidence * hit.score / highest) for hit in hits)

    def _text(
        self,
        question: str,
        found: Evidence,
        citations: Sequence[Citation],
        apart: Sequence[Difference],
        *,
        answered: bool,
    ) -> str:
        frame = phrases(language(question))
        lines = []
        if not answered:
            unheard = unknown_names(found.query.folded, found.query.asked, self.retriever.index.keywords.tokens)
            lines.append(frame.not_found + (frame.unheard.format(names="、".join(unheard)) if unheard else ""))
            lines += [frame.nearest] if citations else []
        lines += [frame.quoted(one.quote, one.number) for one in citations]
        if answered and (missing := self._missing(found, citations)):
            lines.append(frame.missing.format(names="、".join(missing)))
        if apart:
            stated = "；".join(self._stated(one, citations, frame.differs) for one in apart)
            differ = frame.differ_by_period if by_period(self.retriever.index, apart) else frame.differ
            lines.append(differ.format(differences=stated))
        return "\n".join([*lines, "", *(source(citation) for citation in citations)]).strip()

    def _missing(self, found: Evidence, citations: Sequence[Citation]) -> list[str]:
        """Of several places asked about, those that no quote is of or names, as the documents print them."""
        of = {place_stem(one.place) for one in citations if one.place}
        places = found.query.asked.places if len(found.query.asked.places) > 1 else ()
        return [name for name in places if name not in of and not any(name in one.quote for one in citations)]

    def _stated(self, difference: Difference, citations: Sequence[Citation], pattern: str) -> str:
        sides = []
        pairs = ((difference.first, difference.first_words), (difference.second, difference.second_words))
        for reading, stated in pairs:
            document = self.retriever.documents[reading.passage.document_id]
            number = next(
                c.number for c in citations if (c.document_id, c.start) == (document.id, reading.sentence.start)
            )
            period = f"（{document.period}）" if document.period else ""
            sides.append(pattern.format(title=document.title, period=period, words=stated, number=number))
        return "，".join(sides)
