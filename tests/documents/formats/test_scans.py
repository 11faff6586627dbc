"""Pictures of pages: what is recognised becomes paragraphs, and what each bad file costs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from qa.documents.formats import scan_process, scans
from tests.conftest import ROOT
from tests.papers import pdf, read, reason

SCAN = (ROOT / "tests" / "data" / "scan.jpg").read_bytes()


def recognised(monkeypatch: pytest.MonkeyPatch, *pages: list[tuple[str, float, float, float, float]]) -> None:
    monkeypatch.setattr(scans, "_recognised", lambda data, suffix: list(pages))


def test_lines_of_a_page_become_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An indent begins one; a line that reaches the edge goes on; each paragraph has its page."""
    recognised(
        monkeypatch,
        [
            ("清水镇供水情况通报", 60, -20, 14, 190),
            ("今年以来清水镇新建水厂两座并且铺设", 40, -50, 10, 210),
            ("管道三十六公里。", 20, -67, 10, 100),
            ("水费按每吨两元六角收取而且低保户每", 40, -84, 10, 210),
            ("月减免五吨。", 20, -101, 10, 80),
        ],
        [("居民反映的水压不足问题七日内答复。", 40, -20, 10, 210)],
    )
    document = read(tmp_path, "a.png", b"picture")
    assert document.title == "清水镇供水情况通报"
    assert [(document.text[p.start : p.end], p.page) for p in document.paragraphs if p.kind != "heading"][-3:] == [
        ("今年以来清水镇新建水厂两座并且铺设管道三十六公里。", 1),
        ("水费按每吨两元六角收取而且低保户每月减免五吨。", 1),
        ("居民反映的水压不足问题七日内答复。", 2),
    ]


def test_boxes_on_a_slant_are_lines(monkeypatch: pytest.MonkeyPatch) -> None:
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

    lines = scan_process._lines(scan_process._boxes(Found()))
    assert [(line[0], line[3]) for line in lines] == [("水费\t2.6元", 10.0), ("每吨", 10.0)]


def test_bad_scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message that says what is wrong with it."""
    recognised(monkeypatch, [])
    assert reason(tmp_path, "a.pdf", pdf([[]])) == "no text was recognised on its pages"
    monkeypatch.setattr(scans, "find_spec", lambda name: None)
    assert reason(tmp_path, "a.pdf", pdf([[]])) == (
        "its pages are pictures without a text layer; recognise the text (OCR) first, or install what does: "
        "pip install 'chuchu-qa[scans]'"
    )


@pytest.mark.slow
def test_a_slanted_noisy_page_is_read(tmp_path: Path) -> None:
    """A photograph of a page, as it is and in a pdf, with the models that come with the package."""
    picture = Image.open(io.BytesIO(SCAN))
    paper = io.BytesIO()
    picture.save(paper, "PDF", resolution=100)
    for name, data in (("a.jpg", SCAN), ("b.pdf", paper.getvalue())):
        document = read(tmp_path, name, data)
        assert document.title == "清水镇供水情况通报"
        assert "铺设管道36公里" in document.text and "每吨2.6元" in document.text
        body = [p for p in document.paragraphs if p.kind not in ("heading", "title")]
        assert [document.text[p.start : p.start + 4] for p in body] == ["2023", "水费按每"]
        assert {p.page for p in document.paragraphs} == {1}


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
