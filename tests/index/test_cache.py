"""Built indexes in the cache: the second start builds nothing, and finds what a fresh build would find."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import Retriever
from qa.index.cache import KEPT
from tests.conftest import ARTICLES, HashingEncoder
from tests.index.test_store import QUESTION, emptied
from tests.saved import generation


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of one document."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "cat.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    return folder


def test_the_second_start_encodes_nothing(corpus: Path) -> None:
    """``from_path`` opens what it built the last time, and finds the same."""
    first = Retriever.from_path(corpus, encoder=HashingEncoder())
    second_encoder = HashingEncoder()
    second = Retriever.from_path(corpus, encoder=second_encoder)
    assert second_encoder.passes == 0
    assert second.search("猫咪睡多久？") == first.search("猫咪睡多久？")


def test_the_cache_stays_in_its_place(corpus: Path, cache_home: Path) -> None:
    """Nothing is written beside the documents; the index lies in the platform's folder for caches."""
    Retriever.from_path(corpus, encoder=HashingEncoder())
    assert [path.name for path in corpus.iterdir()] == ["cat.txt"]
    assert len(list((cache_home / "chuchu" / "indexes").iterdir())) == 1


def test_without_the_cache_nothing_is_kept(corpus: Path, cache_home: Path) -> None:
    """``cached=False`` builds each time and writes no index."""
    for _ in range(2):
        encoder = HashingEncoder()
        Retriever.from_path(corpus, encoder=encoder, cached=False)
        assert encoder.passes == 2
    assert not (cache_home / "chuchu" / "indexes").exists()


def rename(corpus: Path) -> None:
    (corpus / "cat.txt").rename(corpus / "tiger.txt")


def rewrite(corpus: Path) -> None:
    (corpus / "cat.txt").write_text("猫咪每天要睡十五个小时。\n", encoding="utf-8")


def add(corpus: Path) -> None:
    (corpus / "dog.txt").write_text("小狗每天要走两公里路。\n", encoding="utf-8")


def set_facts(corpus: Path) -> None:
    (corpus / "cat.txt.meta.json").write_text(json.dumps({"title": "关于猫"}, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("change", [rename, rewrite, add, set_facts])
def test_changed_files_are_read_again(corpus: Path, change: Callable[[Path], None]) -> None:
    """A renamed, changed or added file, or the facts set beside it, show at the next start."""
    Retriever.from_path(corpus, encoder=HashingEncoder())
    change(corpus)
    fresh = Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False)
    assert dict(Retriever.from_path(corpus, encoder=HashingEncoder()).documents) == dict(fresh.documents)


def test_the_same_folder_by_another_path_is_not_built_again(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader stands does not matter: the files are the same."""
    Retriever.from_path(corpus, encoder=HashingEncoder())
    monkeypatch.chdir(corpus.parent)
    encoder = HashingEncoder()
    Retriever.from_path(corpus.name, encoder=encoder)
    assert encoder.passes == 0


def test_a_damaged_cache_is_built_again(corpus: Path, cache_home: Path) -> None:
    """A cache costs time, not the answer."""
    Retriever.from_path(corpus, encoder=HashingEncoder())
    (index,) = (cache_home / "chuchu" / "indexes").iterdir()
    emptied(generation(index) / "pack-000001")
    first, second = HashingEncoder(), HashingEncoder()
    assert Retriever.from_path(corpus, encoder=first).search("猫咪")[0].passage.document_id == "cat.txt"
    Retriever.from_path(corpus, encoder=second)
    assert (first.passes > 0, second.passes) == (True, 0)


def test_a_cache_that_cannot_be_written_costs_only_time(corpus: Path, cache_home: Path) -> None:
    """A file stands where the folder should be: the corpus is searched all the same."""
    cache_home.mkdir()
    (cache_home / "chuchu").write_text("in the way", encoding="utf-8")
    hits = Retriever.from_path(corpus, encoder=HashingEncoder()).search("猫咪")
    assert hits[0].passage.document_id == "cat.txt"


def test_the_cache_keeps_the_last_used_only(corpus: Path, cache_home: Path) -> None:
    """As many as ``KEPT`` stay, the one made last among them."""
    for number in range(KEPT + 3):
        other = Path(shutil.copytree(corpus, corpus.parent / f"corpus-{number}"))
        Retriever.from_path(other, encoder=HashingEncoder())
    assert len(list((cache_home / "chuchu" / "indexes").iterdir())) == KEPT
    encoder = HashingEncoder()
    Retriever.from_path(other, encoder=encoder)
    assert encoder.passes == 0


def test_articles_are_indexed_from_the_cache_too(retriever: Retriever) -> None:
    """The corpus that ships behaves as any other folder."""
    for _ in range(2):
        cached = Retriever.from_path(ARTICLES, encoder=HashingEncoder())
        assert cached.search(QUESTION) == retriever.search(QUESTION)
