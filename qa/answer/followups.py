"""An elliptical question (那綦江呢？ 工作队员呢？ 她住在哪里？) to one that stands alone.

Rules over the words of this question and the one before; nothing is looked up. It stops where the meaning is only in an
answer: a pronoun for something that no question has named is not resolved, the topic before is put in front instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.search.small_talk import is_blank, is_small_talk, without_courtesies
from qa.text.characters import CHINESE, has_chinese
from qa.text.folding import simplify, without_gaps
from qa.text.measure_words import COUNTERS
from qa.text.pinyin import sounds_like
from qa.text.places import DIVISIONS, place_stem
from qa.text.words import is_name, whole_words, without_question_words, words
from qa.types import Extent

_WHAT_ABOUT = re.compile(
    r"^(?!(?!那|还有|至于).{4,}[^又]怎么样)(?:那么?|还有|至于)?(?P<what>[^，,。？?]{1,16}?)(?:呢|又如何|又?怎么样)[？?。]?$"
    r"|^(?:what about|how about|and)\s+(?:in\s+)?(?P<english>[^?]{1,40})\?*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    "^(?:那么?|而|但).{0,14}$|^.{0,3}(?:他们|她们|它们|[他她它](?!人)|这个?人|这位|那位|该(?![当如])|其(?:中|他)?[^他实次])|"
    f"^(?:这|那)[{COUNTERS}些儿]|"
    f"^(?:位于|设|地址)?在?(?:哪里|哪儿|哪)[？?]?$|^有?(?:几|多少)[{COUNTERS}]?人?[？?]?$|"
    "^(?:里面|当中|其中|总共|一共|累计|合计|后来|之前|是谁|是哪|有哪|有什么|还有|为什么[？?]?$|怎么.{0,3}[？?]?$)"
)
_POINTS_BACK_ENGLISH = re.compile(
    r"\b(?:he|she|it|they|them|their|its|his|her|there|that one|this one)\b|^what (?:is|was) the\b", re.IGNORECASE
)
_STANDS_FOR_NOTHING = re.compile(
    r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|"
    r"\b(?:does|did|will|would|can) it (?:take|cost|matter)\b|\bit (?:takes|costs)\b",
    re.IGNORECASE,
)
_LITTLE_WORD = re.compile(
    r"(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|is|are|was|were|be|do|does|did|has|have|had|can|could|will|would|"
    r"should|who|whom|whose|what|which|when|where|why|how|many|much|he|she|it|they|them|their|its|his|her|there|that|"
    r"this|one|now|then|called|named)",
    re.IGNORECASE,
)
_MOST_SAID = 2
_ENGLISH_NAME = re.compile(r"(?<!^)\b[A-Z][A-Za-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_PERIOD = re.compile(
    r"^(?:在|到)?(?:(?P<year>(?:19|20)\d\d)年?|(?P<before>前一年|上一年|上年|再前一年)|(?P<after>后一年|下一年|第二年|次年))的?(?:时候)?$"
)
_COUNTED = re.compile(rf"(?:多少|几)((?!人[才口])[{COUNTERS}])?((?![{COUNTERS}][？?]?$)[^，,。？?到进来去]{{1,14}})")
_HELD = re.compile(f"(?:有了?|了)(?:哪些|什么|多少|[好几]多|几)[{COUNTERS}]?(?!钱|元)(?=[{CHINESE}“《]{{2}})")
_ENDING = re.compile(
    f"(?:是|由)?(?:哪[个家位]|谁)[^，,]{{0,12}}的$|[在到](?:哪里|哪儿|哪)[{CHINESE}]{{0,3}}的?$|[投花用要收]?了?(?:多少|[好几]多)钱$"
)
_OTHERS = re.compile(
    "^(?:那么?|还有|至于)?(?:别的|其[他它]的?|另外的?)(?:几个|各个?)?(?P<kind>区县?|县|市|镇|乡|省|街道|社区|地方|地区|城市)"
    "(?:的?情况)?(?:呢|又?如何|怎么样)?[？?。]?$"
)
_EXCEPT = "以外的"
_COUNTING = re.compile(f"(?:哪几|哪|几|多少)[{COUNTERS}些]?次?的?")
_DANGLING = re.compile("(?:的是|是|有|在|到|为|叫|做|了|一共|总共){1,8}$|^是(?!否)")
_PLACE_ENDING = re.compile(f"[{DIVISIONS}]$")
_IN_ALL = re.compile("累计|总共|一共|合计|总计")
_THEN = re.compile(r"去年|今年|前年|当年|(?:19|20)\d\d年")
_OF_A_PLACE = re.compile(r"(?P<place>[^的]{2,6})的(?P<rest>.{2,})$")
_NOW, _ONCE = (
    re.compile("现在|目前|如今|眼下|今天"),
    re.compile("以前|从前|原来|原先|早先|^之前|过去(?![几多一两三四五六七八九十百\\d的了来])"),
)
SO_MANY = f"(?:(?:[这那]?[两二三四五2-5]|几)个?[{DIVISIONS}地家者])?"
OF_EACH = re.compile("分别|各自|各(?![种类项级方界地族样式个位])")
_LONGEST_VAGUE = 14
_SHORTEST_KIND = 2
_BEFORE_A_NAME = "的，,、：: 和与"
_MOST_VAGUE_WORDS = 6


def ways_to_read(question: str, earlier: Sequence[str], places: Sequence[str]) -> tuple[str, ...]:
    """The standalone questions that ``question`` may mean: one, or a second that goes on with the topic before it.

    earlier, places: as in ``complete``.
    """
    if is_blank(question) or is_small_talk(question):
        return (question,)
    whole = complete(question, earlier, places)
    spoken = [one for one in earlier if not is_small_talk(one)]
    if whole != question or not spoken or not may_be_vague(question, places):
        return (whole,)
    return whole, with_topic(question, complete(spoken[-1], spoken[:-1], places))


def complete(question: str, earlier: Sequence[str], places: Sequence[str]) -> str:
    """``question`` with what it leaves out taken from ``earlier``, the questions before it, oldest first.

    places: stems of the places of the corpus. A question that stands alone comes back as it is.
    """
    standing = ""
    for asked in [*(one for one in earlier if not is_small_talk(one)), question]:
        asked = asked.strip()
        plain = without_gaps(without_courtesies(asked))
        whole = _complete(plain, standing, places)
        standing = asked if whole == plain else whole
    return standing


def may_be_vague(question: str, places: Sequence[str]) -> bool:
    """Whether a question without a pronoun could still lean on the one before: short, and it names nothing."""
    if not has_chinese(question):
        named = _ENGLISH_NAME.search(question) or re.search(r'["“\d]', question)
        return not named and len(question.split()) <= _MOST_VAGUE_WORDS
    plain = simplify(question)
    names = any(place in plain for place in places) or re.search('[“《「『"0-9A-Za-z]', plain) is not None
    return not names and len(plain) <= _LONGEST_VAGUE and not any(is_name(token.word) for token in words(plain))


def with_topic(question: str, before: str) -> str:
    """``question`` behind the topic of the question before it."""
    topic = _topic(before)
    if not topic:
        return question
    return f"{topic}：{question}" if has_chinese(question) else f"{topic}: {question}"


def _complete(question: str, before: str, places: Sequence[str]) -> str:
    if not before or not question:
        return question
    if match := _OTHERS.match(simplify(question)):
        named = [place for place in places if place in simplify(before)]
        if named:
            return _with_place(f"{'、'.join(named)}{_EXCEPT}{match['kind']}", before, places)
    match = _WHAT_ABOUT.match(question)
    if match:
        return _replaced((match["what"] or match["english"]).strip(), before, places)
    if _points_back(question) and not any(place in simplify(question) for place in places):
        return with_topic(question, before)
    return question


def _points_back(question: str) -> bool:
    if has_chinese(question):
        return _POINTS_BACK.search(question) is not None
    if _ENGLISH_NAME.search(question) or not _POINTS_BACK_ENGLISH.search(_STANDS_FOR_NOTHING.sub(" ", question)):
        return False
    said = [word for word in re.findall(r"[A-Za-z']+", question) if not _LITTLE_WORD.fullmatch(word)]
    return len(said) <= (1 if question.lower().startswith(("what is the", "what was the")) else _MOST_SAID)


def _replaced(what: str, before: str, places: Sequence[str]) -> str:
    """The question before, with ``what`` in the place of what it is an alternative to."""
    if period := _period(what, before):
        if _YEAR.search(before):
            return _YEAR.sub(lambda _: period, before, count=1)
        return f"{period}{before}" if has_chinese(before) else f"{before.rstrip('?？ ')} in {period}?"
    if _IN_ALL.fullmatch(what):
        return what + _THEN.sub("", before)
    if _is_place(what, places):
        return _with_place(what, before, places)
    if (named := _OF_A_PLACE.match(simplify(what))) and place_stem(named["place"]) in places:
        return _with_place(what[: named.end("place")], before, places) if named["rest"] in before else f"{what}？"
    if what.isdigit() and (numbers := list(re.finditer(r"(?<![\d+.])\d+(?![\d+.])", before))):
        return before[: numbers[-1].start()] + what + before[numbers[-1].end() :]
    if has_chinese(what) and _COUNTED.search(before):
        return _COUNTED.sub(lambda match: f"多少{'个' if match[1] == '个' else ''}{what}", before, count=1)
    if _NOW.fullmatch(what) and (then := _ONCE.search(before)):
        return before[: then.start()] + what + before[then.end() :]
    if (alike := _of_its_kind(what, before)) is not None:
        return before[: alike[0]] + what + before[alike[1] :]
    return with_topic(f"{what}？", before)


def _of_its_kind(what: str, before: str) -> Extent | None:
    """Where the question before names another thing with the same last character: 物业网 for 党群网."""
    if not has_chinese(what) or len(what) < _SHORTEST_KIND or what in before:
        return None
    cut = whole_words(before)
    begins = {one.start for one in cut if not one.start or before[one.start - 1] in _BEFORE_A_NAME}
    named = [(one.start, other.end) for n, one in enumerate(cut) if one.start in begins for other in cut[n : n + 2]]
    lengths = range(_SHORTEST_KIND, len(what) + 2)
    whole = [place for place in named if place[1] - place[0] in lengths and before[slice(*place)].isalpha()]
    alike = [place for place in whole if before[place[1] - 1] == what[-1]]
    return min(alike, key=lambda place: (abs(place[1] - place[0] - len(what)), place), default=None)


def _period(what: str, before: str) -> str | None:
    match = _PERIOD.match(simplify(what))
    if not match:
        return None
    ending = "年" if has_chinese(before) else ""
    if match["year"]:
        return match["year"] + ending
    year = _YEAR.search(before)
    if not year:
        return what
    return f"{int(year.group()[:4]) + (-1 if match['before'] else 1)}{ending}"


def _is_place(what: str, places: Sequence[str]) -> bool:
    plain = simplify(what)
    known = place_stem(plain) in places or any(sounds_like(place, what) for place in places)
    return known or (len(plain) <= 5 and (bool(_PLACE_ENDING.search(plain)) or (plain.isalpha() and is_name(plain))))


def _with_place(what: str, before: str, places: Sequence[str]) -> str:
    plain = _one_place(simplify(before), places)
    for place in sorted(places, key=len, reverse=True):
        if place in plain:
            ending = f"[{DIVISIONS}]?" if len(place) > 1 and place[-1] not in DIVISIONS else ""
            others = f"(?:{_EXCEPT}(?:区县|街道|社区|地方|地区|城市|[{DIVISIONS}]))?"
            return re.sub(re.escape(place) + ending + others, lambda _: what, plain, count=1)
        for word in re.findall(r"\b[A-Z][a-z]+\b", before):
            if sounds_like(place, word):
                return before.replace(word, what, 1)
    return f"{what}{before}" if has_chinese(before) else f"{what}: {before}"


def _one_place(before: str, places: Sequence[str]) -> str:
    """The question of the first place alone where it was of several together: 石埠 of 石埠、云岭和恒川."""
    names = "|".join(re.escape(place) for place in sorted(places, key=len, reverse=True))
    if not names:
        return before
    several = re.compile(f"((?:{names})[{DIVISIONS}]?)(?:(?:[、,和与跟同及]|以及)(?:{names})[{DIVISIONS}]?)+{SO_MANY}")
    found = several.search(before)
    return before[: found.end(1)] + OF_EACH.sub("", before[found.end() :]) if found else before


def _topic(before: str) -> str:
    """What the question before was about: its words without the question; what stood before it stays that."""
    topic, _, own = before.partition("：" if has_chinese(before) else ": ")
    if topic and own:
        return topic
    if not has_chinese(before):
        return before.rstrip("?？ ")
    held = _HELD.sub("的", _ENDING.sub("", before.rstrip("？?。 ")))
    kept = without_question_words(_COUNTING.sub("", held))
    return _DANGLING.sub("", re.sub(r"\s+", "", kept).strip("，,：:的")).strip("，,：:的")
