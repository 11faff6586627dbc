"""Addresses of indexes in an engine: taken apart, and never with a key in them."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from qa.cli import main
from qa.errors import EngineError
from qa.qdrant.address import Address, address_of, is_address, place_of
from qa.qdrant.remote_index import open_engine


def test_an_address_is_taken_apart() -> None:
    """A port may be left out; what is no address is a path."""
    assert address_of("qdrant://host/articles") == Address("host", 6333, "articles", https=False)
    assert str(address_of("qdrants://a.example:443/x-1")) == "qdrants://a.example:443/x-1"
    assert [place_of("qdrant://h/a"), place_of("index")] == ["qdrant://h/a", Path("index")]
    assert [is_address("qdrant://h/a"), is_address("C:/a"), is_address(Path("qdrant:/h"))] == [True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "qdrant://user:secret@h/a",
        "qdrant://h/a?key=secret",
        "qdrant://h:secret/a",
        "qdrant:///a",
        "qdrant://h/",
        "qdrant://h/a__g1",
    ],
)
def test_what_is_not_in_form_is_told_without_it(text: str) -> None:
    """What stands there might be a key."""
    with pytest.raises(ValueError, match="write qdrant://HOST:PORT/NAME") as raised:
        address_of(text)
    assert "secret" not in str(raised.value)


def test_an_engine_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One request is given up after ``SECONDS``, and what it began is not cleaned up by more of them."""
    monkeypatch.setattr("qa.qdrant.engine.SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        engine = open_engine(f"qdrant://127.0.0.1:{listening.getsockname()[1]}/articles", None)
        start = time.monotonic()
        with pytest.raises(EngineError, match="the engine does not answer"):
            engine.generation()
        assert (time.monotonic() - start < 9, engine.silent) == (True, True)


def test_an_engine_that_is_away_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And exit status 1; the key is not in it."""
    monkeypatch.setenv("CHUCHU_QDRANT_KEY", "secret-key")
    monkeypatch.setattr("qa.retriever._encoder", lambda encoder: None)
    with pytest.warns(UserWarning, match="insecure"):
        assert main(["search", "猫", "--index", "qdrant://127.0.0.1:9/articles"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("chuchu: qdrant://127.0.0.1:9/articles: the engine does not answer (")
    assert said.count("\n") == 1
    assert "secret" not in said
