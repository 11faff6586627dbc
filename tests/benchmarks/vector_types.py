"""FAISS index types on stored passage vectors: size, speed and recall@10 against the exact search.

    python tests/benchmarks/vector_types.py --index INDEX --queries SET/queries.jsonl

INDEX: a saved index, made with the model that ships.
One question at a time on one thread, as a chat asks.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings import load_encoder
from qa import Retriever

TOP_K = 10
QUESTIONS = 200


def candidates_of(rows: Any) -> dict[str, Any]:
    """Name to an index that is trained and filled; searching it is all that is left."""
    size, dim = rows.shape
    cells = int(4 * size**0.5)
    inner = faiss.METRIC_INNER_PRODUCT
    made: dict[str, Any] = {"flat (exact)": faiss.IndexFlatIP(dim)}
    scalar = faiss.ScalarQuantizer
    made["8 bit"] = faiss.IndexScalarQuantizer(dim, scalar.QT_8bit, inner)
    made["8 bit, one range"] = faiss.IndexScalarQuantizer(dim, scalar.QT_8bit_uniform, inner)
    made["fp16"] = faiss.IndexScalarQuantizer(dim, scalar.QT_fp16, inner)
    made["4 bit"] = faiss.IndexScalarQuantizer(dim, scalar.QT_4bit, inner)
    for probes in (8, 32, 64):
        cell = faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, cells, inner)
        cell.nprobe = probes
        made[f"IVF {cells}, {probes} probed"] = cell
    for effort in (64, 256):
        graph = faiss.IndexHNSWFlat(dim, 32, inner)
        graph.hnsw.efSearch = effort
        made[f"HNSW 32, ef {effort}"] = graph
    made["PQ 96"] = faiss.IndexPQ(dim, 96, 8, inner)
    return made


def measured(index: Any, rows: Any, queries: Any, exact: Any) -> tuple[float, float, float, float, float, float]:
    """Seconds to build, MB, ms a question (p50, p95), recall@10 as it is, and with 200 found compared exactly."""
    start = time.perf_counter()
    if not index.is_trained:
        index.train(rows)
    index.add(rows)
    building = time.perf_counter() - start
    size = len(faiss.serialize_index(index)) / 1e6
    took, plain, refined = [], [], []
    for query, best in zip(queries, exact, strict=True):
        start = time.process_time()
        found = index.search(query[np.newaxis], 200)[1][0]
        took.append((time.process_time() - start) * 1000)
        found = found[found >= 0]
        plain.append(len(set(found[:TOP_K].tolist()) & best) / TOP_K)
        order = found[np.argsort(-(rows[found] @ query), kind="stable")]
        refined.append(len(set(order[:TOP_K].tolist()) & best) / TOP_K)
    p50, p95 = np.percentile(took, [50, 95])
    return building, size, float(p50), float(p95), float(np.mean(plain)), float(np.mean(refined))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    rows = Retriever.load(options.index).index.vectors.vectors
    lines = options.queries.read_text(encoding="utf-8").splitlines()[:QUESTIONS]
    queries = load_encoder().encode_queries([json.loads(line)["text"] for line in lines])
    exact = [set(np.argsort(-(rows @ query), kind="stable")[:TOP_K].tolist()) for query in queries]
    print(f"{len(rows):,} passages, {len(queries)} questions\n")
    print("| type | build, s | MB | question p50, CPU ms | p95 | recall@10 | with 200 compared exactly |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, index in candidates_of(rows).items():
        building, size, p50, p95, plain, refined = measured(index, rows, queries, exact)
        numbers = f"{building:.1f} | {size:.0f} | {p50:.2f} | {p95:.2f} | {plain:.3f} | {refined:.3f}"
        print(f"| {name} | {numbers} |", flush=True)


if __name__ == "__main__":
    main()
