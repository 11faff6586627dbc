"""Whose page it is: the visitor's desk from what their browser sent, and errors that become sentences."""

from __future__ import annotations

import functools
import inspect
import logging
import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import gradio as gr

from qa.assistant import Assistant
from qa.web.choosing import chosen_ids
from qa.web.page import STORE
from qa.web.references import given_by
from qa.web.served_corpus import ServedCorpus
from qa.web.session import Desk
from qa.web.strings import LANGUAGES, preferred, wording
from qa.web.uploads import SCOPES, Scope, Visit, Visits

_VISIT = re.compile("[0-9a-f]{32}")

logger = logging.getLogger(__name__)

Kept = dict[str, Any]
Updates = dict[Any, Any]
Action = TypeVar("Action", bound=Callable[..., Any])


class Served(Protocol):
    """Whatever acts for visitors."""

    desks: Desks


def said(action: Action) -> Action:
    """An unexpected error becomes a sentence in the visitor's language and an entry in the log.

    Gradio shows it for events in its queue only. action: a method; its ``kept`` and ``request`` tell the language.
    """
    parameters = inspect.signature(action)

    @functools.wraps(action)
    def guarded(self: Served, *values: Any) -> Any:
        try:
            return action(self, *values)
        except gr.Error:
            raise
        except Exception as error:
            logger.exception("The page could not do %s", action.__name__)
            given = parameters.bind(self, *values).arguments
            lang = self.desks.language(given.get("kept"), given.get("request"))
            raise gr.Error(wording("failed", lang), print_exception=False) from error

    return guarded  # type: ignore[return-value]


class Desks:
    """Every visitor's desk over the documents that are served. lang: for browsers that ask for neither language."""

    def __init__(self, served: ServedCorpus, visits: Visits, lang: str) -> None:
        self.served = served
        self.visits = visits
        self.lang = lang

    @property
    def assistant(self) -> Assistant:
        """Answers from the documents as they are now."""
        return self.served.assistant

    def language(self, kept: Any, request: gr.Request | None) -> str:
        """The language that the visitor chose, else the one their browser asks for."""
        asked = request.headers.get("accept-language", "") if request else ""
        return checked(kept)["lang"] or preferred(asked, default=self.lang)

    def of(self, kept: Any, request: gr.Request, scope: Any = "articles") -> Desk:
        """The visitor's desk, in their language."""
        visit = self.visit(kept, request)
        meant: Scope = scope if scope in ("mine", "both") else "articles"
        return Desk(self.assistant, visit, self.language(kept, request), meant, checked(kept)["given"])

    def visit(self, kept: Any, request: gr.Request, *, new: bool = False) -> Visit:
        """The visit that the browser keeps the key of, so that it outlives a reload; else that of the open page."""
        return self.visits.of(checked(kept)["visit"] or request.session_hash, page=request.session_hash, new=new)


def checked(kept: Any) -> Kept:
    """What the browser kept, or an empty store if it is no such thing."""
    if not isinstance(kept, dict) or not isinstance(kept.get("turns"), list):
        return dict(STORE)
    visit = kept.get("visit")
    return {
        "turns": [row for row in kept["turns"] if isinstance(row, dict)],
        "lang": kept.get("lang") if kept.get("lang") in LANGUAGES else None,
        "visit": visit if isinstance(visit, str) and _VISIT.fullmatch(visit) else None,
        "scope": kept.get("scope") if kept.get("scope") in SCOPES else "",
        "gone": kept.get("gone") is True,
        "done": as_number(kept.get("done")),
        "failed": "",
        "given": given_by(kept.get("given")),
        "chosen": chosen_ids(kept.get("chosen")),
    }


def as_number(value: Any) -> int:
    """A number that the page sent, -1 if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
