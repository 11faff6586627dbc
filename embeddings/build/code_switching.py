"""Chinese questions half in English, word by word: so a reader learns to take an English question to a Chinese passage.

No open set asks in one language about a passage in another. Code switching stands in for it (Qin et al. 2020), with a
lexicon that the multilingual encoder itself gives: words of the training sets whose vectors are nearest across the two
languages, crowded ones marked down (CSLS, Conneau et al. 2018).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.build.reading_sets import ReadingSet

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z]{2,}")
_SPACE = "▁"
_KEPT = 0.1
_CHINESE_WORDS, _ENGLISH_WORDS = 9_000, 12_000
_NEIGHBOURS = 10
_LEAST, _LEAST_OF_ONE = 0.0, 0.1


def lexicon_of(
    chinese: Sequence[ReadingSet], english: Sequence[ReadingSet], tokenizer: Any, encoder: Encoder
) -> dict[str, str]:
    """Chinese pieces of the tokenizer that the questions of ``chinese`` use to the nearest words of ``english``."""
    pieces: Counter[str] = Counter()
    for one in chinese:
        for question in one.questions:
            pieces.update(token.removeprefix(_SPACE) for token in tokenizer.encode(question.text).tokens)
    chosen = [piece for piece, _ in pieces.most_common() if _HAN.fullmatch(piece)][:_CHINESE_WORDS]
    words: Counter[str] = Counter()
    for one in english:
        for question in one.questions:
            words.update(_WORD.findall(question.text.lower()))
    vocabulary = [word for word, _ in words.most_common(_ENGLISH_WORDS)]
    nearest = _nearest(encoder.encode_queries(chosen), encoder.encode_queries(vocabulary))
    return {
        piece: vocabulary[at]
        for piece, (at, margin) in zip(chosen, nearest, strict=True)
        if margin > (_LEAST if len(piece) > 1 else _LEAST_OF_ONE)
    }


def _nearest(own: NDArray[np.float32], others: NDArray[np.float32]) -> list[tuple[int, float]]:
    """For each row of ``own`` the row of ``others`` nearest by CSLS, and by how much it is nearer than others are."""
    own, others = own - own.mean(0), others - others.mean(0)
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    cosines = own @ others.T
    crowd = np.sort(cosines, axis=0)[-_NEIGHBOURS:].mean(0)
    margin = 2 * cosines - crowd - np.sort(cosines, axis=1)[:, -_NEIGHBOURS:].mean(1)[:, None]
    best = margin.argmax(1)
    return [(int(at), float(margin[row, at])) for row, at in enumerate(best)]


def switched(question: str, chance: random.Random, *, lexicon: Mapping[str, str], tokenizer: Any) -> str:
    """``question`` with most of the words that the lexicon knows in English, in their Chinese order."""
    encoding = tokenizer.encode(question, add_special_tokens=False)
    parts: list[str] = []
    for token, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True):
        if token == _SPACE:
            continue
        word = lexicon.get(token.removeprefix(_SPACE))
        parts.append(f" {word} " if word and chance.random() < 1 - _KEPT else question[start:end])
    return " ".join("".join(parts).split())
