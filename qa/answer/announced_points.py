"""The points that a sentence announces (有两个原因。首先……其次……), which stand in the sentences behind it.

It knows one text and no question.
"""

from __future__ import annotations

import re

from qa.text.characters import CHINESE, NUMERALS
from qa.text.sentences import sentences

_ANNOUNCES = re.compile(
    rf"(?:[{NUMERALS}两几\d][大个种点条项方]?|以下|下列|如下)[{CHINESE}]{{0,4}}"
    "(?:原因|理由|方法|办法|方式|途径|好处|优点|缺点|特点|情况|作用|目的|方面|选择|要点|条件|步骤|点)[^。！？]{0,4}[。：]?\\s*$|"
    r"\b(?:two|three|four|five|several|following) (?:\w+ )?(?:reasons|ways|methods|options|steps|cases|advantages|"
    r"conditions|points)\b[^.]{0,20}[.:]?\s*$",
    re.IGNORECASE,
)
_POINT = re.compile(
    rf"\W*(?:首先|其次|再次|再者|此外|另外|最后|然后|另一|还有|其[{NUMERALS}]|第[{NUMERALS}\d]|[{NUMERALS}][是、]|"
    r"first|second|third|fourth|finally|lastly|another|the other)",
    re.IGNORECASE,
)
_BETWEEN = 2


def end_of_points(text: str, start: int, end: int, *, longest: int) -> int:
    """Where the last of the points ends that ``text[start:end]`` announces, at most ``longest`` behind ``start``.

    ``end`` if it announces none, or none begins right behind it. Up to two sentences may explain a point.
    """
    if not _ANNOUNCES.search(text[start:end]):
        return end
    last, since = end, 0
    for first, stop in sentences(text[end : start + longest], end):
        if stop > start + longest - 1 and stop < len(text):
            break
        if _POINT.match(text[first:stop]):
            last, since = stop, 0
            continue
        since += 1
        if last == end or since > _BETWEEN:
            break
    return last
