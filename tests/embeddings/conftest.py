"""One shipped encoder for the whole run: loading it costs a quarter of a second."""

import pytest

from embeddings import load_encoder
from embeddings.onnx_encoder import OnnxEncoder


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return load_encoder()
