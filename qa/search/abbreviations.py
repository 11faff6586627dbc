"""Names of offices, statistics and the like in the form that the corpus uses: 业主委员会 for 业委会, or the other way.

The table beside this module has on each line the forms of one name, the longest first. It knows the language, not the
documents.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import cache
from pathlib import Path

from qa.text.characters import has_chinese
from qa.text.folding import in_simplified

FILE = Path(__file__).with_suffix(".txt")
_QUOTED = "“[^“”]*”|《[^《》]*》|「[^「」]*」|『[^『』]*』"


def in_known_form(question: str, known: Container[str]) -> str:
    """``question`` with each name that the corpus never uses in another form that it does; what is quoted stays.

    known: the words and character pairs of the corpus, folded.
    """
    plain = in_simplified(question)
    made, at = [], 0
    for match in _pattern().finditer(plain):
        if name := match["name"]:
            made += [question[at : match.start()], _form(question[slice(*match.span())], name, known)]
            at = match.end()
    return "".join([*made, question[at:]])


@cache
def forms() -> Mapping[str, Sequence[str]]:
    """All forms of the name that each form belongs to."""
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines())
    return {form: line for line in lines for form in line}


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(forms(), key=len, reverse=True)
    names = (re.escape(form) if has_chinese(form) else rf"(?<![A-Za-z]){form}(?![A-Za-z])" for form in longest)
    return re.compile(f"{_QUOTED}|(?P<name>{'|'.join(names)})")


def _form(written: str, name: str, known: Container[str]) -> str:
    if _used(name, known):
        return written
    return next((form for form in forms()[name] if _used(form, known)), written)


def _used(form: str, known: Container[str]) -> bool:
    if not has_chinese(form):
        return form.lower() in known
    return form in known or all(form[n : n + 2] in known for n in range(len(form) - 1))
