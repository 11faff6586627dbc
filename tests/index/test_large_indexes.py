"""A large index: few open files, vectors in cells, and a build that does not need all of it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import embeddings.cells
from embeddings.on_disk import FileRows
from qa import Retriever
from qa.cli import main
from qa.index import building, segments, shards
from qa.index.building import Unchanged
from qa.index.updating import CorpusReading
from qa.types import Document
from qa.user_cache import cache_folder
from tests.conftest import HashingEncoder
from tests.index.test_updating import CHANGES, NAMES, assert_as_fresh, corpus, parts, text_of, update
from tests.saved import manifest
from tests.small import document

__all__ = ["corpus"]


def test_the_number_of_open_files_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four hundred shards, each a document of its own, are opened and asked with a handful of open files."""
    monkeypatch.setattr(shards, "SHARD_PASSAGES", 1)
    monkeypatch.setattr(segments, "SEGMENT_PASSAGES", 150)
    documents = [document(f"{number}.txt", f"第{number}只猫咪每天要睡觉。") for number in range(400)]
    Retriever.from_documents(documents, encoder=HashingEncoder(dim=8)).save(tmp_path)
    before = len(list(Path("/proc/self/fd").iterdir()))
    retriever = Retriever.load(tmp_path, encoder=HashingEncoder(dim=8))
    assert len(retriever.index.shards) == 400
    assert len(retriever.search("第399只猫咪睡觉吗？", top_k=50)) == 50
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten documents are a large corpus, and four passages a cell."""
    monkeypatch.setattr(building, "CELLS_FROM", 45)
    monkeypatch.setattr(embeddings.cells, "_ROWS_IN_CELL", 4)


def test_a_large_index_has_cells_and_an_update_makes_those_of_a_fresh_build(
    corpus: Path, tmp_path: Path, many: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """As soon as it is large, and no longer when it is not; ``verify`` says so, and ``exact`` does without."""
    index = tmp_path / "index"
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(index)
    for change in CHANGES:
        change(corpus)
        update(index, corpus)
        assert_as_fresh(index, corpus, tmp_path)
    cells = manifest(index)["cells"]
    assert cells > 0
    assert main(["verify", str(index)]) == 0
    assert f"vectors in {cells} cells: a question is compared with the nearest 1/6" in capsys.readouterr().out
    question = text_of(55)[:40]
    quick, exact = (Retriever.load(index, encoder=HashingEncoder(), exact=exact) for exact in (False, True))
    assert quick.search(question)[0] == exact.search(question)[0]
    assert len(exact.search(question, top_k=99, mode="vectors")) > len(quick.search(question, top_k=99, mode="vectors"))
    for name in NAMES[1:]:
        (corpus / name).unlink(missing_ok=True)
    update(index, corpus)
    assert manifest(index)["cells"] == 0
    assert_as_fresh(index, corpus, tmp_path)
    exact.update(corpus)
    assert exact.index.exact


def test_what_does_not_fit_into_memory_waits_on_disk(
    corpus: Path, tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents taken one at a time, shards put away at once: the parts are the same, and nothing is left behind."""
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(tmp_path / "fresh")
    monkeypatch.setattr(building, "BATCH_CHARACTERS", 0)
    monkeypatch.setattr(building, "_IN_MEMORY", 0)
    retriever = Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False)
    assert all(isinstance(shard.vectors, FileRows) for shard in retriever.index.shards)
    retriever.save(tmp_path / "index")
    assert parts(tmp_path / "index") == parts(tmp_path / "fresh")
    assert list(cache_folder().iterdir()) == []


def test_documents_are_read_when_they_are_needed(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a batch of one, each is encoded before the next is read; so the bar of reading knows how long all takes."""
    monkeypatch.setattr(building, "BATCH_CHARACTERS", 0)
    encoder, reading = HashingEncoder(), CorpusReading(corpus)
    passes = []

    def documents() -> Iterator[Document | Unchanged]:
        for one in reading:
            passes.append(encoder.passes)
            yield one

    index = building.build_index(documents(), encoder)
    assert passes[0] == 0
    assert sorted(set(passes)) == passes
    assert len(passes) == len(index.documents) == 14
