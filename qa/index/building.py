"""Documents to an index: what an earlier index holds of them is taken over, the rest is split, encoded and counted.

The result is the same, byte for byte, whatever could be taken over. It reads no files and writes no index. Documents
are taken a batch at a time, and what does not fit into memory waits on disk.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from embeddings import Encoder
from qa.documents.sources import Source
from qa.index.contents import Index
from qa.index.counting import prepared
from qa.index.encoding import encode, found_in
from qa.index.journal import Journal
from qa.index.packs import Spool
from qa.index.rows import offsets
from qa.index.segments import CountedRun, Segment, segments_of
from qa.index.shards import Shard
from qa.index.staleness import rules
from qa.index.stored_parts import shard_of, shard_parts
from qa.types import Document
from qa.user_cache import cache_folder

logger = logging.getLogger(__name__)

BATCH_CHARACTERS = 8_000_000
CELLS_FROM = 250_000
_IN_MEMORY = 32_768


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Document ``number`` of the earlier index, unchanged."""

    number: int


def build_index(
    documents: Iterable[Document | Unchanged],
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
    known = [found_in(index.shards) for index in (*also, *([old] if old else []))]

    def made(new: Sequence[Document]) -> CountedRun:
        passages, postings = prepared(new, progress=progress)
        flat = [passage for own in passages for passage in own]
        encoded = encode(flat, encoder, known=known, journal=journal, progress=progress)
        return CountedRun(Shard.of(new, passages, encoded), postings, 0)

    before = old.segments if old else ()
    stretches = (one for batch in _batches(documents) for one in _stretches(batch, before, made))
    segments = tuple(segments_of(stretches, before, WaitingShards()))
    many = sum(segment.postings.size for segment in segments) >= CELLS_FROM
    segments = tuple(segment.celled(many) for segment in segments)
    return Index(segments, encoder.dim, sources, corpus, old.rules if old else rules())


def _batches(documents: Iterable[Document | Unchanged]) -> Iterator[list[Document | Unchanged]]:
    """The documents in their order, each time at most about ``BATCH_CHARACTERS`` of new ones."""
    batch: list[Document | Unchanged] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text) if isinstance(document, Document) else 0
        if characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


def _stretches(
    documents: Sequence[Document | Unchanged], before: Sequence[Segment], make: Callable[[list[Document]], CountedRun]
) -> Iterator[CountedRun]:
    """CountedRuns of ``documents`` that lie side by side, those of ``before`` as they are there."""
    found = _stored(before)
    new = [document for document in documents if isinstance(document, Document)]
    if new:
        found.append(make(new))
    starts = offsets(len(one.shard.facts) for one in found[: len(found) - bool(new)]).tolist()
    placed: list[tuple[int, int]] = []
    made = 0
    for document in documents:
        if isinstance(document, Unchanged):
            owner = bisect_right(starts, document.number) - 1
            placed.append((owner, document.number - starts[owner]))
        else:
            placed.append((len(found) - 1, made))
            made += 1
    for (owner, _), run in groupby(enumerate(placed), lambda item: (item[1][0], item[1][1] - item[0])):
        numbers = [number for _, (_, number) in run]
        yield found[owner].part(numbers[0], numbers[-1] + 1)


def _stored(segments: Sequence[Segment]) -> list[CountedRun]:
    """Each shard of an earlier index as one stretch."""
    found = []
    for segment in segments:
        row = 0
        for shard in segment.shards:
            found.append(CountedRun(shard, segment.postings, row))
            row += len(shard.passages)
    return found


class WaitingShards:
    """Where new shards wait until their index is saved: the first in memory, those after them on disk."""

    def __init__(self) -> None:
        self._room = _IN_MEMORY
        self._spool: Spool | None = None

    def __call__(self, shard: Shard) -> Shard:
        """The shard, where it is now. Where nothing can be written it stays in memory."""
        self._room -= len(shard.passages)
        if self._room >= 0:
            return shard
        try:
            self._spool = self._spool or Spool(cache_folder())
            return shard_of(self._spool.stored(shard_parts(shard)))
        except OSError as error:
            logger.warning("what is built stays in memory: %s", error)
            return shard
