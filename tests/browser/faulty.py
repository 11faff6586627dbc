"""The chat over a folder of three small documents, whose answers can be made slow or made to fail.

``python -m … PORT FOLDER`` writes the documents there; every look at the folder is half a minute after the one before.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from app import build_demo, serve
from qa import Answer, Assistant, Retriever
from qa.web.served_corpus import LOOK_SECONDS, ServedCorpus
from tests.small import EARLIER, LATER, OTHER, NarrowEncoder

SLOWLY = "慢慢地"
FAILING = "故意失败"
_SECONDS = 2.5


class Faulty(Assistant):
    """Takes its time over questions with ``SLOWLY`` in them, and raises for those with ``FAILING``, the first time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Retriever.from_path(folder, encoder=NarrowEncoder(), cached=False), reader=None, threshold=0.0)
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


def written(folder: Path) -> Path:
    """The folder with its documents: 江北 in two years and 忠县 in one."""
    folder.mkdir()
    districts = (("a", EARLIER, "江北", 2021), ("b", LATER, "江北", 2022), ("c", OTHER, "忠县", 2022))
    for name, text, place, year in districts:
        (folder / f"{name}.md").write_text(f"---\nplace: {place}\nperiod: {year}\n---\n{text}", encoding="utf-8")
    return folder


if __name__ == "__main__":
    faulty, clock = Faulty(written(Path(sys.argv[2]))), count(0, LOOK_SECONDS)
    served = ServedCorpus(faulty, Path(sys.argv[2]), now=lambda: float(next(clock)))
    given = [{"zh": "江北区有几支铁山青年突击队？", "en": "How many teams are there?"}]
    demo = build_demo(faulty, starters=given, served=served)
    serve(demo, server_port=int(sys.argv[1]))
    demo.block_thread()
