"""An encoder with a limit on its time that says how far it has come. It reads nothing and keeps nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from embeddings import Encoder
from embeddings.encoder import Vectors


class OutOfTime(Exception):
    """What was to be encoded did not fit into the time."""


class Pace:
    """``encoder``, until ``seconds`` are over.

    seconds: from now on. report: told which share, 0–1, of the texts that were expected is encoded.
    now: the clock, so that tests need not wait.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        seconds: float,
        report: Callable[[float], None] = lambda share: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.encoder = encoder
        self._report = report
        self._now = now
        self._end = now() + seconds
        self._expected = self._encoded = 0
        self.name = encoder.name
        self.dim = encoder.dim

    @property
    def left(self) -> float:
        """The seconds that are left, 0 or more."""
        return max(0.0, self._end - self._now())

    def expect(self, texts: int) -> None:
        """Count from here: ``texts`` will be encoded."""
        self._expected, self._encoded = texts, 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return self.encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per text."""
        return self.encoder.encode_passages(texts)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """One vector per span of each text, in order. Raises OutOfTime when the time is over."""
        if not self.left:
            raise OutOfTime
        vectors = self.encoder.encode_spans(texts, spans)
        self._encoded += len(texts)
        self._report(self._encoded / max(self._expected, self._encoded))
        return vectors
