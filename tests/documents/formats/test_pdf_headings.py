"""Headings of a pdf that neither its outline nor their letters name, but their numbers."""

from __future__ import annotations

from qa.documents.formats.pdf_headings import headings_of
from qa.documents.formats.pdf_lines import PrintedLine, measured

COVER = [("清水河志", 700.0, 30.0), ("水利局", 500.0, 14.0), ("2023 年 7 月 9 日", 480.0, 14.0)]
OUTLINE = [(1, "1 河", 0), (2, "1.1 水文", 0), (3, "1.1.1 水位", 0)]


def printed(*texts: str) -> list[PrintedLine]:
    """Lines one below the other; headings of the outline are large, others no larger than the text."""
    large = {title for _, title, _ in OUTLINE}
    return [
        PrintedLine(text, 72.0, 700.0 - 20 * place, 14.0 if text in large else 10.0, 72.0 + 10 * len(text), page=1)
        for place, text in enumerate(texts)
    ]


def test_a_number_below_that_of_a_heading_heads_as_well() -> None:
    """In order from 1, one level deeper; not a sentence, nor a number whose sisters come not before it."""
    whole = "清水河发源于北部山区，流经四个乡镇，沿岸有耕地两万余亩。"
    page = printed(
        "1 河", "1.1 水文", "1.1.1 水位", whole, "1.1.1.1 汛期", whole, "1.1.1.2 枯水期", whole,
        "1.1.1.4 冰期", whole, "1.1.1.3 见上文。", whole,
    )  # fmt: skip
    found = headings_of([page], OUTLINE, measured(page))
    assert {line.text: level for line, level in found.items()} == {
        "1 河": 1, "1.1 水文": 2, "1.1.1 水位": 3, "1.1.1.1 汛期": 4, "1.1.1.2 枯水期": 4
    }  # fmt: skip


def test_of_the_large_lines_before_the_outline_the_largest_is_a_heading() -> None:
    """A title page has a date and a publisher as well, larger than the text."""
    cover = [PrintedLine(text, 72.0, base, size, 300.0, page=1) for text, base, size in COVER]
    page = [line._replace(page=2) for line in printed("1 河", "清水河发源于北部山区。", "清水河流经四个乡镇。")]
    found = headings_of([cover, page], [(1, "1 河", 1)], measured([*cover, *page]))
    assert [line.text for line in found] == ["1 河", "清水河志"]


def test_a_mark_in_the_margin_beside_a_heading_of_the_outline_makes_it_no_row() -> None:
    """``1 河`` with 新 far to its right."""
    page = printed("1 河\t新", "清水河发源于北部山区。", "清水河流经四个乡镇。")
    assert {line.text: level for line, level in headings_of([page], OUTLINE[:1], measured(page)).items()} == {
        "1 河\t新": 1
    }
