"""Title, authors, place, period, where printed: which given values are usable, and what the text itself shows of them.

Nothing is invented: what is read from the text is printed in it. It opens no file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.documents.bylines import has_fields, people, place_of_title
from qa.text.characters import CHINESE
from qa.text.folding import without_gaps
from qa.text.places import DIVISIONS
from qa.text.words import is_place_name, is_word, whole_words
from qa.types import Paragraph

_KEYS = {
    "title": "title", "标题": "title", "题目": "title",
    "author": "authors", "authors": "authors", "作者": "authors",
    "place": "place", "location": "place", "地点": "place", "地区": "place",
    "period": "period", "时间": "period", "时期": "period",
    "date": "date", "日期": "date",
    "newspaper": "newspaper", "journal": "newspaper", "publication": "newspaper",
    "报纸": "newspaper", "报刊": "newspaper", "期刊": "newspaper", "刊名": "newspaper",
    "published": "issued", "issued": "issued", "出版日期": "issued", "发表日期": "issued", "刊发日期": "issued",
    "page": "edition", "pages": "edition", "edition": "edition",
    "版次": "edition", "版面": "edition", "页码": "edition",
}  # fmt: skip

_DATES = ("period", "date", "issued")

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s?(?:年|[-/.])\s?(1[0-2]|0?[1-9])(?:\s?(?:月|[-/.])\s?(3[01]|[12]\d|0?[1-9])(?:日|(?!\d))|月|(?![\d.\-/]))"
)
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?:年(?!代)|$)")
_TITLE_YEAR = re.compile(r"(?<![\d.—–~至到-])((?:19|20)\d{2})(年(?![代前后来间以至到—–~-])|度|[)）\]】]|$)")
_VERSION = re.compile(r"\d{4}\.\d{1,2}")
_HEAD_OF_LAW = 6
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ENGLISH_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?),? ((?:19|20)\d\d)\b"
)
_DAY_ALONE = re.compile(r"\W*\d{4}\W\d{1,2}\W\d{1,2}\W*")
_SECTIONS = 3
_RECORD = 5
_BEGINNING = 200
_REPORT = re.compile(
    r"总结|回顾|综述|盘点|年报|年鉴|述职|工作报告|\b(?:report|review|summary|yearbook)\b", re.IGNORECASE
)
_TELLS_OF_NOW = re.compile(r"今年|去年|明年|近年来|近日|日前|\b(?:this|last) year\b", re.I)
_REPORTED_YEAR = re.compile(r"(?<![\d.—–-])(20\d{2})年(?![代来前内后间])|(?<![\d.])(20\d{2})年(?=以来)")
_OUTLOOK = re.compile(r"将|明年|展望|力争|到20\d{2}年|未来|计划|预计|拟[于在]|预算")
_DATED = re.compile(r"^\W*\w{0,4}(?:日期|时间|date)\W*$", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"[。！？!?\n]")
_DATELINE = re.compile(r"[(（【]?(?:本报|新华社|本刊|中新社|人民网)")
_PUBLISHED = re.compile(
    "[发公颁]布|发[表稿]|出版|刊[登发]|印发|签发|更新|修订|日期|时间|来源|记者|作者|编辑|[日晚早时]报|社|网|第.{1,3}版|星期|"
    r"\b(?:published|posted|updated|revised|issued|minutes|date|by)\b",
    re.IGNORECASE,
)
_ENACTED = re.compile(
    r"[（(]{0,2}\s*(?:根据|依据)?.{0,6}?(?:19|20)\d{2}\s?年.{0,80}?(?:通过|公布|颁布|发布|批准|修订|修正|制定)",
    re.DOTALL,
)
_BODY_OF_LAW = re.compile(r"会议|大会|委员会|常委会|国务院|政府|法院|检察院|[部局]令?|第.{1,6}号|公告")
_IN_FORCE = re.compile(r"[^，,；;\d]*(?:施行|实施|生效)")
_REPORTERS = re.compile(r"[（(]((?:本报|本刊|新华社|特约|实习|见习)*(?:记者|通讯员)[^（()）。]{2,40})[）)]")
_DIVISION = rf"(?!区[域间分别块]|市[场值价])[{DIVISIONS}]"
_BEFORE_UNIT = re.compile(rf"([{CHINESE}]{{2,3}})(?={_DIVISION})")
_LEADING_PLACE = re.compile(rf"([{CHINESE}]{{2,3}}?)[{DIVISIONS}]")
_NOT_A_PLACE = re.compile(
    r"[社小园城地辖街片景特校厂库战郊山灾全本各该我老新村镇乡市和与在的为是到各两都]$|^[各本该我全在和与]"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; None or empty where nothing is."""

    title: str | None = None
    place: str | None = None
    period: str | None = None
    authors: tuple[str, ...] = ()
    newspaper: str | None = None
    issued: str | None = None
    edition: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and ``other``'s where one is missing."""
        return Metadata(
            self.title or other.title,
            self.place or other.place,
            self.period or other.period,
            self.authors or other.authors,
            self.newspaper or other.newspaper,
            self.issued or other.issued,
            self.edition or other.edition,
        )


def normal_period(value: str) -> str | None:
    """``2021年6月17日``, ``2021/6``, ``2021`` … as ISO 8601, or None if it is no date."""
    value = without_gaps(value.strip())
    found = _DATE.match(value)
    if found:
        return _iso(*found.groups())
    year = _YEAR.match(value)
    return year.group(1) if year and len(value) <= 5 else None


def _iso(year: str, month: str, day: str | None) -> str | None:
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def usable(given: Mapping[Any, object]) -> tuple[Metadata, list[str]]:
    """The values that are usable of those under names that are known (``_KEYS``), and what is wrong with the others.

    A date that is not said to be of anything is the period, and when it was printed, where these are not given.
    """
    values = {_KEYS[name]: value for key, value in given.items() if (name := str(key).strip().lower()) in _KEYS}
    wrong: list[str] = []
    text: dict[str, str] = {}
    for key in ("title", "place", "newspaper", "edition", *_DATES):
        value = values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            text[key] = " ".join(value.split())
        elif value not in (None, ""):
            wrong.append(f"{key} is no text")
    dates = {key: normal_period(text[key]) for key in _DATES if key in text}
    wrong += [f"{text[key][:40]!r} is no date" for key, value in dates.items() if value is None]
    authors = values.get("authors") or []
    named = authors if isinstance(authors, list) else [authors]
    names = [one for one in named if isinstance(one, str)]
    if len(names) < len(named):
        wrong.append("authors is no list of names")
        names = []
    kept = tuple(name for one in names for name in names_written(one))
    date = dates.get("date")
    return Metadata(
        text.get("title"), text.get("place"), dates.get("period") or date, kept,
        text.get("newspaper"), dates.get("issued") or date, text.get("edition"),
    ), wrong  # fmt: skip


def names_written(written: str) -> tuple[str, ...]:
    """The names in ``张三、李四``, or with other marks between them."""
    return tuple(" ".join(name.split()) for name in re.split(r"[,，、;；]", written) if name.strip())


def from_text(text: str, paragraphs: Sequence[Paragraph]) -> Metadata:
    """What the text shows: its title line, its bylines, the place it names, the year it reports on."""
    words = [(paragraph.kind, text[paragraph.start : paragraph.end]) for paragraph in paragraphs]
    title = next((line for kind, line in words if kind == "title"), None)
    heads = [paragraph.level for paragraph in paragraphs if paragraph.kind == "heading"]
    if title is None and (heads[:1] == [1] or heads.count(next(iter(heads), None)) < _SECTIONS):
        title = next((line for kind, line in words if kind == "heading"), None)
    running = "\n".join(line for _, line in words)
    names = [name for kind, line in words if kind == "byline" for name in people(line)]
    for line in [line for kind, line in words if kind in ("body", "lead")][:2]:
        reporters = _REPORTERS.search(line[:80])
        names += people(reporters.group(1)) if reporters else ()
    return Metadata(title, _place(title, running), _period(title, words), tuple(dict.fromkeys(names)))


def _place(title: str | None, running: str) -> str | None:
    """The word a title begins with, else a place named in the title that the text has before 区, 县, 市 …

    Else the well-known place that the title begins with (``北京市…``). A word of the dictionary that names no place is
    none before 区 either: 吸烟区, 管理区.
    """
    leading = place_of_title(title, running) if title else None
    if leading or not title:
        return leading
    counts = Counter(word[-size:] for word in _BEFORE_UNIT.findall(running) for size in (3, 2) if len(word) >= size)
    named: list[tuple[int, int, str]] = [
        (-running.count(word), title.find(word), word)
        for word, _ in sorted(counts.items())
        if word in title and running.count(word) >= 3 and _may_be_place(word, title)
    ]
    if named:
        return min(named)[2]
    first = _LEADING_PLACE.match(title)
    names = (str(first.group(1)), str(first.group())) if first else ("",)
    return names[0] if any(map(is_place_name, names)) else None


def _may_be_place(word: str, title: str) -> bool:
    """Whether a word of the title, cut nowhere inside one of its words, is in no dictionary but as a place."""
    at = title.find(word)
    borders = {0, *(token.end for token in whole_words(title))}
    if _NOT_A_PLACE.search(word) or not {at, at + len(word)} <= borders:
        return False
    return is_place_name(word) or not is_word(word) or re.search(f"{word}{_DIVISION}", title) is not None


def _period(title: str | None, words: Sequence[tuple[str, str]]) -> str | None:
    """The date in the title, that of a byline or dateline, else the one year that a report is about, else none.

    A year after the day that its beginning names is what it looks forward to: then there is none. Neither has a record
    one, which names many days.
    """
    named = without_gaps(_with_english_days(title or ""))
    if own := date_of_title(named):
        return own
    lines = [(kind, without_gaps(_with_english_days(line))) for kind, line in words if kind != "title"]
    if own := _date_of_law([line for kind, line in lines if kind != "byline"]):
        return own
    if len({line for _, line in lines if _DAY_ALONE.fullmatch(line.strip())}) >= _RECORD:
        return None
    heads: list[str] = []
    for number, (kind, line) in enumerate([*lines[:4], *lines[-3:]]):
        found = _DATE.search(line[:60])
        if found and found.group(3) and _is_dateline(kind, line, found):
            return _iso(*found.groups())
        heads += [found.group(1)] if found and found.group(3) and number < 4 else []
    year = _main_year(named, without_gaps("\n".join(line for _, line in words)))
    return None if year and heads and year > max(heads) else year


def _with_english_days(line: str) -> str:
    """``12 March 2024`` and ``March 12, 2024`` near its beginning as ``2024-03-12``."""

    def iso(found: re.Match[str]) -> str:
        month = _MONTHS.index((found[2] or found[3])[:3].lower()) // 3 + 1
        return f"{found[5]}-{month:02}-{int(found[1] or found[4]):02}"

    return _ENGLISH_DAY.sub(iso, line[:_BEGINNING]) + line[_BEGINNING:]


def _date_of_law(lines: Sequence[str]) -> str | None:
    """The last day on which a law was passed, changed or made public, where its head says so; not that of its force."""
    heads = [line for line in lines[:_HEAD_OF_LAW] if _ENACTED.match(line) and _BODY_OF_LAW.search(line)]
    heads = [line for line in heads if not line.endswith("。")]
    days = [
        _iso(*found.groups())
        for line in heads
        for found in _DATE.finditer(line)
        if found.group(3) and not _IN_FORCE.match(line, found.end())
    ]
    return max((day for day in days if day), default=None)


def date_of_title(title: str) -> str | None:
    """Of a title without gaps: a date, or a year with 年 or in brackets; a bare one only at the end of a report's."""
    found = _DATE.search(title)
    if found and not _VERSION.fullmatch(found.group()):
        return _iso(*found.groups())
    year = _TITLE_YEAR.search(title)
    return year.group(1) if year and (year.group(2) or _REPORT.search(title)) else None


def _is_dateline(kind: str, line: str, found: re.Match[str]) -> bool:
    """Whether the date is the document's: of a byline, alone on its line, or beside words of publishing alone."""
    around = (line[: found.start()] + line[found.end() :]).strip(" ()（）[]【】:：,，T")
    short = len(around) <= 20 and not re.search(r"[，。,]", around)
    alone = kind != "heading" and not re.search(r"[^\W\d_]", around)
    own = kind == "byline" or alone or _PUBLISHED.search(around)
    return bool((short and own) or has_fields(line) or _DATELINE.match(line) or _DATED.match(line[: found.start()]))


def _main_year(title: str, text: str) -> str | None:
    """The year that at least half of the years are, the later of two, of a text that reports: it says so or 今年."""
    if not (_REPORT.search(title) or _TELLS_OF_NOW.search(text)):
        return None
    counts: Counter[str] = Counter()
    for sentence in _SENTENCE_BREAK.split(text):
        if "20" in sentence and not _OUTLOOK.search(sentence):
            counts.update(one or other for one, other in _REPORTED_YEAR.findall(sentence))
    if not counts:
        return None
    best = max(counts, key=lambda year: (counts[year], year))
    return best if counts[best] * 2 >= counts.total() else None
