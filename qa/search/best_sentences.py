"""The sentences of a passage against a question: their cosines, and which show best why the passage was found."""

from __future__ import annotations

import numpy as np

from embeddings.encoder import Vectors
from embeddings.vector_index import inner_products
from qa.index.passage_parts import passage_sentences
from qa.index.passage_source import PassageSource
from qa.index.top_rows import Scores
from qa.search.fusion import normalise
from qa.search.query import Query
from qa.text.figures import holds
from qa.text.folding import folded_text
from qa.types import Span


def best_sentences(index: PassageSource, row: int, query: Query, vector: Vectors) -> tuple[Span, ...]:
    """The sentences of passage ``row``, best first: vector score and the rarity of the keywords they hold, added."""
    sentences = passage_sentences(index.passages[row])
    texts = [folded_text(sentence.text) for sentence in sentences]
    held = [sum(rarity for word, rarity in query.rarity.items() if holds(word, text)) for text in texts]
    scores = normalise(sentence_cosines(index, row, vector)) + normalise(np.array(held, np.float32))
    return tuple(sentences[i] for i in np.argsort(-scores, kind="stable"))


def sentence_cosines(index: PassageSource, row: int, vector: Vectors) -> Scores:
    """Of the question, ``vector``, with each sentence of passage ``row``: shape (number of its sentences,)."""
    return inner_products(vector, index.sentences_of(row))
