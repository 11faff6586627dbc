"""Names by their shape."""

from __future__ import annotations

import pytest

from qa.checking.named import named_in


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("街道组织委员乐娜说。", "乐娜", "person"),
        ("李杰很高兴地说。", "李杰", "person"),
        ("郑启超高兴地说。", "郑启超", "person"),
        ("座谈会在忠义大酒店举行。", "忠义大酒店", "大酒店"),
        ("被《求是》刊发。", "求是", "work"),
        ("新开发的U3600一体机上市。", "u3600", "code"),
    ],
)
def test_a_name_is_seen(text: str, name: str, kind: str) -> None:
    """With what sort of thing it is."""
    assert (name, kind) in [(one.word, one.kind) for one in named_in(text)]


def test_plain_words_before_an_organisation_are_no_part_of_its_name() -> None:
    """全区 and 这个 name nothing."""
    assert [one.word for one in named_in("全区的小区都好。")] == []
