"""The list in which documents are chosen, and what is said of what is chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from qa import Document
from qa.web import choosing
from qa.web.history import Turn
from qa.web.messages import answer_message
from tests.small import districts, document

HOSTILE = '"><script>x</script>'


def boxes(shown: str) -> list[tuple[str, bool]]:
    """Each box: its value, and whether it is ticked."""
    return [(value, bool(ticked)) for value, ticked in re.findall(r'value="([^"]*)"( checked)?>', shown)]


def test_each_document_has_a_box_with_title_place_and_period() -> None:
    """All is ticked where none is chosen; two of one title are told apart by their files."""
    facts = list(districts().retriever.documents.values())
    shown = choosing.chooser(facts, [], "zh")
    assert boxes(shown) == [("", True), ("a.md", False), ("b.md", False), ("c.md", False)]
    assert "全部文档（3 篇）" in shown
    assert '<span class="title">江北工作综述</span> <span class="facts">江北 · 2021 · a.md</span>' in shown
    assert '<span class="title">忠县工作综述</span> <span class="facts">忠县 · 2022</span>' in shown
    assert boxes(choosing.chooser(facts, ["b.md", "c.md"], "en"))[:3] == [("", False), ("a.md", False), ("b.md", True)]


def test_a_document_is_found_by_other_writings_of_its_words() -> None:
    """Capitals, full width, simplified and traditional characters."""
    (words,) = re.findall(
        'data-words="([^"]*)"', choosing.chooser([document("N.md", "湖", title="忠县ＡＢ")], [], "zh")
    )
    assert {"忠县ab", "忠縣ab", "n.md"} <= set(words.split())


def test_hostile_titles_stay_text_and_long_lists_end() -> None:
    """Nothing of a document becomes markup; what is not listed is counted."""
    hostile = document(f"{HOSTILE}.md", "湖", title=HOSTILE, place=HOSTILE)
    many: Sequence[Document] = [hostile] * (choosing.LISTED + 2)
    shown = choosing.chooser(many, [], "zh") + choosing.limits([HOSTILE], "2021", "zh")
    assert "<script>" not in shown and shown.count('type="checkbox"') == choosing.LISTED + 1
    assert "另有 2 篇未列出" in shown


@pytest.mark.parametrize("sent", [None, "a.md", {"a.md": 1}, [1, None], ["a.md", 2]])
def test_only_a_list_of_names_is_taken_from_the_browser(sent: object) -> None:
    """Anything else chooses nothing."""
    assert choosing.chosen_ids(sent) == (["a.md"] if isinstance(sent, list) and "a.md" in sent else [])


def test_each_limit_is_said_with_a_way_to_lift_it() -> None:
    """One document by its title, several by their number, the period by its year; nothing where all is asked."""
    assert choosing.limits([], "", "zh") == ""
    one = choosing.limits(["江北\n综述"], "2021", "zh")
    assert re.findall(r'<span class="only"[^>]*>([^<]*)<', one) == ["只问《江北 综述》", "只问 2021 年"]
    assert re.findall('data-what="([a-z]+)" aria-label="([^"]+)"', one) == [
        ("document", "不再限于所选文档"), ("period", "不再限于这个时期"),
    ]  # fmt: skip
    several = choosing.limits(["江北", "忠县"], "", "zh-Hant")
    assert "只問所選的 2 篇文檔" in several and 'title="江北\n忠县"' in several


def test_contradictory_limits_offer_the_way_out() -> None:
    """Below the sentence that says so stands what asks again without the one or without the other."""
    made = districts()
    answer = made.ask("江北有几支突击队？", where={"document": "a.md", "period": "2022"})
    shown = answer_message(Turn(answer), 3, "zh")
    assert '<p class="why">《江北工作综述》不在 2022 年；请放宽时期，或改选文档。</p>' in shown
    assert re.findall('<a href="(#relax[^"]+)"[^>]*>([^<]+)', shown) == [
        ("#relax-3-period", "放宽时期再问"), ("#relax-3-document", "改问全部文档"),
    ]  # fmt: skip
    refused = made.ask("火箭怎样飞上月球？", where={"document": "a.md"})
    assert "#relax" not in answer_message(Turn(refused), 0, "zh")
