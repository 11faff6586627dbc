"""Passages: whole sentences, never across a heading, never too long, sharing one sentence with their neighbours."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.documents.sections import sections
from qa.index.splitting import LATIN_SCALE, MAX_LENGTH, TARGET_LENGTH, split
from qa.text.characters import has_chinese
from qa.text.sentences import sentences
from qa.types import Document, Passage
from tests.conftest import ARTICLES
from tests.small import document

SENTENCE = "合作社引进了新的灌溉设备，三百多亩旱地变成了水浇地，农户的收入也跟着涨了起来。"
PIECES = [
    SENTENCE,
    "湖边（新修的。）步道开放了！",
    "“我们都来。”杨敏说，",
    "句子很短；",
    "字" * 120,
    "，",
    "\n\n",
    "\n\n# 标题\n\n",
    "\n\n## 小节\n\n",
]
PIECES += ["\n\n- 一项\n- 两项\n\n", "\n\n图为湖边步道。李四 摄\n\n", "……", " ", "👩‍👧", "（未完", "\n"]
PIECES += ["\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n\n", "\n---\n", "\n===\n", "\n```\n# ls\n```\n", "> "]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join).filter(lambda text: text.strip())


def said(text: str) -> list[str]:
    """The sentences themselves."""
    return [text[start:end] for start, end in sentences(text)]


def check(made: Document) -> list[Passage]:
    """What holds for the passages of every document."""
    passages = split(made)
    above = {number: path for path, numbers in sections(made) for number in numbers}
    covered: set[int] = set()
    for passage in passages:
        assert made.text[passage.start : passage.end] == passage.text != ""
        assert len(passage.text) <= MAX_LENGTH * (1 if has_chinese(passage.text) else LATIN_SCALE)
        touched = [made.paragraphs[number - 1] for number in passage.paragraphs]
        assert {paragraph.kind for paragraph in touched} <= {passage.role, "body", "lead", "code"}
        assert passage.role in {paragraph.kind for paragraph in made.paragraphs}
        assert all(p.start < passage.end and passage.start < p.end for p in touched)
        assert {above.get(number - 1, ()) for number in passage.paragraphs} == {passage.heading}
        covered.update(i for start, end in passage.sentences for i in range(start, end))
        assert passage.sentences[0][0] == passage.start
        assert passage.sentences[-1][1] == passage.end
        for start, end in passage.sentences:
            assert made.text[start:end].strip()
            assert sum(p.start <= start < end <= p.end for p in touched) == 1
    for paragraph in made.paragraphs:
        if paragraph.kind not in ("label", "contents"):
            printed = [i for i in range(paragraph.start, paragraph.end) if not made.text[i].isspace()]
            assert covered.issuperset(printed)
    assert len({passage.id for passage in passages}) == len(passages)
    assert passages == split(made)
    return passages


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_passages_of_any_document(text: str) -> None:
    """Exact slices of one section and one kind, none too long, nothing left out, the same each time."""
    check(document("any.md", text))


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda text: bool(text.strip())))
def test_passages_of_any_text_at_all(text: str) -> None:
    """Whatever the characters are."""
    check(document("any.txt", text))


@pytest.mark.parametrize("file", sorted(ARTICLES.iterdir()), ids=lambda file: file.stem)
def test_passages_of_the_articles(file: Path) -> None:
    """The same holds for the articles; their body passages come near the target, most of all the middle one."""
    passages = check(document(file.name, file.read_text(encoding="utf-8")))
    lengths = [len(passage.text) for passage in passages if passage.role == "body"]
    assert abs(median(lengths) - TARGET_LENGTH) <= 40


def test_passages_in_latin_letters_are_longer() -> None:
    """They say as much as Chinese ones then, whatever the language of the title above them."""
    told = " ".join(f"The gate number {number} is opened by hand." for number in range(100, 200))
    lengths = [len(one.text) for one in check(document("gates.md", f"# 水闸\n\n{told}\n")) if one.role == "body"]
    assert abs(median(lengths) - TARGET_LENGTH * LATIN_SCALE) <= 80


def test_neighbours_share_one_sentence() -> None:
    """The last sentence of a passage is the first of the next, in one section only."""
    told = "".join(f"{number}号{SENTENCE}" for number in range(100, 130))
    made = document("long.md", f"# 题目\n\n## 甲\n\n{told}\n\n## 乙\n\n{told}\n")
    body = [passage for passage in check(made) if passage.role == "body"]
    assert {passage.heading for passage in body} == {("甲",), ("乙",)}
    for first, second in pairwise(body):
        if first.heading == second.heading:
            shared = made.text[second.start : first.end]
            assert said(first.text)[-1] == said(second.text)[0] == shared
        else:
            assert second.start > first.end


def test_a_short_section_is_one_passage() -> None:
    """Two paragraphs of one section read on; the title and the headings stand alone."""
    made = document("short.md", "# 题目\n\n## 甲\n\n第一段。\n\n第二段。\n\n## 乙\n\n第三段。\n")
    assert [(p.role, p.heading, p.text, p.paragraphs) for p in check(made)] == [
        ("title", (), "题目", (1,)),
        ("heading", (), "甲", (2,)),
        ("body", ("甲",), "第一段。\n第二段。", (3, 4)),
        ("heading", (), "乙", (5,)),
        ("body", ("乙",), "第三段。", (6,)),
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一句。两句！三句？四句；五句…… 六句", ["一句。", "两句！", "三句？", "四句；", "五句……", "六句"]),
        ("真的吗？！是的。。", ["真的吗？！", "是的。。"]),
        ("他说（你好。再见。）然后走了。又来了！", ["他说（你好。再见。）然后走了。", "又来了！"]),
        ("“我们都来。”杨敏说，“一定来。”大家笑了。", ["“我们都来。”杨敏说，", "“一定来。”", "大家笑了。"]),
        ("“真好。”罗女士告诉记者，这是第一次。", ["“真好。”罗女士告诉记者，", "这是第一次。"]),
        ("“好！”他走了。", ["“好！”", "他走了。"]),
        ("第一行\n第二行。", ["第一行", "第二行。"]),
        ("  前后有空白。 \n\n ", ["前后有空白。"]),
        ("It is 3.5 km. See it.", ["It is 3.5 km.", "See it."]),
        ("（没有结束。", ["（没有结束。"]),
        ("", []),
        (" \n\u3000", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, cut: list[str]) -> None:
    """At 。！？； and …… with the quotes behind, at a line's end, never in brackets, and with who said it."""
    assert said(text) == cut


@settings(deadline=None)
@given(st.one_of(st.text(st.characters()), TEXTS))
def test_sentences_leave_out_only_white_space(text: str) -> None:
    """In order, without overlap, stripped; together every other character once."""
    found = sentences(text, 7)
    position = 7
    for start, end in found:
        assert position <= start < end <= 7 + len(text)
        assert not text[position - 7 : start - 7].strip()
        assert text[start - 7 : end - 7] == text[start - 7 : end - 7].strip()
        position = end
    assert not text[position - 7 :].strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "字" * 4999 + "。",
        "灌溉设备和三百亩旱地，" * 454 + "完。",
        "（" + "字" * 4997 + "。）",
        "“" + "设备，" * 1666 + "”",
    ],
    ids=["no comma", "commas", "brackets", "a quotation"],
)
def test_a_sentence_of_5000_characters_is_cut(sentence: str) -> None:
    """At its clauses where it has any, anywhere else; every piece fits and none is lost."""
    made = document("long.txt", f"题目\n\n{sentence}\n")
    body = [passage for passage in check(made) if len(passage.text) > 10]
    assert len(body) >= 4990 / MAX_LENGTH
    if sentence.startswith("灌溉"):
        assert all(passage.text.endswith(("，", "。")) for passage in body)


def test_captions_and_bylines_stand_alone() -> None:
    """A photo's caption is a passage of its own role, not part of the text around it."""
    text = f"题目\n\n文/记者 王小明\n\n{SENTENCE}\n\n图为新修的湖边步道。李四 摄\n\n{SENTENCE}\n"
    roles = {passage.role: passage.text for passage in check(document("photo.txt", text))}
    assert roles["caption"] == "图为新修的湖边步道。李四 摄"
    assert roles["byline"] == "文/记者 王小明"
    assert "李四" not in roles["body"]


def test_no_passage_is_blank() -> None:
    """White space inside a line is no text to search."""
    made = document("spaces.txt", "字" * 300 + " " * 900 + "尾" * 50 + "。")
    assert all(passage.text.strip() for passage in split(made))
