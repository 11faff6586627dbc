"""Documents to everything that a search needs: passages, their vectors, their sentences' vectors, keywords.

It ranks nothing and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings import Encoder, VectorIndex
from embeddings.encoder import Vectors
from qa.asked import stems
from qa.fold import fold, simplify
from qa.keywords import KeywordIndex
from qa.split import MAX_LENGTH, TARGET_LENGTH, sentences, split
from qa.types import Document, Passage, Span
from qa.words import has_chinese, keywords

_BATCH = 32
SETTINGS = f"split {TARGET_LENGTH}/{MAX_LENGTH}, one shared sentence; title and headings in front; words and bigrams"


@dataclass(frozen=True)
class Index:
    """Rows of one corpus, passage ``i`` everywhere at row ``i``.

    sentence_starts: shape (n + 1,); passage ``i`` owns rows ``sentence_starts[i]:sentence_starts[i + 1]`` of
    sentence_vectors, shape (sentences, dim), float16.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    vectors: VectorIndex
    sentence_starts: NDArray[np.int64]
    sentence_vectors: NDArray[np.float16]
    keywords: KeywordIndex

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        """The documents by their id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places that documents are about, without 区, 县 and the like, each once."""
        return stems(document.place for document in self.documents)

    @cached_property
    def chinese(self) -> bool:
        """Whether most passages are in Chinese, so that a question without Chinese shares no words with them."""
        return sum(has_chinese(passage.text) for passage in self.passages) * 2 > len(self.passages)


def build(documents: Sequence[Document], encoder: Encoder, *, progress: bool = False) -> Index:
    """Split, count and encode ``documents``, with a progress bar on the terminal if asked for."""
    passages = tuple(passage for document in documents for passage in split(document))
    vectors, sentence_vectors = _encode(passages, encoder, progress=progress)
    counts = [len(passage_sentences(passage)) for passage in passages]
    return Index(
        documents=tuple(documents),
        passages=passages,
        vectors=VectorIndex.from_vectors(vectors),
        sentence_starts=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64),
        sentence_vectors=sentence_vectors,
        keywords=KeywordIndex.from_tokens(_tokens(passage) for passage in passages),
    )


def passage_sentences(passage: Passage) -> list[Span]:
    """The sentences of ``passage``, in order, with their offsets in the document."""
    return [
        Span(start, end, passage.text[start - passage.start : end - passage.start])
        for start, end in sentences(passage.text, passage.start)
    ]


def context(passage: Passage) -> str:
    """What stands before the passage's own words when it is encoded and counted: title and headings."""
    return " ".join([passage.title, *passage.heading]) + "\n"


def _tokens(passage: Passage) -> list[str]:
    return [token.word for token in keywords(fold(context(passage) + passage.text).text)]


def _encode(passages: Sequence[Passage], encoder: Encoder, *, progress: bool) -> tuple[Vectors, NDArray[np.float16]]:
    """Vectors of the passages and of all their sentences, from one pass over each passage and its context."""
    whole = [np.zeros((0, encoder.dim), dtype=np.float32)]
    parts = [np.zeros((0, encoder.dim), dtype=np.float16)]
    bar = tqdm(total=len(passages), unit="passage", desc="编码 encoding", disable=not progress)
    for batch in _batches(passages):
        texts, spans = zip(*(_text_and_spans(passage) for passage in batch), strict=True)
        vectors = encoder.encode_spans(texts, spans)
        first = np.cumsum([0, *map(len, spans)])[:-1]
        whole.append(vectors[first])
        parts.append(np.delete(vectors, first, axis=0).astype(np.float16))
        bar.update(len(batch))
    bar.close()
    return np.concatenate(whole), np.concatenate(parts)


def _text_and_spans(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """What is encoded, the extent of all of it, then of each sentence. Simplifying may lengthen a text: count anew."""
    text = simplify(context(passage))
    spans = []
    position = passage.start
    for sentence in passage_sentences(passage):
        text += simplify(passage.text[position - passage.start : sentence.start - passage.start])
        begin = len(text)
        text += simplify(sentence.text)
        spans.append((begin, len(text)))
        position = sentence.end
    return text, [(0, len(text)), *spans]


def _batches(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    for start in range(0, len(passages), _BATCH):
        yield passages[start : start + _BATCH]
