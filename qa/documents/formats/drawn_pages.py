"""A page of a scanned file as a picture, drawn when it is asked for, in a process of its own. It stores nothing."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec

from qa.documents.formats.scans import command

LONGEST_SIDE = 1600
SECONDS = 20


def can_draw(suffix: str) -> bool:
    """Whether what draws the pages of such files is installed. suffix: lower case, such as ``.pdf``."""
    return all(find_spec(library) for library in ("PIL", *(["pypdfium2"] if suffix == ".pdf" else [])))


def drawn_page(data: bytes, suffix: str, page: int) -> bytes:
    """Page ``page``, from 1, of a pdf or picture as a JPEG of at most ``LONGEST_SIDE`` points, upright.

    Raises ValueError if it cannot be drawn.
    """
    given = command("picture", suffix, page, LONGEST_SIDE, SECONDS)
    try:
        done = subprocess.run(given, input=data, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise ValueError(f"page {page} cannot be drawn") from error
    return done.stdout
