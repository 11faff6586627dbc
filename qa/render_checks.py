"""The checks of a draft as terminal text, Markdown, a table to copy, HTML and JSON. It decides nothing."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any, Literal

from qa.printable import one_line, visible
from qa.render import escape_html, escape_markdown, percent, standing
from qa.text.traditional import in_traditional
from qa.types import Aspect, Check, Difference, Finding

Lang = Literal["zh", "zh-Hant", "en"]

SIGNS: dict[Finding, str] = {"supported": "✓", "differs": "✗", "absent": "?", "none": "·"}
_COLOURS: dict[Finding, str] = {"supported": "32", "differs": "31;1", "absent": "33", "none": "2"}
FINDINGS: dict[Finding, tuple[str, str]] = {
    "supported": ("有据", "supported"),
    "differs": ("有出入", "differs"),
    "absent": ("未见", "absent"),
    "none": ("不必核对", "nothing to check"),
}
ASPECTS: dict[Aspect, tuple[str, str]] = {
    "figure": ("数字", "figure"),
    "unit": ("单位", "unit"),
    "name": ("名称", "name"),
    "period": ("时间", "period"),
    "quotation": ("引文", "quotation"),
    "order": ("方向或顺序", "direction or order"),
}
_ROUNDED = ("原文是确切数，稿中取了约数", "the source has the exact figure, the draft a round one")
_SUMMED = (
    "共 {total} 句：有据 {supported}，有出入 {differs}，未见 {absent}，不必核对 {none}。",
    "{total} statements: {supported} supported, {differs} differ, {absent} absent, {none} with nothing to check.",
)
_HEADS = (
    ("稿中的句子", "Statement"),
    ("结论", "Verdict"),
    ("出入", "Difference"),
    ("原文", "The source's words"),
    ("出处", "Where"),
)


def terminal_checks(draft: str, checks: Sequence[Check], *, colours: bool = False) -> str:
    """Each statement with its verdict, what differs and where the documents say it."""
    lines = []
    for one in checks:
        sign = f"{SIGNS[one.verdict]} {_both(FINDINGS[one.verdict])}"
        sure = "" if one.verdict == "none" else f"  {percent(one.confidence)}"
        head = f"\x1b[{_COLOURS[one.verdict]}m{sign}\x1b[0m" if colours else sign
        lines.append(f"{head}{sure}  {one_line(draft[one.start : one.end])}")
        lines += [
            f"    {_both(ASPECTS[each.kind])}：稿 {one_line(each.words)} ｜ 原文 {one_line(each.source_words)}"
            for each in one.differences
        ]
        if one.rounded:
            lines.append(f"    {_ROUNDED[0]} {_ROUNDED[1]}")
        for citation in one.citations:
            period = f"（{citation.period}）" if citation.period else ""
            lines += [f"    “{one_line(citation.quote)}”", f"    —— {visible(standing(citation))}{period}"]
    return "\n".join([*lines, "", summary(checks, "zh"), summary(checks, "en")])


def summary(checks: Sequence[Check], lang: Lang) -> str:
    """How many statements came out which way, as a sentence."""
    counts = {finding: sum(one.verdict == finding for one in checks) for finding in FINDINGS}
    return _in(_SUMMED, lang).format(total=len(checks), **counts)


def markdown_checks(draft: str, checks: Sequence[Check], lang: Lang) -> str:
    """The table of all statements, under what they come to."""
    heads = _heads(lang)
    rows = ["| " + " | ".join(escape_markdown(cell) for cell in row) + " |" for row in check_rows(draft, checks, lang)]
    ruled = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([summary(checks, lang), "", *ruled, *rows, ""])


def tabbed_checks(draft: str, checks: Sequence[Check], lang: Lang) -> str:
    """The same table with tabs between its cells, as spreadsheets paste it."""
    rows = [_heads(lang), *check_rows(draft, checks, lang)]
    return "\n".join("\t".join(one_line(cell) for cell in row) for row in rows)


def html_table(draft: str, checks: Sequence[Check], lang: Lang) -> str:
    """The same table as HTML."""
    heads = "".join(f'<th scope="col">{escape_html(head)}</th>' for head in _heads(lang))
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape_html(cell)}</td>" for cell in row) + "</tr>"
        for row in check_rows(draft, checks, lang)
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def html_checks(draft: str, checks: Sequence[Check], lang: Lang, *, title: str) -> str:
    """A page of its own: what the checks come to and their table."""
    style = (
        "body{font-family:sans-serif;max-width:70rem;margin:2rem auto}table{border-collapse:collapse}"
        "td,th{border:1px solid #888;padding:.4rem;vertical-align:top}"
    )
    return (
        f'<!doctype html><html lang="{"zh-Hans" if lang == "zh" else lang}"><meta charset="utf-8">'
        f"<title>{escape_html(title)}</title><style>{style}</style><h1>{escape_html(title)}</h1>"
        f"<p>{escape_html(summary(checks, lang))}</p>{html_table(draft, checks, lang)}</html>"
    )


def check_rows(draft: str, checks: Sequence[Check], lang: Lang) -> list[tuple[str, ...]]:
    """For each statement: its words, the verdict, what differs, the source's words, where they stand."""
    rows: list[tuple[str, ...]] = []
    for one in checks:
        verdict = f"{SIGNS[one.verdict]} {verdict_words(one.verdict, lang)}"
        apart = "；".join(difference_line(each, lang) for each in one.differences)
        noted = apart or (_in(_ROUNDED, lang) if one.rounded else "")
        quotes = " / ".join(one_line(citation.quote) for citation in one.citations)
        places = " / ".join(
            standing(citation, english=lang == "en") + (f"（{citation.period}）" if citation.period else "")
            for citation in one.citations
        )
        rows.append((one_line(draft[one.start : one.end]), verdict, noted, quotes, places))
    return rows


def difference_line(one: Difference, lang: Lang) -> str:
    """Such as ``数字：24支 → 12支``: what the draft has and what the source prints."""
    colon = ": " if lang == "en" else "："
    return f"{_in(ASPECTS[one.kind], lang)}{colon}{one_line(one.words)} → {one_line(one.source_words)}"


def verdict_words(verdict: Finding, lang: Lang) -> str:
    """Such as ``有据``."""
    return _in(FINDINGS[verdict], lang)


def rounded_note(lang: Lang) -> str:
    """What is said of a figure that is support only as a round one."""
    return _in(_ROUNDED, lang)


def checks_json(checks: Sequence[Check]) -> str:
    """The same fields as the Python objects."""
    return json.dumps(check_data(checks), ensure_ascii=False, indent=2)


def check_data(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Checks as plain dicts, lists, strings and numbers."""
    return [dataclasses.asdict(one) for one in checks]


def _in(words: tuple[str, str], lang: Lang) -> str:
    if lang == "zh-Hant":
        return in_traditional(words[0])
    return words[lang == "en"]


def _heads(lang: Lang) -> tuple[str, ...]:
    return tuple(_in(head, lang) for head in _HEADS)


def _both(words: tuple[str, str]) -> str:
    return " ".join(words)
