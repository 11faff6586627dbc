"""Every statement of a draft to a verdict: its sources, compared claim by claim, and the worst of what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import AnswerSpan, Encoder, PassageReading, Reader
from qa.answer.citations import cite
from qa.answer.conflicts import figures_that_differ
from qa.answer.sentence_ranking import Reading as QuotedSentence
from qa.checking.carried import Setting, settings
from qa.checking.comparing import compare_claims
from qa.checking.comparison import Comparison
from qa.checking.quotations import Quotation, parts_within, printed_in, quotations
from qa.checking.reading import StatementReading
from qa.checking.speakers import prints_speech
from qa.checking.statements import Statement, statements
from qa.checking.stretches import Found, SourceStretch, find_stretches
from qa.checking.support import support, support_features, support_weights
from qa.checking.whose import wrong_setting
from qa.index.passage_source import PassageSource
from qa.text.folding import folded_text
from qa.types import Check, Citation, Difference, Document, Extent, Finding, Span

_SURE_OF_NONE = 0.9
_DOUBTFUL_NONE = 0.6
_CLEARLY = 0.1
_FAR = 0.5
_WELL = 0.6
_SUBJECT = re.compile(r"全[区县市省镇乡村]|[区县市镇村]里|我[区县市]|[该本][区县市镇村公院校局]|\d")


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with the source that decides, if there is one, and what comparing them gave."""

    statement: Statement
    setting: Setting
    source: SourceStretch | None
    compared: Comparison
    values: Sequence[float]
    others: Sequence[SourceStretch]


def check_draft(index: PassageSource, encoder: Encoder, reader: Reader | None, draft: str) -> Iterator[Check]:
    """The checks of a draft, one at a time and in order.

    Raises ValueError, at once, for a draft that is blank or too long.
    """
    parts = statements(draft)
    return (verdict(index.by_id, one, draft) for one in _judged(index, encoder, reader, draft, parts))


def judge(index: PassageSource, encoder: Encoder, reader: Reader | None, draft: str) -> list[Judged]:
    """What ``check_draft`` goes by, for each statement."""
    return list(_judged(index, encoder, reader, draft, statements(draft)))


def _judged(
    index: PassageSource, encoder: Encoder, reader: Reader | None, draft: str, parts: Sequence[Statement]
) -> Iterator[Judged]:
    quoted = quotations(draft)
    for one, setting in zip(parts, settings(parts, index.places), strict=True):
        if one.empty:
            yield Judged(one, setting, None, Comparison(), (), ())
            continue
        own = [
            Quotation(part.start - one.start, part.end - one.start, part.text)
            for part in parts_within(quoted, one.start, one.end, draft)
        ]
        found = find_stretches(index, encoder, one.text, setting)
        yield _decided(one, setting, found, own, reader)


def _decided(
    one: Statement, setting: Setting, found: Found, quoted: Sequence[Quotation], reader: Reader | None
) -> Judged:
    tried = [(source, _compared(one.text, source, quoted, None, setting.places)) for source in found.sources]
    chosen = _choose([pair for pair in tried if prints_speech(pair[0].text, quoted)] or tried)
    if chosen is None:
        return Judged(one, setting, None, Comparison(), (), ())
    source = chosen[0]
    reading = StatementReading(reader, one.text, source)
    compared = _compared(one.text, source, quoted, reading, setting.places)
    wrong = wrong_setting(one.text, setting, source)
    if wrong:
        compared.apart[:0] = wrong
    whole: PassageReading | None = reading.whole()
    values = support_features(one.text, found, source, compared, whole)
    others = [other for other, _ in tried if other is not source]
    return Judged(one, setting, source, compared, values, others)


def _compared(
    text: str,
    source: SourceStretch,
    quoted: Sequence[Quotation],
    reading: StatementReading | None,
    places: Sequence[str],
) -> Comparison:
    near = source.above + folded_text(source.passage.text)

    def elsewhere(words: str) -> bool:
        return folded_text(words) in near or printed_in(words, source.passage.text)

    def ask(own: Extent, word: str) -> AnswerSpan | None:
        return reading.blank(own, word) if reading else None

    return compare_claims(text, source, quoted, elsewhere=elsewhere, ask=ask, places=places)


def _choose(tried: Sequence[tuple[SourceStretch, Comparison]]) -> tuple[SourceStretch, Comparison] | None:
    """The source that decides: the best of the statement's own place and years, unless only another bears it out."""
    fitting = max((one for one in tried if one[0].fits), key=_quality, default=None)
    other = max((one for one in tried if not one[0].fits), key=_quality, default=None)
    if fitting is None or other is None:
        return fitting or other
    if _quality(other) > _quality(fitting) + _FAR:
        return other
    return (
        other
        if _is_clean(other) and not _is_clean(fitting) and _quality(other) > _quality(fitting) + _CLEARLY
        else fitting
    )


def _quality(tried: tuple[SourceStretch, Comparison]) -> float:
    source, compared = tried
    claimed = compared.claimed or 1
    return source.score + 0.6 * compared.borne / claimed - 0.3 * min(len(compared.missing), 2)


def _is_clean(tried: tuple[SourceStretch, Comparison]) -> bool:
    source, compared = tried
    return not compared.apart and not compared.missing and source.covered >= _WELL


def verdict(documents: Mapping[str, Document], one: Judged, draft: str) -> Check:
    """The check of one statement: a difference before what is missing, and that before support."""
    statement, source = one.statement, one.source
    if statement.empty or source is None:
        finding: Finding = "none" if statement.empty else "absent"
        return Check(statement.start, statement.end, finding, (), (), _SURE_OF_NONE, 0.0)
    stored = support_weights()
    likely = support(list(one.values), stored)
    aligned = source.covered >= stored.aligned
    if one.compared.apart and aligned:
        sure = max(part.sure for part in one.compared.apart) * (1 - likely)
        return _check(documents, one, "differs", sure, likely)
    if likely >= stored.threshold and not one.compared.missing:
        return _check(documents, one, "supported", likely, likely)
    if statement.title or _states_nothing(one):
        return Check(statement.start, statement.end, "none", (), (), _DOUBTFUL_NONE, likely)
    return _check(documents, one, "absent", 1 - likely, likely)


def _states_nothing(one: Judged) -> bool:
    """Whether a statement that no document bears out names nothing that could be checked."""
    return not (one.compared.claimed or one.setting.own_place or _SUBJECT.search(folded_text(one.statement.text)))


def _check(documents: Mapping[str, Document], one: Judged, finding: Finding, sure: float, likely: float) -> Check:
    statement = one.statement
    differences = tuple(_differences(one)) if finding == "differs" else ()
    return Check(
        start=statement.start,
        end=statement.end,
        verdict=finding,
        citations=tuple(_citations(documents, one)) if finding != "absent" else (),
        differences=differences,
        confidence=sure,
        support=likely,
        rounded=one.compared.rounded and finding == "supported",
    )


def _differences(one: Judged) -> Iterator[Difference]:
    statement, source = one.statement, one.source
    assert source is not None
    for apart in one.compared.apart:
        first, last = apart.own
        begin, end = source.start + apart.printed[0], source.start + apart.printed[1]
        yield Difference(
            kind=apart.kind,
            start=statement.start + first,
            end=statement.start + last,
            words=statement.text[first:last],
            document_id=source.document.id,
            source_start=begin,
            source_end=end,
            source_words=source.document.text[begin:end],
        )


def _citations(documents: Mapping[str, Document], one: Judged) -> Iterator[Citation]:
    """The source that decides, and the sentence of another document that prints another figure for the same."""
    assert one.source is not None
    sources = [one.source]
    for other in one.others:
        same_place = other.document.place == one.source.document.place
        new = all(other.document.id != known.document.id for known in sources)
        if new and same_place and figures_that_differ(one.source.text, other.text):
            sources.append(other)
    quoted = [_as_quoted(source) for source in (*sources, *one.others)]
    for number, sentence in enumerate(quoted[: len(sources)], 1):
        yield cite(documents, sentence, quoted, number=number)


def _as_quoted(source: SourceStretch) -> QuotedSentence:
    span = Span(source.start, source.end, source.text)
    return QuotedSentence(span, source.passage, source.row, np.zeros(0), (), 1.0)
