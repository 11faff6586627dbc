"""Digests of the project's own code, so that a rule is known by what it says and not by a number kept by hand.

It does not know what the rules are for.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_OURS = ("qa.", "embeddings.")
_UNSAID = {"annotation", "returns", "type_comment", "type_params", "kind", "ctx"}


def digest_of_definitions(*names: str, root: Path = ROOT) -> str:
    """Of definitions such as ``qa.text.folding.fold`` and of all of ours that they use: 16 hexadecimal digits.

    Comments, docstrings, annotations, line breaks and the module that a definition stands in do not count.
    Raises LookupError for a name that is not defined, OSError where the source is not installed.
    """
    return _digest(sorted(_meanings(names, root).values()))


def digests_by_module(*names: str, root: Path = ROOT) -> dict[str, str]:
    """The same for each module by itself that holds one of those definitions, by its full name."""
    said: dict[str, list[str]] = {}
    for name, meaning in sorted(_meanings(names, root).items()):
        said.setdefault(name if _path(root, name).is_file() else name.rpartition(".")[0], []).append(meaning)
    return {module: _digest(sorted(meanings)) for module, meanings in said.items()}


def digest_of_files(*folders: str, root: Path = ROOT) -> str:
    """Of every module below ``folders``, byte for byte: 16 hexadecimal digits.

    Raises OSError where the source is not installed.
    """
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    if not paths:
        raise FileNotFoundError(f"{root} holds no modules in {' or '.join(folders)}")
    named = ((path.relative_to(root).as_posix(), path.read_bytes()) for path in paths)
    return _digest(f"{name} {hashlib.sha256(source).hexdigest()}" for name, source in named)


def _meanings(names: Iterable[str], root: Path) -> dict[str, str]:
    """What each of these definitions says, and each of ours that they use, by full names."""
    said: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in said:
            said[name], used = _meaning(name, root)
            waiting += used
    return said


@lru_cache(maxsize=1024)
def _meaning(name: str, root: Path) -> tuple[str, frozenset[str]]:
    """What a definition says, or a whole module, and the full names of ours that it uses."""
    home, _, own = name.rpartition(".")
    if _path(root, name).is_file():
        home, own = name, ""
    definitions, imported = _module(_path(root, home))
    if own and own not in definitions:
        raise LookupError(f"{home} does not define {own}")
    full = imported | {own: f"{home}.{own}" for own in definitions}
    used: set[str] = set()
    said = _said(definitions[own] if own else list(definitions.values()), used)
    return said, frozenset(full[name] for name in used & full.keys())


@lru_cache(maxsize=64)
def _module(path: Path) -> tuple[dict[str, list[ast.stmt]], dict[str, str]]:
    """What is defined in a module, and the full names of ours that it imports."""
    definitions: dict[str, list[ast.stmt]] = {}
    imported: dict[str, str] = {}
    for statement in ast.parse(path.read_bytes()).body:
        if isinstance(statement, ast.ImportFrom) and str(statement.module).startswith(_OURS):
            imported |= {one.asname or one.name: f"{statement.module}.{one.name}" for one in statement.names}
        for name in _defined(statement):
            definitions.setdefault(name, []).append(statement)
    return definitions, imported


def _defined(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    for target in getattr(statement, "targets", [getattr(statement, "target", None)]):
        yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name)) if target else ()


def _said(part: object, used: set[str]) -> str:
    """The same in every version of Python, which ``ast.dump`` is not. used: takes the names that it mentions."""
    if isinstance(part, list):
        return "[" + " ".join([_said(one, used) for one in part if not _says_nothing(one)]) + "]"
    if not isinstance(part, ast.AST):
        return ascii(part)
    if isinstance(part, ast.Name):
        used.add(part.id)
        return part.id
    fields = [_said(getattr(part, name, None), used) for name in part._fields if name not in _UNSAID]
    return f"({type(part).__name__} {' '.join(fields)})"


def _says_nothing(part: object) -> bool:
    """Whether it is a docstring, or an annotation without a value."""
    if isinstance(part, ast.AnnAssign):
        return part.value is None
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def _path(root: Path, module: str) -> Path:
    return root.joinpath(*module.split(".")).with_suffix(".py")


def _digest(said: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
