"""Writes the folder of a reader from its weights: graph, tokenizer, manifest. It knows nothing of training."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from embeddings import DEFAULT_MODEL
from embeddings.build.calibration import activation_ranges, reader_samples
from embeddings.build.checkpoint import Checkpoint
from embeddings.build.graph import build_graph
from embeddings.model_files import READER_MANIFEST

NAME = "multilingual-e5-small-reader-int8-zh-en"


def write_reader(trained: Checkpoint, out: Path) -> None:
    """Write ``trained``, with its head, over the default encoder's pieces; the same input gives the same bytes.

    out: made if need be.
    """
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DEFAULT_MODEL / "tokenizer.json", out / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    every = np.arange(len(trained.words.scales))
    ranges = activation_ranges(build_graph(trained, every, None), reader_samples(tokenizer))
    (out / "model.onnx").write_bytes(build_graph(trained, every, ranges).SerializeToString(deterministic=True))
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    manifest = {
        "name": f"{NAME}@{digests['model.onnx'][:12]}",
        "layers": trained.layers,
        "model": "model.onnx",
        "tokenizer": "tokenizer.json",
        "sha256": digests,
    }
    (out / READER_MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
