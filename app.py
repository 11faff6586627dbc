"""The chat in the browser: ``build_demo(assistant)`` lays out the page, ``main`` serves it.

It wires components to ``qa.web``; what they show is made there, what is found comes from ``qa``.
"""

from __future__ import annotations

import argparse
import html
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr  # noqa: E402  analytics are off before it is imported

from qa import Assistant, Retriever  # noqa: E402
from qa.cli import default_corpus  # noqa: E402
from qa.web import reader  # noqa: E402
from qa.web.desk import Desk  # noqa: E402
from qa.web.texts import preferred, text  # noqa: E402

logger = logging.getLogger(__name__)

WEB = Path(__file__).parent / "qa" / "web"
FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]


def build_demo(assistant: Assistant, *, lang: str = "zh", starters: Sequence[str] = ()) -> gr.Blocks:
    """The page over ``assistant``. lang: the language if the visitor's browser names none. starters: first questions."""
    documents = assistant.retriever.documents
    periods = sorted({document.period[:4] for document in documents.values() if document.period})
    with gr.Blocks(title="出处 Chuchu", analytics_enabled=False, fill_width=True) as demo:
        kept = gr.BrowserState({"turns": [], "lang": None}, storage_key="chuchu-1", secret="chuchu")
        pending = gr.State("")
        head = gr.HTML(_head(lang), js_on_load=(WEB / "chuchu.js").read_text(encoding="utf-8"), elem_id="head")
        with gr.Row():
            with gr.Column(scale=6, min_width=360):
                chat = gr.Chatbot(
                    elem_id="chat", label=text("conversation", lang), show_label=False, buttons=[], latex_delimiters=[],
                    line_breaks=False, layout="panel", placeholder=f"### {text('welcome', lang)}",
                    examples=[{"text": starter} for starter in starters], feedback_options=None,
                )  # fmt: skip
                with gr.Row(equal_height=True):
                    box = gr.Textbox(
                        elem_id="question", label=text("question", lang), show_label=False, scale=8, lines=1, max_lines=4,
                        placeholder=text("question_hint", lang), autofocus=True, max_length=1000,
                    )  # fmt: skip
                    send = gr.Button(text("ask", lang), variant="primary", scale=1, min_width=80, elem_id="send")
                with gr.Row():
                    stop = gr.Button(text("stop", lang), size="sm", elem_id="stop")
                    new = gr.Button(text("new", lang), size="sm", elem_id="new")
                with gr.Accordion(text("settings", lang), open=False, elem_id="settings"):
                    top_k = gr.Slider(1, 10, value=5, step=1, label=text("top_k", lang))
                    any_ = text("everything", lang)
                    article = gr.Dropdown(
                        [(any_, ""), *((document.title, name) for name, document in documents.items())],
                        value="", label=text("in_article", lang),
                    )  # fmt: skip
                    period = gr.Dropdown([(any_, ""), *periods], value="", label=text("in_period", lang))
            with gr.Column(scale=5, min_width=360), gr.Tabs(elem_id="side") as tabs:
                with gr.Tab(text("sources", lang), id="sources"):
                    sources = gr.HTML(Desk(assistant, lang).cards([], 0), elem_id="sources")
                with gr.Tab(text("article", lang), id="article"):
                    page = gr.HTML(reader.empty(lang), elem_id="reader")

        def desk(kept: Any) -> Desk:
            return Desk(assistant, (kept or {}).get("lang") or lang)

        def ask(question: str, kept: dict[str, Any], top_k: int, article: str, period: str) -> Any:
            if not question.strip():
                gr.Info(text("blank", lang))
                return {box: question}
            where = {key: value for key, value in (("document", article), ("period", period)) if value}
            here = desk(kept)
            rows = here.ask(question.strip(), kept["turns"], top_k=int(top_k), where=where)
            turns = here.turns(rows)
            return {
                kept_: {**kept, "turns": rows}, chat: here.messages(turns), sources: here.cards(turns, -1),
                tabs: gr.Tabs(selected="sources"), box: "",
            }  # fmt: skip

        def choose(kept: dict[str, Any], event: gr.EventData) -> Any:
            here, turn, number = desk(kept), int(event.turn), int(event.number)
            turns = here.turns(kept["turns"])
            found = here.quoted(turns, turn, number)
            shown = {sources: here.cards(turns, turn, chosen=number)}
            if not found:
                return {**shown, tabs: gr.Tabs(selected="sources")}
            return {**shown, page: here.article(found[0], turns[turn], found[1]), tabs: gr.Tabs(selected="article")}

        def read(kept: dict[str, Any], event: gr.EventData) -> Any:
            here, name, number = desk(kept), str(event.document), int(event.turn)
            turns = here.turns(kept["turns"])
            turn = turns[number] if 0 <= number < len(turns) else None
            return here.article(name, turn, here.span(name, event.at)), gr.Tabs(selected="article")

        def load(kept: dict[str, Any], request: gr.Request) -> Any:
            here = desk(kept)
            turns = here.turns(kept["turns"])
            asked = dict(request.query_params)
            shown = {chat: here.messages(turns), sources: here.cards(turns, -1), pending: asked.get("q", "")}
            if "doc" in asked:
                name = asked["doc"]
                shown[page] = here.article(name, None, here.span(name, asked.get("at")))
                shown[tabs] = gr.Tabs(selected="article")
            return shown

        kept_ = kept
        quiet: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
        asking: dict[str, Any] = {
            "inputs": [box, kept, top_k, article, period], "outputs": [kept, chat, sources, tabs, box],
            "concurrency_id": "model", "concurrency_limit": 2, "api_visibility": "private",
        }  # fmt: skip
        runs = [box.submit(ask, **asking), send.click(ask, **asking)]
        stop.click(None, cancels=runs, api_visibility="private")
        head.choose(choose, kept, [sources, page, tabs], **quiet)
        head.read(read, kept, [page, tabs], **quiet)
        demo.load(load, kept, [chat, sources, page, tabs, pending], **quiet)
    return demo


def _head(lang: str) -> str:
    return (
        f'<div class="app-head" data-copied="{html.escape(text("copied", lang))}"><h1>{text("title", lang)}</h1>'
        f"<p>{text('tagline', lang)}</p></div>"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the chat over a folder of documents until interrupted."""
    parser = argparse.ArgumentParser(prog="app.py", description="出处：在浏览器里向文档提问。")
    parser.add_argument("folder", nargs="?", type=Path, default=default_corpus(), help="default: the articles")
    parser.add_argument("--index", type=Path, metavar="DIR", help="a saved index instead of a folder")
    parser.add_argument("--port", type=int, metavar="N")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    retriever = Retriever.load(options.index) if options.index else Retriever.from_path(options.folder)
    assistant = Assistant(retriever)
    demo = build_demo(assistant, lang=options.lang, starters=_starters(retriever))
    demo.queue(max_size=128, default_concurrency_limit=4)
    demo.launch(
        server_port=options.port, inbrowser=not options.no_browser and not os.environ.get("SPACE_ID"), ssr_mode=False,
        theme=gr.themes.Default(font=FONTS, font_mono=["ui-monospace", "monospace"]),
        css_paths=WEB / "chuchu.css", footer_links=["api", "settings"], show_error=True, max_file_size="20mb",
    )  # fmt: skip


def _starters(retriever: Retriever) -> list[str]:
    file = Path(__file__).parent / "data" / "starters.json"
    if not file.is_file():
        return []
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [row["question"] for row in rows if row["doc"] in retriever.documents]


if __name__ == "__main__":
    main()
