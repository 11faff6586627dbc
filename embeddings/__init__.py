"""Texts to vectors to nearest rows. It knows nothing of documents, languages or keywords."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.errors import ModelError
from embeddings.model_files import ENCODER_MANIFEST
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.vector_index import VectorIndex

__all__ = ["Encoder", "ModelError", "VectorIndex", "load_encoder"]

DEFAULT_MODEL = Path(__file__).parent / "model"


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
