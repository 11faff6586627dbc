"""The command line: ``chuchu ask``, ``search``, ``index``. It parses, calls and prints; it decides nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from qa import __version__
from qa.assistant import Assistant
from qa.errors import QAError
from qa.render import as_json, terminal_answer, terminal_hits
from qa.retriever import Retriever
from qa.where import KEYS

ANSWERED, FAILED, WRONG_USAGE, NOT_IN_DOCUMENTS = 0, 1, 2, 3


def default_corpus() -> Path:
    """The five articles that ship: beside the package in a checkout, inside it in a wheel."""
    checkout = Path(__file__).parent.parent / "data" / "articles"
    return checkout if checkout.is_dir() else Path(__file__).parent / "articles"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 answered, 1 failed, 2 wrong usage, 3 not in the documents."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except (ValueError, NotADirectoryError) as error:
        print(f"chuchu: {error}", file=sys.stderr)
        return WRONG_USAGE
    except (QAError, OSError, ImportError) as error:
        print(f"chuchu: {error}", file=sys.stderr)
        return FAILED


def run() -> None:
    """Entry point of the ``chuchu`` command."""
    sys.exit(main())


def _ask(options: argparse.Namespace) -> int:
    answer = Assistant(_retriever(options)).ask(options.question, top_k=options.top_k, where=_where(options))
    print(as_json(answer) if options.json else terminal_answer(answer))
    return ANSWERED if answer.answered else NOT_IN_DOCUMENTS


def _search(options: argparse.Namespace) -> int:
    hits = _retriever(options).search(options.question, top_k=options.top_k, where=_where(options), mode=options.mode)
    print(as_json(hits) if options.json else terminal_hits(hits))
    return ANSWERED if hits else NOT_IN_DOCUMENTS


def _index(options: argparse.Namespace) -> int:
    retriever = Retriever.from_path(
        options.folder, encoder=options.encoder, cached=not options.no_cache, progress=sys.stderr.isatty()
    )
    counts = {"documents": len(retriever.documents), "passages": len(retriever.passages)}
    if options.out:
        retriever.save(options.out)
    print(json.dumps(counts) if options.json else f"{counts['documents']} 篇文档，{counts['passages']} 个段落 passages")
    return ANSWERED


def _retriever(options: argparse.Namespace) -> Retriever:
    if options.index:
        return Retriever.load(options.index, encoder=options.encoder)
    return Retriever.from_path(
        options.corpus, encoder=options.encoder, cached=not options.no_cache, progress=sys.stderr.isatty()
    )


def _where(options: argparse.Namespace) -> dict[str, str]:
    conditions = {}
    for condition in options.where:
        key, equals, value = condition.partition("=")
        if not equals:
            raise ValueError(f"--where takes KEY=VALUE such as place=江北, not {condition!r}; keys: {', '.join(KEYS)}")
        conditions[key] = value
    return conditions


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chuchu", description="出处：向文档提问，得到带出处的回答。")
    parser.add_argument("--version", action="version", version=f"chuchu-qa {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="回答问题并注明出处 answer a question with its sources")
    search = commands.add_parser("search", help="列出最相关的段落 list the best passages")
    index = commands.add_parser("index", help="建立索引 build an index of a folder")
    for command in (ask, search):
        command.add_argument("question")
        command.add_argument("--corpus", type=Path, default=default_corpus(), metavar="DIR", help="default: the articles")
        command.add_argument("--index", type=Path, metavar="DIR", help="a saved index instead of --corpus")
        command.add_argument("--where", action="append", default=[], metavar="KEY=VALUE", help="place=江北, period=2021 …")
        command.add_argument("--top-k", type=int, default=5, metavar="N", help="passages, default 5")
    search.add_argument("--mode", choices=["hybrid", "vectors", "keywords"], default="hybrid")
    index.add_argument("folder", type=Path, metavar="DIR")
    index.add_argument("--out", type=Path, metavar="INDEX", help="where to save it; default: the cache alone")
    for command, action in ((ask, _ask), (search, _search), (index, _index)):
        command.add_argument("--encoder", metavar="MODEL", help="name or path of a sentence-transformers model")
        command.add_argument("--no-cache", action="store_true", help="read and encode again")
        command.add_argument("--json", action="store_true")
        command.set_defaults(run=action)
    return parser
