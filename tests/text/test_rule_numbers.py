"""The numbers of rules: which a question names, and which texts bear them."""

from __future__ import annotations

import pytest

from qa.text.folding import folded_text
from qa.text.rule_numbers import asked_numbers, bears, number_alone, without_numbers


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第十二条规定了什么？", ("第12条",)),
        ("第 12 条", ("第12条",)),
        ("第一条和第一百零三条", ("第1条", "第103条")),
        ("第十章讲什么", ("第10章",)),
        ("3.4.1 说了什么？", ("3.4.1",)),
        ("8.5节", ("8.5",)),
        ("§7", ("7",)),
        ("What does section 4.2 say, and article 5?", ("4.2", "5")),
        ("增长7.2%了吗？", ()),
        ("第一书记有几名？", ()),
        ("第一条件是什么？", ()),
        ("u3.5 版", ()),
        ("12个月", ()),
    ],
)
def test_numbers_that_a_question_names(question: str, numbers: tuple[str, ...]) -> None:
    """In any writing; no share, no version behind a letter, no other ordinal."""
    assert asked_numbers(folded_text(question)) == numbers


@pytest.mark.parametrize(
    ("number", "text", "borne"),
    [
        ("第12条", "第十二条　施工单位应当……", True),
        ("第12条", "依照第十二条处理。", False),
        ("第1条", "第一条 目的", True),
        ("第1条", "第十一条 期限", False),
        ("第1条", "第1条：目的", True),
        ("3.4", "3.4.1 目的", False),
        ("3.4", "3.4. 目的", True),
        ("3.4", "3.4目的", True),
        ("3.4", "第3.4节 目的", True),
        ("3.4", "3.4% 的人", False),
        ("7", "§7 Fees", True),
        ("7", "7. Fees", True),
        ("7", "Section 7: fees", True),
        ("7", "70 fees", False),
        ("7", "See section 7.", False),
    ],
)
def test_a_text_bears_the_number_that_it_begins_with(number: str, text: str, *, borne: bool) -> None:
    """Not one that it cites, nor a longer one."""
    assert bears(number, folded_text(text)) is borne


def test_what_is_asked_beside_a_number() -> None:
    """The rest of the question."""
    assert without_numbers(folded_text("第十二条和3.4.1的罚款")) == "和的罚款"


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("第十二条", True),
        ("第 12 条规定了什么？", True),
        ("8.5 讲什么", True),
        ("What does section 4.2 say?", True),
        ("What is in §6.1?", True),
        ("第十二条的罚款是多少？", False),
        ("规定了什么？", False),
    ],
)
def test_a_number_is_all_that_is_asked_for(question: str, *, alone: bool) -> None:
    """And what it says."""
    assert number_alone(folded_text(question)) is alone
