"""Texts to vectors to nearest rows. It knows nothing of documents, languages or keywords."""

from __future__ import annotations

from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.errors import ModelError
from embeddings.index import VectorIndex

__all__ = ["Encoder", "ModelError", "VectorIndex", "load_encoder"]

DEFAULT_MODEL = Path(__file__).parent / "model"


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder called ``name``; the one that ships with the project when None.

    name: hub name or local folder of any sentence-transformers model.

    :raises ModelError: If the shipped model's files are missing or damaged.
    :raises ImportError: If a model is named and the extra ``sentence-transformers`` is not installed.
    """
    if name is None:
        from embeddings.onnx_encoder import OnnxEncoder

        return OnnxEncoder(DEFAULT_MODEL)
    from embeddings.sentence_transformers_encoder import SentenceTransformersEncoder

    return SentenceTransformersEncoder(name)
