"""The encoder's checkpoint as a ``transformers`` question-answering model, and such a model as a checkpoint again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertConfig, BertForQuestionAnswering

from embeddings.build.checkpoint import Checkpoint, DenseMatrix, FourBitMatrix

_FAR = 1e-3
_WORDS = "embeddings.word_embeddings.weight"
_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_BELOW = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_HEAD = {"span.w": "qa_outputs.weight", "span.b": "qa_outputs.bias"}


def starting_model(checkpoint: Checkpoint, kept: NDArray[np.int64], layers: Sequence[int]) -> BertForQuestionAnswering:
    """The encoder's weights over the pieces ``kept``, of its ``layers``, under a new head."""
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=checkpoint.hidden,
        num_hidden_layers=len(layers),
        num_attention_heads=checkpoint.heads,
        intermediate_size=4 * checkpoint.hidden,
        max_position_embeddings=checkpoint.positions,
        type_vocab_size=2,
        layer_norm_eps=checkpoint.epsilon,
        # Hardly an example comes twice, and without dropout a step on a processor takes 0.6 of the time.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        pad_token_id=1,
    )
    model = BertForQuestionAnswering(config)
    weights = {_WORDS: checkpoint.words.values()[kept]}
    for short, long in _BELOW.items():
        weights[long] = checkpoint.tensors[short]
    for new, old in enumerate(layers):
        for short, long in _matrices_of(old, new).items():
            weights[long] = checkpoint.matrices[short].values()
        for short, long in _tensors_of(old, new).items():
            weights[long] = checkpoint.tensors[short]
    own = model.bert.state_dict()
    state = {name: torch.tensor(np.array(value)).reshape(own[name].shape) for name, value in weights.items()}
    model.bert.load_state_dict(state, strict=False)
    return model


def layers_of(count: int, depth: int) -> list[int]:
    """Which ``count`` of ``depth`` layers to begin from: spread evenly, the last one among them."""
    return [math.ceil((n + 1) * depth / count) - 1 for n in range(count)]


def trained_checkpoint(state: Mapping[str, torch.Tensor], original: Checkpoint, kept: NDArray[np.int64]) -> Checkpoint:
    """The weights of a model that began as ``starting_model``, with its head, the words in the original's 4 bits.

    state: of a ``BertForQuestionAnswering``; the word vectors may be left out.

    :raises ValueError: If there are word vectors and they are not the original's.
    """
    weights = {name.removeprefix("bert."): value.float().numpy() for name, value in state.items()}
    cut = FourBitMatrix(original.words.nibbles[kept], original.words.scales[kept])
    if _WORDS in weights and np.abs(cut.values() - weights[_WORDS]).max() > _FAR:
        raise ValueError("the word vectors are not the default encoder's; train the model with them frozen")
    tensors = {short: weights[long] for short, long in (_BELOW | _HEAD).items()}
    matrices: dict[str, DenseMatrix] = {}
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    for layer in range(layers):
        tensors |= {short: weights[long] for short, long in _tensors_of(layer, layer).items()}
        matrices |= {short: DenseMatrix(weights[long]) for short, long in _matrices_of(layer, layer).items()}
    return replace(original, layers=layers, tensors=tensors, words=cut, matrices=matrices)


def _matrices_of(old: int, new: int) -> dict[str, str]:
    """Names of the matrices of the checkpoint's layer ``old``, each with that in layer ``new`` of the model."""
    return {f"l{old}.{short}.w": f"encoder.layer.{new}.{long}.weight" for short, long in _MATRICES.items()}


def _tensors_of(old: int, new: int) -> dict[str, str]:
    """The same for biases and norms."""
    biases = {f"l{old}.{short}.b": f"encoder.layer.{new}.{long}.bias" for short, long in (_MATRICES | _NORMS).items()}
    return biases | {f"l{old}.{short}.w": f"encoder.layer.{new}.{long}.weight" for short, long in _NORMS.items()}
