"""Print how well cut sentences are mended: ``python -m tests.benchmarks.damage [CORPUS.jsonl | FOLDER] ...``.

A .jsonl file holds one paragraph per line under "text"; a folder is read as a corpus. Default: the five articles.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from qa.documents.corpus import decode, document_from_text
from qa.index.updating import read_corpus
from tests.damage import Score, damage, score

SETTINGS = [(0.3, 1, 0.1), (0.5, 1, 0.2), (0.5, 3, 0.2), (1.0, 1, 0.2), (1.0, 3, 0.0), (1.0, 6, 0.2)]


def paragraphs_of(path: Path, *, closed: bool) -> list[list[str]]:
    """Groups of clean paragraphs, one group per document."""
    if path.is_dir():
        groups = [
            [d.text[p.start : p.end] for p in d.paragraphs if p.kind == "body" and not p.incomplete]
            for d in read_corpus(path)[0]
        ]
    else:
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = ["".join(json.loads(line)["text"].split("\n")).strip() for line in lines if line]
        random.Random(0).shuffle(texts)
        groups = [texts[start : start + 12] for start in range(0, min(len(texts), 2400), 12)]
    if closed:
        groups = [[text for text in group if text[-1] in "。！？!?…；;：:—”"] for group in groups]
    return [group for group in groups if len(group) > 1]


def measure(groups: list[list[str]], *, seeds: int, rate: float, most: int, captions: float, show: int = 0) -> Score:
    """Damage every group once per seed and add up."""
    total = Score()
    misses: list[tuple[str, str]] = []
    for seed in range(seeds):
        for number, group in enumerate(groups):
            damaged = damage(group, seed=seed * 10_000 + number, rate=rate, captions=captions, most=most)
            document = document_from_text(decode(damaged.data), id="damaged.txt")
            total += score(damaged, [document.text[p.start : p.end] for p in document.paragraphs], misses=misses)
    for kind, around in random.Random(1).sample(misses, min(show, len(misses))):
        print(f"  {kind:7} {around}")
    return total


def main() -> None:
    """Print one row per corpus and setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path, default=[Path("data/articles")])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--closed", action="store_true", help="only paragraphs that end with a mark")
    parser.add_argument("--show", type=int, default=0, help="errors to print per row")
    options = parser.parse_args()
    print(f"{'corpus':28} {'cut':>5} {'most':>4} {'capt':>4} {'cuts':>6} {'mended':>7} {'borders':>7} {'joined':>7}")
    for path in options.corpora:
        groups = paragraphs_of(path, closed=options.closed)
        for rate, most, captions in SETTINGS:
            got = measure(groups, seeds=options.seeds, rate=rate, most=most, captions=captions, show=options.show)
            mended, joined = got.mended / max(got.cuts, 1), got.joined / max(got.borders, 1)
            name = f"{path.parent.name}/{path.name}"[-28:]
            print(f"{name:28} {rate:5} {most:4} {captions:4} {got.cuts:6} {mended:7.1%} {got.borders:7} {joined:7.1%}")


if __name__ == "__main__":
    main()
