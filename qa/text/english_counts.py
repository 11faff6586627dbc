"""Chinese measure words for what an English question counts: 户 for households, 支 for teams. It knows no numbers."""

from __future__ import annotations

import re

from qa.text.measure_words import COUNTERS

_COUNTED = re.compile(r"\bhow many ((?:[a-z'-]+ ?){1,4})")
_NOUNS = {
    "名|人|位": (
        "people persons members residents citizens workers employees officials cadres staff teachers students "
        "pupils children volunteers doctors nurses patients farmers experts scientists engineers judges "
        "lawyers soldiers graduates visitors passengers seniors women men representatives delegates "
        "leaders applicants candidates users specialists professionals trainees talents"
    ),
    "户|个?家庭": "households families",
    "支|个": "teams squads",
    "家|个|户|名|位": "owners proprietors merchants",
    "家|个|户": (
        "companies enterprises firms businesses shops restaurants hotels institutions agencies banks factories"
    ),
    "所|家|个": "schools hospitals universities colleges kindergartens clinics",
    "天|日": "days",
    "个?月": "months",
    "年": "years",
    "周|个星期|个礼拜": "weeks",
    "个?小时|个?钟头": "hours",
    "分钟": "minutes",
    "次|回|趟|场": "times",
    "次|人次|趟": "visits trips",
    "个|处|座|家|所": "posts stations centres centers sites points venues places parks",
    "个": "districts counties cities provinces countries grids groups",
    "项|个|枚|块": "honours honors awards prizes medals titles",
    "场|次|个|期|堂|门": "meetings sessions events activities lectures trainings courses",
    "件|起|项|个|条": "things matters cases complaints requests incidents problems issues difficulties demands",
    "项|个|条|种": "measures policies rules tasks services reforms systems projects standards",
    "条|个": "roads streets routes lines rivers suggestions opinions provisions articles clauses",
    "个?村|个": "villages",
    "个?镇|个?乡|个": "towns townships",
    "辆|台": "cars vehicles buses trucks ambulances",
    "台|套|个": "machines computers devices instruments",
    "栋|座|幢": "buildings houses blocks",
    "座": "bridges mountains towers",
    "公里|千米|米|英里": "kilometers kilometres km meters metres miles",
    "亩|公顷|英亩": "mu hectares acres",
    "页": "pages",
    "层|楼": "floors storeys stories layers",
    "吨": "tons tonnes",
    "公斤|千克|斤": "kilograms kilos kg jin",
    "元": "yuan rmb dollars",
    "本|册|份|篇|部|张": "books copies articles papers reports documents works",
    "张": "tickets beds sheets photos pictures",
    "棵|株": "trees",
    "头|只": "pigs cattle cows sheep chickens",
}
_WHATEVER = f"[{COUNTERS.replace('年', '')}]"
_COUNTED_IN = {noun: words for words, nouns in _NOUNS.items() for noun in nouns.split()}


def units_in_chinese(question: str) -> str | None:
    """Chinese measure words, as alternatives of a pattern, for what a folded English question counts; None if nothing.

    By the first noun that is known, of up to four words behind *how many*: *how many new service teams* counts teams.
    Of a noun that is not known, any but years.
    """
    asked = _COUNTED.search(question)
    return next((_COUNTED_IN[word] for word in asked[1].split() if word in _COUNTED_IN), _WHATEVER) if asked else None
