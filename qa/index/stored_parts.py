"""What shards and segments are written as, under which names, and how they are read again from it.

It does not know where the parts lie.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from embeddings.cells import Cells
from embeddings.on_disk import FileRows
from qa.index.packs import Part
from qa.index.postings import ARRAYS, Postings
from qa.index.rows import Lines
from qa.index.segments import Segment
from qa.index.shards import DERIVED, LINES, ROWS, STARTS, Derived, Shard, Summary
from qa.index.vocabulary import Tokens

_CELLS = ("centres", "places")

Pieces = Iterator[tuple[str, Iterable[Any]]]


def shard_parts(shard: Shard) -> Pieces:
    """The name and the bytes of each part of a shard."""
    return _each(shard.parts, _shard(shard))


def segment_parts(segment: Segment) -> Pieces:
    """The name and the bytes of each part of a segment, without its shards."""
    return _each(segment.parts, _segment(segment))


def _each(stored: Mapping[str, Part], makes: Mapping[str, Callable[[], Any]]) -> Pieces:
    """What was stored as it lies, the rest made when it is asked for, one after the other."""
    for name, make in makes.items():
        yield name, stored[name].pieces() if name in stored else (make() for _ in range(1))


def _shard(shard: Shard) -> Mapping[str, Callable[[], Any]]:
    makes: dict[str, Callable[[], Any]] = {}
    for name in LINES:
        lines: Lines = getattr(shard, name)
        makes[f"{name}.jsonl"] = partial(lines.data.__getitem__, slice(None))
        makes[f"{name}_lines.npy"] = partial(npy, lines.starts)
    for name in (*STARTS, *ROWS):
        makes[f"{name}.npy"] = partial(npy, getattr(shard, name))
    for name in DERIVED:
        makes[f"{name}.npy"] = partial(_derived, shard, name)
    makes["summary.json"] = lambda: json_bytes(dataclasses.asdict(shard.derived.summary))
    return makes


def _derived(shard: Shard, name: str) -> Any:
    return npy(getattr(shard.derived, name))


def _segment(segment: Segment) -> Mapping[str, Callable[[], Any]]:
    tokens = segment.postings.tokens
    return {
        "tokens.txt": partial(tokens.data.__getitem__, slice(None)),
        "token_starts.npy": partial(npy, tokens.starts),
        "token_heads.npy": partial(npy, tokens.heads),
        **{f"keyword_{name}.npy": partial(npy, getattr(segment.postings, name)) for name in ARRAYS},
        "moments.npy": lambda: npy(segment.moments),
        **(
            {f"cell_{name}.npy": partial(npy, getattr(segment.cells, name)) for name in _CELLS} if segment.cells else {}
        ),
    }


def shard_of(parts: Mapping[str, Part]) -> Shard:
    """The shard in ``parts``, of which everything but the small ones is read when it is asked for.

    Raises KeyError, ValueError or TypeError when they do not fit together.
    """

    def rows(name: str) -> Any:
        return FileRows(parts[f"{name}.npy"])

    read: dict[str, Any] = {name: np.asarray(rows(name)) for name in STARTS} | {name: rows(name) for name in ROWS}
    for name in LINES:
        read[name] = Lines(parts[f"{name}.jsonl"], np.asarray(rows(f"{name}_lines")))
    summary = Summary(**of_json_bytes(parts["summary.json"][:]))
    derived = Derived(rows("codes"), rows("moments"), np.asarray(rows("kinds")), summary)
    return Shard(**read, stored=derived, parts=parts)


def segment_of(shards: Iterable[Shard], parts: Mapping[str, Part]) -> Segment:
    """The segment of ``shards`` in ``parts``. Raises as ``shard_of`` does."""

    def rows(name: str) -> Any:
        return FileRows(parts[f"{name}.npy"])

    tokens = Tokens(parts["tokens.txt"], rows("token_starts"), rows("token_heads"))
    postings = Postings(tokens, **{name: rows(f"keyword_{name}") for name in ARRAYS})
    cells = Cells(*(np.asarray(rows(f"cell_{name}")) for name in _CELLS)) if "cell_places.npy" in parts else None
    return Segment(tuple(shards), postings, cells, rows("moments"), parts)


def npy(array: Any) -> Any:
    """The bytes of a ``.npy`` file of ``array``."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getbuffer()


def json_bytes(values: Mapping[str, Any], indent: int | None = None) -> bytes:
    """``values`` as UTF-8."""
    return json.dumps(values, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")


def of_json_bytes(data: bytes) -> dict[str, Any]:
    """What ``json_bytes`` wrote. Raises ValueError or TypeError for anything else."""
    return dict(json.loads(data.decode("utf-8", "surrogatepass")))
