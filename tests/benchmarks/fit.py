"""Fit the few numbers of ``qa/search/weights.json`` on questions with known evidence; say how well they do out of fold.

    python -m tests.benchmarks.fit [QUESTIONS.jsonl] [--reading-set FOLDER] [--write]

``--reading-set`` adds a public set that may train (corpus.jsonl, queries.jsonl): half of its questions over the
paragraphs they belong to, the other half over paragraphs that do not answer them. It is never in a test fold.
Sentence weights: listwise softmax (Cao et al. 2007). Confidence: logistic regression on "answerable, and the first
quote shows it"; a passage's score: another, on "it shows evidence". Folds keep no question of a test fold in training;
the threshold is set where 4.5 % of the answerable questions are refused.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold

from qa import Retriever
from qa.answer import confidence, evidence, followups, refusals, sentence_ranking
from qa.cli import default_corpus
from qa.documents.corpus import document_from_text
from qa.evaluate import questions
from qa.search.query import understand
from qa.search.weights import FILE, weights

REFUSED_WRONGLY = 0.045
PENALTY = 0.01
FOLDS = 5
PARAGRAPHS = 500
PUBLIC_QUESTIONS = 400
PUBLIC_WEIGHT = 0.15
HITS = 5


Extra = tuple[Retriever, list["Case"]] | None


@dataclasses.dataclass
class Case:
    """A question as gathered: its evidence, a feature row per sentence, and which sentences show the answer."""

    question: questions.Question
    gathered: evidence.Evidence
    features: NDArray[np.float64]
    shows: NDArray[np.bool_]


def cases(retriever: Retriever, questions: list[questions.Question]) -> list[Case]:
    """Gather the evidence of every question that can be searched."""
    found = []
    for question in questions:
        whole = followups.complete(question.question, question.turns[:-1], retriever.index.places)
        gathered = evidence.gather(retriever.index, retriever.encoder, understand(whole, retriever.index), where={})
        if not gathered.readings:
            continue  # refused without a look
        rows = np.stack([r.features for r in gathered.readings])
        shows = [question.shown_by(r.passage.document_id, r.sentence.text) for r in gathered.readings]
        found.append(Case(question, gathered, rows, np.array(shows)))
    return found


def public_cases(folder: Path) -> tuple[Retriever, list[Case]]:
    """Cases over the first ``PARAGRAPHS`` paragraphs of a public set: their questions, and as many of the others'."""
    rows = {
        row["id"]: row
        for row in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines()[:PARAGRAPHS])
    }
    documents = [
        dataclasses.replace(document_from_text(row["text"], id=row["id"]), title=row["title"]) for row in rows.values()
    ]
    retriever = Retriever.from_documents(documents, progress=True)
    own, other = [], []
    for query in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines()):
        spans = [span for span in query["spans"] if span["doc_id"] in rows]
        text = query["text"]
        if spans:
            answers = tuple(questions.GoldEvidence(span["doc_id"], span["text"]) for span in spans)
            own.append(questions.Question(query["id"], "public", text, (text,), (answers,)))
        else:
            other.append(questions.Question(query["id"], "unanswerable", text, (text,), (), "public"))
    step = len(other) // PUBLIC_QUESTIONS
    return retriever, cases(retriever, [*own[:: max(1, len(own) // PUBLIC_QUESTIONS)], *other[::step]])


def fit_reading(train: list[Case], public: list[Case]) -> NDArray[np.float64]:
    """Weights, shape (len(sentence_ranking.SENTENCE_FEATURES),), that put a sentence with the answer first."""
    counted = [*((case, 1.0) for case in train), *((case, PUBLIC_WEIGHT) for case in public)]
    usable = [(case, count) for case, count in counted if case.shows.any()]
    scale = np.vstack([case.features for case, _ in usable]).std(0) + 1e-6
    whole = sum(count for _, count in usable)

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = PENALTY * float(weight @ weight), 2 * PENALTY * weight
        for case, count in usable:
            rows = case.features / scale
            scores = rows @ weight
            share = np.exp(scores - scores.max())
            right = share * case.shows
            total += count / whole * float(np.log(share.sum()) - np.log(right.sum()))
            slope = slope + count / whole * (rows.T @ (share / share.sum() - right / right.sum()))
        return total, slope

    return minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x / scale


def confidence_rows(
    retriever: Retriever, found: list[Case], weight: NDArray[np.float64]
) -> tuple[list[list[float]], list[bool]]:
    """Features for the confidence of each case, its sentences ordered by ``weight``, and whether the first is right."""
    rows, right = [], []
    for case in found:
        scores = case.features @ weight
        order = np.argsort(-scores, kind="stable")
        shares = sentence_ranking.probabilities(scores).tolist()
        readings = [dataclasses.replace(case.gathered.readings[i], probability=shares[i]) for i in order]
        rows.append(confidence.features(retriever.index, case.gathered.query, case.gathered.found, readings))
        right.append(bool(case.shows[order[0]]))
    return rows, right


def fit_confidence(
    rows: list[list[float]], right: list[bool], counts: list[float]
) -> tuple[NDArray[np.float64], float]:
    """Weights, shape (len(confidence.FEATURES),), and bias of the logistic, for features as they are.

    counts: how much each case counts.
    """
    mean, scale = np.mean(rows, axis=0), np.std(rows, axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=5000)
    model.fit((np.array(rows) - mean) / scale, right, sample_weight=counts)
    weight = model.coef_[0] / scale
    return weight, float(model.intercept_[0] - weight @ mean)


def fit(
    retriever: Retriever, train: list[Case], extra: Extra
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Sentence weights, confidence weights and bias, from the cases and, if given, those of a public set."""
    weight = fit_reading(train, extra[1] if extra else [])
    rows, right = confidence_rows(retriever, train, weight)
    more, shown = confidence_rows(*extra, weight) if extra else ([], [])
    counts = [1.0] * len(rows) + [PUBLIC_WEIGHT] * len(more)
    return weight, *fit_confidence([*rows, *more], [*right, *shown], counts)


def fit_hits(retriever: Retriever, train: list[Case], extra: Extra) -> dict[str, float]:
    """The logistic of a passage: whether it shows evidence, by its fused score and how far it is behind the best."""
    rows, shown, counts = hit_rows(retriever, train, 1.0)
    if extra:
        more = hit_rows(*extra, PUBLIC_WEIGHT)
        rows, shown, counts = rows + more[0], shown + more[1], counts + more[2]
    model = LogisticRegression(C=10).fit(rows, shown, sample_weight=counts)
    return {"fused": float(model.coef_[0][0]), "behind": float(model.coef_[0][1]), "bias": float(model.intercept_[0])}


def hit_rows(
    retriever: Retriever, found: list[Case], count: float
) -> tuple[list[tuple[float, float]], list[bool], list[float]]:
    """Fused score and distance from the best of the first ``HITS`` passages of each case, whether each shows evidence,
    and how much it counts."""
    rows, shown = [], []
    for case in found:
        candidates = case.gathered.found
        best = float(candidates.fused.max())
        for row, fused in zip(candidates.rows[:HITS], candidates.fused[:HITS].tolist(), strict=True):
            passage = retriever.passages[int(row)]
            rows.append((fused, best - fused))
            shown.append(case.question.shown_by(passage.document_id, passage.text))
    return rows, shown, [count] * len(rows)


def report_hits(retriever: Retriever, found: list[Case], extra: Extra) -> None:
    """Print how well the percentages of passages hold out of fold."""
    said, was = [], []
    for train, test in KFold(FOLDS, shuffle=True, random_state=0).split(found):
        stored = fit_hits(retriever, [found[i] for i in train], extra)
        rows, shown, _ = hit_rows(retriever, [found[i] for i in test], 1.0)
        logits = np.array(rows) @ np.array([stored["fused"], stored["behind"]]) + stored["bias"]
        said.append(1 / (1 + np.exp(-logits)))
        was.append(shown)
    probability, right = np.concatenate(said), np.concatenate(was)
    tenth = np.minimum((probability * 10).astype(int), 9)
    apart = [abs(float((probability - right)[tenth == one].sum())) for one in range(10)]
    brier, base = np.mean((probability - right) ** 2), np.mean((right.mean() - right) ** 2)
    print(f"passages: Brier {brier:.3f}, base rate {base:.3f}; ECE {sum(apart) / len(right):.3f} of {len(right)}")


def out_of_fold(retriever: Retriever, found: list[Case], extra: Extra) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Confidence of each case and whether its first sentence is right, both by weights fitted without its fold."""
    probability, right = np.zeros(len(found)), np.zeros(len(found), dtype=bool)
    for train, test in KFold(FOLDS, shuffle=True, random_state=0).split(found):
        weight, sure, bias = fit(retriever, [found[i] for i in train], extra)
        rows, shown = confidence_rows(retriever, [found[i] for i in test], weight)
        probability[test], right[test] = 1 / (1 + np.exp(-(np.array(rows) @ sure + bias))), shown
        for i in test:
            verdict = refusals.decide(found[i].gathered, 0.0)
            if not verdict.answered:
                probability[i] = min(probability[i], refusals.NEXT_TO_NOTHING)
    return probability, right


def report(found: list[Case], probability: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Print what the fitted numbers do out of fold; return the threshold."""
    answerable = np.array([bool(case.question.evidence) for case in found])
    single = np.array([len(case.question.evidence) == 1 for case in found])
    threshold = float(np.quantile(probability[answerable], REFUSED_WRONGLY))
    print(
        f"first sentence shows it: {right[answerable].mean():.3f} of {answerable.sum()}, "
        f"one piece of evidence {right[single].mean():.3f}"
    )
    for kind in ("near", "place", "other"):
        of_kind = np.array([case.question.kind == kind for case in found])
        both = answerable | of_kind
        area = roc_auc_score(answerable[both], probability[both])
        print(
            f"{kind:>6}: AUROC {area:.3f}, refused {np.mean(probability[of_kind] < threshold):.3f} of {of_kind.sum()}"
        )
    brier = np.mean((probability - right) ** 2)
    base = np.mean((right.mean() - right) ** 2)
    print(f"Brier {brier:.3f}, base rate {base:.3f} ({1 - brier / base:.0%} better); threshold {threshold:.3f}")
    for low in np.arange(0, 1, 0.2):
        inside = (probability >= low) & (probability < low + 0.2 + (low > 0.7))
        if inside.any():
            print(
                f"  {low:.1f}–{low + 0.2:.1f}: said {probability[inside].mean():.2f}, "
                f"was {right[inside].mean():.2f}, n={inside.sum()}"
            )
    by_type = {case.question.type for case in found if case.question.evidence}
    print(
        {
            t: round(float(np.mean([r for c, r in zip(found, right, strict=True) if c.question.type == t])), 2)
            for t in sorted(by_type)
        }
    )
    return threshold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="?", type=Path, default=Path("data/questions.jsonl"))
    parser.add_argument("--reading-set", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write qa/search/weights.json")
    options = parser.parse_args()
    retriever = Retriever.from_path(default_corpus(), cached=False)
    found = cases(retriever, questions.read_questions(options.questions))
    extra = public_cases(options.reading_set) if options.reading_set else None
    probability, right = out_of_fold(retriever, found, extra)
    threshold = report(found, probability, right)
    weight, sure, bias = fit(retriever, found, extra)
    report_hits(retriever, found, extra)
    hit = fit_hits(retriever, found, extra)
    stored = {
        "made_by": "python -m tests.benchmarks.fit --reading-set CMRC2018-TRAIN --write",
        "reading": {
            name: round(float(w), 4) for name, w in zip(sentence_ranking.SENTENCE_FEATURES, weight, strict=True)
        },
        "confidence": {n: round(float(w), 4) for n, w in zip(confidence.FEATURES, sure, strict=True)},
        "bias": round(bias, 4),
        "threshold": round(threshold, 4),
        "hit": {name: round(number, 4) for name, number in hit.items()},
    }
    print(json.dumps(stored, indent=1))
    if options.write:
        FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        weights.cache_clear()


if __name__ == "__main__":
    main()
