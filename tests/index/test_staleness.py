"""Indexes made by code whose rules were others: what is refused, made anew, or works on and is told of.

They really are made by other code: a copy of the project with one line changed, run in a process of its own.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import Retriever, StaleIndexError
from qa.cli import main
from qa.index import store
from qa.index.staleness import rules, to_ask
from qa.index.verify import verify
from tests.conftest import ROOT, HashingEncoder
from tests.index.test_updating import assert_as_fresh
from tests.saved import manifest, write_manifest

TEXT = "# 出行\n\n公司抽調二百四十人支援车站，连续工作三天。\n\n北站有十二趟班车，南站有八趟班车。\n"
QUESTION = "抽调了240人吗？"
FOLDING = ("qa/text/folding.py", '"两": 2}', '"两": 2, "俩": 2}')
WORDS = ("qa/text/terms.py", "[*_words(folded), *_bigrams(folded)]", "[*_words(folded)]")
KINDS = ("qa/types.py", '"caption",\n    "byline"', '"byline",\n    "caption"')
SPLITTING = ("qa/index/splitting.py", "MAX_LENGTH = 400", "MAX_LENGTH = 30")
LAYOUT = ("qa/documents/layout/kinds.py", "SHORT = 20", "SHORT = 21")
ASKING = ("qa/text/words.py", '"请问|', '"请问|劳驾|')
COMMENT = ("qa/text/folding.py", "def fold(", "# a comment\ndef fold(")
MAKE = """
import sys
from pathlib import Path
from qa import Retriever
from tests.conftest import HashingEncoder
corpus, index = sys.argv[1:]
Retriever.from_path(corpus, encoder=HashingEncoder()).save(index)
"""

Change = tuple[str, str, str]


def changed_code(folder: Path, change: Change) -> Path:
    """A copy of the project in which one line reads otherwise."""
    for package in ("qa", "embeddings", "tests"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("*model", "web", "data", "*.pyc")
        )
    name, old, new = change
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of one document."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def made_by(corpus: Path, tmp_path: Path, words_cached: None) -> Callable[[Change], Path]:
    """The index of ``corpus`` that changed code saves, and leaves in the cache."""

    def make(change: Change) -> Path:
        code = changed_code(tmp_path / "code", change)
        command = [sys.executable, "-W", "ignore", "-c", MAKE, str(corpus), str(tmp_path / "index")]
        subprocess.run(command, cwd=code, check=True)
        return tmp_path / "index"

    return make


@pytest.mark.parametrize(
    ("change", "differ"),
    [
        (FOLDING, {"folding", "words", "reading"}),
        (WORDS, {"words", "reading"}),
        (KINDS, {"kinds"}),
        (SPLITTING, {"reading"}),
        (LAYOUT, {"reading"}),
        (ASKING, {"reading"}),
        (COMMENT, {"reading"}),
    ],
)
def test_a_changed_rule_shows_in_its_own_digests(tmp_path: Path, change: Change, differ: set[str]) -> None:
    """What is refused depends on what lookups need alone: not on comments, nor on how a question is read."""
    today, changed = rules(), rules(root=changed_code(tmp_path / "code", change))
    assert {name for name in today if changed[name] != today[name]} == differ
    assert set(today) - set(to_ask()) == {"reading"}


def test_an_index_of_other_folding_is_refused_by_name_and_renewed_in_the_cache(
    made_by: Callable[[Change], Path], corpus: Path, tmp_path: Path
) -> None:
    """The refusal says the command that mends it; neither that nor the cache encodes anything again."""
    index = made_by(FOLDING)
    command = f"chuchu index {corpus} --out {index}"
    with pytest.raises(
        StaleIndexError, match=f"was made with folding '[0-9a-f]+', not '.*; build it again with: {command}$"
    ):
        Retriever.load(index, encoder=HashingEncoder())
    (problem,) = verify(index)
    assert problem.endswith(command)
    encoder = HashingEncoder()
    retriever = Retriever.from_path(corpus, encoder=encoder)
    assert (encoder.passes, dict(retriever.index.rules)) == (0, rules())
    assert retriever.search(QUESTION)[0].passage.text.startswith("公司抽調")
    old = Retriever(store.load(index, HashingEncoder(), to_renew=True), HashingEncoder())
    changes = old.update(corpus)
    assert (changes.renewed, changes.unchanged) == (True, ("a.md",))
    assert "规则有变" in str(changes)
    old.save(index)
    assert_as_fresh(index, corpus, tmp_path)


def test_an_index_whose_documents_were_read_otherwise_works_on_and_is_told_of(
    made_by: Callable[[Change], Path], corpus: Path, tmp_path: Path
) -> None:
    """In the cache it is made anew; saved, it answers as it is, until it is brought up to date."""
    index = made_by(SPLITTING)
    now = Retriever.from_path(corpus, encoder=HashingEncoder())
    saved = Retriever.load(index, encoder=HashingEncoder())
    assert len(saved.passages) > len(now.passages)
    assert saved.search(QUESTION)[0].passage.text.startswith("公司抽調")
    (problem,) = verify(index)
    said = (
        "made by other rules of reading, which give 1 of 1 files other passages; it still answers; bring it up to date"
    )
    assert problem.partition(": ")[2] == f"{said} with: chuchu index FOLDER --out INDEX"
    assert saved.update(corpus).renewed
    saved.save(index)
    assert_as_fresh(index, corpus, tmp_path)


def test_rules_that_read_these_documents_alike_are_no_problem(corpus: Path, tmp_path: Path) -> None:
    """``verify`` reads them again to tell."""
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(tmp_path / "index")
    index = tmp_path / "index"
    write_manifest(index, manifest(index) | {"reading": "0" * 16})
    assert Retriever.load(tmp_path / "index", encoder=HashingEncoder()).index.rules != rules()
    assert verify(tmp_path / "index") == []


@pytest.mark.slow
def test_the_command_that_a_refusal_names_mends_the_index(
    real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed as it stands; the vectors are taken over."""
    index = shutil.copytree(real_index, tmp_path / "index")
    write_manifest(index, manifest(index) | {"words": "0" * 16})
    assert main(["ask", QUESTION, "--index", str(index)]) == 1
    _, _, command = capsys.readouterr().err.strip().partition("build it again with: chuchu ")
    assert main([*shlex.split(command), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["renewed"] is True
    assert main(["verify", str(index)]) == 0
    assert main(["search", QUESTION, "--index", str(index)]) == 0
