"""Answers from scanned pages, without a model: the boxes of what is quoted, in the index and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa import Assistant, Citation, Retriever
from qa.index.verify import verify
from qa.render import as_json
from qa.types import Box
from tests.conftest import HashingEncoder
from tests.index.test_verify import forge
from tests.scanned import HEIGHT, NOTICE, WIDTH, paper, recognised

QUESTION = "低保户每月减免几吨水费？"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notice of two scanned pages, and the same words as text."""
    recognised(monkeypatch, tmp_path, NOTICE)
    place = tmp_path / "documents"
    place.mkdir()
    (place / "notice.tif").write_bytes(paper())
    return place


def quoted(retriever: Retriever) -> Citation:
    answer = Assistant(retriever, reader=None, threshold=0).ask(QUESTION)
    assert json.loads(as_json(answer))["citations"][0]["boxes"] == [
        {"page": 1, "x0": left / WIDTH, "y0": (base - 10) / HEIGHT, "x1": right / WIDTH, "y1": base / HEIGHT}
        for left, base, right in ((40, 84, 210), (20, 101, 80))
    ]
    return answer.citations[0]


def test_a_quote_names_the_lines_it_covers(folder: Path) -> None:
    """In the order of the lines, as shares of the page."""
    citation = quoted(Retriever.from_path(folder, encoder=HashingEncoder(), cached=False))
    assert citation.quote == "水费按每吨两元六角收取而且低保户每月减免五吨。"
    assert citation.boxes == tuple(Box(1, *line[-1]) for line in NOTICE[0][3:])
    assert citation.page == 1


def test_boxes_are_kept_with_the_index(folder: Path, tmp_path: Path) -> None:
    """Loaded, they are the same; one that lies beside its paragraph or its page is found."""
    retriever = Retriever.from_path(folder, encoder=HashingEncoder(), cached=False)
    retriever.save(tmp_path / "index")
    loaded = Retriever.load(tmp_path / "index", encoder=HashingEncoder())
    assert list(loaded.documents.values()) == list(retriever.documents.values())
    assert quoted(loaded) == quoted(retriever)
    assert verify(tmp_path / "index") == []
    forge(tmp_path / "index", "0000-texts.jsonl", lambda text: text.replace('"x0": 0.08', '"x0": 1.08'))
    (problem,) = verify(tmp_path / "index")
    assert problem.endswith("paragraphs of notice.tif overlap or lie outside its text, or their lines beside them")


def test_documents_that_were_not_scanned_have_no_boxes(folder: Path) -> None:
    (folder / "notice.tif").unlink()
    (folder / "notice.txt").write_text("水费按每吨两元六角收取而且低保户每月减免五吨。\n", encoding="utf-8")
    retriever = Retriever.from_path(folder, encoder=HashingEncoder(), cached=False)
    answer = Assistant(retriever, reader=None, threshold=0).ask(QUESTION)
    assert answer.citations[0].boxes == ()


def test_pages_have_a_bar_on_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Retriever.from_path(folder, encoder=HashingEncoder(), cached=False, progress=True)
    assert "识别 recognising notice.tif:  50%" in capsys.readouterr().err
