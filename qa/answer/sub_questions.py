"""A question that asks several things at once as questions of one thing each, each of which stands alone.

Of several places or years each is asked alone; 有多少家，总数多大 is asked clause by clause. Rules over the words of
the question and the places that it names; nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.answer.asked_things import asks_for
from qa.answer.followups import OF_EACH, SO_MANY, complete, with_topic
from qa.search.query import Query
from qa.text.folding import simplify
from qa.text.places import DIVISIONS

MOST = 4
MOST_PLACES = 6
_CLAUSE = re.compile(r"[^,，;；?？]+[,，;；?？]*")
# What only leads to a question asks for nothing itself: 谁知道, 怎么回事, 听说有什么.
_LEADS_ON = re.compile(
    "^(?:[有请]?谁[能会可知]|听说|据说|[不想]?知道|不[懂清明]|怎么[办了回]|咋[办了回])|怎么[办回]事?[,，?？]*$|"
    "^在(?:什么|何种|哪[种些]).{0,4}[下中时][,，]*$"
)
_STOPS = " ,，;；?？。"
_WHAT_ABOUT = re.compile("的?呢[?？]*$")
# 各由谁负责 asks of every one of what was asked before it.
_OF_EACH = re.compile("又?(?:各|分别|都)")
_ALL = re.compile(SO_MANY)
_AND = re.compile("(?:以及|还有|[和与跟同及、])$")
_QUOTED = re.compile("“[^“”]*”|《[^《》]*》|「[^「」]*」")
# What sets two side by side, or asks of both together, loses its sense when each is asked alone.
_TOGETHER = re.compile(
    "[比较更最]|相差|相同|不同|一样|区别|差别|差异|之间|共同|联合|合作|签[订署了]|对口|结对|共建|"
    "[哪谁]个?.{0,2}[多少高低大小早晚先后]"
)
_FROM_TO = re.compile("[到至比]")
_YEAR = r"(?:19|20)\d\d年"


_WHICH = re.compile(rf"哪([2-9两二三四五])个?(?:区县|市县|县市|乡镇|镇街|地方|地区|城市|街道|社区|[{DIVISIONS}])")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


class SubQuestion(NamedTuple):
    """text: the question of one thing, which stands alone. asked: the words of the whole question that it is for."""

    text: str
    asked: str


def sub_questions(query: Query) -> tuple[SubQuestion, ...]:
    """The questions that a Chinese one asks at once, in its order, at most ``MOST``; none if it asks one
    thing, more than those, or of all together.
    """
    if query.foreign or query.without or query.which_places:
        return ()
    text = simplify(query.text).strip()
    outside = _QUOTED.sub(lambda match: "“" * len(match.group()), text)
    spans = [match.span() for match in _CLAUSE.finditer(outside)]
    clauses = [text[start:end] for start, end in spans]
    asking = [number for number, span in enumerate(spans) if _asks(outside[slice(*span)])]
    if 1 < len(asking) <= MOST and not any(_OF_EACH.match(clauses[number]) for number in asking[1:]):
        return _by_clause(clauses, asking, query.places)
    if _TOGETHER.search(outside):
        return ()
    if len(query.places) > 1:
        return _of_each(text, f"(?:{'|'.join(map(re.escape, query.places))})[{DIVISIONS}]?")
    return _of_each(text, _YEAR) if len(query.years) > 1 else ()


def of_each_place(query: Query, places: Sequence[str]) -> tuple[tuple[SubQuestion, ...], int]:
    """A question for so many places without their names, 哪两个区县, as one of each of the ``places`` there are.

    Second is how many are asked for; none of it where the question names a place, asks for no number or for all, or
    where there are more than ``MOST_PLACES``.
    """
    text = simplify(query.text).strip()
    asked = _WHICH.search(text)
    if not query.which_places or query.foreign or query.places or asked is None:
        return (), 0
    number = _NUMBERS.get(asked[1]) or int(asked[1])
    if not number < len(places) <= MOST_PLACES:
        return (), 0
    before, behind = text[: asked.start()], OF_EACH.sub("", text[asked.end() :])
    return tuple(SubQuestion(before + place + behind, place) for place in sorted(places)), number


def _asks(clause: str) -> bool:
    return _LEADS_ON.search(clause) is None and (asks_for(clause) or _WHAT_ABOUT.search(clause) is not None)


def _by_clause(clauses: Sequence[str], asking: Sequence[int], places: Sequence[str]) -> tuple[SubQuestion, ...]:
    """Each clause that asks, behind what stands before the first; one without a place behind the topic of the first."""
    before = "".join(clauses[: asking[0]])
    found: list[SubQuestion] = []
    for start, end in zip(asking, [*asking[1:], len(clauses)], strict=True):
        asked = "".join(clauses[start:end]).strip(_STOPS)
        alone = f"{before}{asked}？"
        if found and _WHAT_ABOUT.search(asked):
            alone = complete(_WHAT_ABOUT.sub("呢？", asked), [found[0].text], places)
        elif found and not any(place in asked for place in places):
            alone = with_topic(f"{asked}？", found[0].text)
        found.append(SubQuestion(alone, _WHAT_ABOUT.sub("", asked)))
    return tuple(found)


def _of_each(text: str, names: str) -> tuple[SubQuestion, ...]:
    """The question of each of the names alone: what is said of it, and what is said of all before and after."""
    named = list(re.finditer(names, text))
    if not 2 <= len({match.group() for match in named}) == len(named) <= MOST:
        return ()
    gaps = [text[one.end() : other.start()].strip() for one, other in zip(named, named[1:], strict=False)]
    if any(_FROM_TO.match(gap) or not _AND.search(gap) for gap in gaps):
        return ()
    said = [name.group() + _AND.sub("", gap) for name, gap in zip(named, [*gaps, ""], strict=True)]
    end = named[-1].end()
    if every := _ALL.match(text, end):
        end = every.end()
    if any(_AND.sub("", gap) for gap in gaps):
        end += len(re.split("[,，;；]", text[end:], maxsplit=1)[0])
        said[-1] = text[named[-1].start() : end]
    alone = [text[: named[0].start()] + own + OF_EACH.sub("", text[end:]) for own in said]
    if not all(map(asks_for, alone)):
        return ()
    return tuple(SubQuestion(one, name.group()) for one, name in zip(alone, named, strict=True))
