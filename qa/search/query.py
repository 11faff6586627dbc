"""A question understood once: what it is about and what it asks for. Everything after reads this, not its words again.

It knows the places, years and words of the corpus and nothing else of it; it searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.index.passage_source import PassageSource
from qa.search.abbreviations import in_known_form
from qa.search.exclusions import without_exclusions
from qa.search.small_talk import is_blank, is_small_talk, without_courtesies
from qa.search.spoken_words import in_written_words
from qa.search.unknown_names import UnknownName, unknown_names
from qa.text.characters import CHINESE, has_chinese, is_foreign
from qa.text.english import LITTLE_WORDS
from qa.text.figures import figures_alone, holds
from qa.text.folding import folded_text
from qa.text.periods import YEARS_BEFORE, YearPart, asked_years, parts, without_bounds
from qa.text.pinyin import named_words, sounds_like
from qa.text.places import DIVISIONS
from qa.text.rule_numbers import asked_numbers
from qa.text.words import Token, bigrams, without_question_words, words
from qa.types import Kind

_ROLES: Mapping[Kind, re.Pattern[str]] = {
    "byline": re.compile(
        "作者|记者|署了?.{0,8}名|撰稿|撰写|执笔|笔者|(?:谁|哪.?[位个名]).{0,8}(?:写|供图|提供)|"
        "(?:写|供图|提供)的?(?:人|是谁)|图[^，,]{0,4}(?:谁|哪.?[位个名家])[^，,]{0,6}(?:给|供|提供)|"
        r"\b(?:authors?|reporters?|journalists?|byline|wrote|written by)\b|who (?:supplied|provided)",
        re.ASCII,
    ),
    "caption": re.compile(
        "照片|图片|配图|图中|图里|拍摄|拍的|拍了|摄影|谁拍|供图|图注|图说|"
        r"\b(?:photo(?:s|graph|graphs|grapher)?|pictures?|captions?|images?)\b",
        re.ASCII,
    ),
    "sidebar": re.compile(r"链接|附表|附录|\bsidebar\b", re.ASCII),
    "heading": re.compile(r"标题(?![行列栏块])|题目|栏目|\b(?:headings?|headlines?|titles?)\b", re.ASCII),
}
_SEVERAL = re.compile(
    "分别|各(?!类|种|项|级|方|界|地|族|单位)|对照|对比|相比|比较|[两几2-9][篇份][^,，。]{0,4}(?:报道|文章|稿|文件|文档|材料|报告)|"
    r"\b(?:both|each|respectively|compare|versus|which two)\b",
    re.ASCII,
)
_WHICH_PLACES = re.compile(
    f"(?:哪[2-9几两三四五]个?|哪些)(?:区县|地方|地区|城市|街道|社区|[{DIVISIONS}])(?!干部|领导|委|政府|级)|"
    r"\bwhich (?:two|three|four|of the)?\s?(?:places|districts|counties|cities|towns|provinces)\b"
)
_RELATIVE_YEARS = {**YEARS_BEFORE, "今年": 0, "本年": 0, "明年": 1, "last year": -1, "this year": 0}
_RELATIVE = re.compile("|".join(_RELATIVE_YEARS))
_AUXILIARY = "is|are|was|were|do|does|did|will|would|can|could|may|might|must|shall|should|has|have|had"
WHEN = re.compile(
    "什么时候|啥时候|哪[1一]?个?[年月天日](?!级)|何时|几[号月](?![楼线门院房店厅桥馆机])|"
    "几点(?!建议|要求|意见|体会|说明|内容|原因|注意|启示|经验|希望|措施|想法|看法)|which (?:year|day|month)|"
    rf"\bwhen(?:'s\b|\W*$| (?:{_AUXILIARY})\b)|\b(?:know|tell|say)s? (?:\w+ )?when\b"
)
LIST = re.compile("哪些|哪几|包括|分别|哪[2-9两三四五六七八九]|几[大个]?方面|都有|什么内容|how many ways|what are")
_HOW = re.compile(
    r"怎么|如何|怎样|咋|为什么|为何|什么办法|怎么回事|具体|\bhow (?!many|much|long|large)|\bwhy\b", re.ASCII
)
_MANNER = re.compile("怎么|怎样|如何|为什么|为何")
_QUOTED = re.compile('[“"《「『]([^”"》」』]{2,20})[”"》」』]')


@dataclass(frozen=True, slots=True)
class Query:
    """A question that stands alone, as understood.

    question: as put. text: without courtesies and what it is not about, with 啥, 咋 and 几多 as they are written.
    folded: the text, folded. small_talk: whether it only greets, thanks or asks about the program. blank: whether it
    holds no letter, digit or character. foreign: whether it is in other letters than Chinese. spoken: whether it has
    words of everyday speech that are read as they are written.

    places: stems of the corpus's places named. without: those it is not about (除了江北). years: as ``2021``. parts: of
    a year, as first and last month. leaning: the year that 去年 and the like would mean, preferred, not demanded.
    figures: those of a question that is nothing else. numbers: of rules and sections, as 第12条 and 3.4.1. roles: kinds
    of paragraph beside the text that it is after. several: whether it wants more than one source. which_places: whether
    it asks for places that it does not name. asks_when, wants_list: what would answer it. open_ended: whether no few
    words would, since it asks in what way or why, or is key words that ask nothing. quoted: what it puts in quotation
    marks, folded.

    words, tokens: its words; those and its character pairs, each where it stands, English ones by their stems;
    question words are neither. sounding: pairs of the corpus that sound like a name in it. unknown_names,
    unknown_words: names of places and people that the corpus never uses, and other words. rarity: of each token outside
    of those names; weight: of all together, 1 for none. strangeness: the share of those names, 0–1, in what all of its
    tokens would weigh.
    """

    question: str
    text: str
    folded: str
    small_talk: bool
    blank: bool
    foreign: bool
    spoken: bool
    places: tuple[str, ...]
    without: tuple[str, ...]
    years: tuple[str, ...]
    parts: tuple[YearPart, ...]
    leaning: str | None
    figures: tuple[str, ...]
    numbers: tuple[str, ...]
    roles: frozenset[Kind]
    several: bool
    which_places: bool
    asks_when: bool
    wants_list: bool
    open_ended: bool
    quoted: tuple[str, ...]
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    rarity: Mapping[str, float]
    weight: float
    sounding: tuple[str, ...]
    unknown_words: tuple[str, ...]
    unknown_names: tuple[UnknownName, ...]
    strangeness: float

    def shares_script(self, text: str) -> bool:
        """Whether ``text`` is written in the question's letters, so that words in common can be looked for."""
        return self.foreign == is_foreign(text)

    def covered(self, *folded: str) -> float:
        """Share of the question's rarity, 0–1, that stands in one of the texts."""
        held = (value for word, value in self.rarity.items() if any(holds(word, text) for text in folded))
        return sum(held) / self.weight


def understand(question: str, index: PassageSource) -> Query:
    """Read ``question``, which may be anything, as one put to the documents of ``index``."""
    said = without_exclusions(without_courtesies(question))
    written = in_written_words(said, index.keywords)
    text = in_known_form(written, index.keywords)
    folded = folded_text(text)
    places, without = _places(text, folded, index)
    bare = without_question_words(folded)
    known = index.keywords
    cut = _telling(words(bare), folded)
    tokens = (*cut, *_telling(bigrams(bare), folded))
    spoken_of = tuple(dict.fromkeys(token.word for token in cut))
    strangers = tuple(unknown_names(folded, text, places, known))
    weights = {token.word: index.keywords.rarity(token.word) for token in tokens}
    which_places = len(places) < 2 and _WHICH_PLACES.search(folded) is not None
    strange = _touching(folded, tokens, [one.name for one in strangers])
    rarity = {word: weight for word, weight in weights.items() if word not in strange}
    return Query(
        question=question,
        text=text,
        folded=folded,
        small_talk=is_small_talk(question),
        blank=is_blank(folded),
        foreign=is_foreign(folded),
        spoken=written != said,
        places=places,
        without=without,
        years=asked_years(without_bounds(folded)),
        parts=tuple(parts(without_bounds(folded))),
        leaning=_relative_year(folded, index.newest),
        figures=figures_alone(folded),
        numbers=asked_numbers(folded),
        roles=frozenset(role for role, pattern in _ROLES.items() if pattern.search(folded)),
        several=len(places) > 1 or bool(without) or which_places or _SEVERAL.search(folded) is not None,
        which_places=which_places,
        asks_when=WHEN.search(folded) is not None,
        wants_list=(LIST.search(folded) or _HOW.search(folded)) is not None,
        open_ended=_MANNER.search(folded) is not None or _asks_nothing(folded, bare),
        quoted=tuple(_QUOTED.findall(folded)),
        words=spoken_of,
        tokens=tokens,
        rarity=rarity,
        weight=sum(rarity.values()) or 1.0,
        sounding=tuple(named_words(text, known)),
        unknown_words=tuple(word for word in spoken_of if len(word) > 1 and word in rarity and word not in known),
        unknown_names=strangers,
        strangeness=1 - sum(rarity.values()) / (sum(weights.values()) or 1.0),
    )


def _asks_nothing(folded: str, bare: str) -> bool:
    """Whether a folded question in Chinese is key words: bare, without its question words, it is all there."""
    return has_chinese(folded) and bare == folded and WHEN.search(folded) is None


def _telling(tokens: Sequence[Token], folded: str) -> Sequence[Token]:
    """The keywords of a question without the little words of English, unless it has no others, or has Chinese ones."""
    telling = [token for token in tokens if folded[token.start : token.end] not in LITTLE_WORDS]
    return tokens if has_chinese(folded) else telling or tokens


def _places(text: str, folded: str, index: PassageSource) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places of the corpus that a question is about, and those it is not about."""
    named = tuple(place for place in index.places if place in folded or sounds_like(place, text))
    without = tuple(place for place in named if _excepted(place, folded))
    return tuple(place for place in named if place not in without), without


def _touching(folded: str, tokens: Sequence[Token], names: Sequence[str]) -> frozenset[str]:
    """The words of the tokens that share a character with one of ``names``."""
    spans = [match.span() for name in names for match in re.finditer(re.escape(folded_text(name)), folded)]
    return frozenset(
        token.word for token in tokens if any(token.start < end and start < token.end for start, end in spans)
    )


def _excepted(place: str, folded: str) -> bool:
    """Whether a folded question is about everything but ``place``: 江北以外, 除了江北."""
    listed = f"{re.escape(place)}[{DIVISIONS}]?(?:[、和与及][{CHINESE}]{{2,5}})*"
    return re.search(f"{listed}(?:以外|之外)|除了?(?:[{CHINESE}]{{2,5}}[、和与及])*{listed}", folded) is not None


def _relative_year(folded: str, newest: str | None) -> str | None:
    match = _RELATIVE.search(folded)
    return str(int(newest) + _RELATIVE_YEARS[match.group()]) if match and newest else None
