"""Title, authors, place and period: as given in front matter or a sidecar, else as the text itself shows them.

Nothing is invented: what is read from the text is printed in it. Values are data; none is evaluated or followed.
"""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa.documents.bylines import people, place_of_title
from qa.printable import visible
from qa.text.characters import CHINESE
from qa.text.places import DIVISIONS
from qa.types import Paragraph

logger = logging.getLogger(__name__)

KEYS = {
    "title": "title", "标题": "title", "题目": "title",
    "author": "authors", "authors": "authors", "作者": "authors",
    "place": "place", "location": "place", "地点": "place", "地区": "place",
    "period": "period", "date": "period", "日期": "period", "时间": "period",
}  # fmt: skip
FRONT_MATTER_LINES = 100
SIDECAR_LIMIT = 1_000_000

KEY_VALUE = re.compile(r"([^\s:：#\-][^:：]{0,40}?)\s*[:：](?:\s+(.*)|)$")
LIST_ITEM = re.compile(r"\s*-\s+(.+)$")
DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s?(?:年|[-/.])\s?(1[0-2]|0?[1-9])(?:\s?(?:月|[-/.])\s?(3[01]|[12]\d|0?[1-9])(?:日|(?!\d))|月|(?![\d.\-/]))"
)
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?:年(?!代)|$)")
PRINTED_YEAR = re.compile(r"(?<![\d.—–-])(20\d{2})年(?![代来前内后间])|(?<![\d.])(20\d{2})年(?=以来)")
OUTLOOK = re.compile(r"将|明年|展望|力争|到20\d{2}年|开局之年|未来")
SENTENCE_END = re.compile(r"[。！？!?\n]")
DATELINE = re.compile(r"[(（【]?(?:本报|新华社|本刊|中新社|人民网)")
REPORTERS = re.compile(r"[（(]((?:本报|本刊|新华社|特约|实习|见习)*(?:记者|通讯员)[^（()）。]{2,40})[）)]")
BEFORE_UNIT = re.compile(rf"([{CHINESE}]{{2,3}})(?=[{DIVISIONS}])")
NOT_A_PLACE = re.compile(
    r"[社小园城地辖街片景特校厂库战郊山灾全本各该我老新村镇乡市和与在的为是到各两都]$|^[各本该我全在和与]"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; None or empty where nothing is."""

    title: str | None = None
    place: str | None = None
    period: str | None = None
    authors: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """These values, and ``other``'s where one is missing."""
        return Metadata(
            self.title or other.title,
            self.place or other.place,
            self.period or other.period,
            self.authors or other.authors,
        )


def normal_period(value: str) -> str | None:
    """``2021年6月17日``, ``2021/6``, ``2021`` … as ISO 8601, or None if it is no date."""
    value = value.strip()
    found = DATE.match(value)
    if found:
        return _iso(*found.groups())
    year = YEAR.match(value)
    return year.group(1) if year and len(value) <= 5 else None


def _iso(year: str, month: str, day: str | None) -> str | None:
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def front_matter(lines: Sequence[str], *, name: str) -> tuple[Metadata, int]:
    """The values between two lines of ``---`` at the head of ``lines``, and how many lines that block takes.

    name: the document, for the one warning that a damaged block costs. No block: empty values and 0.
    """
    if not lines or lines[0].strip() != "---" or len(lines) < 2 or not KEY_VALUE.match(lines[1].strip()):
        return Metadata(), 0
    end = next((i for i, line in enumerate(lines[1:FRONT_MATTER_LINES], 1) if line.strip() in ("---", "...")), 0)
    if not end:
        logger.warning("%s: front matter has no closing line of ---; it is read as text", visible(name))
        return Metadata(), 0
    values: dict[str, object] = {}
    damaged: list[int] = []
    key = ""
    for number, line in enumerate(lines[1:end], 2):
        found, item = KEY_VALUE.match(line.strip()), LIST_ITEM.match(line)
        if item and key:
            known = values.get(key)
            values[key] = [*known, _plain(item.group(1))] if isinstance(known, list) else [_plain(item.group(1))]
        elif found:
            key = KEYS.get(found.group(1).strip().lower(), "")
            if key:
                values[key] = _value(found.group(2) or "")
        elif line.strip() and not line.strip().startswith("#") and not line.startswith((" ", "\t")):
            damaged.append(number)
    metadata, wrong = usable(values)
    if damaged or wrong:
        what = [f"line {number} is no 'key: value'" for number in damaged[:1]] + wrong
        logger.warning("%s: front matter is damaged (%s); the rest of it is used", visible(name), "; ".join(what))
    return metadata, end + 1


def _value(text: str) -> object:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_plain(part) for part in re.split(r"[,，、]", text[1:-1]) if part.strip()]
    return _plain(text)


def _plain(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def sidecar_files(path: Path) -> list[Path]:
    """The sidecars of the document ``path`` that exist, the one that counts first; links are no sidecars."""
    named = (path.with_name(path.name + ".meta.json"), path.with_name(path.stem + ".meta.json"))
    return [file for file in named if file.is_file() and not file.is_symlink()]


def sidecar(path: Path) -> Metadata:
    """The values in ``NAME.txt.meta.json`` or ``NAME.meta.json`` beside the document ``path``.

    A damaged sidecar costs one warning and counts as absent.
    """
    for file in sidecar_files(path)[:1]:
        try:
            if file.stat().st_size > SIDECAR_LIMIT:
                raise ValueError(f"it is larger than {SIDECAR_LIMIT:,} bytes")
            values = json.loads(file.read_text(encoding="utf-8-sig"))
            if not isinstance(values, dict):
                raise ValueError("it holds no JSON object")
            json.dumps(values, ensure_ascii=False).encode("utf-8")
        except (OSError, ValueError, RecursionError) as error:
            logger.warning("%s: sidecar is damaged and not used: %s", visible(str(file)), error)
            return Metadata()
        known = {KEYS[str(key).lower()]: value for key, value in values.items() if str(key).lower() in KEYS}
        metadata, wrong = usable(known)
        if wrong:
            logger.warning("%s: sidecar is damaged (%s); the rest of it is used", visible(str(file)), "; ".join(wrong))
        return metadata
    return Metadata()


def usable(values: dict[str, object]) -> tuple[Metadata, list[str]]:
    """The values that are usable, and what is wrong with the others."""
    wrong: list[str] = []
    text: dict[str, str] = {}
    for key in ("title", "place", "period"):
        value = values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            text[key] = " ".join(value.split())
        elif value not in (None, ""):
            wrong.append(f"{key} is no text")
    period = normal_period(text["period"]) if "period" in text else None
    if "period" in text and period is None:
        wrong.append(f"{text['period'][:40]!r} is no date")
    authors = values.get("authors")
    names = re.split(r"[,，、;；]", authors) if isinstance(authors, str) else authors
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        wrong.append("authors is no list of names")
        names = None
    kept = tuple(" ".join(name.split()) for name in names or () if name.strip())
    return Metadata(text.get("title"), text.get("place"), period, kept), wrong


def from_text(text: str, paragraphs: Sequence[Paragraph]) -> Metadata:
    """What the text shows: its title line, its bylines, the place it names, the year it reports on."""
    words = [(paragraph.kind, text[paragraph.start : paragraph.end]) for paragraph in paragraphs]
    title = next((line for kind, line in words if kind == "title"), None)
    title = title or next((line for kind, line in words if kind == "heading"), None)
    running = "\n".join(line for _, line in words)
    names = [name for kind, line in words if kind == "byline" for name in people(line)]
    for line in [line for kind, line in words if kind in ("body", "lead")][:2]:
        reporters = REPORTERS.search(line[:80])
        names += people(reporters.group(1)) if reporters else ()
    return Metadata(title, _place(title, running), _period(title, words), tuple(dict.fromkeys(names)))


def _place(title: str | None, running: str) -> str | None:
    """The word a title begins with, else a place named in the title that the text has before 区, 县, 市 …"""
    leading = place_of_title(title, running) if title else None
    if leading or not title:
        return leading
    counts = Counter(word[-size:] for word in BEFORE_UNIT.findall(running) for size in (3, 2) if len(word) >= size)
    named = [
        (-running.count(word), title.find(word), word)
        for word, _ in sorted(counts.items())
        if word in title and not NOT_A_PLACE.search(word) and running.count(word) >= 3
    ]
    return min(named)[2] if named else None


def _period(title: str | None, words: Sequence[tuple[str, str]]) -> str | None:
    """A date in the title, a dateline, else the year that at least half of the years are; of two, the later."""
    if title:
        found = DATE.search(title) or YEAR.search(title)
        if found:
            return normal_period(found.group())
    lines = [line for kind, line in words if kind not in ("title", "heading")]
    for line in [*lines[:4], *lines[-3:]]:
        found = DATE.search(line[:60])
        if found and found.group(3) and _is_dateline(line, found):
            return _iso(*found.groups())
    return _main_year([line for _, line in words])


def _is_dateline(line: str, found: re.Match[str]) -> bool:
    around = line[: found.start()] + line[found.end() :]
    return len(around) <= 20 and not re.search(r"[，。]", around) or bool(DATELINE.match(line))


def _main_year(lines: Sequence[str]) -> str | None:
    settled: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for sentence in SENTENCE_END.split("\n".join(lines)):
        if "20" not in sentence:
            continue
        years = [one or other for one, other in PRINTED_YEAR.findall(sentence)]
        every.update(years)
        if not OUTLOOK.search(sentence):
            settled.update(years)
    counts = settled or every
    if not counts:
        return None
    best = max(counts, key=lambda year: (counts[year], year))
    return best if counts[best] * 2 >= sum(counts.values()) else None
