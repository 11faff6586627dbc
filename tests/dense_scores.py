"""The keyword scores of all rows at once, which a search never needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.index.bm25 import KeywordIndex
from qa.index.held_words import HeldWords


def word_scores(keywords: KeywordIndex, words: Sequence[str]) -> NDArray[np.floating]:
    """Shape (rows,)."""
    return HeldWords(keywords, words).scores(np.arange(keywords.size), words)
