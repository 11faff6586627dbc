"""``chuchu check``: its exit status and what it prints, with the model that ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.cli import main


def test_check_tells_a_wrong_figure_by_its_status(
    tmp_path: Path, use_real_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 3 and the words of both sides for a wrong figure, 0 for a right one, 2 for an empty draft."""
    draft = tmp_path / "draft.txt"
    draft.write_text("江北区优选480人组建了21支铁山青年突击队。", encoding="utf-8")
    assert main(["check", str(draft), "--json"]) == 3
    (check,) = json.loads(capsys.readouterr().out)
    assert check["verdict"] == "differs"
    assert [(one["words"], one["source_words"]) for one in check["differences"]] == [("21支", "12支")]
    draft.write_text("江北区优选480人组建了12支铁山青年突击队。", encoding="utf-8")
    assert main(["check", str(draft)]) == 0
    assert "✓ 有据 supported" in capsys.readouterr().out
    draft.write_text(" \n", encoding="utf-8")
    assert main(["check", str(draft)]) == 2
    assert "the draft is empty" in capsys.readouterr().err
