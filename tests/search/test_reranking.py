"""The best candidates read: which, how many, in which order they come out, and what is not read twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import AnswerSpan, PassageReading
from qa import Retriever
from qa.answer.evidence import gather
from qa.search.candidates import Candidates, shown
from qa.search.hits import hits
from qa.search.query import Query, understand
from qa.search.reranking import MOST_READ, log_odds, rerank, scores_of
from tests.conftest import HashingEncoder
from tests.small import KnowingReader, candidates_of, document

STATIONS = "东西南北甲乙丙丁戊己庚辛"
QUESTION = "青年突击队在哪站？"


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """Twelve passages in the same words, but for one character."""
    made = [document(f"{n:02}.txt", f"青年突击隊在{name}站。", title=f"第{n}隊") for n, name in enumerate(STATIONS)]
    return Retriever.from_documents(made, encoder=HashingEncoder())


@pytest.fixture
def asked(retriever: Retriever) -> tuple[Query, Candidates]:
    """A question, and the twelve in the order of their titles."""
    query, found = candidates_of(retriever, QUESTION)
    order = np.argsort(found.rows).tolist()
    even = np.linspace(1.2, 1.0, len(order), dtype=np.float32)
    return query, replace(found.taken(order), fused=even, shown=shown(even))


def test_eight_are_read_two_at_a_time(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """The best first; nothing of the others."""
    reader = KnowingReader({})
    found = rerank(retriever.index, *asked, reader)
    assert reader.batches == [
        [f"青年突击队在{name}站。" for name in STATIONS[first : first + 2]] for first in range(0, MOST_READ, 2)
    ]
    assert sorted(found.read) == asked[1].rows[:MOST_READ].tolist()


@pytest.mark.parametrize(
    ("question", "first"), [(QUESTION, "南"), ("青年突击队怎么到站？", "东"), ("青年突击队", "东")]
)
def test_where_no_few_words_answer_the_order_found_stays(
    retriever: Retriever, asked: tuple[Query, Candidates], question: str, first: str
) -> None:
    """A way, a reason, or what key words are about: they are read all the same."""
    reader = KnowingReader({"南站": 0.99})
    found = rerank(retriever.index, understand(question, retriever.index), asked[1], reader)
    assert retriever.passages[int(found.rows[0])].text.endswith(f"{first}站。")
    assert len(found.read) == 4


def test_what_is_read_is_in_simplified_characters_under_its_titles(
    retriever: Retriever, asked: tuple[Query, Candidates]
) -> None:
    """As the reader was taught; the titles stand apart, so that they never answer."""
    reader = KnowingReader({})
    rerank(retriever.index, understand("青年突擊隊在哪站？", retriever.index), asked[1], reader)
    assert reader.questions == {"青年突击队在哪站？"}
    assert reader.heads == [f"第{n}队" for n in range(MOST_READ)]


@pytest.mark.parametrize(("name", "read"), [("东", 2), ("西", 2), ("南", 4), ("丁", 8), ("戊", 8)])
def test_no_more_are_read_when_one_is_clear(
    retriever: Retriever, asked: tuple[Query, Candidates], name: str, read: int
) -> None:
    """The one beside it is read with it; what is not read cannot be clear."""
    reader = KnowingReader({f"{name}站": 0.999})
    rerank(retriever.index, *asked, reader)
    assert [len(batch) for batch in reader.batches] == [2] * (read // 2)


def test_a_heading_is_never_clear() -> None:
    """Nothing of it is quoted, so what it seems to answer is looked for on."""
    made = document("a.md", "".join(f"# 青年突击队在{name}站\n\n第{n}段。\n\n" for n, name in enumerate(STATIONS)))
    retriever = Retriever.from_documents([made], encoder=HashingEncoder())
    query, found = candidates_of(retriever, QUESTION)
    headings = [n for n, row in enumerate(found.rows.tolist()) if retriever.passages[row].role == "heading"]
    for question, batches in ((QUESTION, 4), ("哪个标题写着青年突击队？", 1)):
        reader = KnowingReader({f"{name}站": 0.999 for name in STATIONS})
        rerank(retriever.index, understand(question, retriever.index), found.taken(headings), reader)
        assert len(reader.batches) == batches


def test_a_likely_one_is_not_clear(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """Nine in ten is not enough to look no further."""
    reader = KnowingReader({"东站": 0.9})
    rerank(retriever.index, *asked, reader)
    assert len(reader.batches) == 4


@pytest.mark.parametrize(("behind", "read"), [(0.86, 4), (1.0, 2)])
def test_none_is_read_that_would_not_come_first(
    retriever: Retriever, asked: tuple[Query, Candidates], behind: float, read: int
) -> None:
    """One that is clear stands .6 above its score, the first, nine in ten likely, .44."""
    fused = np.array([3.0, 2.9, *[3.44 - behind + 0.3] * 2, *[0.0] * 8], np.float32)
    reader = KnowingReader({"东站": 0.9})
    rerank(retriever.index, asked[0], replace(asked[1], fused=fused, shown=shown(fused)), reader)
    assert sum(map(len, reader.batches)) == read


def test_all_are_read_when_several_sources_are_asked_for(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """One that is clear does not answer for the others."""
    reader = KnowingReader({"东站": 0.999})
    rerank(retriever.index, replace(asked[0], several=True), asked[1], reader)
    assert [len(batch) for batch in reader.batches] == [2, 2, 2, 2]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_eight_are_all_read(retriever: Retriever, asked: tuple[Query, Candidates], count: int) -> None:
    """None at all is no mistake."""
    reader = KnowingReader({})
    found = rerank(retriever.index, asked[0], asked[1].taken(range(count)), reader)
    assert sum(map(len, reader.batches)) == len(found.rows) == len(found.read) == count


def test_what_answers_comes_first(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """Before what search put above it; the rest keeps its order, and what was not read stays behind it."""
    found = rerank(retriever.index, *asked, KnowingReader({"乙站": 0.9}))
    rows = asked[1].rows.tolist()
    assert found.rows.tolist() == [rows[5], *rows[:5], *rows[6:]]
    assert np.all(np.diff(found.fused) <= 0)
    assert found.cosines.tolist() == [asked[1].cosines.tolist()[rows.index(row)] for row in found.rows.tolist()]


def test_across_languages_the_reader_counts_more(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """Few words are shared there: log odds of 2.2 move a passage by 1.1, not by .44."""
    fused = np.array([2.5, *[2.0] * 5, *[0.0] * 6], np.float32)
    found, reader = replace(asked[1], fused=fused, shown=shown(fused)), KnowingReader({"乙站": 0.9, "东站": 0.5})
    fifth = asked[1].rows.tolist()[5]
    for question, first in (("Where is the team?", fifth), (QUESTION, found.rows.tolist()[0])):
        assert rerank(retriever.index, understand(question, retriever.index), found, reader).rows[0] == first


def test_a_byline_asked_for_is_not_judged_by_what_a_reader_makes_of_it() -> None:
    """It holds names alone; where the text is asked for it is."""
    made = document("a.txt", "青年突击队\n\n文/记者 张三\n\n青年突击队在东站。", title="青年突击队")
    retriever = Retriever.from_documents([made], encoder=HashingEncoder())
    role = {retriever.passages[row].role: row for row in range(len(retriever.passages))}
    for question, moved in (("青年突击队这篇是谁写的？", 0.0), (QUESTION, 0.2 * float(np.log(0.001 / 0.999)))):
        query, found = candidates_of(retriever, question)
        at = {row: number for number, row in enumerate(found.rows.tolist())}
        again = rerank(retriever.index, query, found, KnowingReader({}))
        then = {row: number for number, row in enumerate(again.rows.tolist())}
        byline = role["byline"]
        assert again.fused[then[byline]] - found.fused[at[byline]] == pytest.approx(moved, abs=1e-5)


def test_what_was_not_read_counts_as_the_one_that_says_least(
    retriever: Retriever, asked: tuple[Query, Candidates]
) -> None:
    """Else a passage that the reader turned down would fall behind one that it never saw."""
    said = {f"{name}站": 0.5 for name in STATIONS[:7]}
    found = rerank(retriever.index, *asked, KnowingReader(said))
    assert found.rows.tolist() == asked[1].rows.tolist()
    odds = scores_of(found)
    assert odds[:8] == pytest.approx([0.0] * 7 + [np.log(0.001 / 0.999)])
    assert np.isnan(odds[8:]).all()
    weight = (found.fused[0] - asked[1].fused[0]) - (found.fused[7] - asked[1].fused[7])
    assert found.fused[8:] - asked[1].fused[8:] == pytest.approx([-float(weight)] * 4, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.001, 0.9999), min_size=12, max_size=12))
def test_scores_never_rise_with_rank(retriever: Retriever, answers: list[float]) -> None:
    """Whatever is read, every candidate comes out once and each hit's score lies in 0–1."""
    query, found = candidates_of(retriever, QUESTION)
    told = {f"{name}站": probability for name, probability in zip(STATIONS, answers, strict=True)}
    again = rerank(retriever.index, query, found, KnowingReader(told))
    assert sorted(again.rows.tolist()) == sorted(found.rows.tolist())
    assert np.all(np.diff(again.fused) <= 0)
    scores = [hit.score for hit in hits(retriever.index, query, again, top_k=12, in_turn=False)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_reading_serves_again(retriever: Retriever, asked: tuple[Query, Candidates]) -> None:
    """``taken`` keeps it with every order and choice of candidates, and ``rerank`` reads only what it lacks."""
    first = rerank(retriever.index, *asked, KnowingReader({}))
    assert first.taken([3, 1]).read == first.read
    reader = KnowingReader({})
    again = rerank(retriever.index, asked[0], replace(asked[1], read=first.read), reader)
    assert (reader.batches, again.read) == ([], first.read)
    last = asked[1].taken([0, 10, 1, 11])
    rerank(retriever.index, asked[0], replace(last, read=first.read), reader)
    assert reader.batches == [["青年突击队在庚站。"], ["青年突击队在辛站。"]]


def test_the_year_leaned_towards_is_read_once() -> None:
    """去年 is looked at with and without its year; the same passages are read once."""
    made = [
        document(f"{year}-{name}.txt", f"{year}年青年突击队在{name}站。", period=str(year))
        for year in (2021, 2022)
        for name in "东西"
    ]
    retriever, reader = Retriever.from_documents(made, encoder=HashingEncoder()), KnowingReader({})
    query = understand("去年青年突击队在哪站？", retriever.index)
    found = gather(retriever.index, retriever.encoder, query, where={}, reader=reader)
    assert query.leaning == "2021"
    texts = [text for batch in reader.batches for text in batch]
    read = [text for head, text in zip(reader.heads, texts, strict=True) if head]
    assert sorted(read) == sorted(text for text in (one.text for one in made))
    assert len(found.found.rows) == 4


@pytest.mark.parametrize(("score", "odds"), [(0.5, 0.5), (-3.0, -3.0), (20.0, 8.0), (-20.0, -8.0)])
def test_the_odds_of_a_reading_are_bounded(score: float, odds: float) -> None:
    """No one reading outweighs everything; without one there is no number."""
    assert log_odds(PassageReading(0.5, score, (AnswerSpan(0, 1, 0.5),))) == odds
    assert np.isnan(log_odds(None))
