"""Fit the few numbers of ``qa/search/weights.json`` on questions with known evidence; say how well they do out of fold.

    python -m tests.benchmarks.fit [QUESTIONS.jsonl …] [--reading-set FOLDER [--foreign-set FOLDER]] [--write]

Fitted twice: for answers with the reader and for those without one. ``--reading-set`` adds a public set that may
train (corpus.jsonl, queries.jsonl) and that the reader was not trained on: half of its questions over the paragraphs
they belong to, half over paragraphs that do not answer them; it is never in a test fold. ``--foreign-set`` adds one
in another language: its questions over those paragraphs and the other way round, none of them answered. Sentence
weights: listwise softmax (``tests/benchmarks/listwise.py``). Confidence: logistic regression on "answerable, and the
first quote shows it", the sentences ordered by weights fitted without the question's fold; a passage's score: another,
on "it shows evidence". Questions that share evidence are in one fold. The threshold is set where 4.5 % of the
answerable questions are refused; that of the few words where .92 of those given are right; those of what is said to be
stated, with them and without, where nine of ten such answers are right, and three of four of the least sure. All
figures are development figures.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from embeddings import DEFAULT_READER, load_reader
from qa import Retriever
from qa.answer import confidence, refusals, sentence_ranking
from qa.answer.likeliest_words import likeliest_words
from qa.cli import default_corpus
from qa.evaluate import questions
from qa.search.reranking import scores_of
from qa.search.weights import FILE, weights
from tests.benchmarks.cases import Case, cases
from tests.benchmarks.features import feature_digests
from tests.benchmarks.folds import groups_of
from tests.benchmarks.listwise import fit_sentences
from tests.benchmarks.public_questions import public_questions, unrelated_questions
from tests.benchmarks.thresholds import refusing, short_threshold, stated_threshold

REFUSED_WRONGLY = 0.045
FOLDS = 5
PUBLIC_WEIGHT = 0.2
HITS = 5
QUESTIONS = ("data/questions.jsonl", "data/more_questions.jsonl")
MADE_BY = "python -m tests.benchmarks.fit --reading-set CMRC2018-TRIAL --foreign-set NQ-QED --write"


def ordered(case: Case, weight: NDArray[np.float64]) -> tuple[list[sentence_ranking.Reading], bool]:
    """The sentences of a case by ``weight``, best first, and whether the first shows the answer."""
    scores = case.features @ weight
    order = np.argsort(-scores, kind="stable")
    shares = sentence_ranking.probabilities(scores).tolist()
    readings = [dataclasses.replace(case.gathered.readings[i], probability=shares[i]) for i in order]
    return readings, bool(case.shows[order[0]])


def confidence_row(case: Case, weight: NDArray[np.float64]) -> tuple[list[float], bool]:
    """Features for the confidence, the sentences ordered by ``weight``, and whether the first is right."""
    readings, right = ordered(case, weight)
    index, gathered = case.retriever.index, case.gathered
    return confidence.features(index, gathered.query, gathered.admissible, readings), right


def fit(train: Sequence[Case]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Sentence weights, confidence weights and bias."""
    weight = fit_sentences(train)
    rows, right = map(list, zip(*(confidence_row(case, weight) for case in train), strict=True))
    mean, scale = np.mean(rows, axis=0), np.std(rows, axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=5000)
    model.fit((np.array(rows) - mean) / scale, right, sample_weight=[case.count for case in train])
    sure = model.coef_[0] / scale
    return weight, sure, float(model.intercept_[0] - sure @ mean)


def hit_rows(found: Sequence[Case]) -> tuple[list[tuple[float, ...]], list[bool], list[float]]:
    """Of the first ``HITS`` passages of each case: fused score, distance from the best, and the reader's log odds;
    whether each shows evidence; how much it counts."""
    rows: list[tuple[float, ...]] = []
    shown: list[bool] = []
    counts: list[float] = []
    for case in found:
        candidates = case.gathered.admissible
        best, read = float(candidates.fused.max()), scores_of(candidates)
        for position, row in enumerate(candidates.rows[:HITS].tolist()):
            passage = case.retriever.passages[row]
            odds = float(np.nan_to_num(read[position], nan=float(np.nanmin(read)) if candidates.read else 0.0))
            rows.append((float(candidates.fused[position]), best - float(candidates.fused[position]), odds))
            shown.append(case.question.shown_by(passage.document_id, passage.text))
            counts.append(case.count)
    return rows, shown, counts


def fit_hits(train: Sequence[Case]) -> dict[str, float]:
    """The logistic of a passage: whether it shows evidence."""
    rows, shown, counts = hit_rows(train)
    model = LogisticRegression(C=10, max_iter=1000).fit(rows, shown, sample_weight=counts)
    return dict(zip(("fused", "behind", "read"), map(float, model.coef_[0]), strict=True)) | {
        "bias": float(model.intercept_[0])
    }


def folds(found: Sequence[Case]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Training and test rows, questions that share evidence together."""
    groups = groups_of([case.question for case in found])
    return list(GroupKFold(FOLDS).split(found, groups=groups))


def report_hits(found: Sequence[Case], extra: Sequence[Case]) -> None:
    """Print how well the percentages of passages hold out of fold."""
    said, was = [], []
    for train, test in folds(found):
        stored = fit_hits([*(found[i] for i in train), *extra])
        rows, shown, _ = hit_rows([found[i] for i in test])
        logits = np.array(rows) @ np.array([stored[name] for name in ("fused", "behind", "read")]) + stored["bias"]
        said.append(1 / (1 + np.exp(-logits)))
        was.append(shown)
    probability, right = np.concatenate(said), np.concatenate(was)
    tenth = np.minimum((probability * 10).astype(int), 9)
    apart = [abs(float((probability - right)[tenth == one].sum())) for one in range(10)]
    brier, base = np.mean((probability - right) ** 2), np.mean((right.mean() - right) ** 2)
    print(f"passages: Brier {brier:.3f}, base rate {base:.3f}; ECE {sum(apart) / len(right):.3f} of {len(right)}")


def out_of_fold(found: Sequence[Case], extra: Sequence[Case]) -> tuple[NDArray[np.float64], NDArray[np.bool_], Any]:
    """Confidence of each case, all gates included, whether its first sentence is right, and that sentence's words with
    their probability: all by weights fitted without its fold."""
    probability, right = np.zeros(len(found)), np.zeros(len(found), dtype=bool)
    words: list[tuple[float, bool] | None] = [None] * len(found)
    for train, test in folds(found):
        weight, sure, bias = fit([*(found[i] for i in train), *extra])
        for i in test:
            row, right[i] = confidence_row(found[i], weight)
            probability[i] = 1 / (1 + np.exp(-(np.array(row) @ sure + bias)))
            verdict = refusals.decide(dataclasses.replace(found[i].gathered, confidence=probability[i]), 0.0)
            probability[i] = verdict.confidence if verdict.answered else min(probability[i], refusals.NEXT_TO_NOTHING)
            words[i] = _words(found[i], ordered(found[i], weight)[0][0], float(probability[i]))
    return probability, right, words


def _words(case: Case, best: sentence_ranking.Reading, sure: float) -> tuple[float, bool] | None:
    found = likeliest_words(case.gathered.query, best)
    return (found[1] * sure, case.question.said_by(best.sentence.text[slice(*found[0])])) if found else None


def report(found: Sequence[Case], probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Print what the fitted numbers do out of fold; return the threshold."""
    answerable = np.array([bool(case.question.evidence) for case in found])
    single = np.array([len(case.question.evidence) == 1 for case in found])
    threshold = refusing(probability[answerable], REFUSED_WRONGLY)
    print(
        f"first sentence shows it: {right[answerable].mean():.3f} of {answerable.sum()}, "
        f"one piece of evidence {right[single].mean():.3f}"
    )
    for kind in ("near", "place", "other"):
        of_kind = np.array([case.question.kind == kind for case in found])
        both = answerable | of_kind
        area = roc_auc_score(answerable[both], probability[both])
        refused = np.mean(probability[of_kind] < threshold)
        print(f"{kind:>6}: AUROC {area:.3f}, refused {refused:.3f} of {of_kind.sum()}")
    brier = np.mean((probability - right) ** 2)
    base = np.mean((right.mean() - right) ** 2)
    print(f"Brier {brier:.3f}, base rate {base:.3f} ({1 - brier / base:.0%} better); threshold {threshold:.3f}")
    for low in np.arange(0, 1, 0.2):
        inside = (probability >= low) & (probability < low + 0.2 + (low > 0.7))
        if inside.any():
            said, was = probability[inside].mean(), right[inside].mean()
            print(f"  {low:.1f}–{low + 0.2:.1f}: said {said:.2f}, was {was:.2f}, n={inside.sum()}")
    by_type = sorted({case.question.type for case in found if case.question.evidence})
    shares = {t: [r for c, r in zip(found, right, strict=True) if c.question.type == t] for t in by_type}
    print({t: round(float(np.mean(share)), 2) for t, share in shares.items()})
    return threshold


def fitted(found: Sequence[Case], extra: Sequence[Case], first: Container[str], *, reader: bool) -> dict[str, Any]:
    """All the numbers of one way to answer; prints how they do out of fold, on the ``first`` questions and on all."""
    print("\nwith a reader" if reader else "\nwithout a reader")
    probability, right, words = out_of_fold(found, extra)
    own = np.array([case.question.id in first for case in found])
    report([case for case, mine in zip(found, own, strict=True) if mine], probability[own], right[own])
    print("all files")
    threshold = report(found, probability, right)
    weight, sure, bias = fit([*found, *extra])
    report_hits(found, extra)
    hit = fit_hits([*found, *extra])
    gold = np.array([bool(case.question.shorts) for case in found])
    short = short_threshold(gold, words, probability >= threshold)
    answered = probability >= threshold
    given = np.array([one is not None and one[0] >= short for one in words])
    stated = [
        stated_threshold(name, probability[kind], right[kind])
        for name, kind in (("stated", answered & ~given), ("stated in words", answered & given))
    ]
    return {
        "sentence": _named(sentence_ranking.SENTENCE_FEATURES, weight),
        "confidence": _named(confidence.FEATURES, sure),
        "bias": round(bias, 4),
        "threshold": round(threshold, 4),
        "hit": {name: round(number, 4) for name, number in hit.items()},
        "short": round(short, 2),
        "stated": round(stated[0], 2),
        "stated_in_words": round(stated[1], 2),
    }


def _named(names: Sequence[str], numbers: NDArray[np.float64]) -> dict[str, float]:
    """Those that count: a feature that only the other way to answer has is 0 throughout."""
    return {name: round(float(w), 4) for name, w in zip(names, numbers, strict=True) if abs(w) >= 5e-5}


def main() -> None:
    """Fit, print and, if asked to, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="*", type=Path, default=[*map(Path, QUESTIONS)])
    parser.add_argument("--reading-set", type=Path, metavar="FOLDER")
    parser.add_argument("--foreign-set", type=Path, metavar="FOLDER", help="questions in a language not the set's")
    parser.add_argument("--reader", type=Path, default=DEFAULT_READER)
    parser.add_argument("--write", action="store_true", help="write qa/search/weights.json")
    options = parser.parse_args()
    retriever = Retriever.from_path(default_corpus(), cached=False)
    files = [questions.read_questions(path) for path in options.questions]
    asked, first = [question for file in files for question in file], {question.id for question in files[0]}
    public = [public_questions(options.reading_set)] if options.reading_set else []
    if options.reading_set and options.foreign_set:
        pair = options.reading_set, options.foreign_set
        public += [unrelated_questions(*pair), unrelated_questions(*reversed(pair))]
    stored: dict[str, Any] = {"made_by": MADE_BY}
    for name, reader in (("without", None), ("with a reader", load_reader(options.reader))):
        found = cases(retriever, asked, reader)
        extra = [case for one in public for case in cases(*one, reader)]
        extra = [dataclasses.replace(case, count=PUBLIC_WEIGHT) for case in extra]
        stored[name] = fitted(found, extra, first, reader=reader is not None)
    stored["features"] = feature_digests()
    print(json.dumps(stored, indent=1))
    if options.write:
        FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        weights.cache_clear()


if __name__ == "__main__":
    main()
