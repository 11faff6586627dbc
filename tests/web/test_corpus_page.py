"""The page on the corpus: what was not read."""

from __future__ import annotations

from pathlib import Path

from qa import Retriever
from qa.web import corpus_page
from tests.conftest import HashingEncoder


def test_the_corpus_page_lists_what_was_not_read(tmp_path: Path) -> None:
    """By name, with the reason; its words are escaped."""
    (tmp_path / "a.txt").write_text("猫咪每天要睡十六个小时。", encoding="utf-8")
    (tmp_path / "<b>.txt").write_bytes(b"")
    index = Retriever.from_path(tmp_path, encoder=HashingEncoder(), cached=False).index
    assert "<p>1 个文件没有读入：</p><ul><li>&lt;b&gt;.txt: 里面没有文字</li></ul>" in corpus_page.overview(index, "zh")
    assert "<p>Not read, 1:</p><ul><li>&lt;b&gt;.txt: it is empty</li></ul>" in corpus_page.overview(index, "en")
