"""Formats that are not read: each costs one sentence that says what to save the file as, and is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.cli import main
from tests.papers import reason

ADVICE = " is not read; open it where it was made and save it as .docx"


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".DOC"])
def test_a_format_that_is_not_read_says_what_to_save_it_as(tmp_path: Path, suffix: str) -> None:
    name = f"a{suffix}"
    assert reason(tmp_path, name, b"x") == suffix.lower() + ADVICE


def test_a_file_that_is_not_read_is_listed_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also one of a format that has to be converted first."""
    (tmp_path / "cat.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    (tmp_path / "dog.doc").write_bytes(b"x")
    assert main(["index", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [f"未读 not read: dog.doc: .doc{ADVICE}"]
    assert main(["index", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unread"] == {"dog.doc": ".doc" + ADVICE}
