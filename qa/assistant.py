"""Questions to answers with their sources. No language model: an answer is made of the documents' own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from embeddings import DEFAULT_READER, Reader, load_reader
from qa.answer import suggestions
from qa.answer.asked_things import asks_for_items
from qa.answer.carried_periods import fitted
from qa.answer.citations import cite
from qa.answer.conflicts import Disagreement, by_period, differences
from qa.answer.evidence import Evidence, gather
from qa.answer.followups import ways_to_read
from qa.answer.overviews import asks_for_overview, beginnings
from qa.answer.phrases import Phrases, language, phrases
from qa.answer.quotes import choose, nearest
from qa.answer.refusals import NOTHING_SEARCHED, Verdict, decide, filters_apart, grade_of, why_not
from qa.answer.sentence_ranking import Reading
from qa.answer.short_answers import answering_clause, short_answers
from qa.answer.whole_lists import includes, is_list, with_lists
from qa.checking.judging import check_draft
from qa.index.filters import Where, check
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.printable import one_line
from qa.render import source
from qa.retriever import Retriever
from qa.search.hits import hits
from qa.search.query import Query, understand
from qa.search.weights import weights
from qa.text.figures import holds
from qa.text.folding import folded_text
from qa.text.places import place_stem
from qa.types import Answer, Check, Citation, Hit, Short

_REMEMBERED = 256


class Assistant:
    """Answers questions from the documents of one retriever."""

    def __init__(
        self,
        retriever: Retriever,
        *,
        reader: Reader | str | Path | None = DEFAULT_READER,
        threshold: float | None = None,
    ) -> None:
        """reader: the one that ships, another folder of its kind, any ``Reader``, or None to answer without one.

        threshold: the least confidence, 0–1, of an answer; None for the one that was fitted.
        Raises ValueError for a threshold outside 0–1, ModelError when a file of the reader is missing or damaged.
        """
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"threshold must be a probability, 0 to 1, not {threshold}")
        self.retriever = retriever
        self.reader = load_reader(reader) if isinstance(reader, str | Path) else reader
        self.threshold = weights(reader=self.reader is not None).threshold if threshold is None else threshold
        self._tried: tuple[PassageSource, Callable[[str], Answer]] | None = None

    def ask(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        *,
        top_k: int = 5,
        where: Where | None = None,
    ) -> Answer:
        """Answer ``question``. history: earlier questions and answers, oldest first. where: as ``Retriever.search``.

        Raises ValueError for ``top_k`` below 1, or a key of ``where`` that is unknown or has no value.
        """
        if top_k < 1:
            raise ValueError(f"top_k must be 1 or more, not {top_k}")
        check(where or {})
        index = self.retriever.index
        if asks_for_overview(question) and (leads := beginnings(index, where or {})):
            return self._overview(question, leads, top_k)
        earlier = [asked for asked, _ in history]
        ways = [fitted(way, question, index.facts) for way in ways_to_read(question, earlier, index.places)]
        found = self._evidence([way.question for way in ways], where or {})
        verdict = decide(found, self.threshold)
        answered = [part for part in found.parts if decide(part, self.threshold).answered]
        quoted = choose(index, found, answered) if verdict.answered else nearest(index, found)
        apart = differences(index, quoted, found.readings, found.query.folded) if verdict.answered else []
        quoted += [one.second for one in apart if not any(one.second is other for other in quoted)]
        whole = with_lists(self.retriever.documents, found.query, quoted)
        citations = tuple(
            cite(self.retriever.documents, reading, found.readings, number=number)
            for number, reading in enumerate(whole, 1)
        )
        shorts: tuple[Short, ...] = ()
        listed = bool(whole) and not answered and asks_for_items(found.query) and is_list(whole[0].sentence.text)
        if verdict.answered and not listed:
            shorts = short_answers(index, found.query, quoted, verdict.confidence, apart, answered, self.reader)
        shorts = tuple(_numbered(short, whole, quoted) for short in shorts)
        clause = (
            None
            if shorts or listed or not verdict.answered
            else answering_clause(found.query, quoted[0], verdict.confidence)
        )
        frame = phrases(language(question))
        grade = grade_of(verdict, found, words=bool(shorts), reader=self.reader is not None)
        remarks = self._remarks(frame, verdict, found, citations, apart)
        if grade == "stated" and (loose := self._loosely(answered, shorts)):
            remarks = (frame.loosely.format(names=frame.named(loose)), *remarks)
        remarks += tuple(way.remark(frame) for way in ways if way.dropped and way.question == found.query.question)
        if verdict.reason not in NOTHING_SEARCHED and (told := filters_apart(index, where or {}, frame)):
            verdict, remarks = Verdict("filters apart"), (told,)
        return Answer(
            question=question,
            query=found.query.question,
            text=_text(frame, verdict, citations, remarks),
            short=shorts[0].text if shorts else None,
            citations=citations,
            hits=self._hits(found, quoted if verdict.answered else [], top_k),
            confidence=verdict.confidence,
            answered=verdict.answered,
            reason=verdict.reason,
            grade=grade,
            shorts=shorts,
            clause=_numbered(clause, whole, quoted) if clause else None,
            remarks=remarks,
            leads=tuple(
                n
                for n, quote in enumerate(whole, 1)
                if any(part.readings and includes(quote, part.readings[0]) for part in answered)
            ),
        )

    def check(self, text: str) -> list[Check]:
        """What the documents say of each statement of a draft, in order.

        Raises ValueError for a draft that is blank or longer than 50,000 characters.
        """
        return list(self.checks(text))

    def checks(self, text: str) -> Iterator[Check]:
        """``check`` one statement at a time, for a long draft; it raises at once what ``check`` raises."""
        return check_draft(self.retriever.index, self.retriever.encoder, self.reader, text)

    def _overview(self, question: str, told: Sequence[Reading], top_k: int) -> Answer:
        """How each document begins."""
        documents, frame = self.retriever.documents, phrases(language(question))
        citations = tuple(cite(documents, reading, (), number=number) for number, reading in enumerate(told, 1))
        verdict = Verdict("overview", 1.0)
        passages = enumerate((reading.passage for reading in told[:top_k]), 1)
        return Answer(
            question=question,
            query=question,
            text=_text(frame, verdict, citations, ()),
            short=None,
            citations=citations,
            hits=tuple(Hit(rank, 1.0, passage) for rank, passage in passages),
            confidence=verdict.confidence,
            answered=verdict.answered,
            reason=verdict.reason,
            grade="stated",
        )

    def suggest(self, answer: Answer | None = None) -> tuple[str, ...]:
        """Up to three questions to ask next, or to begin with; each is one that the documents answer.

        They are tried without the reader, so that nobody who asks waits for them.
        """
        return suggestions.suggest(self.retriever.index, answer, self._try())

    def _try(self) -> Callable[[str], Answer]:
        """What asks without the reader; it remembers its last replies until the documents change."""
        index = self.retriever.index
        if self._tried is None or self._tried[0] is not index:
            plain = Assistant(self.retriever, reader=None)
            self._tried = index, lru_cache(_REMEMBERED)(plain.ask)
        return self._tried[1]

    def _evidence(self, readings: Sequence[str], where: Where) -> Evidence:
        """What the documents offer; a vague question is read both ways and the surer reading kept.

        With the topic before it put in front it must share a word of its own with the passage (能举个例子吗 has none),
        or be as sure as what is said to be stated.
        """
        index, encoder = self.retriever.index, self.retriever.encoder
        ways = [understand(one, index) for one in readings]
        plain, *longer = (gather(index, encoder, query, where=where, reader=self.reader) for query in ways)
        least, plain_enough = decide(plain, self.threshold).confidence, weights(reader=self.reader is not None).stated
        for other in longer:
            verdict = decide(other, self.threshold)
            surer = verdict.answered and verdict.confidence > least
            if surer and (verdict.confidence >= plain_enough or _is_about(ways[0], other)):
                return other
        return plain

    def _hits(self, found: Evidence, quoted: Sequence[Reading], top_k: int) -> tuple[Hit, ...]:
        """The hits, passages that are quoted first, in the order of the quotes."""
        rows = list(dict.fromkeys(reading.row for reading in quoted))
        order = sorted(
            range(len(found.admissible.rows)),
            key=lambda i: rows.index(row) if (row := int(found.admissible.rows[i])) in rows else len(rows) + i,
        )
        shown = found.admissible.taken(order) if order else found.found
        in_turn = found.query.several and not rows
        return tuple(hits(self.retriever.index, found.query, shown, top_k=top_k, in_turn=in_turn))

    def _loosely(self, parts: Sequence[Evidence], shorts: Sequence[Short]) -> list[str]:
        """What is asked for by the parts whose quotes are less sure than the rest."""
        given = {(short.start, short.end) for short in shorts}

        def stated(part: Evidence) -> bool:
            sentence = part.readings[0].sentence
            words = any(sentence.start <= start and end <= sentence.end for start, end in given)
            verdict = decide(part, self.threshold)
            return grade_of(verdict, part, words=words, reader=self.reader is not None) == "stated"

        return [part.asked for part in parts if not stated(part)]

    def _remarks(
        self,
        frame: Phrases,
        verdict: Verdict,
        found: Evidence,
        citations: Sequence[Citation],
        apart: Sequence[Disagreement],
    ) -> tuple[str, ...]:
        """What is said beside the quotes: why not, or what of the question lacks one and where the sources differ."""
        if not verdict.answered:
            return (why_not(verdict, frame, found.query, self.retriever.index.facts),)
        remarks = []
        unanswered = [part.asked for part in found.parts if not decide(part, self.threshold).answered]
        if missing := unanswered or _missing(found.query, citations):
            remarks.append(frame.missing.format(names=frame.named(missing)))
        if found.query.which_places and (told := [part.asked for part in found.parts if part.asked not in unanswered]):
            remarks.append(frame.of_places.format(names=frame.named(told)))
        if apart:
            stated = "；".join(self._stated(one, citations, frame.differs) for one in apart)
            differ = frame.differ_by_period if by_period(self.retriever.index, apart) else frame.differ
            remarks.append(differ.format(differences=stated))
        return tuple(remarks)

    def _stated(self, difference: Disagreement, citations: Sequence[Citation], pattern: str) -> str:
        sides = []
        pairs = ((difference.first, difference.first_words), (difference.second, difference.second_words))
        for reading, stated in pairs:
            document = self.retriever.documents[reading.passage.document_id]
            start = reading.sentence.start
            number = next(c.number for c in citations if c.document_id == document.id and c.start <= start < c.end)
            period = f"（{document.period}）" if document.period else ""
            sides.append(pattern.format(title=document.title, period=period, words=stated, number=number))
        return "，".join(sides)


def _text(frame: Phrases, verdict: Verdict, citations: Sequence[Citation], remarks: Sequence[str]) -> str:
    """The quotes between what is said of them, and the sources; before quotes that do not answer, why not."""
    quotes = [frame.quoted(one.quote, one.number, one.incomplete) for one in citations]
    if verdict.reason == "overview":
        quotes = [f"《{one_line(one.title)}》{quote}" for one, quote in zip(citations, quotes, strict=True)]
    english = frame is phrases("en")
    sources = ["", *(source(citation, english=english) for citation in citations)]
    if verdict.answered:
        return "\n".join([*quotes, *remarks, *sources]).strip()
    refusal = ("" if verdict.reason in NOTHING_SEARCHED else frame.not_found) + "\n".join(remarks)
    return "\n".join([refusal, *([frame.nearest] if quotes else []), *quotes, *sources]).strip()


def _numbered(short: Short, whole: Sequence[Reading], quoted: Sequence[Reading]) -> Short:
    """``short`` with the number of the quote, of ``whole``, that the sentence it was found in lies in."""
    sentence = quoted[short.number - 1]
    return replace(short, number=next(n for n, one in enumerate(whole, 1) if includes(one, sentence)))


def _is_about(query: Query, found: Evidence) -> bool:
    """Whether the best passage holds a word of ``query`` itself, not only of the topic put before it.

    One in other letters may say it in other words.
    """
    own, best = [word for word in query.words if len(word) > 1], found.readings[0].passage
    text = folded_text(context(best) + best.text)
    return not own or not query.shares_script(text) or any(holds(word, text) for word in own)


def _missing(query: Query, citations: Sequence[Citation]) -> list[str]:
    """Of several places asked about, those that no quote is of or names, as the documents print them."""
    of = {place_stem(one.place) for one in citations if one.place}
    places = query.places if len(query.places) > 1 else ()
    return [name for name in places if name not in of and not any(name in one.quote for one in citations)]
