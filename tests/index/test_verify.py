"""``verify`` names whatever no longer holds of a saved index, and says nothing of a sound one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa import Retriever, StaleIndexError
from qa.cli import main
from qa.index.shards import Summary
from qa.index.staleness import FORMAT
from qa.index.stored_parts import npy
from qa.index.verify import verify
from qa.types import Document, Paragraph
from tests.conftest import ARTICLES, HashingEncoder
from tests.saved import array_of, contents, generation, manifest, places, put, write_manifest


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "cat.txt").write_text("猫咪每天要睡十六个小时。\n\n它们喜欢晒太阳。\n", encoding="utf-8")
    (folder / "dog.txt").write_text("小狗每天要走两公里路。\n", encoding="utf-8")
    return folder


@pytest.fixture
def saved(corpus: Path, tmp_path: Path) -> Path:
    """Their index."""
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(tmp_path / "index")
    return tmp_path / "index"


def forge(index: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Change what a part holds, and every digest with it: only the part's own meaning can tell."""
    data = contents(index)[name]
    put(index, name, bytes(npy(change(array_of(data)))) if name.endswith(".npy") else change(data.decode()).encode())


def test_a_sound_index_has_no_problems(retriever: Retriever, saved: Path, tmp_path: Path) -> None:
    """The articles, a folder of two, and documents that the caller made."""
    assert verify(saved) == []
    retriever.save(tmp_path / "articles")
    assert verify(tmp_path / "articles") == []
    paragraph = Paragraph(0, 3, "body", (1,))
    document = Document("a", "题", None, None, (), "猫咪。", (paragraph,), "0" * 64)
    Retriever.from_documents([document], encoder=HashingEncoder()).save(tmp_path / "made")
    assert verify(tmp_path / "made") == []


def swapped(array: Any) -> Any:
    return array[::-1].copy()


def scaled(array: Any) -> Any:
    array[0] *= 2
    return array


def not_a_number(array: Any) -> Any:
    array[0, 0] = np.nan
    return array


FORGED = [
    (
        "0000-passages.jsonl",
        lambda text: text.replace("十六个小时", "十五个小时"),
        "0000-passages.jsonl: cat.txt#0-21 is not what cat.txt says",
    ),
    (
        "0000-passages.jsonl",
        lambda text: text.replace('"sentences": [[0, 12], ', '"sentences": [         '),
        "0000-passages.jsonl: cat.txt#0-21 does not have a vector for each sentence",
    ),
    ("0000-texts.jsonl", lambda text: text.replace('"end": 12', '"end": 99'), "paragraphs of cat.txt overlap"),
    ("0000-vectors.npy", scaled, "row 0 is not a vector of length 1"),
    ("0000-vectors.npy", not_a_number, "row 0 is not a vector of length 1"),
    ("0000-sentence_vectors.npy", not_a_number, "row 0 is not a vector of length 1"),
    ("0000-codes.npy", swapped, "not the vectors in half precision"),
    ("0000-kinds.npy", lambda array: array - 1, "kinds.npy: not the roles of the passages"),
    ("0000-moments.npy", scaled, "moments.npy: not those of the vectors"),
    (
        "0000-summary.json",
        lambda text: text.replace('"chinese": 2', '"chinese": 0'),
        "0000-summary.json: not what the documents and passages say",
    ),
    (
        "0000-summary.json",
        lambda text: re.sub('"error": [^,}]+', '"error": 0.0', text),
        "0000-summary.json: not the error of the codes",
    ),
    ("segment-00-moments.npy", scaled, "segment-00-moments.npy: not the sum of those of its shards"),
    ("0000-passages_lines.npy", swapped, "offsets do not ascend"),
    ("0000-passage_starts.npy", swapped, "does not fit the documents and passages"),
    ("0000-sentence_starts.npy", lambda array: array[:-1], "do not have the same number of rows"),
    ("0000-keys.npy", lambda array: array[:-1], "do not have the same number of rows"),
    ("0000-keys.npy", swapped, "0000-keys.npy: row 0 is not the digest of that passage and of the encoder 'hashing-"),
    (
        "0000-vectors.npy",
        lambda array: array[:, :-1].copy(),
        "its rows are not of the length 256 that the manifest says",
    ),
    ("segment-00-keyword_rows.npy", lambda array: array + 99, "postings do not ascend"),
    ("segment-00-keyword_counts.npy", scaled, "not the number of tokens of each passage"),
    ("segment-00-keyword_lengths.npy", scaled, "not the number of tokens of each passage"),
    ("segment-00-keyword_starts.npy", swapped, "does not fit tokens and postings"),
    ("segment-00-tokens.txt", lambda text: "".join(reversed(text.splitlines(keepends=True))), "tokens do not ascend"),
    ("segment-00-token_heads.npy", swapped, "not the beginnings of the tokens"),
    ("sources.jsonl", lambda text: text.replace("cat.txt", "cow.txt"), "digest that the manifest says"),
    ("sources.jsonl", lambda text: text.replace('["cat.txt"]', '["cow.txt"]'), "does not name the documents"),
]


@pytest.mark.parametrize(("name", "change", "said"), FORGED, ids=[f"{one[0]}: {one[2]}" for one in FORGED])
def test_a_part_that_lies_is_named(saved: Path, name: str, change: Callable[[Any], Any], said: str) -> None:
    """Even when its checksum is right."""
    forge(saved, name, change)
    problems = verify(saved)
    assert any(said in problem for problem in problems), problems
    named = [Path(problem.partition(": ")[0]) for problem in problems]
    folder = generation(saved)
    assert folder in {path.parent for path in named} | set(named)
    known = {folder / part for part in places(saved)} | {folder / "manifest.json", folder}
    assert [path for path in named if path not in known and path.parent.name != "corpus"] == []


@pytest.mark.parametrize("field", [one.name for one in fields(Summary)])
def test_a_summary_without_a_field_is_refused_when_it_is_opened(saved: Path, field: str) -> None:
    """Not by the first question that needs it."""
    forge(saved, "0000-summary.json", lambda text: text.replace(f'"{field}"', '"another"'))
    with pytest.raises(StaleIndexError, match=f"'{field}'|'another'.*chuchu index"):
        Retriever.load(saved, encoder=HashingEncoder())
    assert ["do not fit together" in problem for problem in verify(saved)] == [True]


def test_wrong_counts_are_named(saved: Path) -> None:
    """What the manifest says is compared with what is stored."""
    write_manifest(saved, manifest(saved) | {"passages": 4})
    assert [problem.partition(": ")[2] for problem in verify(saved)] == ["says 4 passages, stored are 2"]


def test_another_encoder_in_the_manifest_is_named(saved: Path) -> None:
    """No model is loaded to see it: the digests of what was encoded hold the name."""
    write_manifest(saved, manifest(saved) | {"encoder": "another@0123456789ab"})
    (problem,) = verify(saved)
    assert problem.partition("0000-")[2].startswith("keys.npy: row 0 is not the digest of that passage and of the")
    assert problem.endswith("'another@0123456789ab'")


def test_damaged_and_strange_files_are_named(saved: Path) -> None:
    """Every damaged part, not the first alone; and what does not belong there."""
    folder = generation(saved)
    (folder / "left.npy").write_bytes(b"")
    assert [problem.rpartition("/")[2] for problem in verify(saved)] == ["left.npy: not a part of the index"]
    damaged = ["0000-keys.npy", "segment-00-tokens.txt"]
    data = bytearray((folder / "pack-000001").read_bytes())
    for name in damaged:
        data[places(saved)[name].start + 3] ^= 1
    (folder / "pack-000001").write_bytes(data)
    said = [f"{folder / 'pack-000001'}: {name} in it is damaged; build it again with: chuchu index" for name in damaged]
    assert [problem.partition(" FOLDER")[0] for problem in verify(saved)] == said
    (folder / "pack-000001").write_bytes(data[:-1])
    (problem,) = verify(saved)
    assert f"it has {len(data) - 1} bytes, not {len(data)}; build it again with" in problem


def test_stale_files_are_named(saved: Path, corpus: Path) -> None:
    """Changed, removed and added since; also when only the facts beside a document changed."""
    (corpus / "cat.txt").write_text("猫咪每天要睡十五个小时。", encoding="utf-8")
    (corpus / "dog.txt").unlink()
    (corpus / "cow.txt").write_text("奶牛每天要吃草。", encoding="utf-8")
    said = [problem.partition(" since")[0] for problem in verify(saved)]
    assert said == [f"{corpus / 'cat.txt'}: changed", f"{corpus / 'dog.txt'}: removed", f"{corpus / 'cow.txt'}: added"]


def test_a_passage_that_its_file_does_not_give_is_named(saved: Path, corpus: Path) -> None:
    """What is stored fits together, and the file is the one that was read; only reading it again shows the lie."""

    def another_line(text: str) -> str:
        cat, dog = text.splitlines(keepends=True)
        return cat + dog.replace('"lines": [1]', '"lines": [2]')

    forge(saved, "0000-texts.jsonl", another_line)
    said = f"{corpus / 'dog.txt'}: its passages are not those stored; build the index again with: "
    assert [problem.partition("chuchu")[0] for problem in verify(saved)] == [said]


def test_files_of_several_documents_and_files_that_cannot_be_read_are_sound(tmp_path: Path) -> None:
    """Read again, they give the same ids and the same errors."""
    rows = [{"id": "b.txt", "text": "小狗每天要走两公里路。"}, {"id": "羊", "text": "山羊每天要吃草。"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows, rows[1]]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("猫咪每天要睡十六个小时。", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02")
    Retriever.from_path(tmp_path, encoder=HashingEncoder(), cached=False).save(tmp_path / ".index")
    assert verify(tmp_path / ".index") == []


def test_documents_that_were_moved_are_found_again(saved: Path, corpus: Path) -> None:
    """Told where they lie, all is well."""
    moved = corpus.rename(corpus.with_name("moved"))
    (problem,) = verify(saved)
    assert "--corpus" in problem
    assert verify(saved, corpus=moved) == []


def test_the_exit_status_says_it_too(saved: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 when all is well, 1 when not or when there is no index; ``--json`` lists the problems."""
    assert main(["verify", str(saved)]) == 0
    assert "whole" in capsys.readouterr().out
    (corpus / "dog.txt").unlink()
    assert main(["verify", str(saved)]) == 1
    assert "dog.txt: removed" in capsys.readouterr().out
    assert main(["verify", str(saved), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1
    assert main(["verify", str(saved), "--corpus", str(ARTICLES)]) == 1
    assert main(["verify", str(corpus)]) == 1
    assert "holds no index" in capsys.readouterr().err


def test_a_manifest_from_the_future_is_a_problem(saved: Path) -> None:
    """With both numbers."""
    write_manifest(saved, manifest(saved) | {"format": 99})
    (problem,) = verify(saved)
    assert f"format 99, not {FORMAT}" in problem
