"""A person at the page, and what they do there; it starts neither a server nor a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MOST_MILLISECONDS = 30_000
MOST_STEPS = 80
MOST_READS = 200

expect.set_options(timeout=MOST_MILLISECONDS)


@dataclass(frozen=True)
class Server:
    """A running chat. feedback: the file in which it keeps judgements. served: the folder it serves, if a test may
    change it."""

    url: str
    feedback: Path
    served: Path = Path()


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

    def copied(self, words: str, form: str = "text/plain") -> str:
        """What is in the clipboard in ``form``, once it holds ``words``; reading while it is written is tried again."""
        read = """async form => {
          try {
            const [item] = await navigator.clipboard.read();
            return await (await item.getType(form)).text();
          } catch (error) {
            if (["InvalidStateError", "NotFoundError"].includes(error.name)) return "";
            throw error;
          }
        }"""
        for _ in range(MOST_READS):
            found = str(self.page.evaluate(read, form))
            if words in found:
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{words} is not copied: {found}")

    def tab(self, name: str) -> None:
        """Turn to a tab."""
        tab = self.page.get_by_role("tab", name=name)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")

    def upload(self, *files: Path) -> None:
        self.tab("我的文档")
        expect(self.page.locator("#files button").first).to_be_visible()  # it is fetched when it is first opened
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


def plain(words: str) -> str:
    """Words without white space, to compare what a page shows with what a document holds."""
    return re.sub(r"\s+", "", words)
