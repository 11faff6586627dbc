"""A run of shards with what is looked up in all of them at once: the postings of their keywords.

Where a segment ends depends, as with a shard, on the documents around its end alone, so a changed document changes one.
It knows no files and counts nothing.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.cells import Cells, cells_of
from embeddings.coarse import Codes
from qa.index.packs import Part
from qa.index.postings import Int32s, Postings
from qa.index.shards import SHARD_PASSAGES, Shard, ends_shard

SEGMENT_PASSAGES = 16 * SHARD_PASSAGES


@dataclass(frozen=True)
class Segment:
    """Shards side by side. postings: the keywords of their passages. parts: what it was saved as, by name.

    cells: of all its vectors, where an index has so many that not all are looked at. stored: what was saved of
    ``moments``.
    """

    shards: tuple[Shard, ...]
    postings: Postings
    cells: Cells | None = None
    stored: NDArray[np.float64] | None = None
    parts: Mapping[str, Part] = dataclasses.field(default_factory=dict)

    @cached_property
    def moments(self) -> NDArray[np.float64]:
        """What ``VectorIndex.spread`` needs of all its vectors."""
        if self.stored is not None:
            return np.asarray(self.stored)
        first, *others = (np.asarray(shard.derived.moments) for shard in self.shards)
        return sum(others, first + 0.0)

    @property
    def codes(self) -> Codes:
        """All its vectors in half precision."""
        return np.concatenate([np.asarray(shard.derived.codes) for shard in self.shards])

    def celled(self, wanted: bool) -> Segment:
        """The segment with cells, or without."""
        if wanted == (self.cells is not None):
            return self
        return dataclasses.replace(self, cells=cells_of(self.codes) if wanted else None)


class CountedRun(NamedTuple):
    """Documents side by side in ``shard``, all that it holds, and the row of ``postings`` that is its first passage."""

    shard: Shard
    postings: Postings
    first: int

    def part(self, first: int, last: int) -> CountedRun:
        """Documents ``first`` up to ``last``."""
        row = self.first + int(self.shard.passage_starts[first])
        return CountedRun(self.shard.part(first, last), self.postings, row)


def segments_of(
    stretches: Iterable[CountedRun], before: Sequence[Segment], put_away: Callable[[Shard], Shard]
) -> Iterator[Segment]:
    """The documents of ``stretches`` in their order, cut where the rules say; what stays as it was stays itself.

    before: the segments that some of them are from. put_away: is given each new shard once, for where it is kept.
    """
    earlier = {id(segment.shards[0]): segment for segment in before}
    shards: list[Shard] = []
    counted: list[CountedRun] = []
    for open_ in _shards(stretches):
        joined = Shard.joined([stretch.shard for stretch in open_])
        shards.append(joined if joined.parts else put_away(joined))
        counted += open_
        last = len(joined.passage_starts) - 2
        if ends_segment(joined.ids[last], int(joined.passage_starts[last + 1] - joined.passage_starts[last])):
            yield _segment(shards, counted, earlier)
            shards, counted = [], []
    if shards:
        yield _segment(shards, counted, earlier)


def _shards(stretches: Iterable[CountedRun]) -> Iterator[list[CountedRun]]:
    """The stretches that each shard is made of; one that stays whole stays itself."""
    open_: list[CountedRun] = []
    for stretch in stretches:
        shard, first = stretch.shard, 0
        counts = np.diff(shard.passage_starts).tolist()
        # subtle: nothing but the end of a saved shard, if that, can be where a shard ends.
        for number in range(len(counts) if shard.parts else 1, len(counts) + 1):
            if ends_shard(shard.ids[number - 1], counts[number - 1]):
                yield [*open_, stretch.part(first, number)]
                open_, first = [], number
        if first < len(counts):
            open_.append(stretch.part(first, len(counts)))
    if open_:
        yield open_


def _segment(shards: Sequence[Shard], counted: Sequence[CountedRun], earlier: Mapping[int, Segment]) -> Segment:
    same = earlier.get(id(shards[0]))
    if same and list(map(id, same.shards)) == list(map(id, shards)):
        return same
    return Segment(tuple(shards), _merged(counted))


def _merged(counted: Sequence[CountedRun]) -> Postings:
    """The postings of these stretches alone, one behind the other."""
    placed: dict[int, tuple[Postings, Int32s]] = {}
    row = 0
    for stretch in counted:
        size = len(stretch.shard.passages)
        _, rows = placed.setdefault(
            id(stretch.postings), (stretch.postings, np.full(stretch.postings.size, -1, np.int32))
        )
        rows[stretch.first : stretch.first + size] = np.arange(row, row + size)
        row += size
    return Postings.merged(sorted(placed.values(), key=lambda one: -one[0].size), row)


def ends_segment(id: str, passages: int) -> bool:
    """Whether a segment ends behind the document ``id``, and a shard with it."""
    return zlib.crc32(id.encode("utf-8", "surrogatepass")) % SEGMENT_PASSAGES < passages
