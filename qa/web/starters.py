"""The questions to begin with over the documents that are shared, worked out while nobody waits for them."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from qa.web.first_screen import first_questions
from qa.web.served_corpus import ServedCorpus

Starter = Mapping[str, str]


class Starters:
    """given: questions by language, ``zh`` and perhaps others; without any, the documents suggest them.

    A language that some are written in shows those; any other shows all in Chinese.
    Once the documents have changed, those suggest them too.
    """

    def __init__(self, served: ServedCorpus, given: Sequence[Starter] = ()) -> None:
        self._served = served
        self._version = served.version
        self._known: tuple[Starter, ...] | None = tuple(given) or None
        self._working = threading.Lock()

    def known(self, lang: str) -> tuple[str, ...]:
        """Those that are there already."""
        known = self._known or ()
        return tuple(one[lang] for one in known if lang in one) or tuple(one["zh"] for one in known)

    def of(self, lang: str) -> tuple[str, ...]:
        """All of them; the first call may take seconds."""
        with self._working:
            if self._known is None or self._version != self._served.version:
                self._version, assistant = self._served.version, self._served.assistant
                self._known = tuple({"zh": question} for question in first_questions(assistant))
        return self.known(lang)
