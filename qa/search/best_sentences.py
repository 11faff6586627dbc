"""The sentences of a passage against a question: their cosines, and which show best why the passage was found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vector_index import inner_products
from qa.index.contents import Index, passage_sentences
from qa.index.rows import offsets
from qa.search.fusion import Scores, normalise
from qa.search.query import Query
from qa.text.figures import holds
from qa.text.folding import folded_text
from qa.types import Span


def best_sentences(index: Index, row: int, query: Query, vector: Vectors) -> tuple[Span, ...]:
    """The sentences of passage ``row``, best first: vector score and the rarity of the keywords they hold, added."""
    sentences = passage_sentences(index.passages[row])
    texts = [folded_text(sentence.text) for sentence in sentences]
    held = [sum(rarity for word, rarity in query.rarity.items() if holds(word, text)) for text in texts]
    scores = normalise(sentence_cosines(index, row, vector)) + normalise(np.array(held, np.float32))
    return tuple(sentences[i] for i in np.argsort(-scores, kind="stable"))


def sentence_cosines(index: Index, row: int, vector: Vectors) -> Scores:
    """Of the question, ``vector``, with each sentence of passage ``row``: shape (number of its sentences,)."""
    start, end = index.sentence_starts[row], index.sentence_starts[row + 1]
    return inner_products(vector, index.sentence_vectors[start:end])


def highest_cosines(index: Index, rows: NDArray[np.int64], vector: Vectors) -> Scores:
    """The highest of ``sentence_cosines`` of each of ``rows``, ascending, read in one go; shape as ``rows``."""
    firsts, lasts = index.sentence_starts[rows], index.sentence_starts[rows + 1]
    cosines = inner_products(vector, index.sentence_vectors.stretches(firsts, lasts))
    return np.maximum.reduceat(cosines, offsets(lasts - firsts)[:-1])
