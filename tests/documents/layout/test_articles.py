"""The five articles come out as an editor assigned them, line by line."""

from __future__ import annotations

import json

import pytest

from qa.documents.sections import sections
from qa.index.updating import read_corpus
from qa.types import Document
from tests.conftest import ARTICLES, ROOT

ROLES: dict[str, dict[str, list[int]]] = json.loads(
    (ROOT / "tests" / "data" / "articles-roles.json").read_text(encoding="utf-8")
)
KIND = {
    "heading2": "heading",
    "sublabel": "heading",
    "credit": "byline",
    "sidebar_title": "sidebar",
    "item": "sidebar",
    "fragment": "body",
    "join_to_previous_body": "body",
}
FOUND = {
    "jiangbei-2022.txt": [
        "好气象”目标，三级换届",
        "“全国五一劳动奖章”",
        "人事分管领导“三签字”",
        "选派23名干部",
        "骑手一致好评",
    ],
    "dadukou-2022.txt": ["检测试剂盒", "产才融合文章", "加速构建党组织领导", "中小微企业", "先锋模范作用,不断"],
    "qijiang-2021.txt": ["作用,带领各部门"],
    "zhongxian-2022.txt": ["现职干部，推动各级班子", "忠县立足品牌化发展"],
    "jiangbei-2021.txt": ["到红黄路下坡路段"],
}
NEVER = ["可持续忠县忠州街道", "可持续打造特色", "举办非魂", "举办非核心提示", "举办非新时代", "学习魂、"]
NOT_IN_BODY = ["王彩艳", "羊箭", "金玉华", "罗晶", "供图", "摄/"]


@pytest.fixture(scope="module")
def articles() -> dict[str, Document]:
    return {document.id: document for document in read_corpus(ARTICLES)[0]}


def words(document: Document, *kinds: str) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind in kinds]


@pytest.mark.parametrize("name", ROLES)
def test_every_line_has_the_role_an_editor_gave_it(articles: dict[str, Document], name: str) -> None:
    expected = {(line, KIND.get(role, role)) for role, lines in ROLES[name].items() for line in lines}
    got = {(line, paragraph.kind) for paragraph in articles[name].paragraphs for line in paragraph.lines}
    assert got == expected


@pytest.mark.parametrize("name", ROLES)
def test_the_cut_sentences_are_joined_and_no_others(articles: dict[str, Document], name: str) -> None:
    joined = [line for paragraph in articles[name].paragraphs for line in paragraph.lines[1:]]
    assert sorted(joined) == ROLES[name].get("join_to_previous_body", [])


@pytest.mark.parametrize("name", FOUND)
def test_strings_across_a_cut_are_found_after_reading_only(articles: dict[str, Document], name: str) -> None:
    raw = (ARTICLES / name).read_text(encoding="utf-8")
    for string in FOUND[name]:
        assert string not in raw
        assert any(string in text for text in words(articles[name], "body"))


def test_strings_that_join_what_does_not_belong_never_arise(articles: dict[str, Document]) -> None:
    for document in articles.values():
        assert [string for string in NEVER if string in document.text] == []
        for text in words(document, "body"):
            assert [string for string in [*NEVER, *NOT_IN_BODY] if string in text] == []


def test_the_counts_are_the_editors(articles: dict[str, Document]) -> None:
    count = {name: len(words(document, "body")) for name, document in articles.items()}
    assert count == {
        "dadukou-2022.txt": 39,
        "jiangbei-2021.txt": 28,
        "jiangbei-2022.txt": 43,
        "qijiang-2021.txt": 23,
        "zhongxian-2022.txt": 37,
    }


def test_lost_text_is_flagged_and_nothing_else_is(articles: dict[str, Document]) -> None:
    flagged = {
        (name, paragraph.lines, paragraph.incomplete)
        for name, document in articles.items()
        for paragraph in document.paragraphs
        if paragraph.incomplete
    }
    assert flagged == {
        ("zhongxian-2022.txt", (65,), "end"),
        ("jiangbei-2021.txt", (62,), "end"),
    }


def test_reading_keeps_every_character_once(articles: dict[str, Document]) -> None:
    for name, document in articles.items():
        raw = (ARTICLES / name).read_text(encoding="utf-8")
        assert sorted("".join(raw.split())) == sorted("".join(document.text.split()))
        for paragraph in document.paragraphs:
            lines = [raw.split("\n")[line - 1] for line in paragraph.lines]
            assert document.text[paragraph.start : paragraph.end] in "".join(line.strip() for line in lines)


def test_title_place_period_and_authors_are_read_from_the_text(articles: dict[str, Document]) -> None:
    facts = {d.id: (d.title, d.place, d.period, d.authors) for d in articles.values()}
    assert facts == {
        "dadukou-2022.txt": ("大渡口 党建引领聚合力 绘就蓝图显担当", "大渡口", "2022", ("王彩艳", "陈佳佳")),
        "jiangbei-2021.txt": ("江北 加快建设全国城市基层党建示范区", "江北", "2021", ("王彩艳", "杨敏")),
        "jiangbei-2022.txt": ("江北 奋力书写新征程上高质量“组工答卷”", "江北", "2022", ("羊箭",)),
        "qijiang-2021.txt": ("请阅 綦江组工“答卷”", "綦江", "2021", ("金玉华",)),
        "zhongxian-2022.txt": (
            "忠县 凝聚组工力量 奋力书写高质量发展答卷",
            "忠县",
            "2022",
            ("罗晶", "刘玉珊", "吴志杰"),
        ),
    }


def test_the_lead_stands_below_the_title_and_asides_behind_their_section(articles: dict[str, Document]) -> None:
    special = articles["jiangbei-2021.txt"]
    order = [(paragraph.kind, paragraph.lines[0]) for paragraph in special.paragraphs]
    assert order[:9] == [
        ("kicker", 3),
        ("kicker", 5),
        ("title", 7),
        ("label", 64),
        ("lead", 66),
        ("lead", 68),
        ("lead", 70),
        ("caption", 11),
        ("heading", 13),
    ]
    third = order.index(("heading", 55))
    assert order[third : order.index(("heading", 78))] == [
        ("heading", 55),
        ("heading", 56),
        ("body", 58),
        ("body", 60),
        ("body", 62),
        ("body", 76),
        ("caption", 74),
    ]
    assert order[-10:-8] == [("byline", 95), ("label", 97)]


def test_heading_paths_of_the_articles(articles: dict[str, Document]) -> None:
    paths = {name: [path for path, _ in sections(document)] for name, document in articles.items()}
    assert paths["qijiang-2021.txt"] == [
        (),
        ("政治建设卷", "考题内容:如何强化政治引领?", "答题要点:以建党精神立根铸魂。"),
        ("干部队伍卷", "考题内容:如何激发干事热情?", "答题要点:以鲜明导向选贤任能。"),
        ("基层党建卷", "考题内容:如何建强战斗堡垒?", "答题要点:以务实举措提质增效。"),
    ]
    assert paths["jiangbei-2021.txt"][1] == ("提升街道社区统筹力", "——整合资源走活共治“一盘棋”")
    assert [len(path) for path in paths["jiangbei-2022.txt"]] == [0, 1, 1, 1, 1]
