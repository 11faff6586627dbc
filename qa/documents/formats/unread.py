"""Formats that are not read, and what to save such a file as."""

from __future__ import annotations

_SAVE_AS = {
    ".docx": (".doc", ".wps", ".wpt", ".rtf", ".odt"),
    ".xlsx": (".et", ".ods", ".xlsb"),
    ".pptx": (".ppt", ".dps", ".odp"),
    ".pdf": (".ofd", ".caj", ".djvu", ".xps"),
    ".html": (".mht", ".mhtml", ".epub"),
}
UNREAD = {suffix: better for better, suffixes in _SAVE_AS.items() for suffix in suffixes}


def advice(suffix: str) -> str:
    """The sentence that says how a file with a ``suffix`` of ``UNREAD`` can be read all the same."""
    return f"{suffix} is not read; open it where it was made and save it as {UNREAD[suffix]}"
