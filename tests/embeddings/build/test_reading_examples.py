"""Examples of an epoch: whatever is cut off, an answer stays at its words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.build.reading_examples import (
    CHINESE_MIX,
    ENGLISH_MIX,
    JAPANESE_MIX,
    Example,
    Mix,
    epoch,
    mix_of,
)
from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion

LONG = "".join(f"第{n}座桥长{n * 7}米，由{chr(0x4E00 + n)}姓工程师设计。" for n in range(1, 60))
OTHER = "猫每天睡十六个小时。猫吃鱼，也吃肉。"


def bridges(**passages: str) -> ReadingSet:
    start = LONG.index("301米")
    questions = [ReadQuestion("第43座桥长多少米？", "long", ((start, start + 4), (start, start + 3)))]
    questions += [ReadQuestion("第99座桥长多少米？", "long", ())]
    return ReadingSet("bridges", {"long": ReadPassage("桥", LONG), "cat": ReadPassage("", OTHER)}, questions)


def of_epoch(seed: int) -> list[Example]:
    return list(epoch([bridges()], {"bridges": [["cat"], ["cat"]]}, seed))


def test_an_epoch_is_the_same_for_its_seed_and_another_for_another() -> None:
    assert of_epoch(1) == of_epoch(1)
    assert len({tuple(of_epoch(seed)) for seed in range(20)}) == 20


def test_every_answer_is_the_words_it_was_and_only_questions_of_their_passage_have_one() -> None:
    """Over many epochs: right passages answer, wrong, cut and exchanged ones do not; the title stands before most."""
    examples = [one for seed in range(300) for one in of_epoch(seed)]
    answered = [one for one in examples if one.answers]
    assert {one.context[a:b] for one in answered for a, b in one.answers} == {"301米", "301"}
    assert len(answered) == 300
    assert all("43" in one.question or "４３" in one.question for one in answered)
    without = [one for one in examples if not one.answers]
    assert {one.context for one in without} >= {OTHER}
    assert not any("301米" in one.context and "第43座桥长" in one.question for one in without)
    assert 0.75 < sum(one.context.startswith("桥\n") for one in answered) / len(answered) < 0.95
    longest = CHINESE_MIX.characters[1] + len("桥\n")
    assert max(len(one.context) for one in examples) <= longest
    assert min(len(one.context) for one in answered) >= CHINESE_MIX.characters[0] - 30


TEXTS = st.text(alphabet="甲乙丙。！；\n \r\t𠮷a1.é？, 「」", max_size=120)


@settings(deadline=None)
@given(before=TEXTS, answer=TEXTS.filter(str.strip), after=TEXTS, title=TEXTS, seed=st.integers(0, 10_000))
def test_answers_stay_at_their_words_in_every_crop(before: str, answer: str, after: str, title: str, seed: int) -> None:
    """Of any text: an answer of several sentences, of marks alone, in an English text."""
    answer = answer.strip()
    text = before + answer + after
    span = (len(before), len(before) + len(answer))
    one = ReadingSet("any", {"p": ReadPassage(title, text)}, [ReadQuestion("问？", "p", (span,))])
    examples = [example for n in range(5) for example in epoch([one], {"any": [[]]}, seed + n)]
    answered = [example for example in examples if example.answers]
    assert len(answered) == 5
    for example in answered:
        ((start, end),) = example.answers
        assert example.context[start:end] == answer
        assert example.context.removeprefix(f"{title}\n") in text or example.context in text


def test_the_mix_goes_by_the_script_of_the_questions() -> None:
    def of(*questions: str) -> Mix:
        return mix_of(ReadingSet("x", {}, [ReadQuestion(text, "p", ()) for text in questions]))

    assert of("Who?", "谁？") is CHINESE_MIX
    assert of("谁？", "だれ？") is JAPANESE_MIX
    assert of("Who?") is ENGLISH_MIX


@pytest.mark.parametrize(
    ("answers", "times"), [(((0, 8),), ENGLISH_MIX.times), ((), ENGLISH_MIX.unanswerable)], ids=["answered", "not"]
)
def test_a_set_comes_as_often_as_its_mix_says(answers: tuple[tuple[int, int], ...], times: float) -> None:
    """Of English questions a part of those that are answered, all over the set, and those that are not."""
    questions = [ReadQuestion(f"Who built bridge {n}?", "p", answers) for n in range(2_000)]
    one = ReadingSet("en", {"p": ReadPassage("", "A bridge. Another bridge. A third.")}, questions)
    examples = list(epoch([one], {"en": [[]] * len(questions)}, random.Random(0).randrange(9)))
    asked = {example.question.casefold().strip("?？ ").rpartition(" ")[2] for example in examples}
    assert abs(len(asked) / len(questions) - times) < 0.04
