"""An index on disk: a folder of open formats, one generation per write beside a pointer to the newest.

It does not decide where that folder is, nor what an index means.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
import json
import shlex
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import Encoder
from embeddings.on_disk import FileBytes, FileRows
from qa.documents.index_folders import POINTER
from qa.documents.sources import Source, corpus_digest
from qa.errors import StaleIndexError
from qa.index import staleness
from qa.index.bm25 import ARRAYS, KeywordIndex
from qa.index.contents import Index
from qa.index.disk import FILES, Files
from qa.index.generations import following, generations, newest
from qa.index.rows import Lines, mapped
from qa.index.shards import DERIVED, LINES, ROWS, STARTS, Derived, Shard, Summary
from qa.index.vocabulary import Tokens

LOCK = "lock"
MANIFEST = "manifest.json"
_REBUILD = "build it again with: chuchu index FOLDER --out INDEX"
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
        written = _write_parts(generation, index, files)
        described = _json(_manifest(index, encoder, written), indent=1)
        for name, data in ((MANIFEST, described), (POINTER, generation.name.encode())):
            files.write(generation / name, data)
            files.flush(generation / name)
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


def _write_parts(generation: Path, index: Index, files: Files) -> dict[str, str]:
    """Write every part and wait until it lies on the disk; parts of shards that lie beside it are linked."""
    checksums: dict[str, str] = {}
    for name, (make, stored) in _parts(index):
        if stored and stored[0].parent.parent == generation.parent and stored[0].is_file():
            files.link(stored[0], generation / name)
            checksums[name] = stored[1]
            continue
        data = make()
        files.write(generation / name, data)
        files.flush(generation / name)
        checksums[name] = hashlib.sha256(data).hexdigest()
    return checksums


def _parts(index: Index) -> Iterator[tuple[str, tuple[Any, tuple[Path, str] | None]]]:
    """Name of each part, how to make its bytes, and the file and checksum it has already."""
    for number, shard in enumerate(index.shards):
        for name, data in _shard_parts(shard):
            yield f"{number:04}-{name}", (data, shard.files.get(name))
    yield "tokens.txt", (lambda: index.keywords.tokens.data, None)
    yield "token_starts.npy", (_npy(index.keywords.tokens.starts), None)
    yield "token_heads.npy", (_npy(index.keywords.tokens.heads), None)
    for name in ARRAYS:
        yield f"keyword_{name}.npy", (_npy(getattr(index.keywords, name)), None)
    yield "sources.jsonl", (lambda: Lines.of(map(_source_row, index.sources)).data, None)


def _source_row(source: Source) -> dict[str, Any]:
    return {field.name: getattr(source, field.name) for field in dataclasses.fields(source)}


def _shard_parts(shard: Shard) -> Iterator[tuple[str, Any]]:
    for name in LINES:
        lines: Lines = getattr(shard, name)
        yield f"{name}.jsonl", lambda lines=lines: lines.data[:]
        yield f"{name}_lines.npy", _npy(lines.starts)
    for name in (*STARTS, *ROWS):
        yield f"{name}.npy", _npy(getattr(shard, name))
    for name in DERIVED:
        yield f"{name}.npy", _npy(getattr(shard.derived, name))
    yield "summary.json", lambda: _json(dataclasses.asdict(shard.derived.summary))


def _json(values: dict[str, Any], indent: int | None = None) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")


def _npy(array: Any) -> Any:
    def data() -> Any:
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        return buffer.getbuffer()

    return data


def counts(index: Index) -> dict[str, int]:
    """How many of each thing an index holds."""
    return {
        "documents": len(index.documents),
        "passages": len(index.passages),
        "sentences": len(index.sentence_vectors),
        "tokens": len(index.keywords.tokens),
        "postings": len(index.keywords.rows),
        "shards": len(index.shards),
    }


def _manifest(index: Index, encoder: Encoder, parts: dict[str, str]) -> dict[str, Any]:
    return {
        **staleness.to_open(encoder),
        **index.rules,
        "corpus": index.corpus,
        "corpus_digest": corpus_digest(index.sources),
        **counts(index),
        "parts": dict(sorted(parts.items())),
    }


def load(path: Path, encoder: Encoder, *, to_renew: bool = False) -> Index:
    """Open the newest generation below ``path``.

    to_renew: also one whose rules are others than today's, from which ``updated`` makes one that can be asked.
    Raises FileNotFoundError when there is none, StaleIndexError when a part is damaged or missing, or when it was
    made by another format, encoder or rules.
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
    for name in damaged_parts(generation, manifest["parts"]):
        raise StaleIndexError(f"{generation / Path(name).name} is damaged or missing; {_REBUILD}")
    try:
        return assemble(generation, manifest)
    except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
        raise StaleIndexError(f"{generation} does not hold what its {MANIFEST} says ({error}); {_REBUILD}") from error


def generation_of(path: Path) -> Path:
    """The folder of the newest generation. Raises FileNotFoundError when ``path`` holds no index."""
    generation = newest(path)
    if generation is None:
        raise FileNotFoundError(f"{path} holds no index (there is no file {POINTER!r} in it); {_REBUILD}")
    return generation


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of the newest generation below ``path``. Raises FileNotFoundError or StaleIndexError."""
    file = generation_of(path) / MANIFEST
    try:
        manifest = _read_json(file)
        return dict(manifest, parts=dict(manifest["parts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StaleIndexError(f"{file} is damaged or missing; {_REBUILD}") from error


def mended_by(path: Path, manifest: Mapping[str, Any]) -> str:
    """What makes the index anew that lies in ``path``, as far as its manifest says."""
    if not manifest.get("corpus"):
        return "make it again from the documents that it was made of"
    return f"build it again with: chuchu index {shlex.quote(manifest['corpus'])} --out {shlex.quote(str(path))}"


def damaged_parts(generation: Path, parts: dict[str, str]) -> list[str]:
    """The names of the parts that are missing or not what the manifest says."""
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda name: _checksum(generation / Path(name).name), parts)
        return [name for name, checksum in zip(parts, found, strict=True) if checksum != parts[name]]


def assemble(generation: Path, manifest: dict[str, Any]) -> Index:
    """The index in ``generation``, of which everything but the small parts stays on disk."""
    shards = tuple(_shard(generation, number, manifest["parts"]) for number in range(manifest["shards"]))
    tokens = Tokens(
        mapped(generation / "tokens.txt"), _array(generation, "token_starts"), _array(generation, "token_heads")
    )
    keywords = KeywordIndex(tokens, **{name: _array(generation, f"keyword_{name}") for name in ARRAYS})
    lines = (generation / "sources.jsonl").read_bytes().decode("utf-8", "surrogatepass").splitlines()
    rows = map(json.loads, lines)
    sources = tuple(Source(**{**row, "documents": tuple(row["documents"])}) for row in rows)
    made_by = {name: manifest[name] for name in staleness.rules()}
    return Index(shards, keywords, int(manifest["dim"]), sources, manifest["corpus"], made_by)


def _shard(generation: Path, number: int, parts: dict[str, str]) -> Shard:
    start = f"{number:04}-"

    def rows(name: str) -> Any:
        return FileRows(generation / f"{start}{name}.npy")

    read: dict[str, Any] = {name: np.asarray(rows(name)) for name in STARTS} | {name: rows(name) for name in ROWS}
    for name in LINES:
        data = FileBytes(generation / f"{start}{name}.jsonl")
        read[name] = Lines(data, np.asarray(rows(f"{name}_lines")))
    said = _read_json(generation / f"{start}summary.json")
    summary = Summary(**{**said, "places": tuple(said["places"])})
    derived = Derived(rows("codes"), rows("moments"), np.asarray(rows("kinds")), summary)
    own = [name for name in parts if name.startswith(start)]
    files = {name.removeprefix(start): (generation / name, parts[name]) for name in own}
    return Shard(**read, stored=derived, files=files)


def _read_json(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_bytes().decode("utf-8", "surrogatepass")))


def _array(generation: Path, name: str) -> Any:
    file = generation / f"{name}.npy"
    try:
        return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
    except ValueError:
        return np.load(file, allow_pickle=False)


def _checksum(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def _remedy(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "for the disk is full: make room and run the same command again"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "for nothing can be written there: name another folder"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return "for a file is where a folder belongs: name another folder, or move the file away"
    return "try again"
