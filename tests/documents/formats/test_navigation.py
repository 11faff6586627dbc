"""HTML: what leads elsewhere is out, what is text stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers import outline, read, shown

TEXT = "<h1>清水河</h1><h2>水文<a class=headerlink href='#a'>¶</a></h2><p>水位见<a href='b.html'>下一节</a>的表。</p>"


@pytest.mark.parametrize(
    "menu",
    [
        "<ul class='main-nav'><li><a href=/>首页</a><li><a href=/a>新闻</a></ul>",
        "<header><ul><li><a href=/>县情</a><li><a href=/a>新闻</a><li><a href=/b>服务</a></ul></header>",
        "<div class=breadcrumb><a href=/>首页</a> &gt; <a href=/a>新闻</a> &gt; 正文</div>",
        "<div>您现在的位置：<a href=/>首页</a> &gt; <a href=/a>新闻</a></div>",
        "<p><a href=a.html>« 上一页</a> | <a href=b.html>下一页 »</a></p>",
        "<table><tr><td><a href=a.html>上一页</a></td><td></td><td><a href=b.html>下一页</a></td></tr></table>",
        "<div><span>上一篇：</span><a rel=prev href=a.html>春天的河</a></div>",
        "<header><a href=/><p>县志 2.0 帮助</p></a><button>目录</button></header>"
        "<aside><input id=c type=checkbox><label for=c>目录</label></aside>"
        "<aside><div>索引 🔎</div><input type=search></aside>",
        "<div class=navheader><p>第 2 章 水文</p><a href=a.html><img src=prev.png></a></div>",
        "<div class=navheader><table><tr><th>第 2 章 水文</th></tr><tr><td><a href=a.html>Prev</a></table></div>",
    ],
)
def test_what_leads_elsewhere_is_out(tmp_path: Path, menu: str) -> None:
    """By its element, its name, its place or its links; so are marks that link a heading."""
    expected = [("title", "清水河"), ("heading", "水文"), ("body", "水位见下一节的表。")]
    assert shown(read(tmp_path, "a.html", f"<body>{menu}{TEXT}{menu}</body>")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<p><a href=/a>春天的河</a></p>",
        "<aside><p>这是县志之外的话。</p><input></aside>",
        "<article><header><p>县水利局去年的调查</p><input></header></article>",
        "<div class=menu><p>早饭有稀饭和馒头，中午有鱼。</p></div>",
        "<p>读完<a href=b.html>下一章</a>再回来。</p>",
        "<p>由<a href='javascript:void(0)'>李明</a>负责。</p>",
        "<p>请读<span class=link><a href=b.html>水位表</a></span>再回来。</p>",
        "<p>见<a class='links internal-link' href=b.html>水位表</a>。</p>",
        "<header><p>县水利局发布的调查，见<a href=/a>公报</a>、<a href=/b>年鉴</a>、<a href=/c>县志</a>。</p></header>",
        "<ul><li><a href=http://a>水利年鉴</a><li><a href=http://b>县志</a><li><a href=http://c>公报</a></ul>",
    ],
)
def test_text_with_links_stays(tmp_path: Path, text: str) -> None:
    """Words that are read here, whatever they link to."""
    words = "".join(one.split(">")[-1] for one in text.split("<"))
    document = read(tmp_path, "a.html", TEXT + text)
    assert "".join(document.text.replace("•", "").split()).endswith(words)
    assert {kind for kind, _ in shown(document)} == {"title", "heading", "body"}


def test_a_list_of_contents_is_kept_as_such(tmp_path: Path) -> None:
    """By its name, or by its links into the page: no heading, and nothing under another heading."""
    listed = "".join(f"<li><a href='#{name}'>1.{name} 水文</a>" for name in "123")
    for menu in (f"<ul>{listed}</ul>", f"<div class=toc><p>目录</p><ul>{listed.replace('#', 'b.html#')}</ul></div>"):
        document = read(tmp_path, "a.html", menu + TEXT)
        assert [text for kind, text in shown(document) if kind == "contents"][-3:] == [f"1.{n} 水文" for n in "123"]
        assert [text for kind, text in shown(document) if kind == "heading"] == ["水文"]


def test_a_page_that_marks_its_headings_has_no_others(tmp_path: Path) -> None:
    """Numbered lines are items, but for those of a document in chapters and clauses."""
    info = "<h1>通知</h1><div>发布时间：2021-06-17 来源：办公室</div><p>水位每天测三次。</p>"
    assert "heading" not in [kind for kind, _ in shown(read(tmp_path, "b.html", info))]
    page = f"{TEXT}<h2>田地</h2><p>1. 打开设置</p><p>（1）站 —— 点</p><p>二、耕地</p><p>两万余亩。</p>"
    assert outline(read(tmp_path, "a.html", page))[-2:] == [
        (("田地",), ["1. 打开设置", "（1）站 —— 点"]),
        (("田地", "二、耕地"), ["两万余亩。"]),
    ]


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=header><a href=/>网站首页</a><a href=/zw>政务公开</a></div>",
        "<div class=close><a href='javascript:print()'>打印</a>　<a href='javascript:close()'>关闭</a></div>",
        "<div class=topbar><a href=/in>登录</a> | <a href=/new>注册</a></div>",
        "<div class=share>分享到：<a href=#>微信</a> <a href=#>微博</a></div>",
        "<div class=related-news><h3>相关阅读</h3><ul><li><a href=/1>植树活动</a><li><a href=/2>丰收季</a></ul></div>",
        "<div class='clear foot'><p>水利局版权所有 未经授权禁止转载</p><p>热线：0731-5550000</p></div>",
    ],
)
def test_what_stands_beside_an_article_is_out(tmp_path: Path, beside: str) -> None:
    expected = [("title", "清水河"), ("heading", "水文"), ("body", "水位见下一节的表。")]
    assert shown(read(tmp_path, "a.html", f"<body>{beside}{TEXT}{beside}</body>")) == expected


def test_marks_of_notes_and_of_editing_are_out(tmp_path: Path) -> None:
    """A power stays."""
    page = "<h1>河</h1><h2>水文<span>[<a href=/e>编辑</a>]</span></h2>"
    page += "<p>流域十二km<sup>2</sup>，见县志<sup><a href='#n1'>[1]</a></sup>。</p>"
    assert shown(read(tmp_path, "a.html", page)) == [
        ("title", "河"),
        ("heading", "水文"),
        ("body", "流域十二km2，见县志。"),
    ]


def test_a_heading_that_is_no_more_than_a_link_to_edit_stays(tmp_path: Path) -> None:
    page = "<h1>手册</h1><h2><a href='#edit'>编辑</a></h2><p>先打开文件。</p>"
    assert shown(read(tmp_path, "a.html", page)) == [("title", "手册"), ("heading", "编辑"), ("body", "先打开文件。")]


def test_a_long_name_of_an_element_takes_no_longer_than_a_short_one(tmp_path: Path) -> None:
    """It would take years if a part of its pattern could give back what another took."""
    page = f"<div class='more{'_a' * 60}.'><p>水位每天测三次。</p></div>"
    assert shown(read(tmp_path, "a.html", TEXT + page))[-1] == ("body", "水位每天测三次。")


def test_the_title_of_a_page_stays_above_its_contents(tmp_path: Path) -> None:
    """In an element that is named as the head of a page, which is else out where it is mostly links."""
    listed = "".join(f"<li><a href='#{name}'>1.{name} 水文</a>" for name in "123")
    head = f"<div id=header><h1>清水河</h1><div id=toc class=toc><ul>{listed}</ul></div></div>"
    page = read(tmp_path, "a.html", f"{head}<h2>水文</h2><p>水位见下表。</p>")
    assert shown(page)[0] == ("title", "清水河")
    other = f"<div id=header><h1>县志</h1><ul>{listed}</ul></div><h1>清水河</h1><p>水位见下表。</p>"
    assert [text for _, text in shown(read(tmp_path, "a.html", other))] == ["清水河", "水位见下表。"]
