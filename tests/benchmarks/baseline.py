"""Hold the development figures against those written down: ``python -m tests.benchmarks.baseline [--write]``.

The questions in ``data/questions.jsonl`` are the ones that rules and weights were made on, so these figures say nothing
of other documents; they tell whether a change costs something that was there before. Exits 1 when a figure is worse by
more than its margin. The same code gives the same figures; another processor may move a question or two.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from embeddings import Reader, load_reader
from qa import Assistant, Retriever
from qa.evaluate import report, run
from qa.evaluate.questions import read_questions

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = ROOT / "data" / "questions.jsonl"
BASELINE = Path(__file__).with_suffix(".json")
REWRITE = "python -m tests.benchmarks.baseline --write"

# How much worse than written down each may be: two questions, one of the smallest groups.
MARGINS = {
    "all, hit@1": 0.007,
    "all, short": 0.009,
    "all, all@5": 0.007,
    "all, quotes": 0.007,
    "all, first": 0.008,
    "all, wrongly refused": 0.007,
    "all, AUROC": 0.005,
    "all, Brier": 0.005,
    "not answerable: near, refusal recall": 0.04,
    "not answerable: place, refusal recall": 0.03,
    "not answerable: other, refusal recall": 0.06,
}
LOWER_IS_BETTER = {"all, wrongly refused", "all, Brier"}

Figures = Mapping[str, float]


def measured(retriever: Retriever, reader: Reader) -> Figures:
    """Every figure of ``MARGINS``."""
    rows = run.ask_questions(
        Assistant(retriever, reader=reader), read_questions(QUESTIONS), progress=sys.stderr.isatty()
    )
    scores = report.scores(rows)
    found = {f"{group}, {name}": one.value for group, values in scores.items() for name, one in values.items()}
    return {name: round(found[name], 4) for name in MARGINS}


def losses(now: Figures, before: Figures) -> dict[str, float]:
    """How much worse each figure is than before, those alone that are by more than their margin."""
    worse = {name: (now[name] - before[name]) * (1 if name in LOWER_IS_BETTER else -1) for name in MARGINS}
    return {name: loss for name, loss in worse.items() if loss > MARGINS[name] + 1e-9}


def written() -> Figures:
    """The figures written down. Raises ValueError when they are of other questions or are not the ones of today."""
    stored = json.loads(BASELINE.read_text(encoding="utf-8"))
    if stored["questions"] != _digest() or set(stored["figures"]) != set(MARGINS):
        raise ValueError(f"{BASELINE} is of other questions or of other figures: write it again with {REWRITE}")
    figures: Figures = stored["figures"]
    return figures


def write(figures: Figures) -> None:
    """Write them down, with the digest of the questions they are of."""
    stored = {"made_by": REWRITE, "questions": _digest(), "figures": dict(figures)}
    BASELINE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def table(now: Figures, before: Figures) -> str:
    """Each figure before and now, and whether it fell."""
    lost = losses(now, before)
    lines = [f"{'development figure':<40}{'written':>9}{'now':>9}{'margin':>9}"]
    for name, margin in MARGINS.items():
        mark = "  WORSE" if name in lost else ""
        lines.append(f"{name:<40}{before[name]:>9.3f}{now[name]:>9.3f}{margin:>9.3f}{mark}")
    return "\n".join(lines)


def _digest() -> str:
    return hashlib.sha256(QUESTIONS.read_bytes()).hexdigest()[:12]


def main() -> int:
    """Print the figures beside those written down, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write today's figures down")
    options = parser.parse_args()
    now = measured(Retriever.from_path(ROOT / "data" / "articles"), load_reader())
    if options.write:
        write(now)
    before = written()
    print(table(now, before))
    return 1 if losses(now, before) else 0


if __name__ == "__main__":
    sys.exit(main())
