"""What is installed where: the wheel's files, a Space's requirements, the command."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from qa import __version__
from tests.conftest import ARTICLES, ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = {Requirement(line).name: line for line in PROJECT["dependencies"]}


def test_a_space_installs_what_the_project_needs() -> None:
    """The core, the formats of uploads, the tools' door; gradio's version is the one that the README names."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    extras = PROJECT["optional-dependencies"]
    assert lines == [line for name, line in CORE.items() if name != "gradio"] + extras["formats"] + extras["mcp"]
    front = (ROOT / "README.md").read_text(encoding="utf-8").split("---\n")[1]
    (version,) = re.findall(r"^sdk_version: (\S+)$", front, re.MULTILINE)
    assert Version(version) in Requirement(CORE["gradio"]).specifier


def test_lower_bounds_only() -> None:
    """No pin: each dependency has a lower bound; gradio alone an upper one, its next major version."""
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    for line in [*PROJECT["dependencies"], *extras]:
        requirement = Requirement(line)
        operators = sorted(specifier.operator for specifier in requirement.specifier)
        if requirement.name == PROJECT["name"]:
            assert operators == []
        else:
            assert operators == (["<", ">="] if requirement.name == "gradio" else [">="]), line


def test_the_core_is_without_torch() -> None:
    """The model that ships needs neither torch nor transformers, so nobody installs them for it."""
    assert not set(CORE) & {"torch", "transformers", "sentence-transformers", "onnx"}


def test_the_test_extra_brings_the_others() -> None:
    """One extra is all that the tests, lint and types need."""
    extras = PROJECT["optional-dependencies"]
    included = {name for line in extras["test"] for name in Requirement(line).extras}
    assert included == set(extras) - {"test"}


@pytest.mark.slow
def test_the_wheel_holds_the_product_and_nothing_else(tmp_path: Path) -> None:
    """``qa`` with the articles, ``embeddings`` with its model, and ``app``: every file, with the same bytes."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name == f"chuchu_qa-{__version__}-py3-none-any.whl"
    files = [ROOT / "app.py", *(ROOT / "qa").rglob("*"), *(ROOT / "embeddings").rglob("*")]
    expected = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected |= {f"qa/articles/{path.name}": path.read_bytes() for path in ARTICLES.iterdir()}
    expected["qa/starters.json"] = (ROOT / "data" / "starters.json").read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}
        (entry_points,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "chuchu = qa.__main__:main" in archive.read(entry_points).decode("utf-8")
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert sorted(found) == sorted(expected)
    assert found == expected
    assert {"embeddings/model/model.onnx", "embeddings/model/tokenizer.json", "app.py", "qa/cli.py"} <= set(found)
