"""Reading sets from their folders: every span is the words that it says, what is excluded is left out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from embeddings.build.reading_sets import ReadPassage, ReadQuestion, read_reading_set, read_reading_sets

CORPUS = [
    {"id": "a", "title": "猫", "text": "猫每天睡十六个小时。猫吃鱼。"},
    {"id": "b", "title": None, "text": "𠮷田先生养猫， 猫吃鱼 。"},
]
QUERIES = [
    {"id": "1", "text": "猫吃什么？", "spans": [
        {"doc_id": "a", "text": "鱼", "answer_start": 12}, {"doc_id": "b", "text": " 猫吃鱼 ", "answer_start": 7}]},
    {"id": "2", "text": "睡多久？", "spans": [
        {"doc_id": "a", "text": "十六个小时", "answer_start": 4}, {"doc_id": "a", "text": "十六", "answer_start": 4},
        {"doc_id": "a", "text": "十六", "answer_start": 4}]},
]  # fmt: skip


def write(folder: Path, **files: list[dict[str, Any]]) -> Path:
    folder.mkdir(parents=True)
    for name, rows in files.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_passages_and_questions_in_the_order_of_their_files(tmp_path: Path) -> None:
    """One question for each passage that answers, each annotator's span once, white space at its ends dropped."""
    one = read_reading_set(write(tmp_path / "cats", corpus=CORPUS, queries=QUERIES))
    assert one.name == "cats"
    assert one.passages == {"a": ReadPassage("猫", CORPUS[0]["text"]), "b": ReadPassage("", CORPUS[1]["text"])}
    assert one.questions == [
        ReadQuestion("猫吃什么？", "a", ((12, 13),)),
        ReadQuestion("猫吃什么？", "b", ((8, 11),)),
        ReadQuestion("睡多久？", "a", ((4, 9), (4, 6))),
    ]
    assert one.passages["b"].text[8:11] == "猫吃鱼"


def test_questions_without_an_answer_stand_last(tmp_path: Path) -> None:
    outside = [{"id": "3", "text": "狗吃什么？", "doc_id": "b"}]
    one = read_reading_set(write(tmp_path / "cats", corpus=CORPUS, queries=QUERIES[1:], unanswerable=outside))
    assert one.questions[1:] == [ReadQuestion("狗吃什么？", "b", ())]


def test_a_file_may_be_packed(tmp_path: Path) -> None:
    plain = read_reading_set(write(tmp_path / "cats", corpus=CORPUS, queries=QUERIES))
    for path in list((tmp_path / "cats").iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert read_reading_set(tmp_path / "cats") == plain


def test_a_span_that_is_not_its_words_is_an_error(tmp_path: Path) -> None:
    wrong = [{"id": "7", "text": "？", "spans": [{"doc_id": "a", "text": "鱼", "answer_start": 11}]}]
    folder = write(tmp_path / "cats", corpus=CORPUS, queries=wrong)
    with pytest.raises(ValueError, match="7: '鱼' does not stand at 11 of passage a"):
        read_reading_set(folder)


def test_a_folder_without_its_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"corpus\.jsonl"):
        read_reading_set(tmp_path)


def test_excluded_passages_go_with_their_questions(tmp_path: Path) -> None:
    """The list beside any of the sets counts for all of them, by the set's name, and for what was converted from it."""
    outside = [{"id": "3", "text": "狗吃什么？", "doc_id": "a"}]
    folders = [
        write(tmp_path / "one" / "cats", corpus=CORPUS, queries=QUERIES, unanswerable=outside),
        write(tmp_path / "two" / "cats-t2s", corpus=CORPUS, queries=QUERIES[1:]),
        write(tmp_path / "two" / "catsup", corpus=CORPUS, queries=QUERIES),
    ]
    listed = {"cats": {"passages": [{"id": "a", "shares_50_characters_with": ["dev"]}]}}
    (tmp_path / "two" / "exclude-from-bench.json").write_text(json.dumps(listed), encoding="utf-8")
    cats, converted, others = read_reading_sets(folders)
    assert (list(cats.passages), cats.questions) == (["b"], [ReadQuestion("猫吃什么？", "b", ((8, 11),))])
    assert (list(converted.passages), converted.questions) == (["b"], [])
    assert (list(others.passages), len(others.questions)) == (["a", "b"], 3)
