"""``chuchu evaluate``: questions read, asked and counted; folders of test sets; exit status."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from qa import Assistant, Retriever
from qa.cli import main
from qa.evaluate import report
from qa.evaluate.metrics import SECTION, QuestionRow, estimate
from qa.evaluate.questions import GoldEvidence, Question, read_questions
from qa.evaluate.run import ask_questions, open_benchset, search_benchset
from qa.evaluate.sets import read_benchset
from tests.conftest import ROOT, HashingEncoder

CORPUS = {
    "cats": ("猫", "猫咪每天要睡十六个小时。它们喜欢在窗台上晒太阳。"),
    "tea": ("茶", "龙井茶产于杭州西湖一带。清明前采的叫明前茶。"),
    "bridge": ("桥", "朝天门大桥全长一千七百四十一米。大桥在二〇〇九年通车。"),
}


def question(id: str, *turns: str, evidence: list[tuple[str, str]], kind: str = "") -> Question:
    """A question with one source for each piece of evidence."""
    groups = tuple((GoldEvidence(f"{document}.txt", quote),) for document, quote in evidence)
    return Question(id, "fact" if evidence else "unanswerable", turns[-1], turns, groups, kind)


@pytest.fixture
def assistant(tmp_path: Path, encoder: HashingEncoder) -> Assistant:
    """Three short documents."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, (_, text) in CORPUS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return Assistant(Retriever.from_path(folder, encoder=encoder), reader=None)


def asked(assistant: Assistant, one: Question) -> QuestionRow:
    """The row of one question."""
    (row,) = ask_questions(assistant, [one])
    return row


def test_evidence_found_is_counted(assistant: Assistant) -> None:
    """One piece, in the first hit and the first quote."""
    row = asked(assistant, question("q", "猫咪每天要睡几个小时？", evidence=[("cats", "猫咪每天要睡十六个小时")]))
    answer = assistant.ask("猫咪每天要睡几个小时？", top_k=10)
    found = {name: row.values[name] for name in ("hit@1", "all@3", "all@5", "MRR@10", "nDCG@10", "answerable", "right")}
    assert set(found.values()) == {1.0}, found
    assert row.values["quotes"] == row.values["first"] == row.values["answered"] == answer.answered
    assert row.values["confidence"] == answer.confidence
    assert row.values["seconds"] > 0


def test_the_section_of_a_quote_is_right_or_wrong(tmp_path: Path, encoder: HashingEncoder) -> None:
    """The nearest title, its number aside, of the quotes that show what names one; of others nothing is said."""
    (tmp_path / "a.md").write_text("# 桥\n\n## 2.1 通车\n\n大桥在二〇〇九年通车，全长一千多米。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("龙井茶产于杭州西湖一带。\n", encoding="utf-8")
    one = Assistant(Retriever.from_path(tmp_path, encoder=encoder), reader=None, threshold=0.0)
    quote = "大桥在二〇〇九年通车"
    measured = []
    for section in ("通车", "第二章 建造", None):
        evidence = ((GoldEvidence("a.md", quote, section),),)
        values = asked(one, Question("q", "fact", "朝天门大桥哪年通车？", ("朝天门大桥哪年通车？",), evidence)).values
        measured.append((values.get("sections"), values.get("sections right")))
    assert measured == [(1.0, 1.0), (1.0, 0.0), (None, None)]
    rows = [QuestionRow(str(n), "fact", "", "", {"sections": 1.0, "sections right": float(n > 0)}) for n in range(4)]
    assert (found := estimate(SECTION, rows)) is not None
    assert found.value == 0.75


@pytest.mark.parametrize(
    ("named", "section", "right"),
    [
        ("申请期限", ("第二章 申请", "2.1. 申请期限"), True),
        ("第十二条 期限", ("第12条 期限",), True),
        ("第 6 章 期限", ("期限",), True),
        ("2.1", ("申请", "2.1"), True),
        ("申请", ("申请", "期限"), False),
        ("Fees", ("3. FEES",), True),
    ],
)
def test_a_section_is_compared_without_its_number(named: str, section: tuple[str, ...], right: bool) -> None:
    """Whether the question file or the document counts its sections makes no difference."""
    assert GoldEvidence("a.md", "x", named).stands_under(section) is right


def test_half_of_the_evidence_is_not_all(assistant: Assistant) -> None:
    """Two pieces, one of which nothing shows: the first hit counts, all of it never; no piece is the only one."""
    evidence = [("cats", "猫咪每天要睡十六个小时"), ("cats", "狗每天散步两次还要跑")]
    row = asked(assistant, question("q", "猫咪每天要睡几个小时？", evidence=evidence))
    assert (row.values["hit@1"], row.values["MRR@10"]) == (1.0, 1.0)
    assert (row.values["all@3"], row.values["all@5"], row.values["quotes"]) == (0.0, 0.0, 0.0)
    assert row.values["nDCG@10"] == pytest.approx(1 / (1 + 1 / 1.584962500721156))
    assert "first" not in row.values


def test_a_question_without_evidence_has_no_ranking(assistant: Assistant) -> None:
    """Only how sure the Assistant was of it is kept."""
    row = asked(assistant, question("q", "火星上有几个驿站？", evidence=[], kind="place"))
    assert set(row.values) == {"answerable", "answered", "confidence", "right", "seconds"}
    assert (row.values["answerable"], row.values["right"], row.kind) == (0.0, 0.0, "place")


def test_earlier_turns_are_asked_first(assistant: Assistant) -> None:
    """A follow-up finds what its last turn alone does not name."""
    turns = ("朝天门大桥全长多少米？", "哪年通车？")
    row = asked(assistant, question("q", *turns, evidence=[("bridge", "大桥在二〇〇九年通车")]))
    assert row.values["hit@1"] == 1.0
    assert row.question == " / ".join(turns)
    history = [(turns[0], assistant.ask(turns[0]).text)]
    assert row.values["confidence"] == assistant.ask(turns[1], history, top_k=10).confidence


def test_evidence_in_no_document_is_an_error(assistant: Assistant) -> None:
    """It is the wrong corpus, and every number would be."""
    with pytest.raises(ValueError, match=r"q has its evidence in 'dogs\.txt'"):
        ask_questions(assistant, [question("q", "狗？", evidence=[("dogs", "狗")])])
    with pytest.raises(ValueError, match="no question"):
        ask_questions(assistant, [])


GOOD: dict[str, Any] = {"id": "a", "type": "fact", "question": "问", "answers": [], "evidence": []}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": 7}, "id must be a text"),
        ({"question": ""}, "question must be a text"),
        ({"turns": ["一", "二"]}, "last of its turns"),
        ({"evidence": ["words"]}, "evidence must be an object"),
        ({"evidence": [{"doc": "x.txt"}]}, "quote"),
        ({"evidence": [{"doc": "x.txt", "quote": "词", "section": 7}]}, "section must be"),
        ({"alt_evidence": [{"doc": "x.txt", "quote": "词"}]}, "no evidence"),
        ({"id": "twice"}, "given twice"),
    ],
)
def test_a_malformed_question_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    """The message has the file, the line and what is wrong with it."""
    path = tmp_path / "q.jsonl"
    lines = [json.dumps({**GOOD, "id": "twice"}), "", json.dumps({**GOOD, **change})]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ValueError, match=r"q\.jsonl, line 3: .*" + words):
        read_questions(path)


def test_the_questions_that_ship_can_be_read() -> None:
    """An alternative stands beside the piece of evidence it is most like; kind and turns are kept."""
    found = {one.id: one for one in read_questions(ROOT / "data" / "questions.jsonl")}
    first, second = found["d072"].evidence
    assert [one.quote for one in first] == [
        "江北区优选480人组建了12支铁山青年突击队",
        "优选480人组建12支铁山青年突击队",
    ]
    assert [one.quote for one in second] == ["抽调960名年轻干部组建24支铁山青年突击队"]
    assert found["o231"].kind == "place"
    assert found["o231"].turns == ("大渡口分了多少個網格？", "那長壽區呢？")


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


QUERIES = {"1": "猫咪每天要睡几个小时？", "2": "龙井茶产于哪里？", "3": "没有判断的问题"}


@pytest.fixture(params=["own", "beir"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The three documents as a test set, in either form."""
    path = tmp_path / "set"
    path.mkdir()
    id = "id" if request.param == "own" else "_id"
    documents = [{id: name, "title": title, "text": text} for name, (title, text) in CORPUS.items()]
    write_lines(path / "corpus.jsonl", [*documents, {id: "empty", "title": "", "text": ""}])
    write_lines(path / "queries.jsonl", [{id: key, "text": text} for key, text in QUERIES.items()])
    if request.param == "own":
        (path / "qrels.tsv").write_text("1\tcats\t1\n2\ttea\t1\n2\tcats\t0\n", encoding="utf-8")
        write_lines(path / "ood.jsonl", [{"id": "x", "text": "火星上有几个驿站？"}])
        return path
    (path / "qrels").mkdir()
    header = "query-id\tcorpus-id\tscore\n"
    (path / "qrels" / "test.tsv").write_text(header + "1\tcats\t2\n2\ttea\t1\n2\tcats\t0\n", encoding="utf-8")
    (path / "qrels" / "train.tsv").write_text(header + "3\tcats\t1\n", encoding="utf-8")
    return path


def test_a_folder_is_read_in_either_form(folder: Path) -> None:
    """Rows without text are no document; queries without a relevant one are not asked."""
    bench = read_benchset(folder)
    assert [(one.id, one.title) for one in bench.documents] == [(name, title) for name, (title, _) in CORPUS.items()]
    assert list(bench.queries) == ["1", "2"]
    assert bench.relevant["2"] == {"tea": 1, "cats": 0}
    assert list(read_benchset(folder, limit=1).queries) == ["1"]


def test_every_mode_is_measured(folder: Path, encoder: HashingEncoder) -> None:
    """Both queries find their document by each mode; with questions without answer, how sure it is of each."""
    bench = read_benchset(folder)
    rows = search_benchset(open_benchset(bench, encoder=encoder), bench)
    found = report.scores(rows)
    for mode in ("hybrid", "vectors", "keywords"):
        values = {name: one.value for name, one in found[mode].items()}
        assert values == {"hit@1": 1.0, "MRR@10": 1.0, "nDCG@10": 1.0, "recall@10": 1.0}
    assert ("AUROC" in found.get("not answerable: ood", {})) == bool(bench.outside)
    printed = report.table(found, rows)
    assert [line.split()[:4] for line in printed.splitlines() if line.startswith("hybrid −")] == [
        ["hybrid", "−", f"{half},", name]
        for half in ("vectors", "keywords")
        for name in ("hit@1", "recall@10", "MRR@10", "nDCG@10")
    ]


def test_an_index_is_kept_and_is_of_that_set(folder: Path, tmp_path: Path) -> None:
    """The second time nothing but the questions is encoded; another set's index is refused."""
    bench = read_benchset(folder)
    open_benchset(bench, index=tmp_path / "index", encoder=HashingEncoder())
    again = HashingEncoder()
    assert list(open_benchset(bench, index=tmp_path / "index", encoder=again).documents.values()) == list(
        bench.documents
    )
    assert again.passes == 0
    write_lines(folder / "corpus.jsonl", [{"id": "cats", "title": "", "text": "别的文字"}])
    with pytest.raises(ValueError, match="other documents"):
        open_benchset(read_benchset(folder), index=tmp_path / "index", encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("qrels.tsv", "1 cats 1\n", "line 1: not query"),
        ("qrels.tsv", "9\tcats\t1\n", "no query has a relevant document"),
        ("queries.jsonl", '{"id": "1"}\n', "line 1: a query needs a text"),
        ("queries.jsonl", "{\n", "line 1: not JSON"),
        ("corpus.jsonl", '{"text": "字"}\n', "line 1: a row needs an id"),
        ("corpus.jsonl", "[1]\n", "line 1: not a JSON object"),
    ],
)
def test_a_malformed_folder_is_named(folder: Path, name: str, content: str, words: str) -> None:
    """The message says which line of which file."""
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_benchset(folder)


def test_a_folder_without_judgements_is_named(tmp_path: Path) -> None:
    """A folder of documents is no test set."""
    write_lines(tmp_path / "corpus.jsonl", [{"id": "1", "text": "字"}])
    write_lines(tmp_path / "queries.jsonl", [{"id": "1", "text": "字"}])
    with pytest.raises(FileNotFoundError, match=r"neither qrels\.tsv nor"):
        read_benchset(tmp_path)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Two questions over the articles."""
    path = tmp_path / "questions.jsonl"
    shipped = (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([shipped[0], next(line for line in shipped if '"near"' in line)]), encoding="utf-8")
    return path


def test_the_command_holds_itself_against_itself(
    use_real_cache: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unchanged, it exits 0 and says that nothing but the latency moved; after a fall it exits 1 and names it."""
    result = tmp_path / "result.json"
    assert main(["evaluate", str(questions), "--json", str(result)]) == 0
    assert "all, hit@1" in capsys.readouterr().out
    assert main(["evaluate", str(questions), "--against", str(result)]) == 0
    assert "FELL" not in capsys.readouterr().out
    earlier = json.loads(result.read_text(encoding="utf-8"))
    for row in earlier["rows"]:
        row["values"].update({"hit@1": 2.0} if "hit@1" in row["values"] else {})
    result.write_text(json.dumps(earlier), encoding="utf-8")
    assert main(["evaluate", str(questions), "--against", str(result)]) == 1
    assert "FELL" in capsys.readouterr().out


def test_what_is_missing_is_said_first(
    questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any question is asked: a folder that is not there, an earlier result that is none, the extra."""
    assert main(["evaluate", str(questions), "--json", str(tmp_path / "no" / "x.json")]) == 2
    assert "no folder" in capsys.readouterr().err
    assert main(["evaluate", str(questions), "--against", str(questions)]) == 2
    assert "no result of chuchu evaluate" in capsys.readouterr().err
    assert main(["evaluate", str(questions), "--limit", "-1"]) == 2
    assert "--limit must be 1 or more" in capsys.readouterr().err
    assert main(["evaluate", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    assert main(["evaluate", str(questions)]) == 1
    assert "pip install 'chuchu-qa[evaluate]'" in capsys.readouterr().err
