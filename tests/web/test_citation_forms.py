"""A citation in the forms that people paste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Citation
from qa.web import citation_forms


@pytest.fixture
def citation() -> Citation:
    return Citation(1, "a b.txt", "湖边", "江北", "2021", ("社区",), (3,), (7,), None, 10, 14, "原话如此")


def test_what_is_missing_is_left_out_and_never_filled_in(citation: Citation) -> None:
    """Author, place, publisher and date of publication; the period is no date of publication."""
    gbt = citation_forms.formatted(citation, ("王一", "李二", "张三", "赵四"), "gbt7714")
    assert gbt == "王一，李二，张三，等. 湖边[Z]：第3段."
    assert citation_forms.formatted(citation, (), "gbt7714") == "湖边[Z]：第3段."
    foreign = replace(citation, title="Lake", quote="as is")
    assert citation_forms.formatted(foreign, (), "gbt7714") == "Lake[Z]: para. 3."
    assert citation_forms.formatted(citation, ("王一", "李二"), "plain") == (
        "“原话如此”——王一、李二：《湖边》 › 社区 › 第3段，所述时期 2021"
    )
    assert citation_forms.formatted(citation, (), "plain").startswith("“原话如此”——《湖边》")
    assert citation_forms.formatted(replace(foreign, period=None), (), "plain") == "“as is”——《Lake》 › 社区 › 第3段"
    assert (
        citation_forms.formatted(citation, (), "markdown") == "> 原话如此\n\n— 《湖边》 › 社区 › 第3段，所述时期 2021"
    )
    assert citation_forms.formatted(replace(citation, title="100% {x} & y_z"), (), "bibtex") == (
        "@misc{a-b-10,\n  title = {{100\\% x \\& y\\_z}},\n  howpublished = {a b.txt},\n"
        "  note = {第3段，所述时期 2021},\n}"
    )
    nowhere = replace(foreign, paragraphs=())
    assert citation_forms.formatted(nowhere, (), "gbt7714") == "Lake[Z]: 10-14."
    named = citation_forms.formatted(foreign, ("A B", "C D"), "bibtex")
    assert "  author = {{A B} and {C D}},\n" in named and "year" not in named


def test_a_doubt_goes_with_the_quote(citation: Citation) -> None:
    """And that the source breaks off; a reference to the document alone has neither."""
    cut = replace(citation, incomplete="end")
    assert citation_forms.formatted(cut, (), "plain", "unsure").endswith(
        "所述时期 2021（原文残缺）（可能相关，请核对）"
    )
    assert citation_forms.formatted(cut, (), "gbt7714", "unsure") == "湖边[Z]：第3段."
    assert citation_forms.with_note(citation, ("王一",)) == ("“原话如此”[1]", "[1] 王一. 湖边[Z]：第3段.")
    assert citation_forms.with_note(citation, (), "unsure")[0] == "“原话如此”[1]（可能相关，请核对）"
