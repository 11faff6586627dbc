"""An index on disk: the same hits as before, or an error that says what to do."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings.on_disk import FileBytes
from qa import Retriever, StaleIndexError
from qa.index import store
from qa.index.held_words import HeldWords
from qa.index.packs import BLOCK
from qa.index.staleness import FORMAT
from tests.conftest import HashingEncoder
from tests.saved import array_of, contents, generation, manifest, places
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
COUNTS = ["documents", "passages", "sentences", "postings", "cells", "segments", "shards"]
SEGMENT_PARTS = [
    "keyword_counts.npy",
    "keyword_lengths.npy",
    "keyword_rows.npy",
    "keyword_starts.npy",
    "moments.npy",
    "token_heads.npy",
    "token_starts.npy",
    "tokens.txt",
]
PARTS = [
    *(f"0000-{name}" for name in SHARD_PARTS),
    *(f"segment-00-{name}" for name in SEGMENT_PARTS),
    "sources.jsonl",
]
FILES = ["manifest.json", "pack-000001", "sums.npy"]


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
    """JSON, text and NumPy without pickle, one behind the other; the manifest says where, and what made them."""
    held, said = contents(saved), manifest(saved)
    assert sorted(path.name for path in generation(saved).iterdir()) == FILES
    assert list(held) == [*said["parts"]]
    assert sorted(held) == PARTS
    for name, data in held.items():
        assert hashlib.sha256(data).hexdigest() == places(saved)[name].sha256
        if name.endswith(".npy"):
            array_of(data)
    assert b"".join(held.values()) == (generation(saved) / "pack-000001").read_bytes()
    assert (said["encoder"], said["dim"], said["documents"]) == ("hashing-bigrams", 256, 5)


def test_what_is_stored_changes_only_with_the_number_of_its_format(saved: Path) -> None:
    """Whoever changes one of these gives ``FORMAT`` the next number and writes both down here."""
    held = contents(saved)
    summary = json.loads(held["0000-summary.json"])
    first, *_ = held["sources.jsonl"].splitlines()
    text, *_ = held["0000-texts.jsonl"].splitlines()
    paragraph = json.loads(text)["paragraphs"][0]
    said = [*COUNTS, "shards_of_segments", "packs", "parts", "sums"]
    assert (FORMAT, list(paragraph), list(summary), list(json.loads(first)), list(manifest(saved))) == (
        13,
        ["start", "end", "kind", "lines", "page", "incomplete", "level", "scanned"],
        ["characters", "ids", "places", "periods", "chinese", "error"],
        ["name", "sha256", "documents", "error", "disputed"],
        ["format", "encoder", "dim", "pooling", *RULES, "corpus", "corpus_digest", *said],
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


def read_whole(index: Path) -> None:
    """Open it and look at everything that it holds."""
    loaded = Retriever.load(index, encoder=HashingEncoder()).index
    assert list(loaded.documents)
    assert list(loaded.passages)
    assert loaded.vectors.nearest(np.ones(256, np.float32), 5)[1].tolist()
    assert len(HeldWords(loaded.keywords, ["青年"]).best([["青年"]], 5))
    assert loaded.sentence_vectors[0:1000].any()
    for shard in loaded.shards:
        assert all(np.asarray(part).size for part in (shard.keys, shard.derived.codes, shard.derived.moments))


@pytest.mark.parametrize("damage", [cut_short, one_byte_changed, emptied, Path.unlink])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named_when_it_is_opened(saved: Path, name: str, damage: Callable[[Path], None]) -> None:
    """Cut short, emptied or gone, and any other manifest: the error names the file and the command."""
    file = generation(saved) / name
    damage(file)
    with pytest.raises(StaleIndexError, match=f"{name}.*{MEND}"):
        read_whole(saved)
    if (name, damage) != ("pack-000001", one_byte_changed):
        with pytest.raises(StaleIndexError, match=f"{name}.*{MEND}"):
            Retriever.load(saved, encoder=HashingEncoder())


@pytest.mark.parametrize("at", [0, 0.5, 1])
@pytest.mark.parametrize("small", [True, False], ids=["small", "large"])
def test_a_damaged_part_is_never_read(saved: Path, at: float, small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte of any part, its first, its middle and its last: whoever opens a small index, or reads that part of a
    large one, is told its name and what mends it."""
    monkeypatch.setattr(store, "CHECKED_WHOLE", store.CHECKED_WHOLE * small)
    pack = generation(saved) / "pack-000001"
    whole = pack.read_bytes()
    for name, place in places(saved).items():
        data = bytearray(whole)
        data[place.start + int(at * (place.size - 1))] ^= 1
        pack.write_bytes(data)
        with pytest.raises(StaleIndexError, match=f"{name} in it is damaged.*{MEND}"):
            Retriever.load(saved, encoder=HashingEncoder()) if small else read_whole(saved)


def test_opening_a_large_index_reads_little(saved_once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the texts, the vectors and the keywords, but what says how long they are."""
    monkeypatch.setattr(store, "CHECKED_WHOLE", 0)
    read = []
    whole = FileBytes.read
    monkeypatch.setattr(FileBytes, "read", lambda file, first, size: (read.append(size), whole(file, first, size))[1])
    Retriever.load(saved_once, encoder=HashingEncoder())
    held = {name: place.size for name, place in places(saved_once).items()}
    large = [size for name, size in held.items() if re.search(r"vectors|codes|moments|jsonl|tokens|rows", name)]
    assert sum(read) < sum(held.values()) - sum(size - BLOCK for size in large if size > BLOCK)


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
