"""A statement against one source: days, and figures that are no words."""

from __future__ import annotations

import pytest

from qa.checking.comparing import compare_claims
from qa.checking.comparison import Comparison
from qa.checking.stretches import SourceStretch
from qa.documents.corpus import document_from_text
from qa.types import Passage


def compared(text: str, source: str) -> Comparison:
    document = document_from_text(source, id="a.txt")
    passage = Passage("a#0", "a.txt", "", 0, len(source), source, (), "body", (1,), ((0, len(source)),))
    stretch = SourceStretch(document, passage, 0, 0, len(source), source, "", 1.0, 1.0, 1.0, 1.0, True, True)
    return compare_claims(text, stretch, (), elsewhere=lambda words: False, ask=lambda own, word: None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("累计投入500多万元建设公寓。", "累计投入500余万元建设公寓。"),
        ("累计投入五百多万元建设公寓。", "累计投入500余万元建设公寓。"),
        ("开展家访6500多人次，督促整改。", "开展家访6500余人次，督促整改。"),
        ("11月16个镇成功召开大会。", "11月，16个镇成功召开大会。"),
        ("6月15日召开大会。", "6月15日至18日召开大会。"),
        ("建成第一个金融楼宇服务站。", "建成首个金融楼宇服务站。"),
    ],
)
def test_the_same_written_otherwise_does_not_differ(text: str, source: str) -> None:
    """多 is 余, and a figure behind a month is no day without 日."""
    found = compared(text, source)
    assert (found.apart, found.missing) == ([], [])


def test_another_day_differs() -> None:
    """With its month."""
    text, source = "6月15日召开大会。", "6月18日召开大会。"
    (one,) = compared(text, source).apart
    assert (one.kind, text[slice(*one.own)], source[slice(*one.printed)]) == ("period", "6月15日", "6月18日")
