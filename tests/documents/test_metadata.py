"""Facts about a document: given ones win, read ones are printed in the text."""

from __future__ import annotations

import pytest

from qa.documents.bylines import is_byline, is_credit, is_person, people, tells_of_people
from qa.documents.corpus import document_from_text
from qa.documents.metadata import Metadata, normal_period

BODY = "清水河发源于北部山区，全长八十六公里，流经四个乡镇。"


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2021", "2021"),
        ("2021年", "2021"),
        ("2022-09", "2022-09"),
        ("2022年9月", "2022-09"),
        ("2021年6月17日", "2021-06-17"),
        ("2021/6/7", "2021-06-07"),
        ("2021-06-17T10:00:00", "2021-06-17"),
        ("2021 年 6 月 17 日", "2021-06-17"),
        ("2021-02-30", None),
        ("去年", None),
        ("", None),
    ],
)
def test_periods_become_iso_8601(printed: str, period: str | None) -> None:
    assert normal_period(printed) == period


def test_given_metadata_wins() -> None:
    document = document_from_text(f"# 河\n\n{BODY}", id="a.md", metadata=Metadata(title="给定", period="2020"))
    assert (document.title, document.period) == ("给定", "2020")


def test_nothing_is_invented() -> None:
    document = document_from_text(BODY, id="a.txt")
    assert (document.title, document.place, document.period, document.authors) == ("a", None, None, ())


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (f"# 2020年工作总结\n\n{BODY}2021年见。", "2020"),
        (f"# 2020 年度工作总结\n\n{BODY}", "2020"),
        (f"# Annual report 2020\n\n{BODY}", "2020"),
        (f"# 会议纪要（2020）\n\n{BODY}", "2020"),
        (f"# Office 2016\n\n{BODY}", None),
        (f"# 编辑器 2019.10\n\n{BODY}", None),
        (f"# 2010—2020年大事记\n\n{BODY}", None),
        (f"# 1998年以来的河道\n\n{BODY}", None),
        (f"# 总结\n\n2022年，河道清淤完成。{BODY}\n\n2023年是开局之年，全镇将再接再厉。", "2022"),
        (f"# 清水河\n\n2022 年，河道清淤完成。近年来，水质变好了。{BODY}", "2022"),
        ("# 总结\n\n2020年11月，工程开工。\n\n2021年，工程完工。", "2021"),
        (f"# 清水河\n\n2022年，河道清淤完成。{BODY}", None),
        ("# 计划\n\n2023年，全镇将修渠三公里。", None),
        ("# 沿革\n\n2001年设站，2006年扩建，2011年重修，2019年关闭。", None),
        ("# 沿革\n\n今年重修。2001年设站，2006年扩建，2011年重修，2019年关闭。", None),
        (f"# 新闻\n\n本报讯 2021年6月17日，清水河开渠。{BODY}", "2021-06-17"),
        (f"# 新闻\n\n2022-09-01\n\n{BODY}", "2022-09-01"),
        (f"# 通知\n\n{BODY}\n\n2022 年 9 月 1 日", "2022-09-01"),
        (f"# 新闻\n\n发布日期：2022-09-01\n\n{BODY}", "2022-09-01"),
        (f"# 新闻\n\n作者：王小明 2022-09-01\n\n{BODY}", "2022-09-01"),
        (f"# 更新日志\n\n## 2022-09-01\n\n{BODY}", None),
        (f"# 软件\n\n2022-09-01 第一次发行\n\n{BODY}", None),
        ("# 更新\n\n" + "\n\n".join(f"2022-09-0{day}\n\n- 改正第{day}处。" for day in range(6, 0, -1)), None),
        ("# 旧事\n\n上世纪九十年代，这里还没有路。", None),
        ("# 会议纪要\n\n会议日期：2020-05-08，下午两点，线上\n\n今年完成一期，2021年验收。", "2020-05-08"),
        ("# 会议纪要\n\n2020年5月8日下午，镇里开了渠道的会。\n\n今年全部整改，2021年复查，2021年验收。", None),
        ("# 会议纪要\n\n2020年5月8日下午，镇里开了渠道的会。\n\n今年全部整改，2020年5月清淤。", "2020"),
        ("# 工程安排\n\n今年做准备。计划2023年开工，预计2023年完工。", None),
    ],
)
def test_the_period_is_a_date_of_its_own_or_the_year_a_report_is_about(text: str, period: str | None) -> None:
    assert document_from_text(text, id="a.md").period == period


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("北山 清水河畔的春天\n\n北山区去年修渠。北山有三条河，水量充足。北山人爱水。", "北山"),
        ("# 綦江的春天\n\n綦江区去年修渠。綦江有三条河。綦江人爱水。", "綦江"),
        (f"# 社区的春天\n\n社区去年修渠。社区有三条河。{BODY}", None),
        (f"# 春天\n\n{BODY}", None),
    ],
)
def test_the_place_is_a_word_of_the_title_that_the_text_repeats(text: str, place: str | None) -> None:
    assert document_from_text(text, id="a.md").place == place


def test_bylines_are_names_and_nothing_else() -> None:
    for line in (
        "王小明 李晓红",
        "羊箭 图片由江北区委宣传部提供",
        "文/记者 金玉华",
        "记者 张三 通讯员 李四",
        "作者：王小明",
        "王小明 著",
        "王小明、李晓红　编著",
    ):
        assert is_byline(line) or is_credit(line), line
    for line in (
        "敢闯敢干 唯实争先",
        "强基固本 建强基层",
        "王小明来了。",
        "文化是城市的灵魂",
        "图书馆 博物馆",
        "记者在现场看到",
        "文学名著",
        "清水 名著",
    ):
        assert not is_byline(line) and not is_credit(line), line
    assert people("羊箭 图片除署名外由江北区委宣传部提供") == ("羊箭",)
    assert people("文/记者 金玉华  ") == ("金玉华",)
    assert people("王小明、李晓红　编著") == ("王小明", "李晓红")
    assert people("（责任编辑：王小明）") == ()
    assert people("图/区委组织部提供") == ()
    assert is_person("欧阳明") is True


def test_reporters_named_in_the_first_sentence_are_authors() -> None:
    text = f"河水涨了\n\n本报讯（记者 张三 通讯员 李四）{BODY}"
    assert document_from_text(text, id="a.txt").authors == ("张三", "李四")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("李红说，很好。王小明同志今年八十。", True),
        ("李红说，很好。李红说，够用。", False),
        ("简单地说，就是这样。简短地说，如此。", False),
        ("员工应当说明理由。", False),
    ],
)
def test_a_text_tells_of_people_that_it_names(text: str, *, told: bool) -> None:
    """Two of them at least, by a surname and what they say or are called."""
    assert tells_of_people(text) is told


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("（2018年3月11日第十三届全国人民代表大会第一次会议通过）", "2018-03-11"),
        ("(1999年6月30日市人民代表大会常务委员会通过　根据2021年5月28日市人民代表大会常务委员会修正)", "2021-05-28"),
        ("（2019年4月3日市人民政府令第12号公布　自2019年6月1日起施行）", "2019-04-03"),
        ("2019年4月3日，市政府的会议通过了一项决定，大家都说好。", None),
    ],
)
def test_a_law_is_of_the_day_on_which_it_was_last_passed_or_made_public(head: str, period: str | None) -> None:
    """As its head says in brackets or on a line of its own; not of the day it is in force from."""
    text = f"河道管理办法\n\n{head}\n\n第一条 河道由专人管理，不得倾倒垃圾。\n\n第二条 本办法自2020年1月1日起施行。\n"
    assert document_from_text(text, id="a.txt").period == period


@pytest.mark.parametrize(
    ("title", "running", "place"),
    [
        ("北京市控制吸烟条例", "吸烟区应当设置标志。吸烟区远离通道。吸烟区符合要求。", "北京"),
        ("统一的电力市场", "电力市场要统一。电力市场分两级。电力市场的规则。", None),
        ("定义打印区域", "打印区域可以清除。打印区域可以添加。打印区域有边框。", None),
        ("物业管理条例", "物业管理区域内设一个业主大会。物业管理区域划分。物业管理区域。", None),
        ("青禾县汉墓特展", "青禾县有墓。青禾县开展。青禾县闭展。", "青禾"),
    ],
)
def test_a_word_that_names_no_place_is_none_before_a_division(title: str, running: str, place: str | None) -> None:
    assert document_from_text(f"# {title}\n\n{running}", id="a.md").place == place


def test_the_fields_above_an_article_are_its_byline() -> None:
    line = "2024-10-08 09:12 来源：青禾日报 作者：廖一凡 责任编辑：章琳 阅读：2310"
    document = document_from_text(f"# 夜班车\n\n{line}\n\n{BODY}", id="a.md")
    assert (document.period, document.authors) == ("2024-10-08", ("廖一凡",))
    assert [paragraph.kind for paragraph in document.paragraphs] == ["title", "body", "byline"]


def test_a_law_is_of_the_day_it_was_last_changed() -> None:
    head = "（2008年1月31日国务院令第517号公布\n\n根据2020年3月27日《国务院关于修改部分行政法规的决定》修订）"
    assert document_from_text(f"# 河道条例\n\n{head}\n\n{BODY}", id="a.md").period == "2020-03-27"


def test_a_file_that_shows_no_title_is_of_the_year_that_its_name_says() -> None:
    assert document_from_text(BODY, id="河/2024年水质监测.txt").period == "2024"
    assert document_from_text(f"# 清水河\n\n{BODY}", id="2024年水质监测.md").period is None


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Minutes of 12 March 2024", "2024-03-12"),
        ("By Jane Doe, Nov. 5, 2023", "2023-11-05"),
        ("By the 3rd of May 2024 all was done.", None),
        ("Decision 12, 2023", None),
    ],
)
def test_days_in_english_are_dates(line: str, period: str | None) -> None:
    text = f"Hillside Garden Committee\n{line}\n\nThe balance rose, and so did the fee, said the treasurer."
    assert document_from_text(text, id="a.txt").period == period


def test_the_authors_of_a_collection_stand_with_their_pieces() -> None:
    """Where a few say who wrote them, these are bylines."""
    poets = ["王小明", "李晓红", "张三", "陈立", "张继"]
    pieces = [f"《清水之{number}》\n作者：{poet}\n月落清水满天霜，\n正如它来。" for number, poet in enumerate(poets)]
    collection = document_from_text("\n\n".join(pieces), id="a.txt")
    lines = [collection.text[p.start : p.end] for p in collection.paragraphs]
    assert [lines[lines.index(f"作者：{poet}") - 1] for poet in poets] == [f"《清水之{number}》" for number in range(5)]
    assert collection.authors == ()
    assert document_from_text("\n\n".join(pieces[:4]), id="a.txt").authors == tuple(poets[:4])


def test_the_first_of_many_sections_is_no_title() -> None:
    """A page that begins with a picture, or with its name between tags, as many of Markdown do."""
    sections = "\n\n".join(f"## {name}\n\n河水流过三个乡镇，{name}都写在这里。" for name in ("特性", "用法", "许可"))
    picture = document_from_text(f"![标志](a.png)\n\n[English](b.md)\n\n{sections}", id="a/清水河.md")
    assert picture.title == "清水河"
    assert [one.kind for one in picture.paragraphs].count("heading") == 3
    tagged = document_from_text(f'<h1 align="center">清水河志</h1>\n\n{sections}', id="a.md")
    assert tagged.title == "清水河志"
