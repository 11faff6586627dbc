"""Superlatives with their scopes: what is one, and what a statement may not add to its source."""

from __future__ import annotations

import pytest

from qa.checking.comparison import Comparison
from qa.checking.ranked import compare_superlatives
from qa.checking.superlatives import superlatives


@pytest.mark.parametrize(
    ("text", "words", "kind", "scope"),
    [
        ("该区首次获奖。", "首次", "first", None),
        ("建成全国首个站点。", "全国首个", "first", 4),
        ("率先在全市实行。", "率先在全市", "first", 3),
        ("增速位列全市第一;", "全市第一", "rank", 3),
        ("连续3年位居榜首。", "榜首", "rank", None),
        ("是全县唯一的站点。", "全县唯一", "only", 2),
        ("全市金融机构最集中、", "全市金融机构最集中", "最集中", 3),
        ("以最快速度建成。", "最快", "最快", None),
        ("入选全国首批试点。", "全国首批", "batch", 4),
        ("江北率先实行。", "率先", "first", None),
        ("在江北率先实行。", "江北率先", "first", 3),
    ],
)
def test_a_superlative_is_seen_with_its_scope(text: str, words: str, kind: str, scope: int | None) -> None:
    """On whichever side of it the scope stands."""
    (one,) = superlatives(text)
    assert (text[one.start : one.end], one.kind, one.scope) == (words, kind, scope)


@pytest.mark.parametrize(
    "text",
    [
        "选派驻村第一书记40名。",
        "第一季度产值增长。",
        "首先走访，最后办理。",
        "第一时间送到，最近最终办成。",
        "第一产业增加值；区委第一届大会；第一，走访。",
        "干部率先垂范，最大限度方便群众，最多3天。",
        "人才是最大的底气，发展是第一要务。",
        "召开第一次党代会，保障最低生活。",
    ],
)
def test_ordinary_words_of_the_same_characters_are_none(text: str) -> None:
    """Posts, times, enumerations, set phrases."""
    assert superlatives(text) == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("第一次获奖。", "首次获奖。"),
        ("建成第一个站点。", "建成首个站点。"),
        ("增速居全市首位。", "增速位列全市第一。"),
        ("增速居全市榜首。", "增速位列全国第一。"),
        ("率先在全市实行。", "在全市率先实行。"),
        ("率先实行。", "在全市率先实行。"),
        ("创下全国最快纪录。", "创下全国项目最快速度。"),
        ("在全市率先实行。", "在重庆率先实行。"),
    ],
)
def test_the_same_in_other_words_or_of_more_is_borne_out(text: str, source: str) -> None:
    """A wider scope holds for a narrower one."""
    found = Comparison()
    compare_superlatives(text, source, "", [], found)
    assert (found.claimed, found.borne, found.apart, found.missing) == (1, 1, [], [])


@pytest.mark.parametrize(
    ("text", "source", "own", "printed"),
    [
        ("在全国率先实行。", "在全市率先实行。", "全国率先", "全市率先"),
        ("建成全国首个站点。", "建成首个站点。", "全国首个", "首个"),
        ("满意度居全市第一。", "满意度居全市第二。", "全市第一", "第二"),
        ("是全县唯一的站点。", "是全县首个站点。", "全县唯一", "全县首个"),
    ],
)
def test_another_scope_or_rank_differs(text: str, source: str, own: str, printed: str) -> None:
    """With the words of both sides."""
    found = Comparison()
    compare_superlatives(text, source, "", [], found)
    (one,) = found.apart
    assert (text[slice(*one.own)], source[slice(*one.printed)]) == (own, printed)


@pytest.mark.parametrize("text", ["首次连续8年获评。", "连续8年获评，居全市第一。", "连续8年获评的唯一单位。"])
def test_one_that_the_source_does_not_have_is_missing(text: str) -> None:
    """Whatever else it bears out."""
    found = Comparison()
    compare_superlatives(text, "连续8年获评优秀单位。", "", [], found)
    assert (found.borne, len(found.missing)) == (0, 1)
