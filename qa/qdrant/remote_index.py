"""An index written to an engine and opened there: a new generation beside the old one, or only what changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from embeddings import Encoder
from qa.errors import StaleIndexError
from qa.index import staleness
from qa.index.code_digest import digest_of_definitions
from qa.index.contents import Index
from qa.qdrant.address import Address, address_of
from qa.qdrant.corpus_statistics import HEAD, CorpusStatistics
from qa.qdrant.engine import Engine, connected
from qa.qdrant.remote_source import RemoteSource
from qa.qdrant.stored_documents import digests, point_id, stored_documents

_CHANGED = 0.2
_DRIFT = 0.25


def open_engine(place: str, key: str | None, *, exact: bool = False) -> Engine:
    """The engine that ``place`` names; nothing is asked of it yet. exact: compare every vector with a question."""
    address = address_of(place)
    return Engine(connected(address, key), address, exact=exact)


def load_index(engine: Engine, encoder: Encoder) -> RemoteSource:
    """Open the generation that the name stands for.

    Raises FileNotFoundError when there is none, StaleIndexError when it was made by another format, encoder or rules,
    EngineError when the engine does not answer.
    """
    collection = engine.generation()
    if collection is None:
        raise FileNotFoundError(f"{engine.address} holds no index; build it with: {_command(engine.address)}")
    made = engine.metadata(collection)
    if unlike := staleness.unlike(made, staleness.to_open(encoder) | staleness.to_ask() | _stored_weights()):
        mended = f"build it again with: {_command(engine.address)}"
        raise StaleIndexError(f"{engine.address} was made with {unlike}; {mended}")
    return RemoteSource(engine, collection, encoder.dim)


def save_index(engine: Engine, index: Index, encoder: Encoder) -> None:
    """Write ``index``: what changed, where an index of the same making is there and little did; else all of it anew.

    Readers see the old index or the new one, and of a document its old passages or the new ones. Raises EngineError;
    what readers see is then as before, or the same command completes it.
    """
    metadata = {**staleness.to_open(encoder), **index.rules, **_stored_weights()}
    current = engine.generation()
    if current is None or engine.metadata(current) != metadata or not _renewed(engine, current, index):
        _rebuilt(engine, current, index, metadata)


def _stored_weights() -> dict[str, str]:
    """What made the weights of the keywords, which only an engine stores."""
    return {"keyword weights": digest_of_definitions("qa.index.bm25.saturated", "qa.index.bm25.normal")}


def _rebuilt(engine: Engine, current: str | None, index: Index, metadata: Mapping[str, Any]) -> None:
    numbers = {key: number for number, key in enumerate(digests(index))}
    known = CorpusStatistics.of(index, uuid.uuid4().hex)
    collection = engine.begin(index.dim, metadata, current)
    try:
        documents = stored_documents(index, numbers, known.frozen, numbers)
        engine.add(collection, (point for one in documents for point in one.points))
        engine.add(collection, _records(known))
        engine.publish(collection, current)
    except BaseException:
        if not engine.silent and engine.generation() != collection:
            engine.drop(collection)
        raise


def _renewed(engine: Engine, collection: str, index: Index) -> bool:
    """Write only what changed; False where nothing is written, since too much did."""
    walked = engine.walk(collection, {"what": ["document"]}, ("doc", "digest", "number"))
    before = {one["doc"]: one for _, one in walked}
    now = digests(index)
    changed = {key for key, digest in now.items() if key not in before or before[key]["digest"] != digest}
    gone = before.keys() - now.keys()
    head = engine.records(collection, [point_id(HEAD)], ("frozen", "corpus")).get(point_id(HEAD))
    if head is None or len(changed) + len(gone) > max(_CHANGED * len(now), 1):
        return False
    if not changed and not gone and head["corpus"] == index.corpus:
        return True
    known = CorpusStatistics.of(index, uuid.uuid4().hex, frozen=float(head["frozen"]))
    if abs(known.average / known.frozen - 1) > _DRIFT:
        return False
    following = max((int(one["number"]) for one in before.values()), default=-1) + 1
    new = {key: following + place for place, key in enumerate(key for key in now if key not in before)}
    numbers = {key: int(one["number"]) for key, one in before.items()} | new
    documents = []
    for document in stored_documents(index, numbers, known.frozen, changed):
        engine.add(collection, document.passages)
        documents.append(document.record)
    if gone:
        engine.remove(collection, [point_id(key) for key in gone])
    engine.add(collection, [*documents, *_records(known)])
    for key in changed | gone:
        engine.remove_passages(collection, key, but=now.get(key))
    return True


def _records(known: CorpusStatistics) -> list[tuple[str, dict[str, Any]]]:
    return [(point_id(name), {**payload, "what": "statistics"}) for name, payload in known.records()]


def _command(address: Address) -> str:
    return f"chuchu index FOLDER --out {address}"
