"""The components of the page and where they stand. What they do is wired in ``app``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.render import escape_html
from qa.web import open_article, uploads
from qa.web.check_tab import CheckTab
from qa.web.session import Desk
from qa.web.starters import Starters
from qa.web.strings import LANGUAGES, wording

FOLDER = Path(__file__).parent
STORE: dict[str, Any] = {
    "turns": [], "lang": None, "visit": None, "scope": "", "gone": False, "done": 0, "failed": "",
    "given": {}, "chosen": [],
}  # fmt: skip
_NAMES = {"zh": "中文", "zh-Hant": "繁體", "en": "English"}
QUESTION_LENGTH = 1000

_SCRIPTS = ("chuchu.js", "reading.js", "conversation.js", "folder.js", "citing.js")
_SAID_BY_THE_BROWSER = (
    "copied", "searching", "failed", "again", "drop", "unreachable", "blank", "past", "past_kept", "remove",
    "removed", "undo",
)  # fmt: skip
Update = dict[str, Any]


class Page:
    """Lays itself out inside a ``gr.Blocks``.

    desk: over the shared documents. starters: first questions. feedback: whether judgements are asked for.
    """

    def __init__(self, desk: Desk, *, starters: Starters, feedback: bool) -> None:
        self.starters = starters
        self._words: list[tuple[Any, str, str]] = []
        self._lang = desk.lang
        self.opened = gr.State()
        self.judged = gr.State(-1)
        self.head = gr.HTML(head(desk.lang), js_on_load=script(*_SCRIPTS), elem_id="head")
        self.kept = gr.HTML(STORE, html_template="", js_on_load=script("conversations.js"), visible="hidden")
        self.version = gr.State(0)
        self.changed = gr.HTML("", elem_id="changed")
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=6, min_width=320):
                self._conversation(desk)
                self._feedback(shown=feedback)
                self._settings(desk)
            with gr.Column(scale=5, min_width=320), gr.Tabs(elem_id="side") as self.tabs:
                self._side(desk)
        self.chosen = gr.HTML([], html_template="", js_on_load=script("choosing.js"), visible="hidden")
        self.payload = gr.Textbox(visible="hidden", show_label=False, elem_id="payload")
        self.foot = gr.HTML(foot(desk.lang), elem_id="foot")

    def _text(self, key: str) -> str:
        return wording(key, self._lang)

    def _worded(self, kind: Any, key: str, *, prop: str = "label", **settings: Any) -> Any:
        """A component of this kind that bears the words ``key``, which change with the language."""
        component = kind(**{prop: self._text(key)}, **settings)
        self._words.append((component, prop, key))
        return component

    def _button(self, key: str, **settings: Any) -> Any:
        return self._worded(gr.Button, key, prop="value", **settings)

    def _conversation(self, desk: Desk) -> None:
        with gr.Column(elem_id="talk"):
            self.chat = self._worded(
                gr.Chatbot, "conversation", elem_id="chat", show_label=False, buttons=[], latex_delimiters=[],
                line_breaks=False, layout="panel", autoscroll=False, group_consecutive_messages=False,
                allow_tags=False, placeholder=desk.welcome(),
            )  # fmt: skip
            self.next = gr.HTML("", elem_id="next")
        with gr.Row(elem_id="asking"):
            self.limits = gr.HTML("", elem_id="limits")
            self.box = self._worded(
                gr.Textbox, "question", elem_id="question", show_label=False, container=False, scale=8,
                max_lines=4, placeholder=self._text("question_hint"), autofocus=True, interactive=True,
            )  # fmt: skip
            self._words.append((self.box, "placeholder", "question_hint"))
            self._button("ask", variant="primary", min_width=72, elem_id="send")
            self.stop = self._button("stop", min_width=72, elem_id="stop")
        with gr.Row(elem_id="tools"):
            self.new = self._button("new", size="sm", min_width=72, elem_id="new")
            self.markdown = self._button("export_markdown", size="sm", min_width=72, elem_id="export-markdown")
            self.html = self._button("export_html", size="sm", min_width=72, elem_id="export-html")
            gr.HTML(html_template="", elem_id="past")

    def _feedback(self, *, shown: bool) -> None:
        self.feedback_shown = shown
        with gr.Group(visible=False, elem_id="feedback") as self.feedback:
            self.right = self._worded(gr.Textbox, "right_passage", elem_id="right", max_lines=4)
            self.judge = self._button("send_feedback", size="sm", elem_id="judge")

    def _settings(self, desk: Desk) -> None:
        self.settings = self._worded(gr.Accordion, "settings", open=False, elem_id="settings")
        with self.settings:
            scopes = [(self._text(f"scope_{one}"), one) for one in ("articles", "mine", "both")]
            self.scope = self._worded(
                gr.Radio, "scope", choices=scopes, value="articles", visible=False, elem_id="scope"
            )
            self.documents = gr.HTML(desk.chooser([]), elem_id="documents")
            self.period = self._menu("in_period", desk.periods(), "in-period")
            self.top_k = self._worded(gr.Slider, "top_k", minimum=1, maximum=10, value=5, step=1, elem_id="top-k")

    def _menu(self, key: str, choices: Sequence[tuple[str, str]], name: str) -> Any:
        """A choice among ``choices``: nothing can be typed into it that is none of them."""
        return self._worded(gr.Dropdown, key, choices=choices, value="", filterable=False, elem_id=name)

    def _side(self, desk: Desk) -> None:
        with self._tab("sources"):
            self.sources = gr.HTML(desk.cards([], 0), elem_id="sources")
        with self._tab("article"):
            self.reader = gr.HTML(open_article.empty(desk.lang), elem_id="reader")
        with self._tab("checks"):
            self.check = CheckTab(self._worded, desk.checked_against())
        with self._tab("corpus"):
            self.corpus = gr.HTML(desk.overview(), elem_id="corpus")
        with self._tab("mine"):
            self.files = self._worded(
                gr.File, "upload",
                file_count="multiple", file_types=list(uploads.suffixes()), elem_id="files", height=180,
            )  # fmt: skip
            self.mine = gr.HTML(own_files([], [], desk.lang), elem_id="mine")

    def _tab(self, key: str) -> Any:
        return self._worded(gr.Tab, key, id=key, elem_id=f"tab-{key}")

    def named(self, lang: str) -> dict[Any, Update]:
        """Every component that bears words, with them in ``lang``."""
        updates: dict[Any, Update] = {}
        for component, prop, key in self._words:
            updates.setdefault(component, {})[prop] = wording(key, lang)
        updates[self.foot] = {"value": foot(lang)}
        return updates

    @property
    def everything(self) -> list[Any]:
        """Every component that an event may change."""
        states = [self.kept, self.opened, self.judged]
        shown = [self.head, self.tabs, self.next, self.sources, self.reader, self.corpus, self.mine, self.feedback]
        shown += [self.documents, self.chosen, self.limits, self.check.against]
        return list(dict.fromkeys([*states, *shown, *self.named("zh")]))


def head(lang: str) -> str:
    """The page's header: name, what it is, the choice of language."""
    links = "".join(
        f'<a href="?lang={other}" hreflang="{other}" lang="{other}"{" aria-current=true" if other == lang else ""}>'
        f"{_NAMES[other]}</a>"
        for other in LANGUAGES
    )
    return (
        f'<div class="app-head" data-lang="{lang}" data-words="{escape_html(_said(lang))}">'
        f"<h1>{wording('title', lang)}</h1><p>{wording('tagline', lang)}</p>"
        f'<nav aria-label="{wording("language", lang)}">{links}</nav></div>'
    )


def _said(lang: str) -> str:
    """The sentences that the page's script says, as JSON."""
    words = {key: wording(key, lang) for key in _SAID_BY_THE_BROWSER}
    words["too_long"] = wording("too_long_question", lang, most=f"{QUESTION_LENGTH:,}")
    return json.dumps({**words, "most": QUESTION_LENGTH}, ensure_ascii=False)


def foot(lang: str) -> str:
    """What only some look for, folded."""
    api = f'<a href="?view=api" class="api" role="button">{wording("use_api", lang)}</a>'
    told = f"<summary>{wording('developers', lang)}</summary><p>{wording('developers_hint', lang)} {api}</p>"
    return f'<details class="developers">{told}</details>'


def own_files(documents: Sequence[tuple[str, str]], refused: Sequence[tuple[str, str]], lang: str) -> str:
    """The visitor's own files, each with a way to remove it, and why others were not taken."""
    limits = {"files": uploads.FILES, "megabytes": uploads.FILE_MEGABYTES, "characters": f"{uploads.CHARACTERS:,}"}
    formats = " ".join(suffix.lstrip(".") for suffix in uploads.suffixes())
    hint = wording("upload_hint", lang, **limits, formats=formats)
    parts = [f'<div class="mine" aria-live="polite"><p class="note">{hint}</p>']
    parts += [
        f'<p class="refused">{escape_html(name)}：{escape_html(reason)}</p>' for name, reason in refused
    ]  # fmt: skip
    rows = [
        f'<li><a class="open" href="{escape_html(link)}">{escape_html(name)}</a> '
        f'<button class="forget" data-name="{escape_html(name)}" '
        f'aria-label="{wording("remove", lang)} {escape_html(name)}">'
        f"{wording('remove', lang)}</button></li>"
        for name, link in documents
    ]
    if rows:
        parts.append(f"<p>{wording('added', lang)}</p><ul>{''.join(rows)}</ul>")
    elif not refused:
        parts.append(f'<p class="empty">{wording("none_mine", lang)}</p>')
    if len(rows) > 1:
        parts.append(f'<button class="forget" data-name="">{wording("remove_all", lang)}</button>')
    return "".join([*parts, "</div>"])


def script(*names: str) -> str:
    """The page's JavaScript."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
