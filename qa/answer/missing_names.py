"""Names in a question that no document has: those that count against an answer, and those that are mere scenery.

A rule holds in whatever town it is asked about; a report on one town says nothing of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.sentence_ranking import Reading
from qa.documents.bylines import tells_of_people
from qa.index.passage_source import PassageSource
from qa.search.query import Query

_SUBJECT = 0.5


def missing_names(index: PassageSource, query: Query, readings: Sequence[Reading]) -> tuple[str, ...]:
    """The unknown names that count: all of a question that is mostly about them, else those of the document's kind.

    A place counts where the document that would answer is about a place; another name also where it tells of people.
    """
    if not query.unknown_names or not readings or query.strangeness >= _SUBJECT:
        return tuple(one.name for one in query.unknown_names)
    document = index.by_id[readings[0].passage.document_id]
    if document.place:
        return tuple(one.name for one in query.unknown_names)
    people = tells_of_people(document.text)
    return tuple(one.name for one in query.unknown_names if people and not one.is_place)
