"""What each choice of the search is worth: hit@1 and all evidence @5 without it, and with it.

    python -m tests.benchmarks.ablation [QUESTIONS.jsonl] [--bench FOLDER] [--limit N]

Every row changes one thing of what ships. ``--bench`` adds hit@1 and nDCG@10 on a retrieval set in the form that
``chuchu evaluate`` reads. Preferences for the places, years and roles that a
question asks for are in no row but the last.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, load_encoder
from qa.cli import default_corpus
from qa.evaluate.questions import Question, read_questions
from qa.evaluate.sets import read_benchset
from qa.index.bm25 import KeywordIndex
from qa.index.passage_parts import context, passage_sentences
from qa.index.splitting import split
from qa.index.updating import read_corpus
from qa.retriever import Retriever
from qa.search import fusion
from qa.search.candidates import ASIDE, ASIDE_WEIGHT
from qa.text.folding import fold, simplify
from qa.text.words import bigrams, keywords, without_question_words, words
from qa.types import Document, Passage
from tests.dense_scores import word_scores

Tokens = Callable[[str], Sequence[object]]
STRETCH = 400


@dataclass(frozen=True)
class Choice:
    """One way to search. The defaults are what ships."""

    name: str
    target: int = 250
    overlap: bool = True
    context: bool = True
    late: bool = False
    tokens: Tokens = field(default=keywords)
    question_words: bool = False
    weights: fusion.FusionWeights = fusion.HYBRID
    z_scores: bool = False

    @property
    def encoding(self) -> tuple[int, bool, bool, bool]:
        """What the vectors depend on."""
        return self.target, self.overlap, self.context, self.late


NO_SENTENCES = fusion.FusionWeights(0.5, 0.0, 0.5)
CHOICES = [
    Choice("as it ships"),
    Choice("vectors alone", weights=fusion.VECTORS),
    Choice("passage vectors alone", weights=fusion.FusionWeights(1.0, 0.0, 0.0)),
    Choice("keywords alone", weights=fusion.KEYWORDS),
    Choice("keywords alone, jieba words only", weights=fusion.KEYWORDS, tokens=words),
    Choice("keywords alone, bigrams only", weights=fusion.KEYWORDS, tokens=bigrams),
    Choice("without the best sentence's score", weights=NO_SENTENCES),
    Choice("jieba words only", tokens=words),
    Choice("bigrams only", tokens=bigrams),
    Choice("question words kept", question_words=True),
    Choice("keywords weigh 0.3", weights=fusion.FusionWeights(0.35, 0.35, 0.3)),
    Choice("keywords weigh 0.7", weights=fusion.FusionWeights(0.15, 0.15, 0.7)),
    Choice("z-scores over the candidates", z_scores=True),
    Choice("no title and headings in front", context=False),
    Choice("no shared sentence", overlap=False),
    Choice("passages of 180", target=180),
    Choice("passages of 220", target=220),
    Choice("passages of 320", target=320),
    Choice("late chunking over the section", late=True),
]


@dataclass(frozen=True)
class Encoded:
    """Vectors of the passages, shape (n, dim), and of the sentences of each."""

    passages: list[Passage]
    vectors: NDArray[np.float32]
    sentences: list[NDArray[np.float32]]


def encode(documents: Sequence[Document], choice: Choice, encoder: Encoder) -> Encoded:
    """Split and encode as ``choice`` says."""
    passages, whole, parts = [], [], []
    for document in documents:
        found = split(document, target=choice.target, overlap=choice.overlap)
        passages += found
        for stretch in _stretches(found) if choice.late else [[passage] for passage in found]:
            text, spans, counts = _text_and_spans(document, stretch, front=choice.context)
            vectors = encoder.encode_spans([text], [spans])
            at = 0
            for count in counts:
                whole.append(vectors[at])
                parts.append(vectors[at + 1 : at + 1 + count])
                at += 1 + count
    return Encoded(passages, np.stack(whole), parts)


def _stretches(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Neighbours of one section, together no longer than the encoder reads."""
    stretch: list[Passage] = []
    for passage in passages:
        same = stretch and stretch[0].heading == passage.heading and stretch[-1].role == passage.role == "body"
        if not same or passage.end - stretch[0].start > STRETCH:
            if stretch:
                yield stretch
            stretch = []
        stretch.append(passage)
    if stretch:
        yield stretch


def _text_and_spans(
    document: Document, stretch: Sequence[Passage], *, front: bool
) -> tuple[str, list[tuple[int, int]], list[int]]:
    start = stretch[0].start
    head = context(stretch[0]) if front else ""
    body = document.text[start : stretch[-1].end]
    text = simplify(head + body)
    shift = len(head) - start if len(text) == len(head) + len(body) else None
    spans, counts = [], []
    for passage in stretch:
        sentences = passage_sentences(passage)
        counts.append(len(sentences))
        alone = len(stretch) == 1
        extents = [(passage.start, passage.end), *((s.start, s.end) for s in sentences)]
        placed = [(a + shift, b + shift) if shift is not None else (0, len(text)) for a, b in extents]
        spans += [(0, len(text)), *placed[1:]] if alone else placed
    return text, spans, counts


@dataclass(frozen=True)
class Search:
    """One choice over one corpus."""

    choice: Choice
    encoded: Encoded
    keywords: KeywordIndex

    @classmethod
    def of(cls, choice: Choice, encoded: Encoded) -> Search:
        """Count the keywords."""
        texts = (fold((context(p) if choice.context else "") + p.text).text for p in encoded.passages)
        index = KeywordIndex.from_tokens([token.word for token in choice.tokens(text)] for text in texts)
        return cls(choice, encoded, index)

    def best(self, question: str, vector: NDArray[np.float32]) -> list[Passage]:
        """Passages, best first."""
        folded = fold(question).text
        text = folded if self.choice.question_words else without_question_words(folded)
        tokens = [token.word for token in self.choice.tokens(text)]
        vectors, by_words = self.encoded.vectors @ vector, word_scores(self.keywords, tokens)
        rows = np.union1d(fusion.top_rows(vectors, 100), fusion.top_rows(by_words, 100))
        sentences = np.array([(self.encoded.sentences[row] @ vector).max(initial=-1.0) for row in rows])
        weights = self.choice.weights
        if self.choice.z_scores:
            fused = weights.vectors * fusion.normalise(vectors[rows]) + weights.sentences * fusion.normalise(sentences)
            fused = fused + weights.keywords * fusion.normalise(by_words[rows])
        else:
            total = sum(self.keywords.rarity(token) for token in tokens)
            shares = by_words[rows] / max(total, 1e-6)
            spread = (float(vectors.mean()), float(vectors.std()))
            fused = fusion.fuse(vectors[rows], sentences, shares, weights, spread)
        fused = fused - ASIDE_WEIGHT * np.array([self.encoded.passages[row].role in ASIDE for row in rows])
        return [self.encoded.passages[row] for row in rows[np.lexsort((rows, -fused))]]


def on_questions(best: Callable[[Question], list[Passage]], questions: Sequence[Question]) -> str:
    """hit@1, all evidence @5 and the mean length of the first five."""
    first, whole, lengths = [], [], []
    for question in questions:
        passages = best(question)[:5]
        covered = [
            [any(one.covered_by(p.document_id, p.text) for one in group) for group in question.evidence]
            for p in passages
        ]
        first.append(any(covered[0]))
        whole.append(all(map(any, zip(*covered, strict=True))))
        lengths += [len(passage.text) for passage in passages]
    return f"{np.mean(first):.3f} | {np.mean(whole):.3f} | {np.mean(lengths):.0f}"


def on_bench(
    search: Search,
    queries: Mapping[str, NDArray[np.float32]],
    texts: Mapping[str, str],
    relevant: Mapping[str, Mapping[str, int]],
) -> str:
    """hit@1 and nDCG@10 over documents, each at the rank of its first passage."""
    hits, gains = [], []
    for query, vector in queries.items():
        ranked = list(dict.fromkeys(p.document_id for p in search.best(texts[query], vector)))[:10]
        right = [relevant[query].get(document, 0) > 0 for document in ranked]
        ideal = sum(1 / math.log2(i + 2) for i in range(min(10, sum(g > 0 for g in relevant[query].values()))))
        hits.append(right[0])
        gains.append(sum(1 / math.log2(i + 2) for i, one in enumerate(right) if one) / ideal)
    return f"{np.mean(hits):.3f} | {np.mean(gains):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="?", type=Path, default=Path("data/questions.jsonl"))
    parser.add_argument("--bench", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N queries of the bench and their documents")
    options = parser.parse_args()
    encoder = load_encoder()
    questions = [question for question in read_questions(options.questions) if question.evidence]
    asked = {q.id: encoder.encode_queries([simplify(q.joined)])[0] for q in questions}
    articles = read_corpus(default_corpus())[0]
    bench = read_benchset(options.bench, limit=options.limit) if options.bench else None
    if bench and options.limit:
        wanted = {document for judged in bench.relevant.values() for document in judged}
        bench = dataclasses.replace(bench, documents=tuple(d for d in bench.documents if d.id in wanted))
    queries = {q: encoder.encode_queries([simplify(text)])[0] for q, text in bench.queries.items()} if bench else {}
    made: dict[tuple[int, bool, bool, bool], tuple[Encoded, Encoded | None]] = {}
    name = f" {options.bench.name} hit@1 | nDCG@10 |" if bench else ""
    print(f"| | hit@1 | all evidence @5 | characters |{name}\n|---|--:|--:|--:|{'--:|--:|' if bench else ''}")
    for choice in CHOICES:
        if choice.encoding not in made:
            over = encode(bench.documents, choice, encoder) if bench else None
            made[choice.encoding] = encode(articles, choice, encoder), over
        own, other = made[choice.encoding]
        search = Search.of(choice, own)
        row = on_questions(lambda q, search=search: search.best(q.joined, asked[q.id]), questions)
        if bench and other:
            row += " | " + on_bench(Search.of(choice, other), queries, bench.queries, bench.relevant)
        print(f"| {choice.name} | {row} |", flush=True)
    retriever = Retriever.from_path(default_corpus(), encoder=encoder)
    row = on_questions(lambda q: [hit.passage for hit in retriever.search(q.joined, top_k=5)], questions)
    print(f"| **as it ships, with preferences** | {row} |{' | |' if bench else ''}")


if __name__ == "__main__":
    main()
