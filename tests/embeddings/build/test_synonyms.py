"""Questions put in other words: verbs and the like, never a name or a thing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion
from embeddings.build.synonyms import reworded, synonyms_in

QUESTIONS = ("谁购买房子？", "谁收购房子？", "谁参加会议？", "谁参与会议？", "谁喜欢会议？", "北京在哪里？")
NEAR = {"购买": (1.0, 0.1), "收购": (1.0, 0.2), "参加": (0.1, 1.0), "参与": (0.2, 1.0), "喜欢": (-1.0, -1.0)}


class TwoDirections:
    """An encoder that knows the five verbs."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert sorted(texts) == sorted(NEAR)
        return np.array([NEAR[text] for text in texts], np.float32)


def test_verbs_that_lie_nearest_both_ways_stand_in_for_each_other() -> None:
    questions = [ReadQuestion(text, "p", ((0, 1),)) for text in QUESTIONS]
    one = ReadingSet("zh", {"p": ReadPassage("", "文")}, questions)
    found = synonyms_in([one], TwoDirections())  # type: ignore[arg-type]
    assert found == {"购买": ["收购"], "收购": ["购买"], "参加": ["参与"], "参与": ["参加"]}


def test_most_of_the_words_that_have_one_are_exchanged() -> None:
    synonyms = {"购买": ["收购"], "参加": ["参与"]}
    made = {reworded("他参加后购买了什么？", random.Random(seed), synonyms=synonyms) for seed in range(50)}
    assert made == {
        "他参加后购买了什么？",
        "他参与后购买了什么？",
        "他参加后收购了什么？",
        "他参与后收购了什么？",
    }


def test_traditional_text_is_left_alone() -> None:
    """Half of its words would be cut wrong."""
    assert (
        reworded("他參加後購買了什麼東西？", random.Random(0), synonyms={"購買": ["收购"]})
        == "他參加後購買了什麼東西？"
    )
