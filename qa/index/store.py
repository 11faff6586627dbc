"""An index on disk: a folder of open formats, one generation per write beside a pointer to the newest.

It does not decide where that folder is, nor what an index means.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from embeddings import Encoder
from qa.documents.index_folders import POINTER
from qa.documents.sources import Source
from qa.errors import StaleIndexError
from qa.index import staleness
from qa.index.contents import Index
from qa.index.disk import FILES, Files
from qa.index.generations import following, generations, newest, pointer_to
from qa.index.manifest import MANIFEST, SUMS, described, generation_of, mended_by, opened_parts, read_manifest
from qa.index.packs import REBUILD, Packing, Part, joined_sums, worth_keeping
from qa.index.rows import Lines
from qa.index.stored_parts import Pieces, json_bytes, npy, segment_of, segment_parts, shard_of, shard_parts

LOCK = "lock"
SOURCES = "sources.jsonl"
CHECKED_WHOLE = 64_000_000
_TRIES = 20


def save(path: Path, index: Index, encoder: Encoder, *, files: Files = FILES) -> None:
    """Write ``index`` below ``path``. The pointer is replaced last, so a reader sees the old index or the new one.

    Raises BusyIndexError when another process writes it, and OSError, which
    says what to do, when it cannot be written; the old index then stays.
    """
    try:
        files.make_folder(path)
        with files.lock(path / LOCK):
            _save(path, index, encoder, files)
    except OSError as error:
        said = f"the index was not written, {_remedy(error)} ({error.strerror or error})"
        raise OSError(error.errno, said, str(path)) from error


def _save(path: Path, index: Index, encoder: Encoder, files: Files) -> None:
    current = newest(path)
    before = generations(path)
    for left in before:
        if left != current:
            files.discard(left)
    generation = path / following(before)
    try:
        files.make_folder(generation)
        digest = _write(generation, index, encoder, current, files)
        _put(generation / POINTER, [pointer_to(generation, digest)], files)
        files.flush_folder(generation)
        files.flush_folder(path)
        files.replace(generation / POINTER, path / POINTER)
    except BaseException:
        if newest(path) != generation:
            files.discard(generation)
        raise
    files.flush_folder(path)
    if current:
        files.discard(current)


def _write(generation: Path, index: Index, encoder: Encoder, current: Path | None, files: Files) -> str:
    """Write everything and wait until it lies on the disk: a new pack of what is new, links to packs of the rest.

    Returns the digest of the manifest.
    """
    stored = _stored(index)
    kept = worth_keeping(stored.values(), current)
    for name, pack in kept.items():
        files.link(pack, generation / name)
    packing = Packing(f"pack-{generation.name.rpartition('-')[2]}")
    _put(generation / packing.pack, _new(index, stored, kept, packing), files)
    packs = {name: pack.stat().st_size for name, pack in kept.items()} | {packing.pack: packing.size}
    sums = npy(joined_sums(packing.sums.values()))
    manifest = described(index, encoder, packing.places, packs) | {"sums": hashlib.sha256(sums).hexdigest()}
    data = json_bytes(manifest, indent=1)
    _put(generation / SUMS, [sums], files)
    _put(generation / MANIFEST, [data], files)
    return hashlib.sha256(data).hexdigest()


def _put(path: Path, pieces: Iterable[Any], files: Files) -> None:
    files.write(path, pieces)
    files.flush(path)


def _new(index: Index, stored: Mapping[str, Part], kept: Mapping[str, Path], packing: Packing) -> Iterator[Any]:
    """The bytes of the new pack; ``packing`` learns of every part where it lies, in a pack that is kept or in this."""
    for name, pieces in _parts(index):
        part = stored.get(name)
        if part and part.pack.path.name in kept:
            packing.take_over(name, part)
        else:
            yield from packing.put(name, pieces)


def _parts(index: Index) -> Pieces:
    """The name and the bytes of each part, as if all were new."""
    for number, shard in enumerate(index.shards):
        yield from ((f"{number:04}-{name}", pieces) for name, pieces in shard_parts(shard))
    for number, segment in enumerate(index.segments):
        yield from ((f"segment-{number:02}-{name}", pieces) for name, pieces in segment_parts(segment))
    yield SOURCES, [Lines.of(map(_source_row, index.sources)).data]


def _stored(index: Index) -> dict[str, Part]:
    """The parts that were saved before, by the names that they have now."""
    owners = {f"{number:04}-": shard.parts for number, shard in enumerate(index.shards)}
    owners |= {f"segment-{number:02}-": segment.parts for number, segment in enumerate(index.segments)}
    return {owner + name: part for owner, parts in owners.items() for name, part in parts.items()}


def _source_row(source: Source) -> dict[str, Any]:
    return {field.name: getattr(source, field.name) for field in dataclasses.fields(source)}


def load(path: Path, encoder: Encoder, *, to_renew: bool = False) -> Index:
    """Open the newest generation below ``path``. A small one is checked whole, a larger one as it is read.

    to_renew: also one whose rules are others than today's, from which ``updated`` makes one that can be asked.
    Raises FileNotFoundError when there is none, StaleIndexError when a part is damaged or missing, or when it was
    made by another format, encoder or rules; the index raises it too, when it first reads what is damaged.
    """
    expected = staleness.to_open(encoder) | ({} if to_renew else staleness.to_ask())
    for _ in range(_TRIES):
        generation = newest(path)
        try:
            return _load(path, expected)
        except (StaleIndexError, OSError):
            # subtle: a writer may have replaced the generation while it was read; then the new one is read.
            if newest(path) == generation:
                raise
    return _load(path, expected)


def _load(path: Path, expected: Mapping[str, Any]) -> Index:
    manifest = read_manifest(path)
    generation = generation_of(path)
    if unlike := staleness.unlike(manifest, expected):
        raise StaleIndexError(f"{path} was made with {unlike}; {mended_by(path, manifest)}")
    try:
        parts = opened_parts(generation, manifest)
        if sum(map(len, parts.values())) <= CHECKED_WHOLE:
            for part in parts.values():
                part.check()
        return assemble(manifest, parts)
    except (ValueError, KeyError, TypeError) as error:
        raise StaleIndexError(f"{generation} does not hold what its {MANIFEST} says ({error}); {REBUILD}") from error


def assemble(manifest: Mapping[str, Any], parts: Mapping[str, Part]) -> Index:
    """The index in ``parts``, of which everything but the small ones stays on disk.

    Raises KeyError, ValueError or TypeError when they do not fit together.
    """
    owned: dict[str, dict[str, Part]] = {}
    for full, part in parts.items():
        owner, _, name = full.rpartition("-")
        owned.setdefault(owner, {})[name] = part
    numbers = iter(range(manifest["shards"]))
    segments = []
    for number, size in enumerate(manifest["shards_of_segments"]):
        shards = [shard_of(owned[f"{next(numbers):04}"]) for _ in range(size)]
        segments.append(segment_of(shards, owned[f"segment-{number:02}"]))
    lines = parts[SOURCES][:].decode("utf-8", "surrogatepass").splitlines()
    sources = tuple(Source(**{**row, "documents": tuple(row["documents"])}) for row in map(json.loads, lines))
    made_by = {name: manifest[name] for name in staleness.rules()}
    return Index(tuple(segments), int(manifest["dim"]), sources, manifest["corpus"], made_by)


def _remedy(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "for the disk is full: make room and run the same command again"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "for nothing can be written there: name another folder"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return "for a file is where a folder belongs: name another folder, or move the file away"
    return "try again"
