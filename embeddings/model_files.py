"""The files of a model's folder: its manifest, the check that each file is the one it names, and how one is loaded."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from embeddings.checked_files import remember, was_checked
from embeddings.errors import ModelError

ENCODER_MANIFEST = "encoder.json"
READER_MANIFEST = "reader.json"


def open_folder(folder: Path, manifest: str, remedy: str, *, whole: bool = False) -> dict[str, Any]:
    """What the manifest says, after every file it names was found as it should be, now or before it last changed.

    whole: read every file now, whatever is remembered of it.

    :raises ModelError: If a file is missing or is not the one the manifest describes.
    """
    described = _read_manifest(folder / manifest, remedy)
    for name, digest in described["sha256"].items():
        _check(folder / name, digest, remedy, whole=whole)
    return described


def load_tokenizer(path: Path) -> Any:
    """The ``tokenizers.Tokenizer`` in the file, which cuts nothing off; one for all who load the same words."""
    return _tokenizer(path.read_text(encoding="utf-8"))


def load_session(path: Path) -> Any:
    """An onnxruntime session over the model in the file, on one processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _read_manifest(path: Path, remedy: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(path, "the file is missing", remedy) from None
    except ValueError as error:
        raise ModelError(path, "the file is damaged", remedy) from error
    return manifest


def _check(path: Path, digest: str, remedy: str, *, whole: bool) -> None:
    try:
        if not whole and was_checked(path, digest):
            return
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise ModelError(path, "the file is missing", remedy) from None
    if found != digest:
        raise ModelError(path, f"the file is damaged, its SHA-256 is {found[:12]}…, expected {digest[:12]}…", remedy)
    remember(path, digest)


@lru_cache(maxsize=2)
def _tokenizer(text: str) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_truncation()
    return tokenizer
