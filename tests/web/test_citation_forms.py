"""A citation in the forms that people paste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Citation
from qa.web import citation_forms


@pytest.fixture
def citation() -> Citation:
    return Citation(1, "a b.txt", "湖边", "江北", "2021", ("社区",), (3,), (7,), None, 10, 14, "原话如此")


def test_citations_never_fill_in_what_is_missing(citation: Citation) -> None:
    """Place, publisher and date of publication are marked as missing; the period is no date of publication."""
    gbt = citation_forms.formatted(citation, ("王一", "李二", "张三", "赵四"), "gbt7714")
    assert gbt == "王一，李二，张三，等. 湖边[Z]. [出版地不详]：[出版者不详]，[出版日期不详]：第3段."
    assert citation_forms.formatted(citation, (), "gbt7714").startswith("佚名. 湖边[Z].")
    foreign = replace(citation, title="Lake", quote="as is")
    assert citation_forms.formatted(foreign, (), "gbt7714") == "Anon. Lake[Z]. [S.l.]: [s.n.], [date unknown]: para. 3."
    assert citation_forms.formatted(citation, ("王一", "李二"), "plain") == (
        "“原话如此”——王一、李二：《湖边》 › 社区 › 第3段，[出版日期不详]，所述时期 2021"
    )
    assert citation_forms.formatted(citation, (), "plain").startswith("“原话如此”——[作者不详]：《湖边》")
    assert citation_forms.formatted(replace(foreign, period=None), (), "plain") == (
        "“as is”——[author unknown]: 《Lake》 › 社区 › 第3段, [date unknown]"
    )
    assert citation_forms.formatted(citation, (), "markdown") == (
        "> 原话如此\n\n— \\[作者不详\\]：《湖边》 › 社区 › 第3段，\\[出版日期不详\\]，所述时期 2021"
    )
    assert citation_forms.formatted(replace(citation, title="100% {x} & y_z"), (), "bibtex") == (
        "@misc{a-b-10,\n  author = {{[作者不详]}},\n  title = {{100\\% x \\& y\\_z}},\n  year = {{[出版日期不详]}},\n"
        "  howpublished = {a b.txt},\n  note = {第3段，[出版地不详]：[出版者不详]，所述时期 2021},\n}"
    )
    nowhere = replace(foreign, paragraphs=())
    assert citation_forms.formatted(nowhere, (), "gbt7714") == "Anon. Lake[Z]. [S.l.]: [s.n.], [date unknown]: 10-14."
    named = citation_forms.formatted(foreign, ("A B", "C D"), "bibtex")
    assert "  author = {{A B} and {C D}},\n" in named and "  year = {{[date unknown]}},\n" in named
