"""The shape of the code: which floor imports which, what loads when, where the environment is read."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import embeddings
import qa
from tests.conftest import ROOT

FLOORS = [  # none imports from those above it
    {"app", "qa.cli", "qa.__main__"},
    {"qa.web", "qa.evaluate"},
    {"qa.assistant", "qa.retriever", "qa"},  # what ``qa`` itself offers
    {"qa.render", "qa.render_checks"},
    {"qa.checking"},
    {"qa.answer"},
    {"qa.search"},
    {"qa.qdrant"},
    {"qa.index"},
    {"qa.documents"},
    {"qa.text"},
    {"qa.types", "qa.errors", "qa.printable", "qa.progress_bar", "qa.user_cache", "qa.__version__"},
    {"embeddings"},
]
OWN = {"qa", "embeddings", "app", "tests"}
CUTS_WORDS = {"embeddings.build.chinese_words": {"jieba"}}
UNKNOWN_TO = {
    "embeddings": {"jieba", "opencc", "pypinyin", "gradio", "charset_normalizer"},
    "qa": {"gradio", "torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "faiss"},
    "qa.web": {"torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "faiss", "jieba"},
    "app": {"torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "faiss", "jieba"},
}
HEAVY = {"torch", "gradio", "sentence_transformers", "transformers", "jieba", "onnxruntime", "tokenizers", "pandas"}
HEAVY |= {"qdrant_client", "grpc"}

PRODUCT = sorted([*ROOT.glob("app.py"), *ROOT.glob("qa/**/*.py"), *ROOT.glob("embeddings/**/*.py")])
PRODUCT = [path for path in PRODUCT if path.parent != ROOT / "embeddings" / "model"]


def module_of(path: Path) -> str:
    """``qa/text/words.py`` as ``qa.text.words``; a package's own file as the package."""
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, at any depth of the file; of ``from qa import x``, ``qa.x``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package they come from"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from whole if node.module == "qa" else [str(node.module)]


def floor(module: str) -> int:
    """How far down a module stands, 0 for the doors."""
    (found,) = [level for name in reversed(prefixes(module)) for level, names in enumerate(FLOORS) if name in names][:1]
    return found


def prefixes(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def misplaced(module: str, tree: ast.AST) -> list[str]:
    """What ``module`` imports from a floor above its own, or from the tests."""
    own = [name for name in imported(tree) if OWN & set(prefixes(name))]
    return [f"{module} imports {name}" for name in own if name.startswith("tests") or floor(name) < floor(module)]


def run_python(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_imports_go_down_the_floors() -> None:
    """The doors import the page, the page the classes that scripts hold, and so on down to the model; never back."""
    assert [wrong for path in PRODUCT for wrong in misplaced(module_of(path), tree_of(path))] == []


def test_each_house_keeps_to_its_business() -> None:
    """The model runs in ``embeddings`` alone, which knows no Chinese; the page is drawn in ``app`` and ``qa.web``.

    What the reader is trained on is made of Chinese questions, so that one module there cuts words.
    """
    for path in PRODUCT:
        module = module_of(path)
        house = "qa.web" if module.startswith("qa.web") else module.split(".")[0]
        assert not {name.split(".")[0] for name in imported(tree_of(path))} & UNKNOWN_TO[house] - CUTS_WORDS.get(
            module, set()
        ), module


@pytest.mark.parametrize(
    ("module", "line", "wrong"),
    [
        ("qa.search.query", "def f():\n    from qa.answer.quotes import quotes", ["qa.answer.quotes"]),
        ("qa.index.store", "import os.path, qa.retriever", ["qa.retriever"]),
        ("qa.text.words", "from qa import Retriever, types", ["qa.Retriever"]),
        ("qa.evaluate.run", "from qa import cli", ["qa.cli"]),
        ("embeddings.encoder", "from qa.types import Span", ["qa.types"]),
        ("qa.render", "from tests.conftest import ROOT", ["tests.conftest"]),
        ("qa.answer.quotes", "from qa.answer.evidence import best\nfrom qa.search.hybrid import search", []),
        ("qa.web.page", "from qa import Assistant, __version__", []),
        ("qa.text.words", "from qa import __version__", []),
    ],
)
def test_a_wrong_import_would_be_seen(module: str, line: str, wrong: list[str]) -> None:
    """The checks above see one inside a function, of a module, and of a name that ``qa`` offers."""
    assert misplaced(module, ast.parse(line)) == [f"{module} imports {name}" for name in wrong]


def test_importing_loads_nothing_heavy() -> None:
    """What takes seconds to load is loaded by the call that needs it."""
    assert run_python(f"import sys, embeddings, qa, qa.cli; print({HEAVY!r} & sys.modules.keys())") == "set()\n"


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


def test_nothing_is_pickled_and_no_setting_hides_in_the_environment() -> None:
    """No pickle anywhere; only ``app.py`` and ``cli.py`` read environment variables; numpy never unpickles."""
    for path in PRODUCT:
        nodes = list(ast.walk(tree_of(path)))
        modules = {name.split(".")[0] for name in imported(tree_of(path))}
        assert not {"pickle", "dill", "joblib", "shelve", "marshal"} & modules, path
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        assert path.name in ("app.py", "cli.py") or not {"environ", "getenv"} & attributes, path
        unpickles = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "allow_pickle"]
        assert all(isinstance(node.value, ast.Constant) and node.value.value is False for node in unpickles), path


def test_every_text_file_is_opened_with_its_encoding(words_cached: None) -> None:
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
            retriever = Retriever.load(Path(folder, "index"), encoder=HashingEncoder())
            answer = Assistant(retriever, reader=None).ask("猫咪睡多久？")
            as_json(answer), markdown_answer(answer)
        print(answer.citations[0].quote)
    """
    command = [sys.executable, "-X", "warn_default_encoding", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "猫咪每天要睡十六个小时。\n"), done.stderr
