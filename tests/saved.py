"""A saved index looked into from outside: where each part lies, what it holds, and how to damage or forge it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from qa.documents.index_folders import POINTER
from qa.index.generations import pointer_to
from qa.index.manifest import MANIFEST, SUMS, opened_parts
from qa.index.packs import Packing, PartPlace, joined_sums
from qa.index.stored_parts import npy


def generation(index: Path) -> Path:
    """The one that there is."""
    (folder,) = index.glob("generation-*")
    return folder


def manifest(index: Path) -> dict[str, Any]:
    """What the index says of itself."""
    said: dict[str, Any] = json.loads((generation(index) / MANIFEST).read_text(encoding="utf-8"))
    return said


def places(index: Path) -> dict[str, PartPlace]:
    """Where each part lies."""
    return {name: PartPlace(*said) for name, said in manifest(index)["parts"].items()}


def contents(index: Path) -> dict[str, bytes]:
    """What each part holds, by name."""
    parts = opened_parts(generation(index), manifest(index))
    return {name: part[:] for name, part in parts.items()}


def write_manifest(index: Path, said: Mapping[str, Any]) -> None:
    """Put another manifest there, and its digest into the pointer: only what it says can tell."""
    data = json.dumps(said).encode()
    (generation(index) / MANIFEST).write_bytes(data)
    (index / POINTER).write_bytes(pointer_to(generation(index), hashlib.sha256(data).hexdigest()))


def put(index: Path, name: str, data: bytes) -> None:
    """Put other bytes into a part, and all digests with them: only the part's own meaning can tell."""
    held = contents(index) | {name: data}
    said, folder = manifest(index), generation(index)
    packing = Packing("pack-forged")
    pieces = [piece for part, whole in held.items() for piece in packing.put(part, [whole])]
    for pack in said["packs"]:
        (folder / pack).unlink()
    (folder / packing.pack).write_bytes(b"".join(pieces))
    sums = bytes(npy(joined_sums(packing.sums.values())))
    (folder / SUMS).write_bytes(sums)
    said["packs"] = {packing.pack: packing.size}
    said["parts"] = {part: dataclasses.astuple(place) for part, place in packing.places.items()}
    write_manifest(index, said | {"sums": hashlib.sha256(sums).hexdigest()})


def array_of(data: bytes) -> Any:
    """The array in the bytes of a part."""
    import io

    return np.load(io.BytesIO(data), allow_pickle=False)
