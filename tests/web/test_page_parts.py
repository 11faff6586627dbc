"""What the chat shows, kept apart from any browser: turns, cards, the reader, citations, exports, own documents."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Retriever
from qa.documents.corpus import document_from_text
from qa.evaluate.questions import read_questions
from qa.types import Place, Short, Span
from qa.web import cards, citation_forms, corpus_page, exports, feedback, first_screen, messages, open_article, strings
from qa.web.history import Turn, pack, unpack
from qa.web.links import sentence_link
from qa.web.page import FOLDER
from qa.web.references import Reference
from tests.conftest import HashingEncoder
from tests.web.conftest import QUESTION

HOSTILE = "<script>alert(1)</script> **a** [b](javascript:c) $$x$$ ${d} {{e}} \u202eabc\x1b[31m"


def test_a_changed_document_is_told(turn: Turn, retriever: Retriever) -> None:
    """The quote stays, its passages go, and the card says why it cannot be opened."""
    name = turn.answer.citations[0].document_id
    documents = {**retriever.documents, name: replace(retriever.documents[name], sha256="other")}
    back = unpack(pack(turn, retriever.documents), documents)
    assert back.missing == {name}
    assert name not in {hit.passage.document_id for hit in back.answer.hits}
    shown = cards.Cards(back, 0, documents, "zh").html()
    assert strings.wording("gone", "zh") in shown


def test_a_card_marks_the_quote_and_the_words(turn: Turn, retriever: Retriever) -> None:
    """Number, facts, the quote between marks, and a link that names its sentence; no percentage."""
    shown = cards.Cards(turn, 3, retriever.documents, "zh", chosen=1).html()
    first = turn.answer.citations[0]
    assert '<article class="card chosen"><header><b class="number" id="source-1">[1]</b>' in shown
    assert sentence_link(first.document_id, first.start, first.end).replace("&", "&amp;") in shown
    assert "<mark>" in shown and "%" not in shown
    assert f"原文件第 {first.lines[0]}" in shown
    assert 'href="#s-3-1"' in messages.answer_message(turn, 3, "zh")


def test_quotes_of_one_paragraph_share_a_card(turn: Turn, retriever: Retriever) -> None:
    """With both numbers and both quotes marked; another paragraph has its own."""
    document = retriever.documents["jiangbei-2021.txt"]
    long = next(p for p in document.paragraphs if document.text[p.start : p.end].count("。") > 1)
    cut = document.text.index("。", long.start) + 1
    number = document.paragraphs.index(long) + 1
    base = replace(turn.answer.citations[0], document_id=document.id, paragraphs=(number,))
    first = replace(base, start=long.start, end=cut, quote=document.text[long.start : cut])
    second = replace(base, number=2, start=cut, end=long.end, quote=document.text[cut : long.end])
    other = replace(base, number=3, paragraphs=(number + 1,))
    answer = replace(turn.answer, citations=(first, second, other), hits=(), shorts=())
    shown = cards.Cards(Turn(answer), 0, retriever.documents, "zh").html()
    assert shown.count("<article") == 2 and shown.count("<mark>") == 3
    assert '<b class="number" id="source-1">[1]</b> <b class="number" id="source-2">[2]</b>' in shown
    assert "复制 GB/T 7714—2025 [2]" in shown and "复制 GB/T 7714—2025 [3]" not in shown


def test_three_of_many_places_are_named(turn: Turn, retriever: Retriever) -> None:
    """Where the same is printed again, and how many times."""
    again = tuple(Place("jiangbei-2022.txt", f"乙{n}", (), (n,), n, n + 1) for n in range(1, 6))
    answer = replace(turn.answer, citations=(replace(turn.answer.citations[0], also=again),), hits=())
    shown = cards.Cards(Turn(answer), 0, retriever.documents, "zh").html()
    assert "《乙3》 › 第3段</a> 共 5 处</p>" in shown and "乙4" not in shown


def test_nobody_is_given_an_address_that_opens_for_one_alone(turn: Turn, retriever: Retriever) -> None:
    """A card of a visitor's own document opens it, and offers no link to copy."""
    own = replace(turn.answer.citations[0], document_id="mine/a.txt")
    for citation, offered in ((turn.answer.citations[0], True), (own, False)):
        shown = cards.Cards(
            Turn(replace(turn.answer, citations=(citation,), hits=())), 0, retriever.documents, "zh"
        ).html()
        assert 'class="open"' in shown
        assert ('class="copy-link"' in shown) == offered


def test_hostile_words_are_escaped_everywhere(turn: Turn) -> None:
    """Question, answer, quote, title and name of a document."""
    document = document_from_text(f"# {HOSTILE}\n\n{HOSTILE} 喷泉每天开放三次。\n", id=f"{HOSTILE[:25]}.md")
    documents = {document.id: document}
    quote = document.paragraphs[-1]
    bad = replace(
        turn.answer.citations[0],
        document_id=document.id,
        title=HOSTILE,
        place=HOSTILE,
        start=quote.start,
        end=quote.end,
        quote=document.text[quote.start : quote.end],
    )
    odd = Turn(
        replace(
            turn.answer,
            question=HOSTILE,
            query=HOSTILE + "?",
            text=f"「{bad.quote}」[1]",
            citations=(bad,),
            hits=(),
            shorts=(Short(HOSTILE, quote.start, quote.start + len(HOSTILE), 1, HOSTILE, HOSTILE),),
        ),
    )
    span = Span(quote.start, quote.end, bad.quote)
    for shown in (
        messages.question_message(HOSTILE),
        messages.answer_message(odd, 0, "zh"),
        cards.Cards(odd, 0, documents, "zh").html(),
        first_screen.chips([HOSTILE], "en", after=0),
        open_article.article_html(document, [span], "zh", focus=span),
        open_article.unknown(HOSTILE, "en"),
        corpus_page.overview(Retriever.from_documents([document], encoder=HashingEncoder()).index, "zh"),
        exports.as_html([odd], documents, "zh", {}),
    ):
        assert "<script" not in shown and "\u202e" not in shown and "\x1b" not in shown
    # A blank line would end the HTML block, and Markdown would begin.
    assert "\n" not in messages.answer_message(odd, 0, "zh") + messages.question_message(HOSTILE + "\n\n# b")
    markdown = exports.as_markdown([odd], documents, "en", {})
    assert "<script" not in markdown.replace("\\<", "") and "](javascript" not in markdown
    for form in citation_forms.FORMS:
        assert "\u202e" not in citation_forms.formatted(bad, Reference(), form)


def test_the_reader_shows_every_word_and_what_is_missing() -> None:
    """The whole document stands in the page; a cut paragraph says so; the focus is marked once."""
    text = "# 题\n\n这里有一句完整的话。还有一句没有说完\n"
    document = document_from_text(text, id="a.md")
    last = document.paragraphs[-1]
    cut = replace(document, paragraphs=(*document.paragraphs[:-1], replace(last, incomplete="end")))
    focus = Span(last.start, last.start + 10, document.text[last.start : last.start + 10])
    shown = open_article.article_html(cut, [focus, focus], "en", focus=focus)
    assert "text breaks off here in the source" in shown
    assert shown.count("<mark") == 1
    assert "text breaks off" not in open_article.article_html(document, [], "en")


def test_an_export_holds_every_quote_and_needs_nothing(turn: Turn, retriever: Retriever) -> None:
    """Each quote with file, offsets and digest; no address of anything outside."""
    page = exports.as_html([turn], retriever.documents, "zh", {})
    for citation in turn.answer.citations:
        assert citation.quote.replace("\n", "<br>") in page.replace("&quot;", '"').replace("&#x27;", "'")
        assert f"第 {citation.start}–{citation.end} 字符" in page
        assert retriever.documents[citation.document_id].sha256[:16] in page
    assert "http" not in page and "src=" not in page


def test_the_timeline_draws_what_is_dated(retriever: Retriever) -> None:
    """One bar a dated document; nothing at all when none is."""
    documents = list(retriever.documents.values())
    assert corpus_page.timeline(documents, "zh").count("<rect") == sum(bool(document.period) for document in documents)
    assert corpus_page.timeline([replace(document, period=None) for document in documents], "zh") == ""


def test_words_exist_in_both_languages() -> None:
    """No text is blank, and the browser's wish is followed."""
    assert all(text.strip() for lang in strings.LANGUAGES for text in strings.every(lang).values())
    assert strings.preferred("fr-FR,en;q=0.8,zh;q=0.5", default="zh") == "en"
    assert strings.preferred("fr", default="zh") == "zh"
    assert strings.preferred("zh-TW,zh;q=0.8", default="en") == "zh-Hant"
    assert strings.preferred("zh-CN,zh-TW;q=0.8", default="en") == "zh"


def test_traditional_words_have_traditional_marks() -> None:
    """In the characters of Taiwan."""
    assert strings.wording("cite_selection", "zh-Hant") == "複製引文和出處"
    assert strings.wording("nearest", "zh-Hant") == "看看最接近的內容"
    assert not any(mark in text for text in strings.every("zh-Hant").values() for mark in "“”")


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("it is encrypted; save it without a password", "文件有密码保护"),
        ("it has 99 pages; the limit is 9", "文件太大或太复杂"),
        (
            "its pages are pictures without a text layer; recognise the text (OCR) first, or install what does",
            "扫描件，没有可用的文字层，要先做文字识别",
        ),
        ("reading .pdf needs pypdfium2, which is not installed: pip install x", "服务器没有装读取这种格式的程序库"),
        ("no reader for .xyz; known: .txt", "不支持这种格式"),
        ("it is damaged or no .docx file", "文件已损坏，或不是后缀所说的格式"),
        ("it is empty", "里面没有文字"),
        ("no text was recognised on its pages", "没有认出文字"),
        (
            ".wps is not read; open it where it was made and save it as .docx",
            "这种格式读不了，请用原来的软件打开，另存为右边的格式",
        ),
        ("something else", "读不了这个文件"),
    ],
)
def test_why_a_file_is_not_read(detail: str, words: str) -> None:
    """In Chinese, with what the reader said behind it; in English as it said it."""
    assert strings.why(detail) == words
    assert strings.wording("unreadable", "zh", detail=detail, why=words) == f"没有读入：{words}（{detail}）。"
    assert strings.wording("unreadable", "en", detail=detail, why=words) == f"Not read: {detail}."


def test_feedback_is_a_question_that_can_be_evaluated(turn: Turn, retriever: Retriever, tmp_path: Path) -> None:
    """Words are found in the document that prints them, white space aside, and kept as printed, each judgement once."""
    document = retriever.documents["jiangbei-2021.txt"]
    printed = document.text[1410:1440]
    found = feedback.where_stands(" ".join(printed.split()), {document.id: document})
    assert found is not None and found[1] in document.text
    assert feedback.where_stands("没有这句话", retriever.documents) is None
    assert feedback.where_stands("  ", retriever.documents) is None
    assert not feedback.long_enough("江北\n 区 的") and feedback.long_enough("江北区的 社区")
    file = tmp_path / "kept.jsonl"
    quotes = [found, (document.id, document.text[1500:1520])]
    for _ in range(2):
        feedback.keep_judgement(file, feedback.line(turn, quotes, history=["早先的问题"]))
    feedback.keep_judgement(file, feedback.line(turn, [found]))
    first, second = read_questions(file)
    assert first.turns == ("早先的问题", QUESTION) and second.turns == (QUESTION,)
    assert [(one.document_id, one.quote) for group in first.evidence for one in group] == quotes


def test_no_two_functions_of_the_scripts_share_a_name() -> None:
    """The header's run as one: a function takes the place of another of its name, even from inside a block."""
    together = [file for file in FOLDER.glob("*.js") if file.name != "conversations.js"]
    named = [name for file in together for name in re.findall(r"function (\w+)\(", file.read_text("utf-8"))]
    assert named and [name for name in named if named.count(name) > 1] == []
