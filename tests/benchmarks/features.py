"""What the fitted weights multiply, as digests of the code that defines it: a weight is of a feature as it was then.

The digests stand beside the weights in ``qa/search/weights.json``; ``python -m tests.benchmarks.fit --write`` writes
both. What counts as a word, a figure or the same (``qa/text``) and what is stored (the rest of ``qa/index``) is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa.index.code_digest import ROOT, digests_by_module
from qa.search.weights import FILE

DEFINITIONS = (
    "qa.answer.sentence_ranking.read",
    "qa.answer.sentences_alone.read_alone",
    "qa.answer.confidence.features",
    "qa.search.candidates.find_candidates",
    "qa.search.reranking.rerank",
    "qa.search.query.Query",
    "qa.index.exact_pool.exact_pool",
)
FLOORS = ("qa.answer.", "qa.search.", "qa.index.exact_pool", "qa.index.bearing_numbers")
NO_FEATURES = {"qa.search.weights"}


def feature_digests(root: Path = ROOT) -> dict[str, str]:
    """One digest for each module that defines a feature, by its full name."""
    digests = digests_by_module(*DEFINITIONS, root=root)
    return {name: digest for name, digest in digests.items() if name.startswith(FLOORS) and name not in NO_FEATURES}


def changed_since_the_fit(stored: Mapping[str, Any], root: Path = ROOT) -> str | None:
    """A sentence that names the modules that define other features than ``stored`` was fitted with, None for none."""
    before, now = stored["features"], feature_digests(root)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if not changed:
        return None
    return f"{', '.join(changed)} changed since the weights were fitted; fit again: {stored['made_by']}"


def stored_weights() -> dict[str, Any]:
    """``qa/search/weights.json`` as it stands."""
    stored: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return stored
