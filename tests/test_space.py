"""The chat on a Hugging Face Space: installed as one installs it, started as one starts it, asked over HTTP."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.browser.conftest import free_port, wait_for
from tests.conftest import ROOT

FRONT = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n")[1]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_space_answers(tmp_path: Path) -> None:
    """What a Space would install, no disk but for scratch: it answers, and offers the tools that the README names."""
    from gradio_client import Client

    python = _clean_python(tmp_path / "space")
    port = free_port()
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    unset = {"PYTHONPATH", "VIRTUAL_ENV", "XDG_CACHE_HOME"}
    settings = {
        "SPACE_ID": "someone/chuchu",
        "SYSTEM": "spaces",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_SERVER_PORT": str(port),
        "HOME": str(blocked / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path),
    }
    process = subprocess.Popen(
        [str(python), "app.py"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**{name: value for name, value in os.environ.items() if name not in unset}, **settings}, encoding="utf-8",
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        client = Client(f"http://127.0.0.1:{port}/", verbose=False)
        answer = client.predict("2021年江北的铁山青年突击队有几支？", api_name="/ask")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/gradio_api/mcp/schema", timeout=20) as response:
            tools = sorted(tool["name"] for tool in json.load(response))
        client.close()
        del client
        gc.collect()  # gradio_client leaves a socket to the collector; here, where it is expected
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert tools == ["chuchu_ask", "chuchu_check", "chuchu_documents", "chuchu_passage", "chuchu_search"]
    assert "优选480人组建12支铁山青年突击队" in answer["citations"][0]["quote"]


def _clean_python(folder: Path) -> Path:
    """The Python of a new environment that holds what a Space would install."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    (version,) = re.findall(r"^sdk_version: (\S+)$", FRONT, re.MULTILINE)
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--no-compile", f"gradio=={version}",
         "--requirement", "requirements.txt"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    return python
