"""Vectors of a build that was broken off: found again, and kept for as long as someone may come back."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import Retriever
from qa.index.cache import open_journal
from tests.conftest import HashingEncoder
from tests.index.test_updating import assert_as_fresh, parts, text_of, write


class Interrupted(HashingEncoder):
    """Stops after some texts, as a person who presses Ctrl-C would."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> NDArray[np.float32]:
        if self.passes >= self.after:
            raise KeyboardInterrupt
        return super().encode_spans(texts, spans)


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was encoded before Ctrl-C is not encoded again, and the index is the same as without it."""
    corpus = tmp_path / "corpus"
    for number in range(20):
        write(corpus, f"{number}.txt", text_of(number, 8))
    whole = HashingEncoder()
    Retriever.from_path(corpus, encoder=whole, cached=False).save(tmp_path / "expected")
    stopped = Interrupted(after=whole.passes // 2)
    with pytest.raises(KeyboardInterrupt):
        Retriever.from_path(corpus, encoder=stopped)
    rest = HashingEncoder()
    Retriever.from_path(corpus, encoder=rest).save(tmp_path / "index")
    assert stopped.passes + rest.passes == whole.passes
    assert parts(tmp_path / "index") == parts(tmp_path / "expected")


def test_a_torn_journal_is_read_up_to_the_tear(tmp_path: Path, cache_home: Path) -> None:
    """A record cut short by a crash, and all behind it, is encoded again; once the index is kept the journal goes."""
    corpus = tmp_path / "corpus"
    for number in range(20):
        write(corpus, f"{number}.txt", text_of(number, 8))
    stopped = Interrupted(after=130)
    with pytest.raises(KeyboardInterrupt):
        Retriever.from_path(corpus, encoder=stopped)
    (journal,) = cache_home.rglob("*.journal")
    journal.write_bytes(journal.read_bytes()[:-1000])
    rest = HashingEncoder()
    Retriever.from_path(corpus, encoder=rest).save(tmp_path / "index")
    assert rest.passes < 2 * stopped.passes + 330
    assert_as_fresh(tmp_path / "index", corpus, tmp_path)
    assert list(cache_home.rglob("*.journal")) == []


def test_a_journal_is_kept_for_the_build_it_belongs_to(tmp_path: Path, cache_home: Path) -> None:
    """Another corpus that shares a document, built in between, takes that and leaves the journal where it is."""
    corpus, other = tmp_path / "corpus", tmp_path / "other"
    for number in range(20):
        write(corpus, f"{number}.txt", text_of(number, 8))
    for number in (0, 99):
        write(other, f"{number}.txt", text_of(number, 8))
    whole, between, rest = HashingEncoder(), HashingEncoder(), HashingEncoder()
    Retriever.from_path(corpus, encoder=whole, cached=False)
    stopped = Interrupted(after=whole.passes // 2)
    with pytest.raises(KeyboardInterrupt):
        Retriever.from_path(corpus, encoder=stopped)
    (journal,) = cache_home.rglob("*.journal")
    Retriever.from_path(other, encoder=between)
    assert list(cache_home.rglob("*.journal")) == [journal]
    Retriever.from_path(corpus, encoder=rest)
    assert stopped.passes + rest.passes == whole.passes
    assert between.passes == whole.passes // 20
    assert list(cache_home.rglob("*.journal")) == []


def test_a_journal_that_nobody_came_back_to_is_removed(tmp_path: Path, cache_home: Path) -> None:
    """After a month, by the next build with that encoder, whatever it is of."""
    write(tmp_path / "corpus", "0.txt", text_of(0))
    encoder = HashingEncoder()
    folder = open_journal(encoder).folder
    folder.mkdir(parents=True)
    for name, days in (("old", 31), ("young", 29)):
        (folder / f"{name}.journal").write_bytes(b"torn")
        os.utime(folder / f"{name}.journal", (0, time.time() - days * 24 * 3600))
    Retriever.from_path(tmp_path / "corpus", encoder=encoder, cached=False)
    assert len(list(folder.iterdir())) == 2
    Retriever.from_path(tmp_path / "corpus", encoder=encoder)
    assert [path.name for path in folder.iterdir()] == ["young.journal"]
