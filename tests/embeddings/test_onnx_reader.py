"""The shipped kind of reader, by one with random weights: form and care, not knowledge."""

from __future__ import annotations

import math
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings import ModelError, PassageReading, load_reader
from embeddings.onnx_reader import OnnxReader, _reading

QUESTION = "江北区有几支铁山青年突击队？"
PASSAGES = [
    ("江北 青年", "江北区成立了十二支铁山青年突击队，共480人。"),
    ("", "猫每天睡十六个小时。"),
    ("标题", ""),
    ("Sydney", "The bridge was opened in 1932, 　after eight years."),
    ("长", "江北区成立了十二支铁山青年突击队，" * 60),
    ("怪", "\x00😀 ｆｕｌｌ　ｗｉｄｔｈ ㈱ \ud7ff" + "测" * 700),
]


@pytest.fixture(scope="module")
def reader(tiny_reader: Path) -> OnnxReader:
    return OnnxReader(tiny_reader)


def logits_of(text: str) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """No question, a token a character; all logits 0."""
    return np.zeros((len(text) + 3, 2), np.float32), [(n, n + 1) for n in range(len(text))]


def test_probabilities_worked_by_hand() -> None:
    """Of "abc" between two special tokens and one: six spans; e to the sum of two logits beside that of "no"."""
    logits, offsets = logits_of("abc")
    logits[2:5, 0], logits[2:5, 1] = [2, 0, 0], [0, 1, 0]
    logits[0] = [1, 0.5]
    logits[1] = logits[5] = 99
    found = _reading(logits, offsets, 2)
    spans = {(0, 1): 2, (0, 2): 3, (0, 3): 2, (1, 2): 1, (1, 3): 0, (2, 3): 0}
    total = sum(map(math.exp, spans.values()))
    assert found.score == pytest.approx(math.log(total) - 1.5)
    assert found.answers == pytest.approx(total / (total + math.exp(1.5)))
    assert [(one.start, one.end) for one in found.spans] == [(0, 2), (0, 1), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert [one.probability for one in found.spans] == [
        pytest.approx(math.exp(spans[one.start, one.end]) / (total + math.exp(1.5))) for one in found.spans
    ]


def test_far_scores_are_neither_nothing_nor_an_error() -> None:
    logits, offsets = logits_of("ab")
    logits[0] = 900
    assert (_reading(logits, offsets, 2).answers, _reading(logits, offsets, 2).score) == (
        pytest.approx(0, abs=1e-300), pytest.approx(math.log(3) - 1800),
    )  # fmt: skip
    logits[0] = -900
    assert (_reading(logits, offsets, 2).answers, _reading(logits, offsets, 2).score) == (
        1.0, pytest.approx(math.log(3) + 1800),
    )  # fmt: skip


def test_no_span_is_longer_than_64_tokens() -> None:
    logits, offsets = logits_of("a" * 100)
    logits[2, 0] = logits[101, 1] = 50
    assert max(one.end - one.start for one in _reading(logits, offsets, 2).spans) <= 64


def test_tokens_of_one_place_count_together() -> None:
    """The token of a space stands where the word behind it begins: one span, not two."""
    logits, _ = logits_of("ab")
    found = _reading(logits, [(0, 1), (0, 1)], 2)
    assert [(one.start, one.end) for one in found.spans] == [(0, 1)]
    assert found.spans[0].probability == pytest.approx(3 / 4)


def test_one_reading_per_passage_of_its_own_text(reader: OnnxReader) -> None:
    """Spans lie in the text, likeliest first; the text without a token answers nothing."""
    readings = reader.read(QUESTION, PASSAGES)
    for (_, text), found in zip(PASSAGES, readings, strict=True):
        assert 0 <= found.answers <= 1
        assert all(0 <= one.start < one.end <= len(text) for one in found.spans)
        chances = [one.probability for one in found.spans]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= found.answers + 1e-9
        assert len({(one.start, one.end) for one in found.spans}) == len(found.spans)
    assert readings[2] == PassageReading(0.0, -math.inf, ())
    assert readings[0].answers == pytest.approx(1 / (1 + math.exp(-readings[0].score)))
    assert reader.read(QUESTION, []) == []


def test_a_reading_does_not_depend_on_its_neighbours(reader: OnnxReader) -> None:
    together = reader.read(QUESTION, PASSAGES)
    assert [reader.read(QUESTION, [one])[0] for one in PASSAGES] == together
    assert reader.read(QUESTION, PASSAGES[::-1])[::-1] == together
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: reader.read(QUESTION, PASSAGES), range(4))) == [together] * 4


def test_the_head_is_read_and_never_answers(reader: OnnxReader) -> None:
    """It changes what is found, within the text."""
    (plain,), (headed,) = (reader.read(QUESTION, [(head, "十二支")]) for head in ("", "江北区青年突击队"))
    assert headed.score != plain.score
    assert {(one.start, one.end) for one in headed.spans} == {(one.start, one.end) for one in plain.spans}
    assert max(one.end for one in headed.spans) == 3


@pytest.mark.parametrize("tokens", [2, 300, 340, 341, 342, 400, 469, 470, 700, 1_500])
def test_windows_cover_every_token_and_overlap(reader: OnnxReader, tokens: int) -> None:
    """Each is as long as the model reads; the next begins 128 tokens before the end of the last."""
    asked, head, text = [9] * 96, "题" * 200, "猫" * (tokens - 1)
    windows = reader._windows(asked, head, text)
    room = 512 - (4 + 96 + 64)
    assert all(first == 163 and len(offsets) <= room == 348 for _, offsets, first in windows)
    assert all(len(logits) == first + len(offsets) + 1 for logits, offsets, first in windows)
    whole = reader._tokenizer.encode(text, add_special_tokens=False).offsets
    assert len(whole) == tokens
    joined = [place for number, (_, offsets, _) in enumerate(windows) for place in offsets[128 if number else 0 :]]
    assert joined == whole
    assert len(windows) == max(1, math.ceil((tokens - 128) / (room - 128)))


def test_of_windows_the_one_that_answers_best_stands_for_the_passage(reader: OnnxReader) -> None:
    windows = reader._windows(reader._tokenizer.encode(QUESTION, add_special_tokens=False).ids, *PASSAGES[4])
    readings = [_reading(*window) for window in windows]
    assert len(readings) > 1
    assert reader.read(QUESTION, [PASSAGES[4]]) == [max(readings, key=lambda one: one.score)]


def test_a_question_is_cut_off_at_96_tokens(reader: OnnxReader) -> None:
    assert reader.read("猫" * 200, PASSAGES[:2]) == reader.read("猫" * 300, PASSAGES[:2])


def test_a_folder_is_loaded_once(tiny_reader: Path) -> None:
    assert load_reader(tiny_reader) is load_reader(tiny_reader)
    assert load_reader(tiny_reader).name.startswith("multilingual-e5-small-reader-int8-zh-en@")


@pytest.fixture
def copied_reader(tiny_reader: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_reader, tmp_path / "reader"))


@pytest.mark.parametrize("name", ["reader.json", "model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named_with_its_remedy(copied_reader: Path, name: str) -> None:
    (copied_reader / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: the file is missing.*embeddings/reader_model/README") as caught:
        load_reader(copied_reader)
    assert caught.value.path == copied_reader / name


@pytest.mark.parametrize("name", ["reader.json", "model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named_with_its_remedy(copied_reader: Path, name: str) -> None:
    with (copied_reader / name).open("r+b") as file:
        file.truncate(100)
    with pytest.raises(ModelError, match=rf"{name}: the file is damaged.*git checkout"):
        load_reader(copied_reader)
