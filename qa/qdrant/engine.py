"""The one place that talks to Qdrant: a collection of points, its aliases, and every fault as one sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np

from qa.errors import EngineError
from qa.qdrant.address import Address
from qa.qdrant.stored_documents import Record, StoredPassage, Words

try:
    from qdrant_client import QdrantClient, models
    from qdrant_client.common.client_exceptions import QdrantException
    from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse
except ImportError as error:  # pragma: no cover
    raise ImportError("an index in Qdrant needs the extra: pip install 'chuchu-qa[qdrant]'") from error

logger = logging.getLogger(__name__)

SECONDS = 8
EF = 128
_BATCH = 64
_PAGE = 1_000
_INDEXED = {
    "what": models.PayloadSchemaType.KEYWORD,
    "doc": models.PayloadSchemaType.KEYWORD,
    "place": models.PayloadSchemaType.KEYWORD,
    "periods": models.PayloadSchemaType.KEYWORD,
    "row": models.PayloadSchemaType.INTEGER,
}
_STRONG = models.WriteOrdering.STRONG

Payload = dict[str, Any]
Vector = str  # "passage", "sentences" or "words"


def connected(address: Address, key: str | None) -> Any:
    """A client for ``address``; it waits ``SECONDS`` at most for any answer."""
    return QdrantClient(
        host=address.host,
        port=address.port,
        https=address.https,
        api_key=key,
        timeout=SECONDS,
        check_compatibility=False,
    )


class Engine:
    """The collections that one index has had, and the points in the newest; raises EngineError alone."""

    def __init__(self, client: Any, address: Address, *, exact: bool = False) -> None:
        """exact: compare every vector, however many there are. ``silent``: whether it once gave no answer at all."""
        self._client = client
        self.address = address
        self.silent = False
        self._params = models.SearchParams(exact=True) if exact else models.SearchParams(hnsw_ef=EF)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ResponseHandlingException as error:
            self.silent = True
            raise EngineError(f"{self.address}: {_said(error)}") from error
        except (ApiException, QdrantException, OSError, ValueError, RuntimeError) as error:
            raise EngineError(f"{self.address}: {_said(error)}") from error

    # Generations

    def generation(self) -> str | None:
        """The collection that the name stands for now; None when there is none."""
        with self._told():
            aliases = self._client.get_aliases().aliases
        return next((one.collection_name for one in aliases if one.alias_name == self.address.name), None)

    def metadata(self, collection: str) -> dict[str, Any]:
        """What the writer of ``collection`` said of it."""
        with self._told():
            return dict(self._client.get_collection(collection).config.metadata or {})

    def begin(self, dim: int, metadata: Mapping[str, Any], before: str | None) -> str:
        """A new collection, empty, that nobody reads yet; what a broken write left beside ``before`` goes."""
        start = f"{self.address.name}__g"
        with self._told():
            names = [one.name for one in self._client.get_collections().collections]
            numbers = [int(end) for name in names if (end := name.removeprefix(start)) != name and end.isdecimal()]
            for left in {f"{start}{number}" for number in numbers} - {before}:
                self.drop(left)
            name = f"{start}{max(numbers, default=0) + 1}"
            dot = models.Distance.DOT
            several = models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM)
            self._client.create_collection(
                name,
                vectors_config={
                    "passage": models.VectorParams(size=dim, distance=dot),
                    "sentences": models.VectorParams(
                        size=dim,
                        distance=dot,
                        multivector_config=several,
                        datatype=models.Datatype.FLOAT16,
                        hnsw_config=models.HnswConfigDiff(m=0),
                        on_disk=True,
                    ),
                },
                sparse_vectors_config={"words": models.SparseVectorParams()},
                metadata=dict(metadata),
            )
            for field, schema in _INDEXED.items():
                self._client.create_payload_index(name, field, schema)
        return name

    def publish(self, collection: str, before: str | None) -> None:
        """Let the name stand for ``collection``, in one step, then drop the one it stood for."""
        operations: list[Any] = []
        alias = self.address.name
        if before:
            operations.append(models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=alias)))
        created = models.CreateAlias(collection_name=collection, alias_name=alias)
        operations.append(models.CreateAliasOperation(create_alias=created))
        with self._told():
            self._client.update_collection_aliases(operations)
        if before:
            self.drop(before)

    def drop(self, collection: str) -> None:
        """Remove a collection that nobody needs; what cannot be removed now is removed by a later write."""
        try:
            with self._told():
                self._client.delete_collection(collection)
        except EngineError as error:
            logger.info("%s was not removed: %s", collection, error)

    # Writing

    def add(self, collection: str, points: Iterable[StoredPassage | Record]) -> None:
        """Write passages and records in their order, and wait until every reader sees them."""
        waiting = iter(points)
        while batch := list(islice(waiting, _BATCH)):
            with self._told():
                self._client.upsert(collection, [_point(one) for one in batch], wait=True, ordering=_STRONG)

    def remove_passages(self, collection: str, key: str, *, but: str | None) -> None:
        """Remove the passages of a document, ``but`` those with that digest."""
        others = [_is("digest", [but])] if but else None
        chosen = models.Filter(must=[_is("what", ["passage"]), _is("doc", [key])], must_not=others)
        with self._told():
            self._client.delete(collection, models.FilterSelector(filter=chosen), wait=True, ordering=_STRONG)

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Remove points."""
        with self._told():
            self._client.delete(collection, models.PointIdsList(points=list(ids)), wait=True, ordering=_STRONG)

    # Reading

    def records(self, collection: str, ids: Sequence[str], fields: Sequence[str] | None = None) -> dict[str, Payload]:
        """The payloads of points, by id; all of each, or ``fields``."""
        with self._told():
            found = self._client.retrieve(collection, list(ids), with_payload=list(fields) if fields else True)
        return {str(one.id): dict(one.payload or {}) for one in found}

    def sentences(self, collection: str, id: str, dim: int) -> Any:
        """The vectors of the sentences of a passage, shape (sentences, dim)."""
        with self._told():
            found = self._client.retrieve(collection, [id], with_payload=False, with_vectors=["sentences"])
        vectors = [one.vector["sentences"] for one in found]
        return np.asarray(vectors[0] if vectors else np.zeros((0, dim)), np.float16)

    def walk(self, collection: str, must: Mapping[str, Any], fields: Sequence[str]) -> Iterator[tuple[str, Payload]]:
        """Every point that fits, a page at a time."""
        offset = None
        while True:
            with self._told():
                page, offset = self._client.scroll(
                    collection, _filter(must), limit=_PAGE, offset=offset, with_payload=list(fields)
                )
            yield from ((str(one.id), dict(one.payload or {})) for one in page)
            if offset is None:
                return

    def first_rows(self, collection: str, must: Mapping[str, Any], count: int) -> dict[str, Payload]:
        """The points that fit with the lowest rows."""
        with self._told():
            page, _ = self._client.scroll(collection, _filter(must), limit=count, order_by="row", with_payload=True)
        return {str(one.id): dict(one.payload or {}) for one in page}

    def nearest(
        self, collection: str, asked: Sequence[tuple[Vector, Any]], must: Mapping[str, Any], count: int
    ) -> list[dict[str, Payload]]:
        """For each vector asked, the ``count`` best points that fit, with their payloads."""
        requests = [self._request(using, vector, _filter(must), count, payload=True) for using, vector in asked]
        return [{id: payload for id, (_, payload, _) in found.items()} for found in self._batch(collection, requests)]

    def scored(
        self, collection: str, asked: Sequence[tuple[Vector, Any]], ids: Sequence[str]
    ) -> tuple[list[dict[str, float]], dict[str, Words]]:
        """The score of each point of ``ids`` for each vector asked, every one compared; and the words they hold."""
        exact = models.SearchParams(exact=True)
        chosen = models.Filter(must=[models.HasIdCondition(has_id=list(ids))])
        requests = [
            self._request(using, vector, chosen, len(ids), params=exact, vectors=["words"] if not n else False)
            for n, (using, vector) in enumerate(asked)
        ]
        answers = self._batch(collection, requests)
        words = {id: vector.get("words") for id, (_, _, vector) in answers[0].items()}
        return [{id: score for id, (score, _, _) in one.items()} for one in answers], {
            id: (list(one.indices), list(one.values)) if one else ([], []) for id, one in words.items()
        }

    def _request(self, using: Vector, vector: Any, chosen: Any, count: int, **how: Any) -> Any:
        sparse = using == "words"
        query: Any = np.asarray(vector).tolist() if not sparse else None
        query = models.SparseVector(indices=vector[0], values=vector[1]) if sparse else query
        return models.QueryRequest(
            query=models.NearestQuery(nearest=[query] if using == "sentences" else query),
            using=using,
            filter=chosen,
            limit=count,
            params=None if sparse else how.get("params", self._params),
            with_payload=how.get("payload", False),
            with_vector=how.get("vectors", False),
        )

    def _batch(self, collection: str, requests: Sequence[Any]) -> list[dict[str, tuple[float, Payload, Any]]]:
        if not requests:
            return []
        with self._told():
            answers = self._client.query_batch_points(collection, list(requests))
        return [
            {str(one.id): (float(one.score), dict(one.payload or {}), one.vector or {}) for one in answer.points}
            for answer in answers
        ]


def _point(passage: StoredPassage | Record) -> Any:
    if not isinstance(passage, StoredPassage):
        return models.PointStruct(id=passage[0], vector={}, payload=dict(passage[1]))
    vectors: dict[str, Any] = {"passage": passage.vector.tolist(), "sentences": passage.sentences.tolist()}
    if passage.words[0]:
        vectors["words"] = models.SparseVector(indices=passage.words[0], values=passage.words[1])
    return models.PointStruct(id=passage.id, vector=vectors, payload=dict(passage.payload))


def _filter(must: Mapping[str, Any]) -> Any:
    """Every field has one of its values, or lies in its range."""
    return models.Filter(
        must=[
            models.FieldCondition(key=field, range=models.Range(gte=wanted.start, lt=wanted.stop))
            if isinstance(wanted, range)
            else _is(field, wanted)
            for field, wanted in must.items()
        ]
    )


def _is(field: str, values: Iterable[Any]) -> Any:
    return models.FieldCondition(key=field, match=models.MatchAny(any=list(values)))


def _said(error: Exception) -> str:
    """One line with what to do next."""
    if isinstance(error, UnexpectedResponse):
        status = error.status_code
        if status in (401, 403):
            return f"the engine refuses the key (status {status}); set CHUCHU_QDRANT_KEY to the one it expects"
        if status in (413, 429, 507) or b"space" in error.content or b"disk" in error.content:
            return f"the engine is full or too busy (status {status}); make room there and run the same command again"
        return f"the engine refused (status {status}, {error.reason_phrase}); see its log"
    words = " ".join(str(error).split())[:200]
    if isinstance(error, ValueError) and "not found" in words:
        return f"the engine no longer holds what was asked for ({words}); run the same command again"
    return f"the engine does not answer ({words}); see that it runs and can be reached, then run the same command again"
