"""The chat as a program: what it offers, how it starts on a Space, what it says when it cannot."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import main
from qa import Assistant, Retriever
from qa.render import as_row
from tests.benchmarks.load import Visitor
from tests.browser.conftest import free_port, wait_for
from tests.conftest import ROOT
from tests.test_readme import blocks

QUESTION = "2021年江北的铁山青年突击队有几支？"


@pytest.fixture(scope="module")
def space(real_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, started as a Space starts it."""
    port = free_port()
    settings = {
        "SPACE_ID": "someone/chuchu",
        "SYSTEM": "spaces",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_SERVER_PORT": str(port),
        "XDG_CACHE_HOME": str(real_cache),
        "GRADIO_TEMP_DIR": str(tmp_path_factory.mktemp("gradio")),
    }
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        said = process.communicate(timeout=20)[0]
    assert said.count("Traceback") == said.count("in watchfn_spaces")  # Gradio's, where the hub's own package is not


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_space_answers_programs(space: str, real_retriever: Retriever) -> None:
    """The four endpoints by their names, the same JSON as the Python objects, and misuse as a sentence."""
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(space, verbose=False)
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert sorted(endpoints) == ["/ask", "/check", "/documents", "/passage", "/search"]
    answer = client.predict(QUESTION, api_name="/ask")
    expected = as_row(Assistant(real_retriever).ask(QUESTION))
    assert answer["citations"] == plain(expected["citations"])
    assert answer["text"] == expected["text"]
    hits = client.predict(QUESTION, 2, api_name="/search")
    assert [hit["rank"] for hit in hits] == [1, 2]
    first = answer["citations"][0]
    passage = client.predict(first["document_id"], first["start"], first["end"], api_name="/passage")
    assert passage["text"] == first["quote"]
    assert len(client.predict(api_name="/documents")) == 5
    with pytest.raises(AppError, match="blank"):
        client.predict("  ", api_name="/ask")
    with pytest.raises(AppError, match="top_k must be a whole number, not 'x'"):
        client.predict(QUESTION, "x", api_name="/search")
    with pytest.raises(AppError, match="no document"):
        client.predict("../../etc/passwd", 0, 10, api_name="/passage")
    (example,) = [block for block in blocks("python", "docs/programs.md") if "gradio_client" in block]
    names: dict[str, Any] = {}
    exec(example.replace("http://127.0.0.1:7860/", space), names)
    assert names["answer"] == answer and len(names["hits"]) == 3
    assert len(names["passage"]["text"]) == 200 and len(names["documents"]) == 5
    names.pop("client").close()
    client.close()
    del client
    gc.collect()  # gradio_client leaves a socket to the collector; here, where it is expected


@pytest.mark.slow
def test_a_visitor_sees_the_answer_before_the_suggestions(space: str) -> None:
    """Over the page's own events; the store that the browser keeps holds every turn."""
    visitor = Visitor(space)
    for turns in (1, 2):
        answered, suggested = visitor.ask(QUESTION)
        assert answered < suggested
        assert [turn["question"] for turn in visitor.kept["turns"]] == [QUESTION] * turns
    visitor.http.close()


@pytest.mark.slow
def test_a_language_model_gets_json(space: str, real_retriever: Retriever) -> None:
    """Over MCP the same five, which a Space prefixes with its name; results are JSON, misuse is a sentence."""
    (settings,) = blocks("json", "docs/programs.md")
    address = json.loads(settings)["mcpServers"]["chuchu"]["url"]
    tools, documents, answer, refused = asyncio.run(_over_mcp(address.replace("http://127.0.0.1:7860/", space)))
    assert sorted(tool.name for tool in tools) == [
        f"chuchu_{name}" for name in ("ask", "check", "documents", "passage", "search")
    ]
    (ask,) = [tool for tool in tools if tool.name == "chuchu_ask"]
    assert ask.inputSchema["properties"]["question"]["description"].startswith("The question")
    assert [row["id"] for row in json.loads(documents.content[0].text)] == list(real_retriever.documents)
    assert json.loads(answer.content[0].text) == plain(as_row(Assistant(real_retriever).ask(QUESTION)))
    assert refused.isError
    assert refused.content[0].text == "The question is blank."


async def _over_mcp(url: str) -> tuple[Any, Any, Any, Any]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with streamable_http_client(url) as (incoming, outgoing, _), ClientSession(incoming, outgoing) as session:
        await session.initialize()
        return (
            (await session.list_tools()).tools,
            await session.call_tool("chuchu_documents", {}),
            await session.call_tool("chuchu_ask", {"question": QUESTION}),
            await session.call_tool("chuchu_ask", {"question": " "}),
        )


@pytest.mark.slow
def test_files_of_the_server_are_out_of_reach(space: str) -> None:
    """Neither the program, nor the articles, nor the system's files are served."""
    import urllib.error
    import urllib.request

    for path in (
        "/etc/passwd",
        "app.py",
        str(ROOT / "app.py"),
        str(ROOT / "data/articles/jiangbei-2021.txt"),
        "../README.md",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{space}gradio_api/file={path}", timeout=5)
        assert refused.value.code in (403, 404)
        refused.value.close()


@pytest.mark.slow
def test_a_read_only_disk_is_enough(tmp_path: Path) -> None:
    """With no cache to write to it starts all the same."""
    port = free_port()
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", str(port), "--no-browser"],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(blocked / "no")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_missing_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, exit status 1."""
    assert main([str(tmp_path / "none"), "--no-browser"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1
    assert printed.err.startswith("app.py: ") and str(tmp_path / "none") in printed.err


def plain(value: object) -> object:
    """Tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value
