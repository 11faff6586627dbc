"""Pictures of pages: what is recognised becomes paragraphs, and what each bad file costs."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from qa.documents.corpus import document_from_text, read_documents
from qa.documents.formats import scan_process, scans
from qa.documents.formats.extracted import NoLongerWanted
from qa.documents.scanned_lines import boxes_of, scanned_pages
from qa.types import Box
from tests.conftest import ROOT
from tests.papers import pdf, read, reason
from tests.scanned import HEIGHT, NOTICE, SAID, WIDTH, line, recognised

SCAN = (ROOT / "tests" / "data" / "scan.jpg").read_bytes()
TOLD = (
    "清水镇供水情况通报",
    "今年以来清水镇新建水厂两座并且铺设管道三十六公里。",
    "水费按每吨两元六角收取而且低保户每月减免五吨。",
)


def test_lines_of_a_page_become_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An indent begins one; a line that reaches the edge goes on; each paragraph has its page."""
    recognised(monkeypatch, tmp_path, NOTICE)
    document = read(tmp_path, "a.png", b"picture")
    assert document.title == TOLD[0]
    assert [(document.text[p.start : p.end], p.page) for p in document.paragraphs] == [
        *((text, 1) for text in TOLD),
        (SAID, 2),
    ]


def test_each_line_keeps_its_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are found on the page in the lines that they run over; those of other formats stand on none."""
    recognised(monkeypatch, tmp_path, NOTICE)
    document = read(tmp_path, "a.png", b"picture")

    def boxes(words: str) -> list[Box]:
        start = document.text.index(words)
        return list(boxes_of(document, start, start + len(words)))

    upper, lower = Box(1, *NOTICE[0][1][-1]), Box(1, *NOTICE[0][2][-1])
    assert boxes("清水镇供水情况通报") == [Box(1, *NOTICE[0][0][-1])]
    assert (boxes("今年以来"), boxes("管道三十六"), boxes("铺设管道")) == ([upper], [lower], [upper, lower])
    assert boxes(SAID) == [Box(2, 40 / WIDTH, 10 / HEIGHT, 210 / WIDTH, 20 / HEIGHT)]
    assert scanned_pages(document) == {1, 2}
    assert boxes_of(document_from_text(SAID, id="a.txt"), 0, 5) == ()


def test_a_heading_of_two_lines_has_both_boxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heading = [line("清水镇二〇二三年供水情况和", 60, 20, 190, size=18), line("水费收取的通报", 70, 42, 180, size=18)]
    recognised(monkeypatch, tmp_path, [[*heading, *NOTICE[0][1:]]])
    document = read(tmp_path, "a.png", b"picture")
    first = document.paragraphs[0]
    assert document.text[first.start : first.end] == "清水镇二〇二三年供水情况和 水费收取的通报"
    assert [one.box for one in first.scanned] == [Box(1, *one[-1]) for one in heading]


def test_pages_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many are done and of how many; whoever is told may end it."""
    told: list[tuple[int, int]] = []
    recognised(monkeypatch, tmp_path, NOTICE)
    (tmp_path / "a.png").write_bytes(b"picture")
    read_documents(tmp_path / "a.png", root=tmp_path, told=lambda done, count: told.append((done, count)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    def end(done: int, count: int) -> None:
        raise NoLongerWanted

    with pytest.raises(NoLongerWanted):
        read_documents(tmp_path / "a.png", root=tmp_path, told=end)


def test_boxes_on_a_slant_are_lines() -> None:
    """What stands side by side is one line, far apart with a tab; a low score is left out."""

    class Found:
        """Two lines that sink by one in ten to the right."""

        boxes = (
            [[0, 0], [50, 5], [49, 15], [-1, 10]],
            [[100, 10], [140, 14], [139, 24], [99, 20]],
            [[-2, 20], [60, 26.2], [59, 36.2], [-3, 30]],
            [[70, 27], [90, 29], [89, 39], [69, 37]],
        )
        txts = ("水费", "2.6元", "每吨", "疵")
        scores = (0.99, 0.9, 0.98, 0.2)

    lines = scan_process._lines(scan_process._parts(Found()), 200, 50)
    assert [(line[0], line[3]) for line in lines] == [("水费\t2.6元", 10.0), ("每吨", 10.0)]
    assert [line[5] for line in lines] == [(0.0, 0.0, 0.7, 0.48), (0.0, 0.4, 0.3, 0.724)]


def test_a_page_upside_down_is_turned() -> None:
    """Where it is read more surely so; its lines come in their order, with their places as it lies."""

    class Found:
        """One line near the right lower corner of a page of 200 by 100, and another below it."""

        boxes = ([[20, 10], [120, 10], [120, 20], [20, 20]], [[20, 30], [80, 30], [80, 40], [20, 40]])

        def __init__(self, words: tuple[str, str], score: float) -> None:
            self.txts, self.scores = words, (score, score)

    def engine(page: np.ndarray, *, use_cls: bool) -> Found:
        assert not use_cls
        return Found(("水费", "每吨"), 0.99) if page[0, 0] == 7 else Found(("疵", "瑕"), 0.6)

    page = np.zeros((100, 200), np.uint8)
    page[-1, -1] = 7
    lines = scan_process._lines_of(engine, page)
    assert [(line[0], line[5]) for line in lines] == [("水费", (0.4, 0.8, 0.9, 0.9)), ("每吨", (0.6, 0.6, 0.9, 0.7))]
    page[0, 0] = 7
    upright = scan_process._lines_of(engine, page)
    assert [(line[0], line[5]) for line in upright] == [("水费", (0.1, 0.1, 0.6, 0.2)), ("每吨", (0.1, 0.3, 0.4, 0.4))]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([1, []], "no text was recognised on its pages"),
        ([{"error": "it is damaged or no picture"}], "it is damaged or no picture"),
        ([2, [], {"error": "it cannot be drawn"}], "it cannot be drawn"),
        ([2, []], "it is damaged: recognition broke off on it"),
        ([], "it is damaged: recognition broke off on it"),
    ],
)
def test_bad_scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[object], wrong: str) -> None:
    """Each costs one message that says what is wrong with it."""
    recognised(monkeypatch, tmp_path, [], rows)
    assert reason(tmp_path, "a.pdf", pdf([[]])) == wrong


def test_what_recognises_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda name: None)
    assert reason(tmp_path, "a.pdf", pdf([[]])) == (
        "its pages are pictures without a text layer; recognise the text (OCR) first, or install what does: "
        "pip install 'chuchu-qa[scans]'"
    )


@pytest.mark.slow
def test_a_slanted_noisy_page_is_read(tmp_path: Path) -> None:
    """A photograph of a page, as it is, in a pdf and upside down, with the models that come with the package."""
    picture = Image.open(io.BytesIO(SCAN))
    paper = io.BytesIO()
    picture.save(paper, "PDF", resolution=100)
    turned = io.BytesIO()
    picture.rotate(180).save(turned, "PNG")
    for name, data in (("a.jpg", SCAN), ("b.pdf", paper.getvalue()), ("c.png", turned.getvalue())):
        document = read(tmp_path, name, data)
        assert document.title == "清水镇供水情况通报"
        assert "铺设管道36公里" in document.text and "每吨2.6元" in document.text
        body = [p for p in document.paragraphs if p.kind not in ("heading", "title")]
        assert [document.text[p.start : p.start + 4] for p in body] == ["2023", "水费按每"]
        assert {p.page for p in document.paragraphs} == {1}
        (box,) = boxes_of(document, at := document.text.index("每吨2.6元"), at + 4)
        middle = (box.y0 + box.y1) / 2
        assert 0.1 < box.x0 < box.x1 < 0.95 and 0.45 < (1 - middle if name == "c.png" else middle) < 0.75


@pytest.mark.slow
def test_damaged_and_too_many_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100) == "it is damaged or no picture"
    many = io.BytesIO()
    frames = [Image.new("L", (40, 40), 255) for _ in range(3)]
    frames[0].save(many, "TIFF", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(scans, "PAGE_LIMIT", 2)
    assert reason(tmp_path, "a.tif", many.getvalue()) == "it has 3 pages to recognise; the limit is 2"
    monkeypatch.setattr(scans, "SECONDS", 0.001)
    assert reason(tmp_path, "a.png", SCAN).startswith("recognising its text takes more than")
