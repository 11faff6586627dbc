"""The dictionary read by first characters: as jieba cuts with all of it, and whole again when its cache is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import jieba
import pytest
from hypothesis import HealthCheck, given, settings

from qa.text.word_list import WordList, dictionary_digest
from qa.user_cache import cache_folder
from tests.text.test_folding import ANY_TEXT

SENTENCE = "江北区委组织部推出“党建领航区”，3200名网格员和12支“铁山青年突击队”走进 GDP 增长7.2%的街道。"


def all_read() -> jieba.Tokenizer:
    """jieba with all of its dictionary."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@pytest.fixture(scope="module")
def whole() -> jieba.Tokenizer:
    """jieba with its dictionary as it comes."""
    return all_read()


@pytest.fixture(scope="module")
def made(run_cache: Path) -> Path:
    """The file as it is made where there is none."""
    WordList()
    return _file()


@pytest.fixture
def cache(made: Path, cache_home: Path) -> Path:
    """The file, as another process left it."""
    _file().parent.mkdir(parents=True)
    _file().symlink_to(made)
    return _file()


@pytest.fixture(scope="module")
def few_words() -> Iterator[jieba.Tokenizer]:
    """A dictionary of the words that begin as the sentence or as 忠 does: to read all of jieba's takes a second."""
    with jieba.Tokenizer().get_dict_file() as file:
        words = b"".join(line for line in file if line.decode("utf-8")[0] in SENTENCE + "忠")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(jieba.Tokenizer, "get_dict_file", lambda tokenizer: BytesIO(words))
        yield all_read()


def _file() -> Path:
    return cache_folder() / f"jieba-words-{dictionary_digest()}.jsonl"


def cut(words: WordList, text: str) -> list[tuple[str, int, int]]:
    words.hold(text)
    return list(words.tokenizer.tokenize(text, mode="search", HMM=False))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
def test_a_text_is_cut_as_with_the_whole_dictionary(cache: Path, whole: jieba.Tokenizer, text: str) -> None:
    """Every word that may stand in it was read."""
    assert cut(WordList(), text) == list(whole.tokenize(text, mode="search", HMM=False))


def test_only_what_a_text_needs_is_read(cache: Path, whole: jieba.Tokenizer) -> None:
    """A few thousand words for a sentence, all of them for all; the names among them too."""
    words = WordList()
    assert cut(words, SENTENCE) == list(whole.tokenize(SENTENCE, mode="search", HMM=False))
    assert "江北" in words.tokenizer.FREQ and "忠县" not in words.tokenizer.FREQ
    assert words.names["江北"] == "ns" and "忠县" not in words.names
    words.hold_all()
    assert words.tokenizer.FREQ == whole.FREQ
    assert words.names["忠县"] == "ns"


@pytest.mark.parametrize("damage", ["gone", "cut", "no length", "garbled"])
def test_a_damaged_cache_is_made_again(few_words: jieba.Tokenizer, damage: str) -> None:
    """Whether it is found at the start or at a word: the same cut, and the next process finds a sound file."""
    WordList()
    cache, sound = _file(), _file().read_bytes()
    cache.unlink()
    first = sound.index(b"\n") + 1
    harmed = {
        "cut": sound[:-100], "no length": b"[1]\n" + sound[first:],
        "garbled": sound[:first] + b"x" * (len(sound) - first),
    }  # fmt: skip
    if damage in harmed:
        cache.write_bytes(harmed[damage])
    assert cut(WordList(), SENTENCE) == list(few_words.tokenize(SENTENCE, mode="search", HMM=False))
    assert cache.read_bytes() == sound
