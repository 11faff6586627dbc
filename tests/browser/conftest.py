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
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.conftest import ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
MOST_MILLISECONDS = 30_000
MOST_STEPS = 80

expect.set_options(timeout=MOST_MILLISECONDS)


@dataclass(frozen=True)
class Server:
    """A running chat. feedback: the file in which it keeps judgements. served: the folder it serves, if a test may
    change it."""

    url: str
    feedback: Path
    served: Path = Path()


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


class Visitor:
    """A person at the page. errors: what the browser complained of, but for what a test expects, by words in it.

    outside: addresses beyond the server.
    """

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.errors: list[str] = []
        self.expected: list[str] = []
        self._left = False
        self.outside: list[str] = []
        page.on("pageerror", lambda error: self._failed(str(error)))
        page.on("console", lambda message: self._failed(message.text) if message.type == "error" else None)
        page.on("request", lambda request: self._requested(request.url))

    def _failed(self, error: str) -> None:
        """Note an error of the page; leaving it breaks off what it was still fetching, which is none."""
        if any(one in error for one in self.expected):
            return
        if error.startswith("AbortError"):
            self._left = True
        elif not (self._left and error.strip() == "Unexpected error Connection errored out."):
            self.errors.append(error)

    def _requested(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.outside.append(url)

    def open(self, query: str = "") -> Visitor:
        """Open the page and wait until it can be used."""
        self.page.goto(self.server.url + query)
        self.ready()
        return self

    def ready(self) -> None:
        """Wait until the page is drawn and asks."""
        expect(self.page.locator("html[data-ready]")).to_be_attached()

    def ask(self, question: str) -> Locator:
        """Type a question, press Enter, and wait for its answer."""
        count = self.answers.count()
        self.send(question)
        expect(self.answers).to_have_count(count + 1)
        expect(self.pending).to_have_count(0)
        return self.answers.nth(count)

    def send(self, question: str) -> None:
        """Type a question and press Enter."""
        self.box.fill(question)
        self.box.press("Enter")

    @property
    def box(self) -> Locator:
        return self.page.locator("#question textarea")

    @property
    def questions(self) -> Locator:
        """Those that were answered, then those that wait."""
        return self.page.locator("#talk .question")

    @property
    def pending(self) -> Locator:
        """The questions that wait, or failed."""
        return self.page.locator("#pending .turn")

    @property
    def answers(self) -> Locator:
        return self.page.locator("#chat .answer:not(.waiting)")

    @property
    def cards(self) -> Locator:
        return self.page.locator("#sources .card")

    @property
    def focus(self) -> Locator:
        return self.page.locator("#reader mark.focus").first

    def mark(self, answer: Locator, number: int = 1) -> Locator:
        """The mark ``[number]`` of an answer."""
        return answer.get_by_role("button", name=f"[{number}]", exact=True).first

    def begin_anew(self) -> Visitor:
        """Forget every conversation and begin another on the page that is open."""
        self.page.keyboard.press("Escape")
        self.page.evaluate("() => { localStorage.clear(); window.chuchu.show(''); }")
        expect(self.questions).to_have_count(0)
        expect(self.page.locator("#chat .welcome")).to_be_visible()
        expect(self.page.locator("#sources .empty")).to_have_count(1)
        self.tab("来源")
        self.box.focus()
        return self

    def reach(self, place: Locator, *, back: bool = False) -> Locator:
        """Go to a control with the Tab key alone, or Shift and Tab."""
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if place.evaluate_all("all => all.includes(document.activeElement)"):
                return place
        raise AssertionError(f"{place} is not reached in {MOST_STEPS} steps")

    def press(self, place: Locator, key: str = "Enter", *, back: bool = False) -> None:
        """Go to a control with the keyboard and press a key there."""
        self.reach(place, back=back)
        self.page.keyboard.press(key)

    def copied(self, words: str) -> str:
        """What is in the clipboard, once it holds ``words``."""
        clipboard = "navigator.clipboard.readText()"
        self.page.wait_for_function(f"words => {clipboard}.then(text => text.includes(words))", arg=words)
        return str(self.page.evaluate(clipboard))

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def upload(self, *files: Path) -> None:
        self.tab("我的文档")
        self.page.wait_for_timeout(1_000)  # what the tab shows is fetched when it is first opened
        self.page.locator("#files input[type=file]").set_input_files([str(file) for file in files])

    def scrolled_to(self, mark: Locator) -> None:
        """Wait until the sentence in focus stands inside the pane that scrolls and inside the window."""
        script = """() => {
          const mark = document.querySelector("#reader mark.focus");
          if (!mark) return false;
          const box = mark.getBoundingClientRect(), pane = mark.closest(".pages").getBoundingClientRect();
          return box.top >= pane.top - 1 && box.top < pane.bottom && box.top >= 0 && box.top < innerHeight;
        }"""
        mark.wait_for(timeout=MOST_MILLISECONDS)
        self.page.wait_for_function(script, timeout=MOST_MILLISECONDS)


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


def plain(words: str) -> str:
    """Words without white space, to compare what a page shows with what a document holds."""
    return re.sub(r"\s+", "", words)
