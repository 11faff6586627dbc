"""Ask documents a question, get the answer with its source, checkable to the character.

Importing this loads nothing else: each name is looked up when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.errors import EmptyCorpusError, QAError, ReadError, StaleIndexError
    from qa.retriever import Retriever
    from qa.types import Answer, Check, Citation, Difference, Document, Hit, Paragraph, Passage
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        modules = (import_module(f"qa.{home}") for home in ("types", "errors", "retriever", "assistant"))
        return next(vars(module)[name] for module in modules if name in vars(module))


__all__ = [
    "Answer",
    "Assistant",
    "Check",
    "Citation",
    "Difference",
    "Document",
    "EmptyCorpusError",
    "Hit",
    "Paragraph",
    "Passage",
    "QAError",
    "ReadError",
    "Retriever",
    "StaleIndexError",
]
__version__ = "0.1.0"
