"""The product's Chinese patterns with one alternative left out, and what each is for. It asks nothing."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qa.answer.followups import complete
from qa.answer.sub_questions import sub_questions
from qa.documents import layout
from qa.documents.corpus import document_from_text
from qa.evaluate.questions import Question
from qa.index.passage_source import PassageSource
from qa.search.query import understand
from qa.search.small_talk import is_small_talk, without_courtesies
from qa.text.characters import has_chinese
from qa.text.sentences import sentences
from qa.text.words import without_question_words

Call = Callable[[re.Pattern[str]], object]


@dataclass(frozen=True)
class Group:
    """Modules whose patterns are tried, and what is understood of a question by them."""

    modules: tuple[str, ...]
    effect: Callable[[Question, PassageSource], object]


@dataclass(frozen=True)
class Variant:
    """A thing of a module with one part left out. part: that part, None for all of it."""

    module: str
    name: str
    part: str | None
    old: re.Pattern[str]
    new: Any


def read(text: str) -> frozenset[Hashable]:
    """Paragraphs, sentences and facts of a document."""
    found = document_from_text(text, id="text")
    facts = enumerate((found.title, found.place, found.period, found.authors))
    return frozenset([*facts, *found.paragraphs, *sentences(found.text)])


GROUPS = {
    "small talk": Group(
        ("qa.search.small_talk",), lambda q, _: (without_courtesies(q.question), is_small_talk(q.question))
    ),
    "query": Group(
        ("qa.search.query", "qa.search.unknown_names", "qa.text.periods"),
        lambda q, index: understand(q.question, index),
    ),
    "question words": Group(("qa.text.words",), lambda q, _: without_question_words(q.question)),
    "follow-ups": Group(("qa.answer.followups",), lambda q, index: complete(q.question, q.turns[:-1], index.places)),
    "sub-questions": Group(("qa.answer.sub_questions",), lambda q, index: sub_questions(understand(q.question, index))),
    "layout": Group(
        (
            *(f"qa.documents.layout.{path.stem}" for path in sorted(Path(*layout.__path__).glob("[a-z]*.py"))),
            *("qa.documents.bylines", "qa.documents.metadata", "qa.documents.sections"),
            "qa.text.sentences",
        ),
        lambda q, _: read(q.question),
    ),
}


def alternatives(source: str) -> Iterator[tuple[str, str]]:
    """Each alternative of a pattern, at any depth, and the pattern in which it never matches.

    >>> list(alternatives("第(?:章|[|)]节)"))
    [('章', '第(?:(?!)章|[|)]节)'), ('[|)]节', '第(?:章|(?!)[|)]节)')]
    """
    opened, cuts = [0], [[0]]
    at = 0
    while at < len(source):
        if source[at] == "[":
            at += re.match(r"\[\^?\]?(?:\\.|[^\]\\])*\]", source[at:]).end() - 1  # type: ignore[union-attr]
        elif source[at] == "(":
            head = re.match(r"\((?:\?(?:P<\w+>|<?[=!]|:))?", source[at:]).end()  # type: ignore[union-attr]
            opened.append(at + head)
            cuts.append([at + head])
            at += head - 1
        elif source[at] == ")":
            yield from _cut(source, cuts.pop(), at)
            opened.pop()
        elif source[at] == "|":
            cuts[-1].append(at + 1)
        at += 2 if source[at] == "\\" else 1
    yield from _cut(source, cuts.pop(), len(source))


def _cut(source: str, starts: list[int], end: int) -> Iterator[tuple[str, str]]:
    for start, stop in zip(starts, [*(start - 1 for start in starts[1:]), end], strict=True):
        if len(starts) > 1 and has_chinese(source[start:stop]):
            yield source[start:stop], source[:start] + "(?!)" + source[start:]


def variants(group: str) -> Iterator[Variant]:
    """Every Chinese pattern of the group, whole and by alternatives."""
    for module in GROUPS[group].modules:
        seen: set[int] = set()
        for name, value in sorted(vars(importlib.import_module(module)).items()):
            named = value.items() if isinstance(value, Mapping) and name.isupper() else [("", value)]
            for key, pattern in named:
                if isinstance(pattern, re.Pattern) and has_chinese(pattern.pattern) and id(pattern) not in seen:
                    seen.add(id(pattern))
                    label = f"{name}[{key}]" if key else name
                    yield Variant(module, label, None, pattern, re.compile("(?!)" + f"(?:{pattern.pattern})"))
                    for part, source in alternatives(pattern.pattern):
                        yield Variant(module, label, part, pattern, re.compile(source, pattern.flags))


class Recorder:
    """A pattern that keeps what it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.calls = pattern, list[Call]()

    def __getattr__(self, name: str) -> Any:
        """A method of the pattern."""

        def method(*arguments: Any, **named: Any) -> Any:
            self.calls.append(partial(_called, name, arguments, named))
            return getattr(self.pattern, name)(*arguments, **named)

        return method

    def forget(self) -> list[Call]:
        """What it was asked since the last time."""
        calls, self.calls = self.calls, []
        return calls


def _called(name: str, arguments: tuple[Any, ...], named: dict[str, Any], pattern: re.Pattern[str]) -> object:
    """What a method of a pattern gives, in a form that compares."""
    found = getattr(pattern, name)(*arguments, **named)
    if name == "finditer":
        return [match.regs for match in found]
    return found.regs if isinstance(found, re.Match) else found


@contextmanager
def installed(variant: Variant) -> Iterator[None]:
    """The new thing in the place of the old one, wherever it was imported to."""
    spaces = [vars(module) for name, module in sys.modules.items() if name.startswith("qa.")]
    spaces += [value for space in spaces for value in space.values() if type(value) is dict]
    places = [(space, name) for space in spaces for name, value in space.items() if value is variant.old]
    for space, name in places:
        space[name] = variant.new
    try:
        yield
    finally:
        for space, name in places:
            space[name] = variant.old
