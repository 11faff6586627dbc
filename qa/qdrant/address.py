"""Where an index lies in an engine: ``qdrant://host:6333/articles``. It connects to nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_SCHEMES = {"qdrant": False, "qdrants": True}
_PORT = 6333


@dataclass(frozen=True, slots=True)
class Address:
    """An engine and the name of an index in it; as text it holds no key. https: whether the connection is encrypted."""

    host: str
    port: int
    name: str
    https: bool

    def __str__(self) -> str:
        return f"qdrant{'s' * self.https}://{self.host}:{self.port}/{self.name}"


def is_address(place: str | Path) -> bool:
    """Whether ``place`` names an engine, not a folder."""
    return isinstance(place, str) and place.partition("://")[0] in _SCHEMES


def address_of(text: str) -> Address:
    """``text`` taken apart. Raises ValueError, which does not repeat it, for one that is not in form."""
    form = "write qdrant://HOST:PORT/NAME, or qdrants:// for an encrypted connection"
    try:
        parts = urlsplit(text)
        port = parts.port or _PORT
    except ValueError:
        raise ValueError(f"the address of the engine has no proper port; {form}") from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError(f"the address of the engine holds more than a place; keys belong elsewhere; {form}")
    name = parts.path.strip("/")
    if not parts.hostname or not re.fullmatch(r"[\w.-]{1,200}", name) or "__g" in name:
        raise ValueError(f"the address of the engine names no host, or no plain name of an index; {form}")
    return Address(parts.hostname, port, name, _SCHEMES[parts.scheme])


def place_of(text: str) -> Path | str:
    """What a command line names: an engine's address as it is, else a path."""
    return text if is_address(text) else Path(text)
