"""What a citation says of its document: by its file, by the file beside it, and by a visitor for their own browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa import Retriever
from qa.documents.corpus import read_documents
from qa.web import cards, exports, messages, open_article
from qa.web.history import Turn
from qa.web.references import Reference, given_by, reference
from tests.conftest import HashingEncoder

TEXT = "# 清水河\n\n清水河发源于北部山区，全长八十六公里，流经四个乡镇。\n"
HEAD = "---\n作者: 王一、李二\n报纸: 江北日报\n日期: 2021年6月17日\n版次: 3\n---\n"
FILE = {"author": ["王一", "李二"], "newspaper": "江北日报", "published": "2021-06-17", "page": 3, "period": 2020}
HOSTILE = '"><script>x</script>'


@pytest.mark.parametrize(
    ("head", "beside", "period"), [(HEAD, None, "2021-06-17"), ("", FILE, "2020"), (HEAD, FILE, "2020")]
)
def test_every_part_is_given_by_the_file_or_the_one_beside_it(
    tmp_path: Path, head: str, beside: dict[str, object] | None, period: str
) -> None:
    """A date of nothing in particular is the period too; a period is not when it was printed. An index keeps them."""
    (tmp_path / "河.md").write_text(head + TEXT, encoding="utf-8")
    if beside:
        (tmp_path / "河.md.meta.json").write_text(json.dumps(beside), encoding="utf-8")
    (document,) = read_documents(tmp_path / "河.md", root=tmp_path)
    known = reference(document, {}, document.id)
    assert known == Reference(("王一", "李二"), "江北日报", "2021-06-17", "3")
    assert document.period == period
    kept = Retriever.from_documents([document], encoder=HashingEncoder()).index.facts[0]
    assert reference(kept, {}, document.id) == known


def test_what_the_visitor_gives_stands_over_what_the_file_says() -> None:
    """Field by field; nothing is known of a document that is gone but that."""
    given = given_by({"a.md": {"newspaper": " 人民\n日报 ", "date": "2021/6/7", "page": "", "authors": "赵四，钱五"}})
    assert given == {"a.md": {"newspaper": "人民 日报", "date": "2021/6/7", "authors": "赵四，钱五"}}
    assert reference(None, given, "a.md") == Reference(("赵四", "钱五"), "人民 日报", "2021-06-07", "")
    assert reference(None, given, "b.md") == Reference()


@pytest.mark.parametrize("sent", [None, [], "a", {1: {}}, {"a.md": "x"}, {"a.md": {"page": 3, "other": "x"}}])
def test_what_is_no_such_thing_is_not_taken_from_the_browser(sent: object) -> None:
    """Nor more than some lines of it."""
    assert given_by(sent) == {}
    long = given_by({f"{number}.md": {"page": "3" * 999} for number in range(999)})
    assert len(long) == 200 and len(long["0.md"]["page"]) == 200


def test_it_stands_wherever_the_document_is_cited(turn: Turn, retriever: Retriever) -> None:
    """On the card and in its form, in the answer, in the open article for what is selected there, in both exports."""
    name = turn.answer.citations[0].document_id
    given = {name: {"newspaper": "重庆日报", "date": "2022-01-05", "page": "7"}}
    printed = "《重庆日报》2022-01-05第7版"
    card = cards.Cards(turn, 0, retriever.documents, "zh", given=given).html()
    assert f'<span class="fact">{printed}</span>' in card
    assert "[N]. 重庆日报，2022-01-05（7）." in card and "journal = {重庆日报}" in card
    assert re.findall(r'<input name="([a-z]+)" value="([^"]*)"', card)[:3] == [
        ("newspaper", "重庆日报"), ("date", "2022-01-05"), ("page", "7"),
    ]  # fmt: skip
    assert '<button type="button" class="clear">清除</button>' in card
    plain = cards.Cards(turn, 0, retriever.documents, "en").html()
    assert 'class="clear"' not in plain and 'name="page" value=""' in plain
    answered = messages.answer_message(turn, 0, "zh", lambda citation: printed)
    assert f"（2021，{printed}）" in answered
    document = retriever.documents[name]
    article = open_article.article_html(document, [], "zh", known=reference(document, given, name))
    assert f'data-covers="，{printed}，所述时期 2021"' in article and f" · {printed} · " in article
    for made in (exports.as_markdown, exports.as_html):
        assert printed in made([turn], retriever.documents, "zh", given).replace("\\", "")


def test_nothing_given_becomes_markup(turn: Turn, retriever: Retriever) -> None:
    """Neither by a visitor nor by a file."""
    name = turn.answer.citations[0].document_id
    given = {name: dict.fromkeys(("newspaper", "date", "page", "authors"), HOSTILE)}
    document = replace(retriever.documents[name], newspaper=HOSTILE, issued=HOSTILE, edition=HOSTILE)
    documents = {**retriever.documents, name: document}
    for values in (given, {}):
        shown = [
            cards.Cards(turn, 0, documents, "zh", given=values).html(),
            open_article.article_html(document, [], "zh", known=reference(document, values, name)),
            exports.as_html([turn], documents, "zh", values),
            exports.as_markdown([turn], documents, "zh", values),
            messages.answer_message(turn, 0, "zh", lambda citation: HOSTILE),
        ]
        assert all("<script>" not in one.replace("\\<script\\>", "") for one in shown)
