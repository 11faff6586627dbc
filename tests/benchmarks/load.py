"""Print what many visitors at once wait for: ``python -m tests.benchmarks.load [--visitors 32] [--seconds 60]``.

Without ``--url`` it starts the chat itself. Each visitor asks one question after the other as the page does: the events
that its controls start, in their order, through Gradio's queue, with the conversation that the browser keeps.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from qa.web.page import STORE

ROOT = Path(__file__).parent.parent.parent
PORT = 7899
TURNS = 3


class Visitor:
    """One browser tab. kept: its store; after ``TURNS`` questions a new conversation begins."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=120)
        self.session = uuid.uuid4().hex
        self.kept: dict[str, Any] = STORE
        events = self.http.get("/config").raise_for_status().json()["dependencies"]
        self.answer = next(e["id"] for e in events if any(name == "ask_this" for _, name in e["targets"]))
        after = [event for event in events if event.get("trigger_after") == self.answer]
        self.suggest = next(event["id"] for event in after if event["backend_fn"])

    def ask(self, question: str) -> tuple[float, float]:
        """Seconds from the click until the answer is shown, and until questions that may come next stand below it."""
        kept = self.kept if len(self.kept["turns"]) < TURNS else STORE
        start = time.monotonic()
        asked = {"question": question, "id": 1}
        shown, (self.kept, *_) = self._run(self.answer, [kept, "articles", 5, [], ""], asked)[0]
        assert self.kept["turns"][-1]["question"] == question
        done, _ = self._run(self.suggest, [self.kept, "articles"])[-1]
        return shown - start, done - start

    def _run(self, event: int, inputs: list[Any], data: object = None) -> list[tuple[float, list[Any]]]:
        """When each output of an event came, and its values. The stream is read to its end, as a browser does."""
        asked = {"data": inputs, "fn_index": event, "session_hash": self.session, "event_data": data}
        self.http.post("/gradio_api/queue/join", json=asked).raise_for_status()
        found = []
        with self.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {"msg": ""}
                assert message.get("success", True), message
                if message["msg"] in ("process_generating", "process_completed") and message["output"]["data"]:
                    found.append((time.monotonic(), message["output"]["data"]))
                if message["msg"] == "close_stream":
                    break
        return found


def visit(url: str, questions: list[str], until: float, waits: list[tuple[float, float]], errors: list[str]) -> None:
    """Ask until the time is over."""
    visitor, number = Visitor(url), 0
    while time.monotonic() < until:
        try:
            waits.append(visitor.ask(questions[number % len(questions)]))
        except Exception as error:  # every kind of failure counts
            errors.append(repr(error))
        number += 1


def measure(url: str, visitors: int, seconds: float) -> int:
    """Run the visitors and print one line of JSON. Returns 1 if any question failed."""
    rows = [json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows]
    waits: list[tuple[float, float]] = []
    errors: list[str] = []
    start = time.monotonic()
    threads = [
        threading.Thread(target=visit, args=(url, questions[7 * number :], start + seconds, waits, errors))
        for number in range(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - start
    answered, suggested = [sorted(times) for times in zip(*waits, strict=True)] if waits else [[0.0], [0.0]]
    figures = {
        "visitors": visitors,
        "seconds": round(took, 1),
        "answers": len(waits),
        "errors": len(errors),
        "per_second": round(len(waits) / took, 1),
        "answer_s": spread(answered),
        "suggestions_s": spread(suggested),
    }
    print(json.dumps(figures))
    for error in errors[:3]:
        print(error, file=sys.stderr)
    return 1 if errors else 0


def spread(ranked: list[float]) -> dict[str, float]:
    """Median, 95th percentile and worst of ascending seconds."""
    high = ranked[int(0.95 * (len(ranked) - 1))]
    return {"p50": round(statistics.median(ranked), 3), "p95": round(high, 3), "worst": round(ranked[-1], 3)}


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
                httpx.get(url, timeout=2)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        return measure(url, options.visitors, options.seconds)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    sys.exit(main())
