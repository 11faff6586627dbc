"""Rules and lists that are asked for: by their number, and as a whole."""

from __future__ import annotations

import pytest

from tests import small
from tests.small import KnowingReader

RULES = """# 河道管理办法

第一条　为管好河道，制定本办法。

第二条　在河道内施工，申请人应当符合下列条件：

（一）有施工图纸；

（二）有防汛预案。

第三条　违反第二条的，处五千元罚款。
"""
LIST = "第二条　在河道内施工，申请人应当符合下列条件：\n（一）有施工图纸；\n（二）有防汛预案。"


@pytest.mark.parametrize("question", ["河道管理办法第九条是什么？", "第九条的内容", "第9条规定了什么？"])
def test_a_rule_beyond_the_last_is_not_there(question: str) -> None:
    """However near another is."""
    answer = small.assistant(small.document("a.md", RULES), reader=KnowingReader({"为管好河道": 0.99})).ask(question)
    assert (answer.reason, answer.grade, answer.short) == ("figure not found", "absent", None)
    assert "第" in answer.remarks[0]


@pytest.mark.parametrize("question", ["申请人应当符合什么条件？", "申请人应当符合哪些条件？", "第二条是什么？"])
def test_a_list_asked_for_has_no_few_words(question: str) -> None:
    """The line that announces it and one of its items are not the answer; the quote is."""
    reader = KnowingReader({"申请人应当符合下列": 0.9, "有施工图纸": 0.5})
    answer = small.assistant(small.document("a.md", RULES), reader=reader).ask(question)
    assert (answer.citations[0].quote, answer.shorts, answer.clause) == (LIST, (), None)


def test_a_figure_in_a_list_has_few_words() -> None:
    text = "# 公告\n\n报名条件如下：\n\n（一）年满18周岁；\n\n（二）身高170厘米。\n"
    answer = small.assistant(small.document("a.md", text), reader=KnowingReader({"18周岁": 0.9})).ask("要年满多少岁？")
    assert answer.short == "18周岁"
