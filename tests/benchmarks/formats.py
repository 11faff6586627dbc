"""How well a text or PDF is read: its paragraphs, headings and commands against the same manual in HTML.

    python -m tests.benchmarks.formats MANUAL.txt FOLDER_OF_ITS_HTML [--show 20]

The HTML says where each paragraph begins and ends and what is a heading. Compared are the words alone: white space,
and addresses and note numbers that only one of the two prints, are left out. ``--show`` prints what was missed.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from qa.documents.corpus import read_documents
from qa.documents.sections import sections
from qa.types import Document

SHORTEST = 15
ANYWHERE = "?"
ELSEWHERE = "div.toc, div.navheader, div.navfooter, div.list-of-examples, div.list-of-tables, nav, script, style, head"
BLOCKS = ("p", "pre", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "li", "dd")
ADDRESS = re.compile(r"[（(]https?:[^()（）]*[)）]|\^?\[\d+\]|[•*]")
NUMBER = re.compile(
    r"(?:(?:chapter|appendix|附[录錄]|章|第)(?:\d{1,2}|[A-Z](?![a-z]))章?|[\dA-Z]{1,2}(?:\.\d+)+|\d+(?=\.))[.．]?", re.I
)
REFERENCE = re.compile(r'([节節][\dA-Z.]+),"[^"]*"')
STRAIGHT = str.maketrans("‘’“”−‐", "''\"\"--")


@dataclass
class Printed:
    """What the HTML says: its paragraphs, each with the heading above it, its headings and its commands."""

    paragraphs: list[tuple[str, str]]
    headings: list[str]
    commands: list[str]


def squeezed(text: str) -> str:
    """The words alone; quotation marks are straight, and a reference has its number, not its title as well."""
    words = ADDRESS.sub("", "".join(unicodedata.normalize("NFKC", text).translate(STRAIGHT).split()))
    return REFERENCE.sub(r"\1", words)


def named(text: str) -> str:
    """The words of a heading without its number, which each form prints in its own way."""
    words = squeezed(text)
    return NUMBER.sub("", words) or words


def printed(folder: Path) -> Printed:
    """All pages of the HTML below ``folder``."""
    found = Printed([], [], [])
    for page in sorted(folder.glob("**/*.html")):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        for node in tree.css(ELSEWHERE):
            node.decompose()
        for notes in tree.css("div.footnotes"):
            texts = [squeezed(note.text()) for note in notes.css("p")]
            found.paragraphs += [(text, ANYWHERE) for text in texts if len(text) >= SHORTEST]
            notes.decompose()
        above = ""
        for node in walk(tree.body):
            text = squeezed(node.text())
            if node.tag[0] == "h" and node.tag[1:].isdigit():
                above = named(text)
                found.headings.append(above)
            elif node.tag == "pre":
                found.commands.append(text)
            elif len(text) >= SHORTEST and not any(child.tag in BLOCKS for child in node.css("*")[1:]):
                found.paragraphs.append((text, above))
    return found


def walk(body: Any) -> Iterator[Any]:
    """The elements that hold text of their own, in order."""
    return (node for node in body.css(",".join(BLOCKS)) if node.text().strip())


def compare(document: Document, html: Printed) -> tuple[dict[str, tuple[int, int]], dict[str, list[str]]]:
    """Shares as (of which, of how many), and what was missed."""
    words = [squeezed(document.text[p.start : p.end]) for p in document.paragraphs]
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    under = {number: path[-1] if path else "" for path, numbers in sections(document) for number in numbers}
    prose = {
        cell: number
        for number, word in enumerate(words)
        if kinds[number] not in ("heading", "contents")
        for cell in [word, *(word.strip("|").split("|") if word[:1] == "|" else ())]
    }
    headings = [named(word) for word, kind in zip(words, kinds, strict=True) if kind == "heading"]
    titles = {named(word) for word, kind in zip(words, kinds, strict=True) if kind in ("title", "kicker")}
    code = [word for word, kind in zip(words, kinds, strict=True) if kind == "code"]
    cut = [text for text, _ in html.paragraphs if text not in prose]
    elsewhere = [
        f"{text[:40]} … {under.get(prose[text])!r}, not {above!r}"
        for text, above in html.paragraphs
        if text in prose and above != ANYWHERE and named(under.get(prose[text], "")) != above
    ]
    missed = [text for text in html.headings if text not in headings and text not in titles]
    false = [text for text in headings if text not in html.headings]
    lost = [text for text in html.commands if text not in code]
    whole = len(html.paragraphs) - len(cut)
    shares = {
        "paragraphs whole": (whole, len(html.paragraphs)),
        "sections right": (whole - len(elsewhere), whole),
        "headings found": (len(html.headings) - len(missed), len(html.headings)),
        "false headings": (len(false), len(headings)),
        "commands verbatim": (len(html.commands) - len(lost), len(html.commands)),
    }
    found = {"cut": cut, "elsewhere": elsewhere, "headings missed": missed, "false headings": false, "commands": lost}
    return shares, found


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manual", type=Path)
    parser.add_argument("html", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    given = parser.parse_args(arguments)
    (manual,) = read_documents(given.manual, root=given.manual.parent)
    shares, missed = compare(manual, printed(given.html))
    for name, (part, whole) in shares.items():
        print(f"{name:22} {part:5} of {whole:5}  {part / max(whole, 1):.2f}")
    for name, examples in missed.items():
        for text in examples[: given.show]:
            print(f"{name}: {text[:160]}")


if __name__ == "__main__":
    main()
