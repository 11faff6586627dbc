"""The pictures of scanned pages beside what is quoted from them, and the address that draws them when they are seen.

Nothing drawn is kept. Of the corpus a picture is asked for by its document, of a visitor's own file by a key that
nobody else knows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from qa.documents.formats.drawn_pages import can_draw, drawn_page
from qa.documents.scanned_lines import scanned_pages
from qa.index.passage_source import PassageSource
from qa.render import escape_html
from qa.types import Box, Document
from qa.web.scanned_files import is_there, shared_file
from qa.web.strings import wording
from qa.web.uploads import Visit, Visits

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ADDRESS = "page-picture"
AT_ONCE = 2
_WAIT_SECONDS = 30
_DIGITS = 5
_KEPT_BY_BROWSER = {"corpus": "private, max-age=600", "own": "no-store"}


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures that one visitor may see. index: of the corpus."""

    index: PassageSource
    visit: Visit
    lang: str

    def beside(self, document: Document | None, boxes: Sequence[Box]) -> str:
        """HTML of each page that ``boxes`` are on, with these lines marked; a sentence where there is no picture."""
        if document is None or not boxes:
            return ""
        pages = scanned_pages(document)
        asked, lack = self._asked_for(document)
        if lack:
            return f'<p class="note scan">{wording(lack, self.lang)}</p>'
        return "".join(
            self._picture(asked, page, list(lines))
            for page, lines in groupby(sorted(dict.fromkeys(boxes), key=lambda box: box.page), key=lambda box: box.page)
            if page in pages
        )

    def _asked_for(self, document: Document) -> tuple[Mapping[str, str], str]:
        """What the address names, or else the words for why there is no picture."""
        if not can_draw(_suffix(document)):
            return {}, "scan_no_library"
        if document.id in self.visit.documents:
            key = self.visit.key_of(document)
            return ({"own": key}, "") if key else ({}, "scan_not_held")
        return ({"doc": document.id}, "") if is_there(self.index, document) else ({}, "scan_changed")

    def _picture(self, asked: Mapping[str, str], page: int, lines: Sequence[Box]) -> str:
        address = escape_html(f"{ADDRESS}?{urlencode({**asked, 'page': page})}")
        marks = "".join(
            f'<span class="line" style="left:{box.x0:.2%};top:{box.y0:.2%};'
            f'width:{box.x1 - box.x0:.2%};height:{box.y1 - box.y0:.2%}"></span>'
            for box in lines
        )
        alt = wording("scan_page", self.lang, page=page)
        return (
            f'<figure class="scan"><div class="sheet"><a href="{address}" target="_blank" rel="noopener">'
            f'<img src="{address}" alt="{alt}" loading="lazy">{marks}</a></div>'
            f"<figcaption>{alt}{wording('scan_hint', self.lang)}</figcaption></figure>"
        )


def picture_route(index: Callable[[], PassageSource], visits: Visits) -> Route:
    """The address of the pictures: ``page-picture?doc=ID&page=N`` of the corpus, ``?own=KEY&page=N`` of an upload."""
    from starlette.responses import Response
    from starlette.routing import Route

    turn = threading.Semaphore(AT_ONCE)

    def drawn(request: Request) -> Response:
        asked, page = request.query_params, request.query_params.get("page", "")
        whose = "own" if "own" in asked else "corpus"
        document, data = _found(index(), visits, asked)
        number = int(page) if page.isdecimal() and len(page) <= _DIGITS else 0
        if document is None or data is None or number not in scanned_pages(document):
            return Response("There is no such page, or its file was changed.", 404, media_type="text/plain")
        if not turn.acquire(timeout=_WAIT_SECONDS):
            return Response("Other pages are being drawn; try again later.", 503, media_type="text/plain")
        try:
            picture = drawn_page(data, _suffix(document), number)
        except ValueError as error:
            return Response(f"{error}.", 404, media_type="text/plain")
        finally:
            turn.release()
        headers = {"Cache-Control": _KEPT_BY_BROWSER[whose], "X-Content-Type-Options": "nosniff"}
        return Response(picture, media_type="image/jpeg", headers=headers)

    return Route(f"/{ADDRESS}", drawn)


def _found(index: PassageSource, visits: Visits, asked: Mapping[str, str]) -> tuple[Document | None, bytes | None]:
    """The document that is asked for, and the file it was read from."""
    if "own" in asked:
        return visits.scan(asked["own"]) or (None, None)
    document = index.by_id.get(asked.get("doc", ""))
    return document, shared_file(index, document) if document and scanned_pages(document) else None


def _suffix(document: Document) -> str:
    return PurePath(document.id).suffix.lower()
