"""Names: one for each thing in the whole project, files that are one idea each, tests where their subject is."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest

from tests.conftest import ROOT
from tests.test_architecture import PRODUCT, module_of, tree_of

SHARED = {
    "main": "what a process begins with",
    "logger": "each module's own",
    "extract": "what each format offers: a file's text and what is known of its lines",
}
SHARED_MODULES = {"errors": "what goes wrong, in each house", "qa.__main__": "Python's name for it"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc", "base"}
MOST_LINES = 300
UNMIRRORED = {"tests/benchmarks", "tests/browser", "tests/data"}


def defined(tree: ast.Module) -> dict[str, str]:
    """Names bound at the top of a module, each with what it is: ``class``, ``function``, ``type`` or ``constant``."""
    names: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] = "class" if isinstance(node, ast.ClassDef) else "function"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in (one.id for one in targets if isinstance(one, ast.Name)):
                names[target] = "constant" if target.isupper() or target.islower() else "type"
    return {name: kind for name, kind in names.items() if not name.startswith("_")}


def homes(trees: dict[str, ast.Module]) -> dict[str, list[str]]:
    """Where each public name is defined: classes, functions and types, and constants that another module imports."""
    taken = {
        (node.module, alias.name)
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    found: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees.items():
        for name, kind in defined(tree).items():
            if kind != "constant" or (module, name) in taken:
                found[name].append(module)
    return found


def of_two_meanings(trees: dict[str, ast.Module]) -> list[str]:
    """Names that stand for more than one thing: two definitions, two modules, or a module and what another defines.

    A module may be named as the one thing in it.
    """
    found = homes(trees)
    wrong = [f"{name}: {', '.join(where)}" for name, where in found.items() if len(where) > 1 and name not in SHARED]
    modules: dict[str, list[str]] = defaultdict(list)
    for module in trees:
        modules[module.rpartition(".")[2]].append(module)
    for name, where in modules.items():
        others = [f"{other}.{name}" for other in found[name] if other not in where]
        if len(where) + len(others) > 1 and name not in SHARED_MODULES:
            wrong.append(f"{name}: {', '.join([*where, *others])}")
    return wrong


def test_a_name_stands_for_one_thing() -> None:
    """Module, class, function, type, and constant that travels: whoever meets the name need not ask which."""
    trees = {module_of(path): tree_of(path) for path in PRODUCT}
    assert of_two_meanings(trees) == []
    assert set(SHARED) <= {name for name, where in homes(trees).items() if len(where) > 1} | {"logger"}


@pytest.mark.parametrize(
    ("modules", "wrong"),
    [
        ({"qa.a": "class Kept: ...", "qa.web.b": "Kept = dict[str, int]"}, ["Kept: qa.a, qa.web.b"]),
        ({"qa.text.lines": "", "qa.index.lines": ""}, ["lines: qa.text.lines, qa.index.lines"]),
        ({"qa.web.page": "", "qa.web.b": "def page(): ..."}, ["page: qa.web.page, qa.web.b.page"]),
        ({"qa.a": "KINDS = 1", "qa.b": "KINDS = 2", "qa.c": "from qa.a import KINDS"}, []),
        ({"qa.a": "KINDS = 1", "qa.b": "KINDS = 2\nfrom qa.a import KINDS as X", "qa.c": "from qa.b import KINDS"},
         ["KINDS: qa.a, qa.b"]),
        ({"qa.a": "def _own(): ...", "qa.b": "def _own(): ..."}, []),
        ({"qa.words": "def words(): ..."}, []),
    ],
)  # fmt: skip
def test_two_meanings_would_be_seen(modules: dict[str, str], wrong: list[str]) -> None:
    """Of a definition, a module, a constant that another module imports; not of what stays in its module."""
    assert of_two_meanings({module: ast.parse(source) for module, source in modules.items()}) == wrong


def test_every_file_says_what_it_does() -> None:
    """A docstring opens it unless it is empty, it is short enough to read at once, and its name says its idea."""
    for path in [*PRODUCT, *sorted(ROOT.glob("tests/**/*.py"))]:
        source = path.read_text(encoding="utf-8")
        assert not source or ast.get_docstring(ast.parse(source)), f"{path} has no docstring"
        assert len(source.splitlines()) <= MOST_LINES, path
        assert path.stem not in VAGUE, path


def test_the_tests_mirror_what_they_test() -> None:
    """``tests/`` has the folders of ``qa/`` and those of ``embeddings/``, and few beside."""
    tested = {path.parent for path in PRODUCT if path.name != "__init__.py"} - {ROOT, ROOT / "qa"}
    expected = {folder.relative_to(ROOT).as_posix().removeprefix("qa/") for folder in tested}
    found = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/**/test_*.py")} - {"tests"}
    assert {folder.removeprefix("tests/") for folder in found - UNMIRRORED} == expected
