"""Print what many visitors at once wait for: ``python -m tests.benchmarks.load [--visitors 32] [--seconds 60]``.

Without ``--url`` it starts the chat itself. Each visitor asks over HTTP as programs do, one question after the other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from gradio_client import Client

ROOT = Path(__file__).parent.parent.parent
PORT = 7899


def visit(url: str, questions: list[str], first: int, until: float, waits: list[float], errors: list[str]) -> None:
    """Ask until the time is over."""
    client = Client(url, verbose=False)
    number = first
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            answer = client.predict(questions[number % len(questions)], api_name="/ask")
            assert answer["text"]
            waits.append(time.monotonic() - start)
        except Exception as error:  # every kind of failure counts
            errors.append(repr(error))
        number += 1


def measure(url: str, visitors: int, seconds: float) -> int:
    """Run the visitors and print one line of JSON. Returns 1 if any question failed."""
    rows = [json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows]
    waits: list[float] = []
    errors: list[str] = []
    until = time.monotonic() + seconds + 0.1 * visitors
    threads = [
        threading.Thread(target=visit, args=(url, questions, 7 * number, until, waits, errors))
        for number in range(visitors)
    ]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - start
    ranked = sorted(waits) or [0.0]
    print(
        json.dumps(
            {
                "visitors": visitors,
                "seconds": round(took, 1),
                "answers": len(waits),
                "errors": len(errors),
                "per_second": round(len(waits) / took, 1),
                "p50_s": round(statistics.median(ranked), 3),
                "p95_s": round(ranked[int(0.95 * (len(ranked) - 1))], 3),
                "worst_s": round(ranked[-1], 3),
            }
        )
    )
    for error in errors[:3]:
        print(error, file=sys.stderr)
    return 1 if errors else 0


def main() -> int:
    """Start the chat if need be, measure, stop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--url")
    options = parser.parse_args()
    if options.url:
        return measure(options.url, options.visitors, options.seconds)
    url = f"http://127.0.0.1:{PORT}/"
    server = subprocess.Popen([sys.executable, "app.py", "--port", str(PORT), "--no-browser"], cwd=ROOT)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(url, timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        return measure(url, options.visitors, options.seconds)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    sys.exit(main())
