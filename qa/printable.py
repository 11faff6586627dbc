"""Text that cannot mislead whoever sees it: nothing invisible, nothing that changes its direction."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """Control, zero-width and direction-changing characters and halves of characters replaced by ``�``.

    They can only mislead a reader, or stop a program that passes them on.
    """
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` in one line, white space as single spaces, with nothing that misleads."""
    return " ".join(visible(text).split())
