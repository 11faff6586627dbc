"""Drafts with known verdicts, and how well a check of them does; their format is in ``data/README.md``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from qa.evaluate.questions import GoldEvidence
from qa.text.folding import folded_text
from qa.types import Check, Difference, Finding


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """A statement of a draft, ``draft[start:end]``, and what is known of it.

    kind: such as ``close`` or ``unit``. evidence: the words that bear it out or print it otherwise. source_words: for
    one that differs, the words of the source that show it, any of which is right.
    """

    start: int
    end: int
    verdict: Finding
    kind: str
    evidence: GoldEvidence | None
    source_words: tuple[str, ...]

    def shown_by(self, difference: Difference) -> bool:
        """Whether a difference shows one of ``source_words``: holds it, or is the better part of it."""
        given = _plain(difference.source_words)
        return any(
            word in given or (given in word and 2 * len(given) >= len(word)) for word in map(_plain, self.source_words)
        )

    def cited_by(self, check: Check) -> bool:
        """Whether a citation of ``check`` shows the evidence."""
        known = self.evidence
        return known is not None and any(known.covered_by(one.document_id, one.quote) for one in check.citations)


@dataclass(frozen=True, slots=True)
class KnownDraft:
    """A draft, its known statements in order, and the group of drafts that are about the same words."""

    id: str
    group: str
    text: str
    statements: tuple[KnownStatement, ...]

    def of(self, start: int, end: int) -> KnownStatement | None:
        """The known statement that shares most with ``text[start:end]``."""
        shared = [(min(end, one.end) - max(start, one.start), one) for one in self.statements]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        return best[1] if best[0] > 0 else None


def is_of_drafts(path: Path) -> bool:
    """Whether a file of JSON Lines holds drafts, not questions."""
    with path.open(encoding="utf-8-sig") as file:
        first = next((line for line in file if line.strip()), "{}")
    try:
        row = json.loads(first)
    except ValueError:
        return False
    return isinstance(row, dict) and "draft" in row


def read_drafts(path: Path) -> list[KnownDraft]:
    """Read a JSON Lines file of drafts. Raises ValueError naming the line that is not in that format."""
    drafts = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            drafts.append(draft_of(json.loads(line)))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(
                f"{path}, line {number}: not a draft with its statements ({error!r}); the format is in data/README.md"
            ) from error
    return drafts


def draft_of(row: dict[str, Any]) -> KnownDraft:
    """One draft of its row."""
    text, at, known = str(row["draft"]), 0, []
    for one in row["statements"]:
        start = text.index(one["text"], at)
        at = start + len(one["text"])
        if one["verdict"] not in get_args(Finding):
            raise ValueError(f"a verdict is one of {', '.join(get_args(Finding))}, not {one['verdict']!r}")
        evidence = GoldEvidence(one["doc"], one["quote"]) if "doc" in one else None
        words = tuple(map(str, one.get("source_words", ())))
        known.append(KnownStatement(start, at, one["verdict"], str(one["kind"]), evidence, words))
    return KnownDraft(str(row["id"]), str(row.get("group", row["id"])), text, tuple(known))


def pairs(draft: KnownDraft, checks: Sequence[Check]) -> list[tuple[KnownStatement, Check]]:
    """Each known statement with the check that shares most with it; of several, the worst."""
    worst = ("differs", "absent", "supported", "none")
    found = []
    for one in draft.statements:
        own = [check for check in checks if check.start < one.end and one.start < check.end]
        found.append((one, min(own, key=lambda check: worst.index(check.verdict))))
    return found


def _plain(text: str) -> str:
    return "".join(character for character in folded_text(text) if character.isalnum() or character in ".%+")
