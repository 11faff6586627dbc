"""The command line: ``chuchu ask``, ``search``, ``check``, ``index``, ``verify``, ``evaluate``. It prints."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from embeddings import ModelError, damaged_models, load_encoder
from qa import __version__
from qa.assistant import Assistant
from qa.checking.statements import statements
from qa.documents.drafts import read_draft
from qa.errors import QAError
from qa.evaluate import report, run
from qa.evaluate.checked_drafts import check_drafts, statement_table, wrong
from qa.evaluate.known_drafts import is_of_drafts, read_drafts
from qa.evaluate.metrics import QuestionRow
from qa.evaluate.questions import read_questions
from qa.evaluate.sets import read_benchset
from qa.index.filters import WHERE_KEYS, check
from qa.index.verify import how_compared, verify
from qa.printable import visible
from qa.progress_bar import progress_bar
from qa.qdrant.address import place_of
from qa.render import as_json, terminal_answer, terminal_hits
from qa.render_checks import checks_json, terminal_checks
from qa.retriever import Retriever
from qa.types import Check
from qa.updated_index import update_index

ANSWERED, FAILED, WRONG_USAGE, NOT_IN_DOCUMENTS, STOPPED = 0, 1, 2, 3, 130
_LONG_DRAFT = 1000
_GIVEN = (
    "文件开头两行 --- 之间（txt、md），或旁边的“文件名.meta.json”里，可以写明 "
    "What is known of a file may stand between two lines of --- at its head (txt, md), or in FILE.meta.json beside it: "
    "title, author, newspaper, published, page, place, period."
)


def default_corpus() -> Path:
    """The five articles that ship: beside the package in a checkout, inside it in a wheel."""
    checkout = Path(__file__).parent.parent / "data" / "articles"
    return checkout if checkout.is_dir() else Path(__file__).parent / "articles"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 answered, 1 failed, 2 wrong usage, 3 not in the documents, 130 stopped by Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        kept = "what is encoded so far is kept: run the same command to go on"
        print(f"chuchu: stopped; {kept if _keeps(options) else 'run the same command to start anew'}", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (ValueError, NotADirectoryError) as error:
        print(f"chuchu: {visible(str(error))}", file=sys.stderr)
        return WRONG_USAGE
    except (QAError, ModelError, OSError, ImportError) as error:
        print(f"chuchu: {visible(str(error))}", file=sys.stderr)
        return FAILED


def _keeps(options: argparse.Namespace) -> bool:
    """Whether what the command encodes is there for the next start, should it be stopped."""
    named = vars(options)
    reads_no_files = named.get("index") or ("questions" in named and options.questions.is_dir())
    return not named.get("no_cache", True) and not reads_no_files


def _ask(options: argparse.Namespace) -> int:
    _check(options)
    answer = Assistant(_retriever(options)).ask(options.question, top_k=options.top_k, where=_where(options))
    print(as_json(answer) if options.json else terminal_answer(answer))
    return ANSWERED if answer.answered else NOT_IN_DOCUMENTS


def _check_draft(options: argparse.Namespace) -> int:
    draft = read_draft(options.draft)
    statements(draft)  # a draft that cannot be checked is told before anything is read
    checks = _with_progress(Assistant(_retriever(options)).checks(draft), draft)
    colours = sys.stdout.isatty() and not options.json
    print(checks_json(checks) if options.json else terminal_checks(draft, checks, colours=colours))
    return NOT_IN_DOCUMENTS if any(one.verdict in ("differs", "absent") for one in checks) else ANSWERED


def _with_progress(checks: Iterable[Check], draft: str) -> list[Check]:
    bar = progress_bar(
        total=len(draft), unit="字", desc="核对", shown=sys.stderr.isatty() and len(draft) >= _LONG_DRAFT
    )
    done = []
    with bar:
        for one in checks:
            done.append(one)
            bar.update(one.end - bar.n)
    return done


def _search(options: argparse.Namespace) -> int:
    _check(options)
    hits = _retriever(options).search(
        options.question, top_k=options.top_k, where=_where(options), mode=options.mode, rerank=options.rerank
    )
    print(as_json(hits) if options.json else terminal_hits(hits))
    return ANSWERED if hits else NOT_IN_DOCUMENTS


def _index(options: argparse.Namespace) -> int:
    retriever, changes = update_index(
        options.folder, options.out, load_encoder(options.encoder),
        key=_key(), cached=not options.no_cache, progress=sys.stderr.isatty(),
    )  # fmt: skip
    counts = {"documents": len(retriever.documents), "passages": len(retriever.passages)}
    unread = {source.name: source.error for source in retriever.index.sources if source.error}
    listed = "".join(f"\n未读 not read: {visible(f'{name}: {reason}')}" for name, reason in unread.items())
    summary = f"{counts['documents']} 篇文档，{counts['passages']} 个段落 passages\n{changes}{listed}"
    rows = counts | asdict(changes) | {"unread": unread}
    print(json.dumps(rows, ensure_ascii=False) if options.json else summary)
    return ANSWERED


def _key() -> str | None:
    """What an engine is opened with: no part of its address, which is printed."""
    return os.environ.get("CHUCHU_QDRANT_KEY")


def _verify(options: argparse.Namespace) -> int:
    problems = verify(options.index, corpus=options.corpus, progress=sys.stderr.isatty()) + damaged_models()
    if options.json:
        print(json.dumps({"index": str(options.index), "problems": problems}, ensure_ascii=False))
    else:
        print(
            "\n".join(map(visible, problems))
            or f"{options.index}: 完好，与文件一致 whole, and the files are as they were"
        )
        if not problems and (said := how_compared(options.index)):
            print(said)
    return FAILED if problems else ANSWERED


def _evaluate(options: argparse.Namespace) -> int:
    if options.questions.is_file() and is_of_drafts(options.questions):
        return _evaluate_drafts(options)
    run.require_ir_measures()
    if options.limit is not None and options.limit < 1:
        raise ValueError(f"--limit must be 1 or more, not {options.limit}")
    if options.json and not options.json.parent.is_dir():
        raise NotADirectoryError(f"--json: there is no folder {options.json.parent}")
    before = report.read_rows(options.against) if options.against else None
    rows = _rows(options)
    found = report.scores(rows)
    print(report.table(found, rows))
    if options.json:
        report.write_json(options.json, found, rows)
    if before is None:
        return ANSWERED
    changes = report.compare(rows, before)
    print("\n" + report.changes_table(changes))
    return FAILED if any(one.fell for one in changes) else ANSWERED


def _evaluate_drafts(options: argparse.Namespace) -> int:
    drafts = read_drafts(options.questions)[: options.limit]
    rows = check_drafts(Assistant(_retriever(options)), drafts, progress=sys.stderr.isatty())
    print("\n".join([statement_table(rows), "", *wrong(rows)]))
    return ANSWERED


def _rows(options: argparse.Namespace) -> list[QuestionRow]:
    progress = sys.stderr.isatty()
    if options.questions.is_dir():
        if isinstance(options.index, str):
            raise ValueError("a test set is measured over an index in a folder: name a folder with --index")
        bench = read_benchset(options.questions, limit=options.limit)
        retriever = run.open_benchset(bench, index=options.index, encoder=options.encoder, progress=progress)
        return run.search_benchset(retriever, bench, progress=progress)
    questions = read_questions(options.questions)[: options.limit]
    return run.ask_questions(Assistant(_retriever(options)), questions, progress=progress)


def _retriever(options: argparse.Namespace) -> Retriever:
    exact = vars(options).get("exact", False)
    if options.index:
        return Retriever.load(options.index, encoder=options.encoder, exact=exact, key=_key())
    return Retriever.from_path(
        options.corpus, encoder=options.encoder, cached=not options.no_cache, progress=sys.stderr.isatty(), exact=exact
    )


def _check(options: argparse.Namespace) -> None:
    """Find wrong usage before anything is read or encoded."""
    check(_where(options))
    if options.top_k < 1:
        raise ValueError(f"--top-k must be 1 or more, not {options.top_k}")


def _where(options: argparse.Namespace) -> dict[str, list[str]]:
    """The conditions of the command line; one key given twice takes either value."""
    conditions: dict[str, list[str]] = {}
    for condition in options.where:
        key, equals, value = condition.partition("=")
        if not equals:
            raise ValueError(
                f"--where takes KEY=VALUE such as place=江北, not {condition!r}; keys: {', '.join(WHERE_KEYS)}"
            )
        conditions.setdefault(key, []).append(value)
    return conditions


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chuchu", description="出处：向文档提问，得到带出处的回答。")
    parser.add_argument("--version", action="version", version=f"chuchu-qa {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="回答问题并注明出处 answer a question with its sources")
    search = commands.add_parser("search", help="列出最相关的段落 list the best passages")
    index = commands.add_parser("index", help="建立索引 build an index of a folder", epilog=_GIVEN)
    _add_evaluate(
        commands.add_parser("evaluate", help="用带证据的问题测评 measure the answers to questions with known evidence")
    )
    for command in (ask, search):
        command.add_argument("question")
        command.add_argument(
            "--corpus", type=Path, default=default_corpus(), metavar="DIR", help="default: the articles"
        )
        command.add_argument("--index", type=place_of, metavar="INDEX", help="a saved index instead of --corpus")
        command.add_argument(
            "--where", action="append", default=[], metavar="KEY=VALUE", help="place=江北, period=2021 …; either of two"
        )
        command.add_argument("--exact", action="store_true", help="compare every vector, however many 逐一比较全部向量")
        command.add_argument("--top-k", type=int, default=5, metavar="N", help="passages, default 5")
    search.add_argument("--mode", choices=["hybrid", "vectors", "keywords"], default="hybrid")
    search.add_argument("--rerank", action="store_true", help="let a reader order them too 读过再排序")
    index.add_argument("folder", type=Path, metavar="DIR")
    index.add_argument(
        "--out", type=place_of, metavar="INDEX", help="folder or qdrant://HOST:PORT/NAME; default: the cache"
    )
    check_index = commands.add_parser("verify", help="检查索引 check a saved index and the files it was made from")
    check_index.add_argument("index", type=Path, metavar="INDEX")
    check_index.add_argument("--corpus", type=Path, metavar="DIR", help="where the documents lie, if they were moved")
    check_index.add_argument("--json", action="store_true")
    check_index.set_defaults(run=_verify)
    check_draft = commands.add_parser(
        "check", help="核对稿件 check a draft against the documents, sentence by sentence"
    )
    check_draft.add_argument("draft", metavar="DRAFT", help="a file (txt, md, docx, pdf), or - for standard input")
    check_draft.add_argument(
        "--corpus", type=Path, default=default_corpus(), metavar="DIR", help="default: the articles"
    )
    check_draft.add_argument("--index", type=place_of, metavar="INDEX", help="a saved index instead of --corpus")
    for command, action in ((ask, _ask), (search, _search), (check_draft, _check_draft), (index, _index)):
        command.add_argument("--encoder", metavar="MODEL", help="name or path of a sentence-transformers model")
        command.add_argument("--no-cache", action="store_true", help="read and encode again")
        command.add_argument("--json", action="store_true")
        command.set_defaults(run=action)
    return parser


def _add_evaluate(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("questions", type=Path, metavar="FILE|FOLDER", help="questions.jsonl, or a retrieval test set, BEIR's too")
    add(
        "--corpus",
        type=Path,
        default=default_corpus(),
        metavar="DIR",
        help="what FILE asks about; default: the articles",
    )
    add(
        "--index",
        type=place_of,
        metavar="INDEX",
        help="instead of --corpus; of FOLDER: made if not there",
    )
    add("--json", type=Path, metavar="FILE", help="write every number and every question's row")
    add(
        "--against",
        type=Path,
        metavar="FILE",
        help="an earlier --json; exit 1 if a measure fell by more than its noise",
    )
    add("--limit", type=int, metavar="N", help="the first N questions alone")
    add("--encoder", metavar="MODEL", help="name or path of a sentence-transformers model")
    add("--no-cache", action="store_true", help="read and encode again")
    command.set_defaults(run=_evaluate)
