"""What trains a model is not even collected where slow tests are left out: torch takes longer than the other tests."""

from __future__ import annotations

from pathlib import Path

import pytest

TRAINING = {"test_bert_weights.py", "test_reader_model.py", "test_train_reader.py"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """True for what trains, unless slow tests are asked for."""
    left_out = "not slow" in config.getoption("markexpr")
    return True if left_out and collection_path.name in TRAINING else None
