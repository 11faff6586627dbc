"""An index on disk: the same hits as before, or an error that says what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa import Retriever, StaleIndexError
from qa.index.staleness import FORMAT
from tests.conftest import HashingEncoder
from tests.small import document

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
    text, *_ = (folder / "0000-texts.jsonl").read_text(encoding="utf-8").splitlines()
    paragraph = json.loads(text)["paragraphs"][0]
    assert (FORMAT, list(paragraph), list(summary), list(json.loads(first)), list(manifest)) == (
        11,
        ["start", "end", "kind", "lines", "page", "incomplete", "level", "scanned"],
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


def test_saving_again_leaves_one_index(saved: Path) -> None:
    """The later one replaces the earlier, and its files go."""
    other = document("cat.txt", "猫咪每天要睡十六个小时。\n")
    Retriever.from_documents([other], encoder=HashingEncoder()).save(saved)
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
