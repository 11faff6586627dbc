"""Pictures of scanned pages: drawn for whoever may see them, with the quoted lines marked, or a sentence instead."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa import Assistant, Retriever
from qa.documents.formats.extracted import PagesTold
from qa.index.passage_source import PassageSource
from qa.types import Box, Document, Span
from qa.web import open_article, page_pictures, uploads
from qa.web.cards import Cards
from qa.web.history import Turn
from qa.web.pace import Pace
from qa.web.page_pictures import PagePictures, picture_route
from qa.web.strings import wording
from qa.web.uploads import Visit, Visits
from tests.conftest import HashingEncoder
from tests.scanned import HEIGHT, NOTICE, SAID, WIDTH, paper, recognised

LINE = Box(2, *NOTICE[1][0][-1])
QUESTION = "水压不足问题几日内答复？"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    recognised(monkeypatch, tmp_path, NOTICE)
    place = tmp_path / "documents"
    place.mkdir()
    (place / "no<i>tice.tif").write_bytes(paper())
    (place / "plain.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    (tmp_path / "beside.tif").write_bytes(paper())
    return place


@pytest.fixture
def retriever(folder: Path) -> Retriever:
    return Retriever.from_path(folder, encoder=HashingEncoder(), cached=False)


@pytest.fixture
def notice(retriever: Retriever) -> Document:
    return retriever.documents["no<i>tice.tif"]


def browser(index: PassageSource, visits: Visits | None = None) -> TestClient:
    return TestClient(Starlette(routes=[picture_route(lambda: index, visits or Visits())]))


def pixel(content: bytes) -> tuple[tuple[int, int], int]:
    picture = Image.open(io.BytesIO(content))
    return picture.size, picture.convert("L").getpixel((WIDTH // 2, HEIGHT // 2))


def test_a_page_is_drawn(retriever: Retriever) -> None:
    """As it is in the file, and kept by nobody but, for a while, the browser."""
    answered = browser(retriever.index).get("/page-picture", params={"doc": "no<i>tice.tif", "page": "2"})
    assert (answered.status_code, answered.headers["content-type"]) == (200, "image/jpeg")
    assert answered.headers["cache-control"] == "private, max-age=600"
    assert pixel(answered.content) == ((WIDTH, HEIGHT), 235)


@pytest.mark.parametrize(
    ("doc", "page"),
    [
        ("no<i>tice.tif", "3"),
        ("no<i>tice.tif", "0"),
        ("no<i>tice.tif", "-1"),
        ("no<i>tice.tif", "9" * 5000),
        ("no<i>tice.tif", ""),
        ("plain.txt", "1"),
        ("../beside.tif", "1"),
        ("", "1"),
    ],
)
def test_only_pages_of_scanned_documents_are_drawn(retriever: Retriever, doc: str, page: str) -> None:
    """No path that someone asks for is followed."""
    assert browser(retriever.index).get("/page-picture", params={"doc": doc, "page": page}).status_code == 404


def test_a_source_outside_of_its_corpus_is_not_opened(retriever: Retriever, notice: Document) -> None:
    """Though an index names it, and it holds the very bytes."""
    sources = tuple(
        replace(source, name="../beside.tif") if source.name == notice.id else source
        for source in retriever.index.sources
    )
    index = replace(retriever.index, sources=sources)
    assert browser(index).get("/page-picture", params={"doc": notice.id, "page": "1"}).status_code == 404


def test_lines_are_marked_on_their_page(retriever: Retriever, notice: Document) -> None:
    """Once a page, the name of its document escaped, the edges as shares of the picture."""
    shown = PagePictures(retriever.index, Visit(), "zh").beside(notice, [LINE])
    assert shown.count("<figure") == shown.count('class="line"') == 1
    assert 'src="page-picture?doc=no%3Ci%3Etice.tif&amp;page=2"' in shown
    assert 'style="left:16.00%;top:2.50%;width:68.00%;height:2.50%"' in shown
    both = PagePictures(retriever.index, Visit(), "en").beside(notice, [LINE, Box(1, *NOTICE[0][1][-1])])
    assert re.findall(r'alt="Page (\d)', both) == ["1", "2"]
    assert PagePictures(retriever.index, Visit(), "zh").beside(notice, []) == ""
    assert PagePictures(retriever.index, Visit(), "zh").beside(notice, [replace(LINE, page=9)]) == ""


def test_a_file_that_changed_or_went_is_one_sentence(folder: Path, retriever: Retriever, notice: Document) -> None:
    pictures, file, others = PagePictures(retriever.index, Visit(), "zh"), folder / notice.id, paper(kind="GIF")
    asked = {"doc": notice.id, "page": "2"}
    for spoil in (lambda: file.write_bytes(others), file.unlink):
        spoil()
        assert pictures.beside(notice, [LINE]) == f'<p class="note scan">{wording("scan_changed", "zh")}</p>'
        assert browser(retriever.index).get("/page-picture", params=asked).status_code == 404


def test_what_draws_may_be_missing(retriever: Retriever, notice: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "can_draw", lambda suffix: False)
    said = PagePictures(retriever.index, Visit(), "en").beside(notice, [LINE])
    assert said == f'<p class="note scan">{wording("scan_no_library", "en")}</p>'


def test_a_page_that_cannot_be_drawn_is_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognised once, damaged for what draws it."""
    recognised(monkeypatch, tmp_path, NOTICE)
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.tif").write_bytes(b"no picture")
    index = Retriever.from_path(folder, encoder=HashingEncoder(), cached=False).index
    answered = browser(index).get("/page-picture", params={"doc": "a.tif", "page": "2"})
    assert (answered.status_code, answered.text) == (404, "page 2 cannot be drawn.")


def test_own_scans_are_shown_to_their_visitor(folder: Path, retriever: Retriever) -> None:
    """By a key, while the file is held; without it a sentence, and nothing for whoever guesses."""
    visits = Visits()
    visit = visits.of("one", new=True)
    (document,) = visit.add(folder / "no<i>tice.tif", "a.tif", Pace(HashingEncoder(), seconds=60))
    shown = PagePictures(retriever.index, visit, "zh").beside(document, [LINE])
    (address,) = re.findall(r'src="page-picture\?([^"]+)"', shown)
    asked = {name: values[0] for name, values in parse_qs(address.replace("&amp;", "&")).items()}
    assert set(asked) == {"own", "page"} and len(asked["own"]) >= 32
    client = browser(retriever.index, visits)
    answered = client.get("/page-picture", params=asked)
    assert (pixel(answered.content), answered.headers["cache-control"]) == (((WIDTH, HEIGHT), 235), "no-store")
    assert client.get("/page-picture", params={**asked, "own": "mine/a.tif"}).status_code == 404
    assert client.get("/page-picture", params={"doc": "mine/a.tif", "page": "2"}).status_code == 404
    assert PagePictures(retriever.index, Visit(), "zh").beside(None, [LINE]) == ""
    visit.scans = {}
    shown = PagePictures(retriever.index, visit, "zh").beside(document, [LINE])
    assert shown == f'<p class="note scan">{wording("scan_not_held", "zh")}</p>'


def test_the_newest_scans_are_held(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the room allows; a file that is removed or replaced by another goes with its scan."""
    visit, size = Visit(), len(paper())
    monkeypatch.setattr(uploads, "SCANS_MEGABYTES", 2.5 * size / 1_000_000)

    def add(name: str, file: str = "no<i>tice.tif") -> None:
        visit.add(folder / file, name, Pace(HashingEncoder(), seconds=60))

    for name in ("a.tif", "b.tif", "c.tif"):
        add(name)
    assert list(visit.files) == ["a.tif", "b.tif", "c.tif"] and list(visit.scans) == ["b.tif", "c.tif"]
    before = visit.scans["c.tif"].key
    add("c.tif")
    add("d.txt", "plain.txt")
    assert list(visit.scans) == ["b.tif", "c.tif"] and visit.scans["c.tif"].key != before
    visit.remove("b.tif", HashingEncoder())
    assert list(visit.scans) == ["c.tif"]
    visit.remove("", HashingEncoder())
    assert visit.scans == {}


def test_pages_of_an_upload_are_told_of_and_take_no_longer_than_it_may(folder: Path) -> None:
    """Each page moves the bar; when the time is over, the file is refused."""

    class Clock:
        now = 0.0

        def __call__(self) -> float:
            return self.now

    clock = Clock()
    told: list[tuple[int, int]] = []

    def add(tell: PagesTold) -> None:
        pace = Pace(HashingEncoder(), seconds=60, now=clock)
        Visit().add(folder / "no<i>tice.tif", "a.tif", pace, told=tell)

    add(lambda done, count: told.append((done, count)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    def rest(done: int, count: int) -> None:
        clock.now += 45

    with pytest.raises(uploads.Refused) as refused:
        add(rest)
    assert refused.value.reason == "too_slow"


def test_the_picture_stands_beside_the_quote(retriever: Retriever, notice: Document) -> None:
    """In the card, and in the open article below the paragraph."""
    answer = Assistant(retriever, reader=None, threshold=0).ask(QUESTION)
    assert (answer.citations[0].quote, answer.citations[0].boxes) == (SAID, (LINE,))
    pictures = PagePictures(retriever.index, Visit(), "zh")
    figure = pictures.beside(notice, [LINE])
    turn = Turn(replace(answer, citations=answer.citations[:1], hits=()))
    assert figure in Cards(turn, 0, retriever.documents, "zh", pictures=pictures).html()
    gone = replace(turn, missing=frozenset([notice.id]))
    assert "<figure" not in Cards(gone, 0, retriever.documents, "zh", pictures=pictures).html()
    span = Span(answer.citations[0].start, answer.citations[0].end, SAID)
    article = open_article.article_html(notice, [span], "zh", pictures=pictures)
    assert f"</mark></p>{figure}" in article and article.count("<figure") == 1
