"""The heading path above each paragraph. It reads a finished document and changes nothing."""

from __future__ import annotations

from qa.types import Document, Paragraph

_CLOSING = ("byline", "caption", "label", "sidebar")
_LABEL = -1


def sections(document: Document) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The sections in order: the path of headings, outermost first, and the indices of the paragraphs under it.

    Every paragraph that is no heading is in exactly one section; title, kickers, labels and lead have the empty path.
    A sidebar that closes a document, after its text, belongs to none of its sections: its path is its own label.
    """
    found: list[tuple[tuple[str, ...], list[int]]] = []
    path: list[tuple[int, str]] = []
    after_heading = False
    closing = _closing(document)
    for index, paragraph in enumerate(document.paragraphs):
        text = document.text[paragraph.start : paragraph.end]
        if paragraph.kind == "heading":
            level = paragraph.level or 1
            path = [*(entry for entry in path if entry[0] < level), (level, text)]
            after_heading = True
            continue
        if index >= closing:
            path = _beside(path, paragraph, text)
        names = tuple(name for _, name in path)
        if not found or found[-1][0] != names or after_heading:
            found.append((names, []))
        found[-1][1].append(index)
        after_heading = False
    return [(names, tuple(indices)) for names, indices in found]


def _closing(document: Document) -> int:
    """Index of the first of the bylines, captions, labels and sidebars that end a document with text before them."""
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    first = len(kinds)
    while first and kinds[first - 1] in _CLOSING:
        first -= 1
    return first if first and "body" in kinds[:first] else len(kinds)


def _beside(path: list[tuple[int, str]], paragraph: Paragraph, text: str) -> list[tuple[int, str]]:
    """The path of a paragraph that stands after the text."""
    if paragraph.kind == "label":
        return [(_LABEL, text)]
    labelled = bool(path) and path[0][0] == _LABEL
    return path if labelled or paragraph.kind != "sidebar" else []
