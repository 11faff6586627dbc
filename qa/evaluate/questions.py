"""Questions with known evidence, and how well a search answers them.

It prints nothing and knows nothing of files of other projects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from qa.text.characters import NUMERALS
from qa.text.folding import folded_text

COVERED = 0.7
_SLACK = 3
_LONGEST_SHORT = 20
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    rf"(?:第?[{NUMERALS}\d]+[章节条款项编篇部分]|(?:chapter|section|appendix)?[\d.]+|[{NUMERALS}]+(?=\W))[\W_]*"
)


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """Words of a document that answer a question. ``quote`` is verbatim, white space aside.

    section: the title that the words stand under, the nearest of several; None where the question names none.
    """

    document_id: str
    quote: str
    section: str | None = None

    def covered_by(self, document_id: str, text: str) -> bool:
        """Whether a contiguous 70 % of the quote, white space aside, stands in ``text`` of the same document."""
        if document_id != self.document_id:
            return False
        quote, text = _SPACE.sub("", self.quote), _SPACE.sub("", text)
        longest = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match().size
        return longest >= COVERED * len(quote)

    def stands_under(self, section: Sequence[str]) -> bool:
        """Whether ``section``, titles from the outermost in, ends in the one named; marks and numbers aside.

        >>> GoldEvidence("a", "b", "申请期限").stands_under(("第二章 申请", "2.1. 申请期限"))
        True
        """
        if self.section is None or not section:
            return False
        named, own = (_NUMBER.sub("", folded_text(title).strip(), count=1) for title in (self.section, section[-1]))
        return (_plain(named) or _plain(self.section)) == (_plain(own) or _plain(section[-1]))


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a test set.

    turns: the whole conversation, this question last. evidence: every group must be found, by any of its members;
    a question without evidence is one that the documents do not answer. shorts: the few words that answer, in one of
    these forms, where the evidence holds them.
    """

    id: str
    type: str
    question: str
    turns: tuple[str, ...]
    evidence: tuple[tuple[GoldEvidence, ...], ...]
    kind: str = ""
    shorts: tuple[str, ...] = ()

    def said_by(self, short: str) -> bool:
        """Whether ``short`` is one of ``shorts``, give or take three characters that are no digits."""
        own = _plain(short)
        for gold in map(_plain, self.shorts):
            apart = own.replace(gold, "", 1) if gold in own else gold.replace(own, "", 1) if own in gold else None
            if own and apart is not None and len(apart) <= _SLACK and not any(c.isdigit() for c in apart):
                return True
        return False

    def shown_in(self, document_id: str, text: str) -> list[GoldEvidence]:
        """The pieces of the evidence that ``text`` of that document covers, those that name a section first."""
        found = [one for group in self.evidence for one in group if one.covered_by(document_id, text)]
        return sorted(found, key=lambda one: one.section is None)

    def shown_by(self, document_id: str, text: str) -> bool:
        """Whether ``text`` of that document covers any piece of the evidence."""
        return bool(self.shown_in(document_id, text))

    @property
    def joined(self) -> str:
        """All turns in one line."""
        return " ".join(self.turns)


def read_questions(path: Path) -> list[Question]:
    """Read a JSON Lines file of questions; its format is in ``data/README.md``.

    Raises ValueError naming the line that is not in that format.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line))
            if question.id in questions:
                raise ValueError(f"the id {question.id!r} is given twice")
            questions[question.id] = question
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(
                f"{path}, line {number}: not a question ({error!r}); the format is in data/README.md"
            ) from error
    return list(questions.values())


def _question(row: dict[str, object]) -> Question:
    question = _text(row, "question")
    turns = tuple(str(turn) for turn in _list(row.get("turns"))) or (question,)
    if turns[-1] != question:
        raise ValueError("the last of its turns is not its question")
    evidence = [[_evidence(item, row.get("section"))] for item in _list(row.get("evidence"))]
    if not evidence and row.get("alt_evidence"):
        raise ValueError("it has alternative evidence and no evidence")
    for item in _list(row.get("alt_evidence")):
        alternative = _evidence(item, row.get("section"))
        nearest = max(evidence, key=lambda group: _likeness(group[0].quote, alternative.quote))
        nearest.append(alternative)
    return Question(
        id=_text(row, "id"),
        type=_text(row, "type"),
        question=question,
        turns=turns,
        evidence=tuple(tuple(group) for group in evidence),
        kind=str(row.get("kind", "")),
        shorts=_shorts(row, evidence),
    )


def _shorts(row: dict[str, object], evidence: Sequence[Sequence[GoldEvidence]]) -> tuple[str, ...]:
    quotes = [_plain(one.quote) for group in evidence for one in group]
    forms = [form for form in map(str, _list(row.get("answers"))) if len(form) <= _LONGEST_SHORT]
    whole = len(evidence) == 1 and any(_plain(form) in quote for form in forms for quote in quotes)
    return tuple(forms) if whole else ()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", folded_text(text))


def _text(row: dict[str, object], name: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value:
        raise TypeError(f"{name} must be a text, not {value!r}")
    return value


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _evidence(item: object, section: object) -> GoldEvidence:
    if not isinstance(item, dict):
        raise TypeError(f"evidence must be an object, not {item!r}")
    named = item.get("section", section)
    title = named[-1] if isinstance(named, list) and named else named
    if title is not None and not isinstance(title, str):
        raise TypeError(f"section must be a title or a list of titles, not {named!r}")
    return GoldEvidence(_text(item, "doc"), _text(item, "quote"), title or None)


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
