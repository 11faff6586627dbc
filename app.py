"""The chat in the browser: ``build_demo(assistant)`` makes the page, ``main`` serves it.

The components are laid out in ``qa.web.page``; what they do is in ``qa.web.events``, what starts it in ``wiring``.
Gradio is imported by the functions that need it: it takes seconds, in which ``main`` already opens the documents.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings import ModelError
from qa import Assistant, QAError, Retriever
from qa.cli import default_corpus
from qa.qdrant.address import place_of
from qa.web.api import Programs
from qa.web.page_pictures import picture_route
from qa.web.served_corpus import ServedCorpus, stamps_of
from qa.web.session import Desk
from qa.web.strings import LANGUAGES
from qa.web.uploads import FILE_MEGABYTES, Visit, Visits

if TYPE_CHECKING:
    import gradio as gr
    from starlette.routing import Route

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before gradio is imported

FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
WAITING = 256


def build_demo(
    assistant: Assistant,
    *,
    lang: str = "zh",
    starters: Sequence[Mapping[str, str]] = (),
    feedback: Path | None = None,
    visits: Visits | None = None,
    served: ServedCorpus | None = None,
) -> gr.Blocks:
    """The page over ``assistant``.

    lang: the language for browsers that ask for neither. starters: first questions, by language (``zh``, ``en``).
    feedback: where visitors' judgements are kept; without it none is asked for. visits: where their own files are.
    served: the same assistant with the folder that it was read from, if that may change.
    """
    import gradio as gr

    from qa.web.draft_events import Checking
    from qa.web.events import Events
    from qa.web.folder_events import Refreshing
    from qa.web.judgements import Judgements
    from qa.web.page import Page
    from qa.web.starters import Starters
    from qa.web.upload_controls import Shelf
    from qa.web.visitors import Desks
    from qa.web.wiring import MODEL, QUIET, own_parts, wire, wire_judgements, wire_own

    demo: gr.Blocks
    with gr.Blocks(title="出处 Chuchu", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as demo:
        served = served or ServedCorpus(assistant)
        _offer(Programs(served))  # first, so that the endpoints get their plain names
        first = Starters(served, starters)
        page = Page(Desk(assistant, Visit(), lang), starters=first, feedback=feedback is not None)
        desks = Desks(served, Visits() if visits is None else visits, lang)
        shelf = Shelf(page, desks)
        events = Events(page, desks, shelf)
        wire(demo, page, events)
        Checking(page.check, desks).wire(page, quiet=QUIET, model=MODEL)
        wire_own(demo, page, shelf, events)
        Refreshing(page, desks, shelf).wire(own_parts(page), QUIET)
        wire_judgements(page, Judgements(page, desks, feedback))
    demo.queue(max_size=WAITING, default_concurrency_limit=4)
    return demo


def _offer(programs: Programs) -> None:
    """The typed endpoints; they are also the tools when the server speaks MCP."""
    from gradio.events import api

    from qa.web.wiring import MODEL

    api(_spoken(programs.ask), api_name="ask", **MODEL)
    api(_spoken(programs.search), api_name="search", **MODEL)
    api(_spoken(programs.check), api_name="check", **MODEL)
    api(_spoken(programs.passage), api_name="passage")
    api(_spoken(programs.documents), api_name="documents")


def _spoken(call: Callable[..., Any]) -> Callable[..., Any]:
    """``call``, whose complaints about its arguments reach the program that made it."""
    import gradio as gr

    @functools.wraps(call)
    def spoken(*values: Any, **named: Any) -> Any:
        try:
            return call(*values, **named)
        except ValueError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return spoken


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chat over a folder of documents until interrupted. Returns 1 if it cannot begin."""
    options = _parser().parse_args(arguments)
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(_opened, options)
        import gradio  # noqa: F401
    try:
        served = opening.result()
    except (QAError, ModelError, OSError, ValueError, ImportError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    visits, assistant = Visits(), served.assistant
    demo = build_demo(
        assistant, lang=options.lang, starters=_starters(assistant), feedback=options.feedback, visits=visits,
        served=served,
    )  # fmt: skip
    pictures = picture_route(lambda: served.assistant.retriever.index, visits)
    try:
        serve(demo, [pictures], server_port=options.port, inbrowser=_shows(options))
    except OSError as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 1
    demo.block_thread()
    return 0


def _opened(options: argparse.Namespace) -> ServedCorpus:
    """The documents, ready to be asked at once: the first question is the slow one, so it is asked here.

    A saved index stays as it is, and so does what a Space serves.
    """
    folder = None if options.index or os.environ.get("SPACE_ID") else options.folder
    stamps = stamps_of(folder) if folder else {}
    key = os.environ.get("CHUCHU_QDRANT_KEY")
    retriever = Retriever.load(options.index, key=key) if options.index else Retriever.from_path(options.folder)
    assistant = Assistant(retriever)
    assistant.ask("出处")
    return ServedCorpus(assistant, folder, stamps=stamps)


def serve(demo: gr.Blocks, routes: Sequence[Route] = (), **settings: Any) -> None:
    """Serve the page, and as tools if the extra ``mcp`` is there; it returns at once.

    routes: more addresses beside the page's. settings: as ``launch`` has.
    """
    demo.launch(prevent_thread_lock=True, app_kwargs={"routes": [*routes]}, **serving(), **settings)
    tools: Any = demo.mcp_server_obj
    if tools is not None:  # Gradio prints results as Python does: a language model is better served with JSON
        plain = tools.postprocess_output_data
        tools.postprocess_output_data = lambda data, root: plain([_as_json(one) for one in data], root)


def _as_json(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def serving() -> dict[str, Any]:
    """How the page is served, here and on a Space."""
    from qa.web.page import FOLDER

    return {
        "ssr_mode": False,
        "theme": theme(),
        "css_paths": [FOLDER / "chuchu.css", FOLDER / "documents.css"],
        "footer_links": ["api"],
        "show_error": False,
        "max_file_size": 5 * FILE_MEGABYTES * 1_000_000,  # what is less is refused by name, in the visitor's language
        "mcp_server": _speaks_mcp(),
        "share": False,
        "enable_monitoring": False,
    }


def theme() -> gr.themes.Base:
    """Gradio's own theme with this machine's fonts and colours that stand out enough to be read."""
    import gradio as gr

    plain = gr.themes.Default(primary_hue="blue", font=FONTS, font_mono=["ui-monospace", "monospace"])
    return plain.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_info_text_color="*neutral_600",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def _speaks_mcp() -> bool:
    from importlib.util import find_spec

    return find_spec("mcp") is not None


def _shows(options: argparse.Namespace) -> bool:
    """Whether to open a browser: only where a person started this on their own machine."""
    hidden = os.environ.get("SPACE_ID") or os.environ.get("CI") or os.environ.get("SSH_CONNECTION")
    display = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(display) and not hidden and not options.no_browser


def _starters(assistant: Assistant) -> list[dict[str, str]]:
    """First questions that were written for the documents; none for documents that nobody wrote any for."""
    documents = assistant.retriever.documents
    file = default_corpus().parent / "starters.json"
    rows = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    known = [row for row in rows if row["doc"] in documents and row["quote"] in documents[row["doc"]].text]
    return [{"zh": row["question"], **({"en": row["en"]} if "en" in row else {})} for row in known]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description="出处：在浏览器里向文档提问。 Ask documents in the browser."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=default_corpus(), help="default: the articles")
    parser.add_argument(
        "--index", type=place_of, metavar="INDEX", help="a saved index instead of a folder, or qdrant://HOST:PORT/NAME"
    )
    parser.add_argument("--port", type=int, metavar="N", help="default: the first free one from 7860")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="for browsers that ask for neither")
    parser.add_argument("--feedback", type=Path, metavar="FILE", help="append visitors' judgements as questions")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    return parser


if __name__ == "__main__":
    sys.exit(main())
