"""The nouns: what every part of the project passes on. It holds no behaviour beyond printing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "title",
    "kicker",
    "label",
    "lead",
    "heading",
    "body",
    "caption",
    "byline",
    "sidebar",
    "contents",
    "code",
    "footnote",
]
Mode = Literal["hybrid", "vectors", "keywords"]
Reason = Literal[
    "answered",
    "overview",
    "small talk",
    "nothing to look for",
    "names what no document does",
    "other place or period",
    "figure not found",
    "filters apart",
    "not sure enough",
]
Grade = Literal["stated", "unsure", "absent"]
Finding = Literal["supported", "differs", "absent", "none"]
Aspect = Literal["figure", "unit", "name", "period", "quotation", "order"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands on a scanned page, from its left top corner: ``0 <= x0 < x1 <= 1``, and so for y.

    page: number from 1. x0, y0, x1, y1: left, top, right and bottom edge as shares of the page, which is upright.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """``document.text[start:end]`` was recognised at ``box``; a heading of two lines is at both."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch ``document.text[start:end]`` with one job on the page.

    start, end: offsets in code points, ``0 <= start < end <= len(document.text)``.
    kind: its job.
    lines: numbers, from 1, of the raw file's lines it was printed on, ascending.
    page: page number from 1 where the format has pages.
    incomplete: the side on which the source lost text, if it did.
    level: how deep a heading lies, from 1; None for everything else.
    scanned: its lines on the pages, in their order, where its words were recognised on pictures.
    """

    start: int
    end: int
    kind: Kind
    lines: tuple[int, ...]
    page: int | None = None
    incomplete: Literal["start", "end"] | None = None
    level: int | None = None
    scanned: tuple[ScannedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its text in reading order and the paragraphs it falls into.

    id: path relative to the corpus, with ``/``.
    place: as printed, such as ``江北``; None when the text does not show it.
    period: what it covers, ISO 8601 (``2021``, ``2022-09``, ``2021-06-17``), or None.
    newspaper, issued, edition: the newspaper or journal it was printed in, when (ISO 8601) and on which page, as far as
    the file or the one beside it says so.
    text: every non-space character of the source once; paragraphs are in ascending order and do not overlap.
    sha256: hexadecimal digest of the raw file.
    """

    id: str
    title: str
    place: str | None
    period: str | None
    authors: tuple[str, ...]
    text: str
    paragraphs: tuple[Paragraph, ...]
    sha256: str
    newspaper: str | None = None
    issued: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: ``document.text[start:end] == text``, inside one section.

    heading: titles of the sections around it, outermost first, without the document's own title.
    role: the kind of its paragraphs.
    paragraphs: numbers, from 1, of the document's paragraphs it touches.
    sentences: offsets in ``document.text``, in order; each lies in one of those paragraphs.
    """

    id: str
    document_id: str
    title: str
    start: int
    end: int
    text: str
    heading: tuple[str, ...]
    role: Kind
    paragraphs: tuple[int, ...]
    sentences: tuple[Extent, ...]

    @property
    def location(self) -> str:
        """Where it stands, for people: ``《标题》 › 小标题 › 第3—4段``."""
        return standing_at(self.title, self.heading, None, self.paragraphs)


def standing_at(
    title: str, section: tuple[str, ...], page: int | None, paragraphs: tuple[int, ...], *, english: bool = False
) -> str:
    """Where words stand, for people: ``《标题》 › 小标题 › 第5页 › 第3—4段``, as much of it as there is.

    english: with ``p. 5 › para. 3–4``; title and headings stay as printed.
    """
    ends = dict.fromkeys(paragraphs[:1] + paragraphs[-1:])
    if english:
        on, number = f"p. {page}", f"para. {'–'.join(map(str, ends))}"
    else:
        on, number = f"第{page}页", f"第{'—'.join(map(str, ends))}段"
    return " › ".join([f"《{title}》", *section, *([on] if page else []), *([number] if ends else [])])


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``document.text[start:end] == text`` of the document that a hit's passage is from."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. ``score`` lies in 0–1 and never rises with ``rank``, which counts from 1.

    matched: the words of the question found in the passage.
    evidence: its best sentences, best first.
    """

    rank: int
    score: float
    passage: Passage
    matched: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document where words stand, as offsets and as people count."""

    document_id: str
    title: str
    section: tuple[str, ...]
    paragraphs: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One quote and where it stands: ``quote == document.text[start:end]``.

    number: the ``n`` of its ``[n]``, from 1. section: titles above it, outermost first. paragraphs: numbers from 1.
    lines: line numbers of the raw file. also: where the same fact is printed again. boxes: of the lines of a scanned
    page that the quote covers, in their order; none of other documents. incomplete: the side of the quote on which the
    source lost text, if it did.
    """

    number: int
    document_id: str
    title: str
    place: str | None
    period: str | None
    section: tuple[str, ...]
    paragraphs: tuple[int, ...]
    lines: tuple[int, ...]
    page: int | None
    start: int
    end: int
    quote: str
    also: tuple[Place, ...] = ()
    boxes: tuple[Box, ...] = ()
    incomplete: Literal["start", "end"] | None = None


@dataclass(frozen=True, slots=True)
class Short:
    """The few words asked for, in a quote: ``document.text[start:end] == text``.

    number: of the citation that quotes them. label: what they are of, when several things were asked for: the place or
    period, the thing itself in the question's words, or what tells one row of a table from another. unit: of a bare
    number in a table, as printed elsewhere: behind its column's head, in its row or above the table.
    """

    text: str
    start: int
    end: int
    number: int
    label: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say to a question.

    question: as asked. query: the standalone question that was searched. text: plain text with ``[n]`` marks.
    short: the few words asked for, or None. shorts: those with their offsets, one for each place, period or thing asked
    for; the first is ``short``. confidence: probability, 0–1, that the documents hold the answer and that
    the first citation shows it. answered: whether the confidence reaches the threshold and nothing else speaks against
    it. reason: which gate decided. grade: "stated", "unsure" (answered, but less surely than most that are right),
    "absent". clause: where no few words are given, the clause of a quote that holds them, or None. remarks: what is
    said beside the quotes: why there is no answer, what is missing, where sources differ. leads: the numbers of the
    first quotes of several things asked at once.
    """

    question: str
    query: str
    text: str
    short: str | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    answered: bool
    reason: Reason
    grade: Grade
    shorts: tuple[Short, ...] = ()
    clause: Short | None = None
    remarks: tuple[str, ...] = ()
    leads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a draft that the documents print otherwise.

    kind: in what. start, end: offsets of ``words`` in the draft. source_start, source_end: offsets of ``source_words``,
    verbatim, in the text of document ``document_id``.
    """

    kind: Aspect
    start: int
    end: int
    words: str
    document_id: str
    source_start: int
    source_end: int
    source_words: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the documents say of one statement, ``draft[start:end]``.

    verdict: "supported"; "differs" in what ``differences`` list; "absent"; "none", where there is nothing to check.
    citations: where the documents say it, the nearest first; none of what is absent everywhere. confidence:
    probability, 0–1, that the verdict is right. support: probability, 0–1, that the documents bear the statement out.
    rounded: whether a figure of the draft is support only as a round one.
    """

    start: int
    end: int
    verdict: Finding
    citations: tuple[Citation, ...]
    differences: tuple[Difference, ...]
    confidence: float
    support: float
    rounded: bool = False
