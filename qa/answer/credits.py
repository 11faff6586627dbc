"""Who wrote a text and whose its pictures are, as bylines and captions print it: ``文/记者 …``, ``图片由…提供``.

It reads a sentence and a question and knows no passage.
"""

from __future__ import annotations

import re

from qa.documents.bylines import people
from qa.types import Extent

_ASKS_WRITER = re.compile(
    r"作者|记者|执笔|撰稿|撰写|署了?.{0,8}名|笔者|(?:谁|哪.{0,2}[位个名]).{0,4}写|写的?(?:人|是谁)|"
    r"\b(?:authors?|reporters?|journalists?|wrote|written by)\b"
)
_PICTURE = re.compile(r"[图照摄拍]|\b(?:photo|picture|image)")
_ASKS_WHOSE = re.compile(
    "供图|摄影[师者]|(?:谁|哪.{0,2}[位个名家]).{0,4}(?:拍|摄|给|供)|(?:提供|摄影)的?(?:人|单位|是谁)|"
    r"\bphotographer|\bwho (?:took|shot|supplied|provided|made)\b"
)
_LONGEST = 200
_NAME = r"([^，,。；;|/／:：()（）]{2,20}?)"
_PICTURES_OF = (
    re.compile(rf"(?:图片?|照片)(?:[^，,。由]{{0,8}}由|[/／:：]\s?){_NAME}(?:提供|供图)?(?:[)）]|$)"),
    re.compile(rf"(?:摄影?|供图)[/／:： ]\s?{_NAME}(?:[)）]|$)"),
    re.compile(rf"(?:[(（/／]|\s){_NAME}\s?(?:供图|摄)(?:[)）]|$)"),
)


def credited(question: str, line: str) -> Extent | None:
    """Where a byline or caption ``line`` names whom a folded question asks for: the writers, or whose the pictures are.

    None where it asks for neither, or ``line`` is long, names none or, of pictures, several times.
    """
    if len(line) > _LONGEST:
        return None
    if _PICTURE.search(question):
        return _owner_of_pictures(line) if _ASKS_WHOSE.search(question) else None
    return _writers(line) if _ASKS_WRITER.search(question) else None


def is_of_pictures_alone(question: str, line: str) -> bool:
    """Whether a folded question asks for the writers and ``line`` says but whose the pictures are."""
    asks = _ASKS_WRITER.search(question) is not None and not _PICTURE.search(question)
    return asks and len(line) <= _LONGEST and _owner_of_pictures(line) is not None and _writers(line) is None


def _owner_of_pictures(line: str) -> Extent | None:
    found = {match.span(1) for pattern in _PICTURES_OF for match in pattern.finditer(line.rstrip())}
    return found.pop() if len(found) == 1 else None


def _writers(line: str) -> Extent | None:
    names = people(line)
    if not names:
        return None
    start = line.find(names[0])
    end = line.rfind(names[-1])
    return (start, end + len(names[-1])) if 0 <= start <= end else None
