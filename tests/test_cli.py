"""The command line: exit status, one line for an error, and the same fields as the Python objects."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from qa import Assistant, Retriever, __version__
from qa.cli import main
from tests.conftest import ARTICLES, ROOT

QUESTION = "2021年江北的铁山青年突击队有几支？"
QUOTE = "优选480人组建12支铁山青年突击队;"


def chuchu(*arguments: object) -> int:
    """Exit status of one command, run in this process."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


def assert_one_line(error: str, *words: str) -> None:
    """An error is one line that begins with the command's name, holds ``words``, and is no traceback."""
    assert error.count("\n") == 1, error
    assert error.startswith("chuchu: ")
    assert [word for word in words if word not in error] == [], error


def plain(thing: Any) -> Any:
    """As JSON would give it back."""
    return json.loads(json.dumps(thing, ensure_ascii=False))


def located(hit: Any) -> dict[str, Any]:
    """A hit as ``--json`` prints it: its fields, and its passage's location."""
    row = asdict(hit)
    row["passage"]["location"] = hit.passage.location
    return row


def test_an_answer_exits_0_and_shows_its_source(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The quote and where it stands are printed, nothing else goes to the error output."""
    assert chuchu("ask", QUESTION, "--index", real_index) == 0
    printed = capsys.readouterr()
    assert QUOTE in printed.out
    assert "[1] 《江北 加快建设全国城市基层党建示范区》" in printed.out
    assert printed.err == ""


def test_ask_as_json_is_the_answer(
    real_index: Path, real_retriever: Retriever, capsys: pytest.CaptureFixture[str]
) -> None:
    """``ask --json`` has the fields of ``Answer``, with each passage's location."""
    assert chuchu("ask", QUESTION, "--index", real_index, "--json", "--top-k", 3) == 0
    answer = Assistant(real_retriever).ask(QUESTION, top_k=3)
    expected = plain(asdict(answer) | {"hits": [located(hit) for hit in answer.hits]})
    assert json.loads(capsys.readouterr().out) == expected


@pytest.mark.parametrize(
    "options", [{"mode": "hybrid"}, {"mode": "vectors"}, {"mode": "keywords"}, {"mode": "hybrid", "rerank": True}]
)
def test_search_as_json_is_the_hits(
    real_index: Path, real_retriever: Retriever, capsys: pytest.CaptureFixture[str], options: dict[str, Any]
) -> None:
    """``search --json`` has the fields of ``Hit``; ``--rerank`` lets the reader order them."""
    arguments = ["--where", "place=江北", "--where", "period=2021", "--mode", options["mode"], "--top-k", 4]
    arguments += ["--rerank"] if "rerank" in options else []
    assert chuchu("search", QUESTION, "--index", real_index, "--json", *arguments) == 0
    hits = real_retriever.search(QUESTION, top_k=4, where={"place": "江北", "period": "2021"}, **options)
    assert json.loads(capsys.readouterr().out) == plain([located(hit) for hit in hits])


def test_search_prints_five_passages(
    real_index: Path, real_retriever: Retriever, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with its rank, its place and its text."""
    assert chuchu("search", QUESTION, "--index", real_index) == 0
    printed = capsys.readouterr().out
    for hit in real_retriever.search(QUESTION):
        assert f"{hit.rank}. " in printed
        assert f"{hit.passage.location}\n   {hit.passage.text}" in printed


@pytest.mark.parametrize("question", ["", "   ", "？！。"])
@pytest.mark.parametrize(("command", "said"), [("ask", "请写下要问的问题。"), ("search", "没有找到相关段落。")])
def test_nothing_asked_exits_3(
    real_index: Path, capsys: pytest.CaptureFixture[str], command: str, said: str, question: str
) -> None:
    """A blank question is not in the documents: said politely, on the ordinary output."""
    assert chuchu(command, question, "--index", real_index) == 3
    printed = capsys.readouterr()
    assert printed.out.startswith(said)
    assert printed.err == ""


def test_nothing_found_as_json_is_still_json(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No hits are an empty list; no answer is an ``Answer`` that says so."""
    assert chuchu("search", "", "--index", real_index, "--json") == 3
    assert json.loads(capsys.readouterr().out) == []
    assert chuchu("ask", "", "--index", real_index, "--json") == 3
    assert json.loads(capsys.readouterr().out)["answered"] is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--top-k", "0"], ["--top-k", "1 or more", "0"]),
        (["--top-k", "-3"], ["--top-k", "1 or more", "-3"]),
        (["--where", "region=江北"], ["'region'", "document, place, period"]),
        (["--where", "江北"], ["KEY=VALUE", "'江北'", "document, place, period"]),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_wrong_values_exit_2_with_one_line(
    real_index: Path, capsys: pytest.CaptureFixture[str], command: str, arguments: list[str], words: list[str]
) -> None:
    """The line names the value and what is allowed."""
    assert chuchu(command, QUESTION, "--index", real_index, *arguments) == 2
    printed = capsys.readouterr()
    assert_one_line(printed.err, *words)
    assert printed.out == ""


@pytest.mark.parametrize("arguments", ["", "ask", "answer ?", "ask ? --top-k many", "ask ? --nothing"])
def test_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str], arguments: str) -> None:
    """No command, no question, an unknown command, no number, an unknown option."""
    assert chuchu(*arguments.split()) == 2
    assert capsys.readouterr().err.startswith("usage: chuchu")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """``chuchu --version`` names the distribution."""
    assert chuchu("--version") == 0
    assert capsys.readouterr().out == f"chuchu-qa {__version__}\n"


@pytest.mark.parametrize("command", [["ask", "?", "--corpus"], ["search", "?", "--corpus"], ["index"]])
def test_a_missing_folder_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """The line names the folder."""
    assert chuchu(*command, tmp_path / "nowhere") == 1
    assert_one_line(capsys.readouterr().err, str(tmp_path / "nowhere"))


def test_a_folder_without_documents_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names the folder and the formats."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert chuchu("ask", "?", "--corpus", tmp_path) == 1
    assert_one_line(capsys.readouterr().err, str(tmp_path), ".txt", ".md")


def test_a_missing_index_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names the folder and the command that makes an index."""
    assert chuchu("ask", "?", "--index", tmp_path) == 1
    assert_one_line(capsys.readouterr().err, str(tmp_path), "chuchu index")


def test_a_damaged_index_exits_1(real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names the file and the command that mends it."""
    index = shutil.copytree(real_index, tmp_path / "index")
    (part,) = index.glob("generation-*/pack-000001")
    part.write_bytes(part.read_bytes()[:1000])
    assert chuchu("ask", QUESTION, "--index", index) == 1
    assert_one_line(capsys.readouterr().err, str(part), "chuchu index")


def test_an_index_is_made_from_a_folder_and_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``index`` counts what it read, and ``--out`` is what ``--index`` opens."""
    (tmp_path / "cat.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    assert chuchu("index", tmp_path, "--out", tmp_path / "index", "--json", "--no-cache") == 0
    changes = {"added": ["cat.txt"], "changed": [], "removed": [], "unchanged": [], "renewed": False, "unread": {}}
    assert json.loads(capsys.readouterr().out) == {"documents": 1, "passages": 1, **changes}
    assert chuchu("ask", "猫咪每天要睡多久？", "--index", tmp_path / "index") == 0
    assert "猫咪每天要睡十六个小时。" in capsys.readouterr().out


@pytest.mark.parametrize("out", [".", "index"])
def test_an_index_inside_its_corpus_is_no_document_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    """Written into the folder itself or below it, again and again; a document beside its parts is still read."""
    monkeypatch.chdir(tmp_path)
    for name in ("cat.txt", "index/dog.txt", "generation-x/cow.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    for again in range(3):
        assert chuchu("index", ".", "--out", out, "--json") == 0
        said = json.loads(capsys.readouterr().out)
        files = ["cat.txt", "generation-x/cow.txt", "index/dog.txt"]
        assert (said["added"], said["unchanged"]) == (([], files) if again else (files, []))
    assert chuchu("verify", out) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes as a name")
def test_a_file_name_that_is_no_text_costs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its document is indexed, found, answered from and verified as any other, also in a folder of such a name.

    Its id spells out the bytes, so that it can be shown and sent.
    """
    folder = tmp_path / os.fsdecode(b"\xb9\xfd")
    folder.mkdir()
    name = os.fsdecode("河".encode("gbk") + b".txt")
    (folder / name).write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    (folder / os.fsdecode(b"\xff.jsonl")).write_text('{"text": "小狗每天要走两公里路。"}', encoding="utf-8")
    index = tmp_path / "index"
    for _ in range(2):
        assert chuchu("index", folder, "--out", index) == 0
    assert set(Retriever.load(index).documents) == {r"\udcba\udcd3.txt", r"\udcff.jsonl#1"}
    assert chuchu("ask", "猫咪每天要睡多久？", "--index", index) == 0
    assert r"《\udcba\udcd3》" in capsys.readouterr().out
    assert chuchu("search", "小狗走多远？", "--corpus", folder, "--json") == 0
    assert chuchu("verify", index) == 0
    (folder / name).unlink()
    assert chuchu("verify", index) == 1
    assert "\ufffd\ufffd.txt: removed since" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="needs a file system that takes control characters in a name")
def test_a_file_name_sends_nothing_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither through a warning nor through an error or a problem."""
    strange = "\x1b]0;猫\x07"
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / f"{strange}.txt").write_text("---\ntitle: x\n猫咪每天要睡十六个小时。\n", encoding="utf-8")
    (tmp_path / "corpus" / f"{strange}.meta.json").write_text("[", encoding="utf-8")
    (tmp_path / "corpus" / f"{strange}.md").touch()
    (tmp_path / "corpus" / f"{strange}.jsonl").write_text('{\n{"text": "小狗。", "date": "无"}', encoding="utf-8")
    assert chuchu("index", tmp_path / "corpus", "--out", tmp_path / "index") == 0
    assert len(caplog.messages) == 6
    (tmp_path / "corpus" / f"{strange}.txt").unlink()
    assert chuchu("verify", tmp_path / "index") == 1
    assert chuchu("index", tmp_path / strange) == 1
    printed = capsys.readouterr()
    assert "\ufffd]0;猫\ufffd" in printed.out
    assert "\ufffd]0;猫\ufffd" in printed.err
    for said in (*caplog.messages, printed.out, printed.err):
        assert not {"\x1b", "\x07"} & set(said), said


def test_no_cache_keeps_nothing(tmp_path: Path, cache_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--no-cache`` leaves no index behind; without it, one."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "cat.txt").write_text("猫咪每天要睡十六个小时。\n", encoding="utf-8")
    indexes = cache_home / "chuchu" / "indexes"
    assert chuchu("index", tmp_path / "corpus", "--no-cache") == 0
    assert not indexes.exists()
    assert chuchu("index", tmp_path / "corpus") == 0
    assert len(list(indexes.iterdir())) == 1
    assert capsys.readouterr().err == ""


def test_the_articles_are_the_default_corpus(use_real_cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without ``--corpus`` and ``--index`` the five articles are asked."""
    assert chuchu("search", "忠县有哪些专班？", "--where", "document=zhongxian-2022.txt", "--top-k", 1) == 0
    assert "《忠县 凝聚组工力量 奋力书写高质量发展答卷》" in capsys.readouterr().out


def test_python_m_qa_is_the_same_command(real_index: Path, use_real_cache: Path) -> None:
    """A process of its own, from another folder: status 0 and the quote in UTF-8."""
    command = [sys.executable, "-m", "qa", "ask", QUESTION, "--index", str(real_index)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=real_index, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert QUOTE in done.stdout


@pytest.mark.parametrize(
    "file", [pytest.param("model/model.onnx", marks=pytest.mark.slow), "model/encoder.json", "reader_model/reader.json"]
)
def test_a_damaged_model_exits_1_with_what_mends_it(tmp_path: Path, use_real_cache: Path, file: str) -> None:
    """The line names the model's file and the command that restores it; no traceback."""
    for package in ("qa", "embeddings"):
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=leave, copy_function=os.symlink)
    (tmp_path / "embeddings" / file).unlink()
    (tmp_path / "embeddings" / file).write_bytes(b"damaged")
    command = [sys.executable, "-m", "qa", "ask", QUESTION, "--corpus", str(ARTICLES)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    folder, _, name = file.partition("/")
    assert_one_line(done.stderr, name, f"git checkout -- embeddings/{folder}`")
