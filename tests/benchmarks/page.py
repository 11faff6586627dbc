"""Print how quick the page is in a real browser: ``python -m tests.benchmarks.page [--times 5]``.

The page from the start of the server and from a server that runs, the index cached; the question on the screen after
Enter; the first line of its answer after Enter. Medians, with what each should be at most on a quiet machine with two
cores, and how busy this one was. A question is on the screen when the frame after it was drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from qa import Retriever
from tests.browser.conftest import FLAGS, free_port, wait_for
from tests.conftest import ROOT

BARS = {
    "page ready, python app.py to the box": None,
    "page ready, first visit": 2.5,
    "page ready, next visit": 2.5,
    "question on the screen": 0.05,
    "first line of the answer": 0.6,
}
_ASK = """(question) => new Promise((told) => {
  const box = document.querySelector("#question textarea"), count = document.querySelectorAll("#chat .answer").length;
  const drawn = (done) => requestAnimationFrame(() => setTimeout(done));
  const times = [];
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const start = performance.now(), since = () => (performance.now() - start) / 1000;
  const look = new MutationObserver(() => {
    if (document.querySelectorAll("#chat .answer").length <= count) return;
    look.disconnect();
    drawn(() => told([...times, since()]));
  });
  look.observe(document.getElementById("chat"), { childList: true, subtree: true });
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  if (!document.querySelector("#pending .question")) throw new Error("the question is not in the page");
  drawn(() => times.push(since()));
})"""


@contextmanager
def _serving() -> Iterator[str]:
    """The address of a chat that was just started, as soon as it answers."""
    port = free_port()
    command = [sys.executable, "app.py", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, text=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def _open(page: Page, url: str) -> float:
    """Seconds until a page can be asked."""
    begun = time.monotonic()
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    return time.monotonic() - begun


def _started(chromium: Browser) -> float:
    """Seconds from the start of the server until its page can be asked."""
    begun = time.monotonic()
    with _serving() as url, chromium.new_context() as visitor:
        _open(visitor.new_page(), url)
        return time.monotonic() - begun


def measured(chromium: Browser, questions: Sequence[str], times: int) -> dict[str, list[float]]:
    """The seconds of each row of the table."""
    seconds: dict[str, list[float]] = {row: [] for row in BARS}
    starting, first, again, seen, answered = seconds.values()
    starting += [_started(chromium) for _ in range(times)]
    with _serving() as url:
        for _ in range(times):
            with chromium.new_context() as visitor:
                first.append(_open(visitor.new_page(), url))
                page = visitor.new_page()
                again.append(_open(page, url))
        with chromium.new_context() as visitor:
            page = visitor.new_page()
            _open(page, url)
            for question in questions:
                shown, line = page.evaluate(_ASK, question)
                seen.append(shown)
                answered.append(line)
                page.wait_for_selector("#pending .turn", state="detached")
                page.wait_for_timeout(1_000)  # what may be asked next is worked out meanwhile
    return seconds


def table(seconds: dict[str, list[float]]) -> str:
    """The medians as Markdown, with the quickest and the slowest of each."""
    rows = ["| | median | range | at most |", "|---|--:|--:|--:|"]
    for name, all_of_them in seconds.items():
        low, middle, high = min(all_of_them), statistics.median(all_of_them), max(all_of_them)
        bar = f"{BARS[name]:g} s" if BARS[name] else ""
        rows.append(f"| {name} | {middle:.3f} s | {low:.3f}–{high:.3f} | {bar} |")
    return "\n".join(rows)


def main() -> None:
    """Open and ask again and again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    Retriever.from_path(ROOT / "data" / "articles")  # so that the index is cached
    starters = json.loads((ROOT / "data" / "starters.json").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        seconds = measured(chromium, [one["question"] for one in starters], times)
        chromium.close()
    print(table(seconds))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
