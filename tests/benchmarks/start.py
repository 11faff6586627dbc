"""Print how long the chat takes to start: ``python -m tests.benchmarks.start [--times 3]``.

Seconds from the start of the process until the page is served and until a first question is answered over HTTP, the
median of several starts, with nothing cached and with the index cached; and the processor time that went into it.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUESTION = "2021年江北的铁山青年突击队有几支？"


def start(cache: Path) -> tuple[float, float, float]:
    """Seconds until the page, until the first answer, and of processor time until then."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "app.py", "--port", str(port), "--no-browser"]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}/"
        while not _answers(url):
            time.sleep(0.02)
        served = time.monotonic() - begun
        assert "12支" in json.dumps(_ask(url), ensure_ascii=False)
        answered = time.monotonic() - begun
        return served, answered, _processor_seconds(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _ask(url: str) -> object:
    body = json.dumps({"data": [QUESTION, None, 5, "", "", ""]}).encode()
    call = urllib.request.Request(f"{url}gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(call, timeout=60) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{url}gradio_api/call/ask/{event}", timeout=60) as response:
        said = response.read().decode("utf-8")
    return json.loads(said.rsplit("data: ", 1)[1])


def _processor_seconds(process: int) -> float:
    """User and system time of a process; 0 where the system does not tell."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Start the chat again and again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        cold = [start(Path(folder, str(number))) for number in range(times)]
        warm = [start(Path(folder, "0")) for _ in range(times)]
    for name, rows in (("cold", cold), ("warm", warm)):
        served, answered, processor = (round(statistics.median(column), 1) for column in zip(*rows, strict=True))
        print(json.dumps({"cache": name, "page_s": served, "first_answer_s": answered, "processor_s": processor}))


if __name__ == "__main__":
    main()
