"""Office files are zip archives: what is none, is locked or would unpack to too much is refused before it is read."""

from __future__ import annotations

import io
import zipfile

_UNPACKED_LIMIT = 200 * 1024 * 1024
XML_LIMIT = 50 * 1024 * 1024
PARTS_LIMIT = 10_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def unpackable(data: bytes, suffix: str) -> zipfile.ZipFile:
    """The archive in ``data``, of which nothing is unpacked yet.

    suffix: what such files are called, as ``.docx``. Raises ValueError if it is none, is locked or holds too much.
    """
    if data.startswith(_OLD_OFFICE):
        raise ValueError(f"it is encrypted or an old {suffix[:-1]}; save it as {suffix} without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(f"it is damaged or no {suffix} file") from error
    if any(part.flag_bits & 1 for part in parts):
        raise ValueError("it is encrypted; save it without a password")
    if len(parts) > PARTS_LIMIT:
        raise ValueError(f"it has {len(parts):,} parts; the limit is {PARTS_LIMIT:,}")
    everything = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    for size, limit in ((everything, _UNPACKED_LIMIT), (xml, XML_LIMIT)):
        if size > limit:
            raise ValueError(f"it unpacks to {size:,} bytes; the limit is {limit:,}")
    return archive
