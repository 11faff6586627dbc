"""What the tests share: an encoder without a model, retrievers of the five articles, and no cache but their own."""

from __future__ import annotations

import functools
import gc
import itertools
import os
import shutil
import sys
import zlib
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from numpy.typing import NDArray

from qa import Retriever
from qa.user_cache import cache_folder

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "data" / "articles"
SERVER = "CHUCHU_QDRANT_URL"
_TESTS = itertools.count()


class HashingEncoder:
    """A text as the counts of its character bigrams: the same text, the same vector; shared words, near ones.

    passes: how many texts it was given, so that a test can tell building from opening.
    """

    def __init__(self, name: str = "hashing-bigrams", dim: int = 256) -> None:
        self.name = name
        self.dim = dim
        self.passes = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per question."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text, of length 1."""
        self.passes += len(texts)
        return np.stack([_bigrams(text, self.dim) for text in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> NDArray[np.float32]:
        """One vector per span, of the span alone."""
        return self.encode_passages(
            [text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own]
        )


@functools.lru_cache(maxsize=20_000)
def _bigrams(text: str, dim: int) -> NDArray[np.float32]:
    counts = np.zeros(dim, np.float32)
    for first, second in zip(f" {text}", f"{text} ", strict=True):
        counts[zlib.crc32((first + second).encode("utf-8", "surrogatepass")) % dim] += 1
    return np.asarray(counts / np.linalg.norm(counts), np.float32)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let CI ask that nothing is skipped."""
    parser.addoption("--no-skips", action="store_true", help="count a skipped test as a failed one")


def pytest_configure() -> None:
    """Let no test reach beyond this machine."""
    sys.addaudithook(_refuse_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a server of its own, unless one is named."""
    if not os.environ.get(SERVER):
        apart = [one for one in items if one.get_closest_marker("server")]
        config.hook.pytest_deselected(items=apart)
        items[:] = [one for one in items if not one.get_closest_marker("server")]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was not run."""
    if not os.environ.get(SERVER):
        terminalreporter.write_line(f"not run: tests of a real Qdrant server; {SERVER}=http://HOST:PORT runs them too")


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays until the end: a test that calls it waits for its own litter alone."""
    gc.collect()
    gc.freeze()


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if not (host.startswith("127.") or host in ("::1", "localhost", "0.0.0.0")):
        raise OSError(f"a test reached for the network: {arguments[1]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``--no-skips``, fail a test that skips itself."""
    report = yield
    if item.config.getoption("--no-skips") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped, which --no-skips forbids: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """With ``--no-skips``, fail a file that skips itself."""
    report = yield
    if collector.config.getoption("--no-skips") and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped, which --no-skips forbids: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def cache_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of each test's own, made when something is kept: nothing of this machine's is read or written."""
    return point_cache_at(tmp_path_factory.getbasetemp() / f"cache-{next(_TESTS)}", monkeypatch)


@pytest.fixture
def encoder() -> HashingEncoder:
    """An encoder that needs no model."""
    return HashingEncoder()


@pytest.fixture(scope="session", autouse=True)
def run_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache for the whole run, shared by its processes, of what is made for several tests."""
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield point_cache_at(run / "real", monkeypatch)


@pytest.fixture(scope="session")
def retriever() -> Retriever:
    """The five articles, without a model."""
    return Retriever.from_path(ARTICLES, encoder=HashingEncoder(), cached=False)


@pytest.fixture(scope="session")
def real_cache(run_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run's cache, in which the articles are indexed with the model that ships.

    The first process builds, the others wait for it.
    """
    with FileLock(run_cache.with_suffix(".lock")):
        Retriever.from_path(ARTICLES)
        for words in tmp_path_factory.getbasetemp().glob("cache-*/**/jieba-*.jsonl"):  # made for one test
            if not (cache_folder() / words.name).exists():
                shutil.copyfile(words, cache_folder() / words.name)
    return run_cache


@pytest.fixture(scope="session")
def real_retriever(real_cache: Path) -> Retriever:
    """The five articles with the model that ships."""
    return Retriever.from_path(ARTICLES)


@pytest.fixture(scope="session")
def real_index(real_retriever: Retriever, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, saved as an index folder."""
    folder = tmp_path_factory.mktemp("index") / "articles"
    real_retriever.save(folder)
    return folder


@pytest.fixture
def words_cached(real_cache: Path, cache_home: Path) -> None:
    """For a test that starts processes: in its own cache lies the dictionary of words, which takes a second to make."""
    for file in real_cache.rglob("jieba-*.jsonl"):
        place = cache_home / file.relative_to(real_cache)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(file)


@pytest.fixture
def use_real_cache(real_cache: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """For a test that starts the product as a person does the second time: the articles are indexed already."""
    return point_cache_at(real_cache, monkeypatch)


def point_cache_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let ``folder`` be this platform's place for caches."""
    variable = {"win32": "LOCALAPPDATA", "darwin": "HOME"}.get(sys.platform, "XDG_CACHE_HOME")
    monkeypatch.setenv(variable, str(folder))
    return folder
