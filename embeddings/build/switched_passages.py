"""English questions over passages put into Chinese word by word: an English question keeps the order of English words.

The other half of ``code_switching``: there the Chinese question becomes half English, in Chinese order. The lexicon is
the encoder's again, of the words that the training sets' passages use.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from embeddings import Encoder
from embeddings.build.chinese_words import mostly_simplified, tagged_words
from embeddings.build.code_switching import nearest_by_csls
from embeddings.build.reading_sets import ReadingSet, Stretch

_PIECE = re.compile(r"[A-Za-z]+|\d+|[^ \t]", re.DOTALL)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LONG_ENOUGH = re.compile(r"[a-z]{3,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_WIDE = re.compile(r"[\u4e00-\u9fff，。；？！（）]")
_WORDS = 16_000
_LEAST = 0.15
_KEPT = 0.05
_MARKS = {",": "，", ".": "。", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
# The commonest words mean too many things for their vector to lie beside one of another language.
_SAME = """
the= a= an= of=的 and=和 in=在 on=在 at=在 to=到 by=由 for=为 with=与 from=从 or=或 as=作为 is=是 are=是 was=是
were=是 be=是 it=它 its=其 he=他 his=他的 she=她 her=她的 they=他们 their=他们的 this=这 that=那 which=其 who=他 has=有
have=有 had=有 not=不 but=但 also=也 after=之后 before=之前 when=当
"""
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SMALL_WORDS = {word: own for word, _, own in (pair.partition("=") for pair in _SAME.split())}
_SMALL_WORDS |= {month: f"{number}月" for number, month in enumerate(_MONTHS, 1) if month != "may"}


def chinese_words_for(english: Sequence[ReadingSet], chinese: Sequence[ReadingSet], encoder: Encoder) -> dict[str, str]:
    """Common words of the passages of ``english`` to the nearest words of those of ``chinese``."""
    words: Counter[str] = Counter()
    for one in english:
        for passage in one.passages.values():
            words.update(_LONG_ENOUGH.findall(passage.text.lower()))
    others: Counter[str] = Counter()
    for one in chinese:
        for passage in one.passages.values():
            if mostly_simplified(passage.text):
                others.update(word for word, _ in tagged_words(passage.text) if _CHINESE.fullmatch(word))
    own = [word for word, _ in words.most_common(_WORDS)]
    vocabulary = [word for word, _ in others.most_common(_WORDS)]
    nearest = nearest_by_csls(encoder.encode_queries(own), encoder.encode_queries(vocabulary))
    found = {word: vocabulary[at] for word, (at, margin) in zip(own, nearest, strict=True) if margin > _LEAST}
    return found | _SMALL_WORDS


def passage_switched(
    text: str, answers: Sequence[Stretch], chance: random.Random, *, lexicon: Mapping[str, str]
) -> tuple[str, tuple[Stretch, ...]]:
    """``text`` with the words that ``lexicon`` knows in Chinese, in their English order, and where the answers stand.

    answers: offsets in ``text``. One of which nothing is left ("the") is left out.
    """
    whole, last = "", 0
    places: list[tuple[int, int, int, int]] = []
    for piece in _PIECE.finditer(text):
        word = _in_chinese(piece.group(), chance, lexicon)
        if not word:
            continue
        start, end = piece.span()
        if whole and start > last and not _WIDE.match(whole[-1]) and not _WIDE.match(word):
            whole += " "
        word = _MARKS.get(word, word) if _WIDE.match(whole[-1:]) else word
        places.append((start, end, len(whole), len(whole) + len(word)))
        whole, last = whole + word, end
    moved = []
    for first, stop in answers:
        inside = [(begin, finish) for start, end, begin, finish in places if start < stop and first < end]
        if inside:
            moved.append((inside[0][0], inside[-1][1]))
    return whole, tuple(moved)


def _in_chinese(word: str, chance: random.Random, lexicon: Mapping[str, str]) -> str:
    other = f"{word}年" if _YEAR.fullmatch(word) else lexicon.get(word.lower())
    return word if other is None or chance.random() < _KEPT else other
