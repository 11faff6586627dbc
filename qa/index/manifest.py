"""What an index says of itself: what made it, how many of each thing it holds, and where each part lies.

The pointer holds the digest of the manifest and the manifest those of the parts, so all is checked from one root.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import Encoder
from embeddings.on_disk import FileBytes
from qa.documents.index_folders import POINTER
from qa.documents.sources import corpus_digest
from qa.errors import StaleIndexError
from qa.index import staleness
from qa.index.contents import Index
from qa.index.generations import newest, pointed_at
from qa.index.packs import BLOCK, REBUILD, Part, PartPlace, Sums
from qa.index.stored_parts import of_json_bytes

MANIFEST = "manifest.json"
SUMS = "sums.npy"


def counts(index: Index) -> dict[str, int]:
    """How many of each thing an index holds."""
    return {
        "documents": len(index.documents),
        "passages": len(index.passages),
        "sentences": len(index.sentence_vectors),
        "postings": sum(len(segment.postings.rows) for segment in index.segments),
        "cells": sum(len(segment.cells.centres) for segment in index.segments if segment.cells),
        "segments": len(index.segments),
        "shards": len(index.shards),
    }


def described(
    index: Index, encoder: Encoder, places: Mapping[str, PartPlace], packs: Mapping[str, int]
) -> dict[str, Any]:
    """The manifest of ``index`` without the digest of the sums. packs: the size of each, by name."""
    return {
        **staleness.to_open(encoder),
        **index.rules,
        "corpus": index.corpus,
        "corpus_digest": corpus_digest(index.sources),
        **counts(index),
        "shards_of_segments": [len(segment.shards) for segment in index.segments],
        "packs": dict(sorted(packs.items())),
        "parts": {name: dataclasses.astuple(place) for name, place in places.items()},
    }


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of the newest generation below ``path``, also one of another format.

    Raises FileNotFoundError where there is no index, StaleIndexError where it is not what was written.
    """
    pointed = pointed_at(path)
    if pointed is None:
        raise FileNotFoundError(f"{path} holds no index (there is no file {POINTER!r} in it); {REBUILD}")
    file = pointed[0] / MANIFEST
    try:
        data = file.read_bytes()
        manifest = of_json_bytes(data)
    except (OSError, ValueError, TypeError) as error:
        raise StaleIndexError(f"{file} is damaged or missing; {REBUILD}") from error
    if manifest.get("format") == staleness.FORMAT and hashlib.sha256(data).hexdigest() != pointed[1]:
        raise StaleIndexError(f"{file} is not what {path / POINTER} says; {REBUILD}")
    return manifest


def generation_of(path: Path) -> Path:
    """The folder of the newest generation. Raises FileNotFoundError when ``path`` holds no index."""
    generation = newest(path)
    if generation is None:
        raise FileNotFoundError(f"{path} holds no index (there is no file {POINTER!r} in it); {REBUILD}")
    return generation


def mended_by(path: Path, manifest: Mapping[str, Any]) -> str:
    """What makes the index anew that lies in ``path``, as far as its manifest says."""
    if not manifest.get("corpus"):
        return "make it again from the documents that it was made of"
    return f"build it again with: chuchu index {shlex.quote(manifest['corpus'])} --out {shlex.quote(str(path))}"


def opened_parts(generation: Path, manifest: Mapping[str, Any]) -> dict[str, Part]:
    """The parts in ``generation`` by name, of which nothing is read yet but the sizes of the packs and the sums.

    Raises StaleIndexError, which names the file, when those are not as the manifest says.
    """
    packs = {name: _opened(generation / Path(name).name, size) for name, size in manifest["packs"].items()}
    sums, found, first = _sums(generation / SUMS, manifest["sums"]), {}, 0
    for name, said in manifest["parts"].items():
        place = PartPlace(*said)
        last = first - (-place.size // BLOCK)
        if place.start < 0 or place.start + place.size > len(packs[place.pack]) or last > len(sums):
            raise ValueError(f"{name} lies outside its pack")
        found[name] = Part(name, packs[place.pack], place, sums[first:last])
        first = last
    return found


def _opened(path: Path, size: int) -> FileBytes:
    try:
        pack = FileBytes(path)
    except OSError as error:
        raise StaleIndexError(f"{path} is damaged or missing; {REBUILD}") from error
    if len(pack) != size:
        raise StaleIndexError(f"{path} is damaged: it has {len(pack)} bytes, not {size}; {REBUILD}")
    return pack


def _sums(path: Path, digest: str) -> Sums:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != digest:
        raise StaleIndexError(f"{path} is damaged or missing; {REBUILD}")
    return np.asarray(np.load(io.BytesIO(data), allow_pickle=False))
