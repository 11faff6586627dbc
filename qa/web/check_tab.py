"""The tab on which a draft is checked, and what it shows: the draft's statements marked, the source beside each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from qa.checking.statements import LONGEST_DRAFT
from qa.documents.drafts import DRAFT_SUFFIXES
from qa.render import escape_html, percent, standing
from qa.render_checks import SIGNS, check_rows, difference_line, rounded_note, summary, verdict_words
from qa.types import Check
from qa.web.links import sentence_link
from qa.web.strings import wording


class CheckTab:
    """Lays its components out where it is made. worded: makes one whose words change with the language.

    against: what says which documents a draft is checked against.
    """

    def __init__(self, worded: Any, against: str) -> None:
        self.draft = worded(
            gr.Textbox, "draft", elem_id="draft", lines=6, max_lines=16, max_length=LONGEST_DRAFT
        )  # fmt: skip
        self.file = worded(
            gr.File, "draft_file", elem_id="draft-file", file_types=list(DRAFT_SUFFIXES), file_count="single",
            height=140,
        )  # fmt: skip
        self.against = gr.HTML(against, elem_id="checked-against")
        self.run = worded(gr.Button, "check_draft", prop="value", variant="primary", elem_id="check-draft")
        self.checked = gr.HTML("", elem_id="checked")
        with gr.Row(elem_classes="on-checks"):
            self.copy = worded(gr.Button, "copy_table", prop="value", size="sm", elem_id="copy-table")
            self.markdown = worded(gr.Button, "export_markdown", prop="value", size="sm", elem_id="checks-markdown")
            self.html = worded(gr.Button, "export_html", prop="value", size="sm", elem_id="checks-html")
        self.made = gr.State(("", ()))


def marked_draft(draft: str, checks: Sequence[Check], lang: str) -> str:
    """The draft as HTML, each statement with its sign, folding out to what the documents say; 下一处 between them."""
    language: Any = lang
    rows = check_rows(draft, checks, language)
    open_ones = [number for number, one in enumerate(checks) if one.verdict in ("differs", "absent")]
    items = []
    for number, (one, row) in enumerate(zip(checks, rows, strict=True)):
        later = next((other for other in open_ones if other > number), None)
        jump = f'<a class="next" href="#check-{later}">{wording("next", lang)}</a>' if later is not None else ""
        items.append(_item(number, one, row[0], language, jump if one.verdict in ("differs", "absent") else ""))
    first = f' <a class="next" href="#check-{open_ones[0]}">{wording("next", lang)}</a>' if open_ones else ""
    return (
        f'<section class="checks" aria-live="polite"><p>{escape_html(summary(checks, language))}{first}</p>'
        f"{''.join(items)}</section>"
    )


def _item(number: int, one: Check, words: str, lang: Any, jump: str) -> str:
    sign = f"{SIGNS[one.verdict]} <b>{verdict_words(one.verdict, lang)}</b>"
    head = f'<span class="sign">{sign}</span> <span class="words">{escape_html(words)}</span>'
    if not (one.citations or one.differences):
        return f'<p id="check-{number}" class="check {one.verdict}">{head} {jump}</p>'
    told = [f"<li>{escape_html(difference_line(each, lang))}</li>" for each in one.differences]
    told += [f"<li>{escape_html(rounded_note(lang))}</li>"] if one.rounded else []
    for citation in one.citations:
        link = escape_html(sentence_link(citation.document_id, citation.start, citation.end))
        period = f"（{citation.period}）" if citation.period else ""
        told.append(
            f'<li><q>{escape_html(citation.quote)}</q><br><a class="open" href="{link}">'
            f"{escape_html(standing(citation, english=lang == 'en'))}{escape_html(period)}</a></li>"
        )
    opened = " open" if one.verdict == "differs" else ""
    return (
        f'<details id="check-{number}" class="check {one.verdict}"{opened}><summary>{head} '
        f"<small>{percent(one.confidence)}</small></summary><ul>{''.join(told)}</ul>{jump}</details>"
    )
