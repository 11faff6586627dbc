"""The encoder that ships with the project."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings import DEFAULT_MODEL, ModelError, load_encoder
from embeddings.onnx_encoder import OnnxEncoder

SENTENCES = [
    "今天天气很好，适合去公园散步。",
    "Python 是一种编程语言。",
    "猫喜欢在沙发上睡觉。",
    "人工智能正在改变世界。",
]
LONG = "江北区成立了十二支铁山青年突击队，" * 40
ODD = [
    "",
    " ",
    "\x00\x07\x1b",
    "😀👨‍👩‍👧‍👦🇨🇳",
    "测" * 10_000,
    "a" * 10_000,
    "</s><pad>",
    "\ue2df～",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "\ud7ff\uffff",
]


def test_vectors_equal_the_reference(encoder):
    """They were made with transformers in fp32 from the same wheel, with the whole vocabulary."""
    reference = json.loads((Path(__file__).parent / "reference.json").read_text(encoding="utf-8"))
    vectors = encoder.encode_passages(reference["texts"])
    for vector, expected in zip(vectors, reference["vectors"], strict=True):
        assert vector @ np.array(expected, np.float32) >= 0.99


def test_shape_type_and_length(encoder):
    vectors = encoder.encode_passages(SENTENCES)
    assert vectors.shape == (4, 384) == (len(SENTENCES), encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 384)
    assert encoder.encode_spans([], []).shape == (0, 384)


@pytest.mark.parametrize(
    ("question", "row"),
    [("在外面走走合适吗？", 0), ("用什么语言写程序？", 1), ("Where does the cat sleep?", 2), ("AI 有什么影响？", 3)],
)
def test_a_question_is_nearest_to_its_answer(encoder, question, row):
    scores = encoder.encode_passages(SENTENCES) @ encoder.encode_queries([question])[0]
    assert scores.argmax() == row


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    texts = [*SENTENCES, LONG, ""]
    together = encoder.encode_passages(texts)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    assert together.tobytes() == alone.tobytes()
    assert encoder.encode_passages(texts[::-1])[::-1].tobytes() == together.tobytes()


def test_threads_get_the_same_vectors(encoder):
    expected = encoder.encode_queries(SENTENCES)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: encoder.encode_queries(SENTENCES), range(12)):
            assert vectors.tobytes() == expected.tobytes()


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text)[:20])
def test_odd_text_gives_a_unit_vector(encoder, text):
    vectors = np.concatenate([encoder.encode_queries([text]), encoder.encode_spans([text], [[(0, len(text))]])])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_text_beyond_512_tokens_is_cut_off(encoder):
    """The fifth copy and the tenth start beyond the last token."""
    assert encoder.encode_passages([LONG * 5]).tobytes() == encoder.encode_passages([LONG * 10]).tobytes()


def test_queries_and_passages_have_their_own_prompt(encoder):
    query, passage = encoder.encode_queries(SENTENCES), encoder.encode_passages(SENTENCES)
    assert not np.array_equal(query, passage)
    assert ((query * passage).sum(axis=1) > 0.8).all()


def test_width_and_spaces_do_not_matter(encoder):
    assert encoder.encode_queries(["ＡＢＣ　１２３"]).tobytes() == encoder.encode_queries(["ABC \t\n 123 "]).tobytes()


def test_a_span_of_the_whole_text_is_nearly_its_passage(encoder):
    spans = encoder.encode_spans(SENTENCES, [[(0, len(text))] for text in SENTENCES])
    assert ((spans * encoder.encode_passages(SENTENCES)).sum(axis=1) > 0.97).all()


def test_spans_come_text_by_text_and_mean_what_they_cover(encoder):
    text = "".join(SENTENCES)
    ends = np.cumsum([len(sentence) for sentence in SENTENCES])
    spans = [(int(end) - len(sentence), int(end)) for end, sentence in zip(ends, SENTENCES, strict=True)]
    vectors = encoder.encode_spans([text, "", text], [spans, [], spans[2:3]])
    assert vectors.shape == (5, 384)
    assert vectors[4].tobytes() == vectors[2].tobytes()
    scores = encoder.encode_queries(["用什么语言写程序？", "猫在哪里睡觉？"]) @ vectors[:4].T
    assert scores.argmax(axis=1).tolist() == [1, 2]


def test_a_span_out_of_reach_is_encoded_alone(encoder):
    text = LONG * 5 + SENTENCES[1]
    span = (len(text) - len(SENTENCES[1]), len(text))
    assert encoder.encode_spans([text], [[span]]).tobytes() == encoder.encode_passages([SENTENCES[1]]).tobytes()


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_its_text_is_an_error(encoder, span):
    with pytest.raises(ValueError, match="is not within a text of 15 characters"):
        encoder.encode_spans([SENTENCES[1]], [[span]])


def test_name_tells_the_weights(encoder):
    manifest = json.loads((DEFAULT_MODEL / "encoder.json").read_text(encoding="utf-8"))
    assert encoder.name == f"multilingual-e5-small-int8-zh-en@{manifest['sha256']['model.onnx'][:12]}"


def test_the_folder_is_small():
    assert sum(path.stat().st_size for path in DEFAULT_MODEL.rglob("*") if path.is_file()) <= 50_000_000


@pytest.fixture
def copied_model(tmp_path):
    return Path(shutil.copytree(DEFAULT_MODEL, tmp_path / "model"))


def test_a_copy_elsewhere_is_the_same_encoder(encoder, copied_model):
    copy = load_encoder(str(copied_model))
    assert isinstance(copy, OnnxEncoder)
    assert copy.name == encoder.name


@pytest.mark.parametrize("name", ["encoder.json", "model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named_with_its_remedy(copied_model, name):
    (copied_model / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: the file is missing.*embeddings\.build\.model --out") as caught:
        OnnxEncoder(copied_model)
    assert caught.value.path == copied_model / name


@pytest.mark.parametrize("name", ["encoder.json", "model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named_with_its_remedy(copied_model, name):
    with (copied_model / name).open("r+b") as file:
        file.truncate(100)
    with pytest.raises(ModelError, match=rf"{name}: the file is damaged.*git checkout"):
        OnnxEncoder(copied_model)


def test_importing_and_encoding_loads_no_torch():
    code = (
        "import sys, embeddings; light = {'onnxruntime', 'tokenizers', 'faiss', 'torch'} & set(sys.modules); "
        "embeddings.load_encoder().encode_queries(['好']); "
        "print(light, {'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set() set()\n"
