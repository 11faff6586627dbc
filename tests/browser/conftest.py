"""One server with the model that ships, one Chromium, and a fresh visitor for every test."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Server, Visitor
from tests.conftest import ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[str], seconds: float = 120) -> float:
    """Seconds until ``url`` answered."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        try:
            with urllib.request.urlopen(url, timeout=2) as response:
                assert response.status == 200
            return time.monotonic() - start
        except OSError:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer in {seconds} s")


def _tracebacks(log: str) -> list[str]:
    """The errors in a server's log, less Gradio's own on a visitor who left while it was still sending to the page.

    Its stream then finds the visitor's queue gone and answers 404 after the response had begun; no line of ours is run.
    """
    errors = re.split(r"^(?=ERROR: )", log, flags=re.MULTILINE)
    left = re.compile(r"in sse_stream\n.*HTTPException: 404: Not Found", re.DOTALL)
    return [error for error in errors if "Traceback" in error and not left.search(error)]


@contextmanager
def _serving(command: Sequence[str], port: int, folder: Path, env: Mapping[str, str]) -> Iterator[str]:
    """The address of a server that is stopped at the end; its log is in ``folder``."""
    log = (folder / "log.txt").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, **env}, stdout=log, stderr=log, text=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="session")
def server(real_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The chat over the five articles, started as a person starts it."""
    folder = tmp_path_factory.mktemp("server")
    port, feedback = free_port(), folder / "feedback.jsonl"
    command = ["app.py", "--port", str(port), "--no-browser", "--feedback", str(feedback)]
    with _serving(command, port, folder, {"XDG_CACHE_HOME": str(real_cache)}) as url:
        yield Server(url, feedback)
    assert _tracebacks((folder / "log.txt").read_text(encoding="utf-8")) == []


@pytest.fixture(scope="session")
def faulty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A chat over a folder of three small documents whose answers can be made slow, or made to fail."""
    folder, port = tmp_path_factory.mktemp("faulty"), free_port()
    with _serving(["-m", "tests.browser.faulty", str(port), str(folder / "served")], port, folder, {}) as url:
        yield Server(url, folder / "feedback.jsonl", folder / "served")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, else the one that Playwright brings."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor with a browser of their own. At the end none may have met an error or left the server."""
    with _visitors(chromium, server) as new:
        yield new


@pytest.fixture
def faulty(chromium: Browser, faulty_server: Server) -> Iterator[Callable[..., Visitor]]:
    """The same, at the server whose answers can be made slow, or made to fail."""
    with _visitors(chromium, faulty_server) as new:
        yield new


@pytest.fixture(scope="module")
def _seat(chromium: Browser, server: Server) -> Iterator[Visitor]:
    with _visitors(chromium, server) as new:
        yield new().open()


@pytest.fixture
def visitor(_seat: Visitor) -> Iterator[Visitor]:
    """A visitor who begins another conversation on a page that is open already: to open one takes seconds."""
    yield _seat.begin_anew()
    assert _seat.errors == []


@pytest.fixture(scope="module")
def _faulty_seat(chromium: Browser, faulty_server: Server) -> Iterator[Visitor]:
    with _visitors(chromium, faulty_server) as new:
        yield new().open()


@pytest.fixture
def faulty_visitor(_faulty_seat: Visitor) -> Iterator[Visitor]:
    """The same, at the server whose answers can be made slow, or made to fail."""
    yield _faulty_seat.begin_anew()
    assert _faulty_seat.errors == []


@contextmanager
def _visitors(chromium: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    visitors: list[Visitor] = []

    def new(width: int = 1280, height: int = 860, **options: object) -> Visitor:
        context = chromium.new_context(
            **{"viewport": {"width": width, "height": height}, "locale": "zh-CN", "accept_downloads": True} | options
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        visitors.append(Visitor(context.new_page(), server))
        return visitors[-1]

    yield new
    for visitor in visitors:
        visitor.page.context.close()
        assert visitor.errors == []
        assert visitor.outside == []
