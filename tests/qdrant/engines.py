"""Engines for tests: one in memory, a real server where one is named, and one that breaks."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Headers
from qdrant_client import QdrantClient
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from qa.qdrant.address import Address
from qa.qdrant.engine import Engine
from tests.conftest import SERVER

QUIET = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
EVERYWHERE = ["memory", pytest.param("server", marks=pytest.mark.server)]
AWAY = ResponseHandlingException(ConnectionRefusedError("Connection refused"))
WRITES = ("upsert", "delete", "create_collection", "update_collection_aliases", "delete_collection")


class Breaking:
    """A client whose ``after``-th write and all later ones fail with ``error``, some when they are done already."""

    def __init__(self, client: Any, after: int, *, done: bool = False, error: Exception = AWAY) -> None:
        self._client = client
        self.left = after
        self.done = done
        self.error = error

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        if name not in WRITES:
            return call

        def write(*values: Any, **named: Any) -> Any:
            if self.left > 0:
                self.left -= 1
                return call(*values, **named)
            if self.done:
                self.done = False
                call(*values, **named)
            raise self.error

        return write


def refusal(status: int, reason: str, said: str) -> UnexpectedResponse:
    """What the client raises where the engine answers with ``status``."""
    return UnexpectedResponse(status, reason, json.dumps({"status": {"error": said}}).encode(), Headers())


def address() -> Address:
    """A name of its own."""
    return Address("127.0.0.1", 6333, f"test-{uuid.uuid4().hex[:12]}", https=False)


def opened(kind: str) -> Iterator[Engine]:
    """An engine without an index; what was written goes when the test ends."""
    client = QdrantClient(":memory:") if kind == "memory" else QdrantClient(os.environ[SERVER])
    engine = Engine(client, address(), exact=True)
    yield engine
    for one in client.get_collections().collections:
        if one.name.startswith(f"{engine.address.name}__g"):
            client.delete_collection(one.name)
    client.close()
