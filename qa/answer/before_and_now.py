"""What was changed into what: of 由9:30改为8:45 a question means the second, unless it asks for what was before.

It reads one sentence and a question and knows no passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text.folding import in_simplified
from qa.types import Extent

_VERB = (
    "(?:[更修]?改|调整|变更?|更[名换]|改名|转?换|提[高升]|增[加长]?|扩[大展]?|上[调升涨]|[升涨]|下[调降]|降低?|减[少缓]?|"
    "缩[短减小]|压[缩减]|延[长期]|推[迟后]|顺延|提前|[搬转]?[迁移]|搬|恢复|回[升落])"
)
_INTO = "[了]?(?:为|到|至|成)"
_FROM = "(?:(?<!自)由(?!于)|从(?!事|而))"
_WORDS = r"[^，,。；;：！!？?|\n]"
_FROM_INTO = re.compile(
    rf"{_FROM}(?:原[来先有本]?的?|此前的?|过去的?)?(?P<former>(?:(?!{_FROM}){_WORDS}|(?<=\d)[:,](?=\d)){{1,24}}?)"
    rf"(?:统一|逐步|正式|大幅|相应)?{_VERB}{_INTO}(?P<now>(?:(?![（(]){_WORDS}|(?<=\d)[:,](?=\d)){{1,24}})"
)
_PLANNED = re.compile(
    rf"原[定计]划?[于在为]?(?P<former>{_WORDS}{{1,16}}?)(?=举[办行]|召开|进行|开[始展]?|的|[，,]){_WORDS}{{0,24}}?[，,]?{_WORDS}{{0,12}}?"
    rf"{_VERB}(?:{_INTO}|[在于])(?P<now>(?:(?![（(]){_WORDS}){{1,24}})"
)
_MOVED = (
    r"\b(?:chang|rais|ris|rose|increas|decreas|reduc|lower|cut|mov|shift|switch|postpon|extend|shorten|went|go|grew|grown|"
    r"fell|fallen|drop|shrank|shrunk|renam|upgrad|reschedul|brought|put|up|down|climb|declin|cha)\w*\b"
)
_ENGLISH = re.compile(
    rf"{_MOVED}[^.,;]{{0,40}}?\bfrom (?P<former>[^,;]{{1,40}}?) to (?P<now>[^;]{{1,40}}?)"
    r"(?=[;(]|,(?!\d)|\.(?:\s|$)|\s(?:because|since|as|from|after|for|with|when|while|on|in|at|by|and|under|thanks|this|last)\b|$)",
    re.IGNORECASE,
)
_DONE_THEN = re.compile("(?:举[办行]|召开|进行|开[展放始]|实施|执行|办理|营业|演出|受理|发车|上课|比赛|集合)+$|[起内]$")
_FORMER = re.compile(
    r"原[来先定本为是]|(?<![日月年点时号\d])(?:以|之|[改变调换]动?|调整|变更)前|先前|此前|过去|早先|从前|本来|旧|"
    r"\b(?:former|formerly|previous|previously|originally|original|used to|old)\b|\bbefore(?: the \w+)?\W*$"
)
_BY_HOW_MUCH = re.compile(
    r"(?:增[加长]?|减少?|提[高升前]|下?降低?|上?[涨升]|缩短|延[长期]|推迟|[多少])了(?:多|几)|"
    r"\bby how (?:much|many)|how (?:much|many) (?:more|less|fewer)"
)
_NOW = re.compile("现在|目前|如今|现今|眼下|当前")
_THEN = re.compile("原来|以前|过去|从前|原先|之前|早先")
# Where a clause begins with it and goes on to the figure: no 经过去年, no 由原来的两校合并, no 以前由教练带队, ….
_SAID_OF_THEN = re.compile(rf"(?:^|(?<=[,，。;；:：“]))(?:{_THEN.pattern})(?!的?[^,，。;；\d]{{0,8}}[后,，])")
_YEAR = re.compile(r"(?:1\d|20)\d\d(?=年|\b)")


@dataclass(frozen=True, slots=True)
class BeforeAndNow:
    """Stretches of a sentence: what something was, and what it has become."""

    before: Extent
    now: Extent


def of_the_time_asked(question: str, text: str, figures: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those of ``figures`` in folded ``text`` not of then where a folded question asks of now, and the other way.

    A figure is of the time that was named last before it: 20分钟 of 原来要1小时,现在只要20分钟 is of now.
    """
    now, then = _NOW.search(question) is not None, _THEN.search(question) is not None
    if now == then:
        return figures
    wanted, other = (_NOW, _SAID_OF_THEN) if now else (_SAID_OF_THEN, _NOW)
    return [one for one in figures if _last(wanted, text, one.start()) >= _last(other, text, one.start())]


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    return max((match.start() for match in pattern.finditer(text, 0, end)), default=-1)


def changes_told(text: str) -> list[BeforeAndNow]:
    """The changes that a sentence tells of, in order; offsets in ``text``."""
    plain = in_simplified(text)
    found = [match for pattern in (_FROM_INTO, _PLANNED, _ENGLISH) for match in pattern.finditer(plain)]
    return [BeforeAndNow(match.span("former"), _ended(plain, *match.span("now"))) for match in found]


def meant_instead(question: str, text: str, changes: Sequence[BeforeAndNow], start: int, end: int) -> Extent:
    """``text[start:end]``; where it touches a change, that side of it that a folded question asks for.

    What is now, unless the question asks for what was before or names a year that only that is of. Who asks how far
    both lie apart means neither.
    """
    for change in changes:
        if any(first < end and start < last for first, last in (change.before, change.now)):
            return (start, end) if _BY_HOW_MUCH.search(question) else _side_asked_for(question, text, change)
    return start, end


def _side_asked_for(question: str, text: str, change: BeforeAndNow) -> Extent:
    years = set(_YEAR.findall(question))
    former, now = (bool(years & set(_YEAR.findall(text[slice(*side)]))) for side in (change.before, change.now))
    before = former if former != now else _FORMER.search(question) is not None
    return change.before if before else change.now


def _ended(text: str, start: int, end: int) -> Extent:
    """Without what is done then: 10月24日举行; with the last point of ``7 a.m.``"""
    if text[end : end + 1] == "." and re.search(r"\b[ap]\.m$", text[start:end]):
        return start, end + 1
    done = _DONE_THEN.search(text, start, end)
    return start, done.start() if done and done.start() > start else end
