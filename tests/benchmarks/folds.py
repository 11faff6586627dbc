"""Which questions belong in one fold: those that share evidence, directly or through others."""

from __future__ import annotations

from collections.abc import Sequence

from qa.evaluate.questions import Question


def groups_of(questions: Sequence[Question]) -> list[int]:
    """The number of each question's group; a question without evidence is a group of its own."""
    groups = list(range(len(questions)))

    def root(number: int) -> int:
        while groups[number] != number:
            number = groups[number]
        return number

    seen: dict[tuple[str, str], int] = {}
    for number, question in enumerate(questions):
        for one in (one for group in question.evidence for one in group):
            first = seen.setdefault((one.document_id, one.quote), number)
            groups[root(number)] = root(first)
    return [root(number) for number in range(len(questions))]
