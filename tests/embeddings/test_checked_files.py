"""A file that was found right is not read again until it is written; then it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from embeddings import checked_files
from embeddings.errors import ModelError
from embeddings.model_files import open_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manifest and one file, written a while ago."""
    monkeypatch.setattr(checked_files.platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setattr(checked_files, "_SETTLED", -1)
    (tmp_path / "model").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (tmp_path / "manifest.json").write_text(f'{{"sha256": {{"model": "{digest}"}}}}', encoding="utf-8")
    return tmp_path


def reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files are read whole to open ``folder``."""
    read: list[Path] = []
    whole = Path.read_bytes
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda path: read.append(path) or whole(path))
        open_folder(folder, "manifest.json", "Mend it.")
    return len(read)


def test_it_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And each time where the cache cannot be written, or where it was written only now."""
    assert [reads(folder, monkeypatch) for _ in range(3)] == [1, 0, 0]
    os.utime(folder / "model", ns=(5, 5))
    assert [reads(folder, monkeypatch) for _ in range(2)] == [1, 0]
    for note in (folder / "cache" / "checked").iterdir():
        note.write_bytes(b"\xff")
    monkeypatch.setattr(checked_files, "_SETTLED", 10**12)
    assert [reads(folder, monkeypatch) for _ in range(2)] == [1, 1]
    monkeypatch.setattr(checked_files.platformdirs, "user_cache_dir", lambda *_, **__: str(folder / "model"))
    monkeypatch.setattr(checked_files, "_SETTLED", -1)
    assert [reads(folder, monkeypatch) for _ in range(2)] == [1, 1]


def test_what_was_damaged_since_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with the same size and the same time."""
    assert reads(folder, monkeypatch) == 1
    before = (folder / "model").stat()
    while (folder / "model").stat().st_ctime_ns == before.st_ctime_ns:  # the system's clock goes in steps
        (folder / "model").write_bytes(b"weighty")
        os.utime(folder / "model", ns=(before.st_atime_ns, before.st_mtime_ns))
    for _ in range(2):
        with pytest.raises(ModelError, match="the file is damaged"):
            open_folder(folder, "manifest.json", "Mend it.")
    (folder / "model").unlink()
    with pytest.raises(ModelError, match="the file is missing"):
        open_folder(folder, "manifest.json", "Mend it.")


def test_every_byte_is_read_where_that_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nothing tells that the file was written since."""
    open_folder(folder, "manifest.json", "Mend it.")
    monkeypatch.setattr("embeddings.model_files.was_checked", lambda *_: True)
    (folder / "model").write_bytes(b"weighty")
    open_folder(folder, "manifest.json", "Mend it.")
    with pytest.raises(ModelError, match="the file is damaged"):
        open_folder(folder, "manifest.json", "Mend it.", whole=True)
