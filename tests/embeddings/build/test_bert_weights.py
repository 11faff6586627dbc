"""The encoder's checkpoint as a model of transformers and back."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.build.bert_weights import layers_of, starting_model, trained_checkpoint
from embeddings.build.checkpoint import Checkpoint

pytestmark = pytest.mark.slow

KEPT = np.array([5, 0, 70_000, 3])


@pytest.mark.parametrize(
    ("count", "depth", "layers"),
    [(12, 12, list(range(12))), (6, 12, [1, 3, 5, 7, 9, 11]), (2, 4, [1, 3]), (1, 12, [11]), (5, 12, [2, 4, 7, 9, 11])],
)
def test_layers_are_spread_evenly_and_the_last_is_among_them(count: int, depth: int, layers: list[int]) -> None:
    assert layers_of(count, depth) == layers


def test_a_model_begins_from_the_layers_named_and_comes_back_the_same(tiny_checkpoint: Checkpoint) -> None:
    """Of the pieces kept; words in their own 4 bits; layers counted anew; the head beside them."""
    model = starting_model(tiny_checkpoint, KEPT, [1, 3])
    back = trained_checkpoint(model.state_dict(), tiny_checkpoint, KEPT)
    np.testing.assert_array_equal(
        model.bert.embeddings.word_embeddings.weight.detach().numpy(), tiny_checkpoint.words.values()[KEPT]
    )
    np.testing.assert_array_equal(back.words.nibbles, tiny_checkpoint.words.nibbles[KEPT])
    assert back.layers == 2
    for new, old in ((0, 1), (1, 3)):
        for name, matrix in tiny_checkpoint.matrices.items():
            if name.startswith(f"l{old}."):
                np.testing.assert_array_equal(back.matrices[f"l{new}{name[2:]}"].values(), matrix.values())
        for name, tensor in tiny_checkpoint.tensors.items():
            if name.startswith(f"l{old}."):
                np.testing.assert_array_equal(back.tensors[f"l{new}{name[2:]}"], tensor)
    np.testing.assert_array_equal(back.tensors["emb.pos"].ravel(), tiny_checkpoint.tensors["emb.pos"])
    assert back.tensors["span.w"].shape == (2, 32)


def test_words_may_be_left_out_but_not_be_others(tiny_checkpoint: Checkpoint) -> None:
    model = starting_model(tiny_checkpoint, KEPT, [0])
    name = "bert.embeddings.word_embeddings.weight"
    without = {key: value for key, value in model.state_dict().items() if key != name}
    assert trained_checkpoint(without, tiny_checkpoint, KEPT).layers == 1
    moved = model.state_dict() | {name: model.state_dict()[name] + 0.01}
    with pytest.raises(ValueError, match="the word vectors are not the default encoder's; train the model with them"):
        trained_checkpoint(moved, tiny_checkpoint, KEPT)
