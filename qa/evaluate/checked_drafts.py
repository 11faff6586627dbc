"""How well drafts are checked: each known statement with its check, and the table of what that comes to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.assistant import Assistant
from qa.evaluate.known_drafts import KnownDraft, KnownStatement, pairs
from qa.evaluate.metrics import area
from qa.progress_bar import progress_bar
from qa.types import Check

_EMPTY = "none"
_CRITICAL = ("figure", "unit", "period", "quotation")


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A known statement, the words of it, its check, and the seconds that its whole draft took."""

    draft: KnownDraft
    known: KnownStatement
    check: Check
    seconds: float

    @property
    def text(self) -> str:
        """Its words in the draft."""
        return self.draft.text[self.known.start : self.known.end]


def check_drafts(
    assistant: Assistant, drafts: Sequence[KnownDraft], *, progress: bool = False
) -> list[CheckedStatement]:
    """Check every draft."""
    found = []
    for draft in progress_bar(drafts, desc="checking", shown=progress):
        begun = time.perf_counter()
        checks = assistant.check(draft.text)
        seconds = time.perf_counter() - begun
        found += [CheckedStatement(draft, known, check, seconds) for known, check in pairs(draft, checks)]
    return found


def statement_table(rows: Sequence[CheckedStatement]) -> str:
    """The measures of a set of drafts, one a line: its name, the share, of how many."""
    differ, supported = _of(rows, "differs"), _of(rows, "supported")
    critical = [row for row in differ if row.known.kind in _CRITICAL]
    lines = [
        _line("differs found, of what differs", differ, lambda row: row.check.verdict == "differs"),
        _line("... and the right words shown", differ, shows_the_words),
        _line("wrong figure, unit, period, quotation passed", critical, lambda row: row.check.verdict == "supported"),
        _line("supported called supported", supported, lambda row: row.check.verdict == "supported"),
        _line("supported called differs", supported, lambda row: row.check.verdict == "differs"),
        _line("absent called absent", _of(rows, "absent"), lambda row: row.check.verdict == "absent"),
        _line("right place cited, of supported", supported, lambda row: row.known.cited_by(row.check)),
        _line("titles, opinions, links called differs", _of(rows, _EMPTY), lambda row: row.check.verdict == "differs"),
        _line("titles, opinions, links called none", _of(rows, _EMPTY), lambda row: row.check.verdict == _EMPTY),
        f"{'AUROC of support':<48}{support_area(rows):>7.3f}",
        f"{'Brier of confidence':<48}{_brier(rows):>7.3f}",
        f"{'seconds for 100 characters, median':<48}{_pace(rows):>7.2f}",
    ]
    return "\n".join(lines)


def public_table(rows: Sequence[CheckedStatement]) -> str:
    """The measures of statements made by rule."""
    differ, supported = _of(rows, "differs"), _of(rows, "supported")
    return "\n".join(
        [
            f"{'AUROC of support, kept against exchanged':<48}{support_area(rows):>7.3f}",
            _line("exchanged called differs", differ, lambda row: row.check.verdict == "differs"),
            _line("... and the right words shown", differ, shows_the_words),
            _line("exchanged passed as supported", differ, lambda row: row.check.verdict == "supported"),
            _line("kept called supported", supported, lambda row: row.check.verdict == "supported"),
            _line("kept called differs", supported, lambda row: row.check.verdict == "differs"),
        ]
    )


def wrong(rows: Sequence[CheckedStatement]) -> list[str]:
    """A line for each statement whose verdict, or whose difference, is not the known one."""
    lines = []
    for row in rows:
        right = row.check.verdict == row.known.verdict
        if right and (row.known.verdict != "differs" or shows_the_words(row)):
            continue
        apart = "; ".join(f"{one.words} → {one.source_words}" for one in row.check.differences)
        found = f"{row.known.verdict} ({row.known.kind}) → {row.check.verdict}"
        lines.append(f"{row.draft.id}  {found}  {row.text.strip()}" + (f"  [{apart}]" if apart else ""))
    return lines


def shows_the_words(row: CheckedStatement) -> bool:
    """Whether a difference that is shown has the words of the source that are known."""
    return row.check.verdict == "differs" and any(row.known.shown_by(one) for one in row.check.differences)


def support_area(rows: Sequence[CheckedStatement]) -> float:
    """AUROC of ``support``, the supported against all other statements that say something."""
    said = [row for row in rows if row.known.verdict != _EMPTY]
    likely = np.array([row.check.support for row in said])
    right = np.array([row.known.verdict == "supported" for row in said], dtype=bool)
    return area(likely[right], likely[~right])


def _of(rows: Sequence[CheckedStatement], verdict: str) -> list[CheckedStatement]:
    return [row for row in rows if row.known.verdict == verdict]


def _line(name: str, rows: Sequence[CheckedStatement], right: Callable[[CheckedStatement], bool]) -> str:
    share = sum(map(right, rows)) / len(rows) if rows else float("nan")
    return f"{name:<48}{share:>7.3f}  of {len(rows)}"


def _brier(rows: Sequence[CheckedStatement]) -> float:
    return float(np.mean([(row.check.confidence - (row.check.verdict == row.known.verdict)) ** 2 for row in rows]))


def _pace(rows: Sequence[CheckedStatement]) -> float:
    return float(np.median([100 * row.seconds / len(row.draft.text) for row in rows]))
