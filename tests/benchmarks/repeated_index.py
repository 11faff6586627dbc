"""An index as large as is wanted, of the documents of a smaller one again and again, each time with other vectors.

What takes long, reading, counting and encoding, is done once; the rest is what a real index of that size would hold.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qa.documents.sources import Source
from qa.index.building import CELLS_FROM
from qa.index.contents import Index
from qa.index.packs import Spool
from qa.index.rows import Lines, offsets
from qa.index.segments import CountedRun, segments_of
from qa.index.shards import LINES, Shard
from qa.index.stored_parts import shard_of, shard_parts
from qa.user_cache import cache_folder

NOISE = 0.01
NAME = re.compile(rb'("(?:id|document_id)": ")(\d{6}\.txt)')


def repeated(base: Index, files: Path, into: Path, size: int) -> Index:
    """An index of ``size`` passages or a few more, whose files lie in the new folder ``into``: links to ``files``.

    They are named so that their order is that of the documents.
    """
    into.mkdir(parents=True)
    spool = Spool(cache_folder())
    sources: list[Source] = []
    stretches: list[CountedRun] = []
    for copy in range(-(-size // len(base.passages))):
        names = {source.name: f"{copy:03}-{source.name}" for source in base.sources}
        for old, new in names.items():
            os.link(files / old, into / new)
        sources += [replace(one, name=names[one.name], documents=(names[one.name],)) for one in base.sources]
        chance = np.random.default_rng(copy)
        for segment in base.segments:
            row = 0
            for shard in segment.shards:
                stretches.append(CountedRun(_again(shard, copy, chance, spool), segment.postings, row))
                row += len(shard.passages)
    cut = segments_of(stretches, [], lambda shard: shard_of(spool.stored(shard_parts(shard))))
    segments = tuple(segment.celled(size >= CELLS_FROM) for segment in cut)
    return Index(segments, base.dim, tuple(sources), str(into.resolve()), base.rules)


def _again(shard: Shard, copy: int, chance: np.random.Generator, spool: Spool) -> Shard:
    """The shard with other names and with noise in its vectors."""

    def renamed(lines: Lines) -> Lines:
        rows = (bytes(lines.data[slice(*lines.starts[n : n + 2].tolist())]) for n in range(len(lines)))
        new = [NAME.sub(rb"\g<1>%03d-\g<2>" % copy, row) for row in rows]
        return Lines(memoryview(b"".join(new)), offsets(map(len, new)))

    noisy = np.asarray(shard.vectors) + NOISE * chance.standard_normal(shard.vectors.shape, np.float32)
    lines: dict[str, Any] = {name: renamed(getattr(shard, name)) for name in LINES}
    new = replace(
        shard,
        **lines,
        vectors=noisy / np.linalg.norm(noisy, axis=1, keepdims=True),
        keys=chance.integers(0, 256, shard.keys.shape, np.uint8),
        stored=None,
        parts={},
    )
    return replace(shard_of(spool.stored(shard_parts(new))), parts={})  # it is cut anew, by its new names
