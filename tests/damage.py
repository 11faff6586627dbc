"""A seeded generator of damage: clean paragraphs cut inside their sentences, with captions between them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

CAPTIONS = (
    "河畔公园一角",
    "志愿者为老人送去棉衣",
    "新建成的体育馆 摄/林一鸣",
    "技术人员在车间检查设备，确保按时交货",
    "村民在晒场上翻晒稻谷(县融媒体中心供图)",
    "开学第一天。",
    "图书馆阅览室座无虚席",
)
SENTENCE = re.compile(r"[^。！？!?；;：:…]+[。！？!?；;：:…]*[”’」』）)]*")
LINE_ENDS = ("\n", "\r\n")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Damaged:
    """What was written and where its true paragraphs were cut.

    data: the file. paragraphs: for each true paragraph, its halves in order. captions: those put between.
    """

    data: bytes
    paragraphs: tuple[tuple[str, ...], ...]
    captions: tuple[str, ...]


def cut_places(paragraph: str) -> list[int]:
    """Offsets inside sentences: never at an end of one, nor beside white space."""
    places: list[int] = []
    for sentence in SENTENCE.finditer(paragraph):
        body = sentence.group().rstrip("。！？!?；;：:…”’」』）)")
        places += range(sentence.start() + 1, sentence.start() + len(body))
    return [at for at in places if not paragraph[at - 1].isspace() and not paragraph[at].isspace()]


def damage(
    paragraphs: Sequence[str], *, seed: int, rate: float = 0.5, captions: float = 0.15, most: int = 3
) -> Damaged:
    """Cut about ``rate`` of the paragraphs up to ``most`` times each and put captions before some.

    rate, captions: shares of the paragraphs, 0-1.
    """
    chance = random.Random(seed)
    halves: list[tuple[str, ...]] = []
    lines: list[str] = []
    shown: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number and chance.random() < captions:
            shown.append(chance.choice(CAPTIONS))
            lines += ["", "", "", shown[-1], ""]
        elif number:
            lines.append("")
        places = cut_places(paragraph)
        count = min(len(places), chance.randint(1, most)) if chance.random() < rate else 0
        at = [0, *sorted(chance.sample(places, count)), len(paragraph)]
        pieces = tuple(paragraph[start:end] for start, end in zip(at, at[1:], strict=False))
        for index, piece in enumerate(pieces):
            lines += [""] * (chance.randint(1, 2) if index else 0) + [piece]
        halves.append(pieces)
    text = chance.choice(LINE_ENDS).join(lines)
    return Damaged(text.encode(chance.choice(ENCODINGS), "replace"), tuple(halves), tuple(shown))


@dataclass(slots=True)
class Score:
    """Counts over damaged files: cuts and how many were mended, true borders and how many were joined."""

    cuts: int = 0
    mended: int = 0
    borders: int = 0
    joined: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cuts + other.cuts, self.mended + other.mended, self.borders + other.borders, self.joined + other.joined
        )


def score(damaged: Damaged, read: Sequence[str], *, misses: list[tuple[str, str]] | None = None) -> Score:
    """Hold the paragraphs that were read against the true ones.

    read: the texts of the paragraphs, in any order. misses: takes the pairs around each error.
    """
    lookup = "\n".join(_plain(text) for text in read)
    result = Score()
    for pieces in damaged.paragraphs:
        plain = [_plain(piece) for piece in pieces]
        for left, right in zip(plain, plain[1:], strict=False):
            result.cuts += 1
            found = left[-30:] + right[:30] in lookup
            result.mended += found
            if not found and misses is not None:
                misses.append(("cut", f"{left[-40:]} | {right[:40]}"))
    for above, below in zip(damaged.paragraphs, damaged.paragraphs[1:], strict=False):
        result.borders += 1
        left, right = _plain(above[-1]), _plain(below[0])
        wrong = left[-30:] + right[:30] in lookup
        result.joined += wrong
        if wrong and misses is not None:
            misses.append(("joined", f"{left[-40:]} | {right[:40]}"))
    return result


def _plain(text: str) -> str:
    return "".join(text.split())
