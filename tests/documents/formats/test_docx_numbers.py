"""Numbers that Word prints before paragraphs, which no paragraph's text holds."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from qa.documents.formats.docx_numbers import ListNumbers, _printed
from tests.papers import read, word

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LISTS = f"""<w:numbering {SPACE}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading2"/>
<w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="（%3）"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
</w:numbering>"""


def written(tmp_path: Path, *paragraphs: tuple[str, str | None, int | None]) -> str:
    """The text of a Word file. paragraphs: words, list and depth in it, which are None outside lists."""
    file = docx.Document()
    root = file.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(LISTS):
        root.append(child)
    for words, number, depth in paragraphs:
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        file.element.body.insert(
            len(file.element.body) - 1,
            parse_xml(f"<w:p {SPACE}><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"),
        )
    return read(tmp_path, "a.docx", word(file)).text


def test_every_depth_counts_and_begins_anew_below(tmp_path: Path) -> None:
    """As printed: 第一章, 1.1, and again from the first below the second; text between does not break the count."""
    text = written(
        tmp_path,
        ("适用于本院全体职工。", "7", 0),
        ("职工每年休假十五天。", "7", 1),
        ("不在数内的说明文字。", None, None),
        ("未休的可顺延一年。", "7", 1),
        ("顺延须书面申请。", "7", 2),
        ("申请写明日期。", "7", 3),
        ("休假期间工资照发。", "7", 0),
        ("奖金另行规定。", "7", 1),
        ("从另一处接着数起。", "8", 0),
        ("不编号的一段文字。", "0", 0),
    )
    assert text.split("\n") == [
        "第一章　适用于本院全体职工。",
        "1.1 职工每年休假十五天。",
        "不在数内的说明文字。",
        "1.2 未休的可顺延一年。",
        "（c）顺延须书面申请。",
        "• 申请写明日期。",
        "第二章　休假期间工资照发。",
        "2.1 奖金另行规定。",
        "第十一章　从另一处接着数起。",
        "不编号的一段文字。",
    ]


def test_a_style_may_be_numbered(tmp_path: Path) -> None:
    """The list that the style of a paragraph belongs to, as in Word's own list styles."""
    file = docx.Document()
    for words in ("带上身份证到窗口取号。", "填写一张申请表交给窗口。"):
        file.add_paragraph(words, style="List Number")
    file.add_paragraph("自备水杯一个。", style="List Bullet")
    assert read(tmp_path, "a.docx", word(file)).text.split("\n") == [
        "1. 带上身份证到窗口取号。",
        "2. 填写一张申请表交给窗口。",
        "• 自备水杯一个。",
    ]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (103, "chineseCounting", "一百零三"),
        (110, "chineseCounting", "一百一十"),
        (2024, "ideographDigital", "二〇二四"),
        (1994, "upperRoman", "MCMXCIV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "decimalZero", "07"),
        (15, "decimalFullWidth", "１５"),
        (4, "ordinal", "4"),
    ],
)
def test_forms(count: int, form: str, printed: str) -> None:
    assert _printed(count, form) == printed


def test_articles_may_go_on_from_chapter_to_chapter(tmp_path: Path) -> None:
    lists = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    numbers = ListNumbers(parse_xml(lists))
    place = "<w:p {}><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='7'/></w:numPr></w:pPr></w:p>"
    counted = [numbers.next(parse_xml(place.format(SPACE, depth))) for depth in (0, 1, 1, 0, 1)]
    assert counted == ["第一章　", "第一条　", "第二条　", "第二章　", "第三条　"]


@pytest.mark.parametrize(
    ("text", "form", "behind", "line"),
    [
        ("第%1条", "chineseCountingThousand", "", "第三条　下列情形可以申请公务用车："),
        ("第%1条", "decimal", '<w:suff w:val="space"/>', "第3条　下列情形可以申请公务用车："),
        ("%1", "chineseCounting", "", "三　下列情形可以申请公务用车："),
        ("%1", "decimalFullWidth", "", "３　下列情形可以申请公务用车："),
        ("第%1条 ", "chineseCounting", "", "第三条　下列情形可以申请公务用车："),
        ("第%1条", "chineseCounting", '<w:suff w:val="nothing"/>', "第三条下列情形可以申请公务用车："),
        ("第%1条\u3000", "chineseCounting", '<w:suff w:val="nothing"/>', "第三条　下列情形可以申请公务用车："),
        ("%1.", "decimal", "", "3. 下列情形可以申请公务用车："),
        ("%1.", "decimal", '<w:suff w:val="nothing"/>', "3.下列情形可以申请公务用车："),
        ("图%1", "decimal", "", "图3 下列情形可以申请公务用车："),
        ("%1、", "chineseCounting", "", "三、下列情形可以申请公务用车："),
        ("（%1）", "chineseCounting", "", "（三）下列情形可以申请公务用车："),
        ("%1", "decimalEnclosedCircle", "", "③下列情形可以申请公务用车："),
    ],
)
def test_a_number_stands_apart_from_the_words_behind_it(
    tmp_path: Path, text: str, form: str, behind: str, line: str
) -> None:
    """By a tab in Word, unless its list says otherwise; a mark that ends the number is enough."""
    file = docx.Document()
    root = file.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        f'<w:numFmt w:val="{form}"/>{behind}<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    ):
        root.append(child)
    place = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr>"
    words = "<w:r><w:t>下列情形可以申请公务用车：</w:t></w:r>"
    file.element.body.insert(0, parse_xml(f"<w:p {SPACE}>{place}{words}</w:p>"))
    assert read(tmp_path, "a.docx", word(file)).text.split("\n") == [line]
