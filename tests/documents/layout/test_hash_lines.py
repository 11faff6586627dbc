"""Lines that begin with ``#``: headings where an author of Markdown writes them, else commands and comments."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text

TEXT = "守渠的人每天早上要先看水位，再把数字写进本子里，然后才能吃饭。"


def headings(text: str, name: str) -> list[str]:
    """The words of each heading."""
    document = document_from_text(text, id=name)
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind == "heading"]


@pytest.mark.parametrize(
    "lines",
    [
        "    # water --open",
        "# cd /srv/water",
        "# The gate that is opened first.\n# Uncomment it for winter.",
        "# The gate that is opened first.\ngate = 3",
        "gate=3 # first\n# The gate above",
        "#gate 3\n# The gate above",
    ],
)
def test_commands_and_comments_are_no_headings(lines: str) -> None:
    """Set in, named as a command, or right beside code or another ``#``."""
    assert headings(f"水渠手册\n\n{TEXT}\n\n{lines}\n\n{TEXT}\n", "a.txt") == []


def test_a_file_that_writes_commands_so_has_no_other_heading_of_one_hash() -> None:
    """Three commands and a comment; ``##`` is left to the author."""
    commands = "\n\n".join(f"# water /srv/gate-{n}\n# rm /srv/log-{n}" for n in range(3))
    text = f"水渠手册\n\n{TEXT}\n\n{commands}\n\n# 开闸\n\n{TEXT}\n\n## 水位\n\n{TEXT}\n"
    assert headings(text, "a.txt") == ["水位"]


def test_headings_of_markdown_stay() -> None:
    """One below the other, set in by up to three blanks, and behind an ideographic space."""
    text = f"# 水渠\n## 水位\n{TEXT}\n   ## 开闸\n{TEXT}\n\u3000\u3000## 关闸\n{TEXT}\n"
    assert headings(text, "a.md") == headings(text, "a.txt") == ["水位", "开闸", "关闸"]
    assert headings(f"# 水渠\n\n{TEXT}\n\n# cd\n# ls\n\n    ## 开闸\n", "a.md") == ["cd", "ls"]
