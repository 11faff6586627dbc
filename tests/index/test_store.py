"""An index on disk and in the cache: the same hits as before, or an error that says what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa import Retriever, StaleIndexError
from qa.index.cache import KEPT
from qa.index.fingerprint import FORMAT
from tests.conftest import ARTICLES, HashingEncoder

QUESTION = "2021年江北的铁山青年突击队有几支？"
MEND = "chuchu index"
SHARD_PARTS = [
    "codes.npy",
    "facts.jsonl",
    "facts_lines.npy",
    "keys.npy",
    "kinds.npy",
    "moments.npy",
    "passage_starts.npy",
    "passages.jsonl",
    "passages_lines.npy",
    "sentence_starts.npy",
    "sentence_vectors.npy",
    "summary.json",
    "texts.jsonl",
    "texts_lines.npy",
    "vectors.npy",
]
RULES = ["folding", "words", "kinds", "dictionary", "reading"]
COUNTS = ["documents", "passages", "sentences", "tokens", "postings", "shards"]
PARTS = [
    *(f"0000-{name}" for name in SHARD_PARTS),
    "keyword_counts.npy",
    "keyword_lengths.npy",
    "keyword_rows.npy",
    "keyword_starts.npy",
    "manifest.json",
    "sources.jsonl",
    "token_heads.npy",
    "token_starts.npy",
    "tokens.txt",
]


def cut_short(part: Path) -> None:
    part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])


def one_byte_changed(part: Path) -> None:
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)


def emptied(part: Path) -> None:
    part.write_bytes(b"")


@pytest.fixture(scope="session")
def saved_once(retriever: Retriever, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles as a saved index."""
    folder = tmp_path_factory.mktemp("saved") / "index"
    retriever.save(folder)
    return folder


@pytest.fixture
def saved(saved_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to damage."""
    return Path(shutil.copytree(saved_once, tmp_path / "index"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of one document."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "cat.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    return folder


def generation(index: Path) -> Path:
    (folder,) = index.glob("generation-*")
    return folder


def test_a_loaded_index_finds_the_same(retriever: Retriever, saved: Path) -> None:
    """Documents, passages and hits are equal, in every mode, and every offset still gives its own text."""
    loaded = Retriever.load(saved, encoder=HashingEncoder())
    assert dict(loaded.documents) == dict(retriever.documents)
    assert list(loaded.passages) == list(retriever.passages)
    for mode in ("hybrid", "vectors", "keywords"):
        assert loaded.search(QUESTION, top_k=50, mode=mode) == retriever.search(QUESTION, top_k=50, mode=mode)
    for passage in loaded.passages:
        assert loaded.documents[passage.document_id].text[passage.start : passage.end] == passage.text


def test_loading_encodes_nothing(saved: Path, encoder: HashingEncoder) -> None:
    """Only the question is encoded."""
    Retriever.load(saved, encoder=encoder).search(QUESTION)
    assert encoder.passes == 1


def test_the_folder_holds_open_formats(saved: Path) -> None:
    """JSON, text and NumPy without pickle; the manifest says what it was made with and from."""
    folder = generation(saved)
    assert sorted(path.name for path in folder.iterdir()) == PARTS
    for part in folder.glob("*.npy"):
        np.load(part, allow_pickle=False)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["encoder"], manifest["dim"], manifest["documents"]) == ("hashing-bigrams", 256, 5)


def test_what_is_stored_changes_only_with_the_number_of_its_format(saved: Path) -> None:
    """Whoever changes one of these gives ``FORMAT`` the next number and writes both down here."""
    folder = generation(saved)
    summary = json.loads((folder / "0000-summary.json").read_text(encoding="utf-8"))
    first, *_ = (folder / "sources.jsonl").read_text(encoding="utf-8").splitlines()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (FORMAT, list(summary), list(json.loads(first)), list(manifest)) == (
        10,
        ["characters", "places", "newest", "chinese", "error"],
        ["name", "sha256", "documents", "error", "disputed"],
        ["format", "encoder", "dim", "pooling", *RULES, "corpus", "corpus_digest", *COUNTS, "parts"],
    )


def test_two_saves_write_the_same_bytes(retriever: Retriever, tmp_path: Path) -> None:
    """The same index, the same files."""
    for name in ("first", "second"):
        retriever.save(tmp_path / name)
    first, second = generation(tmp_path / "first"), generation(tmp_path / "second")
    assert {part.name: part.read_bytes() for part in first.iterdir()} == {
        part.name: part.read_bytes() for part in second.iterdir()
    }


def test_saving_again_leaves_one_index(retriever: Retriever, saved: Path, corpus: Path) -> None:
    """The later one replaces the earlier, and its files go."""
    Retriever.from_path(corpus, encoder=HashingEncoder()).save(saved)
    assert len(list(saved.glob("generation-*"))) == 1
    assert list(Retriever.load(saved, encoder=HashingEncoder()).documents) == ["cat.txt"]


@pytest.mark.parametrize("damage", [cut_short, one_byte_changed, emptied, Path.unlink])
def test_a_damaged_part_is_named_with_what_mends_it(saved: Path, damage: Callable[[Path], None]) -> None:
    """Cut short, changed, emptied or gone: the error names the file and the command. One changed byte of the manifest
    may also read as another encoder or format, which is refused as well."""
    for part in (generation(saved) / name for name in PARTS):
        whole = part.read_bytes()
        damage(part)
        with pytest.raises(StaleIndexError, match=MEND) as caught:
            Retriever.load(saved, encoder=HashingEncoder())
        assert part.name in str(caught.value) or (part.name, damage) == ("manifest.json", one_byte_changed)
        part.write_bytes(whole)


@pytest.mark.parametrize("content", ["", "../elsewhere", "generation-of-another-time\n"])
def test_a_damaged_pointer_is_an_error_with_what_mends_it(saved: Path, content: str) -> None:
    """The pointer to the newest index may be damaged too, and leads nowhere else."""
    (saved / "current").write_text(content, encoding="utf-8")
    with pytest.raises(StaleIndexError, match=MEND):
        Retriever.load(saved, encoder=HashingEncoder())


@pytest.mark.parametrize("other", [HashingEncoder(name="another"), HashingEncoder(dim=128)])
def test_another_encoder_is_refused(saved: Path, other: HashingEncoder) -> None:
    """An index answers only for the encoder that made it."""
    with pytest.raises(StaleIndexError, match=MEND):
        Retriever.load(saved, encoder=other)


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    """Also one that does not exist; the message says how to make one."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FileNotFoundError, match=f"{folder.name} holds no index.*{MEND}"):
            Retriever.load(folder, encoder=HashingEncoder())


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
    emptied(generation(index) / "0000-vectors.npy")
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
