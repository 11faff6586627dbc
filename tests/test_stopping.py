"""Ctrl-C: one line that says what is kept, status 130, and a second start that goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from qa.cli import main
from tests.conftest import ARTICLES, ROOT

KEPT = "chuchu: stopped; what is encoded so far is kept: run the same command to go on\n"
ANEW = "chuchu: stopped; run the same command to start anew\n"
ASK = ("ask", "猫咪睡多久？", "--corpus", str(ARTICLES))


def started(*arguments: object, path: Path = ROOT) -> subprocess.Popen[str]:
    """The command in a process of its own that looks for modules in ``path`` first.

    A shell's background jobs ignore Ctrl-C, and what they start inherits that; this one does not.
    """
    heed = None if os.name == "nt" else partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(path), str(ROOT)])}
    command = [sys.executable, "-m", "qa", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        preexec_fn=heed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("module", "arguments", "said"),
    [
        ("numpy", ASK, "chuchu: stopped\n"),
        ("onnxruntime", ASK, KEPT),
        pytest.param("onnxruntime", ("index", ARTICLES), KEPT, marks=pytest.mark.slow),
        pytest.param("onnxruntime", ("index", ARTICLES, "--no-cache"), ANEW, marks=pytest.mark.slow),
        pytest.param("onnxruntime", ("ask", "猫咪睡多久？", "--index", "index"), ANEW, marks=pytest.mark.slow),
    ],
)
def test_it_is_one_line_that_is_true(tmp_path: Path, module: str, arguments: tuple[object, ...], said: str) -> None:
    """While modules are loaded, and while the model is: as if the key were pressed when ``module`` is imported."""
    (tmp_path / f"{module}.py").write_text("raise KeyboardInterrupt", encoding="utf-8")
    process = started(*arguments, path=tmp_path)
    assert (process.communicate()[1], process.returncode) == (said, 130)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_a_stopped_build_goes_on(tmp_path: Path, cache_home: Path) -> None:
    """Pressed while a real process encodes: nothing is saved yet, and the same command then does the rest."""
    for number in range(20):
        lines = "\n\n".join(f"第{number}号村第{line}组去年修了{number + line}公里新路。" * 12 for line in range(9))
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / f"{number}.txt").write_text(lines, encoding="utf-8")
    arguments = ("index", tmp_path / "corpus", "--out", tmp_path / "index")
    process = started(*arguments)
    while not any(journal.stat().st_size for journal in cache_home.rglob("*.journal")):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert (process.communicate()[1], process.returncode) == (KEPT, 130)
    assert not (tmp_path / "index").exists()
    (journal,) = cache_home.rglob("*.journal")
    assert journal.stat().st_size
    process = started(*arguments)
    assert (process.communicate()[1], process.returncode) == ("", 0)
    assert list(cache_home.rglob("*.journal")) == []
    assert main(["verify", str(tmp_path / "index")]) == 0
