"""A question against an index: candidates with every score there is, then hits. It writes and reads nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.encoder import Vectors
from embeddings.vector_index import RowNumbers, inner_products
from qa.index.contents import Index, passage_sentences
from qa.index.rows import offsets
from qa.search import fusion
from qa.search.filters import matches
from qa.search.highlighting import matched_spans
from qa.search.query import Asked, asked
from qa.search.repeats import repeats
from qa.search.weights import weights
from qa.text.characters import has_chinese
from qa.text.figures import holds
from qa.text.folding import folded_text, simplify
from qa.text.pinyin import named_words
from qa.text.places import place_stem
from qa.text.words import Token, keywords, without_question_words
from qa.types import KINDS, Hit, Mode, Span

ASIDE = ("title", "kicker", "heading", "caption", "byline", "sidebar")
ASIDE_WEIGHT = 0.6
_PLACE_WEIGHT = 0.6
_PERIOD_WEIGHT = 0.6
_NAMES_WEIGHT = 0.6
_SAME_DOCUMENT_WEIGHT = 0.5
_EVIDENCE_SENTENCES = 2
_LEAST_DEVIATION = 0.002
_USUAL_DEVIATION = 0.02


@dataclass(frozen=True, slots=True)
class Query:
    """A question prepared once.

    asked: what it asks for. folded: its text, folded. tokens: its keywords, without question words. rarity: of each
    of their words. vector: shape (dim,).
    """

    asked: Asked
    folded: str
    tokens: tuple[Token, ...]
    rarity: Mapping[str, float]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, best first; every array has shape (number of candidates,).

    rows: passage rows. fused: the score they are ranked by. shown: probability, 0–1, that they show what was asked
    for. vectors, sentences: cosines of the question with the passage and with its best sentence. keywords: BM25.
    corpus: mean and standard deviation of the question's cosine with every passage there is.
    """

    rows: NDArray[np.int64]
    fused: fusion.Scores
    shown: fusion.Scores
    vectors: fusion.Scores
    sentences: fusion.Scores
    keywords: fusion.Scores
    corpus: tuple[float, float]

    def taken(self, positions: Sequence[int]) -> Candidates:
        """The candidates at ``positions``, in that order."""
        chosen = np.array(positions, dtype=np.int64)
        return Candidates(
            self.rows[chosen],
            self.fused[chosen],
            self.shown[chosen],
            self.vectors[chosen],
            self.sentences[chosen],
            self.keywords[chosen],
            self.corpus,
        )


_NO_SCORES = np.zeros(0, dtype=np.float32)
_NO_ROWS = np.zeros(0, dtype=np.int64)
NO_CANDIDATES = Candidates(_NO_ROWS, _NO_SCORES, _NO_SCORES, _NO_SCORES, _NO_SCORES, _NO_SCORES, (0.0, 1.0))


def prepare(question: str, index: Index, encoder: Encoder) -> Query | None:
    """Fold, cut and encode a question; None when it holds no letter, digit or character to look for."""
    understood = asked(question, index.places, index.newest)
    folded = folded_text(understood.text)
    if not re.search(r"[^\W_]", folded):
        return None
    tokens = tuple(keywords(without_question_words(folded)))
    rarity = {token.word: index.keywords.rarity(token.word) for token in tokens}
    return Query(understood, folded, tokens, rarity, encoder.encode_queries([simplify(understood.text)])[0])


def candidates(index: Index, query: Query, *, where: Mapping[str, str], mode: Mode) -> Candidates:
    """The best passages by vectors and by keywords together, scored by both and ordered by their fusion.

    In mode ``keywords`` a passage that holds none of them is no candidate.
    """
    allowed = _allowed(index, where)
    keyword_scores = index.keywords.scores(token.word for token in query.tokens)
    names = index.keywords.scores(named_words(query.asked.text, index.keywords.tokens))
    weights = _weights(index, query, mode)
    by_words = keyword_scores + names if mode == "hybrid" else keyword_scores
    near = _nearest(index, query, allowed) if weights.vectors else _NO_ROWS
    rows = np.union1d(near, _best_of(by_words, allowed) if mode != "vectors" else _NO_ROWS)
    if not weights.vectors:
        rows = rows[keyword_scores[rows] > 0]
    if not len(rows):
        return NO_CANDIDATES
    sentences = _best_sentence_scores(index, rows, query)
    shares = keyword_scores[rows] / max(sum(query.rarity[token.word] for token in query.tokens), 1e-6)
    vectors = index.vectors.scores(query.vector, rows)
    mean, deviation = index.vectors.spread(query.vector)
    corpus = mean, deviation if deviation > _LEAST_DEVIATION else _USUAL_DEVIATION
    fused = fusion.fuse(vectors, sentences, shares, weights, corpus)
    if mode == "hybrid":
        fused += _NAMES_WEIGHT * fusion.normalise(names[rows])
    fused += _preferences(index, rows, query.asked)
    order = np.lexsort((rows, -fused))
    best, fused = rows[order], fused[order]
    return Candidates(best, fused, _shown(fused), vectors[order], sentences[order], keyword_scores[best], corpus)


def hits(index: Index, query: Query, found: Candidates, *, top_k: int, in_turn: bool) -> list[Hit]:
    """The first ``top_k`` candidates as hits; a passage printed again in the same document is passed over.

    A hit's score is the probability, 0–1, that it shows what was asked for: its own, or that of the likeliest passage
    that it was put before. in_turn: whether each further passage of the same document counts less.
    """
    chosen: list[Hit] = []
    left = np.ones(len(found.rows), dtype=bool)
    for position in _in_turn(index, found, top_k) if in_turn else range(len(found.rows)):
        passage = index.passages[found.rows[position]]
        score = float(found.shown[left].max())
        left[position] = False
        if any(repeats(passage, hit.passage) for hit in chosen):
            continue
        chosen.append(
            Hit(
                rank=len(chosen) + 1,
                score=score,
                passage=passage,
                matched=matched_spans(query.folded, query.tokens, passage),
                evidence=best_sentences(index, int(found.rows[position]), query)[:_EVIDENCE_SENTENCES],
            )
        )
        if len(chosen) == top_k:
            break
    return chosen


def _in_turn(index: Index, found: Candidates, top_k: int) -> Iterator[int]:
    """Positions of the candidates, best first, while the documents take turns."""
    waiting = list(range(min(len(found.rows), 10 * top_k)))
    taken: Counter[str] = Counter()
    while waiting:
        best = max(waiting, key=lambda i: found.fused[i] - _SAME_DOCUMENT_WEIGHT * taken[_document(index, found, i)])
        taken[_document(index, found, best)] += 1
        waiting.remove(best)
        yield best


def _document(index: Index, found: Candidates, position: int) -> str:
    return index.passages[int(found.rows[position])].document_id


def _shown(fused: fusion.Scores) -> fusion.Scores:
    """How likely each passage shows what was asked for: a logistic of its fused score and how far it is behind."""
    stored = weights().hit
    logits = stored["bias"] + stored["fused"] * fused + stored["behind"] * (fused.max() - fused)
    return np.asarray(1 / (1 + np.exp(np.minimum(-logits, 50.0))))


def best_sentences(index: Index, row: int, query: Query) -> tuple[Span, ...]:
    """The sentences of passage ``row``, best first: vector score and the rarity of the keywords they hold, added."""
    sentences = passage_sentences(index.passages[row])
    texts = [folded_text(sentence.text) for sentence in sentences]
    held = [sum(rarity for word, rarity in query.rarity.items() if holds(word, text)) for text in texts]
    scores = fusion.normalise(sentence_scores(index, row, query)) + fusion.normalise(np.array(held, np.float32))
    return tuple(sentences[i] for i in np.argsort(-scores, kind="stable"))


def sentence_scores(index: Index, row: int, query: Query) -> fusion.Scores:
    """Cosines of the question with each sentence of passage ``row``, shape (number of its sentences,)."""
    start, end = index.sentence_starts[row], index.sentence_starts[row + 1]
    return inner_products(query.vector, index.sentence_vectors[start:end])


def _best_sentence_scores(index: Index, rows: NDArray[np.int64], query: Query) -> fusion.Scores:
    """The highest of ``sentence_scores`` of each of ``rows``, ascending, read in one go."""
    firsts, lasts = index.sentence_starts[rows], index.sentence_starts[rows + 1]
    scores = inner_products(query.vector, index.sentence_vectors.stretches(firsts, lasts))
    return np.maximum.reduceat(scores, offsets(lasts - firsts)[:-1])


def _allowed(index: Index, where: Mapping[str, str]) -> NDArray[np.bool_] | None:
    if not where:
        return None
    chosen = [matches(document, where) for document in index.facts]
    return np.repeat(np.array(chosen, dtype=bool), np.diff(index.passage_starts))


def _preferences(index: Index, rows: NDArray[np.int64], asked: Asked) -> fusion.Scores:
    """What the question's own words say for or against each of ``rows``, in standard deviations."""
    aside = {kind: ASIDE_WEIGHT if kind in asked.roles else -ASIDE_WEIGHT for kind in ASIDE}
    preferences = np.array([aside.get(kind, 0.0) for kind in KINDS], np.float32)[index.kinds[rows]]
    if asked.places or asked.years:
        preferences += np.array([_fit(index, row, asked) for row in rows], np.float32)
    return preferences


def _fit(index: Index, row: int, asked: Asked) -> float:
    """What place and years named in the question say for a passage."""
    document = index.facts[index.document_of(row)]
    fit = _PLACE_WEIGHT if document.place and place_stem(document.place) in asked.places else 0.0
    if any(year == (document.period or "")[:4] or year in index.passages[row].text for year in asked.years):
        fit += _PERIOD_WEIGHT
    return fit


def _weights(index: Index, query: Query, mode: Mode) -> fusion.FusionWeights:
    if mode != "hybrid":
        return fusion.VECTORS if mode == "vectors" else fusion.KEYWORDS
    foreign = not has_chinese(query.folded) and index.chinese
    known = all(token.word in index.keywords.tokens for token in query.tokens)
    return fusion.VECTORS if foreign and not (query.tokens and known) else fusion.HYBRID


def _nearest(index: Index, query: Query, allowed: NDArray[np.bool_] | None) -> RowNumbers:
    if allowed is None:
        return index.vectors.nearest(query.vector, fusion.CANDIDATES)
    rows = np.flatnonzero(allowed)
    return rows[fusion.top_rows(index.vectors.scores(query.vector, rows), fusion.CANDIDATES)]


def _best_of(scores: fusion.Scores, allowed: NDArray[np.bool_] | None) -> RowNumbers:
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    return rows[fusion.top_rows(scores[rows], fusion.CANDIDATES)]
