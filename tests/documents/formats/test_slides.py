"""Slides: titles, text, tables, charts and notes, each with the number of its slide."""

from __future__ import annotations

import io
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Slides
from pptx.util import Inches

from tests.papers import outline, read, reason

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))


def saved(file: Slides) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def slides() -> Slides:
    """A title slide, one of bullets with notes, one with a table and one with a chart and no title."""
    file = Presentation()
    first = file.slides.add_slide(file.slide_layouts[0])
    first.shapes.title.text = "清水河汇报"
    second = file.slides.add_slide(file.slide_layouts[1])
    second.shapes.title.text = "水文"
    second.placeholders[1].text = "全长八十六公里\n流经四个乡镇"
    second.notes_slide.notes_text_frame.text = "这里要讲渠的历史。"
    third = file.slides.add_slide(file.slide_layouts[5])
    third.shapes.title.text = "水位"
    table = third.shapes.add_table(2, 2, *BOX).table
    for place, text in enumerate(["站", "水位", "石桥", "3.5"]):
        table.cell(place // 2, place % 2).text = text
    fourth = file.slides.add_slide(file.slide_layouts[6])
    fourth.shapes.add_group_shape().shapes.add_textbox(*BOX).text_frame.text = "历年水位"
    data = CategoryChartData()
    data.categories = ["春", "夏"]
    data.add_series("石桥", (3, 5.2))
    fourth.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data)
    return file


def test_slides_give_titles_text_tables_charts_and_notes(tmp_path: Path) -> None:
    """The slide's title is a heading; a page is a slide; a table's row says its heads."""
    document = read(tmp_path, "a.pptx", saved(slides()))
    assert document.title == "清水河汇报"
    assert outline(document) == [
        ((), ["清水河汇报"]),
        (("水文",), ["全长八十六公里", "流经四个乡镇", "这里要讲渠的历史。"]),
        (("水位",), ["| 站 | 水位 |", "| 站：石桥 | 水位：3.5 |"]),
        (("历年水位",), ["| 石桥 | 春：3 | 夏：5.2 |"]),
    ]
    assert [paragraph.page for paragraph in document.paragraphs] == [1, 2, 2, 2, 2, 3, 3, 3, 4, 4]


def test_slides_below_a_slide_that_begins_a_section(tmp_path: Path) -> None:
    """Are one level deeper."""
    file = slides()
    file.slides.add_slide(file.slide_layouts[2]).shapes.title.text = "第二部分"
    last = file.slides.add_slide(file.slide_layouts[1])
    last.shapes.title.text = "田地"
    last.placeholders[1].text = "两万余亩"
    assert outline(read(tmp_path, "a.pptx", saved(file)))[-1] == (("第二部分", "田地"), ["两万余亩"])


def test_bad_slides(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.pptx", b"x") == "it is damaged or no .pptx file"
    assert reason(tmp_path, "a.pptx", saved(Presentation())) == "it holds no text"
    assert reason(tmp_path, "a.pptx", b"\xd0\xcf\x11\xe0") == (
        "it is encrypted or an old .ppt; save it as .pptx without a password"
    )
