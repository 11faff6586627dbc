"""Quotes for a person to read: what an answer shows of any documents, with the kind of text and what looks wrong.

    python -m tests.benchmarks.quotes FOLDER [--questions FILE] [--limit N]

Asks the questions of a file in the form of ``data/questions.jsonl`` and one made of each heading of the documents, in
the order of their digests, until N quotes are printed. A defect is one for the reader to judge; those that a rule can
suspect are named: cut, markup, echo, bare, heading. The last line is how many are suspected, by kind.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qa import Answer, Assistant, Citation, Retriever
from qa.documents.markup import is_markdown, without_marks
from qa.evaluate.questions import read_questions
from qa.search.repeats import says_the_same
from qa.text.characters import has_chinese

_ENDS = re.compile(r"[。！？!?；;：:.…|][”’」』）)\]\"'*_` ]*$")
_MARKUP = re.compile(r"</?[a-z]+[^<>]*>|!\[|\]\(|\*\*|&\w+;", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


def questions_of(retriever: Retriever, file: Path | None) -> list[str]:
    """Those of the file, then one for each heading, in an order of no meaning that is the same every time."""
    asked = [one.question for one in read_questions(file)] if file else []
    headings = {
        document.text[paragraph.start : paragraph.end]
        for document in retriever.documents.values()
        for paragraph in document.paragraphs
        if paragraph.kind == "heading"
    }
    made = [title if title[-1] in "?？" else _question(title) for title in headings]
    return asked + sorted(made, key=lambda question: hashlib.sha256(question.encode()).hexdigest())


def _question(title: str) -> str:
    return f"关于“{title}”是怎么说的？" if has_chinese(title) else f"What is said about {title}?"


def kind_of(retriever: Retriever, quote: Citation) -> str:
    """The kind of the paragraph that a quote begins in."""
    document = retriever.documents[quote.document_id]
    return next(
        one.kind for one in document.paragraphs if one.start <= quote.start < one.end or one.start > quote.start
    )


def suspected(answer: Answer, quote: Citation, kind: str) -> list[str]:
    """What looks wrong with a quote, by rules that a person would check."""
    read = without_marks(quote.quote) if is_markdown(quote.document_id) else quote.quote
    wrong = {
        "cut": kind == "body" and not _ENDS.search(read) and len(read) > 20,
        "markup": _MARKUP.search(read) is not None,
        "echo": read.rstrip()[-1:] in ("?", "？") or says_the_same(read, answer.question),
        "bare": len(_LETTERS.findall(read)) < 2,
        "heading": kind in ("heading", "title", "contents", "label"),
    }
    return [name for name, is_so in wrong.items() if is_so]


def quotes(assistant: Assistant, questions: list[str]) -> Iterator[tuple[Answer, Citation, str]]:
    """Each quote of each answer that was given, with its kind."""
    for question in questions:
        answer = assistant.ask(question)
        for quote in answer.citations if answer.answered else ():
            yield answer, quote, kind_of(assistant.retriever, quote)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--questions", type=Path, metavar="FILE")
    parser.add_argument("--limit", type=int, default=200, metavar="N")
    options = parser.parse_args()
    retriever = Retriever.from_path(options.folder)
    read: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for answer, quote, kind in quotes(Assistant(retriever), questions_of(retriever, options.questions)):
        signs = suspected(answer, quote, kind)
        read[kind] += 1
        wrong.update({kind: 1} if signs else ())
        print(f"{read.total():>4} {kind} {' '.join(signs).upper()}\n     ? {answer.question}\n     > {quote.quote!r}")
        if read.total() >= options.limit:
            break
    print(", ".join(f"{kind}: {wrong[kind]} of {count} suspected" for kind, count in sorted(read.items())))


if __name__ == "__main__":
    main()
