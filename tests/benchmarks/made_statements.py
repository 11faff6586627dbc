"""Statements made by rule from a public set: sentences as printed, and the same with one thing exchanged.

    python -m tests.benchmarks.made_statements FOLDER [--count 60]

FOLDER holds ``corpus.jsonl`` and ``queries.jsonl`` with the place of each answer. Of every second question the sentence
with its answer is kept as it stands; of the others the figure in it, or the name that answers, is exchanged for that of
another question. It prints the AUROC of ``support``, kept against exchanged: a figure of rules, not of people's drafts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa import Assistant, Document, Retriever
from qa.documents.corpus import document_from_text
from qa.evaluate.checked_drafts import check_drafts, public_table
from qa.evaluate.known_drafts import KnownDraft, draft_of
from qa.text.sentences import sentences

SHORTEST, LONGEST = 14, 90
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")


def made_statements(folder: Path, count: int) -> tuple[list[Document], list[KnownDraft]]:
    """The documents that ``count`` statements are about, as many others, and the statements, each a draft."""
    corpus = {row["id"]: row for row in _rows(folder / "corpus.jsonl")}
    asked = list(_answered(corpus, _rows(folder / "queries.jsonl")))
    step = max(1, len(asked) // count)
    chosen = asked[::step][:count]
    names = [answer for _, _, answer in asked if _NAME.fullmatch(answer)]
    drafts = [_draft(number, *one, names) for number, one in enumerate(chosen)]
    used = [id for id, _, _ in chosen]
    others = [id for id in corpus if id not in used][: len(used)]
    documents = [_document(corpus[id]) for id in sorted({*used, *others})]
    return documents, drafts


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _answered(corpus: dict[str, dict[str, Any]], queries: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Paragraph, sentence and answer: one question of each paragraph, whose answer is a figure or a name."""
    seen = set()
    for query in queries:
        for span in query["spans"][:1]:
            id, answer = span["doc_id"], span["text"]
            text = corpus[id]["text"]
            if id in seen or not (_FIGURE.search(answer) or _NAME.fullmatch(answer)):
                continue
            around = [text[s:e] for s, e in sentences(text) if s <= span["answer_start"] < e and answer in text[s:e]]
            if around and SHORTEST <= len(around[0]) <= LONGEST:
                seen.add(id)
                yield id, around[0], answer


def _draft(number: int, id: str, sentence: str, answer: str, names: Sequence[str]) -> KnownDraft:
    told = {"doc": f"{id}.txt", "quote": sentence}
    if number % 2 == 0:
        known = {"text": sentence, "verdict": "supported", "kind": "kept", **told}
    elif figure := _FIGURE.search(answer):
        changed = sentence.replace(answer, answer.replace(figure.group(), _other_figure(figure.group()), 1), 1)
        known = {"text": changed, "verdict": "differs", "kind": "figure", "source_words": [figure.group()], **told}
    else:
        alike = [name for name in names if abs(len(name) - len(answer)) <= 1 and name not in sentence]
        changed = sentence.replace(answer, alike[(7 * number) % len(alike)], 1)
        known = {"text": changed, "verdict": "differs", "kind": "name", "source_words": [answer], **told}
    return draft_of({"id": f"made-{number}", "group": id, "draft": known["text"], "statements": [known]})


def _other_figure(figure: str) -> str:
    """A figure of as many digits, its first two exchanged or, where they are alike, its last raised: 2950 to 9250."""
    digits = [place for place, one in enumerate(figure) if one.isdigit()]
    swapped = list(figure)
    if len(digits) > 1 and figure[digits[-1]] != figure[digits[-2]] and figure[digits[-2]] != "0":
        swapped[digits[-1]], swapped[digits[-2]] = swapped[digits[-2]], swapped[digits[-1]]
    else:
        swapped[digits[-1]] = str((int(figure[digits[-1]]) + 3) % 10 or 4)
    return "".join(swapped)


def _document(row: dict[str, Any]) -> Document:
    return document_from_text(f"# {row['title']}\n\n{row['text']}\n", id=f"{row['id']}.txt")


def main() -> None:
    """Make, check and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    documents, drafts = made_statements(options.folder, options.count)
    assistant = Assistant(Retriever.from_documents(documents))
    print(public_table(check_drafts(assistant, drafts)))


if __name__ == "__main__":
    main()
