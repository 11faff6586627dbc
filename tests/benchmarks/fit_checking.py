"""Fit the few numbers of ``qa/checking/weights.json`` on statements with known verdicts; print how well they do.

    python -m tests.benchmarks.fit_checking [STATEMENTS.jsonl] [--public FOLDER] [--write]

One logistic: whether the documents bear a statement out. Drafts of one group are in one fold; the figures are out of
fold, and development figures all the same. ``--public`` adds statements made by rule from a public set that may train
(``python -m tests.benchmarks.made_statements`` says how), never in a test fold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from qa import Assistant, Retriever
from qa.checking.judging import judge
from qa.checking.support import FEATURES, FILE, support_weights
from qa.cli import default_corpus
from qa.evaluate.known_drafts import KnownDraft, read_drafts
from tests.benchmarks.made_statements import made_statements

FOLDS = 5
PUBLIC_WEIGHT = 0.3
SUPPORTED_KEPT = 0.1
COMMAND = "python -m tests.benchmarks.fit_checking --public CMRC2018-TRIAL --write"


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as judged: its features, whether it is supported, the group of its draft, how much it counts."""

    values: Sequence[float]
    supported: bool
    group: str
    count: float


def rows_of(assistant: Assistant, drafts: Sequence[KnownDraft], *, count: float) -> list[Row]:
    """One row for each statement that has a source and says something."""
    index, encoder = assistant.retriever.index, assistant.retriever.encoder
    found = []
    for draft in tqdm(drafts, "judging"):
        for one in judge(index, encoder, assistant.reader, draft.text):
            known = draft.of(one.statement.start, one.statement.end)
            if one.source is not None and known is not None and known.verdict != "none":
                found.append(Row(one.values, known.verdict == "supported", draft.group, count))
    return found


def fit(train: Sequence[Row]) -> tuple[NDArray[np.float64], float]:
    """Weights, one for each feature, and bias."""
    values, right = np.array([row.values for row in train]), np.array([row.supported for row in train])
    mean, scale = values.mean(0), values.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=5000)
    model.fit((values - mean) / scale, right, sample_weight=[row.count for row in train])
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def out_of_fold(own: Sequence[Row], extra: Sequence[Row]) -> NDArray[np.float64]:
    """Support of each row by weights fitted without its fold."""
    said = np.zeros(len(own))
    for train, test in GroupKFold(FOLDS).split(own, groups=[row.group for row in own]):
        weights, bias = fit([*(own[i] for i in train), *extra])
        said[test] = 1 / (1 + np.exp(-(np.array([own[i].values for i in test]) @ weights + bias)))
    return said


def main() -> None:
    """Fit, print and, if asked to, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=Path, default=Path("data/statements.jsonl"))
    parser.add_argument("--public", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=60, help="how many statements are made from the public set")
    parser.add_argument("--write", action="store_true", help="write qa/checking/weights.json")
    options = parser.parse_args()
    own = rows_of(Assistant(Retriever.from_path(default_corpus())), read_drafts(options.statements), count=1.0)
    extra: list[Row] = []
    if options.public:
        documents, drafts = made_statements(options.public, options.count)
        extra = rows_of(Assistant(Retriever.from_documents(documents)), drafts, count=PUBLIC_WEIGHT)
    said, right = out_of_fold(own, extra), np.array([row.supported for row in own])
    threshold = float(np.quantile(said[right], SUPPORTED_KEPT))
    print(f"out of fold: AUROC {roc_auc_score(right, said):.3f}; Brier {np.mean((said - right) ** 2):.3f}")
    print(f"threshold {threshold:.2f}: passes {np.mean(said[~right] >= threshold):.3f} of what is not supported")
    weights, bias = fit([*own, *extra])
    stored = {
        "made_by": COMMAND,
        "support": {name: round(float(one), 4) for name, one in zip(FEATURES, weights, strict=True)},
        "bias": round(bias, 4),
        "threshold": round(min(0.6, max(0.4, threshold)), 2),
        "aligned": support_weights().aligned,
    }
    print(json.dumps(stored, indent=1))
    if options.write:
        FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
