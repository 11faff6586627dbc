"""A statement put to a reader as a question: a figure or name blanked out, and what the reader finds in its place.

It knows the reader alone, and compares nothing.
"""

from __future__ import annotations

from embeddings import AnswerSpan, PassageReading, Reader
from qa.checking.stretches import SourceStretch
from qa.index.passage_parts import context
from qa.text.folding import in_simplified
from qa.types import Extent

_MOST = 3


class StatementReading:
    """What a reader says of one source about one statement; each question is read once, at most ``_MOST`` blanks."""

    def __init__(self, reader: Reader | None, text: str, source: SourceStretch) -> None:
        self._reader = reader
        self._text = text
        self._source = source
        self._left = _MOST

    def whole(self) -> PassageReading | None:
        """The passage read with the statement itself as the question; None without a reader."""
        return self._read(self._text)

    def blank(self, own: Extent, word: str) -> AnswerSpan | None:
        """The source's likeliest words, offsets in it, for ``text[own]`` of the statement; ``word`` asks for them."""
        if self._reader is None or not self._left:
            return None
        self._left -= 1
        reading = self._read(self._text[: own[0]].rstrip("近约") + word + self._text[own[1] :])
        start = self._source.start - self._source.passage.start
        length = len(self._source.text)
        for span in reading.spans if reading else ():
            if start <= span.start and span.end <= start + length:
                return AnswerSpan(span.start - start, span.end - start, span.probability)
        return None

    def _read(self, question: str) -> PassageReading | None:
        if self._reader is None:
            return None
        passage = self._source.passage
        above = in_simplified(context(passage)).rstrip("\n")
        (reading,) = self._reader.read(in_simplified(question), [(above, in_simplified(passage.text))])
        return reading
