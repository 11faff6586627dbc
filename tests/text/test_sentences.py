"""Where sentences end: not inside of brackets, whatever stands in them."""

from __future__ import annotations

import pytest

from qa.text.sentences import sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "报名者（凭身份证；外籍人员凭护照）到场。",
        "报名者（凭身份证（或户口簿；学生证）；外籍人员凭护照）到场。",
        "报名者(凭身份证；外籍人员凭护照）到场。",
        "请点一下按钮 :) 再说一次。",
    ],
)
def test_a_sentence_with_brackets_is_whole(sentence: str) -> None:
    """One bracket in another, and closed by the other kind; one that nothing opened is no bracket."""
    assert [sentence[start:end] for start, end in sentences(sentence)] == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲方付款；乙方交货。", ["甲方付款；", "乙方交货。"]),
        ("（未完；甲方付款。", ["（未完；", "甲方付款。"]),
        ("1）甲方付款；2）乙方交货。", ["1）甲方付款；", "2）乙方交货。"]),
        (f"（{'很长' * 160}；完）。", [f"（{'很长' * 160}；", "完）。"]),
    ],
)
def test_elsewhere_a_semicolon_ends_one(text: str, parts: list[str]) -> None:
    """Also behind a bracket that is never closed, or closed too far away."""
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    "text",
    [
        "按 Shift + ? 打开帮助。",
        "地址是 https://a.example/find?q=1&n=2 这一个。",
        "输入 ; 结束。",
        "名字像 海-???.jpg 那样。",
        "名字像 海-???-b.jpg 那样。",
    ],
)
def test_a_mark_that_is_a_key_or_part_of_an_address_ends_nothing(text: str) -> None:
    """It stands behind a blank, or before a letter or a suffix."""
    assert sentences(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("船到了.货在码头. 另外, 见 a.b 一节.", ["船到了.", "货在码头.", "另外, 见 a.b 一节."]),
        ("三.附则 船到了吗?!是.", ["三.附则 船到了吗?!", "是."]),
    ],
)
def test_a_narrow_full_stop_between_chinese_words_ends_one(text: str, parts: list[str]) -> None:
    """Not behind a number."""
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It was found by R. Hooke. J. R. R. Baker said so.", ["It was found by R. Hooke.", "J. R. R. Baker said so."]),
        ("B. Dole, Dr. Marsh and St. Ives (A. Poe) met.", ["B. Dole, Dr. Marsh and St. Ives (A. Poe) met."]),
        ("I. B. Lee and J. I. Poe met.", ["I. B. Lee and J. I. Poe met."]),
        ("Choose plan B. The rest is easy.", ["Choose plan B.", "The rest is easy."]),
        ("The answer is B. Students choose C. Few ask.", ["The answer is B.", "Students choose C.", "Few ask."]),
        ("Heat it to 100 °C. Water boils.", ["Heat it to 100 °C.", "Water boils."]),
        ("Do not exceed 12 V. Connect the cable.", ["Do not exceed 12 V.", "Connect the cable."]),
        ("In World War I. Germany lost.", ["In World War I.", "Germany lost."]),
        ("含维生素C. Take daily.", ["含维生素C.", "Take daily."]),
        ("It is on the web. Look there.", ["It is on the web.", "Look there."]),
        ("由 D. E. 高 写成. 另见 G. Lee 的书。", ["由 D. E. 高 写成.", "另见 G. Lee 的书。"]),
    ],
)
def test_a_stop_behind_an_initial_or_a_title_ends_none(text: str, parts: list[str]) -> None:
    """A single letter does end its sentence behind a number, a word before no name, and before one like The."""
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize("run", ["A. ", "Dr. ", "?", "?!;", "甲.", "("])
def test_a_long_run_of_marks_takes_no_longer_than_words(run: str) -> None:
    assert sentences(run * 20_000 + ".j")
