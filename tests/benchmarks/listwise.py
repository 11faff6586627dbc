"""The weights that put a sentence with the answer first: listwise softmax (Cao et al. 2007, Learning to Rank).

How far a sentence's passage is behind the best one is weighed by itself, passages against passages, before the rest:
fitted beside the words of our own questions it counts for next to nothing, and passages of other documents, whose
words the questions do not share as ours do, come in the wrong order. What a sentence says when it is read alone is not
fitted, for the same reason: beside the rest it comes to half of ``ALONE``, which is as good on our own questions and
better on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from qa.answer.sentence_ranking import READ, SENTENCE_FEATURES
from tests.benchmarks.cases import Case

PENALTY = 0.01
ALONE = 0.2
SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Choice:
    """What a softmax is over. rows: features, a row each. count: what it weighs. given: scores that are not fitted."""

    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    count: float
    given: NDArray[np.float64] | float = 0.0


def fit_sentences(train: Sequence[Case]) -> NDArray[np.float64]:
    """Weights, shape (len(SENTENCE_FEATURES),), that put a sentence with the answer first."""
    usable = [case for case in train if case.shows.any()]
    behind = SENTENCE_FEATURES.index("passage_behind")
    fixed = np.zeros(len(SENTENCE_FEATURES))
    alone = SENTENCE_FEATURES.index("read_alone")
    fixed[behind] = -fit_passages(train)
    fixed[alone] = ALONE if any(case.features[:, alone].any() for case in usable) else 0.0
    scale = np.vstack([case.features for case in usable]).std(0)
    scale[scale < SAME] = 1.0
    free = ~np.isin(np.arange(len(scale)), (behind, alone))
    choices = [
        Choice(one.features[:, free] / scale[free], one.shows, one.count, one.features @ fixed) for one in usable
    ]
    found = fixed.copy()
    found[free] = listwise(choices) / scale[free]
    return found


def fit_passages(train: Sequence[Case]) -> float:
    """How much a unit of the fused score counts from passage to passage, so that one with evidence is first."""
    choices = []
    for case in train:
        candidates = case.gathered.admissible
        passages = [case.retriever.passages[row] for row in candidates.rows[:READ].tolist()]
        shows = np.array([case.question.shown_by(one.document_id, one.text) for one in passages])
        choices.append(Choice(candidates.fused[:READ, None].astype(np.float64), shows, case.count))
    return float(listwise([one for one in choices if one.right.any()], penalty=0.0)[0])


def listwise(choices: Sequence[Choice], penalty: float = PENALTY) -> NDArray[np.float64]:
    """The weights, shape (number of features,), that give the right rows of the choices the most probability."""
    whole = sum(choice.count for choice in choices)

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty * float(weight @ weight), 2 * penalty * weight
        for choice in choices:
            scores = choice.rows @ weight + choice.given
            share = np.exp(scores - scores.max())
            right, counts = share * choice.right, choice.count / whole
            total += counts * float(np.log(share.sum()) - np.log(right.sum()))
            slope = slope + counts * (choice.rows.T @ (share / share.sum() - right / right.sum()))
        return total, slope

    return np.asarray(minimize(loss, np.zeros(choices[0].rows.shape[1]), jac=True, method="L-BFGS-B").x)
