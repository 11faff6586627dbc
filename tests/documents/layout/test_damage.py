"""Damaged text that the rules were not written for: cuts are mended, true borders kept."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.decoding import decode
from qa.index.updating import read_corpus
from tests.conftest import ROOT
from tests.damage import Score, damage, score

ARTICLES = ROOT / "data" / "articles"
INVENTED = [
    "清水河发源于北部山区，全长八十六公里，流经四个乡镇，沿岸有耕地两万余亩。每年春季融雪时，河水会漫过低处的田埂，老人们把这叫作“洗田”。",
    "水文站的记录从1956年开始，最初由两名教师义务抄录，后来才有了专职人员。如今站里装上了自动设备，数据每五分钟上传一次。",
    "“以前看天吃饭，现在看手机种地。”种粮大户陈国强说，他承包的三百二十亩地里埋着四十多个传感器，土壤湿度、温度和肥力随时都能看到。",
    "不过，新办法也带来新问题。设备坏了没有人修，网络时断时续，年纪大的农户不会用。镇里为此办了七期培训班。",
    "记者在村口看到，去年修好的排灌渠正在放水。渠宽1.2米，水深0.8米，全部用混凝土衬砌，每小时能浇地二十五亩。",
    "The station also keeps a small library. Visitors may read there on Saturday, and the oldest one lies under glass.",
    "村里的年轻人陆续回来了。有人开民宿，有人做电商，有人把闲置的粮仓改成了图书室；到去年底，返乡创业的已有六十三人。",
    "夜里的清水河很安静。岸边的路灯每隔五十米一盏，散步的人走走停停，偶尔能听到水坝那边传来的蛙声。",
]
SETTINGS = [(0.3, 1, 0.2), (1.0, 1, 0.2), (1.0, 4, 0.0)]


def texts() -> dict[str, list[str]]:
    found = {"invented": INVENTED}
    for document in read_corpus(ARTICLES)[0]:
        whole = [p for p in document.paragraphs if p.kind == "body" and not p.incomplete]
        found[document.id] = [document.text[p.start : p.end] for p in whole]
    return found


@pytest.mark.parametrize(("rate", "most", "captions"), SETTINGS)
def test_cuts_are_mended_and_borders_kept(rate: float, most: int, captions: float) -> None:
    total = Score()
    for seed, paragraphs in enumerate(texts().values()):
        for again in range(3):
            damaged = damage(paragraphs, seed=100 * seed + again, rate=rate, captions=captions, most=most)
            document = document_from_text(decode(damaged.data), id="damaged.txt")
            got = [document.text[p.start : p.end] for p in document.paragraphs]
            total += score(damaged, got)
    assert total.cuts > 100
    assert total.mended / total.cuts >= 0.97
    assert total.joined / total.borders <= 0.01


def test_captions_between_paragraphs_are_captions() -> None:
    for seed in range(20):
        damaged = damage(INVENTED, seed=seed, rate=0.5, captions=0.3)
        document = document_from_text(decode(damaged.data), id="damaged.txt")
        captions = [document.text[p.start : p.end] for p in document.paragraphs if p.kind == "caption"]
        assert captions == list(damaged.captions)


def test_the_generator_is_seeded() -> None:
    assert damage(INVENTED, seed=7) == damage(INVENTED, seed=7)
    assert damage(INVENTED, seed=7) != damage(INVENTED, seed=8)
