"""The reader's folder is made from a run, finished or not, and reads as the run's model does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from transformers import AutoModelForQuestionAnswering

from embeddings import load_reader
from embeddings.build.bert_weights import layers_of, starting_model
from embeddings.build.checkpoint import Checkpoint
from embeddings.build.reader_model import build_reader
from embeddings.build.training_run import save_state

pytestmark = pytest.mark.slow

IDS = [0, 500, 2_000, 40_000, 2, 2, 900, 901, 902, 31_000, 44_444, 2]


@pytest.fixture(scope="module")
def run(tiny_checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two random layers and a random head, as ``transformers`` saves them."""
    torch.manual_seed(0)
    model = starting_model(tiny_checkpoint, np.arange(len(tiny_checkpoint.words.scales)), layers_of(2, 4))
    torch.nn.init.normal_(model.qa_outputs.weight, std=1.0)
    folder: Path = tmp_path_factory.mktemp("run")
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def made(run: Path, tiny_checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's folder that is made of it."""
    folder: Path = tmp_path_factory.mktemp("made")
    build_reader([run], folder, tiny_checkpoint, np.arange(len(tiny_checkpoint.words.scales)))
    return folder


def test_int8_logits_are_near_those_of_the_run(made: Path, run: Path) -> None:
    session = onnxruntime.InferenceSession(str(made / "model.onnx"))
    model = AutoModelForQuestionAnswering.from_pretrained(run).eval()
    with torch.inference_mode():
        given = model(torch.tensor([IDS]))
    expected = torch.stack([given.start_logits[0], given.end_logits[0]], dim=-1).numpy()
    (logits,) = session.run(None, {"input_ids": np.array([IDS], np.int64)})
    assert logits.shape == (1, len(IDS), 2)
    assert np.abs(logits[0] - expected).max() < 0.1 * expected.std()
    assert np.corrcoef(logits[0].ravel(), expected.ravel())[0, 1] > 0.999


def test_the_manifest_names_what_was_made(made: Path) -> None:
    manifest = json.loads((made / "reader.json").read_text(encoding="utf-8"))
    assert (manifest["layers"], manifest["model"], manifest["tokenizer"]) == (2, "model.onnx", "tokenizer.json")
    assert sorted(path.name for path in made.iterdir()) == ["model.onnx", "reader.json", "tokenizer.json"]
    assert load_reader(made).name == f"multilingual-e5-small-reader-int8-zh-en@{manifest['sha256']['model.onnx'][:12]}"


def test_an_unfinished_run_gives_the_same_bytes_as_the_finished_one(
    tiny_checkpoint: Checkpoint, made: Path, run: Path, tmp_path: Path
) -> None:
    """And the same input the same bytes."""
    every = np.arange(len(tiny_checkpoint.words.scales))
    model = AutoModelForQuestionAnswering.from_pretrained(run)
    save_state(tmp_path, model, torch.optim.AdamW(model.parameters()), 7)
    build_reader([tmp_path], tmp_path / "reader", tiny_checkpoint, every)
    for name in ("model.onnx", "tokenizer.json", "reader.json"):
        assert (tmp_path / "reader" / name).read_bytes() == (made / name).read_bytes(), name


def test_a_run_over_other_word_vectors_is_refused(tiny_checkpoint: Checkpoint, tmp_path: Path) -> None:
    every = np.arange(len(tiny_checkpoint.words.scales))
    model = starting_model(tiny_checkpoint, every, [0])
    torch.nn.init.zeros_(model.bert.embeddings.word_embeddings.weight)
    model.save_pretrained(tmp_path / "run")
    with pytest.raises(ValueError, match="the word vectors are not the default encoder's"):
        build_reader([tmp_path / "run"], tmp_path / "reader", tiny_checkpoint, every)
    assert not (tmp_path / "reader").exists()


def test_several_runs_are_averaged(tiny_checkpoint: Checkpoint, run: Path, tmp_path: Path) -> None:
    """A finished and an unfinished one: as a run with the mean of their weights."""
    every = np.arange(len(tiny_checkpoint.words.scales))
    model = AutoModelForQuestionAnswering.from_pretrained(run)
    with torch.no_grad():
        model.qa_outputs.weight *= 2
    (tmp_path / "other").mkdir()
    save_state(tmp_path / "other", model, torch.optim.AdamW(model.parameters()), 7)
    build_reader([run, tmp_path / "other"], tmp_path / "averaged", tiny_checkpoint, every)
    with torch.no_grad():
        model.qa_outputs.weight *= 0.75
    model.save_pretrained(tmp_path / "mean")
    build_reader([tmp_path / "mean"], tmp_path / "expected", tiny_checkpoint, every)
    digests = [json.loads((tmp_path / name / "reader.json").read_text())["sha256"] for name in ("averaged", "expected")]
    assert digests[0] == digests[1]


def test_runs_of_different_models_are_not_averaged(tiny_checkpoint: Checkpoint, run: Path, tmp_path: Path) -> None:
    every = np.arange(len(tiny_checkpoint.words.scales))
    starting_model(tiny_checkpoint, every, [0]).save_pretrained(tmp_path / "smaller")
    with pytest.raises(ValueError, match="the runs have not the same weights"):
        build_reader([run, tmp_path / "smaller"], tmp_path / "reader", tiny_checkpoint, every)
