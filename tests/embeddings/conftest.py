"""What the tests of models share: the shipped encoder, loaded once, and a reader that is too small to know anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings import DEFAULT_MODEL, load_encoder
from embeddings.build.checkpoint import Checkpoint, DenseMatrix, FourBitMatrix
from embeddings.build.reader_folder import write_reader
from embeddings.onnx_encoder import OnnxEncoder

SHAPES = {part: (32, 32) for part in ("q", "k", "v", "ao")} | {"fi": (128, 32), "fo": (32, 128)}


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return load_encoder()


@pytest.fixture(scope="session")
def tiny_checkpoint() -> Checkpoint:
    """Random weights in the encoder's form: four layers, 32 numbers wide, over the shipped tokenizer's pieces."""
    chance = np.random.default_rng(0)
    pieces = Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json")).get_vocab_size()
    nibbles = chance.integers(0, 16, (pieces, 1, 16), np.uint8)
    words = FourBitMatrix(nibbles | nibbles << 4, np.full((pieces, 1), 0.02, np.float16))
    tensors = {"emb.pos": chance.normal(0, 0.05, 512 * 32), "emb.type": np.zeros(2 * 32)}
    tensors |= {"emb.ln.w": np.ones(32), "emb.ln.b": np.zeros(32)}
    matrices = {}
    for layer in range(4):
        for part, shape in SHAPES.items():
            matrices[f"l{layer}.{part}.w"] = DenseMatrix(chance.normal(0, 0.2, shape).astype(np.float32))
            tensors[f"l{layer}.{part}.b"] = chance.normal(0, 0.1, shape[0])
        for part in ("aln", "oln"):
            tensors |= {
                f"l{layer}.{part}.w": chance.normal(1, 0.1, 32),
                f"l{layer}.{part}.b": chance.normal(0, 0.1, 32),
            }
    single = {name: value.astype(np.float32) for name, value in tensors.items()}
    empty = np.zeros(0, np.float32)
    return Checkpoint(32, 4, 2, 512, 1e-12, (), empty, frozenset(), {}, single, words, matrices)


@pytest.fixture(scope="session")
def tiny_reader(tiny_checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reader with two random layers and a random head."""
    chance = np.random.default_rng(1)
    head = {"span.w": chance.normal(0, 1, (2, 32)).astype(np.float32), "span.b": np.zeros(2, np.float32)}
    folder: Path = tmp_path_factory.mktemp("tiny-reader")
    write_reader(replace(tiny_checkpoint, layers=2, tensors=tiny_checkpoint.tensors | head), folder)
    return folder
