"""Words exchanged in a sentence that is otherwise printed so: a statement follows its source but for one stretch.

It compares two texts word for word, and knows no figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.text.folding import fold
from qa.text.words import FUNCTION_WORDS, is_name, whole_words
from qa.types import Extent

_FOLLOWS = 0.7
_LEAST = 3
_FLANK = 2
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words of a statement, and those of the source that stand between the same words; offsets in the two texts."""

    own: Extent
    printed: Extent


def substitutions(text: str, source: str, known: Callable[[str], bool]) -> list[Substitution]:
    """What ``text`` has where ``source``, which it follows otherwise, has other words.

    known: whether folded words stand near the source all the same. Only what has a word of two characters that is not
    known counts: another particle or order of words is no exchange.
    """
    own, printed = fold(text), fold(source)
    matcher = SequenceMatcher(None, own.text, printed.text, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _FLANK]
    if sum(block.size for block in blocks) < _FOLLOWS * len(own.text):
        return []
    found = []
    for before, after in zip(blocks, blocks[1:], strict=False):
        mine = (before.a + before.size, after.a)
        theirs = (before.b + before.size, after.b)
        if not (0 < mine[1] - mine[0] <= _LONGEST and 0 < theirs[1] - theirs[0] <= _LONGEST):
            continue
        if re.search(r"[\d，。；！？]", own.text[slice(*mine)]):
            continue
        if (
            _names_something(own.text, mine)
            and _is_new(own.text, mine, known)
            and _is_new(printed.text, theirs, lambda word: word in own.text)
        ):
            found.append(
                Substitution(own.original(*_whole(own.text, mine)), printed.original(*_whole(printed.text, theirs)))
            )
    return found


def _names_something(text: str, extent: Extent) -> bool:
    """Whether a stretch is more than one plain word, which may only be put otherwise (达到 for 实现), or is a name."""
    start, end = _whole(text, extent)
    words = [word.word for word in whole_words(text) if start <= word.start and word.end <= end]
    content = [word for word in words if word not in FUNCTION_WORDS and word.isalnum()]
    plain = re.search("[了着过到起成得等]", "".join(words)) is not None
    return any(map(is_name, content)) or (sum(map(len, content)) >= _LEAST and not plain)


def _is_new(text: str, extent: Extent, known: Callable[[str], bool]) -> bool:
    """Whether a stretch touches a word of two characters or more that is not known, or is one of such a length."""
    touched = [word for word in whole_words(text) if word.start < extent[1] and extent[0] < word.end]
    long = [word.word for word in touched if len(word.word) > 1]
    if not long and extent[1] - extent[0] > 1:
        long = [text[slice(*extent)]]
    return any(word not in FUNCTION_WORDS and word.isalnum() and not known(word) for word in long)


def _whole(text: str, extent: Extent) -> Extent:
    """A stretch to whole words, no mark among them."""
    touched = [word for word in whole_words(text) if word.start < extent[1] and extent[0] < word.end]
    touched = [word for word in touched if word.word.isalnum()] or touched
    return touched[0].start, touched[-1].end
