"""Documents to an index: what an earlier index holds of them is taken over, the rest is split, encoded and counted.

The result is the same, byte for byte, whatever could be taken over. It reads no files and writes no index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from embeddings import Encoder
from qa.documents.sources import Source
from qa.index.bm25 import Int32s, KeywordIndex
from qa.index.contents import Index
from qa.index.counting import prepared
from qa.index.encoding import encode, found_in
from qa.index.journal import Journal
from qa.index.rows import offsets
from qa.index.shards import Shard, resharded
from qa.index.staleness import rules
from qa.types import Document


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Document ``number`` of the earlier index, unchanged."""

    number: int


def build_index(
    documents: Sequence[Document | Unchanged],
    encoder: Encoder,
    *,
    old: Index | None = None,
    also: Sequence[Index] = (),
    sources: tuple[Source, ...] = (),
    corpus: str | None = None,
    journal: Journal | None = None,
    progress: bool = False,
) -> Index:
    """The index of ``documents``, in their order, with progress bars on the terminal if asked for.

    old: what ``Unchanged`` counts in. also: more indexes by the same encoder, whose vectors serve for the same texts.
    """
    new = [document for document in documents if isinstance(document, Document)]
    passages, counted = prepared(new, progress=progress)
    known = [found_in(index.shards) for index in (*also, *([old] if old else []))]
    flat = [passage for own in passages for passage in own]
    encoded = encode(flat, encoder, known=known, journal=journal, progress=progress)
    made = Shard.of(new, passages, encoded)
    before = old.shards if old else ()
    runs = _runs(documents, before)
    shards = resharded([(made if s is None else before[s]).part(first, last) for s, first, last in runs])
    keywords = _keywords(documents, made, counted, old)
    return Index(shards, keywords, encoder.dim, sources, corpus, old.rules if old else rules())


def _runs(documents: Sequence[Document | Unchanged], before: Sequence[Shard]) -> Iterator[tuple[int | None, int, int]]:
    """Stretches of ``documents`` that lie side by side: the shard of ``before`` (None: new), first number, last + 1."""
    starts = offsets(len(shard.facts) for shard in before)
    placed: list[tuple[int | None, int]] = []
    new = 0
    for document in documents:
        if isinstance(document, Unchanged):
            shard = int(np.searchsorted(starts, document.number, side="right")) - 1
            placed.append((shard, document.number - int(starts[shard])))
        else:
            placed.append((None, new))
            new += 1
    for (owner, _), run in groupby(enumerate(placed), lambda item: (item[1][0], item[1][1] - item[0])):
        numbers = [number for _, (_, number) in run]
        yield owner, numbers[0], numbers[-1] + 1


def _keywords(
    documents: Sequence[Document | Unchanged], made: Shard, counted: Sequence[KeywordIndex], old: Index | None
) -> KeywordIndex:
    """The keywords of all passages: those of the earlier index that stay, and those counted now."""
    fresh: list[Int32s] = []
    stayed = np.full(len(old.passages) if old else 0, -1, np.int32)
    row = new = 0
    for document in documents:
        if isinstance(document, Unchanged) and old:
            first, last = old.passage_starts[document.number : document.number + 2]
            stayed[first:last] = np.arange(row, row + last - first)
            row += int(last - first)
        else:
            size = int(made.passage_starts[new + 1] - made.passage_starts[new])
            fresh.append(np.arange(row, row + size, dtype=np.int32))
            row, new = row + size, new + 1
    rows = np.concatenate([np.zeros(0, np.int32), *fresh])
    parts, at = [], 0
    for index in counted:
        parts.append((index, rows[at : at + index.size]))
        at += index.size
    return KeywordIndex.merged([*([(old.keywords, stayed)] if old else []), *parts], row)
