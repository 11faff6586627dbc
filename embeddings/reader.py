"""What a reader is: a model that reads a question and a passage together. It says nothing of documents or languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """A stretch ``text[start:end]`` of a passage's text, and how likely it is the answer, 0–1."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a reader made of one passage.

    answers: how likely the passage answers the question, 0–1. score: the same as log odds, which tell apart what is
    rounded to 0 or 1; minus infinity where there is nothing to read. spans: stretches of its text, likeliest first;
    their probabilities and that of no answer add up to at most 1.
    """

    answers: float
    score: float
    spans: tuple[AnswerSpan, ...]


class Reader(Protocol):
    """Reads a question with passages, one passage at a time: a result never depends on the passages beside it.

    name: identity of the model, the same for the same weights.
    """

    @property
    def name(self) -> str: ...

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """One reading per passage, in the order given.

        passages: what stands above each (titles, headings), which is read and never answers, and its text.
        """
        ...
