"""Other models, and the shipped one, through the real sentence-transformers package."""

import json
import sys

import numpy as np
import pytest

from embeddings import DEFAULT_MODEL, load_encoder
from embeddings.sentence_transformers_encoder import SentenceTransformersEncoder, _prompts

TEXTS = ["今天天气很好。", "猫喜欢睡觉。", "天气", ""]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A two-layer BERT with random weights over single characters, saved with prompts of its own."""
    torch = pytest.importorskip("torch")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"今天气很好。猫喜欢睡觉问：文", *"abc"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=64, **sizes)).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=32)
    model = SentenceTransformer(modules=[transformer, Pooling(32)], prompts={"query": "问：", "document": "文："})
    model.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def tiny(tiny_model):
    return load_encoder(str(tiny_model))


@pytest.mark.slow
def test_the_models_own_prompts_are_put_in_front(tiny, tiny_model):
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(tiny_model))
    for encode, prompt in ((tiny.encode_queries, "问："), (tiny.encode_passages, "文：")):
        expected = plain.encode([prompt + text for text in TEXTS], prompt="", normalize_embeddings=True)
        np.testing.assert_allclose(encode(TEXTS), expected, atol=1e-5)


@pytest.mark.slow
def test_a_vector_does_not_depend_on_its_neighbours(tiny):
    alone = np.concatenate([tiny.encode_passages([text]) for text in TEXTS])
    assert tiny.encode_passages(TEXTS).tobytes() == alone.tobytes()


@pytest.mark.slow
def test_no_texts_give_no_rows(tiny):
    assert tiny.encode_queries([]).shape == tiny.encode_spans([], []).shape == (0, tiny.dim) == (0, 32)


@pytest.mark.slow
def test_spans_are_means_of_their_own_tokens(tiny, tiny_model):
    from sentence_transformers import SentenceTransformer

    text, spans = "今天天气很好。猫喜欢睡觉。", [(0, 7), (7, 13)]
    tokens = SentenceTransformer(str(tiny_model)).encode(["文：" + text], output_value="token_embeddings")[0].numpy()
    # [CLS] and the prompt's two characters stand in front of the text's tokens, one a character.
    expected = np.stack([tokens[3 + start : 3 + end].mean(axis=0) for start, end in spans])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(tiny.encode_spans([text], [spans]), expected, atol=1e-5)


@pytest.mark.slow
def test_leading_space_does_not_move_spans(tiny):
    moved = tiny.encode_spans(["　今天天气很好。"], [[(1, 8)]])
    np.testing.assert_allclose(moved, tiny.encode_spans(["今天天气很好。"], [[(0, 7)]]), atol=1e-5)


@pytest.mark.slow
def test_a_span_out_of_reach_is_encoded_alone(tiny):
    text = "天" * 100 + "猫"
    np.testing.assert_array_equal(tiny.encode_spans([text], [[(100, 101)]]), tiny.encode_passages(["猫"]))


@pytest.mark.slow
def test_the_name_tells_weights_and_prompts(tiny, tiny_model):
    assert tiny.name == load_encoder(str(tiny_model)).name
    config = tiny_model / "config_sentence_transformers.json"
    stored = config.read_text(encoding="utf-8")
    config.write_text(
        json.dumps(json.loads(stored) | {"prompts": {"query": "q", "document": "文："}}), encoding="utf-8"
    )
    try:
        assert tiny.name != load_encoder(str(tiny_model)).name
    finally:
        config.write_text(stored, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "configured", "expected"),
    [
        ("multilingual-e5-small", {}, ("query: ", "passage: ")),
        ("e5-large-v2", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("bge-small-zh-v1.5", {}, ("为这个句子生成表示以用于检索相关文章：", "")),
        ("bge-base-en-v1.5", {}, ("Represent this sentence for searching relevant passages: ", "")),
        ("multilingual-e5-large-instruct", {}, ("", "")),
        ("bge-m3", {}, ("", "")),
        ("bge-small-zh-v1.5", {"query": "问：", "passage": "文："}, ("问：", "文：")),
    ],
)
def test_prompts_of_known_families(name, configured, expected):
    assert _prompts(name, configured) == expected


@pytest.mark.slow
def test_the_shipped_folder_opens_as_a_sentence_transformers_model(encoder):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(DEFAULT_MODEL), trust_remote_code=True)
    texts = ["江北区有几支突击队？", "Where is the cat?", "很长的一段话。" * 300, ""]
    for theirs, ours in (
        (model.encode_query(texts), encoder.encode_queries(texts)),
        (model.encode_document(texts), encoder.encode_passages(texts)),
    ):
        assert ((theirs * ours).sum(axis=1) >= 0.999).all()
    assert model.get_embedding_dimension() == 384
    assert model.max_seq_length == 512


def test_the_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ImportError, match=r"pip install 'chuchu-qa\[sentence-transformers\]'"):
        SentenceTransformersEncoder("BAAI/bge-small-zh-v1.5")
