"""Training a tiny reader: it learns, freezes what it should, and a break changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForQuestionAnswering, BertForQuestionAnswering

from embeddings.build.bert_weights import starting_model
from embeddings.build.checkpoint import Checkpoint
from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion
from embeddings.build.train_reader import Plan, _schedule, freeze, train

pytestmark = pytest.mark.slow

PLAN = Plan(steps=6, tokens=400, rate=1e-3, warm_up=2, every=2, tried=3)
TEXT = "第{n}座桥长{n}00米，由一位工程师设计。它连接南岸和北岸。"


def bridges(name: str, count: int) -> ReadingSet:
    passages = {str(n): ReadPassage("桥", TEXT.format(n=n)) for n in range(1, count + 1)}
    questions = []
    for n in range(1, count + 1):
        start = passages[str(n)].text.index(f"{n}00米")
        questions.append(ReadQuestion(f"第{n}座桥长多少米？", str(n), ((start, start + len(f"{n}00米")),)))
    return ReadingSet(name, passages, questions)


SETS = [bridges("bridges", 20)]
WRONG = {"bridges": [["1", "2"]] * 20}


class Breaking(list[ReadQuestion]):
    """Questions that can be gone through once; the second time the run is broken off."""

    times = 0

    def __iter__(self) -> Iterator[ReadQuestion]:
        self.times += 1
        if self.times == 2:
            raise KeyboardInterrupt
        return super().__iter__()


def begin(checkpoint: Checkpoint) -> BertForQuestionAnswering:
    torch.manual_seed(3)
    model = starting_model(checkpoint, np.arange(len(checkpoint.words.scales)), [1, 3])
    freeze(model, 1)
    return model


def log_of(run: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{name: value for name, value in line.items() if name != "seconds"} for line in lines]


@pytest.fixture(scope="module")
def whole_run(tiny_checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run without a break."""
    run: Path = tmp_path_factory.mktemp("whole")
    train(begin(tiny_checkpoint), SETS, WRONG, bridges("held-out", 5), run, PLAN)
    return run


def test_the_log_has_a_line_for_every_checkpoint(whole_run: Path) -> None:
    """With the mean loss since the last and the held-out set's scores, 0–100."""
    log = log_of(whole_run)
    assert [line["step"] for line in log] == [2, 4, 6]
    assert all(set(line) == {"step", "loss", "exact", "f1", "said_no"} for line in log)
    assert log[0]["loss"] > log[2]["loss"] > 0
    assert all(0 <= line[name] <= 100 for line in log for name in ("exact", "f1", "said_no"))


def test_a_broken_run_goes_on_as_if_it_was_not(whole_run: Path, tiny_checkpoint: Checkpoint, tmp_path: Path) -> None:
    """Broken off while step 4 is measured, begun again from step 2: the same log and the same weights."""
    held_out = bridges("held-out", 5)
    breaking = ReadingSet(held_out.name, held_out.passages, Breaking(held_out.questions))
    with pytest.raises(KeyboardInterrupt):
        train(begin(tiny_checkpoint), SETS, WRONG, breaking, tmp_path, PLAN)
    assert [line["step"] for line in log_of(tmp_path)] == [2]
    assert not (tmp_path / "config.json").exists()
    train(begin(tiny_checkpoint), SETS, WRONG, held_out, tmp_path, PLAN)
    assert log_of(tmp_path) == log_of(whole_run)
    assert (tmp_path / "model.safetensors").read_bytes() == (whole_run / "model.safetensors").read_bytes()


def test_a_finished_run_is_not_trained_further(whole_run: Path, tiny_checkpoint: Checkpoint) -> None:
    before = {path.name: path.read_bytes() for path in whole_run.iterdir()}
    train(begin(tiny_checkpoint), SETS, WRONG, bridges("held-out", 5), whole_run, PLAN)
    assert {path.name: path.read_bytes() for path in whole_run.iterdir()} == before


def test_what_is_written_opens_with_transformers(whole_run: Path, tiny_checkpoint: Checkpoint) -> None:
    """Words, positions and the lowest layer are as they were; what lies above and the head have moved."""
    trained, began = (
        AutoModelForQuestionAnswering.from_pretrained(whole_run).state_dict(),
        begin(tiny_checkpoint).state_dict(),
    )
    same = {name for name in began if torch.equal(trained[name], began[name])}
    assert same == {name for name in began if name.startswith(("bert.embeddings.", "bert.encoder.layer.0."))}


@pytest.mark.parametrize(
    ("step", "share"), [(0, 0), (1, 0.5), (2, 1), (5, 1), (6, 1), (8, 0.5), (10, 0), (11, 0)]
)  # fmt: skip
def test_the_rate_rises_stays_and_falls(step: int, share: float) -> None:
    assert _schedule(step, Plan(steps=10, warm_up=2, falling=0.4)) == pytest.approx(share)
