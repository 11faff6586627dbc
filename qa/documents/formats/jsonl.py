"""JSON lines -> documents, one a line: ``{"text": …, "title": …, "date": …, "place": …, "author": …, "id": …}``.

A damaged line costs one warning and is left out. It knows no other shape of data.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace

from qa.documents.decoding import decode
from qa.documents.formats.extracted import Extracted
from qa.documents.formats.plain_text import extract_text
from qa.documents.layout.blocks import split_lines
from qa.documents.metadata import usable
from qa.printable import visible

logger = logging.getLogger(__name__)

_ID_LIMIT = 200
_NUMBERED = re.compile(r"\.jsonl#\d+$", re.IGNORECASE)


def extract(data: bytes, name: str) -> list[Extracted]:
    """One ``Extracted`` for each line that holds a text. Raises ValueError if none does."""
    found: list[Extracted] = []
    taken: set[str] = set()
    for number, line in enumerate(split_lines(decode(data)), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if not isinstance(values, dict):
                raise ValueError("it holds no JSON object")
            text = values.get("text")
            if not isinstance(text, str) or not text.strip():
                raise ValueError("it has no text")
            json.dumps(values, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError) as error:
            logger.warning("%s, line %d is damaged and left out: %s", visible(name), number, error)
            continue
        found.append(_extracted(values, text, number, name, taken))
    if not found:
        raise ValueError("no line of it holds a JSON object with a text")
    return found


def _extracted(values: dict[str, object], text: str, number: int, name: str, taken: set[str]) -> Extracted:
    """The document of one line, if its values are whole; a warning names those that are not."""
    known, wrong = usable(values)
    own = values.get("id")
    id = str(own).strip() if isinstance(own, str | int) and not isinstance(own, bool) else ""
    if own not in (None, "") and (not id or len(id) > _ID_LIMIT or not id.isprintable() or _NUMBERED.search(id)):
        wrong.append("id is no name")
        id = ""
    if id in taken:
        wrong.append(f"the id {id!r} stands above already")
        id = ""
    if wrong:
        logger.warning("%s, line %d: %s; the rest of it is used", visible(name), number, "; ".join(wrong))
    taken.add(id or f"#{number}")
    own_text = extract_text(text, name=f"{name}#{number}")
    for part in (part for block in own_text.blocks for part in block.parts):
        part.line = number
    return replace(own_text, known=known.over(own_text.known), id=id or None, part=number)
