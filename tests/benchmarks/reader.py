"""What the reader is worth on public sets, as Markdown: reading, ordering, saying no, and how fast it reads.

    python -m tests.benchmarks.reader --bench FOLDER [--limit N] [--reader FOLDER] [--only given order ...]

FOLDER holds one folder per set, in the form that ``chuchu evaluate`` reads. Sets that may not be trained on are for
measuring alone: choose ``--blend`` with ``--sets cmrc2018-trial drcd-dev-t2s``. With ``--indexes`` what was encoded is
kept there and taken up again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from tqdm import tqdm

from embeddings import DEFAULT_READER, AnswerSpan, Encoder, PassageReading, Reader, load_encoder, load_reader
from embeddings.build.span_scores import exact_match_and_f1
from qa import Retriever
from qa.answer.sentence_ranking import spans_if_answered
from qa.answer.sentences_alone import averaged
from qa.evaluate.metrics import area, refused_at
from qa.evaluate.run import open_benchset
from qa.evaluate.sets import BenchSet, read_benchset
from qa.text.sentences import sentences
from qa.types import Mode
from tests.benchmarks.found_passages import READ, Found, find, words

GIVEN = ("cmrc2018-dev", "xquad-zh", "mlqa-dev-zh", "xquad-en2zh", "mlqa-dev-en2zh")
ORDERED = (
    *GIVEN, "xquad-zh2en", "mlqa-dev-zh2en", "mlqa-dev-en", "chinesesquad2-dev", "cail2019-dev", "dureader2-demo",
    "stard-national", "stard-laws",
)  # fmt: skip
OPEN, UNANSWERABLE = "cmrc2018-dev", "chinesesquad2-dev"
MODES: tuple[Mode, ...] = ("vectors", "keywords", "hybrid")
NEARLY_ALL = 0.95
ROUNDS = 40
CHARACTERS = 300


@dataclass(frozen=True)
class Asked:
    """A question with the paragraph it is about, and every answer to it in words; none if that does not answer."""

    question: str
    title: str
    text: str
    answers: tuple[str, ...]


class Bench:
    """Sets by name, each opened and read once."""

    def __init__(self, folder: Path, reader: Reader, limit: int | None, indexes: Path | None) -> None:
        self.folder, self.reader, self.limit, self.indexes = folder, reader, limit, indexes
        self._encoder: Encoder = load_encoder()
        self._found: dict[str, list[Found]] = {}

    def asked(self, name: str, file: str = "queries") -> list[Asked]:
        """The first ``limit`` questions of a file, each once for every paragraph that answers it."""
        paragraphs = {one["id"]: one for one in rows_of(self.folder / name / "corpus.jsonl")}
        found = []
        for one in rows_of(self.folder / name / f"{file}.jsonl"):
            spans = one.get("spans", [])
            for id in dict.fromkeys([span["doc_id"] for span in spans] or [one["doc_id"]]):
                answers = tuple(span["text"] for span in spans if span["doc_id"] == id)
                found.append(Asked(one["text"], paragraphs[id].get("title") or "", paragraphs[id]["text"], answers))
        return found[: self.limit]

    def retrieval_set(self, name: str) -> BenchSet:
        return read_benchset(self.folder / name, limit=self.limit)

    def retriever(self, name: str) -> Retriever:
        index = self.indexes and self.indexes / name
        return open_benchset(self.retrieval_set(name), index=index, encoder=self._encoder)

    def found(self, name: str) -> list[Found]:
        """What the set's questions find, read."""
        if name not in self._found:
            retriever, asked = self.retriever(name), self.retrieval_set(name).queries.values()
            self._found[name] = [find(retriever, self.reader, question) for question in tqdm(asked, name)]
        return self._found[name]


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def table(*head: str) -> None:
    print(f"\n| {' | '.join(head)} |\n|---|{'--:|' * (len(head) - 1)}", flush=True)


def row(name: str, *cells: float | str) -> None:
    shown = [cell if isinstance(cell, str) else f"{cell:.3f}" for cell in cells]
    print(f"| {name} | {' | '.join(shown)} |", flush=True)


def given(bench: Bench, sets: Sequence[str]) -> None:
    """Exact match and F1, 0–100, in the paragraph that each question was asked about; once more as answers read it."""
    once, twice = ("exact match", "F1"), ("exact match, sentence again", "F1, sentence again")
    table("paragraph given", "questions", *once, *twice, "exact match, may say no", "F1, may say no", "says no")
    for name in sets:
        scores = np.array([score_given(bench.reader, one) for one in tqdm(bench.asked(name), name)])
        row(name, str(len(scores)), *(f"{100 * score:.1f}" for score in scores.mean(axis=0)))


def score_given(reader: Reader, asked: Asked) -> tuple[float, ...]:
    """Exact match and F1 of the likeliest words; with their sentence read again; where it may say no; whether so."""
    reading = read_own(reader, asked)
    plain = exact_match_and_f1(words(reading, asked.text), asked.answers)
    twice = exact_match_and_f1(words(read_again(reader, asked, reading), asked.text), asked.answers)
    says_no = reading.answers < 0.5
    return *plain, *twice, *((0.0, 0.0) if says_no else plain), float(says_no)


def read_again(reader: Reader, asked: Asked, reading: PassageReading) -> PassageReading:
    """``reading`` with what the sentence that most of its spans begin in says by itself."""

    def held(extent: tuple[int, int]) -> float:
        return sum(span.probability for span in reading.spans if extent[0] <= span.start < extent[1])

    start, end = max(sentences(asked.text), key=held, default=(0, 0))
    if start == end:
        return reading
    (alone,) = reader.read(asked.question, [("", asked.text[start:end])])
    again = [AnswerSpan(start + one.start, start + one.end, one.probability) for one in spans_if_answered(alone)]
    return dataclasses.replace(reading, spans=averaged(spans_if_answered(reading), again))


def read_own(reader: Reader, asked: Asked) -> PassageReading:
    return reader.read(asked.question, [(asked.title, asked.text)])[0]


def unanswerable(bench: Bench) -> None:
    """How well the log odds of a question's own paragraph tell whether it answers."""
    yes, no = (
        np.array([read_own(bench.reader, one).score for one in tqdm(bench.asked(UNANSWERABLE, file), file)])
        for file in ("queries", "unanswerable")
    )
    table("does the paragraph answer", "questions", "AUROC", "refused at 5 % wrongly refused")
    row(UNANSWERABLE, str(len(yes) + len(no)), area(yes, no), refused_at(yes, no))


def open_reading(bench: Bench, blend: float) -> None:
    """Exact match and F1, 0–100, over all paragraphs."""
    answers: dict[str, list[str]] = {}
    for one in bench.asked(OPEN):
        answers.setdefault(one.question, []).extend(one.answers)
    asked = bench.retrieval_set(OPEN).queries.values()
    table(f"open, the first {READ} read", "questions", "exact match", "F1")
    for name, weight in (("as found", 0.0), (f"found + {blend} × read", blend), ("as read", np.inf)):
        scores = [
            exact_match_and_f1(found.answer(weight), answers[question])
            for question, found in zip(asked, bench.found(OPEN), strict=True)
            if question in answers
        ]
        row(f"{OPEN}, {name}", str(len(scores)), *(f"{100 * score:.1f}" for score in np.mean(scores, axis=0)))


def unrelated(bench: Bench, threshold: float) -> None:
    """Questions that nothing in the corpus answers, refused where no passage is likelier than ``threshold``."""
    retriever, outside = bench.retriever(OPEN), bench.retrieval_set(OPEN).outside["ood"].values()
    inside = np.array([found.best for found in bench.found(OPEN)])
    beside = np.array([find(retriever, bench.reader, question).best for question in tqdm(outside, "unrelated")])
    least = float(np.log(threshold / (1 - threshold)))
    table("unrelated questions", "AUROC", f"refused below {threshold}", "wrongly refused", "refused at 5 % wrongly")
    row(OPEN, area(inside, beside), (beside < least).mean(), (inside < least).mean(), refused_at(inside, beside))


def order(bench: Bench, sets: Sequence[str], blends: Sequence[float]) -> None:
    """Hit@1 by each half of the search, both, and both with the reader; and the mean reciprocal rank of those."""
    names = [f"+ {blend} × read" for blend in blends]
    table("set, hit@1", "questions", *MODES, *names, "− best", "MRR", *(f"MRR {name}" for name in names))
    gains = []
    for name in sets:
        retriever, judged = bench.retriever(name), bench.retrieval_set(name)
        relevant = [[one for one, grade in judged.relevant[id].items() if grade > 0] for id in judged.queries]
        questions = list(zip(judged.queries.values(), relevant, strict=True))
        halves = [float(np.mean([hit_first(retriever, *one, mode) for one in questions])) for mode in MODES[:2]]
        ranks = np.array(
            [[one.rank_of(wanted, blend) for blend in (0.0, *blends)]
             for one, wanted in zip(bench.found(name), relevant, strict=True)]
        )  # fmt: skip
        both, *ordered = (float(share) for share in (ranks == 1).mean(axis=0))
        best = max(*halves, both)
        if best < NEARLY_ALL:
            gains.append(ordered[0] - best)
        ranking = (1 / ranks).mean(axis=0)
        row(name, str(len(ranks)), *halves, both, *ordered, f"{ordered[0] - best:+.3f}", *ranking)
    if gains:
        print(f"\nmean gain of the first blend where the best is below {NEARLY_ALL}: {np.mean(gains):+.3f}")


def hit_first(retriever: Retriever, question: str, relevant: Sequence[str], mode: Mode) -> bool:
    return any(hit.passage.document_id in relevant for hit in retriever.search(question, top_k=1, mode=mode))


def speed(bench: Bench) -> None:
    """Reading a passage beside encoding it, turn by turn, each on one processor."""
    encoder = load_encoder()
    question = bench.asked(OPEN)[0].question
    paragraphs = dict.fromkeys(one.text for one in bench.asked(OPEN))
    texts = [text[:CHARACTERS] for text in paragraphs if len(text) >= CHARACTERS][:ROUNDS]
    times = []
    for text in [texts[0], *texts]:
        began = perf_counter()
        encoder.encode_passages([text])
        between = perf_counter()
        bench.reader.read(question, [("", text)])
        times.append((1000 * (between - began), 1000 * (perf_counter() - between)))
    encoding, reading = (statistics.median(column) for column in zip(*times[1:], strict=True))
    table(f"{CHARACTERS} characters, median of {len(texts)}", "encoding, ms", "reading, ms", "ratio")
    row(bench.reader.name, encoding, reading, reading / encoding)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--limit", type=int, metavar="N", help="the first N questions of each set")
    parser.add_argument("--reader", type=Path, default=DEFAULT_READER)
    parser.add_argument("--only", nargs="+", default=("given", "open", "unanswerable", "unrelated", "order", "speed"))
    parser.add_argument("--sets", nargs="+", help="sets for the rows of 'given' and 'order'")
    parser.add_argument("--blend", type=float, nargs="+", default=(0.2,), help="what the log odds of reading count")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--indexes", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    bench = Bench(options.bench, load_reader(options.reader), options.limit, options.indexes)
    rows: dict[str, Callable[[], None]] = {
        "given": lambda: given(bench, options.sets or GIVEN),
        "open": lambda: open_reading(bench, options.blend[0]),
        "unanswerable": lambda: unanswerable(bench),
        "unrelated": lambda: unrelated(bench, options.threshold),
        "order": lambda: order(bench, options.sets or ORDERED, options.blend),
        "speed": lambda: speed(bench),
    }
    for name in options.only:
        rows[name]()


if __name__ == "__main__":
    main()
