"""Who says what is quoted."""

from __future__ import annotations

import pytest

from qa.checking.quotations import quotations
from qa.checking.speakers import prints_speech, speaker_instead

SAID = "“现在社区有了这么好的场地，以后打球就方便多啦！”"
SOURCE = f"居民张玉杰高兴地说：{SAID}"


@pytest.mark.parametrize("text", [f"郑启超说：{SAID}", f"{SAID}郑启超说。"])
def test_another_speaker_is_set_against_the_one_printed(text: str) -> None:
    """On whichever side of the words either stands."""
    start = text.index("郑启超")
    other = speaker_instead((start, start + 3), quotations(text), SOURCE)
    assert other is not None
    assert SOURCE[slice(*other)] == "张玉杰"


def test_who_is_not_beside_the_words_does_not_speak() -> None:
    """A person named elsewhere in the sentence is no speaker."""
    text = f"郑启超来到社区文化馆的时候听见有人说：{SAID}"
    assert speaker_instead((0, 3), quotations(text), SOURCE) is None


def test_only_long_words_are_speech() -> None:
    """A name in quotation marks may stand in many sources."""
    assert prints_speech(SOURCE, quotations(SAID))
    assert not prints_speech("推行“四单”机制", quotations("“四单”"))
