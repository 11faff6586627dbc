"""A spoken question in the words of written ones.

What asks (啥, 咋个, 好多) is always read as it is written. The table beside this module holds words of everyday speech
for which reports, rules and notices have others: on each line spoken words, an arrow, and what they are written as, the
likeliest first. It knows the language, not the documents: it was written without looking at any, and words that 3,400
paragraphs of an encyclopaedia use were left out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path

from qa.text.folding import in_simplified
from qa.text.words import whole_words

FILE = Path(__file__).with_suffix(".txt")
_SHORTEST, _LONGEST = 2, 6
_QUOTED = re.compile('“[^“”]*”|《[^《》]*》|「[^「」]*」|『[^『』]*』|"[^"]*"')
_ASKED = {
    **{"啥子": "什么", "啥": "什么", "咋样": "怎么样", "咋个": "怎么", "咋": "怎么"},
    **{"几多": "多少", "幾多": "多少", "啷个": "怎么", "没得": "没有", "沒得": "没有", "娃儿": "孩子"},
}
_ASKING_SPOKEN = re.compile("啥子?|咋(?![呼舌])[样个]?|几多|幾多|啷个|[没沒]得(?![到以出分奖獎知罪病胜勝逞])|娃儿")
_ASKING = re.compile("多少|[几幾谁誰哪何吗嗎]|什么|什麼|怎")
# 好多 and 好久 ask in the southwest, and mean "many" and "for long" everywhere else, as beside 都 and 也.
_ASKS_ALONE = (
    (re.compile("(?<![很许])好多"), "多少"),
    (re.compile("(?<![很许])好久(?![没不未前后以之]|了$)"), "多久"),
)
# 哪个 asks who in the southwest: at the end behind a person, or before what somebody does. 哪个项目 asks which.
_WHO = re.compile(
    "(?<=[人员师者长工手生友民客娃婆公爷嬢孃哥姐妹弟爸妈记任])([是叫由])哪[个個](?=[哟喲嘛哦呢啊呀嘞噻]*[?？]?$)|"
    "哪[个個](?=[出写寫来來管教讲講说說带帶帮幫办辦修拍送发發喊领領拿当當去做坐住](?:[的了起给給]|$)|"
    "负责|負責|牵头|牽頭|主持|提供|说了算|說了算)"
)
_OF_MANY = re.compile("[都也]")


def in_written_words(question: str, known: Container[str]) -> str:
    """``question`` with what asks as it is written, and each spoken word that the corpus never uses as one it does.

    known: the words and character pairs of the corpus. What is quoted stays as it is.
    """
    text = _ASKING_SPOKEN.sub(lambda match: _ASKED[match.group()], question)
    text = _WHO.sub(lambda match: f"{match[1] or ''}谁", text)
    if not _ASKING.search(text) and not _OF_MANY.search(text):
        for asks, as_written in _ASKS_ALONE:
            text = asks.sub(as_written, text)
    plain, made, at = in_simplified(text), [], 0
    edges = {0, *(word.end for word in whole_words(plain))} - {
        at for match in _QUOTED.finditer(plain) for at in range(match.start() + 1, match.end())
    }
    while at < len(text):
        spoken = _spoken_at(plain, at, edges) if at in edges else ""
        made.append(_written(spoken, known) if spoken else text[at])
        at += len(spoken) or 1
    return "".join(made)


@cache
def written_words() -> Mapping[str, tuple[str, ...]]:
    """What each spoken word of the table is written as, the likeliest first."""
    lines = (line.partition("→") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {word: tuple(written.split()) for spoken, _, written in lines for word in spoken.split()}


def _spoken_at(text: str, at: int, edges: Container[int]) -> str:
    """The longest word of the table from ``at`` to one of ``edges``, or nothing."""
    stretches = (text[at : at + length] for length in range(_LONGEST, _SHORTEST - 1, -1) if at + length in edges)
    return next((one for one in stretches if one in written_words()), "")


def _written(spoken: str, known: Container[str]) -> str:
    pairs = (spoken[n : n + 2] for n in range(len(spoken) - 1))
    if spoken in known or any(pair in known for pair in pairs):
        return spoken
    return next((word for word in written_words()[spoken] if word in known), spoken)
