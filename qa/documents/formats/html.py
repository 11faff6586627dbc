"""HTML -> blocks: headings with their levels, tables row by row. Nothing is run, fetched or followed.

What no reader sees (scripts, styles, forms, hidden parts) and what leads elsewhere (navigation, the page's footer) is
dropped. Items have their numbers, as they are printed, values their columns' heads and definitions their terms. It
judges nothing by the look of the words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from qa.documents.decoding import BYTE_ORDER_MARKS, decode
from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.headed_rows import with_heads
from qa.documents.formats.navigation import LISTS, is_contents, remove_navigation
from qa.documents.formats.table_grid import SpanningCell, TableGrid
from qa.documents.formats.table_units import with_units_said
from qa.documents.formats.unmarked_heads import head_rows
from qa.documents.layout.blocks import BULLET, Block, code, heading, item, unmarked
from qa.documents.metadata import normal_period
from qa.text.characters import CHINESE

_TAG_NAME = re.compile(r"\w+")
_DROPPED = frozenset(
    _TAG_NAME.findall(
        "script style noscript template nav iframe frame object embed svg math canvas audio video head select "
        "button input textarea datalist map"
    )
)
_BLOCKS = frozenset(
    _TAG_NAME.findall(
        "html body article section main header footer aside div p blockquote figure figcaption h1 h2 h3 h4 h5 "
        "h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption pre hr address form fieldset legend "
        "details summary center hgroup search dialog"
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INSIDE_CELLS = "table, h1, h2, h3, h4, h5, h6, ul, ol"
_BESIDE_EACH_OTHER = "p + p, div + div"
_SHORT_ROW = 200
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,100}encoding=["']([\w.:-]+)"""
)
_MARKED = {*_HEADINGS, "li", "dt", "dd"}
_LONGEST_TERM = 20
_ENDS = re.compile("[。？！；：，?!;:,]$")
_HEAD = 4096
_LOOKED_AT = 50
_DAMAGED = 100
_WITHOUT_SPACES = CHINESE + "\u3000-\u303f\uff00-\uffef"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_WITHOUT_SPACES}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WITHOUT_SPACES}])")
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCLOSED = frozenset(
    _TAG_NAME.findall(
        "p li dt dd tr td th thead tbody tfoot option optgroup area base br col embed hr img input link meta "
        "param source track wbr rp rt colgroup html body head"
    )
)
_WORK_LIMIT = 50_000_000
ELEMENTS_LIMIT = 2_000_000
_TITLES = ("meta[property='og:title']", "meta[name='citation_title']", "meta[name='ArticleTitle']")
_AUTHORS = ("meta[name='author']", "meta[name='citation_author']", "meta[property='article:author']")
_DATES = (
    "meta[property='article:published_time']", "meta[name='citation_publication_date']", "meta[name='PubDate']",
    "meta[name='pubdate']", "meta[name='publishdate']", "meta[itemprop='datePublished']", "meta[name='date']",
)  # fmt: skip


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text of an HTML page as one ``Extracted``. Raises ValueError if it is no text or shows none."""
    from selectolax.lexbor import LexborHTMLParser

    source = _decoded(data)
    _check_nesting(source)
    page = LexborHTMLParser(source)
    if page.body is not None:
        remove_navigation(page.body)
    blocks = list(HtmlPage(page.body).blocks()) if page.body is not None else []
    if not blocks:
        raise ValueError("it shows no text without running its scripts")
    title = page.css_first("title")
    known, hints = metadata_of(
        text_of(blocks),
        title=_first(page, _TITLES) or (title.text() if title is not None else ""),
        author=_first(page, _AUTHORS),
        published=normal_period(_first(page, _DATES)),
    )
    return [Extracted(with_units_said(blocks), known=known, hints=hints)]


def _decoded(data: bytes) -> str:
    """Its text by byte order mark, else as declared if that fits but for a few bytes, else as any other file."""
    if not any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) and (
        found := _CHARSET.search(data[:_HEAD].lower())
    ):
        declared = (found.group(1) or found.group(2)).decode("ascii")
        try:
            encoding = codecs.lookup(declared).name
            if not encoding.startswith(("utf-16", "utf-32")):
                text = data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding, "replace")
                if text.count("\ufffd") * _DAMAGED <= len(text):
                    return text
        except (LookupError, ValueError):
            pass
    return decode(data)


def _check_nesting(source: str) -> None:
    """Raise ValueError where elements are so many or nest so deeply that parsing, depth times length, would not end."""
    position = tags = depth = deepest = 0
    while tag := _TAG.search(source, position):
        position = tag.end()
        name = tag.group(2).lower()
        if tag.group(1):
            depth -= name not in _UNCLOSED and depth > 0
            continue
        tags += 1
        depth += name not in _UNCLOSED
        deepest = max(deepest, depth)
        if tags > ELEMENTS_LIMIT:
            raise ValueError(f"it has more than {ELEMENTS_LIMIT:,} elements")
        if deepest * tags > _WORK_LIMIT:
            raise ValueError("its elements nest too deeply")
        if name in ("script", "style"):
            position = source.find("</", position)
            if position < 0:
                return


def _first(page: Any, selectors: tuple[str, ...]) -> str:
    """The content of the first element that matches one of the selectors and has any."""
    found = (node.attributes.get("content") for selector in selectors for node in page.css(selector)[:1])
    return next((content.strip() for content in found if content and content.strip()), "")


class HtmlPage:
    """A walk over the elements of a page, without recursion, since pages may nest as deep as they are long."""

    def __init__(self, body: Any) -> None:
        self.body = body
        self.contents = {node.mem_id for node in body.css(LISTS) if is_contents(node)}
        self.pieces: list[str] = []
        self.tag = ""
        self.mark = ""
        self.rows: list[list[SpanningCell]] = []
        self.grid = TableGrid()
        self.numbers: dict[int, int] = {}
        self.term = ""
        self.plain = 0
        self.listing = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks in order."""
        stack: list[tuple[Any, bool]] = [(self.body, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                yield from self._kept(self._leave(node))
                self.listing -= node.mem_id in self.contents
                continue
            if node.next is not None and node is not self.body:
                stack.append((node.next, False))
            if node.tag == "-text":
                self.pieces.append(self._spaced(node.text_content or ""))
            elif node.tag and node.tag[0] not in "-!_" and not _is_dropped(node):
                yield from self._kept(self._enter(node))
                self.listing += node.mem_id in self.contents
                stack.append((node, True))
                if node.child is not None:
                    stack.append((node.child, False))
        yield from self._kept(self._flush())
        yield from self._kept(self._lone_term())

    def _kept(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The blocks; inside a list of contents they are of that kind."""
        for block in blocks:
            if self.listing:
                block.kind, block.form, block.level = "contents", "plain", None
            yield block

    def _enter(self, node: Any) -> Iterator[Block]:
        tag = node.tag
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "tr" and not self.rows and _is_row(node):
            yield from self._flush()
            yield from self._lone_term()
            self.rows.append([])
        elif self.rows and tag in ("td", "th"):
            self.pieces = []
        elif self.rows and tag in _BLOCKS:
            self.pieces.append(" ")
        elif tag in _BLOCKS:
            yield from self._flush()
            self.tag = tag if tag in _MARKED else self.tag
            self.plain += tag == "pre"
            if tag == "table":
                self.grid = TableGrid(head_rows=_unmarked_head_rows(node))
            elif tag == "li":
                self.mark = _list_mark(node, self.numbers)

    def _leave(self, node: Any) -> Iterator[Block]:
        tag = node.tag
        if self.rows and tag in ("td", "th"):
            self.rows[0].append(_cell(node, " ".join("".join(self.pieces).split())))
            self.pieces = []
        elif self.rows and tag == "tr":
            row, self.pieces = self.grid.row(self.rows.pop()), []
            if row is not None:
                yield row
        elif self.rows and tag in _BLOCKS:
            self.pieces.append(" ")
        elif tag in _BLOCKS:
            yield from self._flush()
            self.tag = "" if tag in _MARKED else self.tag
            self.plain -= tag == "pre"

    def _flush(self) -> Iterator[Block]:
        """The text since the last border; a heading is one line."""
        text, self.pieces = "".join(self.pieces), []
        if not text.strip():
            return
        tag, self.tag = self.tag, ""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if tag == "dd" and self.term and not self.plain:
            lines[0] = with_heads({0: self.term}, {0: lines[0]})[0]
            self.term = ""
        yield from self._lone_term()
        if tag == "dt" and len(lines) == 1 and len(lines[0]) <= _LONGEST_TERM and not _ENDS.search(lines[0]):
            self.term = lines[0]
        elif tag in _HEADINGS:
            yield heading(" ".join(text.split()), _HEADINGS[tag])
        elif self.plain:
            yield code(text.split("\n"))
        else:
            yield item(lines[0], self.mark) if tag == "li" else unmarked(lines[0])
            yield from map(unmarked, lines[1:])

    def _lone_term(self) -> Iterator[Block]:
        """A term that no text right behind it defines; else it stands before that, as a column's head does."""
        if self.term:
            term, self.term = self.term, ""
            yield unmarked(term)

    def _spaced(self, text: str) -> str:
        if self.plain:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return _WHITE_SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", text))


def _is_row(row: Any) -> bool:
    """Whether the row holds data; tables that lay out a page have blocks in their cells, paragraphs of some length."""
    if row.css_first(_INSIDE_CELLS) is not None:
        return False
    short = len(row.css("td, th")) > 1 and len(" ".join(row.text().split())) <= _SHORT_ROW
    return short or row.css_first(_BESIDE_EACH_OTHER) is None


def _unmarked_head_rows(table: Any) -> int:
    """How many first rows head its columns without being marked so; a table around others only lays them out."""
    rows = table.css("tr")[:_LOOKED_AT]
    if table.css_first("th") is not None or any(row.css_first("table") is not None for row in rows):
        return 0
    return head_rows([[_cell(cell, cell.text().strip()) for cell in row.css("td")] for row in rows])


def _cell(node: Any, text: str) -> SpanningCell:
    columns, rows = (_count(node.attributes.get(name), 1) for name in ("colspan", "rowspan"))
    return SpanningCell(text, node.tag == "th", columns, rows)


def _list_mark(node: Any, numbers: dict[int, int]) -> str:
    """What is printed before an item: its number in an ordered list, else a dot. numbers: the last of each list."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return BULLET
    own = parent.mem_id
    number = _count(node.attributes.get("value"), numbers.get(own, _count(parent.attributes.get("start"), 1) - 1) + 1)
    numbers[own] = number
    return f"{number}. "


def _count(written: str | None, default: int) -> int:
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 7 else default


def _is_dropped(node: Any) -> bool:
    if node.tag in _DROPPED or (node.tag == "footer" and node.parent is not None and node.parent.tag == "body"):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    role = attributes.get("role")
    return hidden or role in ("navigation", "search") or bool(_HIDDEN.search((attributes.get("style") or "").lower()))
