"""Every "no" there is: whether what was found answers the question, which gate decided, and how that is said.

How likely the best sentence answers is estimated in ``qa/answer/confidence.py``; a gate refuses whatever that says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.answer.another_fact import tells_another_fact
from qa.answer.evidence import Evidence
from qa.answer.phrases import Phrases
from qa.index.filters import Where, values
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.printable import one_line
from qa.search.query import Query
from qa.search.reranking import log_odds
from qa.search.small_talk import is_thanks
from qa.search.weights import weights
from qa.text.characters import NUMERALS
from qa.text.folding import folded_text
from qa.text.periods import states_part
from qa.text.places import place_stem
from qa.text.rule_numbers import asked_numbers
from qa.types import Document, Grade, Reason

NEXT_TO_NOTHING = 0.02
_ASKS_WORDS_OF_RULE = re.compile(
    rf"(第[\d{NUMERALS}]+(?:条|章|节|款|项|编|篇|部分))的?(?:内容|(?:都|主要|具体)?(?:是|讲|说|写|规定)了?(?:的是)?(?:什么|哪些|怎么))"
)
_MOST_YEARS = 6
NOTHING_SEARCHED: tuple[Reason, ...] = ("small talk", "nothing to look for", "filters apart")


@dataclass(frozen=True, slots=True)
class Verdict:
    """reason: which gate decided. confidence: 0–1, next to nothing behind a gate that looks at no confidence.

    names: what the question is about that no document has: names or figures.
    """

    reason: Reason
    confidence: float = 0.0
    names: Sequence[str] = ()

    @property
    def answered(self) -> bool:
        """Whether no gate refused."""
        return self.reason in ("answered", "overview")


def decide(found: Evidence, threshold: float) -> Verdict:
    """Whether ``found`` answers its question. threshold: the least confidence, 0–1, with which it does.

    Of several things asked at once the one that is surest decides.
    """
    if found.parts:
        return max((decide(part, threshold) for part in found.parts), key=lambda one: (one.answered, one.confidence))
    query, most = found.query, min(found.confidence, NEXT_TO_NOTHING)
    if query.small_talk:
        return Verdict("small talk")
    if query.blank:
        return Verdict("nothing to look for")
    if found.missing_names:
        return Verdict("names what no document does", most, found.missing_names)
    if query.figures and not found.readings:
        return Verdict("figure not found", most, query.figures)
    if rule := _rule_beyond(found):
        return Verdict("figure not found", most, (rule,))
    if _is_elsewhere(found):
        return Verdict("other place or period", most)
    sure = most if _shares_no_word(found) else found.confidence
    if sure < threshold:
        return Verdict("not sure enough", sure)
    return Verdict("answered", sure)


def _rule_beyond(found: Evidence) -> str | None:
    """The rule whose words are asked for by its number (第9条是什么), where others are numbered so and none is that."""
    numbers, asked = found.query.numbers, _ASKS_WORDS_OF_RULE.search(found.query.folded)
    if len(numbers) != 1 or asked is None:
        return None
    passages = {reading.row: reading.passage for reading in found.readings}.values()
    there = {one for passage in passages for one in asked_numbers(folded_text(context(passage) + passage.text))}
    return asked[1] if numbers[0] not in there and any(one[-1] == numbers[0][-1] for one in there) else None


def grade_of(verdict: Verdict, found: Evidence, *, words: bool, reader: bool) -> Grade:
    """How plainly the documents have it, by thresholds that were fitted.

    words: whether few words are given; they say by themselves that it is plain. reader: whether one read. What it did
    not take for an answer is not plain because it is near, where neither a word nor a place is shared with it, nor is
    what tells another fact than the one asked for, 利润 for 税收.
    """
    if not verdict.answered:
        return "absent"
    if reader and not words and (_is_only_near(found) or _is_another_fact(found)):
        return "unsure"
    stored = weights(reader=reader)
    least = stored.stated_in_words if words else stored.stated
    return "stated" if verdict.confidence >= least else "unsure"


def why_not(verdict: Verdict, frame: Phrases, query: Query, facts: Iterable[Document] = ()) -> str:
    """The sentence that says why nothing answers ``query``. Raises KeyError for a verdict that refuses nothing.

    facts: the documents, of which the years are told where none is of the year that is asked for.
    """
    elsewhere = verdict.reason == "other place or period"
    years = _years_instead(query, facts) if elsewhere else []
    why = {
        "small talk": frame.thanked if is_thanks(query.question) else frame.small_talk,
        "nothing to look for": frame.blank,
        "names what no document does": frame.unheard,
        "figure not found": frame.no_figure,
        "other place or period": frame.elsewhere + (frame.covered.format(years="、".join(years)) if years else ""),
        "not sure enough": frame.too_far,
    }
    return why[verdict.reason].format(names="、".join(verdict.names))


def filters_apart(index: PassageSource, where: Where, frame: Phrases) -> str | None:
    """The sentence that says that no document chosen is of the period chosen; None where that is not so."""
    chosen = [index.by_id[id] for id in values(where, "document") if id in index.by_id]
    periods = values(where, "period")
    both = {"document": [document.id for document in chosen], "period": periods}
    if not chosen or not periods or any(index.ids_within(both)):
        return None
    told = "、".join(frame.year.format(period) if period.isdecimal() else period for period in periods)
    if len(chosen) > 1:
        return frame.all_apart.format(count=len(chosen), period=told)
    return frame.filters_apart.format(title=one_line(chosen[0].title), period=told)


def _years_instead(query: Query, facts: Iterable[Document]) -> list[str]:
    """The years of the documents, of the places asked about if any is named; none where a year asked for is of them."""
    of_place = (one for one in facts if not query.places or (one.place and place_stem(one.place) in query.places))
    years = sorted({one.period[:4] for one in of_place if one.period})
    told = years if len(years) <= _MOST_YEARS else [f"{years[0]}–{years[-1]}"]
    return told if query.years and not set(query.years) & set(years) else []


def _is_elsewhere(found: Evidence) -> bool:
    """Whether nothing is of the place and period asked for, or the best only stands beside what is of another part.

    A sentence goes on speaking of the day that a line of its section names.
    """
    if not found.readings:
        return True
    parts, best = found.query.parts, found.readings[0]
    told = best.passage.text[: best.sentence.end - best.passage.start]
    return bool(parts and found.passed_over) and not states_part(parts, folded_text(context(best.passage) + told))


def _is_another_fact(found: Evidence) -> bool:
    return any(tells_another_fact(found.query.folded, folded_text(one.sentence.text)) for one in found.readings[:1])


def _is_only_near(found: Evidence) -> bool:
    """Whether a question in other letters names no place of the documents, and its best passage was not read as so."""
    query, best = found.query, found.readings[0]
    if query.places or query.shares_script(folded_text(context(best.passage) + best.passage.text)):
        return False
    reading = found.admissible.read.get(best.row)
    return reading is None or log_odds(reading) < 0


def _shares_no_word(found: Evidence) -> bool:
    """Whether a Chinese question has no word in common with the Chinese passage that would answer it.

    Of 900 right answers to questions over the articles and CMRC2018-dev, none was such.
    """
    query, passage = found.query, found.readings[0].passage
    text = folded_text(context(passage) + passage.text)
    return not query.foreign and query.shares_script(text) and not query.covered(text)
