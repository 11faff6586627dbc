"""A draft against small documents: verdicts, differences, places."""

from __future__ import annotations

import pytest

from qa import Assistant, Check, Retriever
from qa.documents.corpus import document_from_text
from tests.small import EARLIER, OTHER, NarrowEncoder


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    documents = [
        document_from_text(EARLIER.replace("江北工作综述", "江北 2021年工作综述"), id="jiangbei.md"),
        document_from_text(OTHER.replace("忠县工作综述", "忠县 2022年工作综述"), id="zhong.md"),
    ]
    return Assistant(Retriever.from_documents(documents, encoder=NarrowEncoder()), reader=None)


def only(checks: list[Check]) -> Check:
    (one,) = checks
    return one


def test_what_is_printed_is_supported_and_cited(assistant: Assistant) -> None:
    """The quote is verbatim, the offsets those of the draft."""
    draft = "江北区优选480人组建12支铁山青年突击队，开展志愿服务1200余次。"
    check = only(assistant.check(draft))
    assert (check.verdict, check.start, check.end, check.differences) == ("supported", 0, len(draft), ())
    quote = check.citations[0]
    assert quote.quote == assistant.retriever.documents["jiangbei.md"].text[quote.start : quote.end]
    assert "480人" in quote.quote


@pytest.mark.parametrize(
    ("draft", "kind", "words", "source_words"),
    [
        ("江北区优选480人组建21支铁山青年突击队。", "figure", "21支", "12支"),
        ("江北区优选480人组建12支铁山青年突击队，开展志愿服务1200余人次。", "unit", "1200余人次", "1200余次"),
        ("忠县香怡社区推行“五单”运行机制，居民点单、社区接单、街道派单、居民评单。", "quotation", "五单", "四单"),
        ("忠县优选480人组建12支铁山青年突击队，开展志愿服务1200余次。", "name", "忠县", "江北"),
    ],
)
def test_what_is_printed_otherwise_differs(
    assistant: Assistant, draft: str, kind: str, words: str, source_words: str
) -> None:
    """With the words of both sides, each where it stands."""
    check = only(assistant.check(draft))
    assert check.verdict == "differs"
    shown = [(one.kind, one.words, one.source_words) for one in check.differences]
    assert [one for one in shown if one[0] == kind and words in one[1] and source_words in one[2]] != [], shown
    for one in check.differences:
        assert draft[one.start : one.end] == one.words
        text = assistant.retriever.documents[one.document_id].text
        assert text[one.source_start : one.source_end] == one.source_words


@pytest.mark.parametrize(
    "draft",
    [
        "江北区优选480人组建12支铁山青年突击队，开展志愿服务1200多次。",
        "区里还新建了30个社区食堂，惠及老人2万多名。",
        "江北区优选四百八十人组建12支铁山青年突击队，开展志愿服务一千二百多次。",
    ],
)
def test_another_word_for_a_little_more_is_no_difference(assistant: Assistant, draft: str) -> None:
    """多 for 余 is part of its figure, no word exchanged."""
    check = only(assistant.check(draft))
    assert (check.verdict, check.differences) == ("supported", ())


@pytest.mark.parametrize(
    "draft",
    [
        "江北区首次优选480人组建12支铁山青年突击队，开展志愿服务1200余次。",
        "江北区优选480人组建全国唯一的12支铁山青年突击队，开展志愿服务1200余次。",
        "江北区优选480人组建12支铁山青年突击队，开展志愿服务1200余次，居全市第一。",
    ],
)
def test_a_superlative_that_is_added_is_not_supported(assistant: Assistant, draft: str) -> None:
    """However much else is printed."""
    assert only(assistant.check(draft)).verdict in ("absent", "differs")


def test_what_no_document_says_is_absent(assistant: Assistant) -> None:
    """And nothing is cited for it."""
    check = only(assistant.check("江北区新建污水处理厂3座。"))
    assert (check.verdict, check.citations) == ("absent", ())


def test_the_checks_are_in_order_and_a_title_is_none(assistant: Assistant) -> None:
    """The place of the title carries over."""
    checks = assistant.check("江北青年工作\n全区优选480人组建12支铁山青年突击队。区里还新建了30个社区食堂。")
    assert [one.verdict for one in checks] == ["none", "supported", "supported"]


def test_nothing_is_no_draft(assistant: Assistant) -> None:
    """It is told at once, before anything is searched."""
    with pytest.raises(ValueError, match="the draft is empty"):
        assistant.checks(" ")
