"""Whose page it is: the visitor's desk from what their browser sent, and errors that become sentences."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import gradio as gr

from qa.assistant import Assistant
from qa.web.desk import Desk
from qa.web.own import Visits
from qa.web.page import STORE
from qa.web.remembering import Remembering
from qa.web.texts import LANGUAGES, preferred, text

logger = logging.getLogger(__name__)

Kept = dict[str, Any]
Updates = dict[Any, Any]
Action = TypeVar("Action", bound=Callable[..., Any])


class Speaking(Protocol):
    """Whatever knows the language for browsers that ask for none."""

    lang: str


def said(action: Action) -> Action:
    """An unexpected error becomes a sentence on the page and an entry in the log."""

    @functools.wraps(action)
    def guarded(self: Speaking, *values: Any, **named: Any) -> Any:
        try:
            return action(self, *values, **named)
        except gr.Error:
            raise
        except Exception as error:
            logger.exception("The page could not do %s", action.__name__)
            raise gr.Error(text("failed", self.lang), print_exception=False) from error

    return guarded  # type: ignore[return-value]


class Desks:
    """Every visitor's desk over one assistant. lang: for browsers that ask for neither language."""

    def __init__(self, assistant: Assistant, visits: Visits, lang: str) -> None:
        self.assistant = assistant
        self.encoder = Remembering(assistant.retriever.encoder)
        self.visits = visits
        self.lang = lang

    def of(self, kept: Any, request: gr.Request, scope: Any = "articles") -> Desk:
        """The visitor's desk, in their language."""
        lang = checked(kept)["lang"] or preferred(request.headers.get("accept-language", ""), default=self.lang)
        visit = self.visits.of(request.session_hash)
        return Desk(self.assistant, visit, lang, self.encoder, scope if scope in ("mine", "both") else "articles")


def checked(kept: Any) -> Kept:
    """What the browser kept, or an empty store if it is no such thing."""
    if not isinstance(kept, dict) or not isinstance(kept.get("turns"), list):
        return dict(STORE)
    rows = [row for row in kept["turns"] if isinstance(row, dict)]
    return {"turns": rows, "lang": kept.get("lang") if kept.get("lang") in LANGUAGES else None}


def number(value: Any) -> int:
    """A number that the page sent, -1 if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
