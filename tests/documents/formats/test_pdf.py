"""Pdf: exact paragraphs and pages, running lines dropped, hyphens, facts, and what each bad file costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.documents.formats import pdf as reader
from qa.documents.formats.pdf_process import is_typewriter
from qa.documents.formats.pdf_running_lines import without_running_lines
from tests.papers import PARAGRAPHS, outline, pdf, read, reason, reports, shown


def test_a_pdf_gives_its_paragraphs_with_their_pages(tmp_path: Path) -> None:
    """Printed lines become paragraphs again; one that runs over the border has the page it begins on."""
    document = read(tmp_path, "河.pdf", reports())
    assert shown(document) == [
        ("title", "清水河调查报告"),
        ("body", PARAGRAPHS[0]),
        ("heading", "一、水文"),
        ("body", PARAGRAPHS[1]),
        ("body", PARAGRAPHS[2]),
        ("heading", "二、田地"),
        ("body", PARAGRAPHS[3]),
    ]
    assert [p.page for p in document.paragraphs] == [1, 1, 1, 1, 1, 3, 3]
    assert {p.lines for p in document.paragraphs} == {()}
    assert outline(document)[-1] == (("二、田地",), [PARAGRAPHS[3]])


def test_running_lines_and_page_numbers_of_a_pdf_are_dropped(tmp_path: Path) -> None:
    """The header of every page and the number below are no text of the report."""
    text = read(tmp_path, "a.pdf", reports()).text
    assert "清水河水利局" not in text
    assert "- 2 -" not in text
    page = [("附表", 72.0, 700.0, 12.0), ("7", 72.0, 680.0, 12.0)]
    assert without_running_lines([page]) == [page]


def test_left_and_right_pages_may_have_headers_of_their_own() -> None:
    """What most pages of one side repeat is dropped, whatever number it holds; what stands once stays."""
    headers = ["清水河 第 {} 页", "第{}页 年度报告"]
    pages = [
        [
            (headers[number % 2].format(number), 72.0, 800.0, 9.0),
            *((f"{chr(0x4E00 + 10 * number + row)}行的文字", 72.0, 700.0 - row, 12.0) for row in range(6)),
        ]
        for number in range(1, 7)
    ]
    assert without_running_lines(pages) == [page[1:] for page in pages]


def test_a_hyphen_at_the_end_of_a_line_of_a_pdf(tmp_path: Path) -> None:
    """A broken word is whole again; a compound that is printed elsewhere keeps its hyphen."""
    lines = [
        "The river rises in the northern hills and crosses the whole dis-",
        "trict. A well-known bridge stands in the middle of it, the most well-",
        "known one of all the bridges that were built in those years of pros-",
        "perity, when trade along the water made every town on it rich.",
    ]
    document = read(tmp_path, "a.pdf", pdf([[(72, 700 - 16 * i, 12, line) for i, line in enumerate(lines)]]))
    assert [text for _, text in shown(document)] == [
        "The river rises in the northern hills and crosses the whole district. A well-known bridge stands in the "
        "middle of it, the most well-known one of all the bridges that were built in those years of prosperity, when "
        "trade along the water made every town on it rich."
    ]


def test_facts_of_a_pdf(tmp_path: Path) -> None:
    """A printed title counts; one left over from a template only where the text shows none; no date of export."""
    line = [[(72, 700, 12, "这条河很长，流过四个乡镇。")]]
    document = read(tmp_path, "a.pdf", pdf(line, title="清水河", author="张三", created="D:20210617"))
    assert (document.title, document.authors, document.period) == ("清水河", ("张三",), None)
    document = read(tmp_path, "a.pdf", pdf(line, title="Microsoft Word - 1.doc", author="Administrator"))
    assert (document.title, document.authors) == ("a", ())


def test_bad_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message that says what is wrong with it."""
    good = reports()
    assert reason(tmp_path, "a.pdf", b"%PDF-1.7\n" + b"x" * 1000) == "it is damaged or no .pdf file"
    assert reason(tmp_path, "a.pdf", pdf([[(72, 700, 12, "字")]], password="秘密")) == (
        "it is encrypted; save it without a password"
    )
    assert reason(tmp_path, "a.pdf", b"") == "it is empty"
    monkeypatch.setattr(reader, "PAGE_LIMIT", 2)
    assert reason(tmp_path, "a.pdf", good) == "it has 3 pages; the limit is 2"
    monkeypatch.setattr(reader, "PAGE_LIMIT", 3)
    monkeypatch.setattr(reader, "TEXT_LIMIT", 10)
    assert reason(tmp_path, "a.pdf", good) == "it holds more than 10 characters"
    monkeypatch.setattr(reader, "SECONDS", 0.001)
    assert reason(tmp_path, "a.pdf", good) == "reading it takes more than 0.001 seconds"


def test_a_large_file_is_read_in_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the same document; both count for the limit."""
    whole = read(tmp_path, "a.pdf", reports())
    started, start = [], reader._started
    monkeypatch.setattr(reader, "IN_HALVES_FROM", 0)
    monkeypatch.setattr(reader, "_started", lambda *part: (started.append(part), start(*part))[1])
    assert read(tmp_path, "a.pdf", reports()) == whole
    assert started == [(0, 2), (1, 2)]
    characters = sum(map(len, whole.text.split("\n")))
    monkeypatch.setattr(reader, "TEXT_LIMIT", characters - 20)
    assert reason(tmp_path, "a.pdf", reports()) == f"it holds more than {characters - 20} characters"


@pytest.mark.parametrize("part", ["0", "1"])
def test_what_is_wrong_with_either_half_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """At once of the first, while the other still reads."""
    stub = f"""
import json, sys, time
if sys.argv[5] == "{part}":
    print(json.dumps({{"error": "its page 7 is damaged"}}))
else:
    time.sleep(60 if sys.argv[5] == "1" else 0)
    print(json.dumps({{"pages": [], "rules": [], "facts": {{}}, "outline": []}}))
"""
    (tmp_path / "worker.py").write_text(stub, encoding="utf-8")
    monkeypatch.setattr(reader, "IN_HALVES_FROM", 0)
    monkeypatch.setattr(reader, "WORKER", tmp_path / "worker.py")
    assert reason(tmp_path, "a.pdf", reports()) == "its page 7 is damaged"


def test_a_crash_of_the_pdf_library_costs_that_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser has a process of its own; when that dies, this one goes on."""
    (tmp_path / "worker.py").write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(reader, "WORKER", tmp_path / "worker.py")
    assert reason(tmp_path, "a.pdf", reports()) == "it is damaged: the pdf library broke off on it"


def test_two_pages_repeat_what_stands_at_one_height_on_both() -> None:
    first = [
        ("清水河公报", 70, 810.0, 9),
        ("水位升高。", 72, 700.0, 12),
        ("流量也大。", 72, 600.0, 12),
        ("水清。", 72, 500.0, 12),
    ]
    second = [
        ("清水河公报", 70, 810.2, 9),
        ("水位降低。", 72, 700.0, 12),
        ("流量也小。", 72, 600.0, 12),
        ("水浊。", 72, 480.0, 12),
    ]
    assert without_running_lines([first, second]) == [first[1:], second[1:]]


@pytest.mark.parametrize(
    ("font", "even"),
    [
        ("courier-bold", True),
        ("abcdef+cmtt10", True),
        ("t1xbtt", True),
        ("t1xtt-slant_167", True),
        ("texgyrecursor-regular", True),
        ("texgyretermes-regular", False),
        ("abcdef+garrett-bold", False),
        ("timesnewromanpsmt", False),
    ],
)
def test_fonts_of_a_typewriter_are_known_by_their_names(font: str, even: bool) -> None:
    """Those of TeX too, which end in tt."""
    assert is_typewriter(font) == even
