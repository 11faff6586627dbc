"""Folding for matching: what becomes equal, what stays as it is, and that every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.text.folding import fold, simplify

DIGITS = "零一二三四五六七八九"
PIECES = [
    "二百四十",
    "百分之",
    "十",
    " ",
    "\u3000",
    "a",
    "2.1",
    "万",
    "亿",
    "点",
    "五",
    "〇",
    "年",
    "，",
    "１２",
    "㎏",
    "①",
    "½",
    "İ",
    "ﬃ",
    "臺",
    "\ud83d",
    "👩‍👧",
]
ANY_TEXT = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def in_characters(number: int) -> str:
    """A whole number below 10**12 as it is written in Chinese, from the rule alone."""
    groups = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    written = ""
    for group, unit in zip(groups, "亿万 ", strict=True):
        if not group:
            written += "零" * (bool(written) and not written.endswith("零"))
            continue
        if written and group < 1000 and not written.endswith("零"):
            written += "零"
        digits = f"{group:04}"
        for digit, place in zip(digits, "千百十 ", strict=True):
            if digit != "0":
                written += DIGITS[int(digit)] + place.strip()
            elif written and not written.endswith("零") and not written.endswith(("亿", "万")):
                written += "零"
        written = written.rstrip("零") + unit.strip()
    return written.rstrip("零")


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("２４支，　Ａｂｃ", "24支, abc"),
        ("鐵山青年突擊隊", "铁山青年突击队"),
        ("優選，臺灣", "优选,台湾"),
        ("二百四十人", "240人"),
        ("两千三百", "2300"),
        ("一百零五天", "105天"),
        ("一百五", "150"),
        ("一万二", "12000"),
        ("十二支", "12支"),
        ("三十万零五", "300005"),
        ("一亿二千万元", "120000000元"),
        ("百分之十", "10%"),
        ("百分之三点五", "3.5%"),
        ("百分之50", "50%"),
        ("2.1万", "21000"),
        ("1.25亿", "125000000"),
        ("0.5万", "5000"),
        ("3千", "3000"),
        ("１，２３４人", "1234人"),
        ("二〇二二年", "2022年"),
        ("二零二二年", "2022年"),
        ("一九二一年", "1921年"),
        ("一名", "1名"),
        ("三点五公里", "3.5公里"),
        ("2019 年 3 月 5 日", "2019年3月5日"),
        ("共 １２３４５　个", "共12345个"),
        ("2.1 万人，占 5 %", "21000人,占5%"),
        ("由\u00a0Debian 項目維護", "由debian项目维护"),
        ("Linux kernel 5 in 2019 的", "linux kernel 5 in 2019的"),
        ("第 3\n章", "第3\n章"),
        ("张 三", "张 三"),
    ],
)
def test_what_is_written_otherwise_folds_to_one(printed: str, folded: str) -> None:
    """Width, case, traditional characters, and numerals of every kind."""
    assert fold(printed).text == folded


@pytest.mark.parametrize(
    "words",
    [
        "十四五",
        "千家万户",
        "第一书记",
        "百姓",
        "千方百计",
        "万一",
        "千万",
        "亿万",
        "七一",
        "五一",
        "两会",
        "三峡",
        "一中",
        "几十",
    ]
    + [
        "十几个",
        "二三十人",
        "三五百",
        "九九重阳",
        "万千",
        "三三两两",
        "“四单”",
        "12,34",
        "第二名",
        "百年",
        "十",
        "百分之",
        "壹佰",
    ],
)
def test_what_is_no_number_stays(words: str) -> None:
    """Names, idioms and vague amounts are not counted out."""
    assert fold(words).text == words


@settings(deadline=None)
@given(st.integers(min_value=2, max_value=10**12 - 1))
@example(10)
@example(100_000)
@example(1_0005_0000)
@example(20_0000_0003)
def test_every_whole_number_is_read(number: int) -> None:
    """A number written by the rules comes back in digits, with 十五 for 一十五 too."""
    written = in_characters(number)
    assert fold(f"共{written}人").text == f"共{number}人"
    if written.startswith("一十"):
        assert fold(f"共{written[1:]}人").text == f"共{number}人"


@settings(deadline=None)
@given(ANY_TEXT)
def test_every_character_knows_where_it_came_from(text: str) -> None:
    """Offsets are as many as characters, lie in the text, never run backwards and leave nothing out but blanks."""
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    covered = {i for start, end in zip(folded.starts, folded.ends, strict=True) for i in range(start, end)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


@settings(deadline=None)
@given(ANY_TEXT, st.data())
def test_a_folded_stretch_is_printed_somewhere(text: str, data: st.DataObject) -> None:
    """``original`` of any stretch is a stretch of the text whose own folding holds it, numerals aside."""
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original(start, end)
    assert 0 <= first < last <= len(text)
    assert first == folded.starts[start]
    assert last == folded.ends[end - 1]


def test_offsets_lead_back_to_what_is_printed() -> None:
    """A numeral is covered whole by each of its digits; what stands before and behind keeps its own place."""
    text = "抽調二百四十名隊員，佔百分之十。"
    folded = fold(text)
    assert folded.text == "抽调240名队员,占10%。"
    for words, printed in [
        ("240", "二百四十"),
        ("4", "二百四十"),
        ("调240名", "調二百四十名"),
        ("10%", "百分之十"),
        ("。", "。"),
    ]:
        start = folded.text.index(words)
        first, last = folded.original(start, start + len(words))
        assert text[first:last] == printed


def test_one_character_may_become_several() -> None:
    """㎏ is kg; both letters stand for the one sign."""
    folded = fold("5㎏米")
    assert (folded.text, folded.starts, folded.ends) == ("5kg米", (0, 1, 1, 2), (1, 2, 2, 3))


def test_blanks_that_are_folded_away_belong_to_no_word() -> None:
    """What stands beside them keeps its own place, with the blanks between its parts where it has some."""
    text = "自 2019 年\u3000起，Debian 项目"
    folded = fold(text)
    assert folded.text == "自2019年 起,debian项目"
    for words, printed in [("2019", "2019"), ("2019年", "2019 年"), ("debian", "Debian"), ("n项", "n 项")]:
        start = folded.text.index(words)
        first, last = folded.original(start, start + len(words))
        assert text[first:last] == printed


def test_nothing_folds_to_nothing() -> None:
    """An empty text has no characters."""
    assert fold("") == type(fold(""))("", (), ())


@settings(deadline=None)
@given(ANY_TEXT)
def test_what_encoders_are_given_can_be_encoded(text: str) -> None:
    """Simplifying never fails, and half of a surrogate pair is gone."""
    simplify(text).encode("utf-8")


def test_simplifying_leaves_case_and_numerals() -> None:
    """Only width and traditional characters change."""
    assert simplify("ＧＤＰ達二百四十億\ud83d") == "GDP达二百四十亿?"


def test_a_spoken_decimal_has_a_scale_too() -> None:
    """The same amount in characters and in digits folds to the same."""
    assert fold("二点五万人").text == fold("2.5万人").text


def test_a_hundred_per_cent() -> None:
    """百分之百 is 100%."""
    assert fold("百分之百").text == "100%"
