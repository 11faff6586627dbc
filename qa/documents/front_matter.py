"""Front matter: the YAML between two lines of ``---`` at the head of a text. Values are data; none is evaluated."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from qa.documents.metadata import Metadata, usable
from qa.printable import visible

logger = logging.getLogger(__name__)

_MOST_LINES = 100
_MOST_CHARACTERS = 20_000
_FIRST_KEY = re.compile(r"[^\s:#\-][^:]{0,40}:(?:\s|$)")


def front_matter(lines: Sequence[str], *, name: str) -> tuple[Metadata, int]:
    """The values between two lines of ``---`` at the head of ``lines``, and how many lines that block takes.

    name: the document, for the one warning that a damaged block costs. No block: empty values and 0.
    """
    if len(lines) < 2 or lines[0].strip() != "---" or not _FIRST_KEY.match(lines[1].strip()):
        return Metadata(), 0
    end = next((i for i, line in enumerate(lines[1:_MOST_LINES], 1) if line.strip() in ("---", "...")), 0)
    block = "\n".join(lines[1:end])
    if not end or len(block) > _MOST_CHARACTERS:
        logger.warning("%s: front matter has no closing line of ---; it is read as text", visible(name))
        return Metadata(), 0
    try:
        metadata, wrong = usable(_values(block))
    except ValueError as error:
        logger.warning("%s: front matter is damaged (%s) and not used", visible(name), visible(str(error)))
        return Metadata(), end + 1
    if wrong:
        logger.warning("%s: front matter is damaged (%s); the rest of it is used", visible(name), "; ".join(wrong))
    return metadata, end + 1


def _values(block: str) -> dict[object, object]:
    """What the YAML of ``block`` maps, each value as it is written. Raises ValueError, with the line, for no YAML."""
    import yaml

    try:
        values = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 2}: " if error.problem_mark else ""
        raise ValueError(f"{line}{error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("it is no YAML") from error
    if not isinstance(values, dict):
        raise ValueError("it holds no keys")
    return values
