"""The folder of a training run: its log, and the checkpoint that it goes on from after a break."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from transformers import AutoModelForQuestionAnswering, BertForQuestionAnswering

CHECKPOINT_FILE = "checkpoint.safetensors"
_LOG = "log.jsonl"
_OPTIMIZER = "optimizer."


def note(run: Path, **values: float) -> None:
    """Add a line to the log."""
    with (run / _LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({name: round(value, 4) for name, value in values.items()}) + "\n")


def save_state(run: Path, model: BertForQuestionAnswering, optimizer: torch.optim.Optimizer, step: int) -> None:
    """Write the state after ``step``, whole or not at all; word vectors are frozen, so they are left out."""
    tensors = {name: weight.contiguous() for name, weight in model.state_dict().items() if "word_emb" not in name}
    for number, state in optimizer.state_dict()["state"].items():
        tensors |= {f"{_OPTIMIZER}{number}.{name}": value for name, value in state.items()}
    part = run / "checkpoint.part"
    save_file(tensors, part, metadata={"step": str(step)})
    part.replace(run / CHECKPOINT_FILE)


def resume(run: Path, model: BertForQuestionAnswering, optimizer: torch.optim.Optimizer) -> int:
    """Take up the state in ``run``, which is made if need be; the step it was saved after, 0 where there is none."""
    run.mkdir(parents=True, exist_ok=True)
    path = run / CHECKPOINT_FILE
    if not path.exists():
        return 0
    tensors = load_file(path, device=str(next(model.parameters()).device))
    states: dict[int, dict[str, torch.Tensor]] = {}
    for name in [name for name in tensors if name.startswith(_OPTIMIZER)]:
        _, number, part = name.split(".")
        states.setdefault(int(number), {})[part] = tensors.pop(name).cpu() if part == "step" else tensors.pop(name)
    model.load_state_dict(tensors, strict=False)
    optimizer.load_state_dict({"state": states, "param_groups": optimizer.state_dict()["param_groups"]})
    with safe_open(path, "pt") as file:
        return int(file.metadata()["step"])


def averaged_weights(runs: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of ``runs``, finished or not, all of one model (model soup, Wortsman et al. 2022).

    :raises ValueError: If they have not the same weights.
    """
    each = [_weights(run) for run in runs]
    names = set.intersection(*map(set, each))
    if any("word_embeddings" not in name for run in each for name in set(run) - names):
        raise ValueError("the runs have not the same weights: average runs of one model alone")
    return {name: _mean([run[name] for run in each]) for name in each[0] if name in names}


def _weights(run: Path) -> dict[str, torch.Tensor]:
    if (run / "config.json").exists():
        weights: dict[str, torch.Tensor] = AutoModelForQuestionAnswering.from_pretrained(run).state_dict()
        return weights
    return unfinished_weights(run)


def _mean(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    if all(torch.equal(tensors[0], other) for other in tensors[1:]):
        return tensors[0]
    return torch.stack(list(tensors)).mean(0)


def unfinished_weights(run: Path) -> dict[str, torch.Tensor]:
    """The model's weights as the checkpoint in ``run`` has them, without the word vectors.

    :raises FileNotFoundError: If there is no checkpoint.
    """
    tensors = load_file(run / CHECKPOINT_FILE)
    return {name: weight for name, weight in tensors.items() if not name.startswith(_OPTIMIZER)}
