"""Values out of JSON as the types they are to be. It knows no file and no page."""

from __future__ import annotations

import dataclasses
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints


def made(kind: Any, value: Any) -> Any:
    """``value`` as ``kind``: a text, a count, a share 0–1, a Literal, a tuple, a dataclass, or one of them or None.

    A list becomes a tuple, an object a dataclass, in which ``paragraphs`` is not empty and ``start`` is before ``end``.
    Raises TypeError or ValueError for anything else.
    """
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(inner, value)
    if NoneType in inner:
        return None if value is None else made(next(one for one in inner if one is not NoneType), value)
    if not _fits(value, kind, inner if origin is Literal else None):
        raise ValueError(f"{value!r} is no {kind}")
    return value


def _fits(value: Any, kind: Any, choices: tuple[Any, ...] | None) -> bool:
    if choices is not None:
        return value in choices
    if kind is float:
        return type(value) in (int, float) and 0 <= value <= 1
    return type(value) is kind and (kind is not int or value >= 0)


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{value!r} is no list")
    many = kinds[0] if kinds[-1] is Ellipsis else None
    return tuple(
        made(many or one, item) for one, item in zip([many] * len(value) if many else kinds, value, strict=True)
    )


def _dataclass(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    fields = {name: made(hints[name], item) for name, item in value.items()}
    if fields.get("paragraphs") == () or fields.get("start", 0) >= fields.get("end", 1):
        raise ValueError(f"{value!r} stands nowhere")
    return kind(**fields)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
