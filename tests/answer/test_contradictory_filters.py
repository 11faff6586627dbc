"""Documents chosen that are not of the period chosen: that is said, and nothing is searched."""

from __future__ import annotations

import pytest

from qa import Assistant
from tests.small import districts as made

QUESTION = "2021年江北区有几支铁山青年突击队？"


@pytest.fixture(scope="module")
def districts() -> Assistant:
    """江北 in two years and 忠县 in one."""
    return made()


@pytest.mark.parametrize(
    ("question", "document", "period", "told"),
    [
        (QUESTION, "a.md", "2022", "《江北工作综述》不在 2022 年；请放宽时期，或改选文档。"),
        (QUESTION, ["b.md", "c.md"], "2021", "所选的 2 篇文档都不在 2021 年；请放宽时期，或改选文档。"),
        (QUESTION, "a.md", "2022-09", "《江北工作综述》不在 2022-09；请放宽时期，或改选文档。"),
        (
            "How many teams are there?", "a.md", "2022",
            "《江北工作综述》 does not cover 2022; please allow any period, or choose another document.",
        ),
    ],
)  # fmt: skip
def test_filters_that_contradict_each_other_are_named(
    districts: Assistant, question: str, document: str | list[str], period: str, told: str
) -> None:
    """No document chosen covers the period chosen: that, and what to do, is all that is said."""
    answer = districts.ask(question, where={"document": document, "period": period})
    assert (answer.text, answer.remarks, answer.reason) == (told, (told,), "filters apart")
    assert (answer.answered, answer.grade, answer.confidence, answer.citations) == (False, "absent", 0.0, ())


def test_filters_that_fit_contradict_nothing(districts: Assistant) -> None:
    """One document of several is of the period; and small talk is not told about filters."""
    both = districts.ask(QUESTION, where={"document": ["a.md", "b.md"], "period": "2022"})
    assert {one.document_id for one in both.citations} == {"b.md"}
    assert districts.ask("谢谢", where={"document": "a.md", "period": "2022"}).reason == "small talk"
