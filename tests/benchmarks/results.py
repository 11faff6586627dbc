"""The product's answers to the questions it was made with and to those of others, as Markdown tables.

    python -m tests.benchmarks.results [--set TITLE FOLDER] ... [--corpus TITLE FOLDER QUESTIONS] ... [--write]

``--set``: a public set; its first N questions are asked of all its paragraphs, and its first N without an answer.
``--corpus``: documents of other people and questions about them, in the form of ``data/questions.jsonl``. ``--write``
puts the whole table into docs/results.md and the key figures into README.md.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa import Assistant, Retriever
from qa.cli import default_corpus
from qa.evaluate.metrics import SECTION, SEPARATION, WRONGLY, QuestionRow, estimate, mean
from qa.evaluate.questions import read_questions
from qa.evaluate.run import ask_questions, open_benchset
from qa.evaluate.sets import read_benchset
from tests.benchmarks.public import answerable, unanswerable

RESULTS, README = Path("docs/results.md"), Path("README.md")
OWN = Path("data/questions.jsonl")
MEASURES = {
    "first passage": mean("hit@1"),
    "first five": mean("all@5"),
    "quotes": mean("quotes"),
    "first quote": mean("first"),
    "section": SECTION,
    "wrongly refused": WRONGLY,
    "AUROC": SEPARATION[0],
}
KINDS = {"near refused": "near", "place refused": "place", "unrelated refused": "other"}
COLUMNS = ("questions about", "answerable", *MEASURES, *KINDS)
KEY_FIGURES = ("questions about", "answerable", "first passage", "quotes", "wrongly refused", *KINDS)


def figures(name: str, rows: Sequence[QuestionRow]) -> dict[str, str]:
    """One row of the table, by column."""
    cells = {"questions about": name, "answerable": str(sum(row.values["answerable"] == 1 for row in rows))}
    for column, measure in MEASURES.items():
        found = estimate(measure, rows)
        cells[column] = f"{found.value:.2f}" if found else ""
    for column, kind in KINDS.items():
        asked = [row for row in rows if row.kind == kind]
        refused = sum(not row.values["answered"] for row in asked)
        cells[column] = f"{refused} of {len(asked)}" if asked else ""
    return cells


def asked(options: argparse.Namespace) -> Iterator[tuple[str, Sequence[QuestionRow]]]:
    """Every set and what came of its questions."""
    own = Assistant(Retriever.from_path(default_corpus()))
    yield "the five articles (*development*)", ask_questions(own, read_questions(OWN))
    for title, folder in options.set:
        bench = read_benchset(Path(folder), limit=options.limit)
        retriever = open_benchset(bench, index=options.indexes and options.indexes / Path(folder).name)
        questions = [*answerable(Path(folder), bench), *unanswerable(bench)]
        yield title, ask_questions(Assistant(retriever), questions)
    for title, folder, file in options.corpus:
        yield title, ask_questions(Assistant(Retriever.from_path(folder)), read_questions(Path(file)))


def table(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> str:
    """Markdown, numbers to the right; a column without any is left out."""
    columns = [name for name in columns if any(row[name] for row in rows)]
    lines = [
        f"| {' | '.join(row[name] for name in columns)} |" for row in [dict(zip(columns, columns, strict=True)), *rows]
    ]
    return "\n".join([lines[0], f"|---{'|--:' * (len(columns) - 1)}|", *lines[1:]]) + "\n"


def put(text: str, file: Path, name: str = "answers") -> None:
    """Write ``text`` into the one place in ``file`` that is called ``name``."""
    place = re.compile(rf"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", re.DOTALL)
    whole, places = place.subn(lambda _: text, file.read_text(encoding="utf-8"))
    if places != 1:
        raise SystemExit(f"{file} has {places} places for the table; it needs one, between {name}: begin and end")
    file.write_text(whole, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", nargs=2, default=[], metavar=("TITLE", "FOLDER"))
    parser.add_argument("--corpus", action="append", nargs=3, default=[], metavar=("TITLE", "FOLDER", "QUESTIONS"))
    parser.add_argument("--limit", type=int, default=300, metavar="N")
    parser.add_argument("--indexes", type=Path, metavar="FOLDER", help="keeps the indexes of the sets")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS} and {README}")
    options = parser.parse_args()
    rows = [figures(title, found) for title, found in asked(options)]
    print(table(rows, COLUMNS))
    if options.write:
        put(table(rows, COLUMNS), RESULTS)
        put(table(rows, KEY_FIGURES), README)


if __name__ == "__main__":
    main()
