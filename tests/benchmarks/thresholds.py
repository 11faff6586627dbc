"""From which probability few words are given, and an answer is said to be stated: set by how many are right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats.mstats import hdquantiles
from sklearn.linear_model import LogisticRegression

SHORT_RIGHT = 0.92
STATED_RIGHT = 0.9
LEAST_STATED_RIGHT = 0.75


def refusing(probability: NDArray[np.float64], share: float) -> float:
    """The confidence below which ``share``, 0–1, of answers with such ``probability`` lie.

    As Harrell and Davis estimate it (1982, Biometrika 69:3), from all that lie around it: of some hundred answers a
    plain quantile stands between two, and one more moves it by far.
    """
    return float(hdquantiles(probability, prob=[share])[0])


def short_threshold(
    gold: NDArray[np.bool_], words: Sequence[tuple[float, bool] | None], answered: NDArray[np.bool_]
) -> float:
    """The least probability from which ``SHORT_RIGHT`` of the words given are right; prints both shares.

    gold: which questions have few words that answer. words: those found for each, with their probability.
    """
    rows = [(one or (0.0, False)) for one in words]
    likely = np.array([p for p, _ in rows])
    right = np.array([r for _, r in rows])
    best = 1.0
    for least in np.arange(0.02, 1.0, 0.02):
        given = answered & gold & (likely >= least)
        if given.any() and right[given].mean() >= SHORT_RIGHT:
            best = float(least)
            break
    given = answered & gold & (likely >= best)
    share = right[given].sum() / gold.sum()
    print(f"short: right in {share:.3f} of {gold.sum()}, {right[given].mean():.3f} of those given, from {best:.2f}")
    return best


def stated_threshold(name: str, probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The least confidence from which ``STATED_RIGHT`` of the answers are right, of the least sure of them still
    ``LEAST_STATED_RIGHT``; prints how many those are.

    The second keeps a doubtful answer from being called stated because most are not doubtful. How many are right is
    smoothed, by a logistic of the confidence (Platt 1999): of a hundred answers one more that is wrong would move it
    by far. probability, right: of each answer of one kind, out of fold; to a question without an answer none is right.
    """
    expected = np.full(len(right), right.mean())
    if 0 < right.sum() < len(right):
        odds = np.log(probability / (1 - probability))[:, None]
        expected = LogisticRegression(C=1e3).fit(odds, right).predict_proba(odds)[:, 1]
    best = 1.0
    for least in np.arange(float(probability.min(initial=1.0)), 1.0, 0.01):
        said = probability >= least
        if said.any() and expected[said].mean() >= STATED_RIGHT and expected[said].min() >= LEAST_STATED_RIGHT:
            best = float(least)
            break
    said = probability >= best
    others = f"{right[~said].mean():.3f}" if (~said).any() else "–"
    print(
        f"{name}: {said.sum()} of {len(said)} answers, right {right[said].mean():.3f}, from {best:.2f}; "
        f"the others right {others}"
    )
    return best
