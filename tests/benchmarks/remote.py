"""An index in Qdrant's core beside the same index here: the same passages in the same order, exact and by its graph.

    python -m tests.benchmarks.remote --corpus FOLDER --documents 10000 --questions 300

FOLDER holds ``corpus.jsonl`` {id, title, text}, ``queries.jsonl`` {id, text} and ``qrels.tsv``. What is relevant to a
question comes first, then rows as they stand. ``qdrant-edge-py`` is the core without a server, in this process; it is
beta, and the adapter below has only what the product asks of a client.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import qdrant_edge as edge

from qa import Retriever
from qa.evaluate.run import standard
from qa.qdrant.address import Address
from qa.qdrant.engine import Engine
from qa.qdrant.remote_index import load_index, save_index

ADDRESS = Address("edge", 6333, "bench", https=False)
_INDEXING_KB = 1_000


class EdgeClient:
    """What ``Engine`` asks of a client, over shards in ``folder``; filters of which every condition must hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shards: dict[str, Any] = {}
        self._metadata: dict[str, Any] = {}
        self._aliases: dict[str, str] = {}

    def create_collection(self, name: str, **how: Any) -> None:
        size = how["vectors_config"]["passage"].size
        several = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim)
        half = edge.VectorStorageDatatype.Float16
        vectors = {
            "passage": edge.EdgeVectorParams(size, edge.Distance.Dot),
            "sentences": edge.EdgeVectorParams(
                size, edge.Distance.Dot, multivector_config=several, datatype=half,
                hnsw_config=edge.HnswIndexConfig(m=0, ef_construct=100, full_scan_threshold=10_000),
            ),
        }  # fmt: skip
        (self._folder / name).mkdir()
        config = edge.EdgeConfig(
            vectors=vectors,
            sparse_vectors={"words": edge.EdgeSparseVectorParams()},
            optimizers=edge.EdgeOptimizersConfig(indexing_threshold=_INDEXING_KB),
        )
        self._shards[name] = edge.EdgeShard.create(str(self._folder / name), config)
        self._metadata[name] = how["metadata"]

    def optimize(self) -> None:
        """Build the graph, as a server does on its own."""
        for shard in self._shards.values():
            shard.optimize()

    def create_payload_index(self, name: str, field: str, schema: Any) -> None:
        kind = getattr(edge.PayloadSchemaType, schema.value.capitalize())
        self._shards[name].update(edge.UpdateOperation.create_field_index(field, kind))

    def get_collections(self) -> Any:
        return SimpleNamespace(collections=[SimpleNamespace(name=name) for name in self._shards])

    def get_collection(self, name: str) -> Any:
        return SimpleNamespace(config=SimpleNamespace(metadata=self._metadata[name]))

    def get_aliases(self) -> Any:
        own = self._aliases.items()
        return SimpleNamespace(aliases=[SimpleNamespace(alias_name=a, collection_name=c) for a, c in own])

    def update_collection_aliases(self, operations: Sequence[Any]) -> None:
        for one in operations:
            created = getattr(one, "create_alias", None)
            if created:
                self._aliases[created.alias_name] = created.collection_name

    def upsert(self, name: str, points: Sequence[Any], **_: Any) -> None:
        given = [
            edge.Point(one.id, {key: _vector(own) for key, own in one.vector.items()}, one.payload) for one in points
        ]
        self._shards[name].update(edge.UpdateOperation.upsert_points(given))

    def retrieve(
        self, name: str, ids: Sequence[str], *, with_payload: Any = True, with_vectors: Any = False
    ) -> list[Any]:
        return list(self._shards[name].retrieve(list(ids), with_payload, with_vectors))

    def scroll(
        self, name: str, chosen: Any, *, limit: int, with_payload: Any, offset: Any = None, order_by: str | None = None
    ) -> tuple[list[Any], Any]:
        order = edge.OrderBy(order_by) if order_by else None
        request = edge.ScrollRequest(
            offset=offset,
            limit=limit,
            filter=_chosen(chosen),
            with_payload=with_payload,
            with_vector=False,
            order_by=order,
        )
        page, following = self._shards[name].scroll(request)
        return list(page), None if order else following

    def query_batch_points(self, name: str, requests: Sequence[Any]) -> list[Any]:
        asked = [
            edge.QueryRequest(
                limit=one.limit,
                query=edge.Query.Nearest(_vector(one.query.nearest), one.using),
                with_vector=one.with_vector,
                with_payload=one.with_payload,
                filter=_chosen(one.filter),
                params=edge.SearchParams(hnsw_ef=one.params.hnsw_ef, exact=bool(one.params.exact))
                if one.params
                else None,
            )
            for one in requests
        ]
        return [
            SimpleNamespace(points=points) for points in self._shards[name].query_batch(edge.QueryBatchRequest(asked))
        ]


def _vector(vector: Any) -> Any:
    sparse = hasattr(vector, "indices")
    return edge.SparseVector(list(vector.indices), list(vector.values)) if sparse else vector


def _chosen(chosen: Any) -> Any:
    return edge.Filter(must=[_condition(one) for one in chosen.must]) if chosen else None


def _condition(one: Any) -> Any:
    if hasattr(one, "has_id"):
        return edge.HasIdCondition(set(one.has_id))
    if one.range:
        return edge.FieldCondition(one.key, range=edge.RangeFloat(gte=one.range.gte, lt=one.range.lt))
    return edge.FieldCondition(one.key, match=edge.MatchAny(list(one.match.any)))


def write_corpus(source: Path, folder: Path, documents: int) -> dict[str, set[str]]:
    """Write a file for each of ``documents`` rows; which of them are relevant, by question."""
    relevant: dict[str, set[str]] = {}
    for line in (source / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, document, _ = line.split("\t")
        relevant.setdefault(question, set()).add(document)
    gold = set().union(*relevant.values())
    with (source / "corpus.jsonl").open(encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: row["id"] not in gold)[:documents]
    for row in rows:
        (folder / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}\n", encoding="utf-8")
    return relevant


def ranked(retriever: Retriever, questions: dict[str, str]) -> tuple[dict[str, list[str]], float]:
    """The ten best passages of each question, and the median of the milliseconds that one took."""
    found, took = {}, []
    for id, text in questions.items():
        start = time.perf_counter()
        found[id] = [hit.passage.id for hit in retriever.search(text, top_k=10)]
        took.append(time.perf_counter() - start)
    return found, float(np.median(took)) * 1e3


def ndcg(found: dict[str, list[str]], relevant: dict[str, set[str]]) -> float:
    ranking = {id: list(dict.fromkeys(one.partition(".txt#")[0] for one in own)) for id, own in found.items()}
    rows = standard(ranking, {id: dict.fromkeys(relevant[id], 1) for id in found})
    return float(np.mean([row["nDCG@10"] for row in rows.values()]))


def compared(here: Retriever, folder: Path, questions: dict[str, str], relevant: dict[str, set[str]]) -> list[str]:
    """The rows of the table."""
    client = EdgeClient(folder)
    start = time.perf_counter()
    save_index(Engine(client, ADDRESS), here.local_index, here.encoder)
    lines = [f"{len(here.passages):,} passages written in {time.perf_counter() - start:.0f} s", ""]
    lines += ["| | same ten in order | overlap | nDCG@10 | p50, ms |", "|---|--:|--:|--:|--:|"]
    own, took = ranked(here, questions)
    lines.append(f"| here, exact | | | {ndcg(own, relevant):.4f} | {took:.1f} |")
    client.optimize()
    for name, exact in (("Qdrant's core, exact", True), ("its graph, ef 128", False)):
        there = Retriever(load_index(Engine(client, ADDRESS, exact=exact), here.encoder), here.encoder)
        found, took = ranked(there, questions)
        same = sum(found[id] == own[id] for id in own)
        overlap = np.mean([len(set(found[id]) & set(own[id])) / max(len(own[id]), 1) for id in own])
        lines.append(f"| {name} | {same} of {len(own)} | {overlap:.4f} | {ndcg(found, relevant):.4f} | {took:.1f} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=10_000, help="rows of the corpus, of about two passages each")
    parser.add_argument("--questions", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        corpus, shards = Path(work, "corpus"), Path(work, "shards")
        corpus.mkdir()
        shards.mkdir()
        relevant = write_corpus(options.corpus, corpus, options.documents)
        here = Retriever.from_path(corpus, progress=True, exact=True)
        with (options.corpus / "queries.jsonl").open(encoding="utf-8") as lines:
            texts = {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in relevant}
        questions = dict(list(texts.items())[: options.questions])
        print("\n".join(compared(here, shards, questions, relevant)))


if __name__ == "__main__":
    main()
