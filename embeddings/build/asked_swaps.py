"""Chinese questions that ask something else of the same subject, which their passage does not say.

The commonest question without an answer: a real subject, a fact that is not stated, and in the passage another figure
or name that looks like one. What is asked comes out of another question of the sets, whole, from its question word on.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.build.chinese_words import mostly_simplified, tagged_words
from embeddings.build.reading_sets import ReadingSet

_ASKS = re.compile(
    r"为什么|什么|哪|谁|多少|几(?=[个名位年岁次种座项条家支场届所级天月部人])|何[时地处种人]|如何|怎么|怎样|多[大长高久远](?!的)"
)
_SHORTEST_HEAD, _LONGEST_TAIL = 3, 16
_CONTENT = re.compile(r"[nvatsjli]")
_LEAST_GROUNDED = 0.6


@dataclass(frozen=True, slots=True)
class Asked:
    """What questions ask. tails: by the word before it, from the question word on, with the words of it that tell.

    A word tells if passages that answer a question with it mostly use it: 出生 does, 名称 and 特点 do not.
    """

    tails: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]


def asked_in(sets: Sequence[ReadingSet]) -> Asked:
    """What the questions of Chinese ``sets`` ask."""
    parted: list[tuple[str, str, list[str]]] = []
    seen: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for one in sets:
        for question in one.questions:
            if not question.answers or not mostly_simplified(question.text) or not (parts := _parted(question.text)):
                continue
            _, before, tail = parts
            words = _content(tail)
            parted.append((before, tail, words))
            seen.update(words)
            held.update(word for word in words if word in one.passages[question.passage].text)
    tails = defaultdict(list)
    for before, tail, words in parted:
        telling = tuple(word for word in words if held[word] >= _LEAST_GROUNDED * seen[word])
        if telling:
            tails[before].append((tail, telling))
    return Asked(tails)


def asking_something_else(question: str, text: str, asked: Asked, chance: random.Random) -> str | None:
    """``question`` with what it asks exchanged for something that ``text`` does not speak of; None if none fits."""
    parts = _parted(question) if mostly_simplified(text) else None
    if not parts:
        return None
    head, before, own = parts
    others = [
        tail
        for tail, telling in asked.tails.get(before, ())
        if tail != own and any(word not in text and word not in question for word in telling)
    ]
    return head + chance.choice(others) if others else None


def _parted(question: str) -> tuple[str, str, str] | None:
    """What stands before the first question word, the last word of that, and the rest."""
    match = _ASKS.search(question)
    if not match or match.start() < _SHORTEST_HEAD or len(question) - match.start() > _LONGEST_TAIL:
        return None
    head = question[: match.start()]
    return head, tagged_words(head)[-1][0], question[match.start() :]


def _content(tail: str) -> list[str]:
    words = {word for word, tag in tagged_words(tail) if len(word) > 1 and _CONTENT.match(tag)}
    return sorted(word for word in words if not _ASKS.search(word))
