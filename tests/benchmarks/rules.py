"""Which rules earn their place: how often each alternative of a Chinese pattern decides, here and elsewhere.

    python -m tests.benchmarks.rules [FOLDER ...] [--group NAME ...] [--cost N] [--whole] [--without-reader] [--write]

FOLDER: public sets in the form that ``chuchu evaluate`` reads. An alternative *fires* on a text when what is understood
of the text is another thing without it. What leaving it out costs is asked of the questions it fires on, N a set at
most: lost are those whose first passage or quotes were right and are not, or that were rightly refused and are not; won
the reverse. A follow-up is a public question asked after the one before it on the same paragraph. Layout is tried on
the five articles, of which all our questions are then asked again, and on the first passages of each set. ``--write``
puts the patterns that fire anywhere, each left out as a whole, into docs/results.md.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from embeddings import Encoder, Reader, load_encoder, load_reader
from embeddings.encoder import Vectors
from qa import Assistant, Retriever
from qa.cli import default_corpus
from qa.evaluate.questions import Question, read_questions
from qa.evaluate.run import open_benchset
from qa.evaluate.sets import read_benchset
from qa.types import Extent
from tests.benchmarks.public import answerable
from tests.benchmarks.results import RESULTS, put, table
from tests.benchmarks.rule_variants import GROUPS, Call, Recorder, Variant, installed, variants

QUESTIONS = Path("data/questions.jsonl")
DOCUMENTS = 300
LONGEST = 60

Understood = tuple[Question, object, dict[int, list[Call]]]


@dataclass(frozen=True)
class Texts:
    """What is understood (questions, the same after another one, pages as if they were questions) and asked.

    judged: ids of the questions whose documents are in the assistant's index.
    """

    questions: list[Question]
    conversations: list[Question]
    pages: list[Question]
    judged: frozenset[str]
    assistant: Assistant

    def of(self, group: str) -> list[Question]:
        """Those that the rules of a group see."""
        return {"follow-ups": self.conversations, "layout": self.pages}.get(group, self.questions)


@dataclass
class Cost:
    """fires: on how many texts. lost, won: of those asked."""

    fires: int = 0
    lost: int = 0
    won: int = 0


class RememberingEncoder:
    """An encoder that encodes no passage twice."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dim, self.spans = encoder.name, encoder.dim, encoder.encode_spans
        self.encode_queries, self.encode_passages = encoder.encode_queries, encoder.encode_passages
        self.seen: dict[tuple[str, tuple[Extent, ...]], Vectors] = {}

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Extent]]) -> Vectors:
        """Vectors of stretches of texts."""
        keys = [(text, tuple(extents)) for text, extents in zip(texts, spans, strict=True)]
        for text, extents in keys:
            if (text, extents) not in self.seen:
                self.seen[text, extents] = self.spans([text], [extents])
        return np.concatenate([self.seen[key] for key in keys])


def own_texts(reader: Reader | None) -> Texts:
    """The questions and articles of this repository."""
    questions = read_questions(QUESTIONS)
    pages = [page(path.name, path.read_text("utf-8")) for path in sorted(default_corpus().glob("*.txt"))]
    everything = frozenset(one.id for one in questions)
    assistant = Assistant(Retriever.from_path(default_corpus()), reader=reader)
    return Texts(questions, questions, pages, everything, assistant)


def public_texts(folder: Path, pages: int, indexes: Path | None, reader: Reader | None) -> Texts:
    """A public set: every question, and an index of the paragraphs that its first questions belong to."""
    bench = read_benchset(folder)
    documents: dict[str, None] = {}
    judged, turns = set(), []
    singles = list(answerable(folder, bench))
    for before, single in zip([None, *singles], singles, strict=False):
        right = {one.document_id for one in single.evidence[0]}
        if len(documents.keys() | right) <= DOCUMENTS:
            documents |= dict.fromkeys(sorted(right))
            judged.add(single.id)
        if before and right == {one.document_id for one in before.evidence[0]}:
            turns.append(dataclasses.replace(single, turns=(before.question, single.question)))
    kept = dataclasses.replace(bench, documents=tuple(one for one in bench.documents if one.id in documents))
    retriever = open_benchset(kept, index=indexes and indexes / folder.name)
    read = [page(one.id, one.text) for one in bench.documents[:pages]]
    return Texts(singles, turns, read, frozenset(judged), Assistant(retriever, reader=reader))


def page(id: str, text: str) -> Question:
    """A document as if it were a question."""
    return Question(id, "", text, (text,), ())


def understood(group: str, texts: Texts) -> Iterator[Understood]:
    """Each text, what is understood of it, and what each pattern of the group was asked meanwhile."""
    whole = [one for one in variants(group) if one.part is None]
    recorders = [Recorder(one.old) for one in whole]
    with ExitStack() as stack:
        for one, recorder in zip(whole, recorders, strict=True):
            stack.enter_context(installed(dataclasses.replace(one, new=recorder)))
        for text in texts.of(group):
            found = GROUPS[group].effect(text, texts.assistant.retriever.index)
            yield text, found, {id(one.pattern): one.forget() for one in recorders}


def fired(variant: Variant, group: str, texts: Texts, known: Sequence[Understood]) -> list[Question]:
    """The texts of which another thing is understood with ``variant``."""
    found = []
    for text, before, calls in known:
        if any(call(variant.old) != call(variant.new) for call in calls[id(variant.old)]):
            with installed(variant):
                after = GROUPS[group].effect(text, texts.assistant.retriever.index)
            found += [text] if after != before else []
    return found


def points(assistant: Assistant, question: Question) -> int:
    """One for a first passage that is right, one for quotes that are, one for a refusal that is."""
    answer = assistant.ask(question.question, [(turn, "") for turn in question.turns[:-1]])
    if not question.evidence:
        return int(not answer.answered)
    first = any(question.shown_by(one.passage.document_id, one.passage.text) for one in answer.hits[:1])
    quoted = answer.answered and all(
        any(one.covered_by(cited.document_id, cited.quote) for one in group for cited in answer.citations)
        for group in question.evidence
    )
    return int(first) + int(quoted)


class Study:
    """What ships is understood and asked once, and every variant against it."""

    def __init__(self, texts: Sequence[Texts], most: int, *, whole: bool) -> None:
        self.texts, self.most, self.whole = texts, most, whole
        self.encoder = RememberingEncoder(load_encoder())
        self.shipped: dict[tuple[int, Question], int] = {}

    def of(self, group: str) -> Iterator[tuple[Variant, list[Cost]]]:
        """Every variant of a group: what it does to our own texts, and to all public ones together."""
        known = [list(understood(group, texts)) for texts in self.texts]
        for variant in tqdm([one for one in variants(group) if not (self.whole and one.part)], group):
            costs = [Cost(), Cost()]
            for number, texts in enumerate(self.texts):
                found = fired(variant, group, texts, known[number])
                costs[number > 0].fires += len(found)
                if found and self.most and (group != "layout" or not number):
                    self.ask(variant, group, number, found, costs[number > 0])
            yield variant, costs

    def ask(self, variant: Variant, group: str, number: int, found: Sequence[Question], cost: Cost) -> None:
        """Add to ``cost`` the questions that come out otherwise; for layout, any of those asked of the articles."""
        texts = self.texts[number]
        asked = texts.questions if group == "layout" else [one for one in found if one.id in texts.judged][: self.most]
        for one in asked:
            if (number, one) not in self.shipped:
                self.shipped[number, one] = points(texts.assistant, one)
        with installed(variant):
            assistant = texts.assistant
            if group == "layout":
                anew = Retriever.from_path(default_corpus(), encoder=self.encoder, cached=False)
                assistant = Assistant(anew, reader=assistant.reader)
            for one in asked:
                change = points(assistant, one) - self.shipped[number, one]
                cost.lost += change < 0
                cost.won += change > 0


COLUMNS = (
    "pattern",
    "left out",
    *(f"{whose}: {what}" for whose in ("own", "public") for what in ("fires", "lost", "won")),
)


def cells(variant: Variant, costs: Sequence[Cost]) -> dict[str, str]:
    """A row of the table, by column."""
    part = (variant.part or "").replace("|", "\\|")
    left_out = f"`{part[:LONGEST]}{'…' * (len(part) > LONGEST)}`" if part else "all of it"
    counts = (str(count) for cost in costs for count in (cost.fires, cost.lost, cost.won))
    name = f"`{variant.module.removeprefix('qa.')}.{variant.name}`"
    return dict(zip(COLUMNS, (name, left_out, *counts), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--group", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--cost", type=int, default=100, metavar="N", help="questions asked for each row and set")
    parser.add_argument("--pages", type=int, default=100, metavar="N", help="passages read for layout, of each set")
    parser.add_argument("--indexes", type=Path, metavar="FOLDER", help="keeps the indexes of the sets")
    parser.add_argument("--whole", action="store_true", help="each pattern as a whole, not by alternatives")
    parser.add_argument("--without-reader", action="store_true", help="ask without it, ten times as fast")
    parser.add_argument("--all", action="store_true", help="rows that fire nowhere as well")
    parser.add_argument("--write", action="store_true", help=f"put the rows of whole patterns into {RESULTS}")
    options = parser.parse_args()
    reader = None if options.without_reader else load_reader()
    public = (public_texts(one, options.pages, options.indexes, reader) for one in options.folders)
    study = Study([own_texts(reader), *public], options.cost, whole=options.whole)
    print(table([], COLUMNS), end="")
    whole = []
    for group in options.group:
        for variant, costs in study.of(group):
            if options.all or any(cost.fires for cost in costs):
                row = cells(variant, costs)
                whole += [] if variant.part else [row]
                print(table([row], COLUMNS).splitlines()[-1], flush=True)
    if options.write:
        put(table(whole, [name for name in COLUMNS if name != "left out"]), RESULTS, "rules")


if __name__ == "__main__":
    main()
