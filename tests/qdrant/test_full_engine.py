"""An engine that is full or takes no writes: one sentence, exit status 1, and the old index is asked as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from qa.cli import main
from tests.conftest import HashingEncoder
from tests.qdrant.engines import QUIET, Breaking, address, refusal

pytestmark = QUIET
ENCODER = HashingEncoder()
FULL = "the engine is full or too busy (status {}); make room there and run the same command again"
KEY = "the engine refuses the key (status 403); set CHUCHU_QDRANT_KEY to the one it expects"
REFUSALS = {
    507: ("Insufficient Storage", "quota exceeded", FULL.format(507)),
    500: ("Internal Server Error", "No space left on device: WAL buffer exceeds it", FULL.format(500)),
    429: ("Too Many Requests", "rate limit", FULL.format(429)),
    503: ("Service Unavailable", "read only", "the engine refused (status 503, Service Unavailable); see its log"),
    403: ("Forbidden", "read only", KEY),
}


ONE, ALL = ("dogs", "birds"), ()  # what stays, where one document is written anew and where all are


@pytest.mark.parametrize(
    ("status", "others", "taken"),
    [(507, ONE, 0), (507, ONE, 1), (507, ALL, 0), *((status, ALL, 1) for status in REFUSALS)],
)
def test_the_old_index_is_asked_as_before(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    status: int,
    others: tuple[str, ...],
    taken: int,
) -> None:
    """Whether no write was taken or the first was; and once there is room the same command completes it."""
    reason, said, sentence = REFUSALS[status]
    client, place = QdrantClient(":memory:"), str(address())
    connected = client
    monkeypatch.setattr("qa.qdrant.remote_index.connected", lambda place, key: connected)
    monkeypatch.setattr("qa.cli.load_encoder", lambda name: ENCODER)
    monkeypatch.setattr("qa.retriever._encoder", lambda encoder: ENCODER)
    written = {"cats": "猫咪每天睡十六个小时。", "dogs": "小狗每天要走两公里。", "birds": "麻雀每天吃二十克谷子。"}
    for name, text in written.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    index = ["index", str(tmp_path), "--no-cache", "--out", place]
    assert main(index) == 0
    (tmp_path / "cats.txt").write_text("猫咪每天睡十二个小时。", encoding="utf-8")
    for name in written.keys() - {"cats", *others}:
        (tmp_path / f"{name}.txt").unlink()

    capfd.readouterr()
    connected = Breaking(client, taken, error=refusal(status, reason, said))
    assert main(index) == 1
    assert [capfd.readouterr().err, *caplog.messages] == [f"chuchu: {place}: {sentence}\n"]
    connected = client
    assert main(["search", "猫咪每天睡多久？", "--index", place]) == 0
    assert written["cats"] in capfd.readouterr().out
    assert main(index) == 0
    assert main(["search", "猫咪每天睡多久？", "--index", place]) == 0
    assert "十二个小时" in capfd.readouterr().out
