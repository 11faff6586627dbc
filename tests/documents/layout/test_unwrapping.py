"""Text that a fixed width broke: mail, e-books and pdftotext, in Chinese and English, with indents or without."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.layout.joining import glue
from tests.documents.layout.test_damage import INVENTED

CHINESE = [text for text in INVENTED if not text.isascii()]
ENGLISH = [
    "The library opened in the spring of 1998 and has since become a meeting place for the whole town, with readings "
    "every Thursday evening.",
    "In 2021 the council decided to extend the opening hours; the change was welcomed by students, who often work late,"
    " and by parents with small children.",
    "A new wing is planned. It will hold the archive, two study rooms and an exhibition on the history of printing.",
]


def by_characters(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def by_columns(text: str, width: int) -> list[str]:
    """Broken as a Chinese typesetter does: closing punctuation hangs over rather than begin a line."""
    lines, line, columns = [], "", 0
    for char in text:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if columns + wide > width and char not in "，。、；：？！）》」』”":
            lines.append(line)
            line, columns = "", 0
        line, columns = line + char, columns + wide
    return [*lines, line]


def bodies(text: str) -> list[str]:
    document = document_from_text(text, id="wrapped.txt")
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind == "body"]


@pytest.mark.parametrize("width", [30, 33, 36, 40])
@pytest.mark.parametrize(("indent", "gap"), [("", 1), ("　　", 1), ("　　", 0)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_chinese_wrapped_by_characters_or_columns(width: int, indent: str, gap: int, end: str) -> None:
    for wrap, measure in ((by_characters, width), (by_columns, 2 * width)):
        lines: list[str] = []
        for paragraph in CHINESE:
            lines += [*wrap(indent + paragraph, measure), *[""] * gap]
        assert bodies(end.join(lines)) == CHINESE


@pytest.mark.parametrize("width", [60, 72, 78])
@pytest.mark.parametrize(("indent", "gap"), [("", "\n\n"), ("    ", "\n\n"), ("    ", "\n")])
def test_english_wrapped_at_a_width(width: int, indent: str, gap: str) -> None:
    text = gap.join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in ENGLISH)
    assert bodies(text) == ENGLISH


def test_lines_of_a_wrapped_paragraph_keep_their_numbers() -> None:
    lines = by_characters(CHINESE[0], 30)
    document = document_from_text("\n".join([*lines, "", *by_characters(CHINESE[1], 30)]), id="a.txt")
    assert document.paragraphs[0].lines == tuple(range(1, len(lines) + 1))


def test_a_mail_keeps_greeting_and_signature_apart() -> None:
    text = "\n".join(["各位同事：", "", *by_characters("　　" + CHINESE[0], 35), "", "王小明"])
    assert bodies(text) == ["各位同事：", CHINESE[0], "王小明"]


def test_paragraphs_on_lines_of_their_own_are_not_wrapped_text() -> None:
    assert bodies("\n".join(CHINESE)) == CHINESE


def set_in(text: str, indent: int) -> list[str]:
    """As a manual page prints it: 78 columns wide, an indent before each line."""
    return [" " * indent + line for line in by_columns(text, 78 - indent)]


def test_the_terms_of_a_manual_stand_with_what_explains_them() -> None:
    """Each with a text set in below it; a name between the edge and the margin is a heading."""
    lines = ["总览", *set_in(CHINESE[0] * 2, 7), "", "   船闸", *set_in(CHINESE[1] * 2, 7), "", "选项"]
    lines += [
        "       -a, --all",
        *set_in(CHINESE[0] * 2, 14),
        "",
        "       -d, --day 天数",
        *set_in("不含当日。", 14),
        "",
    ]
    lines += [
        "       --help",
        *set_in("显示说明。", 14),
        "",
        "       -w     等待",
        "",
        "另见",
        *set_in(CHINESE[1] * 2, 7),
    ]
    document = document_from_text("\n".join(["清水河航运规程", "", *lines]), id="a.txt")
    assert [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs][1:] == [
        ("heading", "总览"),
        ("body", CHINESE[0] * 2),
        ("heading", "船闸"),
        ("body", CHINESE[1] * 2),
        ("heading", "选项"),
        ("body", f"-a, --all {CHINESE[0] * 2}"),
        ("body", "-d, --day 天数 不含当日。"),
        ("body", "--help 显示说明。"),
        ("body", "-w     等待"),
        ("heading", "另见"),
        ("body", CHINESE[1] * 2),
    ]


def test_text_behind_a_hole_goes_on_below_itself() -> None:
    first, *rest = set_in(CHINESE[0] * 2, 14)
    text = "\n".join([*set_in(CHINESE[1] * 3, 7), "", f"       -w     {first.strip()}", *rest])
    assert bodies(text) == [CHINESE[1] * 3, f"-w     {CHINESE[0] * 2}"]


def test_a_line_that_lacks_a_few_letters_of_the_width_goes_on_amid_chinese_words() -> None:
    """A break that typesetters avoid: the line above is not quite full."""
    lines = by_columns(CHINESE[0] * 3, 72)
    moved = [*lines[:-2], lines[-2][:-3], lines[-2][-3:] + lines[-1]]
    assert bodies("\n".join(moved)) == [CHINESE[0] * 3]


def test_what_ends_short_of_the_width_is_not_joined_over_a_blank_line() -> None:
    long = CHINESE[0] * 2
    text = "\n".join([*by_characters(long, 36), "", "没有句号的一行", "", *by_characters(long, 36)])
    assert bodies(text) == [long, "没有句号的一行", long]


def test_items_of_like_length_that_are_whole_sentences_are_not_wrapped_text() -> None:
    items = [
        "（一）排放法律法规禁止排放的污染物或者其他有害物质的；",
        "（二）未按照规定建设拦污截污设施或者擅自拆除设施的；",
        "（三）在清水河主河道内堆放砂石和渣土、影响行洪的；",
        "（四）拒绝检查或者在检查时弄虚作假、隐瞒有关情况的。",
    ]
    assert bodies("\n".join(["有下列行为之一的，由水务部门责令停止违法行为，限期改正：", *items]))[1:] == items


def test_lists_in_a_wrapped_file_stay_lists() -> None:
    wrapped = "\n".join(by_characters(CHINESE[0], 30))
    text = f"{wrapped}\n\n- 苹果\n- 香蕉\n- 梨\n\n{wrapped}"
    assert bodies(text) == [CHINESE[0], "苹果", "香蕉", "梨", CHINESE[0]]


def test_the_ruled_line_of_a_table_joins_no_text() -> None:
    """Drawn with plus signs, as programs print pages as text."""
    table = "+------+------+\n| 站   | 水位 |\n+------+------+"
    document = document_from_text(f"水位表\n\n{table}\n下面是一些说明，请先读完。\n", id="a.txt")
    assert "下面是一些说明，请先读完。" in [document.text[p.start : p.end] for p in document.paragraphs]
    assert not any(document.text[p.start] == "+" for p in document.paragraphs)


def test_a_number_or_a_label_begins_anew_however_full_the_line_above_is() -> None:
    """A heading below a full line, and a further line of a record."""
    lines = [
        "费用标准由院长办公会议定，男职工每人八百八十元，女职工每人九百六",
        "十元，费用由单位统一结算，自选加项的费用由个人自行承担并当日付清。",
        "四、注意事项",
        "体检前三天饮食应当清淡，请勿饮酒，体检当日应当空腹前往，并请全体",
        "参加人员携带本人身份证原件，孕期的女职工请提前告诉医生，不做透视",
        "检查，联系的邮箱请写明单位、姓名和想要体检的日期，不写的不予安排。",
        "附件：各单位体检时间安排表",
    ]
    document = document_from_text("关于体检的通知\n\n" + "\n".join(lines), id="a.txt")
    assert [document.text[p.start : p.end] for p in document.paragraphs[1:]] == [
        lines[0] + lines[1],
        lines[2],
        lines[3] + lines[4] + lines[5],
        lines[6],
    ]


def test_a_quoted_word_that_begins_a_line_is_parted_from_the_one_before() -> None:
    """In Latin text, where a break stands for a blank; not behind a mark that opens, nor where none did."""
    assert glue("of the", '"config" file') == " "
    assert glue("must not and", "*prohibited*, denote") == " "
    assert glue("see (", '"config"') == ""
    assert glue("a file of", '"') == ""
    assert glue("水文站的", '"config" 文件') == ""
