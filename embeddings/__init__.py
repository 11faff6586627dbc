"""Texts to vectors to nearest rows, and questions read with passages. It knows nothing of documents or keywords."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.errors import ModelError
from embeddings.model_files import ENCODER_MANIFEST, READER_MANIFEST, open_folder
from embeddings.onnx_encoder import ENCODER_REMEDY, OnnxEncoder
from embeddings.onnx_reader import READER_REMEDY, OnnxReader
from embeddings.reader import AnswerSpan, PassageReading, Reader
from embeddings.vector_index import VectorIndex

__all__ = [
    "AnswerSpan",
    "Encoder",
    "ModelError",
    "PassageReading",
    "Reader",
    "VectorIndex",
    "damaged_models",
    "load_encoder",
    "load_reader",
]

DEFAULT_MODEL = Path(__file__).parent / "model"
DEFAULT_READER = Path(__file__).parent / "reader_model"


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder called ``name``; the one that ships with the project, loaded once a process, when None.

    name: hub name or local folder of a sentence-transformers model, or a folder that ``embeddings.build.model`` made.

    :raises ModelError: If files of the shipped model, or of one built like it, are missing or damaged.
    :raises ImportError: If a model is named and the extra ``sentence-transformers`` is not installed.
    """
    if name is None:
        return _shipped()
    if (Path(name) / ENCODER_MANIFEST).is_file():
        return OnnxEncoder(Path(name))
    from embeddings.sentence_transformers_encoder import SentenceTransformersEncoder

    return SentenceTransformersEncoder(name)


@cache
def _shipped() -> Encoder:
    return OnnxEncoder(DEFAULT_MODEL)


def load_reader(folder: str | Path = DEFAULT_READER) -> Reader:
    """The reader in a folder that ``embeddings.build.reader_model`` made; loaded once, shared by all who ask for it.

    :raises ModelError: If a file is missing or damaged.
    """
    return _reader_in(Path(folder))


@lru_cache(maxsize=2)
def _reader_in(folder: Path) -> Reader:
    return OnnxReader(folder)


def damaged_models() -> list[str]:
    """What is wrong with the models that ship, one line each, by every byte of their files; nothing if all is well."""
    folders = ((DEFAULT_MODEL, ENCODER_MANIFEST, ENCODER_REMEDY), (DEFAULT_READER, READER_MANIFEST, READER_REMEDY))
    found = []
    for folder, manifest, remedy in folders:
        try:
            open_folder(folder, manifest, remedy, whole=True)
        except ModelError as error:
            found.append(str(error))
    return found
