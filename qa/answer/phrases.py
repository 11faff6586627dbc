"""The few sentences that frame quotes, in the language of the question: Chinese, traditional Chinese or English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from qa.answer.asked_things import asks_for
from qa.text.characters import has_chinese
from qa.text.folding import simplify
from qa.text.traditional import in_traditional
from qa.types import Grade

Language = Literal["zh", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """quote: how one quote is set. marks: pairs of quotation marks, the usual pair first. The rest are sentences."""

    quote: str
    marks: str
    not_found: str
    unheard: str
    elsewhere: str
    covered: str
    no_figure: str
    too_far: str
    nearest: str
    blank: str
    small_talk: str
    thanked: str
    other_years: str
    missing: str
    loosely: str
    of_places: str
    differ: str
    differ_by_period: str
    differs: str
    stated: str
    unsure: str
    absent: str
    sure: str
    breaks_off: str
    begins_cut: str
    understood: str
    filters_apart: str
    all_apart: str
    year: str

    def quoted(self, quote: str, number: int, incomplete: Literal["start", "end"] | None = None) -> str:
        """One quote and its number, between the first pair of marks that it does not hold itself.

        incomplete: the side on which the source breaks off, which is said.
        """
        pairs = [self.marks[i : i + 2] for i in range(0, len(self.marks), 2)]
        pair = next((pair for pair in pairs if not set(pair) & set(quote)), pairs[0])
        told = self.quote.format(opening=pair[0], quote=quote, closing=pair[1], number=number)
        return told + {"start": self.begins_cut, "end": self.breaks_off, None: ""}[incomplete]

    def named(self, things: Iterable[str]) -> str:
        """Things asked about, in a row; what asks itself stands in quotation marks."""
        return "、".join(f"{self.marks[0]}{one}{self.marks[1]}" if asks_for(one) else one for one in things)

    def graded(self, grade: Grade) -> str:
        """How plainly the documents have an answer."""
        return {"stated": self.stated, "unsure": self.unsure, "absent": self.absent}[grade]


_CHINESE = Phrases(
    quote="{opening}{quote}{closing}[{number}]",
    marks="“”",
    not_found="文档里没有这个问题的答案：",
    unheard="没有提到“{names}”。",
    elsewhere="没有找到所问地点或时期的内容。",
    covered="有文档的年份：{years}。",
    no_figure="没有哪一句写着“{names}”。",
    too_far="最接近的内容也不足以回答。",
    nearest="最接近的内容：",
    blank="请写下要问的问题。",
    small_talk="请问文档里写了的事，比如一个数字、一个名称、一种做法；回答都是文档的原文，并注明出处。",
    thanked="不客气。还想知道什么，接着问就行。",
    other_years="{place}只有{years}年的文档，没有按{year}年查找。",
    missing="关于{names}，没有找到可以引用的内容。",
    loosely="关于{names}，所引可能相关，请核对。",
    of_places="所引分别来自{names}的文档。",
    differ_by_period="注意：不同时期说法不同——{differences}。",
    differ="注意：来源之间说法不同——{differences}。",
    differs="《{title}》{period}作“{words}”[{number}]",
    stated="原文写明",
    unsure="可能相关，请核对",
    absent="文档里没有",
    sure="把握 {percent}",
    breaks_off="（原文到此残缺）",
    begins_cut="（原文缺前文）",
    understood="理解为：{query}",
    filters_apart="《{title}》不在 {period}；请放宽时期，或改选文档。",
    all_apart="所选的 {count} 篇文档都不在 {period}；请放宽时期，或改选文档。",
    year="{} 年",
)
_ENGLISH = Phrases(
    quote="{opening}{quote}{closing} [{number}]",
    marks="“”‘’",
    not_found="The documents do not answer this question: ",
    unheard="they never mention “{names}”.",
    elsewhere="nothing was found about that place or period.",
    covered=" Years covered: {years}.",
    no_figure="no sentence holds “{names}”.",
    too_far="the nearest they come is not enough.",
    nearest="The nearest they come:",
    blank="Please type a question.",
    small_talk="Ask about what the documents say, such as a figure, a name or how something was done; "
    "every answer is quoted from them with its source.",
    thanked="You are welcome. Ask on whenever you like.",
    other_years="{place} has documents of {years} only, so {year} was left out.",
    missing="Nothing that could be quoted was found about {names}.",
    loosely="What is quoted about {names} is possibly related, please check.",
    of_places="The quotes are from documents about {names}.",
    differ_by_period="Note that this changed over time: {differences}.",
    differ="Note that the sources differ: {differences}.",
    differs="《{title}》{period} has “{words}” [{number}]",
    stated="Stated in the source",
    unsure="Possibly related, please check",
    absent="Not in the documents",
    sure="{percent} sure",
    breaks_off=" (the source breaks off here)",
    begins_cut=" (text is missing before this in the source)",
    understood="Understood as: {query}",
    filters_apart="《{title}》 does not cover {period}; please allow any period, or choose another document.",
    all_apart="none of the {count} documents chosen covers {period}; please allow any period, or choose others.",
    year="{}",
)


def language(question: str) -> Language:
    """The language a question is asked in."""
    if not has_chinese(question):
        return "en" if any(character.isalpha() for character in question) else "zh"
    return "zh-Hant" if simplify(question) != unicodedata.normalize("NFKC", question) else "zh"


@lru_cache(maxsize=3)
def phrases(language: Language) -> Phrases:
    """The frame in ``language``."""
    if language != "zh-Hant":
        return _ENGLISH if language == "en" else _CHINESE
    frame = Phrases(*(in_traditional(getattr(_CHINESE, name)) for name in Phrases.__slots__))
    return replace(frame, marks="「」『』")
