"""A definition with the term before it, and a term with the definition behind it, as glossaries set them.

It knows a definition by its place alone: behind Markdown's colon, under a number and a term on lines of their own, or
under a heading of a glossary.
"""

from __future__ import annotations

import re

from qa.answer.sentence_ranking import Reading
from qa.types import Document, Extent

_SIGNED = re.compile(r":[ \t\u3000]+\S")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
_ENDS = re.compile(r"[。！？!?；;，：:]")
_GLOSSARY = re.compile(
    "术语|術語|名词解释|名詞解釋|定义|定義|词汇表|詞彙表|用语|用語|缩略语|縮略語|释义|釋義|"
    r"\b(?:terms|terminology|definitions|glossary|vocabulary|abbreviations)\b",
    re.IGNORECASE,
)
_LONGEST_TERM = 60
_LONGEST = 600


def with_term(document: Document, reading: Reading, extent: Extent, at: int) -> Extent:
    """``extent``, which begins in paragraph ``at``, with the term that it defines or the definition of its term."""
    start, end = extent
    here = document.paragraphs[at]
    if _defines(document, reading, at) and end - document.paragraphs[at - 1].start <= _LONGEST:
        return document.paragraphs[at - 1].start, end
    if (start, end) == (here.start, here.end) and at + 1 < len(document.paragraphs):
        behind = document.paragraphs[at + 1]
        if _defines(document, reading, at + 1) and behind.end - start <= _LONGEST:
            return start, behind.end
    return extent


def _defines(document: Document, reading: Reading, at: int) -> bool:
    """Whether paragraph ``at`` is the definition of a term that is the paragraph before it."""
    if at == 0 or document.paragraphs[at].kind != "body":
        return False
    term, kind = _words(document, at - 1), document.paragraphs[at - 1].kind
    if len(term) > _LONGEST_TERM or _ENDS.search(term):
        return False
    if kind == "heading":
        above = [reading.passage.title, *reading.passage.heading]
        return above[-1] == term and any(map(_GLOSSARY.search, above[:-1]))
    numbered = at > 1 and _NUMBER.fullmatch(_words(document, at - 2)) is not None
    return kind == "body" and (numbered or _SIGNED.match(_words(document, at)) is not None)


def _words(document: Document, at: int) -> str:
    paragraph = document.paragraphs[at]
    return document.text[paragraph.start : paragraph.end]
