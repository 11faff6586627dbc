"""The fitted weights are of the features as they are now; a feature that changed is named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answer.confidence import FEATURES
from qa.answer.sentence_ranking import SENTENCE_FEATURES
from tests.benchmarks.features import changed_since_the_fit, feature_digests, stored_weights
from tests.index.test_staleness import changed_code

FIT = "python -m tests.benchmarks.fit --reading-set CMRC2018-TRIAL --foreign-set NQ-QED --write"


def test_no_feature_changed_since_the_weights_were_fitted() -> None:
    """Else the sentence says which module, and the command that fits again."""
    stored = stored_weights()
    assert stored["made_by"] == FIT
    assert (changed := changed_since_the_fit(stored)) is None, changed


@pytest.mark.parametrize("way", ["without", "with a reader"])
def test_every_weight_is_of_a_feature(way: str) -> None:
    """A name that no feature has any more would weigh nothing, silently."""
    stored = stored_weights()[way]
    assert stored["sentence"].keys() <= set(SENTENCE_FEATURES)
    assert stored["confidence"].keys() <= set(FEATURES)


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("qa.answer.sentence_ranking", "[-120:]", "[-100:]"),
        ("qa.answer.asked_units", '"多?(?:小时|钟头|月|', '"多?(?:小时|月|'),
        ("qa.answer.confidence", "max(0.0, elsewhere - within)", "elsewhere - within"),
        ("qa.search.query", "return sum(held) / self.weight", "return sum(held)"),
        ("qa.search.fusion", "_SHARE = 10.0", "_SHARE = 9.0"),
        ("qa.search.reranking", "_WEIGHT = 0.2", "_WEIGHT = 0.3"),
    ],
)
def test_a_feature_that_changed_is_named(tmp_path: Path, module: str, old: str, new: str) -> None:
    """Its module, and no other."""
    now = changed_code(tmp_path, (f"{module.replace('.', '/')}.py", old, new))
    said = changed_since_the_fit({"made_by": FIT, "features": feature_digests()}, now)
    assert said == f"{module} changed since the weights were fitted; fit again: {FIT}"


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("qa.answer.confidence", '"""One number for each of ``FEATURES``."""', '"""Numbers."""  # so'),
        ("qa.search.query", "    weight: float\n", "    weight: float\n    more: bool\n"),
        ("qa.answer.refusals", "NEXT_TO_NOTHING = 0.02", "NEXT_TO_NOTHING = 0.03"),
        ("qa.text.measure_words", "from __future__", "# words\nfrom __future__"),
    ],
)
def test_what_is_no_feature_may_change(tmp_path: Path, module: str, old: str, new: str) -> None:
    """Words about one, a field that none uses, a gate, what lies below."""
    now = changed_code(tmp_path, (f"{module.replace('.', '/')}.py", old, new))
    assert changed_since_the_fit({"made_by": FIT, "features": feature_digests()}, now) is None
