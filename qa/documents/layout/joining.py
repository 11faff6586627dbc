"""Whether one line goes on in the next: the sentence joiner.

It looks at two texts only; which blocks are neighbours, and what they are for, is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text.characters import BRACKETS, CHINESE, CLOSING, NUMERALS, OPENING, QUOTES
from qa.text.folding import simplify
from qa.text.words import words

_FULL_STOPS = "。！？!?…｡."
NOT_FIRST = "，。、；：？！,;:?!）)》〉】］]”’」』％%℃"
COMMAS = "，,、﹐﹑､"
# ’ is an apostrophe as well, and [ opens a note.
_PAIRS = {opening: closing for opening, closing in (QUOTES | BRACKETS).items() if opening not in "‘［["}
_LINKS = "·‧・&＆=＝+＋/／"
_OPEN_MARKS = COMMAS + OPENING + _LINKS + "•%％℃°-－–\\~～_#@$￥<＜"

_NUMBERING = re.compile(
    rf"第[{NUMERALS}\d]{{1,6}}[编篇章节条部]|[{NUMERALS}]{{1,3}}、"
    rf"|[（(][{NUMERALS}]{{1,3}}[）)]|[{NUMERALS}]{{1,3}}[是要][^的]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.、．](?=\D)|[（(]\d{1,2}[）)]|[①-⑳]"
)
_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
STAMP = re.compile(
    rf"\[?{_DAY}[ T　]+\d{{1,2}}[:：]\d\d|\[?\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?\]?[ 　]|[（(\[]?{_DAY}[）)\]]?$"
)
_ENGLISH_LAST = re.compile(
    r"\b(?:the|an?|of|and|or|to|in|on|at|by|for|from|with|as|is|are|was|were|that|which|its?|their)$"
)
_ENGLISH_FIGURE = re.compile(r"(?:[A-Za-z]{2,},? |[A-Za-z])\d+\.$")
_NOTE = re.compile(r"(?:[\[［【][^\[\]［］【】]{1,30}[\]］】]|[：:]\d[\d:–-]*)+$")
_SPEAKER = re.compile(r"[^\s，,。！？!?：:“”、]{1,8}[：:](?!//)")
_TERM = r"(?:《[^》]{1,20}》|「[^」]{1,20}」|“[^”]{1,20}”|[^\s，。、；：！？的了（(“”《》]{2,16})"
DEFINITION = re.compile(
    rf"{_TERM}(?:\s?[（(]|，?(?:又|亦|也|简|全|原|学|别|俗)(?:称|名)|，?位于|，(?:字|号|为|系|中国)|，?是(?:指|一|由|中国|[^，。]{{1,12}}的))"
)
FUNCTION_LAST = frozenset(
    "的不其而自但以于於被最由是当當及为為第与與有在可和对對因将將把从從向使让讓或并並未已又就都很更每某若虽雖则則这這那该該"
)
_FUNCTION_FIRST = frozenset("的了着著过過得们們等者性化间間称稱名年月里裡地被之是和及")
_SENTENCE_MARK = re.compile(r"[。！？!?；;｡]")
CLAUSE = re.compile(r"[，,。！？!?；;：:、]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(r"[A-Za-z]")
_LATIN_END = re.compile(r"[A-Za-z0-9]$|[A-Za-z)][,;:.!?)\"']{1,2}$")
_OPENS_LATIN = "\"'`*$<“‘"
_TIED = "-/\"'`*([{<“‘"
_EAST_ASIAN = re.compile(rf"[\u3040-\u30ff{CHINESE}\U00020000-\U0003ffff，。、；：]")
_WINDOW = 300
_NEAR = 12
_STAMP_LIMIT = 20


def is_open(text: str) -> bool:
    """Whether ``text`` stops before its sentence does: it ends in none of the marks that end one.

    What brackets or quotation marks hold from end to end is whole.
    """
    last = text[-1]
    if last.isalnum() and len(text) <= _STAMP_LIMIT and STAMP.match(text):
        return False
    if found := _NOTE.search(text[-_WINDOW:]):
        return text[-_WINDOW:][: found.start()][-1:] not in _FULL_STOPS
    if last in CLOSING:
        if _PAIRS.get(text[0]) == last and last not in text[1:-1]:
            return False
        inner = text[-_WINDOW:].rstrip(CLOSING)[-1:]
        return bool(inner) and inner not in _FULL_STOPS
    if last == ".":
        return text[-2:-1].isdigit() and not _ENGLISH_FIGURE.search(text[-_WINDOW:])
    return last.isalnum() or last in _OPEN_MARKS


def has_open_pair(text: str) -> bool:
    """Whether a quotation mark or bracket that opens near the end of ``text`` is not closed in it."""
    expected: list[str] = []
    for char in text[-_WINDOW:]:
        if char in _PAIRS:
            expected.append(_PAIRS[char])
        elif expected and char == expected[-1]:
            expected.pop()
    return bool(expected)


def surely_continues(left: str, right: str) -> bool:
    """Whether marks alone show that ``right`` is the rest of ``left``: a comma, an open bracket, a broken number."""
    if STAMP.match(right):
        return False
    if right[0] in CLOSING and has_open_pair(left):
        return True
    if right[0] in NOT_FIRST:
        return left[-1] not in "。！？!?"
    if left[-1] == "—" and left[-2:-1] != "—" and right[0] == "—":
        return True
    if left[-1] == "." and left[-2:-1].isdigit():
        return right[0].isdigit()
    linked = (left[-1] in _LINKS and right[0].isalnum()) or (right[0] in "·‧・" and left[-1].isalnum())
    return linked or left[-1] in COMMAS + OPENING or (is_open(left) and has_open_pair(left))


def is_cut(left: str, right: str) -> bool:
    """Whether a mark or a split word proves the cut: the strictest of the three judgements."""
    return surely_continues(left, right) or (is_open(left) and not STAMP.match(right) and splits_word(left, right))


def likely_continues(left: str, right: str) -> bool:
    """Whether there is a sign that ``right`` goes on: marks, a split word or number, a word that binds."""
    if surely_continues(left, right):
        return True
    if not is_open(left) or STAMP.match(right):
        return False
    bound = left[-1] in FUNCTION_LAST or right[0] in _FUNCTION_FIRST
    bound = bound or (left[-1].isdigit() and right[0].isalnum() and not _is_latin(left, right))
    return bound or splits_word(left, right)


def continues(left: str, right: str) -> bool:
    """Whether ``right`` is the rest of a sentence that ``left`` began; both are trimmed and not empty.

    Without a sign to the contrary, what is open goes on.
    """
    if surely_continues(left, right):
        return True
    if not is_open(left) or left[-1] == "." or STAMP.match(right):
        return False
    if _is_latin(left, right):
        return likely_continues(left, right)
    return not _begins_anew(left, right) or likely_continues(left, right)


def _begins_anew(left: str, right: str) -> bool:
    """Whether ``right`` has the look of a beginning: a number, a speaker, a name that is then explained."""
    if _NUMBERING.match(right) or (_SPEAKER.match(right) and _SPEAKER.match(left)):
        return True
    if not _SENTENCE_MARK.search(left[-_WINDOW:]):
        return False
    if DEFINITION.match(right[:_WINDOW]) and left[-1] not in FUNCTION_LAST:
        return True
    if left[-1] in "）)》〉】":
        return right[0] not in _FUNCTION_FIRST and not (left[-1] in "》）" and right[0] in OPENING)
    return right[0] == "《" and left[-1] not in FUNCTION_LAST


def splits_word(left: str, right: str) -> bool:
    """Whether a dictionary word lies across the border; in Latin text, whether a sentence does."""
    if _is_latin(left, right):
        return right[0].islower() or bool(_ENGLISH_LAST.search(left))
    if _LETTER.match(left[-1]) and _LETTER.match(right[0]):
        return False
    return _splits_word(left[-_NEAR:], right[:_NEAR])


@lru_cache(maxsize=8192)
def _splits_word(left: str, right: str) -> bool:
    before, after = simplify(left), simplify(right)
    return any(word.start < len(before) < word.end for word in words(before + after))


def glue(left: str, right: str, *, spaced: bool = False) -> str:
    """What stands between two joined halves: a space between Latin words, else nothing.

    spaced: white space was printed at the break, so that a Latin word in Chinese text is known to end there.
    """
    if not (right[0].isascii() and (_LATIN.match(right[0]) or right[0] in OPENING)) or not _LATIN_END.search(left):
        quoted = right[0] in _OPENS_LATIN and left[-1] not in _TIED and right[1:2].isalnum()
        return " " if quoted and _is_latin(left, right) else ""
    return " " if spaced or _is_latin(left, right) else ""


def _is_latin(left: str, right: str) -> bool:
    """Whether the border lies in text of Latin words, with no Chinese near."""
    near = left[-_NEAR:] + right[:_NEAR]
    return near.isascii() or not _EAST_ASIAN.search(near)
