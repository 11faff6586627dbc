"""A draft to its statements: sentences and lines in order, and which of them state nothing that could be checked.

It knows the typography and the set phrases of Chinese and English and reads no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.text.characters import CHINESE, CLOSING
from qa.text.folding import folded_text
from qa.text.sentences import sentences

LONGEST_DRAFT = 50_000
_LONGEST_TITLE = 40
_ENDED = re.compile(rf"[。！？!?；;…][{re.escape(CLOSING)}]*$|[a-z]\.[\"”]?$")
_NUMBERED = re.compile(
    rf"\s*(?:#|第?[一二三四五六七八九十]+[、.．章节]|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d))"
    rf"[\w\s{CHINESE}“”《》—]{{1,{_LONGEST_TITLE}}}$"
)
_TWO_PARTS = re.compile(rf"[{CHINESE}”》][ 　]+[{CHINESE}“《\d]|——|[{CHINESE}]：[{CHINESE}]")
_MARK = re.compile(r"\A[\s#>*\-]+")
_COUNTED = re.compile(rf"\d(?![\d年月日.、]|[1-9]?季度|届|周年)|%|[{CHINESE}]成(?![为立功果员])")
_OPINION = re.compile(
    r"我认为|我觉得|我相信|在我看来|依我看|个人认为|笔者|我们?(?:应该|应当|需要|必须|要|相信|认为|期待|有理由)|让我们|值得(?:推广|点赞|肯定|学习|借鉴|期待|深思|一提|关注)|"
    r"事实证明|实践证明|毋庸置疑|不得不说|可以说|不难看出|不难发现|由此可见|可见[，,]|众所周知|显而易见|相信[，,]|必将|只有.{2,30}才|只要.{2,30}就|"
    r"不仅.{1,20}更|唯有|令人(?:欣喜|振奋|鼓舞|感动|敬佩|深思|期待)|未来可期|任重道远|"
    r"\b(?:i think|i believe|in my (?:view|opinion)|we (?:should|must|hope)|let us|it is clear that|arguably)\b"
)
_CONNECTING = re.compile(
    r"^(?:不仅如此|与此同时|除此之外|此外|总之|综上(?:所述)?|具体来说|具体而言|换言之|也就是说|原来|那么|然而|不过|事实上|接下来|下面|首先|其次|最后|"
    r"更重要的是|值得一提的是|"
    r"据(?:了解|悉|介绍)|不止于此|这仅仅是开始|背后的原因.{0,8}|in addition|moreover|however|in short)"
    r"[，,。.!！:：—…]*$"
)
_CONNECTING_BEGINS = re.compile(r"^(?:接下来|下面|那么)[，,].{0,24}$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch ``draft[start:end] == text``, and its job in the draft.

    empty: whether it states nothing to check, whatever the documents say: a title, a question, an opinion, a link.
    title: whether it stands as a title.
    """

    start: int
    end: int
    text: str
    empty: bool
    title: bool


def statements(draft: str) -> list[Statement]:
    """The statements of ``draft``, in order; every character that is not blank lies in exactly one.

    Raises ValueError for a draft that is blank or longer than ``LONGEST_DRAFT`` characters.
    """
    if not draft.strip():
        raise ValueError("the draft is empty: give a text to check against the documents")
    if len(draft) > LONGEST_DRAFT:
        raise ValueError(f"the draft has {len(draft):,} characters; {LONGEST_DRAFT:,} at most: check it in parts")
    found = []
    for start, end in sentences(draft):
        text = draft[start:end]
        title = _is_title(text, draft, start, end)
        found.append(Statement(start, end, text, (title and not _counts(text)) or says_nothing(text), title))
    return found


def says_nothing(text: str) -> bool:
    """Whether a sentence only asks, judges or links and gives no figure."""
    bare = _MARK.sub("", text).strip()
    if not re.search(r"\w", bare):
        return True
    if re.search(r"[？?][”’\"]?$", bare):
        return True
    folded = folded_text(bare)
    if _CONNECTING.search(folded) or _CONNECTING_BEGINS.search(folded):
        return True
    return not _counts(bare) and "“" not in bare and _OPINION.search(folded) is not None


def _counts(text: str) -> bool:
    """Whether a figure stands in ``text`` that is no date and no number of a heading."""
    bare = re.sub(r"^[#\s（(]*第?[一二三四五六七八九十\d]+[、.．章节)）](?!\d)", "", text)
    return _COUNTED.search(folded_text(bare)) is not None


def _is_title(text: str, draft: str, start: int, end: int) -> bool:
    """Whether a line stands as a title: short, whole, without the stop of a sentence."""
    before, after = draft[:start].rpartition("\n")[2], draft[end:].partition("\n")[0]
    if before.strip(" \t#>*-") or after.strip() or _ENDED.search(text):
        return False
    if draft[:start].rpartition("\n")[2].lstrip().startswith("#") or text.startswith("#") or _NUMBERED.match(text):
        return True
    if len(text) > _LONGEST_TITLE:
        return False
    return bool(_TWO_PARTS.search(text)) or bool(draft[end:].strip()) or not re.search(r"[，,、了是]", text)
