"""A citation in the forms that people paste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Citation
from qa.web import citation_forms
from qa.web.references import Reference


@pytest.fixture
def citation() -> Citation:
    return Citation(1, "a b.txt", "湖边", "江北", "2021", ("社区",), (3,), (7,), None, 10, 14, "原话如此")


def test_what_is_missing_is_left_out_and_never_filled_in(citation: Citation) -> None:
    """Author, place, publisher and date of publication; the period is no date of publication."""
    gbt = citation_forms.formatted(citation, Reference(("王一", "李二", "张三", "赵四")), "gbt7714")
    assert gbt == "王一，李二，张三，等. 湖边[Z]：第3段."
    assert citation_forms.formatted(citation, Reference(), "gbt7714") == "湖边[Z]：第3段."
    foreign = replace(citation, title="Lake", quote="as is")
    assert citation_forms.formatted(foreign, Reference(), "gbt7714") == "Lake[Z]: para. 3."
    assert citation_forms.formatted(citation, Reference(("王一", "李二")), "plain") == (
        "“原话如此”——王一、李二：《湖边》 › 社区 › 第3段，所述时期 2021"
    )
    assert citation_forms.formatted(citation, Reference(), "plain").startswith("“原话如此”——《湖边》")
    timeless = replace(foreign, period=None)
    assert citation_forms.formatted(timeless, Reference(), "plain") == "“as is”——《Lake》 › 社区 › para. 3"
    markdown = citation_forms.formatted(citation, Reference(), "markdown")
    assert markdown == "> 原话如此\n\n— 《湖边》 › 社区 › 第3段，所述时期 2021"
    assert citation_forms.formatted(replace(citation, title="100% {x} & y_z"), Reference(), "bibtex") == (
        "@misc{a-b-10,\n  title = {{100\\% x \\& y\\_z}},\n  howpublished = {a b.txt},\n"
        "  note = {第3段，所述时期 2021},\n}"
    )
    nowhere = replace(foreign, paragraphs=())
    assert citation_forms.formatted(nowhere, Reference(), "gbt7714") == "Lake[Z]: 10-14."
    named = citation_forms.formatted(foreign, Reference(("A B", "C D")), "bibtex")
    assert "  author = {{A B} and {C D}},\n" in named and "year" not in named


def test_a_doubt_goes_with_the_quote(citation: Citation) -> None:
    """And that the source breaks off; a reference to the document alone has neither."""
    cut = replace(citation, incomplete="end")
    assert citation_forms.formatted(cut, Reference(), "plain", "unsure").endswith(
        "所述时期 2021（原文残缺）（可能相关，请核对）"
    )
    assert citation_forms.formatted(cut, Reference(), "gbt7714", "unsure") == "湖边[Z]：第3段."
    assert citation_forms.with_note(citation, Reference(("王一",))) == ("“原话如此”[1]", "[1] 王一. 湖边[Z]：第3段.")
    assert citation_forms.with_note(citation, Reference(), "unsure")[0] == "“原话如此”[1]（可能相关，请核对）"


PAPER = Reference(("王一", "李二"), "江北日报", "2021-06-17", "3")


@pytest.mark.parametrize(
    ("known", "gbt"),
    [
        (PAPER, "王一，李二. 湖边[N]. 江北日报，2021-06-17（3）."),
        (replace(PAPER, authors=()), "湖边[N]. 江北日报，2021-06-17（3）."),
        (replace(PAPER, page=""), "王一，李二. 湖边[N]. 江北日报，2021-06-17：第3段."),
        (replace(PAPER, date=""), "王一，李二. 湖边[N]. 江北日报（3）."),
        (replace(PAPER, date="", page=""), "王一，李二. 湖边[N]. 江北日报：第3段."),
        (replace(PAPER, newspaper=""), "王一，李二. 湖边[Z]. 2021-06-17：3."),
        (replace(PAPER, newspaper="", page=""), "王一，李二. 湖边[Z]. 2021-06-17：第3段."),
        (replace(PAPER, newspaper="《江北日报》"), "王一，李二. 湖边[N]. 江北日报，2021-06-17（3）."),
        (Reference(), "湖边[Z]：第3段."),
    ],
)
def test_where_it_was_printed_stands_in_the_reference(citation: Citation, known: Reference, gbt: str) -> None:
    """As an article of a newspaper if that is known; what is not known is left out, never said to be unknown."""
    shown = citation_forms.formatted(citation, known, "gbt7714")
    assert shown == gbt and "不详" not in shown


def test_where_it_was_printed_stands_in_every_form(citation: Citation) -> None:
    """For people as a phrase, for BibTeX in fields of their own; nothing of it breaks a form."""
    assert citation_forms.formatted(citation, PAPER, "plain") == (
        "“原话如此”——王一、李二：《湖边》 › 社区 › 第3段，《江北日报》2021-06-17第3版，所述时期 2021"
    )
    assert "《江北日报》2021\\-06\\-17第3版" in citation_forms.formatted(citation, PAPER, "markdown")
    assert citation_forms.formatted(citation, PAPER, "bibtex") == (
        "@article{a-b-10,\n  author = {{王一} and {李二}},\n  title = {{湖边}},\n  journal = {江北日报},\n"
        "  year = {2021},\n  month = {06},\n  day = {17},\n  pages = {3},\n  note = {第3段，所述时期 2021},\n}"
    )
    assert citation_forms.with_note(citation, PAPER)[1] == "[1] 王一，李二. 湖边[N]. 江北日报，2021-06-17（3）."
    foreign, paper = replace(citation, title="Lake", quote="as is"), replace(PAPER, newspaper="Lake Daily")
    assert citation_forms.formatted(foreign, paper, "gbt7714") == "王一, 李二. Lake[N]. Lake Daily, 2021-06-17(3)."
    assert citation_forms.imprint(paper, chinese=False) == "Lake Daily, 2021-06-17, p. 3"
    hostile = Reference(("}a{",), "}\\x{%\n", "a}b", "$")
    shown = citation_forms.formatted(citation, hostile, "bibtex")
    assert shown.count("{") == shown.count("}") and "year = {ab}" in shown and "pages = {\\$}" in shown
