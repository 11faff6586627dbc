"""Which file formats are read and by what: suffix -> reader. Readers turn bytes into text; they open no file.

Libraries are imported only when a file that needs them is met.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from qa.documents.formats import plain_text
from qa.documents.formats.extracted import Extracted, NoLongerWanted, PagesTold

TEXT_LIMIT = 10_000_000
_EXTRA = "pip install 'chuchu-qa[formats]'"
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_RECOGNISED = (".pdf", *_PICTURES)
_LIBRARIES = {
    ".pdf": ("pypdfium2", "pypdfium2"),
    ".docx": ("docx", "python-docx"),
    ".xlsx": ("python_calamine", "python-calamine"),
    ".xlsm": ("python_calamine", "python-calamine"),
    ".xls": ("python_calamine", "python-calamine"),
    ".pptx": ("pptx", "python-pptx"),
    ".html": ("selectolax", "selectolax"),
    ".htm": ("selectolax", "selectolax"),
    **dict.fromkeys(_PICTURES, ("rapidocr", "rapidocr")),
}

FormatReader = Callable[[bytes, str, PagesTold], list[Extracted]]


def format_reader(module: str, *, suffix: str) -> FormatReader:
    """The function ``extract`` of ``<module>``, imported when it is called; its libraries must be installed.

    Pages that are recognised are told of. It raises ValueError, with the reason, for whatever is wrong with the file.
    """

    def read(data: bytes, name: str, told: PagesTold) -> list[Extracted]:
        library, package = _LIBRARIES.get(suffix, ("json", ""))
        if find_spec(library) is None:
            raise ValueError(f"reading {suffix} needs {package}, which is not installed: {_EXTRA}")
        extract = import_module(f"qa.documents.formats.{module}").extract
        told_of = (told,) if suffix in _RECOGNISED else ()
        try:
            found: list[Extracted] = extract(data, name, *told_of)
        except (ValueError, NoLongerWanted):
            raise
        except Exception as error:  # a library meets what its authors did not think of: it costs this file alone
            raise ValueError(f"it is damaged or no {suffix} file ({type(error).__name__})") from error
        if sum(len(block.text) for one in found for block in one.blocks) > TEXT_LIMIT:
            raise ValueError(f"it holds more than {TEXT_LIMIT:,} characters")
        return found

    return read


def _plain_text(data: bytes, name: str, told: PagesTold) -> list[Extracted]:
    return plain_text.extract(data, name)


FORMATS: dict[str, FormatReader] = {
    ".txt": _plain_text,
    ".md": _plain_text,
    ".pdf": format_reader("pdf", suffix=".pdf"),
    ".docx": format_reader("docx", suffix=".docx"),
    ".xlsx": format_reader("spreadsheets", suffix=".xlsx"),
    ".xlsm": format_reader("spreadsheets", suffix=".xlsm"),
    ".xls": format_reader("spreadsheets", suffix=".xls"),
    ".csv": format_reader("delimited", suffix=".csv"),
    ".tsv": format_reader("delimited", suffix=".tsv"),
    ".pptx": format_reader("slides", suffix=".pptx"),
    ".html": format_reader("html", suffix=".html"),
    ".htm": format_reader("html", suffix=".htm"),
    ".jsonl": format_reader("jsonl", suffix=".jsonl"),
}
if find_spec("rapidocr"):  # without it the pictures in a folder of texts stay what they were: no documents
    FORMATS |= {suffix: format_reader("scans", suffix=suffix) for suffix in _PICTURES}


def library_of(suffix: str) -> str:
    """The package and version that such files are read with, since what a file turns into depends on them.

    Empty where none is needed or none is installed.
    """
    _, package = _LIBRARIES.get(suffix, ("", ""))
    try:
        return f"{package} {version(package)}" if package else ""
    except PackageNotFoundError:
        return ""
