"""Examples as tokens: the answer's place, what is cut off, batches that lose no row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings import DEFAULT_MODEL
from embeddings.build.reader_tokens import batches, tokenized
from embeddings.build.reading_examples import Example

TEXT = "桥\n江北区成立了12支突击队，共４８０人。 由《红楼梦》的作者 Zhang San 带领"


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json"))


def example(words: str, text: str = TEXT, question: str = "有几支？") -> Example:
    return Example(question, text, ((text.index(words), text.index(words) + len(words)),))


def test_the_form_is_question_then_passage(tokenizer: Any) -> None:
    ((ids, first, last),) = tokenized([Example("有几支？", "12支", ())], tokenizer, 384)
    assert [tokenizer.id_to_token(one) for one in ids] == [
        "<s>", "▁", "有", "几", "支", "?", "</s>", "</s>", "▁12", "支", "</s>",
    ]  # fmt: skip
    assert (first, last) == (0, 0)


@pytest.mark.parametrize("words", ["江北", "12支", "共４８０人", "４８０", "《红楼梦》", "Zhang San", "带领", "队，共"])
def test_an_answer_covers_its_own_tokens(tokenizer: Any, words: str) -> None:
    """All that touch it, and of those of the passage alone."""
    ((ids, first, last),) = tokenized([example(words)], tokenizer, 384)
    assert ids[last + 1 :].count(2) == 1
    said = tokenizer.decode(ids[first : last + 1])
    assert said == {"共４８０人": "共480人", "４８０": "480", "队，共": "队,共"}.get(words, words)


def test_words_of_the_question_are_no_answer(tokenizer: Any) -> None:
    """What stands at the same offsets of the question is passed over."""
    ((ids, first, last),) = tokenized([example("有", "有支队", "有支队")], tokenizer, 384)
    assert first > ids.index(2)
    assert tokenizer.decode(ids[first : last + 1]) == "有"


def test_an_answer_that_was_cut_off_is_none(tokenizer: Any) -> None:
    """Whole or in part; a question is cut off at 300 characters, so that the passage keeps its place."""
    text = "猫" * 50 + "十二支" + "猫" * 50
    rows = tokenized([example("十二支", text)] * 3, tokenizer, 40)
    assert {(len(ids), first, last) for ids, first, last in rows} == {(40, 0, 0)}
    enough = [tokenized([example("十二支", text)], tokenizer, longest)[0][1] > 0 for longest in (60, 61, 62, 63)]
    assert enough == [False, False, True, True]
    ((ids, _, _),) = tokenized([Example("猫" * 900, "十二支", ((0, 3),))], tokenizer, 384)
    assert (tokenizer.decode(ids).count("猫"), tokenizer.decode(ids[-4:-1])) == (300, "十二支")


def rows_of(lengths: list[int]) -> list[tuple[list[int], int, int]]:
    return [([7] * length, number % length, length - 1) for number, length in enumerate(lengths)]


def test_every_row_is_in_one_batch_with_its_padding() -> None:
    rows = rows_of([5, 17, 40, 16, 33, 33, 2, 64, 48, 20] * 7)
    found = list(batches(rows, 256, seed=3))
    placed = []
    for batch in found:
        ids, mask = batch["input_ids"], batch["attention_mask"]
        lengths = mask.sum(axis=1)
        assert ids.shape == mask.shape and ids.shape[1] % 16 == 0
        assert ids.shape[0] * lengths.max() <= 256
        np.testing.assert_array_equal(ids, np.where(mask == 1, 7, 1))
        placed += list(zip(lengths, batch["start_positions"], batch["end_positions"], strict=True))
    assert sorted(placed) == sorted((len(ids), first, last) for ids, first, last in rows)


def test_batches_are_the_same_for_their_seed() -> None:
    rows = rows_of(list(range(2, 60)))
    one, same, other = (
        [batch["input_ids"].shape for batch in batches(rows, 128, seed=seed)] for seed in (1, 1, 2)
    )  # fmt: skip
    assert one == same != other
