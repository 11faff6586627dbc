"""The few words asked for, when one stretch of the quote plainly is it: ``24支``, ``96%``, ``600万元``."""

from __future__ import annotations

import re

from qa.answer.expected_form import units_asked
from qa.text.folding import fold


def short_answer(question: str, quote: str) -> str | None:
    """The words of ``quote`` that a folded question asks for, as printed; None when none or several could be meant."""
    folded = fold(quote)
    patterns = units_asked(question)
    if len(patterns) != 1:
        return None
    found = [match for match in re.finditer(patterns[0], folded.text) if match.group() not in question]
    if len(found) != 1:
        return None
    start, end = folded.original(*found[0].span())
    return quote[start:end]
