"""A digest of code changes with what the code does, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.index.code_digest import digest_of_definitions, digest_of_files

RULES = '''"""What it does."""

from qa.tables import UNITS as units
import re

_LONG = 10
_NEVER = 3


def split(text: str) -> list[str]:
    """Lines of at most ``_LONG``."""
    # where a unit ends
    return [part[:_LONG] for part in _parts(text)]


def _parts(text: str) -> list[str]:
    return re.split("|".join(units), text)


def other() -> int:
    return _NEVER
'''
TABLES = 'UNITS = ("一", "丈")\nOTHERS = ("斤",)\n'


def digest(root: Path, rules: str = RULES, tables: str = TABLES) -> str:
    """Of ``split`` in a project of two modules."""
    root.mkdir()
    (root / "qa").mkdir()
    (root / "qa" / "rules.py").write_text(rules, encoding="utf-8")
    (root / "qa" / "tables.py").write_text(tables, encoding="utf-8")
    return digest_of_definitions("qa.rules.split", root=root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    # where a unit ends\n", ""),
        ('"""Lines of at most ``_LONG``."""', '"""Anything."""'),
        ("(text: str) -> list[str]", "(text)"),
        ("[part[:_LONG] for", "[\n        part[ : _LONG]\n        for"),
        ("_NEVER = 3", "_NEVER = 4"),
        ('"斤"', '"两"'),
    ],
)
def test_what_the_rule_does_not_say_does_not_count(tmp_path: Path, old: str, new: str) -> None:
    """Comments, docstrings, annotations, line breaks, and definitions that it does not use."""
    assert old in RULES + TABLES
    changed = digest(tmp_path / "new", RULES.replace(old, new), TABLES.replace(old, new))
    assert changed == digest(tmp_path / "old")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[:_LONG]", "[_LONG:]"),
        ("_LONG = 10", "_LONG = 11"),
        ('re.split("|"', 're.split("/"'),
        ('"丈"', '"仗"'),
    ],
)
def test_what_the_rule_uses_counts(tmp_path: Path, old: str, new: str) -> None:
    """Its own words, a constant, another function and a table in another module."""
    assert old in RULES + TABLES
    changed = digest(tmp_path / "new", RULES.replace(old, new), TABLES.replace(old, new))
    assert changed != digest(tmp_path / "old")


def test_where_a_definition_stands_does_not_count(tmp_path: Path) -> None:
    """Moved into another module, it is the same rule."""
    moved = digest(
        tmp_path / "new", RULES.replace("_LONG = 10\n", "from qa.tables import _LONG\n"), TABLES + "_LONG = 10\n"
    )
    assert moved == digest(tmp_path / "old")


def test_a_name_that_is_not_defined_is_an_error(tmp_path: Path) -> None:
    """Not a digest of nothing, which no change would ever show in."""
    digest(tmp_path / "project")
    with pytest.raises(LookupError, match="qa.rules does not define gone"):
        digest_of_definitions("qa.rules.gone", root=tmp_path / "project")
    with pytest.raises(FileNotFoundError):
        digest_of_definitions("qa.gone.split", root=tmp_path / "project")
    with pytest.raises(FileNotFoundError, match="holds no modules in gone"):
        digest_of_files("gone", root=tmp_path / "project")


def test_files_count_byte_by_byte_and_by_name(tmp_path: Path) -> None:
    """And those of other folders do not."""
    for folder in ("a/deep", "b"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.py").write_text("1\n", encoding="utf-8")
    digests = [digest_of_files("a", root=tmp_path)]
    (tmp_path / "b" / "one.py").write_text("2\n", encoding="utf-8")
    assert digest_of_files("a", root=tmp_path) == digests[0]
    (tmp_path / "a" / "deep" / "one.py").write_text("1 # one\n", encoding="utf-8")
    digests.append(digest_of_files("a", root=tmp_path))
    (tmp_path / "a" / "deep" / "one.py").rename(tmp_path / "a" / "two.py")
    digests.append(digest_of_files("a", root=tmp_path))
    assert len(set(digests)) == 3
