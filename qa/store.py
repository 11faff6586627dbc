"""An index on disk: a folder of open formats, one generation per write beside a pointer to the newest.

It does not decide where that folder is, nor what an index means.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import Encoder, VectorIndex
from qa.errors import StaleIndexError
from qa.indexing import SETTINGS, Index
from qa.keywords import KeywordIndex
from qa.storage import write_atomically
from qa.types import Document, Paragraph, Passage

FORMAT = 1
POINTER = "current"
MANIFEST = "manifest.json"
_REBUILD = "build it again with: chuchu index FOLDER --out INDEX"


def save(path: Path, index: Index, encoder: Encoder) -> None:
    """Write ``index`` below ``path``. The pointer is replaced last, so a reader sees the old index or the new one."""
    path.mkdir(parents=True, exist_ok=True)
    generation = Path(tempfile.mkdtemp(dir=path, prefix="generation-"))
    _write_lines(generation / "documents.jsonl", map(_document_row, index.documents))
    _write_lines(generation / "passages.jsonl", map(_passage_row, index.passages))
    _write_lines(generation / "tokens.jsonl", index.keywords.tokens)
    index.vectors.save(generation / "vectors.faiss")
    arrays = {
        "sentence_starts": index.sentence_starts,
        "sentence_vectors": index.sentence_vectors,
        "keyword_starts": index.keywords.starts,
        "keyword_rows": index.keywords.rows,
        "keyword_weights": index.keywords.weights,
    }
    for name, array in arrays.items():
        np.save(generation / f"{name}.npy", array, allow_pickle=False)
    manifest = {
        "format": FORMAT,
        "encoder": encoder.name,
        "dim": encoder.dim,
        "settings": SETTINGS,
        "documents": len(index.documents),
        "passages": len(index.passages),
        "parts": {part.name: _checksum(part) for part in sorted(generation.iterdir())},
    }
    (generation / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    for part in generation.iterdir():
        _flush(part)
    if not write_atomically(path / POINTER, generation.name):
        shutil.rmtree(generation, ignore_errors=True)
        raise OSError(f"{path}: the index could not be written; is the disk full or the folder read-only?")
    for old in path.glob("generation-*"):
        if old != generation:
            shutil.rmtree(old, ignore_errors=True)


def load(path: Path, encoder: Encoder) -> Index:
    """Read the newest generation below ``path``.

    Raises FileNotFoundError when there is none, StaleIndexError when a part is damaged or missing, or when it was
    made by another format, encoder or settings.
    """
    generation, manifest = _open(path)
    expected = {"format": FORMAT, "encoder": encoder.name, "dim": encoder.dim, "settings": SETTINGS}
    for key, value in expected.items():
        if manifest.get(key) != value:
            raise StaleIndexError(f"{path} was made with {key} {manifest.get(key)!r}, not {value!r}; {_REBUILD}")
    for name, checksum in manifest["parts"].items():
        part = generation / Path(name).name
        if not part.is_file() or _checksum(part) != checksum:
            raise StaleIndexError(f"{part} is damaged or missing; {_REBUILD}")
    return _assemble(generation)


def _open(path: Path) -> tuple[Path, dict[str, Any]]:
    pointer = path / POINTER
    if not pointer.is_file():
        raise FileNotFoundError(f"{path} holds no index (there is no file {POINTER!r} in it); {_REBUILD}")
    generation = path / Path(pointer.read_text(encoding="utf-8").strip()).name
    try:
        manifest = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
        return generation, dict(manifest, parts=dict(manifest["parts"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StaleIndexError(f"{generation / MANIFEST} is damaged or missing; {_REBUILD}") from error


def _assemble(generation: Path) -> Index:
    def array(name: str) -> Any:
        return np.load(generation / f"{name}.npy", mmap_mode="r", allow_pickle=False)

    tokens = {token: number for number, token in enumerate(_read_lines(generation / "tokens.jsonl", str))}
    passages = tuple(_read_lines(generation / "passages.jsonl", _passage))
    return Index(
        documents=tuple(_read_lines(generation / "documents.jsonl", _document)),
        passages=passages,
        vectors=VectorIndex.load(generation / "vectors.faiss"),
        sentence_starts=array("sentence_starts"),
        sentence_vectors=array("sentence_vectors"),
        keywords=KeywordIndex(
            tokens, array("keyword_starts"), array("keyword_rows"), array("keyword_weights"), len(passages)
        ),
    )


def _document_row(document: Document) -> dict[str, Any]:
    return dataclasses.asdict(document)


def _passage_row(passage: Passage) -> dict[str, Any]:
    return dataclasses.asdict(passage)


def _document(row: dict[str, Any]) -> Document:
    paragraphs = tuple(Paragraph(**{**item, "lines": tuple(item["lines"])}) for item in row["paragraphs"])
    return Document(**{**row, "authors": tuple(row["authors"]), "paragraphs": paragraphs})


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(**{**row, "heading": tuple(row["heading"]), "paragraphs": tuple(row["paragraphs"])})


def _write_lines(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _read_lines(path: Path, make: Callable[[Any], Any]) -> Iterable[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield make(json.loads(line))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
