"""Which file formats are read and by what: suffix -> reader. Readers turn bytes into text; they open no file.

The libraries behind pdf, docx and html are imported only when such a file is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from qa.documents.decoding import decode
from qa.documents.metadata import Metadata

TEXT_LIMIT = 10_000_000
EXTRA = "pip install 'chuchu-qa[formats]'"
LIBRARIES = {
    ".pdf": ("pypdfium2", "pypdfium2"),
    ".docx": ("docx", "python-docx"),
    ".html": ("selectolax", "selectolax"),
    ".htm": ("selectolax", "selectolax"),
}
PRINTED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SITE = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s+")
NO_TITLE = re.compile(
    r"untitled|无标题|word document|document\d*|文档\s?\d*|未命名.*|(?:microsoft )?(?:word|powerpoint|excel)\b.*"
    r"|.*\.(?:docx?|wps|pdf|rtf|html?|indd|pptx?)",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"python-docx|apache poi|\(?anonymous\)?|unknown|unspecified|author|作者|admin(?:istrator)?|users?|用户"
    r"|(?:windows|微软|microsoft|office|wps)[ _]?\S*|lenovo\S*|dell|hp|asus|acer|pc\S*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one document as a reader found it, and what the file says of it besides.

    text: its lines; headings begin with ``#`` marks, and a line that ends in two spaces is whole.
    pages: the page, from 1, of each line; empty where the format has no pages.
    lines: the raw file's lines that the document stands on; None where line for line they are those of ``text``.
    known: values given for this document; hints: values that count only where the text shows none.
    id: its own name, if it has one; part: its number, from 1, in a file that holds several.
    """

    text: str
    pages: tuple[int, ...] = ()
    lines: tuple[int, ...] | None = None
    known: Metadata = Metadata()
    hints: Metadata = Metadata()
    id: str | None = None
    part: int | None = None


FormatReader = Callable[[bytes, str], list[Extracted]]


def read_text(data: bytes, name: str) -> list[Extracted]:
    """Plain text and Markdown: the bytes decoded."""
    return [Extracted(decode(data))]


def format_reader(module: str, *, suffix: str) -> FormatReader:
    """The function ``extract`` of ``<module>``, imported when it is called; its libraries must be installed.

    It raises ValueError, with the reason, for whatever is wrong with the file.
    """

    def read(data: bytes, name: str) -> list[Extracted]:
        library, package = LIBRARIES.get(suffix, ("json", ""))
        if find_spec(library) is None:
            raise ValueError(f"reading {suffix} needs {package}, which is not installed: {EXTRA}")
        extract: FormatReader = import_module(f"qa.documents.formats.{module}").extract
        try:
            found = extract(data, name)
        except ValueError:
            raise
        except Exception as error:  # a library meets what its authors did not think of: it costs this file alone
            raise ValueError(f"it is damaged or no {suffix} file ({type(error).__name__})") from error
        if sum(len(one.text) for one in found) > TEXT_LIMIT:
            raise ValueError(f"it holds more than {TEXT_LIMIT:,} characters")
        return found

    return read


FORMATS: dict[str, FormatReader] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": format_reader("pdf", suffix=".pdf"),
    ".docx": format_reader("docx", suffix=".docx"),
    ".html": format_reader("html", suffix=".html"),
    ".htm": format_reader("html", suffix=".htm"),
    ".jsonl": format_reader("jsonl", suffix=".jsonl"),
}


def library_of(suffix: str) -> str:
    """The package and version that such files are read with, since what a file turns into depends on them.

    Empty where none is needed or none is installed.
    """
    _, package = LIBRARIES.get(suffix, ("", ""))
    try:
        return f"{package} {version(package)}" if package else ""
    except PackageNotFoundError:
        return ""


def metadata_of(text: str, *, title: str, author: str, period: str | None) -> tuple[Metadata, Metadata]:
    """The values that a file carries beside ``text``, as known and as hints.

    Files carry the title of their template, the owner of the computer, the day of the export. So a title is known if
    it is printed in the text, else it is a hint, as the author is; a date is a hint where the text names no year.
    """
    squeezed = _squeeze(text)
    title, author = (" ".join(_whole(value).split()) for value in (title, author))
    if NO_TITLE.fullmatch(title):
        title = ""
    printed = next((part for part in (title, *SITE.split(title)) if part and _squeeze(part) in squeezed), None)
    names = [name.strip() for name in re.split(r"[;；,，、]", author)]
    authors = tuple(name for name in names if name and not NO_AUTHOR.fullmatch(name))
    hinted = period if not PRINTED_YEAR.search(text) else None
    return Metadata(title=printed), Metadata(title or None, None, hinted, authors)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _whole(text: str) -> str:
    """``text`` without halves of characters, which no file could be saved with."""
    return text.encode("utf-8", "ignore").decode("utf-8")
