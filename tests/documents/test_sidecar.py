"""Facts in a file beside a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.documents.corpus import read_documents

BODY = "清水河发源于北部山区，全长八十六公里，流经四个乡镇。"


def test_a_sidecar_overrides_front_matter(tmp_path: Path) -> None:
    (tmp_path / "河.txt").write_text(f"---\ntitle: 甲\nplace: 北山\n---\n{BODY}", encoding="utf-8")
    values = {"title": "乙", "authors": ["张三"], "period": 2021}
    (tmp_path / "河.meta.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (document,) = read_documents(tmp_path / "河.txt", root=tmp_path)
    facts = (document.title, document.place, document.period, document.authors)
    assert facts == ("乙", "北山", "2021", ("张三",))


@pytest.mark.parametrize(
    "content",
    ["{", "[1]", '{"title": 3.5}', '{"authors": {"a": 1}}', '{"date": "soon"}', '{"title": "\\ud800"}', "[" * 9999],
)
def test_a_damaged_sidecar_costs_one_warning(tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.txt.meta.json").write_text(content, encoding="utf-8")
    assert read_documents(tmp_path / "a.txt", root=tmp_path)[0].title == "a"
    assert len(caplog.records) == 1
    assert "a.txt.meta.json: sidecar is damaged" in caplog.messages[0]
