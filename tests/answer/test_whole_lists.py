"""What is quoted with a sentence: its list, its steps, the line above code; it stays one stretch of the text."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.whole_lists import with_lists
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import document, reading

FEES = "报名需要以下材料：\n\n- 身份证\n- 照片两张\n- 体检表\n\n报名不收费。\n"
STEPS = "按下面的步骤安装：\n\n1. 打开安装包。\n2. 点击下一步。\n3. 等待完成。\n\n安装后重启电脑。\n"
CODE = "查看版本用这个命令：\n\n```\nchuchu --version\n```\n\n它打印一行。\n"


def quoted(text: str, question: str, *words: str) -> list[str]:
    """What is quoted of the sentences that hold ``words``."""
    made = Retriever.from_documents([document("a.md", f"# 手册\n\n{text}")], encoder=HashingEncoder())
    chosen = [reading(made, one) for one in words]
    whole = with_lists(made.documents, understand(question, made.index), chosen)
    spans = [one.sentence for one in whole]
    assert all(made.documents["a.md"].text[one.start : one.end] == one.text for one in spans)
    return [one.text for one in spans]


def test_a_sentence_that_ends_in_a_colon_comes_with_its_list() -> None:
    """To the end of the list and no further, marks included."""
    assert quoted(FEES, "报名要什么材料？", "以下材料") == ["报名需要以下材料：\n- 身份证\n- 照片两张\n- 体检表"]


def test_what_is_quoted_already_is_not_quoted_again() -> None:
    """An item of the list that stands in the quote."""
    assert len(quoted(FEES, "报名要什么材料？", "以下材料", "照片")) == 1
    assert len(quoted(FEES, "报名要什么材料？", "以下材料", "不收费")) == 2


@pytest.mark.parametrize("words", ["打开安装包", "点击下一步", "等待完成"])
def test_a_step_comes_with_all_steps_where_a_way_is_asked_for(words: str) -> None:
    """With the line that introduces them; a fact in one is quoted alone."""
    assert quoted(STEPS, "怎么安装？", words) == [STEPS.rpartition("\n\n")[0].replace("\n\n", "\n")]
    assert quoted(STEPS, "第几步打开安装包？", words)[0].count("\n") == 0


def test_what_explains_a_step_stands_between_the_steps() -> None:
    """As long as the numbers go on behind it; a text between two lists parts them."""
    explained = STEPS.replace("安装包。\n", "安装包。\n\n   它在光盘上。\n\n").replace(
        "下一步。\n", "下一步。\n\n> 不要断电。\n\n"
    )
    whole = "按下面的步骤安装：\n1. 打开安装包。\n它在光盘上。\n2. 点击下一步。\n> 不要断电。\n3. 等待完成。"
    assert quoted(explained, "怎么安装？", "点击下一步") == quoted(explained, "安装分几步？", "步骤安装") == [whole]
    parted = explained.replace("2. 点击", "1. 点击").replace("3. 等待", "2. 等待")
    assert quoted(parted, "怎么安装？", "打开安装包") == ["1. 打开安装包。"]


def test_what_explains_an_item_stands_in_the_list() -> None:
    """Behind the last too, where two before it are explained; not what announces another list."""
    found = ["用目录。", "它在卷首。", "用索引。", "它在卷末。", "问馆员。", "他们都在。"]
    text = "".join(f"- {item}\n\n  {told}\n\n" for item, told in zip(found[::2], found[1::2], strict=True))
    text = f"查找可以这样：\n\n{text}完。\n"
    whole = "查找可以这样：\n- 用目录。\n它在卷首。\n- 用索引。\n它在卷末。\n- 问馆员。\n他们都在。"
    assert quoted(text, "怎么查找？", "可以这样") == [whole]
    fewer = text.replace("- 问馆员。\n\n  他们都在。\n\n", "")
    assert quoted(fewer, "怎么查找？", "可以这样") == [whole[: whole.index("\n它在卷末")]]
    assert quoted(text.replace("卷首。", "卷首："), "怎么查找？", "可以这样") == ["查找可以这样：\n- 用目录。"]


@pytest.mark.parametrize("told", ["没有证的人不能带下面的东西", "没有证的人请等一等。"])
def test_a_text_behind_items_without_one_ends_their_list(told: str) -> None:
    """The items below it are another's."""
    text = f"办理需要带：\n\n- 身份证\n- 照片\n\n{told}\n\n- 宠物\n- 汽油\n"
    assert quoted(text, "要带什么？", "办理需要") == ["办理需要带：\n- 身份证\n- 照片"]


@pytest.mark.parametrize("last", ["2023/10/12", "**注意**", "**Note.**", "N/A", "====="])
def test_not_everything_without_blanks_is_a_path(last: str) -> None:
    text = f"- 照片名字相近，用通配符选中它们\n\n  {last}\n\n- 再按回车。\n"
    assert quoted(text, "怎么选照片？", "通配符") == ["照片名字相近，用通配符选中它们"]


@pytest.mark.parametrize("token", ["img-???.jpg", "~/.profile", "https://a.example/b"])
def test_a_pattern_or_path_alone_comes_with_the_line_above(token: str) -> None:
    text = f"- 照片名字相近，用通配符选中它们\n\n  {token}\n\n- 再按回车。\n"
    assert quoted(text, "怎么选照片？", "通配符") == [f"照片名字相近，用通配符选中它们\n{token}"]
    assert quoted(text, "怎么选照片？", token) == [f"照片名字相近，用通配符选中它们\n{token}"]


def test_an_item_of_a_plain_list_is_no_step() -> None:
    """It is quoted alone."""
    assert quoted(FEES, "怎么报名？", "照片") == ["照片两张"]


def test_code_comes_with_the_line_above() -> None:
    """And the line with the code."""
    whole = "查看版本用这个命令：\n```\nchuchu --version"
    assert quoted(CODE, "怎么查看版本？", "chuchu --version") == [whole]
    assert quoted(CODE, "怎么查看版本？", "查看版本用") == [whole]
    assert quoted(CODE.replace("：", "。"), "chuchu", "chuchu --version") == [whole.replace("：", "。")]


def test_a_long_list_ends_with_its_last_item_that_has_room() -> None:
    """No item is cut."""
    items = "".join(f"- 第{n}种材料，{'复印两份，' * 20}\n" for n in range(30))
    (whole,) = quoted(f"报名需要以下材料：\n\n{items}", "要什么？", "以下材料")
    assert 1000 < len(whole) <= 1200
    assert whole.endswith("复印两份，")


def test_an_ordinary_sentence_stays_as_it_is() -> None:
    """Whatever stands behind it."""
    assert quoted(FEES, "收费吗？", "不收费") == ["报名不收费。"]
    assert quoted("材料如下：\n\n## 附件\n\n请看附件。\n", "材料呢？", "材料如下") == ["材料如下："]


def test_what_a_colon_announces_is_quoted_where_it_is_no_list() -> None:
    """The next paragraph, if it is short."""
    assert quoted("材料如下：\n\n请看附件。\n\n完。\n", "材料呢？", "材料如下") == ["材料如下：\n请看附件。"]
    long = "请看附件，" * 70
    assert quoted(f"材料如下：\n\n{long}完。\n", "材料呢？", "材料如下") == ["材料如下："]


def test_no_announcement_is_what_a_colon_announces() -> None:
    """A picture stood between the two."""
    text = "工程文件的示例：\n\n和说明文件：\n\n完。\n"
    assert quoted(text, "工程文件什么样？", "工程文件") == ["工程文件的示例："]


def test_a_sentence_around_code_is_quoted_with_it() -> None:
    """It goes on behind the code with a small letter; a sentence that ended announces nothing."""
    text = "To leave the list, send mail to\n\n```\nlist-request@example.org\n```\n\nwith a blank subject.\n\nBye.\n"
    (whole,) = quoted(text, "how do I leave the list?", "To leave")
    assert whole.startswith("To leave the list, send mail to\n")
    assert whole.endswith("with a blank subject.")
    assert quoted(text.replace("mail to", "mail."), "how do I leave?", "To leave") == ["To leave the list, send mail."]


def test_an_item_that_goes_on_with_a_sentence_comes_with_its_beginning() -> None:
    """The whole list and the line above it."""
    text = "The chair may:\n\n1. close the meeting;\n2. call a vote.\n\nThe rest is free.\n"
    assert quoted(text, "who calls a vote?", "call a vote") == [
        "The chair may:\n1. close the meeting;\n2. call a vote."
    ]


def test_a_rule_asked_for_by_its_number_is_quoted_whole() -> None:
    """All sentences of its paragraph, and the list behind it."""
    text = "第十二条 施工须报批。未报批的，不得开工；材料如下：\n\n（一）申请表；\n\n（二）图纸。\n\n第十三条 完。\n"
    whole = "第十二条 施工须报批。未报批的，不得开工；材料如下：\n（一）申请表；\n（二）图纸。"
    assert quoted(text, "第十二条是什么？", "施工须报批") == [whole]
    assert quoted(text, "施工要报批吗？", "施工须报批") == ["第十二条 施工须报批。"]


def test_neighbours_are_one_quote() -> None:
    """Two sentences of a paragraph, two items from the mark of the first on, two rows, in any order; no others."""
    text = f"水渠长三里。闸门有两座。渡口在桥边。\n\n{FEES}\n| 石桥 | 三米 |\n| 下渡 | 五米 |\n\n船票五元。\n"
    assert quoted(text, "水渠多长？", "闸门", "水渠长") == ["水渠长三里。闸门有两座。"]
    assert quoted(text, "水渠多长？", "水渠长", "渡口") == ["水渠长三里。", "渡口在桥边。"]
    assert quoted(text, "要带什么？", "体检表", "照片") == ["- 照片两张\n- 体检表"]
    assert quoted(text, "桥有多高？", "石桥", "下渡", "船票") == ["| 石桥 | 三米 |\n| 下渡 | 五米 |", "船票五元。"]


def test_a_part_between_semicolons_comes_with_its_sentence() -> None:
    """Not where that is long, and no further than its paragraph."""
    fees = "成人票每张五元；学生票每张两元；老人免票。儿童也免票。"
    assert quoted(fees, "学生票多少钱？", "学生票") == ["成人票每张五元；学生票每张两元；老人免票。"]
    assert quoted("（一）五元；\n\n（二）两元；\n", "多少钱？", "两元") == ["（二）两元；"]
    assert quoted(f"成人票每张五元；{'学生票，' * 50}每张两元。", "多少钱？", "五元") == ["成人票每张五元；"]


def test_no_picture_is_taken_into_a_sentence_behind_it() -> None:
    """Its exclamation mark ends none, nor does a mark of Markdown."""
    text = "![notes](../common/notes.svg)说明：系统图片不支持**重命名**！其他的可以。\n"
    assert quoted(text, "系统图片能重命名吗？", "系统图片") == ["说明：系统图片不支持**重命名**！"]
