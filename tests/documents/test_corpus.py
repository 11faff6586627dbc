"""Files and folders: every encoding, every bad file, and no way out of the folder."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pytest

from qa.documents import sources
from qa.documents.corpus import read_documents
from qa.documents.decoding import decode
from qa.documents.sources import corpus_files
from qa.errors import EmptyCorpusError, ReadError
from qa.index.updating import read_corpus
from tests.conftest import ROOT

TEXT = "春天的河岸\n\n清水河发源于北部山区，全长八十六公里。\n\n“以前看天吃饭。”老人说，“现在不用了。”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read_documents(tmp_path / "a.txt", root=tmp_path)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.title == "春天的河岸"
    assert document.text == "\n".join(TEXT.split())
    assert [paragraph.lines for paragraph in document.paragraphs] == [(1,), (3,), (5,)]


def test_big5_is_recognised() -> None:
    text = (
        "清水河發源於北部山區，全長八十六公里，流經四個鄉鎮，沿岸有耕地兩萬餘畝。每年春季融雪時，河水會漫過低處的田埂。"
        * 3
    )
    assert decode(text.encode("big5")) == text


def test_a_folder_is_read_in_the_order_of_its_ids(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a.txt", "B.TXT", "a/b/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"x")
    ids = [document.id for document in read_corpus(tmp_path)[0]]
    assert ids == ["B.TXT", "a.txt", "a/b/c.txt", "a/z.md", "b.txt"]


def test_hidden_files_and_links_that_lead_out_are_left_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(TEXT, encoding="utf-8")
    (inside / "a.txt").write_text(TEXT, encoding="utf-8")
    (inside / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (inside / "~$report.docx").write_text("lock", encoding="utf-8")
    (inside / ".git").mkdir()
    (inside / ".git" / "b.txt").write_text(TEXT, encoding="utf-8")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "a.txt")
    (inside / "broken.txt").symlink_to(inside / "nowhere.txt")
    assert [document.id for document in read_corpus(inside)[0]] == ["a.txt", "same.txt"]


def test_a_bad_file_is_skipped_named_and_the_rest_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    bad = {
        "binary.txt": b"\x00\x01\x02" * 10,
        "blank.txt": b" \n\n\t ",
        "cut.txt": b"\xff\xfea",
        "empty.txt": b"",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    documents, files = read_corpus(tmp_path)
    assert [document.id for document in documents] == ["good.txt"]
    skipped = [(file.name, file.error) for file in files if file.error]
    assert skipped == [
        ("binary.txt", "it is binary, not text"),
        ("blank.txt", "it is empty"),
        ("cut.txt", "it begins as utf-16 but is damaged at byte 2"),
        ("empty.txt", "it is empty"),
    ]
    assert caplog.messages == [f"Skipped {name}: {error}" for name, error in skipped]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_a_huge_file_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sources.SIZE_LIMIT == 20 * 1024 * 1024
    monkeypatch.setattr(sources, "SIZE_LIMIT", 10)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.txt: it has \d+ bytes; the limit is 10"):
        read_documents(tmp_path / "a.txt", root=tmp_path)


def test_nothing_readable_is_an_error_that_names_the_folder_and_the_formats(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(EmptyCorpusError, match=r"\.txt, \.md") as caught:
        read_corpus(tmp_path)[0]
    assert str(tmp_path) in str(caught.value)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    for reader in (read_corpus, corpus_files):
        with pytest.raises(FileNotFoundError, match="nowhere"):
            reader(tmp_path / "nowhere")


def test_one_file_may_be_named_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert [document.id for document in read_corpus(tmp_path / "a.txt")[0]] == ["a.txt"]


def test_an_unknown_format_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=r"no reader for \.xyz; known: \.txt, \.md"):
        read_documents(tmp_path / "a.xyz", root=tmp_path)


def test_a_sidecar_is_no_document(tmp_path: Path) -> None:
    """The facts beside a document belong to it and are counted in the digest of its file."""
    for name in ("b.txt", "a.txt", "a.meta.json", "c.meta.json", "b.txt.meta.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert [name for name, _ in corpus_files(tmp_path)] == ["a.txt", "b.txt"]


def test_reading_twice_gives_equal_documents() -> None:
    articles = ROOT / "data" / "articles"
    assert read_corpus(articles)[0] == read_corpus(articles)[0]
