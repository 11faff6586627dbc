"""A spoken question in the words of written ones, those of the corpus before others."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from qa.search import spoken_words
from qa.search.spoken_words import FILE, in_written_words, written_words


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three spoken words."""
    told = {"老太太": ("老人", "长者"), "老太婆": ("老人", "长者"), "帮忙": ("帮助",)}
    monkeypatch.setattr(spoken_words, "written_words", lambda: told)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("question", "known", "written"),
    [
        ("谁给老太太帮忙？", {"老人", "帮助"}, "谁给老人帮助？"),
        ("谁给老太太帮忙？", {"长者"}, "谁给长者帮忙？"),
        ("谁给老太太帮忙？", {"老人", "老太太", "帮忙", "帮助"}, "谁给老太太帮忙？"),
        ("谁给老太太帮忙？", {"老人", "太太"}, "谁给老太太帮忙？"),
        ("谁给老太太帮忙？", set(), "谁给老太太帮忙？"),
        ("谁給老太婆幫忙？", {"老人", "帮助"}, "谁給老人帮助？"),
        ("“老太太帮忙”是什么？", {"老人", "帮助"}, "“老太太帮忙”是什么？"),
        ("《老太太》谁写的？", {"老人"}, "《老太太》谁写的？"),
        ("老太太帮啥子忙", {"老人"}, "老人帮什么忙"),
        ("", {"老人"}, ""),
    ],
)
def test_a_word_that_the_corpus_never_uses_is_read_as_one_that_it_does(
    question: str, known: set[str], written: str
) -> None:
    """Nothing is exchanged that stands there, or for what does not; what is quoted is asked for as it is."""
    assert in_written_words(question, known) == written


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("上台讲话的那个职工是哪个哟？", "上台讲话的那个职工是谁哟？"),
        ("負責人是哪個？", "負責人是谁？"),
        ("这座桥是哪个出的钱嘛？", "这座桥是谁出的钱嘛？"),
        ("渠道归哪个管", "渠道归谁管"),
        ("最大的项目是哪个？", "最大的项目是哪个？"),
        ("哪个出口最近？", "哪个出口最近？"),
        ("哪个社区负责？", "哪个社区负责？"),
    ],
)
def test_which_one_asks_who_of_people_and_of_what_they_do(question: str, written: str) -> None:
    """哪个 is who in the southwest; before a thing, or of a thing, it is which."""
    assert in_written_words(question, set()) == written


def test_the_table_holds_every_spoken_word_once() -> None:
    """Two to six Chinese characters each, none its own written word, none without one."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert all(line.count("→") == 1 for line in lines)
    spoken = Counter(word for line in lines for word in line.partition("→")[0].split())
    assert [word for word, times in spoken.items() if times > 1 or not re.fullmatch("[\u4e00-\u9fff]{2,6}", word)] == []
    assert [word for word, written in written_words().items() if not written or word in written] == []
