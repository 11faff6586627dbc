"""The questions to begin with over the documents that are shared, worked out while nobody waits for them."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from qa.assistant import Assistant
from qa.web.first_screen import first_questions

Starter = Mapping[str, str]


class Starters:
    """given: questions by language, ``zh`` and perhaps others; without any, the documents suggest them."""

    def __init__(self, assistant: Assistant, given: Sequence[Starter] = ()) -> None:
        self._assistant = assistant
        self._known: tuple[Starter, ...] | None = tuple(given) or None
        self._working = threading.Lock()

    def known(self, lang: str) -> tuple[str, ...]:
        """Those that are there already."""
        return tuple(one.get(lang) or one["zh"] for one in self._known or ())

    def of(self, lang: str) -> tuple[str, ...]:
        """All of them; the first call may take seconds."""
        with self._working:
            if self._known is None:
                self._known = tuple({"zh": question} for question in first_questions(self._assistant))
        return self.known(lang)
