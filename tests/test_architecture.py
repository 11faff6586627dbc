"""The shape of the code: who imports whom, what loads when, how large things grow, what is never used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import embeddings
import qa
from tests.conftest import ROOT

HOUSES = {
    "app": {"app", "qa", "embeddings"},
    "qa": {"qa", "embeddings"},
    "embeddings": {"embeddings"},
}
UNKNOWN_TO = {
    "embeddings": {"jieba", "opencc", "pypinyin", "bm25s", "gradio", "charset_normalizer"},
    "qa": {"gradio", "torch", "sentence_transformers", "onnxruntime", "tokenizers", "faiss"},
    "qa/web": {"torch", "sentence_transformers", "onnxruntime", "tokenizers", "faiss", "jieba"},
    "app": {"torch", "sentence_transformers", "onnxruntime", "faiss", "jieba"},
}
HEAVY = ("torch", "gradio", "sentence_transformers", "transformers", "jieba", "onnxruntime", "tokenizers", "pandas")
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc", "base"}
MOST_LINES = 300

PRODUCT = sorted([*ROOT.glob("app.py"), *ROOT.glob("qa/**/*.py"), *ROOT.glob("embeddings/**/*.py")])
PRODUCT = [path for path in PRODUCT if path.parent != ROOT / "embeddings" / "model"]
EVERYTHING = [*PRODUCT, *sorted(ROOT.glob("tests/**/*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(tree: ast.AST) -> Iterator[str]:
    """The first part of every imported name, at any depth of the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package they come from"
            yield str(node.module).split(".")[0]


def run_python(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    """app -> qa -> embeddings, never back, and none reaches for what is another's business."""
    house = path.relative_to(ROOT).parts[0].removesuffix(".py")
    names = set(imported(tree_of(path)))
    assert names & (set(HOUSES) | {"tests"}) <= HOUSES[house]
    assert not names & UNKNOWN_TO["qa/web" if name_of(path).startswith("qa/web/") else house]


def test_a_back_import_would_be_seen() -> None:
    """The check above sees an import inside a function."""
    assert list(imported(ast.parse("def f():\n    from qa.documents.corpus import read_file\n    import os.path"))) == [
        "qa",
        "os",
    ]


@pytest.mark.parametrize("module", ["qa", "embeddings", "qa.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    """What takes seconds to load is loaded by the call that needs it."""
    loaded = run_python(f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))")
    assert loaded.split() == []


def test_a_question_loads_no_torch() -> None:
    """The model that ships needs onnxruntime and tokenizers alone."""
    code = (
        "import sys; from embeddings import load_encoder;"
        "assert load_encoder().encode_queries(['问题']).shape == (1, 384);"
        "print(*sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    assert run_python(code).split() == []


@pytest.mark.parametrize("package", [qa, embeddings])
def test_public_names_are_listed_in_order(package: object) -> None:
    """``__all__`` is sorted, and every name in it is there."""
    names: list[str] = package.__all__  # type: ignore[attr-defined]
    assert names == sorted(names)
    assert [name for name in names if not hasattr(package, name)] == []


def test_every_public_name_of_qa_is_in_all() -> None:
    """What ``qa/__init__.py`` imports, for those who check types, is what it offers."""
    nodes = [node for node in ast.walk(tree_of(ROOT / "qa" / "__init__.py")) if isinstance(node, ast.ImportFrom)]
    own = [node for node in nodes if str(node.module).startswith("qa.")]
    assert sorted(alias.asname or alias.name for node in own for alias in node.names) == qa.__all__


@pytest.mark.parametrize("path", EVERYTHING, ids=name_of)
def test_every_file_says_what_it_does(path: Path) -> None:
    """A docstring opens it unless it is empty, it is short enough to read at once, and its name says its idea."""
    source = path.read_text(encoding="utf-8")
    assert not source or ast.get_docstring(ast.parse(source)), "no docstring"
    assert len(source.splitlines()) <= MOST_LINES
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_nothing_is_pickled_and_no_setting_hides_in_the_environment(path: Path) -> None:
    """No pickle anywhere; only ``app.py`` reads environment variables; numpy never unpickles."""
    tree = tree_of(path)
    assert not {"pickle", "dill", "joblib", "shelve", "marshal"} & set(imported(tree))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    if path.name != "app.py":
        assert not {"environ", "getenv"} & attributes
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for keyword in call.keywords:
            if keyword.arg == "allow_pickle":
                assert isinstance(keyword.value, ast.Constant)
                assert keyword.value.value is False


def test_every_text_file_is_opened_with_its_encoding() -> None:
    """Reading, indexing, saving, loading and asking rely on no default encoding."""
    code = """if True:
        import tempfile, warnings
        from pathlib import Path
        warnings.filterwarnings("error", category=EncodingWarning, module=r"(qa|embeddings)($|\\.)")
        from qa import Assistant, Retriever
        from qa.render import as_json, markdown_answer
        from tests.conftest import HashingEncoder
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "cat.txt").write_text("猫咪每天要睡十六个小时。", encoding="utf-8")
            retriever = Retriever.from_path(folder, encoder=HashingEncoder())
            retriever.save(Path(folder, "index"))
            answer = Assistant(Retriever.load(Path(folder, "index"), encoder=HashingEncoder())).ask("猫咪睡多久？")
            as_json(answer), markdown_answer(answer)
        print(answer.citations[0].quote)
    """
    command = [sys.executable, "-X", "warn_default_encoding", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "猫咪每天要睡十六个小时。\n"), done.stderr
