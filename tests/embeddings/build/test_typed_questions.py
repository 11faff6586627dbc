"""Questions as people type them: each way of changing one, by a draw that is known."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from embeddings.build.typed_questions import as_typed

YES, NO = 0.0, 0.99


class Drawn(random.Random):
    """Draws the numbers it was given, then "no" without end; a choice out of several is the first for ``YES``."""

    def __init__(self, *numbers: float) -> None:
        super().__init__(0)
        self.numbers: Iterator[float] = iter(numbers)

    def random(self) -> float:
        return next(self.numbers, NO)


@pytest.mark.parametrize(
    ("question", "drawn", "typed"),
    [
        ("桥在1932年通车吗？", (YES, YES, YES), "桥在1932年通车吗？"),
        ("桥在1932年通车吗？", (NO, YES), "桥在1932年通车吗"),
        ("桥在1932年通车吗？", (NO, NO, YES), "桥 1932年通车"),
        ("桥什么时候通车？", (NO, NO, NO, YES, YES), "桥啥时候通车？"),
        ("谁设计了多少座桥？", (NO, NO, NO, YES, YES, YES, YES, YES), "哪个设计了好多座桥嘛？"),
        ("谁设计了多少座桥？", (NO, YES, NO, YES, YES, YES, NO, YES, YES), "我问一下，哪个设计了好多座桥"),
        ("桥在1932年通车吗？", (NO, NO, NO, NO, YES, YES), "请问桥在1932年通车吗？"),
        ("桥在1932年通车吗？", (NO, NO, NO, NO, NO, YES), "桥在１９３２年通车吗？"),
        ("桥在1932年通车吗？", (NO, NO, NO, NO, NO, NO, YES), "桥在一九三二年通车吗？"),
        ("桥在1932年通车吗？", (NO, YES, NO, NO, YES, YES, YES), "请问桥在１９３２年通车吗"),
        ("谁写的？", (NO, NO, YES), "谁写的？"),
        ("When was the bridge opened?", (NO, NO, YES), "when was the bridge opened?"),
        ("When was the bridge opened?", (NO, YES, NO, YES), "bridge opened"),
        ("When was the bridge opened?", (NO, NO, NO, NO, YES, YES), "Please tell me when was the bridge opened?"),
        ("橋はいつ1932年に開通しましたか？", (NO, NO, YES, YES, YES), "橋はいつ1932年に開通しましたか？"),
        ("橋はいつ開通しましたか？", (NO, YES), "橋はいつ開通しましたか"),
    ],
)
def test_each_way_of_typing(question: str, drawn: tuple[float, ...], typed: str) -> None:
    """In order: changed at all, mark, English in lower case, key words, speech, greeting, digits, numerals."""
    assert as_typed(question, Drawn(0.0 if drawn[0] is YES else NO, *drawn[1:])) == typed


def test_half_of_the_questions_stay_and_none_is_lost() -> None:
    made = [as_typed("江北区成立了几支突击队？", random.Random(seed)) for seed in range(2_000)]
    assert 0.6 < sum(one == "江北区成立了几支突击队？" for one in made) / len(made) < 0.8
    assert all(len(one) >= 4 for one in made)
