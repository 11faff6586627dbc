"""The chat over three small documents, whose answers can be made slow or made to fail: ``python -m … PORT``."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Any

from app import build_demo, serve
from qa import Answer, Assistant
from tests.small import districts

SLOWLY = "慢慢地"
FAILING = "故意失败"
_SECONDS = 2.5


class Faulty(Assistant):
    """Takes its time over questions with ``SLOWLY`` in them, and raises for those with ``FAILING``, the first time."""

    def __init__(self) -> None:
        sound = districts()
        super().__init__(sound.retriever, reader=None, threshold=0.0)
        self._failed: set[str] = set()

    def ask(self, question: str, *values: Any, **named: Any) -> Answer:
        """As any assistant, but slowly, or not at all."""
        if SLOWLY in question:
            time.sleep(_SECONDS)
        if FAILING in question and question not in self._failed:
            self._failed.add(question)
            raise RuntimeError("this question was made to fail")
        plain = question.replace(SLOWLY, "").replace(FAILING, "")
        return replace(super().ask(plain, *values, **named), question=question, query=question)


if __name__ == "__main__":
    demo = build_demo(Faulty(), starters=[{"zh": "江北区有几支铁山青年突击队？", "en": "How many teams are there?"}])
    serve(demo, server_port=int(sys.argv[1]))
    demo.block_thread()
