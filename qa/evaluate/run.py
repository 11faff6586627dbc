"""Ask every question of a test set and keep what came of each, as rows. It computes no mean and prints nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import get_args

from embeddings import Encoder
from qa.assistant import Assistant
from qa.evaluate.metrics import QuestionRow
from qa.evaluate.questions import Question
from qa.evaluate.sets import BenchSet
from qa.progress_bar import progress_bar
from qa.retriever import Retriever
from qa.search.candidates import find_candidates, question_vector
from qa.search.query import understand
from qa.types import Answer, Mode

DEPTH = 10
ASKED = "ask"
_STANDARD = {"Success@1": "hit@1", "R@10": "recall@10", "RR@10": "MRR@10", "nDCG@10": "nDCG@10"}
_WITHIN = (3, 5)


def require_ir_measures() -> ModuleType:
    """The package ir_measures. Raises ImportError that says how to install it."""
    try:
        import ir_measures
    except ImportError as error:
        raise ImportError("evaluate needs ir-measures: pip install 'chuchu-qa[evaluate]'") from error
    return ir_measures


def standard(
    rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, float]]:
    """Each query's standard measures, by ir-measures. rankings: documents, best first; relevant: grades, 0 is not.

    Raises ImportError without the extra ``evaluate``.
    """
    package = require_ir_measures()
    wanted = [package.parse_measure(name) for name in _STANDARD]
    judged = [package.Qrel(query, one, grade) for query, grades in relevant.items() for one, grade in grades.items()]
    run = [
        package.ScoredDoc(query, one, float(-rank))
        for query, ranking in rankings.items()
        for rank, one in enumerate(ranking)
    ]
    values: dict[str, dict[str, float]] = {query: {} for query in relevant}
    for found in package.iter_calc(wanted, judged, run):
        values[found.query_id][_STANDARD[str(found.measure)]] = float(found.value)
    return values


def ask_questions(assistant: Assistant, questions: Sequence[Question], *, progress: bool = False) -> list[QuestionRow]:
    """One row per question, the earlier turns of each asked before it.

    Raises ValueError for evidence in a document that is not there: it could never be found.
    """
    _check(assistant, questions)
    require_ir_measures()
    assistant.ask(questions[0].question)  # what is loaded at the first question is no question's latency
    asked = [(one, *_conversation(assistant, one)) for one in progress_bar(questions, desc="asking", shown=progress)]
    ranks = {
        one.id: _first_ranks(one, [(hit.passage.document_id, hit.passage.text) for hit in answer.hits])
        for one, answer, _ in asked
        if one.evidence
    }
    values = standard(
        {id: [str(rank) for rank in range(DEPTH)] for id in ranks}, {id: _units(r) for id, r in ranks.items()}
    )
    rows = []
    for one, answer, seconds in asked:
        right = any(one.shown_by(first.document_id, first.quote) for first in answer.citations[:1])
        measured = _judged(answer, seconds, answerable=bool(one.evidence)) | {"right": float(right)}
        if one.evidence:
            measured |= {k: v for k, v in values[one.id].items() if k != "recall@10"} | _evidence(
                one, answer, ranks[one.id]
            )
        rows.append(QuestionRow(one.id, one.type, one.kind, " / ".join(one.turns), measured))
    return rows


def _check(assistant: Assistant, questions: Sequence[Question]) -> None:
    if not questions:
        raise ValueError("there is no question to ask")
    for question in questions:
        for one in (one for group in question.evidence for one in group):
            if one.document_id not in assistant.retriever.documents:
                raise ValueError(
                    f"question {question.id} has its evidence in {one.document_id!r}, which is not in the corpus"
                )


def _conversation(assistant: Assistant, question: Question) -> tuple[Answer, float]:
    """The answer to the last turn, and the seconds it took."""
    history: list[tuple[str, str]] = []
    for turn in question.turns[:-1]:
        history.append((turn, assistant.ask(turn, history).text))
    start = time.perf_counter()
    answer = assistant.ask(question.turns[-1], history, top_k=DEPTH)
    return answer, time.perf_counter() - start


def _first_ranks(question: Question, shown: Iterable[tuple[str, str]]) -> list[int | None]:
    """For each piece of evidence, the first of ``shown`` (document, text) that covers it, from 0."""
    ranks: list[int | None] = [None] * len(question.evidence)
    for rank, (document_id, text) in enumerate(shown):
        for number, group in enumerate(question.evidence):
            if ranks[number] is None and any(one.covered_by(document_id, text) for one in group):
                ranks[number] = rank
    return ranks


def _units(ranks: Sequence[int | None]) -> dict[str, int]:
    """What is relevant among hits named by their rank: each that shows new evidence, and each piece that none shows."""
    return {f"missing {number}" if rank is None else str(rank): 1 for number, rank in enumerate(ranks)}


def _judged(answer: Answer, seconds: float, *, answerable: bool) -> dict[str, float]:
    return {
        "answerable": float(answerable),
        "answered": float(answer.answered),
        "confidence": answer.confidence,
        "seconds": seconds,
    }


def _evidence(question: Question, answer: Answer, ranks: Sequence[int | None]) -> dict[str, float]:
    """How much of the evidence the hits and the quotes show; the quotes of a refusal answer nothing."""
    values = {f"all@{k}": float(all(rank is not None and rank < k for rank in ranks)) for k in _WITHIN}
    quoted = _first_ranks(question, [(one.document_id, one.quote) for one in answer.citations])
    values["quotes"] = float(answer.answered and None not in quoted)
    if len(question.evidence) == 1:
        values["first"] = float(answer.answered and quoted == [0])
    values |= _sections(question, answer)
    if question.shorts:
        right = float(answer.short is not None and question.said_by(answer.short))
        values |= {"short": right} | ({"short right": right} if answer.short else {})
    if answer.answered:
        values["characters"] = float(sum(len(one.quote) for one in answer.citations))
    return values


def _sections(question: Question, answer: Answer) -> dict[str, float]:
    """How many quotes that show evidence have a section where the question names one, and how many have that one."""
    found = [
        any(one.stands_under(quote.section) for one in shown)
        for quote in answer.citations
        if quote.section and (shown := question.shown_in(quote.document_id, quote.quote)) and shown[0].section
    ]
    return {"sections": float(len(found)), "sections right": float(sum(found))} if found else {}


def open_benchset(
    bench: BenchSet, *, index: Path | None = None, encoder: str | Encoder | None = None, progress: bool = False
) -> Retriever:
    """Index its documents; with ``index``, from that folder if it is there, else saved to it.

    Raises ValueError when that folder holds other documents.
    """
    if index is None or not index.exists():
        retriever = Retriever.from_documents(bench.documents, encoder=encoder, progress=progress)
        if index is not None:
            retriever.save(index)
        return retriever
    retriever = Retriever.load(index, encoder=encoder)
    if {one.id: one.sha256 for one in bench.documents} != {id: one.sha256 for id, one in retriever.documents.items()}:
        raise ValueError(f"{index} holds other documents than the test set; name another folder or remove it")
    return retriever


def search_benchset(retriever: Retriever, bench: BenchSet, *, progress: bool = False) -> list[QuestionRow]:
    """One row per query and mode, its type the mode: documents in the order of the first passage of each.

    If the set has questions without answer, one more per question, its type ``ask``: how sure the Assistant is of it.
    """
    require_ir_measures()
    rankings: dict[str, dict[str, list[str]]] = {mode: {} for mode in get_args(Mode)}
    for id, text in progress_bar(bench.queries.items(), desc="searching", shown=progress):
        query = understand(text, retriever.index)
        vector = question_vector(query, retriever.encoder)
        for mode in get_args(Mode):
            found = find_candidates(retriever.index, query, vector, where={}, mode=mode)
            best = [] if query.blank else found.rows.tolist()
            rankings[mode][id] = list(dict.fromkeys(retriever.passages[row].document_id for row in best))[:DEPTH]
    rows = [
        QuestionRow(id, mode, "", bench.queries[id], values)
        for mode, ranking in rankings.items()
        for id, values in standard(ranking, bench.relevant).items()
    ]
    return rows + (_sureness(Assistant(retriever), bench, progress=progress) if bench.outside else [])


def _sureness(assistant: Assistant, bench: BenchSet, *, progress: bool) -> list[QuestionRow]:
    questions = [(id, "", text) for id, text in bench.queries.items()]
    questions += [(id, name, text) for name, texts in bench.outside.items() for id, text in texts.items()]
    rows = []
    for id, kind, text in progress_bar(questions, desc="asking", shown=progress):
        start = time.perf_counter()
        answer = assistant.ask(text)
        values = _judged(answer, time.perf_counter() - start, answerable=not kind)
        rows.append(QuestionRow(id, ASKED, kind, text, values))
    return rows
