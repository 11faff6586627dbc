"""Names that no document has, and words of another script: where they count against an answer."""

from __future__ import annotations

import pytest

from tests.small import OTHER, KnowingReader, assistant, check_answer, document

RULES = "# 休假办法\n\n员工每年有十五天年假，可以分两次休完。\n\n请假三天以内由组长批准，三天以上由经理批准。\n"
PEOPLE = "\n李红说，很好。张强说，够用。\n"
FIFTEEN = "员工每年有十五天年假，可以分两次休完。"


@pytest.mark.parametrize(
    ("text", "place", "question", "reason"),
    [
        (RULES, None, "员工每年有几天年假？", "answered"),
        (RULES, None, "渝北的员工每年有几天年假？", "answered"),
        (RULES, None, "王小明是员工，每年有几天年假？", "answered"),
        (RULES, None, "渝北在哪？", "names what no document does"),
        (RULES, "江北", "渝北的员工每年有几天年假？", "names what no document does"),
        (
            RULES + "\n李红说，很好。张强说，够用。\n",
            None,
            "王小明是员工，每年有几天年假？",
            "names what no document does",
        ),
        (RULES + PEOPLE, None, "渝北的员工每年有几天年假？", "answered"),
    ],
)
def test_an_unknown_name_counts_where_the_documents_are_about_its_kind(
    text: str, place: str | None, question: str, reason: str
) -> None:
    """A rule holds in any town and for anyone; a report on one town does not; a question may be about the name."""
    made = assistant(
        document("a.md", text, place=place), document("b.md", OTHER), reader=KnowingReader({"十五天": 0.9})
    )
    answer = made.ask(question)
    check_answer(made, answer)
    assert answer.reason == reason
    assert reason != "answered" or answer.citations[0].quote == FIFTEEN


@pytest.mark.parametrize(
    "question", ["假期有多少天？", "How many days of leave do employees have?", "employees days leave"]
)
def test_words_count_where_the_script_is_the_same(question: str) -> None:
    """A Chinese question shares no word with English text, which says nothing against its answer."""
    text = "# Leave\n\nAll employees have fifteen days of leave every year.\n\nThe canteen opens at noon.\n"
    made = assistant(document("a.md", text), reader=KnowingReader({"fifteen days": 0.95}))
    answer = made.ask(question)
    check_answer(made, answer)
    assert (answer.reason, answer.citations[0].quote) == (
        "answered",
        "All employees have fifteen days of leave every year.",
    )
