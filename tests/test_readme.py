"""What the README and its pages say holds: commands run, Python prints what stands there, numbers are the code's."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from qa import Retriever, __version__
from qa.cli import main
from qa.documents.formats.registry import FORMATS
from qa.documents.sources import SIZE_LIMIT
from qa.index.cache import KEPT
from qa.index.splitting import MAX_LENGTH
from tests.conftest import ROOT

PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/programs.md", "docs/results.md", "docs/index.md")
}
README = PAGES["README.md"]
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -e "


def blocks(language: str, page: str = "README.md") -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)


def figures(page: str) -> dict[str, dict[str, str]]:
    """The table of answers: by row and column, as printed."""
    (table,) = re.findall(r"<!-- answers: begin -->\n(.*?)<!-- answers: end -->", PAGES[page], re.DOTALL)
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines())
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


COMMANDS = [line for block in blocks("bash") for line in block.splitlines() if line.startswith("chuchu ")]
LENGTHY = [line for line in COMMANDS if line.startswith("chuchu evaluate ")]


@pytest.fixture
def checkout(tmp_path: Path, use_real_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the checkout, in which a command may write."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_commands_set_everything_up() -> None:
    """Exactly two, one line each: the first opens the chat, the second passes the tests."""
    assert [line for line in README.splitlines() if line.startswith("python3 -m venv")] == [
        f'{SET_UP}".[formats]" && .venv/bin/python app.py',
        f'{SET_UP}".[test]" && .venv/bin/python -m pytest',
    ]


def test_the_example_prints_what_the_readme_shows(checkout: Path) -> None:
    """Every Python block runs as it stands, in a process of its own; the block after it is its output."""
    examples = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(examples) == len(blocks("python")) > 0
    for code, output in examples:
        command = [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path.append({str(ROOT)!r})\n{code}"]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.stderr, done.stdout) == ("", output)


def test_every_command_line_runs(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each quoted ``chuchu`` line exits 0, in the order given; between them they show every command."""
    for line in COMMANDS:
        if line not in LENGTHY:
            assert main(shlex.split(line)[1:]) == 0, line
            assert capsys.readouterr().out
    assert {shlex.split(line)[1] for line in COMMANDS} >= {"ask", "search", "index"}


@pytest.mark.slow
@pytest.mark.parametrize("line", LENGTHY)
def test_every_lengthy_command_line_runs(checkout: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Those that ask many questions."""
    assert main(shlex.split(line)[1:]) == 0
    assert capsys.readouterr().out


def test_every_option_it_names_exists(capsys: pytest.CaptureFixture[str]) -> None:
    """``--option`` in the text is one that ``--help`` of a command shows, or that ``app.py`` takes."""
    helps = []
    for command in ("ask", "search", "index", "evaluate", "verify"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        helps.append(capsys.readouterr().out)
    helps += [path.read_text(encoding="utf-8") for path in (ROOT / "app.py", *ROOT.glob("tests/benchmarks/*.py"))]
    text = re.sub(r"^hf .*$", "", "\n".join(PAGES.values()), flags=re.MULTILINE)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named
    assert {option for option in named if not any(option in text for text in helps)} == set()


def test_every_file_it_names_exists() -> None:
    """Links, pictures, scripts and modules, on every page."""
    missing = []
    for page, text in PAGES.items():
        paths = [ROOT / one for one in re.findall(r"`((?:data|embeddings|qa|tests|docs)/[\w./-]*|LICENSE)`", text)]
        paths += [(ROOT / page).parent / one for one in re.findall(r"\]\(((?!http)[^)#]+)[^)]*\)", text)]
        paths += [ROOT / f"{one.replace('.', '/')}.py" for one in re.findall(r"\b(tests\.benchmarks\.\w+)", text)]
        missing += [(page, path) for path in paths if not path.exists()]
    assert missing == []


def test_the_key_figures_are_those_of_the_results() -> None:
    """Row by row; one row is marked as development, and beside it stand others that nobody tuned to."""
    key, whole = figures("README.md"), figures("docs/results.md")
    assert list(key) == list(whole)
    assert [name for name in key if "development" in name] == [next(iter(key))]
    assert len(key) > 4
    assert {name: row for name, row in key.items() if not row.items() <= whole[name].items()} == {}


def test_the_map_names_every_folder() -> None:
    """Its folders are those of the tree; ``tests/`` mirrors ``qa/``, so only what is its own is named there."""
    (file_map,) = re.findall(r"^```\n(app\.py.*?)^```$", README, re.MULTILINE | re.DOTALL)
    named: set[str] = set()
    path: list[str] = []
    for indent, folder in re.findall(r"^( *)([\w.]+)/ ", file_map, re.MULTILINE):
        path = [*path[: len(indent) // 2], folder]
        named.add("/".join(path))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {str(parent) for file in tracked.split() for parent in Path(file).parents} - {".", ".ci"}
    mirrored = {
        folder for folder in folders if folder.startswith("tests/") and folder.removeprefix("tests/") in folders
    }
    mirrored |= {f"tests/{folder.removeprefix('qa/')}" for folder in folders if folder.startswith("qa/")}
    assert named == folders - mirrored - {"tests/data", "tests/embeddings", "embeddings/model/1_Pooling"}


def test_the_numbers_are_those_of_the_code() -> None:
    """Defaults and limits in the text are the ones that hold."""
    parameters = inspect.signature(Retriever.search).parameters
    assert re.findall(r"top_k=(\d+)", README) == [str(parameters["top_k"].default)]
    assert parameters["mode"].default == "hybrid"
    assert f"at most {MAX_LENGTH} characters" in README
    assert f"the {KEPT} used last stay" in README
    assert f"up to {SIZE_LIMIT // 1024**2} MB each" in README
    (limits,) = re.findall(r"^\* Files up to .*?(?=\n\* )", README, re.MULTILINE | re.DOTALL)
    assert re.findall(r"`(\.\w+)`", limits) == list(FORMATS)


def test_the_newest_change_is_this_version() -> None:
    """The changelog begins with the version that the package has."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == __version__


def test_the_front_matter_is_a_space() -> None:
    """The fields that a Hugging Face Space reads stand at the very top."""
    front = README.split("---\n")[1]
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    assert README.startswith("---\n")
    assert (fields["sdk"], fields["app_file"], fields["license"]) == ("gradio", "app.py", "mit")
    assert (ROOT / fields["app_file"]).is_file()
    assert re.fullmatch(r"\d+\.\d+\.\d+", fields["sdk_version"])
    assert len(fields["short_description"]) <= 60
