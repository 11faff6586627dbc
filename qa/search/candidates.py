"""A question against an index: the passages that may answer, best first, with their scores. It reads no sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, PassageReading
from embeddings.encoder import Vectors
from qa.index.exact_pool import HEADING
from qa.index.filters import Where
from qa.index.passage_source import PassageSource, Pool, Wanted
from qa.index.top_rows import Scores
from qa.search import fusion
from qa.search.query import Query
from qa.search.weights import weights
from qa.text.folding import simplify
from qa.text.places import place_stem
from qa.text.rule_numbers import number_alone
from qa.types import KINDS, Mode

HEADINGS = ("title", "kicker", "label", "heading", "contents")
ASIDE = ("title", "kicker", "heading", "caption", "byline", "sidebar", "footnote")
ASIDE_WEIGHT = 0.6
_PLACE_WEIGHT = 0.6
_PERIOD_WEIGHT = 0.6
_NAMES_WEIGHT = 0.6
_NUMBER_WEIGHT = 20.0
_BELOW = 1e-3
_LEAST_DEVIATION = 0.002
_USUAL_DEVIATION = 0.02


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, best first; every array but ``vector`` has shape (number of candidates,).

    vector: the question's. rows: passage rows. fused: the score they are ranked by. shown: probability, 0–1, that they
    show what was asked for. cosines: of the question with the passage. corpus: mean and standard deviation of the
    question's cosine with every passage there is. read: what a reader made of passages, by row; none without one.
    """

    vector: Vectors
    rows: NDArray[np.int64]
    fused: Scores
    shown: Scores
    cosines: Scores
    corpus: tuple[float, float]
    read: Mapping[int, PassageReading] = field(default_factory=dict)

    def taken(self, positions: Sequence[int]) -> Candidates:
        """The candidates at ``positions``, in that order."""
        at = np.array(positions, dtype=np.int64)
        return dataclasses.replace(
            self, rows=self.rows[at], fused=self.fused[at], shown=self.shown[at], cosines=self.cosines[at]
        )


_NO_SCORES = np.zeros(0, dtype=np.float32)
_NO_ROWS = np.zeros(0, dtype=np.int64)
NO_CANDIDATES = Candidates(_NO_SCORES, _NO_ROWS, _NO_SCORES, _NO_SCORES, _NO_SCORES, (0.0, 1.0))


def in_turn(each: Sequence[Candidates]) -> Candidates:
    """The first candidate of each, the second of each and so on; a row stands once, where it comes first.

    The vector is that of all questions together, each of the numbers that of the question the row comes first for.
    """
    each = [one for one in each if len(one.rows)]
    if not each:
        return NO_CANDIDATES
    vector = np.sum([one.vector for one in each], axis=0)
    every = Candidates(
        vector / np.linalg.norm(vector),
        np.concatenate([one.rows for one in each]),
        np.concatenate([one.fused for one in each]),
        np.concatenate([one.shown for one in each]),
        np.concatenate([one.cosines for one in each]),
        each[0].corpus,
        {row: reading for one in reversed(each) for row, reading in one.read.items()},
    )
    order = np.argsort(np.concatenate([np.arange(len(one.rows)) for one in each]), kind="stable")
    _, first = np.unique(every.rows[order], return_index=True)
    return every.taken(order[np.sort(first)].tolist())


def question_vector(query: Query, encoder: Encoder) -> Vectors:
    """The vector of a question, shape (dim,)."""
    return np.asarray(encoder.encode_queries([simplify(query.text)])[0])


def find_candidates(index: PassageSource, query: Query, vector: Vectors, *, where: Where, mode: Mode) -> Candidates:
    """The best passages by vectors and by keywords together, scored by both and ordered by their fusion.

    In mode ``keywords`` a passage that holds none of them is no candidate.
    """
    weights = _weights(index, query, mode)
    wanted = Wanted(
        vector=vector,
        words=tuple(token.word for token in query.tokens),
        names=query.sounding if mode == "hybrid" else (),
        numbers=query.numbers,
        by_vectors=weights.vectors > 0,
        by_words=mode != "vectors",
        below="heading" not in query.roles,
        where=where,
    )
    pool = index.pool(wanted)
    rows = pool.rows
    if not len(rows):
        return NO_CANDIDATES
    shares = pool.words / max(sum(query.rarity.get(word, 0.0) for word in wanted.words), 1e-6)
    mean, deviation = pool.spread
    corpus = mean, deviation if deviation > _LEAST_DEVIATION else _USUAL_DEVIATION
    fused = fusion.fuse(pool.cosines, pool.sentences, shares, weights, corpus)
    if wanted.names:
        fused += _NAMES_WEIGHT * fusion.normalise(pool.names)
    fused += _preferences(index, pool, query) + _for_numbers(query, pool)
    if wanted.below:
        fused = _handed_down(index, pool, fused)
    order = np.lexsort((rows, -fused))
    fused = fused[order]
    return Candidates(vector, rows[order], fused, shown(fused), pool.cosines[order], corpus)


def shown(fused: Scores, read: Scores | None = None) -> Scores:
    """How likely each passage shows what was asked for: a logistic of its fused score and how far it is behind.

    read: log odds by a reader that they answer, for passages that it re-ordered.
    """
    stored = weights(reader=read is not None).hit
    logits = stored["bias"] + stored["fused"] * fused + stored["behind"] * (fused.max() - fused)
    if read is not None:
        logits = logits + stored["read"] * read
    return np.asarray(1 / (1 + np.exp(np.minimum(-logits, 50.0))))


def _preferences(index: PassageSource, pool: Pool, query: Query) -> Scores:
    """What the question's own words say for or against each of the pool, in standard deviations."""
    aside = {kind: ASIDE_WEIGHT if kind in query.roles else -ASIDE_WEIGHT for kind in ASIDE}
    preferences = np.array([aside.get(kind, 0.0) for kind in KINDS], np.float32)[pool.kinds]
    if query.places or query.years:
        preferences += np.array([_fit(index, row, query) for row in pool.rows.tolist()], np.float32)
    return preferences


def _for_numbers(query: Query, pool: Pool) -> Scores:
    """What bearing a number asked for says for each of the pool; of a section, the beginning most if that is all."""
    found = pool.numbered * np.float32(_NUMBER_WEIGHT)
    if number_alone(query.folded):
        places = np.cumsum(pool.numbered[::-1])[::-1]
        found += np.where(found > 0, places, 0).astype(np.float32) * np.float32(_NUMBER_WEIGHT)
    return np.asarray(found, np.float32)


def _handed_down(index: PassageSource, pool: Pool, fused: Scores) -> Scores:
    """The scores, where what stands below a heading is at least as good as the heading and stands before it."""
    found, place = fused.copy(), {row: position for position, row in enumerate(pool.rows.tolist())}
    for position in np.flatnonzero(pool.kinds == HEADING).tolist():
        row = int(pool.rows[position])
        below = place.get(row + 1)
        if below is None or index.document_of(row) != index.document_of(row + 1):
            continue
        if index.passages[row + 1].heading[-1:] == (index.passages[row].text,):
            found[below] = max(found[below], fused[position])
            found[position] = min(fused[position], found[below] - _BELOW)
    return found


def _fit(index: PassageSource, row: int, query: Query) -> float:
    """What place and years named in the question say for a passage."""
    document = index.facts_of(row)
    fit = _PLACE_WEIGHT if document.place and place_stem(document.place) in query.places else 0.0
    if any(year == (document.period or "")[:4] or year in index.passages[row].text for year in query.years):
        fit += _PERIOD_WEIGHT
    return fit


def _weights(index: PassageSource, query: Query, mode: Mode) -> fusion.FusionWeights:
    if mode != "hybrid":
        return fusion.VECTORS if mode == "vectors" else fusion.KEYWORDS
    return fusion.ACROSS_LANGUAGES if across_languages(index, query) else fusion.HYBRID


def across_languages(index: PassageSource, query: Query) -> bool:
    """Whether the question is in another language than most documents, which share some of its words at most."""
    known = all(token.word in index.keywords for token in query.tokens)
    return query.foreign == index.chinese and not (query.tokens and known)
