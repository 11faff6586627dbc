"""Whatever happens to the writer, a reader opens the old index or the new one, whole."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from qa import Retriever, StaleIndexError
from qa.documents.index_folders import POINTER
from qa.errors import BusyIndexError
from qa.index import store
from qa.index.contents import Index
from qa.index.disk import Files
from qa.index.staleness import FORMAT
from tests.conftest import HashingEncoder
from tests.faults import BreakingFiles, Fault, Stopped
from tests.saved import manifest, write_manifest

OLD, NEW = "猫咪每天要睡十六个小时。", "猫咪每天要睡十五个小时。"
QUESTION = "猫咪睡多久？"
ENCODER = HashingEncoder()
EACH = pytest.mark.parametrize(
    "each", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["first and last", "each"]
)


def index_of(folder: Path, text: str) -> Index:
    """A corpus of two documents, one of which says ``text``."""
    folder.mkdir(exist_ok=True)
    (folder / "cat.txt").write_text(text, encoding="utf-8")
    (folder / "dog.txt").write_text("小狗每天要走两公里路。", encoding="utf-8")
    return Retriever.from_path(folder, encoder=ENCODER, cached=False).index


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Index]:
    """The index before and after a change."""
    folder = tmp_path_factory.mktemp("states") / "corpus"
    return index_of(folder, OLD), index_of(folder, NEW)


def said_by(path: Path) -> str:
    """What the index in ``path`` answers; every byte of it is checked when it is opened."""
    return Retriever.load(path, encoder=ENCODER).search(QUESTION)[0].passage.text


def operations(path: Path, index: Index) -> list[str]:
    counting = BreakingFiles()
    store.save(path, index, ENCODER, files=counting)
    return counting.done


def chosen(done: list[str], *, each: bool) -> Iterator[int]:
    """Which operations break: each of them, or the first and the last of each kind."""
    for at, name in enumerate(done):
        if each or name not in done[:at] or name not in done[at + 1 :]:
            yield at


@EACH
@pytest.mark.parametrize("fault", ["fail", "kill", "power cut"])
def test_a_fault_at_any_operation_leaves_one_whole_index(
    states: tuple[Index, Index], tmp_path: Path, fault: Fault, each: bool
) -> None:
    """At one operation after the other. After a failure, and any crash, the next write succeeds and clears up."""
    old, new = states
    done = operations(tmp_path / "count", old)
    assert {"lock", "make_folder", "write", "flush", "flush_folder", "replace"} == set(done)
    done = operations(tmp_path / "count", new)
    seen = set()
    for at in chosen(done, each=each):
        path = tmp_path / f"index-{at}"
        store.save(path, old, ENCODER, files=BreakingFiles())
        try:
            store.save(path, new, ENCODER, files=BreakingFiles(at, fault))
            assert done[at] == "discard"
        except (OSError, Stopped):
            pass
        seen.add((done[at], said_by(path)))
        store.save(path, new, ENCODER, files=BreakingFiles())
        assert said_by(path) == NEW
        assert len(list(path.glob("generation-*"))) == 1
    assert {text for name, text in seen if name == "write"} == {OLD}
    assert ("discard", NEW) in seen


@EACH
@pytest.mark.parametrize("fault", ["fail", "kill", "power cut"])
def test_a_fault_in_the_first_write_leaves_no_index(
    states: tuple[Index, Index], tmp_path: Path, fault: Fault, each: bool
) -> None:
    """Where there was none, there is none or the new one, never a half."""
    for at in chosen(operations(tmp_path / "count", states[1]), each=each):
        path = tmp_path / f"index-{at}"
        with pytest.raises((OSError, Stopped)):
            store.save(path, states[1], ENCODER, files=BreakingFiles(at, fault))
        if (path / POINTER).exists():
            assert said_by(path) == NEW
        else:
            with pytest.raises(FileNotFoundError, match="holds no index"):
                said_by(path)


@EACH
@pytest.mark.parametrize("fault", ["fail", "kill"])
def test_linked_parts_survive_a_fault_too(tmp_path: Path, fault: Fault, each: bool) -> None:
    """A shard that did not change is linked, not written; breaking there harms neither index."""
    first = tmp_path / "first"
    store.save(first, index_of(tmp_path / "corpus", OLD), ENCODER, files=BreakingFiles())
    done = operations(first, store.load(first, ENCODER))
    assert "link" in done
    for at in chosen(done, each=each):
        path = tmp_path / f"index-{at}"
        store.save(path, store.load(first, ENCODER), ENCODER, files=BreakingFiles())
        try:
            store.save(path, store.load(path, ENCODER), ENCODER, files=BreakingFiles(at, fault))
            assert done[at] == "discard"
        except (OSError, Stopped):
            pass
        assert said_by(path) == OLD


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full: make room"), (errno.EROFS, "another folder"), (errno.EACCES, "another folder")],
)
def test_a_full_or_read_only_disk_is_told_with_what_to_do(
    states: tuple[Index, Index], tmp_path: Path, code: int, words: str
) -> None:
    """The error names the folder; the old index stays and nothing half-written is left."""
    path = tmp_path / "index"
    store.save(path, states[0], ENCODER)
    with pytest.raises(OSError, match=words) as caught:
        store.save(path, states[1], ENCODER, files=BreakingFiles(5, "fail", code))
    assert (caught.value.errno, caught.value.filename) == (code, str(path))
    assert said_by(path) == OLD
    assert len(list(path.glob("generation-*"))) == 1


@pytest.mark.parametrize("place", ["file", "file/index"])
def test_a_file_in_the_way_is_told_with_what_to_do(states: tuple[Index, Index], tmp_path: Path, place: str) -> None:
    """Where the folder should be, or above it; the file stays as it was."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError, match="a file is where a folder belongs: name another folder, or move the file away"):
        store.save(tmp_path / place, states[0], ENCODER)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@contextmanager
def no_administrator() -> Iterator[None]:
    """As root, who may write anywhere, the rights of nobody for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX permissions")
def test_a_read_only_folder_is_read_and_not_written(states: tuple[Index, Index]) -> None:
    """Opening writes nothing at all; saving there fails with a clear error, and so does saving a first index."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index")
        store.save(path, states[0], ENCODER)
        closed = [Path(folder), path, *path.glob("generation-*")]
        for one in closed:
            one.chmod(0o555)
        before = sorted((file, file.stat().st_mtime_ns) for file in Path(folder).rglob("*"))
        with no_administrator():
            assert said_by(path) == OLD
            for place in (path, Path(folder, "other")):
                with pytest.raises(PermissionError, match="name another folder") as caught:
                    store.save(place, states[1], ENCODER)
                assert caught.value.filename == str(place)
            assert said_by(path) == OLD
        assert sorted((file, file.stat().st_mtime_ns) for file in Path(folder).rglob("*")) == before
        for one in closed:
            one.chmod(0o755)


def test_a_second_writer_is_told_so(states: tuple[Index, Index], tmp_path: Path) -> None:
    """At once, and the first one is not disturbed; once it is done the other may write."""
    path = tmp_path / "index"

    class Meanwhile(Files):
        def replace(self, old: Path, new: Path) -> None:
            with pytest.raises(BusyIndexError, match="being written by another process"):
                store.save(path, states[1], ENCODER)
            super().replace(old, new)

    store.save(path, states[0], ENCODER, files=Meanwhile())
    assert said_by(path) == OLD
    store.save(path, states[1], ENCODER)
    assert said_by(path) == NEW


def test_a_reader_during_a_write_sees_a_whole_index(states: tuple[Index, Index], tmp_path: Path) -> None:
    """Between any two operations of the writer; and an index that was open stays usable when its files go."""
    path = tmp_path / "index"
    store.save(path, states[0], ENCODER)
    opened = Retriever.load(path, encoder=ENCODER)
    seen: list[str] = []

    class Watched(BreakingFiles):
        def _step(self, name: str) -> bool:
            seen.append(said_by(path))
            return super()._step(name)

    store.save(path, states[1], ENCODER, files=Watched())
    seen.append(said_by(path))
    assert seen == sorted(seen, key=[OLD, NEW].index)
    assert set(seen) == {OLD, NEW}
    assert opened.search(QUESTION)[0].passage.text == OLD


def test_a_manifest_from_the_future_is_refused(states: tuple[Index, Index], tmp_path: Path) -> None:
    """The message says both numbers and the command."""
    path = tmp_path / "index"
    store.save(path, states[0], ENCODER)
    write_manifest(path, manifest(path) | {"format": 99})
    with pytest.raises(StaleIndexError, match=f"format 99, not {FORMAT}; .*chuchu index"):
        store.load(path, ENCODER)


@pytest.mark.slow
def test_twenty_kills_of_a_real_process(states: tuple[Index, Index], tmp_path: Path) -> None:
    """SIGKILL at a random moment while a process writes one index after the other."""
    path = tmp_path / "index"
    store.save(path, states[0], ENCODER)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    chance = random.Random(6)
    seen = set()
    for _ in range(20):
        ready = processes.Event()
        writer = processes.Process(target=_write_on, args=(path, tmp_path / "corpus", ready))
        writer.start()
        assert ready.wait(60)
        time.sleep(chance.uniform(0, 0.5))
        writer.kill()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        writer.close()
        seen.add(said_by(path))
        assert len(list(path.glob("generation-*"))) <= 3
    assert seen <= {OLD, NEW}
    store.save(path, states[1], ENCODER)
    assert said_by(path) == NEW
    assert len(list(path.glob("generation-*"))) == 1


def _write_on(path: Path, corpus: Path, ready: Event) -> None:
    """One index after the other, until killed."""
    old, new = (index_of(corpus, text) for text in (OLD, NEW))
    ready.set()
    while True:
        store.save(path, new, ENCODER)
        store.save(path, old, ENCODER)
