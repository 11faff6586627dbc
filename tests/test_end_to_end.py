"""The five articles with the model that ships: what is asked in many ways is found, and quoted exactly."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from qa import Assistant, Retriever
from tests.conftest import ARTICLES
from tests.test_retriever import STRANGE

FOUND = [
    ("2021年江北的铁山青年突击队有几支？", "jiangbei-2021.txt", "优选480人组建12支铁山青年突击队;"),
    ("大渡口区开年头三个月的地区生产总值是多少？", "dadukou-2022.txt", "全区GDP实现73.1亿元"),
    ("綦江组工“答卷”那篇报道是哪位记者写的？", "qijiang-2021.txt", "文/记者 金玉华 图/区委组织部提供"),
    ("忠县有哪两家公司挂上了国家级“小巨人”的牌子？", "zhongxian-2022.txt", "特瑞新能源、南泰电子被认定为"),
    ("江北推動以黨建帶融資，一次集中簽下的授信總額是多少？", "jiangbei-2022.txt", "集中签约授信172亿元"),
    ("在社区门口送娃儿上公交的那个妈妈姓啥子？", "zhongxian-2022.txt", "市民罗女士"),
    ("六中全会开完后，綦江的党建微信号连着发了几期专题？", "qijiang-2021.txt", "《綦江微党建》连续推出4期专题推文"),
    (
        "How many visits by company employees did the Party service station in Financial City No. 3 handle in 2021?",
        "jiangbei-2021.txt",
        "3500余人次",
    ),
    ("蒋仁生", "jiangbei-2022.txt", "首届“重庆市杰出英才奖”获得者蒋仁生"),
]


@pytest.mark.parametrize(("question", "document", "words"), FOUND, ids=[question for question, _, _ in FOUND])
def test_the_first_hit_holds_the_answer(real_retriever: Retriever, question: str, document: str, words: str) -> None:
    """A plain, a paraphrased, a traditional, a spoken, an English question, and a name alone."""
    first = real_retriever.search(question)[0]
    assert first.passage.document_id == document
    assert "".join(words.split()) in "".join(first.passage.text.split())


def test_the_answer_quotes_the_sentence_and_its_place(real_retriever: Retriever) -> None:
    """Quote, title, period, section, paragraph and raw line are exact."""
    question, document, quote = FOUND[0]
    answer = Assistant(real_retriever).ask(question)
    first = answer.citations[0]
    assert answer.answered
    assert (first.number, first.document_id, first.quote) == (1, document, quote)
    assert (first.title, first.place, first.period) == ("江北 加快建设全国城市基层党建示范区", "江北", "2021")
    lines = (ARTICLES / document).read_text(encoding="utf-8").split("\n")
    assert [lines[number - 1] for number in first.lines] == [f"- {quote}"]
    assert f"“{quote}”[1]" in answer.text


def test_a_follow_up_is_searched_with_what_was_asked_before(real_retriever: Retriever) -> None:
    """The earlier question gives the later one its subject."""
    assistant = Assistant(real_retriever)
    first = assistant.ask("2022年江北的铁山青年突击队有几支？")
    second = assistant.ask("那前一年呢？", history=[(first.question, first.text)])
    assert "铁山青年突击队" in second.query
    assert "铁山青年突击队" in second.hits[0].passage.text


@pytest.mark.parametrize("name", [pytest.param("long", marks=pytest.mark.slow), *sorted(STRANGE.keys() - {"long"})])
def test_strange_questions_are_answered_without_an_error(real_retriever: Retriever, name: str) -> None:
    """The real tokenizer takes whatever is typed, too."""
    answer = Assistant(real_retriever).ask(STRANGE[name])
    assert answer.question == STRANGE[name]
    for citation in answer.citations:
        document = real_retriever.documents[citation.document_id]
        assert document.text[citation.start : citation.end] == citation.quote


@pytest.mark.slow
def test_two_starts_give_the_same_answer(real_retriever: Retriever, use_real_cache: object) -> None:
    """Another retriever, from the cache, gives every field again, to the last digit."""
    again = Assistant(Retriever.from_path(ARTICLES))
    for question, _, _ in FOUND:
        assert asdict(again.ask(question)) == asdict(Assistant(real_retriever).ask(question))
