"""Questions to answers with their sources. No language model: an answer is made of the documents' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.answer import evidence, suggestions
from qa.answer.citations import cite, place_of
from qa.answer.conflicts import Difference, by_period, differences, words_that_differ
from qa.answer.evidence import Evidence
from qa.answer.followups import complete, may_be_vague, with_topic
from qa.answer.phrases import Phrases, language, phrases
from qa.answer.quotes import choose, nearest
from qa.answer.refusals import Verdict, decide, why_not
from qa.answer.sentence_ranking import Reading
from qa.answer.short_answers import short_answer
from qa.index.contents import context
from qa.render import source
from qa.retriever import Retriever
from qa.search import hybrid
from qa.search.filters import check
from qa.search.repeats import says_the_same
from qa.search.small_talk import is_small_talk
from qa.search.weights import weights
from qa.text.folding import folded_text
from qa.text.places import place_stem
from qa.text.words import without_question_words, words
from qa.types import Answer, Citation, Hit, Place

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

    def __init__(self, retriever: Retriever, *, threshold: float | None = None) -> None:
        """threshold: the least confidence, 0–1, of an answer; None for the one that was fitted.

        Raises ValueError for a threshold outside 0–1.
        """
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"threshold must be a probability, 0 to 1, not {threshold}")
        self.retriever = retriever
        self.threshold = weights().threshold if threshold is None else threshold

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
        query, found = self._understood(question, history, where or {})
        verdict = self._verdict(question, found)
        frame = phrases(language(question))
        if found is None:
            return _answer(question, query, verdict, why_not(verdict, frame))
        if not verdict.answered:
            citations = self._cited(nearest(self.retriever.index, found), found)
            lines = [why_not(verdict, frame), *([frame.nearest] if citations else []), *_quotes(citations, frame)]
            hits = self._hits(found, (), top_k)
            return _answer(question, query, verdict, _with_sources(lines, citations), citations=citations, hits=hits)
        quoted = choose(self.retriever.index, found)
        apart = differences(self.retriever.index, quoted, found.readings, found.query.folded)
        quoted += [one.second for one in apart if not any(one.second is other for other in quoted)]
        citations = self._cited(quoted, found)
        lines = [*_quotes(citations, frame), *self._remarks(found, citations, apart, frame)]
        return _answer(
            question,
            query,
            verdict,
            _with_sources(lines, citations),
            short=None if apart else short_answer(found.query.folded, quoted[0].sentence.text),
            citations=citations,
            hits=self._hits(found, quoted, top_k),
        )

    def suggest(self, answer: Answer | None = None) -> tuple[str, ...]:
        """Up to three questions to ask next, or to begin with; each is one that the documents answer."""
        return suggestions.suggest(self.retriever.index, answer, self.ask)

    def _verdict(self, question: str, found: Evidence | None) -> Verdict:
        return decide(self.retriever.index, question, found, self.threshold)

    def _understood(
        self, question: str, history: Sequence[tuple[str, str]], where: Mapping[str, str]
    ) -> tuple[str, Evidence | None]:
        """The standalone question and its evidence; a vague one is read both ways and the surer reading kept."""
        index, encoder = self.retriever.index, self.retriever.encoder
        if not question.strip() or is_small_talk(question):
            return question, None
        earlier = [asked for asked, _ in history if not is_small_talk(asked)]
        query = complete(question, earlier, index.places)
        found = evidence.gather(index, encoder, query, where=where)
        if found is None or query != question or not earlier or not may_be_vague(question, index.places):
            return query, found
        longer = with_topic(question, complete(earlier[-1], earlier[:-1], index.places))
        other = evidence.gather(index, encoder, longer, where=where)
        plain, whole = self._verdict(question, found), self._verdict(question, other)
        surer = whole.answered and whole.confidence > plain.confidence
        return (longer, other) if other and surer and self._is_about(question, other) else (query, found)

    def _is_about(self, question: str, found: Evidence) -> bool:
        """Whether the best passage holds a word of ``question`` itself, not only of the topic put before it."""
        own = [token.word for token in words(without_question_words(folded_text(question))) if len(token.word) > 1]
        best = found.readings[0].passage
        return not own or any(word in folded_text(context(best) + best.text) for word in own)

    def _cited(self, quoted: Sequence[Reading], found: Evidence) -> tuple[Citation, ...]:
        return tuple(self._cite(number, reading, found) for number, reading in enumerate(quoted, 1))

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
        """The hits, passages that are quoted first, in the order of the quotes."""
        rows = list(dict.fromkeys(reading.row for reading in quoted))
        order = sorted(
            range(len(found.admissible.rows)),
            key=lambda i: rows.index(row) if (row := int(found.admissible.rows[i])) in rows else len(rows) + i,
        )
        shown = found.admissible.taken(order) if order else found.found
        in_turn = found.query.asked.several and not rows
        return tuple(hybrid.hits(self.retriever.index, found.query, shown, top_k=top_k, in_turn=in_turn))

    def _remarks(
        self, found: Evidence, citations: Sequence[Citation], apart: Sequence[Difference], frame: Phrases
    ) -> list[str]:
        """What the quotes leave out, and where sources differ."""
        lines = []
        if missing := self._missing(found, citations):
            lines.append(frame.missing.format(names="、".join(missing)))
        if apart:
            stated = "；".join(self._stated(one, citations, frame.differs) for one in apart)
            differ = frame.differ_by_period if by_period(self.retriever.index, apart) else frame.differ
            lines.append(differ.format(differences=stated))
        return lines

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


def _answer(
    question: str,
    query: str,
    verdict: Verdict,
    text: str,
    *,
    short: str | None = None,
    citations: tuple[Citation, ...] = (),
    hits: tuple[Hit, ...] = (),
) -> Answer:
    confidence, answered, reason, grade = verdict.confidence, verdict.answered, verdict.reason, verdict.grade
    return Answer(question, query, text, short, citations, hits, confidence, answered, reason, grade)


def _quotes(citations: Sequence[Citation], frame: Phrases) -> list[str]:
    return [frame.quoted(one.quote, one.number) for one in citations]


def _with_sources(lines: Sequence[str], citations: Sequence[Citation]) -> str:
    return "\n".join([*lines, "", *(source(citation) for citation in citations)]).strip()
