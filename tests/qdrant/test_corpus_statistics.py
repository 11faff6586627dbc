"""Statistics of a corpus as records: what comes back is what was stored, and it is small."""

from __future__ import annotations

import json

import numpy as np
import pytest

from qa import Retriever
from qa.index.bm25 import normal, saturated, unsaturated
from qa.qdrant.corpus_statistics import CorpusStatistics, needed


def test_what_is_stored_comes_back(retriever: Retriever) -> None:
    """Also as JSON; a record that is missing is noticed."""
    known = CorpusStatistics.of(retriever.local_index, "1")
    records = {name: json.loads(json.dumps(payload)) for name, payload in known.records()}
    again = CorpusStatistics.from_records(records)
    for name in CorpusStatistics.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(again, name), getattr(known, name))
    assert {*needed(records["statistics"]), "statistics"} == records.keys()
    with pytest.raises(KeyError):
        CorpusStatistics.from_records({name: one for name, one in records.items() if name != "tokens 0"})


def test_a_token_takes_twelve_bytes(retriever: Retriever) -> None:
    """At most, as text that an engine stores; most tokens stand in few passages."""
    rng = np.random.default_rng(0)
    numbers = np.unique(rng.integers(0, 1 << 48, 100_000, np.uint64))
    holders = np.minimum(rng.zipf(1.7, len(numbers)), 100_000).astype(np.uint32)
    known = CorpusStatistics.of(retriever.local_index, "1")
    stored = CorpusStatistics(**{**vars(known), "numbers": numbers, "holders": holders})
    size = sum(len(json.dumps(payload)) for name, payload in stored.records() if name.startswith("tokens"))
    assert size < 12 * len(numbers)
    assert CorpusStatistics.from_records(dict(stored.records())).holders.tolist() == holders.tolist()


def test_counts_come_back_from_weights() -> None:
    """Up to some hundreds of the same token in a passage, however long it is."""
    counts = np.tile(np.arange(1, 400, dtype=np.uint16), 3)
    normals = normal(np.repeat(np.array([1, 100, 2000], np.float32), 399), np.float32(93.7))
    assert unsaturated(saturated(counts, normals), normals).tolist() == counts.tolist()
