"""Which sentences can be quoted: no bare number or mark, no line of contents, no heading, not the question once more,
nor one without a figure where a number is asked for, or of whose the pictures are where the writers are.

What ends in 。 is a sentence, in a heading too unless that asks. What stands below a heading, or behind the question
as a document asks it, is what answers.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from qa.answer.asked_units import tells_no_number
from qa.answer.credits import is_of_pictures_alone
from qa.answer.sentence_ranking import Reading
from qa.index.bearing_numbers import bears_number
from qa.search.candidates import HEADINGS
from qa.search.query import Query
from qa.text.characters import has_chinese
from qa.text.folding import folded_text
from qa.text.rule_numbers import bears, number_alone

_MARKUP = re.compile(r"<[^<>]*>|!?\[[^\[\]]*\]\([^()\s]*\)|&\w+;|https?://\S+")
_LETTER = re.compile(r"[^\W\d_]")
_CELLS = re.compile("[|:]")
_RULED = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+$")
_LEADERS = re.compile(r"(?:[.．·…‥・﹒]\s?){4,}\s*\d+\s*$")
_ASKS = re.compile(r"[?？][”’」』）)\"'*_]*$")
_NOT_WORDS = re.compile(r"[^\w\s]|\d")
_SENTENCE = re.compile(r"[^：:]{6}.*[。！？!?；;.…]\s*$")
_ENDS = re.compile(r"[。！；;.…][”’」』）)\"']*\s*$")
_LONGEST_HEAD = 24
_FEWEST_LETTERS = 2
_ECHO = 0.5
_NEXT = 200


def quotable(query: Query, reading: Reading) -> bool:
    """Whether a sentence says anything that could answer ``query``."""
    text = reading.sentence.text
    heads = reading.passage.role in HEADINGS and "heading" not in query.roles
    if _heads(reading) or (heads and not (_states(reading) or _says_what_is(query, text))):
        return False
    says_something = len(_LETTER.findall(_MARKUP.sub("", text))) >= _FEWEST_LETTERS
    silent = tells_no_number(query.folded, folded_text(text)) or _only_names_columns(reading)
    silent = silent or is_of_pictures_alone(query.folded, text)
    return says_something and not (silent or _LEADERS.search(text) or _repeats_the_question(query, text))


def _heads(reading: Reading) -> bool:
    """Whether it is a few words on a line of their own between two sentences, without a mark: a heading by its place.

    Below a question, a name with a colon or another such line it may be what those ask for.
    """
    text, at = reading.sentence.text, reading.sentence.start - reading.passage.start
    before, behind = reading.passage.text[:at], reading.passage.text[at + len(text) :]
    alone = before[-1:] == behind[:1] == "\n" and len(text) <= _LONGEST_HEAD
    words = (has_chinese(text) or text[0].isupper()) and not _NOT_WORDS.search(text)
    below = behind.lstrip("\n").partition("\n")[0]
    between = _ENDS.search(before) is not None and below[:1].isalnum() and _SENTENCE.match(below) is not None
    return alone and words and between


def _only_names_columns(reading: Reading) -> bool:
    """Whether a row of a table heads its columns: the next row says its first head, or a line rules it off."""
    text = reading.sentence.text
    below = reading.passage.text[reading.sentence.end - reading.passage.start :].lstrip("\n").partition("\n")[0]
    first, bar, _ = text.removeprefix("|").strip().partition(" | ")
    return text.startswith("|") and bool(bar) and (below.startswith(f"| {first}：") or bool(_RULED.match(below)))


def _states(reading: Reading) -> bool:
    """Whether a sentence of a heading states something: it ends so, and the heading does not end in a question."""
    rest, *_ = reading.passage.text[reading.sentence.start - reading.passage.start :].split("\n")
    return reading.sentence.text.endswith(("。", "！")) and _ASKS.search(rest) is None


def _says_what_is(query: Query, text: str) -> bool:
    """Whether it is what the question asks for by its name, and what that is: 题目：我的家乡 for 作文的题目是什么."""
    name, _, value = (part.strip() for part in folded_text(text).partition(":"))
    return bool(value) and len(name) > 1 and name in query.folded and folded_text(text) not in query.folded


def quotable_readings(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that can be quoted, best first; all of them where none can.

    What answers under a heading, or behind the question once more, is as likely as that was.
    """
    left = [reading for reading in readings if quotable(query, reading)]
    if not left or len(left) == len(readings):
        return list(readings)
    likely = {id(reading): reading.probability for reading in left}
    for other in readings:
        if id(other) not in likely and (heir := _following(other, left)):
            likely[id(heir)] = max(likely[id(heir)], other.probability)
    raised = [dataclasses.replace(one, probability=likely[id(one)]) for one in left]
    return sorted(raised, key=lambda reading: -reading.probability)


def numbered_first(query: Query, readings: Sequence[Reading]) -> list[Reading]:
    """The sentences that bear a number asked for, one in a cell too, or stand under one, before those that cite it.

    Where the number is all that is asked for, they come as the rule or the section goes.
    """

    def place(reading: Reading) -> tuple[int, int]:
        under = bears_number(query.numbers, reading.passage)
        text = folded_text(reading.sentence.text)
        parts = _CELLS.split(text) if text.startswith("|") else [text]
        if any(bears(number, part) for number in query.numbers for part in parts):
            return 0, 0
        return (1, reading.sentence.start if alone else 0) if under else (2, 0)

    alone = number_alone(query.folded)
    return sorted(readings, key=place) if query.numbers else list(readings)


def _repeats_the_question(query: Query, text: str) -> bool:
    """Whether it asks the same: 考题：怎么修路？ does not where 考题 is what was asked for."""
    asked = folded_text(text).rpartition(":")[2]
    return _ASKS.search(text) is not None and query.covered(asked) >= _ECHO


def _ends_in(reading: Reading, heading: str) -> bool:
    """Whether the last of the headings of a passage, which may come one below the other, is ``heading``."""
    return reading.passage.text.rpartition("\n")[2].lstrip("# \t") == heading


def _following(reading: Reading, left: Sequence[Reading]) -> Reading | None:
    """The likeliest of ``left`` under a heading; behind a question, or what heads a text, the next that is close."""
    beside = [one for one in left if one.passage.document_id == reading.passage.document_id]
    if reading.passage.role == "heading":
        under = (one for one in beside if one.passage.heading and _ends_in(reading, one.passage.heading[-1]))
        return max(under, key=lambda one: one.probability, default=None)
    if not (_ASKS.search(reading.sentence.text) or _heads(reading)):
        return None
    behind = (one for one in beside if 0 <= one.sentence.start - reading.sentence.end <= _NEXT)
    return min(behind, key=lambda one: one.sentence.start, default=None)
