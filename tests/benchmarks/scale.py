"""How cost grows with the corpus: build, open, ask, update, at several sizes, as a table and a plot.

    python -m tests.benchmarks.scale --corpus FOLDER --sizes 1000,10000,100000 --out scale.json --plot docs/scale.png

FOLDER holds ``corpus.jsonl`` {id, title, text} and ``queries.jsonl`` {id, text}. A hundred rows make one document. The
questions are encoded by the model that ships. ``--vectors random`` takes random vectors for the passages, which costs
no encoding; ``--vectors FILE.npy`` repeats the real vectors in that file with some noise. The times are then real
and the hits are not. ``--real N`` reads, counts and encodes so many passages; a larger index holds those again and
again, as other documents, each time with other noise in the vectors. It draws with matplotlib, which the extra
``test`` brings.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import Encoder, load_encoder
from qa import Retriever
from qa.documents.corpus import read_documents
from qa.index.counting import counted_passages, joined
from qa.index.splitting import split
from tests.benchmarks.repeated_index import repeated
from tests.benchmarks.stand_in_encoders import Remembering, Stand

ROWS_PER_DOCUMENT = 100
QUESTIONS = 100
CHARACTERS = 250
COLUMNS = {
    "passages": "passages",
    "keywords_per_second": "keywords, passages of 250 characters/s",
    "save": "save, s",
    "size_mb": "on disk, MB",
    "open": "open, s",
    "first": "first question, s",
    "p50": "question p50, ms",
    "p95": "question p95, ms",
    "cpu": "question, CPU ms",
    "where": "with where, p50, ms",
    "memory_mb": "memory, MB",
    "update": "update, s",
    "update_and_save": "update and save, s",
    "update_cpu": "update and save, CPU s",
    "files": "open files",
    "load": "load",
}


def rows_of(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_corpus(source: Path, folder: Path, size: int) -> int:
    """Write documents of ten rows each until they hold ``size`` passages; how many there are."""
    folder.mkdir(parents=True)
    found, waiting = 0, []
    for number, row in enumerate(rows_of(source / "corpus.jsonl"), 1):
        waiting.append(f"{row['title']}\n\n{row['text']}")
        if number % ROWS_PER_DOCUMENT:
            continue
        file = folder / f"{number // ROWS_PER_DOCUMENT:06}.txt"
        file.write_text("\n\n".join(waiting) + "\n", encoding="utf-8")
        waiting = []
        found += sum(len(split(one)) for one in read_documents(file, root=folder))
        if found >= size:
            break
    return found


def encoder_of(vectors: str) -> Encoder:
    model = load_encoder()
    return model if vectors == "model" else Stand(model, vectors)


def timed(call: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def build(source: Path, folder: Path, size: int, vectors: str) -> dict[str, float]:
    """One corpus read, counted, encoded and saved below ``folder``."""
    write_corpus(source, folder / "corpus", size)
    encoder = encoder_of(vectors)
    whole, retriever = timed(lambda: Retriever.from_path(folder / "corpus", encoder=encoder, cached=False))
    return {"keywords_per_second": keywords_per_second(source, size), "build": whole, **saved(folder, retriever)}


def saved(folder: Path, retriever: Retriever) -> dict[str, float]:
    saving, _ = timed(lambda: retriever.save(folder / "index"))
    return {
        "passages": len(retriever.index.passages),
        "documents": len(retriever.index.facts),
        "save": saving,
        "size_mb": sum(file.stat().st_size for file in (folder / "index").rglob("*")) / 1e6,
    }


def repeat(real: Path, folder: Path, size: int, vectors: str) -> dict[str, float]:
    """An index of ``size`` passages: those in ``real`` again and again."""
    encoder = encoder_of(vectors)
    base = Retriever.load(real / "index", encoder=encoder).index
    index = repeated(base, real / "corpus", folder / "corpus", size)
    return {"keywords_per_second": float("nan"), **saved(folder, Retriever(index, encoder))}


def keywords_per_second(source: Path, count: int) -> float:
    """Counting ``count`` passages of 250 characters and putting them into one index."""
    text = "".join(row["text"] for row in rows_of(source / "corpus.jsonl"))
    texts = [text[start : start + CHARACTERS] for start in range(0, len(text), CHARACTERS)]
    texts = (texts * (count // len(texts) + 1))[:count]

    return count / timed(lambda: joined(counted_passages(texts)))[0]


def ask(source: Path, folder: Path, vectors: str) -> dict[str, float]:
    """Opening and asking, in a process of its own, so that its memory is that of a user's."""
    questions = [row["text"] for _, row in zip(range(QUESTIONS + 5), rows_of(source / "queries.jsonl"), strict=False)]
    encoder = Remembering(encoder_of(vectors), questions[:1])
    opening, retriever = timed(lambda: Retriever.load(folder / "index", encoder=encoder))
    first, _ = timed(lambda: retriever.search(questions[0]))
    from qa.search.candidates import question_vector
    from qa.search.query import understand

    for question in questions:
        question_vector(understand(question, retriever.index), encoder)
    for question in questions[:5]:
        retriever.search(question)
    cpu = time.process_time()
    seconds = [timed(lambda q=question: retriever.search(q))[0] for question in questions[5:]]
    cpu, memory = time.process_time() - cpu, resident()
    name = retriever.index.facts[len(retriever.index.facts) // 2].id
    within = [timed(lambda q=question: retriever.search(q, where={"document": name}))[0] for question in questions[5:]]
    return {
        "open": opening,
        "first": first,
        "p50": float(np.percentile(seconds, 50)) * 1000,
        "p95": float(np.percentile(seconds, 95)) * 1000,
        "where": float(np.percentile(within, 50)) * 1000,
        "cpu": cpu * 1000 / len(seconds),
        "memory_mb": memory,
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "load": os.getloadavg()[0],
    }


def change(folder: Path, vectors: str) -> dict[str, float]:
    """One document changed, the index brought up to date and saved."""
    retriever = Retriever.load(folder / "index", encoder=encoder_of(vectors))
    files = sorted((folder / "corpus").iterdir())
    changed = files[len(files) // 2]
    text = changed.read_text(encoding="utf-8")
    changed.unlink()  # it may be linked
    changed.write_text(f"{text}\n本条自公布之日起施行，{time.time_ns()}。\n", encoding="utf-8")
    cpu = time.process_time()
    update, what = timed(lambda: retriever.update(folder / "corpus"))
    saving, _ = timed(lambda: retriever.save(folder / "index"))
    assert len(what.changed) == 1
    return {"update": update, "update_and_save": update + saving, "update_cpu": time.process_time() - cpu}


def resident() -> float:
    """Memory of this process in MB, mapped files included."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


def table(rows: Sequence[dict[str, float]]) -> str:
    lines = ["| " + " | ".join(COLUMNS.values()) + " |", "|" + "--:|" * len(COLUMNS)]
    for row in rows:
        numbers = [row[name] for name in COLUMNS]
        lines.append("| " + " | ".join(f"{n:,.0f}" if n >= 100 else f"{n:.2f}" for n in numbers) + " |")
    return "\n".join(lines)


def growth(rows: Sequence[dict[str, float]]) -> str:
    """How much longer the same change takes at each size than at the one before."""
    return "\n".join(
        f"update and save at {row['passages']:,.0f} passages: {row['update_and_save'] / before['update_and_save']:.2f} "
        f"times that at {before['passages']:,.0f}; processor time {row['update_cpu'] / before['update_cpu']:.2f} times"
        for before, row in pairwise(rows)
    )


def draw(rows: Sequence[dict[str, float]], path: Path, note: str) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 4, figsize=(12, 3), constrained_layout=True)
    panels = [
        ("question, ms", ["p50", "p95", "cpu"]),
        ("open and update, s", ["open", "update", "update_and_save"]),
        ("memory after 100 questions, MB", ["memory_mb"]),
        ("on disk, MB", ["size_mb"]),
    ]
    sizes = [row["passages"] for row in rows]
    for axis, (title, names) in zip(axes, panels, strict=True):
        for name in names:
            axis.plot(sizes, [row[name] for row in rows], marker="o", label=name.replace("_", " "))
        axis.set(xscale="log", title=title, xlabel="passages", ylim=(0, None))
        axis.legend(fontsize=7)
        axis.grid(alpha=0.3)
    figure.suptitle(note, fontsize=8)
    figure.savefig(path, dpi=90)


def stage(name: str, options: argparse.Namespace, folder: Path, size: int) -> dict[str, float]:
    """Run one stage in a process of its own."""
    given = ["--corpus", str(options.corpus), "--vectors", options.vectors, "--work", str(folder)]
    given += ["--real", str(options.real)] if options.real else []
    command = [sys.executable, "-m", "tests.benchmarks.scale", *given, "--stage", name, "--sizes", str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--vectors", default="model", metavar="model|random|FILE.npy")
    parser.add_argument("--real", type=int, metavar="N", help="passages to read and encode; more are these again")
    parser.add_argument("--out", type=Path, help="write the numbers as JSON")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the indexes there; use those that are there")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--stage", choices=["build", "repeat", "ask", "change"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if options.stage:
        stages = {
            "build": lambda: build(options.corpus, options.work, sizes[0], options.vectors),
            "repeat": lambda: repeat(options.work.parent / str(options.real), options.work, sizes[0], options.vectors),
            "ask": lambda: ask(options.corpus, options.work, options.vectors),
            "change": lambda: change(options.work, options.vectors),
        }
        print(json.dumps(stages[options.stage]()))
        return
    rows = []
    with tempfile.TemporaryDirectory() as work:
        for size in sizes:
            folder = (options.keep or Path(work)) / str(size)
            built = folder / "built.json"
            making = "repeat" if options.real and size > options.real else "build"
            if not built.exists():
                built.write_text(json.dumps(stage(making, options, folder, size)), encoding="utf-8")
            row: dict[str, float] = json.loads(built.read_text(encoding="utf-8"))
            for name in ("ask", "change"):
                row |= stage(name, options, folder, size)
                print(size, name, json.dumps(row), file=sys.stderr, flush=True)
            rows.append(row)
    note = f"{options.corpus.name}; vectors of passages: {Path(options.vectors).name}"
    print(f"{note}\n\n{table(rows)}\n\n{growth(rows)}")
    if options.out:
        options.out.write_text(json.dumps({"note": note, "rows": rows}, indent=1), encoding="utf-8")
    if options.plot:
        draw(rows, options.plot, note)


if __name__ == "__main__":
    main()
