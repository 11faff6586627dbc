"""A year that a follow-up took over goes where the place asked about has no document of it, and that is said."""

from __future__ import annotations

import pytest

from qa.answer.carried_periods import Fitted, fitted
from qa.answer.phrases import phrases
from tests.small import OTHER, districts, document

FACTS = [
    document("a.md", OTHER, place="江北", period="2021"),
    document("b.md", OTHER, place="江北", period="2022-03"),
    document("c.md", OTHER, place="忠县", period="2022"),
    document("d.md", OTHER, place="渝北"),
]


@pytest.mark.parametrize(
    ("whole", "asked", "left"),
    [
        ("2021年忠县有几支队？", "忠县呢？", Fitted("忠县有几支队？", "2021", "忠县", ("2022",))),
        ("How many teams in 2021?", "忠县?", Fitted("How many teams?", "2021", "忠县", ("2022",))),
        ("2021年江北有几支队？", "江北呢？", Fitted("2021年江北有几支队？")),
        ("2021年忠县有几支队？", "2021年忠县呢？", Fitted("2021年忠县有几支队？")),
        ("2021年忠县有几支队？", "2021年忠县有几支队？", Fitted("2021年忠县有几支队？")),
        ("2021年渝北有几支队？", "渝北呢？", Fitted("2021年渝北有几支队？")),
        ("2021年大渡口有几支队？", "大渡口呢？", Fitted("2021年大渡口有几支队？")),
    ],
)
def test_a_year_that_nobody_asked_for_goes(whole: str, asked: str, left: Fitted) -> None:
    """Only one that was taken over, and only where every document of the place is of another year."""
    assert fitted(whole, asked, FACTS) == left


def test_it_is_said() -> None:
    """The answer to the follow-up stands for the year that there is, and says so."""
    made = districts()
    answer = made.ask("忠县呢？", [("2021年江北开通了几条专班公交？", "")])
    assert "2021" not in answer.query
    said = "忠县只有2022年的文档，没有按2021年查找。"
    assert said in answer.remarks and said in answer.text
    assert Fitted("", "2021", "忠县", ("2022",)).remark(phrases("zh")) == said
