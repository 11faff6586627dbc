"""The development figures that are written down: a loss of any is seen, and a weight that is halved is one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from embeddings import PassageReading, Reader, load_reader
from qa import Retriever
from qa.search import weights as stored
from tests.benchmarks.baseline import LOWER_IS_BETTER, MARGINS, losses, measured, table, written


class RememberingReader:
    """A reader that reads nothing twice: what it makes of one passage does not depend on the others."""

    def __init__(self, reader: Reader) -> None:
        self.name = reader.name
        self._reader = reader
        self._known: dict[tuple[str, str, str], PassageReading] = {}

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """As the reader does."""
        new = [one for one in passages if (question, *one) not in self._known]
        for one, reading in zip(new, self._reader.read(question, new), strict=True):
            self._known[(question, *one)] = reading
        return [self._known[(question, *one)] for one in passages]


@pytest.fixture(scope="module")
def remembering() -> Reader:
    """The reader that ships, for several passes over the same questions."""
    return RememberingReader(load_reader())


HALVED = [("confidence", "sentence_cosine"), ("confidence", "passage_cosine")]


def test_what_is_written_down_is_of_these_questions() -> None:
    """Every figure that has a margin, of the questions that ship; each is a share."""
    figures = written()
    assert all(0 <= value <= 1 for value in figures.values())
    assert losses(figures, figures) == {}


@pytest.mark.parametrize("name", MARGINS)
def test_a_loss_beyond_its_margin_is_seen(name: str) -> None:
    """Downwards, or upwards where less is better; not one within the margin, nor a gain."""
    before = dict.fromkeys(MARGINS, 0.5)
    worse = 1 if name in LOWER_IS_BETTER else -1
    for share, found in ((1.2, {name}), (1.0, set()), (-5.0, set())):
        now = {**before, name: 0.5 + worse * share * MARGINS[name]}
        assert set(losses(now, before)) == found
        assert table(now, before).count("WORSE") == len(found)


@pytest.mark.slow
def test_no_figure_is_lost(real_retriever: Retriever, remembering: Reader) -> None:
    """As the default models answer today."""
    now = measured(real_retriever, remembering)
    assert losses(now, written()) == {}, table(now, written())


@pytest.mark.slow
@pytest.mark.parametrize(("part", "name"), HALVED)
def test_half_a_weight_is_a_loss(
    real_retriever: Retriever,
    remembering: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    name: str,
) -> None:
    """As if someone had mistyped it: at least one figure falls by more than its margin."""
    numbers: dict[str, Any] = json.loads(stored.FILE.read_text(encoding="utf-8"))
    numbers["with a reader"][part][name] /= 2
    (tmp_path / "weights.json").write_text(json.dumps(numbers), encoding="utf-8")
    stored.weights.cache_clear()
    with monkeypatch.context() as mistyped:
        mistyped.setattr(stored, "FILE", tmp_path / "weights.json")
        now = measured(real_retriever, remembering)
    stored.weights.cache_clear()
    assert losses(now, written())
