"""Questions that a passage does not answer, made from questions that it does.

Every unanswerable question of the open sets is English; without these a reader learns that Chinese means answerable.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from embeddings.build.reading_sets import ReadPassage, ReadQuestion, Stretch

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+$")
_ENGLISH_SENTENCE = re.compile(r".+?(?:[.!?;][\"')\]]*\s+|\n+|$)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_NAMED = re.compile(r"《[^《》]{2,20}》|“[^“”]{2,16}”|「[^「」]{2,16}」|(?<=[a-z] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")


def sentences_of(text: str) -> list[Stretch]:
    """Offsets of the sentences of ``text``, end to end, by their closing marks alone."""
    pattern = _ENGLISH_SENTENCE if text.count(". ") > text.count("。") else _SENTENCE
    return [match.span() for match in pattern.finditer(text) if match.group().strip()]


def without_answer(text: str, answers: Sequence[Stretch]) -> str | None:
    """``text`` without the sentences that hold an answer, wherever its words stand; None if little is left."""
    words = {text[start:end] for start, end in answers}
    kept = [
        text[start:end]
        for start, end in sentences_of(text)
        if not any(start < last and first < end for first, last in answers)
        and not any(word in text[start:end] for word in words)
    ]
    left = "".join(kept)
    return left if len(left) >= 40 and len(kept) >= 2 else None


def exchanged(question: str, passage: ReadPassage, names: Sequence[str], chance: random.Random) -> str | None:
    """``question`` with a figure, a quoted name or the passage's title exchanged, so that the passage answers no more.

    names: names of the same shape out of other questions; a figure may be another one of the passage. None if the
    question holds nothing to exchange.
    """
    swaps: list[tuple[int, int, str]] = []
    for match in _NUMBER.finditer(question):
        swaps.append((*match.span(), _other_number(match.group(), passage.text, chance)))
    if names:
        for match in _NAMED.finditer(question):
            swaps.append((*match.span(), _other_name(match.group(), names, chance)))
        if 2 <= len(passage.title) <= 20 and passage.title in question:
            at = question.index(passage.title)
            plain = chance.choice(names).strip("《》“”「」")
            swaps.append((at, at + len(passage.title), plain))
    swaps = [(start, end, new) for start, end, new in swaps if new and new != question[start:end]]
    if not swaps:
        return None
    start, end, new = chance.choice(swaps)
    return question[:start] + new + question[end:]


def names_in(questions: Sequence[ReadQuestion]) -> list[str]:
    """Every quoted or capitalised name in ``questions``, each once, in order."""
    return list(dict.fromkeys(name for question in questions for name in _NAMED.findall(question.text)))


def _other_number(number: str, text: str, chance: random.Random) -> str:
    if chance.random() < 0.25:
        numbers: list[str] = _NUMBER.findall(text)
        same_shape = [other for other in numbers if len(other) == len(number) and other != number]
        if same_shape:
            return chance.choice(same_shape)
    if _YEAR.fullmatch(number):
        return str(int(number) + chance.choice([-30, -12, -7, -3, -2, -1, 1, 2, 3, 5, 8, 15]))
    if "." in number:
        return f"{float(number) + chance.choice([-1.2, 0.4, 1.5, 3.1]):.1f}"
    value = int(number)
    return str(max(value + chance.choice([-3, -2, -1, 1, 2, 3, 5, 10, value + 1]), 1))


def _other_name(name: str, names: Sequence[str], chance: random.Random) -> str:
    alike = [other for other in chance.sample(names, min(len(names), 60)) if other[0] == name[0] or name[0].isalpha()]
    return chance.choice(alike) if alike else ""
