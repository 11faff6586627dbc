"""Public reading sets from their folders: questions with the stretches of a passage that answer them.

It changes no text and makes no question of its own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and what stands above it; ``title`` may be empty."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question about passage ``passage`` of its set.

    answers: offsets in code points of the passage's text, those of several annotators; empty if it does not answer.
    """

    text: str
    passage: str
    answers: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """Passages by id, and the questions about them, in the order of their files."""

    name: str
    passages: Mapping[str, ReadPassage]
    questions: Sequence[ReadQuestion]


def read_reading_set(folder: Path, *, excluded: frozenset[str] = frozenset()) -> ReadingSet:
    """Read ``corpus.jsonl``, ``queries.jsonl`` and, if there, ``unanswerable.jsonl``; each may also end in ``.gz``.

    excluded: ids of passages to leave out, with their questions. Spans of white space at an answer's ends are dropped.

    :raises FileNotFoundError: If the folder lacks one of the first two files.
    :raises ValueError: If a span is not the words that it says.
    """
    passages = {
        row["id"]: ReadPassage(row.get("title") or "", row["text"])
        for row in _rows(folder, "corpus")
        if row["id"] not in excluded
    }
    questions = [question for row in _rows(folder, "queries") for question in _answered(row, passages)]
    if any(folder.glob("unanswerable.jsonl*")):
        rows = _rows(folder, "unanswerable")
        questions += [ReadQuestion(row["text"], row["doc_id"], ()) for row in rows if row["doc_id"] in passages]
    return ReadingSet(folder.name, passages, questions)


def read_reading_sets(folders: Sequence[Path]) -> list[ReadingSet]:
    """The sets; ``exclude-from-bench.json`` beside any of them names passages that are left out of whichever.

    What it says of ``NAME`` holds for ``NAME-...`` too: the same passages, converted.
    """
    listed: dict[str, Any] = {}
    for path in dict.fromkeys(folder.parent / "exclude-from-bench.json" for folder in folders):
        if path.is_file():
            listed |= json.loads(path.read_text(encoding="utf-8"))
    return [read_reading_set(folder, excluded=frozenset(_excluded(folder.name, listed))) for folder in folders]


def _excluded(name: str, listed: Mapping[str, Any]) -> Iterator[str]:
    for other, own in listed.items():
        if f"{name}-".startswith(f"{other}-"):
            yield from (row["id"] for row in own["passages"])


def _answered(row: Mapping[str, Any], passages: Mapping[str, ReadPassage]) -> Iterator[ReadQuestion]:
    """One question for each passage that the row's answers stand in."""
    spans: dict[str, list[Stretch]] = {}
    for span in row["spans"]:
        if span["doc_id"] not in passages:
            continue
        start, words = span["answer_start"], span["text"]
        if passages[span["doc_id"]].text[start : start + len(words)] != words:
            raise ValueError(f"{row['id']}: {words!r} does not stand at {start} of passage {span['doc_id']}")
        start += len(words) - len(words.lstrip())
        spans.setdefault(span["doc_id"], []).append((start, start + len(words.strip())))
    for passage, answers in spans.items():
        yield ReadQuestion(row["text"], passage, tuple(dict.fromkeys(answers)))


def _rows(folder: Path, stem: str) -> Iterator[dict[str, Any]]:
    packed = folder / f"{stem}.jsonl.gz"
    path = packed if packed.exists() else folder / f"{stem}.jsonl"
    with gzip.open(path, "rt", encoding="utf-8") if path == packed else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
