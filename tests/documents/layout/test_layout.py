"""General rules of layout, on texts of our own."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.sections import sections

SHORT = "他们在河边种下第一批树苗。"
LONG = "今年春天，村里的合作社引进了新的灌溉设备，三百多亩旱地变成了水浇地，农户的收入也跟着涨了起来。"


def read(text: str, name: str = "note.txt") -> list[tuple[str, str]]:
    document = document_from_text(text, id=name)
    return [(paragraph.kind, document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs]


def characters(text: str) -> list[str]:
    return sorted("".join(text.split()))


def test_a_note_without_structure_is_body_and_takes_its_files_name() -> None:
    document = document_from_text("明天上午九点开会，请准时参加。地点在三楼。", id="notes/开会.txt")
    assert document.title == "开会"
    assert [paragraph.kind for paragraph in document.paragraphs] == ["body"]
    assert read("你好") == [("body", "你好")]
    assert document.authors == ()
    assert (document.place, document.period) == (None, None)


def test_a_line_on_top_is_the_title() -> None:
    assert read(f"春天的河岸\n\n{LONG}") == [("title", "春天的河岸"), ("body", LONG)]


def test_a_cut_sentence_is_joined_with_nothing_between() -> None:
    for gap in ("\n\n", "\n\n\n"):
        assert read(f"{SHORT}\n\n{LONG[:20]}{gap}{LONG[20:]}") == [("body", SHORT), ("body", LONG)]


@pytest.mark.parametrize("at", range(1, len(LONG) - 1))
def test_a_sentence_is_mended_wherever_it_is_cut(at: int) -> None:
    assert read(f"{SHORT}\n\n{LONG[:at]}\n\n{LONG[at:]}\n\n{SHORT}") == [
        ("body", SHORT),
        ("body", LONG),
        ("body", SHORT),
    ]


def test_latin_words_are_joined_with_a_space() -> None:
    text = "The river rises in the hills above\n\nthe town, and it never freezes."
    assert read(text) == [("body", "The river rises in the hills above the town, and it never freezes.")]


def test_english_headings_are_not_run_into_their_text() -> None:
    text = (
        "River notes\n\nThe river rises in the hills.\n\nThe Upper Course\n\nIt falls, fast and cold."
        "\n\nThe Delta\n\nIt is wide, flat and slow."
    )
    assert [kind for kind, _ in read(text)] == ["title", "body", "heading", "body", "heading", "body"]


def test_a_number_a_quotation_and_a_bracket_are_mended() -> None:
    assert read("利率由5.\n\n35%降到了3.8%，企业松了一口气。") == [("body", "利率由5.35%降到了3.8%，企业松了一口气。")]
    assert read("他获得了“全\n\n国劳动奖章”，非常高兴。") == [("body", "他获得了“全国劳动奖章”，非常高兴。")]
    assert read("全区（含\n\n《办法》所列的三个镇）都已完成，进度最快。")[0][1].startswith("全区（含《办法》")


def test_paragraphs_that_end_in_a_dash_colon_or_semicolon_stay_apart() -> None:
    for mark in ("——", "：", "；", "……", "。”"):
        first = f"这也点燃了各部门推动工作的热情，大家纷纷行动{mark}"
        assert read(f"{first}\n\n{LONG}") == [("body", first), ("body", LONG)]


def test_nothing_is_joined_across_a_caption_and_the_open_end_is_flagged() -> None:
    text = f"{LONG}\n\n{LONG}\n\n{LONG[:30]}\n\n\n\n村民在河边种树\n\n{LONG}"
    document = document_from_text(text, id="a.txt")
    assert [(p.kind, p.incomplete) for p in document.paragraphs] == [
        ("body", None),
        ("body", None),
        ("body", "end"),
        ("body", None),
        ("caption", None),
    ]


def test_the_end_and_the_beginning_around_a_lost_column_are_flagged_and_never_glued() -> None:
    text = (
        f"# 题\n\n## 甲\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n活动每月一次，成功举办非\n\n核心提示\n\n{SHORT}"
        f"\n\n\n\n村民学习交流\n\n，开放之窗，成为样本。\n\n## 乙\n\n{LONG}"
    )
    document = document_from_text(text, id="a.txt")
    flagged = {document.text[p.start : p.end]: p.incomplete for p in document.paragraphs if p.incomplete}
    assert flagged == {"活动每月一次，成功举办非": "end", "，开放之窗，成为样本。": "start"}


def test_a_paragraph_may_begin_with_one_character_of_a_list() -> None:
    text = f"{LONG}\n\n市、县人民政府应当加强河道管理。\n\n{LONG}"
    assert {p.incomplete for p in document_from_text(text, id="a.txt").paragraphs} == {None}


def test_a_caption_is_known_by_its_slot_or_its_credit() -> None:
    for caption in (
        "\n\n村民在河边种树，现场热火朝天",
        "村民在河边种树 摄/林一鸣",
        "村民在河边种树（县融媒体中心供图）",
    ):
        text = f"{LONG}\n\n{caption}\n\n{LONG}"
        assert read(text) == [("body", LONG), ("body", LONG), ("caption", caption.strip())]


def test_a_file_with_wide_gaps_throughout_has_no_image_slots() -> None:
    assert {kind for kind, _ in read("\n\n\n\n".join([SHORT] * 6))} == {"body"}


def test_bylines_stand_behind_their_section() -> None:
    text = f"# 题\n\n## 甲\n\n{LONG}\n\n王小明 李晓红\n\n{SHORT}\n\n## 乙\n\n{LONG}"
    assert [kind for kind, _ in read(text)] == ["title", "heading", "body", "body", "byline", "heading", "body"]


def test_a_two_word_slogan_is_no_byline() -> None:
    assert "byline" not in {kind for kind, _ in read(f"敢闯敢干 唯实争先\n\n{LONG}")}


def test_a_lead_inside_a_section_moves_up() -> None:
    text = f"# 题\n\n## 甲\n\n{LONG}\n\n核心提示\n\n{SHORT}\n\n## 乙\n\n{LONG}"
    assert [kind for kind, _ in read(text)] == ["title", "label", "lead", "heading", "body", "heading", "body"]


def test_a_sidebar_ends_with_its_list() -> None:
    text = f"# 题\n\n{LONG}\n\n链接\n\n三年数据——\n- 植树三百亩；\n- 修渠两公里。\n\n{SHORT}"
    assert [kind for kind, _ in read(text)] == ["title", "body", "body", "label", "sidebar", "sidebar", "sidebar"]


def test_numbered_headings_of_a_notice() -> None:
    text = (
        "关于做好春季防火工作的通知\n\n各村：\n\n一、总体要求\n\n坚持预防为主。\n\n二、主要任务\n\n（一）加强宣传\n\n各村要广泛宣传。\n\n"
        "（二）强化巡查。各村要落实网格化巡查制度，做到早发现。\n\n1.建立台账。每日登记。\n2.定期通报。每周一次。\n\n三、保障\n\n加强领导。\n\n2022年9月1日"
    )
    document = document_from_text(text, id="a.txt")
    assert document.title == "关于做好春季防火工作的通知"
    assert document.period == "2022-09-01"
    assert [path for path, _ in sections(document)] == [
        (),
        ("一、总体要求",),
        ("二、主要任务", "（一）加强宣传"),
        ("三、保障",),
    ]
    assert ("body", "1.建立台账。每日登记。") in read(text)


def test_chapters_and_articles_of_a_law() -> None:
    text = (
        "某某市河道管理条例\n\n（2021年6月17日市人大常委会通过）\n\n第一章 总则"
        "\n\n第一条 为了加强河道管理，制定本条例。"
        "\n\n第二条 本条例适用于本市。\n前款所称河道，包括湖泊。"
        "\n\n第二章 保护\n\n第一节 岸线\n\n第三条 岸线由下列部门管理：\n（一）水务部门；\n（二）规划部门。"
    )
    document = document_from_text(text, id="a.txt")
    assert [path for path, _ in sections(document)] == [(), ("第一章 总则",), ("第二章 保护", "第一节 岸线")]
    assert [kind for kind, _ in read(text)].count("body") == 6


def test_plain_headings_are_known_by_habit() -> None:
    text = f"清水村\n\n{LONG}\n\n历史\n\n{LONG}\n\n地理\n\n{SHORT}\n\n经济\n\n{LONG}"
    document = document_from_text(text, id="a.txt")
    assert document.title == "清水村"
    assert [path for path, _ in sections(document)] == [(), ("历史",), ("地理",), ("经济",)]


def test_markdown_lists_tables_and_code_are_never_joined() -> None:
    text = (
        "# 手册\n\n说明文字在这里。\n\n- 先安装程序\n- 再运行脚本\n\n1. 第一步\n2. 第二步"
        "\n\n```python\ndef f():\n    return 1\n\n\nf()\n```\n\n"
        "| 名称 | 数量 |\n|---|---|\n| 苹果 | 3 |\n\n结尾。"
    )
    assert read(text, "a.md") == [
        ("title", "手册"),
        ("body", "说明文字在这里。"),
        ("body", "先安装程序"),
        ("body", "再运行脚本"),
        ("body", "1. 第一步"),
        ("body", "2. 第二步"),
        ("code", "def f():\n    return 1\n\n\nf()"),
        ("body", "| 名称 | 数量 |"),
        ("body", "| 苹果 | 3 |"),
        ("body", "结尾。"),
    ]


def test_markup_stays_in_the_text_outside_the_span() -> None:
    document = document_from_text(f"# 手册 #\n\n- 苹果\n\n{LONG}", id="a.md")
    assert document.text == f"# 手册 #\n- 苹果\n{LONG}"
    assert [document.text[p.start : p.end] for p in document.paragraphs] == ["手册", "苹果", LONG]


def test_underlined_headings_and_rules() -> None:
    text = "手册\n====\n\n第一段在这里。\n\n安装\n----\n\n第二段在这里。\n\n***\n\n第三段在这里。"
    document = document_from_text(text, id="a.md")
    assert document.title == "手册"
    assert [path for path, _ in sections(document)] == [(), ("安装",)]
    assert characters(document.text) == characters(text)


def test_other_markups_underline_headings_with_other_signs() -> None:
    """As reStructuredText does."""
    text = f'手册\n====\n\n答疑\n----\n\n怎么安装？\n++++++++++\n\n{LONG}\n\n怎么卸下\n""""""""\n\n{SHORT}'
    document = document_from_text(text, id="a.txt")
    assert [path for path, _ in sections(document)] == [(), ("答疑", "怎么安装？"), ("答疑", "怎么安装？", "怎么卸下")]


def test_verse_keeps_its_lines() -> None:
    lines = ["轻轻的风走了", "正如它轻轻的来", "河畔的柳", "是夕阳中的影子"]
    assert read("别河\n\n" + "\n".join(lines)) == [("title", "别河"), *(("body", line) for line in lines)]
    assert read("别河\n\n" + "\n\n".join(lines))[1:] == [("body", line) for line in lines]


def test_a_chat_log_keeps_its_turns() -> None:
    turns = ["王小明：你好", "李晓红：好的，明天见", "王小明：几点", "李晓红：九点吧"]
    for gap in ("\n", "\n\n"):
        assert read(gap.join(turns)) == [("body", turn) for turn in turns]


def test_raw_line_numbers_count_every_kind_of_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        document = document_from_text(f"{SHORT}{end}{end}{LONG[:20]}{end}{end}{LONG[20:]}", id="a.txt")
        assert [paragraph.lines for paragraph in document.paragraphs] == [(1,), (3, 5)]


def test_background_is_a_heading_and_no_sidebar() -> None:
    text = f"清水村\n\n{LONG}\n\n背景\n\n{LONG}\n\n经过\n\n{LONG}"
    assert [kind for kind, _ in read(text)] == ["title", "body", "heading", "body", "heading", "body"]


def test_a_title_may_end_in_brackets() -> None:
    for title in ("绿苑街道健身设施管理办法（试行）", "特派员专家名单（2024—2026年）"):
        assert read(f"{title}\n\n{LONG}")[0] == ("title", title)


def test_a_line_in_brackets_is_whole() -> None:
    text = f"河务会议纪要\n\n（2024年第9期）\n\n时间：2024年9月26日（星期四）\n地点：三楼会议室\n\n# 一\n\n{LONG}"
    assert ("body", "时间：2024年9月26日（星期四）") in read(text)


def test_a_day_below_a_heading_heads_nothing() -> None:
    assert read(f"# 问答\n\n更新日期：2024-05-20\n\n## 参保\n\n{LONG}", "a.md") == [
        ("title", "问答"),
        ("body", "更新日期：2024-05-20"),
        ("heading", "参保"),
        ("body", LONG),
    ]


def test_a_long_row_of_tildes_is_no_fence() -> None:
    """It parts pages, or underlines the heading right above it."""
    rule = "~" * 40
    kinds = [("title", "教程"), ("body", LONG), ("heading", "渠道的修建"), ("body", SHORT)]
    assert read(f"教程\n====\n\n{LONG}\n\n{rule}\n\n渠道的修建\n~~~~~~~~~~\n\n{SHORT}\n\n{rule}") == kinds


def test_a_list_of_people_that_a_line_breaks_is_no_byline() -> None:
    text = f"馆务会议纪要\n\n参加：副馆长 姚立、陈列部 甘露、\n      安保部 丁大勇\n记录：田甜\n\n{LONG}"
    assert ("body", "参加：副馆长 姚立、陈列部 甘露、安保部 丁大勇") in read(text)


def test_headings_hang_over_their_text_where_all_else_is_set_in() -> None:
    set_in = "       "
    parts = [("名称", "cal - 显示日历"), ("总览", "cal [月份]"), ("描述", "显示一个简单的日历。")]
    text = "CAL(1)\n\n" + "\n\n".join(f"{head}\n{set_in}{words}" for head, words in parts)
    assert [line for kind, line in read(text) if kind == "heading"] == ["名称", "总览", "描述"]
    noted = "王小明\n    在。\n\n李小红说他不来了，\n    因为下雨。\n\n这一行是正文。\n\n这一行也是正文。\n"
    assert not [line for kind, line in read(noted) if kind == "heading"]


def test_the_last_line_of_a_wrapped_paragraph_is_no_heading() -> None:
    text = "# a\n\nAlways commit to the oldest branch.  Then\nmerge upwards into each\nother.\n=====\n\nIt flows."
    assert not [line for kind, line in read(text) if kind == "heading"]


def test_lines_of_a_record_are_whole() -> None:
    lines = ["2024年9月26日", "地点：三楼（东）会议室", "主持：李河、王渠", LONG, LONG, LONG]
    document = document_from_text("\n\n".join(["河务会议纪要", *lines]), id="a.txt")
    assert [(document.text[p.start : p.end], p.incomplete) for p in document.paragraphs][1:] == [
        (line, None) for line in lines
    ]


@pytest.mark.parametrize("label", ["发布日期：2024年9月20日", "联系人：王五"])
def test_a_labelled_line_joins_no_open_line_above_it(label: str) -> None:
    """Nor does what follows it join it."""
    document = document_from_text(f"新闻稿\n\n老照片特展开幕\n\n{label}\n\n{SHORT}", id="a.txt")
    lines = [document.text[p.start : p.end] for p in document.paragraphs]
    assert sorted(lines) == sorted(["新闻稿", "老照片特展开幕", label, SHORT])


def test_a_long_word_takes_no_longer_than_a_short_one() -> None:
    """It would take minutes if every letter of it could begin the word that is looked for."""
    assert read(f"a\n\n{'b' * 100_000}1.\n\n{SHORT}")[-1] == ("body", SHORT)
