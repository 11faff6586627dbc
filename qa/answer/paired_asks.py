"""A clause that asks two things at once as two questions that ask one each: 什么时候、在哪里举行, 起点和终点各是哪里.

It knows no document; a question that cannot be parted for sure is left whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer.asked_things import asks_twice, question_words
from qa.text.characters import CHINESE, has_chinese
from qa.text.folding import folded_text, in_simplified
from qa.text.words import whole_words
from qa.types import Extent

_END = " \n　?？。.!！,，;；"
_WHEN = re.compile(r"什么时[候间]|何时|[哪几](?:[1一]?个?[年月天日号]|点)")
_WHERE = re.compile(r"哪[里儿]|何[处地]|什么地[方点]|哪个地[方点]")
_AND = "(?:以及|还有|[、和与及并])"
_ADJACENT = re.compile(rf"{_AND}?(?:又|都)?((?:是|由|在|于|从|被|到|有|共)*)$")
_COUNTED_TOO = re.compile(rf"([{CHINESE}]{{1,6}}?){_AND}((?:有|共)*)$")
_LEADS_TO_ASK = re.compile(r"(?:是|由|在|于|从|到|被|有|为|叫|各|分别|共|总共|一共|都|又|的|给|[给对向]?了)+$")
_OF_BOTH = re.compile(
    rf"(?P<first>[^，,]{{2,}}?)(?:{_AND})(?P<second>[^，,、和与及的]{{1,12}}?)(?P<each>各自|各|分别)?(?P<rest>(?:是|为|有|由|在|叫|都)*$)"
)
_POINTS = re.compile("^(?:它的?|[他她其该](?:们?的)?|这[个些]?的?|那[个些]?的?|而?且|并且?|又|还|同时|另外?)+")
_DONE = re.compile("[了着过]$|^(?:在|从|给|对|向|被|由|会|能|可|要|应|将|已|曾|共|有|没|不)")
_LIKE = "样的"
_BARE = re.compile("多[大高]|谁|誰|什么|什麼|多少|几|幾|什么时|什麼時|何时")
_WHICH = re.compile("(?:谁|誰|什么|什麼|多少)$")
_SAYS = re.compile(rf"(?![的呢吗])[{CHINESE}]")
_MOST_BEHIND = 4
_LONGEST_LABEL = 8
_ENGLISH_AND = re.compile(r",?\s+and\s+$|,\s*$")
_WORD = re.compile(r"\s*[a-z]+")


@dataclass(frozen=True, slots=True)
class OneAsk:
    """One of several things asked for. question: stands alone. label: what it asks for, for people: 时间, 总投资."""

    question: str
    label: str


def paired_asks(question: str, *, of_a_row: bool = False) -> tuple[OneAsk, ...]:
    """The two things that a clause asks for at once, each as a question of its own; none where it asks one.

    of_a_row: what answers is a row of a table: 起点和终点是哪里 asks for two cells; elsewhere that needs 各 or 分别.
    """
    text = question.strip(_END)
    plain = in_simplified(text)
    if not has_chinese(plain):
        asked = question_words(plain.lower())
        return _english(text, *asked) if len(asked) == 2 else ()
    asked = question_words(plain)
    if len(asked) == 1:
        return _of_both(text, *asked[0], each=not of_a_row)
    return _in_one_clause(text, *asked) if len(asked) == 2 and asks_twice(folded_text(text)) else ()


def label_of(asked: str, *, subject: bool) -> str:
    """What a clause asks for, for people: 时间, 地点, the noun before its question word, or that and what follows.

    subject: whether the clause names first what it speaks of, as 大桥 in 大桥是谁修的 does.
    """
    clause = asked.strip(_END)
    found = question_words(in_simplified(clause))
    return _label(clause, found[0], of_subject=subject) if found else clause


def _in_one_clause(text: str, first: Extent, second: Extent) -> tuple[OneAsk, ...]:
    """Two question words side by side: 多少户、多少人; 是谁在什么时候; 几名教师和多少学生."""
    before, between, rest = text[: first[0]], text[first[1] : second[0]], text[second[1] :]
    one, other = text[slice(*first)], text[slice(*second)]
    if one == other or not between:
        return ()
    if beside := _ADJACENT.match(between):
        lead = _LEADS_TO_ASK.sub("", before) if beside[1] and not before.endswith("是") else before
        return (
            OneAsk(before + one + rest, _label_of_words(one, rest)),
            OneAsk(lead + beside[1] + other + rest, _label_of_words(other, rest)),
        )
    if counted := _COUNTED_TOO.match(between):
        return (
            OneAsk(before + one + counted[1], _label_of_words(one, counted[1])),
            OneAsk(before + other + rest, _label_of_words(other, rest)),
        )
    return ()


def _of_both(text: str, start: int, end: int, *, each: bool) -> tuple[OneAsk, ...]:
    """One question word asked of two things: 餐费和校车费各是多少."""
    both = _OF_BOTH.fullmatch(text[:start])
    if both is None or (each and not both["each"]):
        return ()
    things = both["first"]
    cut = things.rfind("的") + 1 or whole_words(things)[-1].start
    rest = both["rest"] + text[start:]
    return tuple(OneAsk(things[:cut] + thing + rest, thing) for thing in (things[cut:], both["second"]))


def _label(clause: str, asked: Extent, *, of_subject: bool) -> str:
    """As ``label_of``; ``clause[slice(*asked)]`` is the question word."""
    words, rest = clause[slice(*asked)], clause[asked[1] :]
    before = clause[: asked[0]].strip()
    noun, pointed = _POINTS.subn("", _LEADS_TO_ASK.sub("", before))
    if not _BARE.match(words) or (rest and of_subject) or before.endswith("了") or _DONE.search(noun):
        return _label_of_words(words, rest)
    if of_subject and noun:
        noun = noun[whole_words(in_simplified(noun))[-1].start :] if _WHICH.match(words) else ""
    return noun if len(noun) > 1 - bool(pointed) and len(noun) <= _LONGEST_LABEL else _label_of_words(words, rest)


def _label_of_words(words: str, rest: str) -> str:
    if rest.startswith(_LIKE):
        words, rest = words + _LIKE, rest.removeprefix(_LIKE)
    plain = in_simplified(words)
    if _WHEN.match(plain):
        return "时间"
    if _WHERE.match(plain) and not rest.startswith("人"):
        return "地点"
    return words + _next_words(rest)


def _next_words(rest: str) -> str:
    """The words that ``rest`` begins with, to the end of what is said of a question word; four characters at most."""
    taken = 0
    for word in whole_words(in_simplified(rest)):
        if word.end > _MOST_BEHIND or not _SAYS.match(word.word):
            break
        taken = word.end
    return rest[:taken].rstrip("了")


def _english(text: str, first: Extent, second: Extent) -> tuple[OneAsk, ...]:
    """``When and where was it held``, ``Who built it and when``, ``Who built it and how many rooms has it``."""
    joined = _ENGLISH_AND.search(text, first[1], second[0])
    if joined is None or joined.end() != second[0]:
        return ()
    between, rest = text[first[1] : joined.start()], text[second[1] :]
    one, other = text[slice(*first)], text[slice(*second)]
    if not between.strip():
        between = rest
    elif not rest.strip():
        rest = between
    return tuple(
        OneAsk(text[: first[0]] * (words is one) + words + of, _english_label(words, of))
        for words, of in ((one, between), (other, rest))
    )


def _english_label(words: str, rest: str) -> str:
    counts = words.lower().startswith(("how many", "how much", "which", "what"))
    thing = _WORD.match(rest.lower())
    return words.lower() + (thing.group() if counts and thing else "")
