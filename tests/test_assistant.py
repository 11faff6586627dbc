"""Answers over small documents: what is quoted and from where, what differs, and what was understood."""

from __future__ import annotations

import pytest

from qa import Answer, Assistant
from tests import small
from tests.small import BUSES, CANTEENS, EARLIER, MORE_TEAMS, ORDERS, OTHER, TEAMS, assistant, check_answer, document

QUESTION = "2021年江北的铁山青年突击队有几支？"


@pytest.fixture(scope="module")
def districts() -> Assistant:
    """江北 in two years and 忠县 in one."""
    return small.districts()


def quotes(answer: Answer) -> list[str]:
    """What is cited, in order."""
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "name", "quote", "short"),
    [
        (QUESTION, "a.md", TEAMS, "12支"),
        ("2022年江北的铁山青年突击队有几支？", "b.md", MORE_TEAMS, "24支"),
        ("二〇二二年江北區的鐵山青年突擊隊有幾支？", "b.md", MORE_TEAMS, "24支"),
        ("江北新建了多少个社区食堂？", "a.md", CANTEENS, "30个"),
        ("忠县的“四单”运行机制是什么？", "c.md", ORDERS, "居民点单、社区接单、街道派单、居民评单"),
        ("忠县开通了几条专班公交？", "c.md", BUSES, "三条"),
    ],
)
def test_the_first_citation_is_the_sentence(
    districts: Assistant, question: str, name: str, quote: str, short: str | None
) -> None:
    """The document of the place and year asked for, its sentence verbatim, and the few words where they are plain."""
    answer = districts.ask(question)
    check_answer(districts, answer)
    assert answer.answered
    assert (answer.citations[0].document_id, answer.citations[0].quote) == (name, quote)
    assert (answer.short, answer.query) == (short, question)
    first = answer.hits[0].passage
    assert (first.document_id, first.start <= answer.citations[0].start < first.end) == (name, True)


def test_the_text_leads_with_the_quote_and_names_its_source(districts: Assistant) -> None:
    """Quote, mark, then title, section, paragraph and period; the citation holds the same facts."""
    answer = districts.ask("忠县开通了几条专班公交？")
    assert answer.text.splitlines()[0] == f"“{BUSES}”[1]"
    assert "[1] 《忠县工作综述》 › 教育 › 第5段（2022）" in answer.text
    first = answer.citations[0]
    assert (first.title, first.place, first.period, first.section) == ("忠县工作综述", "忠县", "2022", ("教育",))
    assert (first.paragraphs, first.lines) == ((5,), (9,))


def test_two_years_are_shown_side_by_side(districts: Assistant) -> None:
    """No year asked for: both figures, each with its period and mark, and that they differ; each year has its words."""
    answer = districts.ask("江北区优选人员组建了几支铁山青年突击队开展志愿服务？")
    check_answer(districts, answer)
    assert set(quotes(answer)[:2]) == {TEAMS, MORE_TEAMS}
    marks = {citation.quote: citation.number for citation in answer.citations}
    assert "注意：不同时期说法不同" in answer.text
    assert f"《江北工作综述》（2021）作“12支”[{marks[TEAMS]}]" in answer.text
    assert f"《江北工作综述》（2022）作“24支”[{marks[MORE_TEAMS]}]" in answer.text
    told = {short.label: (short.text, answer.citations[short.number - 1].quote) for short in answer.shorts}
    assert told == {"2021": ("12支", TEAMS), "2022": ("24支", MORE_TEAMS)}


def test_only_the_quantity_asked_for_is_compared(districts: Assistant) -> None:
    """Members against members and teams against teams; one document's figures differ from no other's."""
    people = districts.ask("江北的铁山青年突击队有多少人？")
    assert "作“480人”" in people.text and "作“960人”" in people.text
    assert "12支”" not in people.text
    assert "说法不同" not in districts.ask("江北的铁山青年突击队开展志愿服务覆盖多少户？").text


def test_sources_of_one_time_that_differ_are_said_to(districts: Assistant) -> None:
    """Without two periods it is not the time that makes the difference."""
    made = assistant(
        document("a.md", TEAMS, place="江北", period="2021"),
        document("b.md", MORE_TEAMS, place="江北", period="2021"),
    )
    answer = made.ask("江北的铁山青年突击队有几支？")
    assert "注意：来源之间说法不同——" in answer.text
    assert (answer.short, answer.shorts) == (None, ())


def test_a_place_without_a_quote_is_named() -> None:
    """Two places asked about: what is quoted of one is not passed off as both."""
    made = assistant(
        document("a.md", f"# 江北综述\n\n{TEAMS}\n", place="江北"),
        document("c.md", f"# 忠县综述\n\n{BUSES}\n", place="忠县"),
    )
    told = "关于忠县，没有找到可以引用的内容。"
    one = made.ask("江北和忠县各有几支铁山青年突击队？")
    check_answer(made, one)
    assert quotes(one) == [TEAMS]
    assert told in one.text.splitlines()
    both = made.ask("江北的铁山青年突击队有几支，忠县的专班公交有几条？")
    check_answer(made, both)
    assert quotes(both) == [TEAMS, BUSES]
    assert both.remarks == ()
    filtered = made.ask("江北和忠县各有几支铁山青年突击队？", where={"document": "a.md"})
    check_answer(made, filtered)
    assert filtered.answered and told in filtered.text.splitlines()


def test_the_same_fact_printed_twice_is_one_citation() -> None:
    """The other place is named in ``also`` and in the source line."""
    made = assistant(
        document("a.txt", BUSES, place="忠县", period="2021", title="甲"),
        document("b.txt", f"忠县教育\n\n{BUSES}\n", place="忠县", period="2022", title="乙"),
        document("c.txt", TEAMS, place="江北"),
    )
    answer = made.ask("忠县开通了几条专班公交？")
    check_answer(made, answer)
    assert quotes(answer) == [BUSES]
    (again,) = answer.citations[0].also
    assert {answer.citations[0].document_id, again.document_id} == {"a.txt", "b.txt"}
    assert made.retriever.documents[again.document_id].text[again.start : again.end] == BUSES
    assert "；又见《" in answer.text
    assert "说法不同" not in answer.text


@pytest.mark.parametrize(
    ("question", "query", "quote"),
    [
        ("那2022年呢？", "2022年江北的铁山青年突击队有多少支？", MORE_TEAMS),
        ("后一年呢？", "2022年江北的铁山青年突击队有多少支？", MORE_TEAMS),
        ("忠县开通了几条专班公交？", "忠县开通了几条专班公交？", BUSES),
    ],
)
def test_a_follow_up_is_asked_whole(districts: Assistant, question: str, query: str, quote: str) -> None:
    """The query shows what was understood; a complete question is left alone."""
    answer = districts.ask(question, [("2021年江北的铁山青年突击队有多少支？", "12支。")])
    check_answer(districts, answer)
    assert (answer.question, answer.query) == (question, query)
    assert answer.answered
    assert quotes(answer)[0] == quote


def test_other_places_leave_out_the_one_before(districts: Assistant) -> None:
    """江北 is not quoted for 别的区."""
    answer = districts.ask("别的区呢？", [("江北有多少支铁山青年突击队？", "")])
    check_answer(districts, answer)
    assert answer.query == "江北以外的区有多少支铁山青年突击队?"
    assert "江北" not in {citation.place for citation in answer.citations}


def test_a_question_with_words_of_its_own_is_not_joined(districts: Assistant) -> None:
    """The topic before it would answer, but not what is asked now."""
    answer = districts.ask("停车费一个月多少钱？", [("江北有多少支铁山青年突击队？", "")])
    assert (answer.query, answer.answered) == ("停车费一个月多少钱？", False)


def test_a_follow_up_about_another_noun(districts: Assistant) -> None:
    """The canteens take the place of the teams; place and year stay."""
    answer = districts.ask("社区食堂呢？", [("2021年江北有多少个铁山青年突击队？", "")])
    assert answer.query == "2021年江北有多少个社区食堂？"
    assert quotes(answer)[0] == CANTEENS


def test_an_english_question_gets_an_english_frame(districts: Assistant) -> None:
    """The quote stays Chinese; the rest is English, refusals too."""
    answer = districts.ask("How many teams did Jiangbei have in 2021?")
    check_answer(districts, answer)
    assert answer.text.startswith(f"“{quotes(answer)[0]}” [1]")
    refused = districts.ask("How many teams did they have in Wuhan?")
    assert not refused.answered
    assert refused.text.startswith(
        "The documents do not answer this question: they never mention “Wuhan”.\nThe nearest"
    )


def test_a_traditional_question_gets_a_traditional_frame(districts: Assistant) -> None:
    """The quote keeps the source's characters."""
    answer = districts.ask("江北的鐵山青年突擊隊有幾支？")
    assert "不同時期說法不同" in answer.text
    assert TEAMS in answer.text
    assert districts.ask("渝北的鐵山青年突擊隊有幾支？").text.startswith("文檔裡沒有這個問題的答案：沒有提到「渝北」。")


def test_where_and_top_k_limit_what_is_seen(districts: Assistant) -> None:
    """Only documents that fit are cited; no more hits than asked for."""
    answer = districts.ask("铁山青年突击队有几支？", where={"period": "2022"}, top_k=2)
    check_answer(districts, answer)
    assert {citation.document_id for citation in answer.citations} <= {"b.md", "c.md"}
    assert quotes(answer)[0] == MORE_TEAMS
    assert len(answer.hits) == 2
    nowhere = districts.ask(QUESTION, where={"place": "渝北"})
    check_answer(districts, nowhere)
    assert (nowhere.citations, nowhere.hits, nowhere.answered) == ((), (), False)
    assert nowhere.text == "文档里没有这个问题的答案：没有找到所问地点或时期的内容。"


def test_the_caller_may_set_the_threshold(districts: Assistant) -> None:
    """The confidence stays; what it takes to answer changes; a gate that looks at no confidence stays shut."""
    confidence = districts.ask(QUESTION).confidence
    strict = Assistant(districts.retriever, reader=None, threshold=1.0).ask(QUESTION)
    assert (strict.confidence, strict.answered, strict.reason) == (confidence, False, "not sure enough")
    lenient = Assistant(districts.retriever, reader=None, threshold=0.0)
    assert districts.ask("停车费一个月多少钱？").reason == "not sure enough"
    doubtful = lenient.ask("停车费一个月多少钱？")
    assert (doubtful.reason, doubtful.grade, len(doubtful.citations) > 0) == ("answered", "unsure", True)
    for question in ("", "你好", "渝北有几支突击队？", "48", "2019年江北有几支突击队？"):
        assert not lenient.ask(question).answered
    assert Assistant(districts.retriever, reader=None, threshold=confidence).ask(QUESTION).answered


@pytest.mark.parametrize("threshold", [-0.01, 1.01, float("nan")])
def test_a_threshold_is_a_probability(districts: Assistant, threshold: float) -> None:
    """Anything else is refused with its value."""
    with pytest.raises(ValueError, match=rf"^threshold must be a probability, 0 to 1, not {threshold}$"):
        Assistant(districts.retriever, reader=None, threshold=threshold)


@pytest.mark.parametrize("question", [QUESTION, "忠县开通了几条专班公交？"])
def test_a_hit_of_an_answer_scores_as_in_a_search(question: str) -> None:
    """The probability of its passage, or of the likeliest one that it was put before; not the confidence."""
    made = assistant(
        document("a.txt", TEAMS, place="江北", period="2021", title="甲"),
        document("b.txt", CANTEENS, place="江北", period="2021", title="乙"),
        document("c.txt", ORDERS, place="忠县", period="2022", title="丙"),
        document("d.txt", BUSES, place="忠县", period="2022", title="丁"),
    )
    found = small.candidates_of(made.retriever, question)[1]
    own = {made.retriever.passages[row].id: score for row, score in zip(found.rows, found.shown, strict=True)}
    hits = made.ask(question, top_k=99).hits
    assert len(hits) > 1
    assert [hit.score for hit in hits] == pytest.approx(
        [max(own[other.passage.id] for other in hits[place:]) for place in range(len(hits))]
    )


def test_a_figure_that_is_looked_up_is_certain(districts: Assistant) -> None:
    """It stands there or it does not; nothing is estimated."""
    answer = districts.ask("480")
    assert (answer.confidence, answer.grade, quotes(answer)) == (1.0, "stated", [TEAMS])


def test_the_same_question_has_the_same_answer(districts: Assistant) -> None:
    """Every field, also of another assistant over the same documents."""
    again = assistant(*districts.retriever.documents.values())
    for question in (QUESTION, "江北和忠县分别做了什么？", "今天天气怎么样？"):
        assert districts.ask(question) == districts.ask(question) == again.ask(question)


def test_a_heading_does_not_say_the_fact_again() -> None:
    """Only a sentence that says as much belongs in ``also``."""
    made = assistant(
        document("a.md", f"# 忠县\n\n## 专班公交\n\n{BUSES}\n"), document("b.md", f"# 江北\n\n## 上学\n\n{TEAMS}\n")
    )
    answer = made.ask("忠县开通了几条专班公交？")
    assert quotes(answer)[0] == BUSES
    assert answer.citations[0].also == ()


def test_a_contradiction_is_not_the_same_fact() -> None:
    """12支 in one document and 24支 in the other: shown to differ, and neither «also» says the other."""
    told = "江北区在全区各个街道社区深入开展志愿服务活动，先后组建{n}支青年突击队，帮助居民解决急难愁盼问题。"
    made = assistant(
        document("a.txt", told.format(n=12), place="江北", period="2021"),
        document("b.txt", told.format(n=24), place="江北", period="2022"),
        document("c.txt", BUSES, place="忠县"),
    )
    answer = made.ask("江北组建了几支青年突击队？")
    assert "作“12支”" in answer.text and "作“24支”" in answer.text
    assert [citation.also for citation in answer.citations] == [(), ()]


def test_last_year_is_the_year_before_the_newest_document(districts: Assistant) -> None:
    """Never the clock's."""
    assert districts.ask("去年江北的铁山青年突击队有几支？").citations[0].quote == TEAMS
    assert quotes(districts.ask("今年江北的铁山青年突击队有几支？")) == [MORE_TEAMS]
    assert quotes(districts.ask("去年江北的铁山青年突击队有几支？")) == [TEAMS]


def test_the_first_hit_is_the_first_quote_for_several_sources_too() -> None:
    """The passages that are quoted come first, in the order of the quotes, also when several are asked for."""
    made = assistant(document("0.md", "0"), document("x.md", EARLIER), document("y.md", OTHER))
    answer = made.ask("突击队和公交分别有多少？")
    assert answer.answered
    assert answer.hits[0].passage.document_id == answer.citations[0].document_id


@pytest.mark.parametrize("rule", ["| --- | --- |", "---", "===", "~~~", "* * *"])
def test_a_line_of_nothing_but_marks_is_never_cited(rule: str) -> None:
    """A table's rule row and its like stand in no paragraph, so there is no place to name."""
    made = assistant(document("a.md", f"# 车站\n\n| 站名 | 班次 |\n{rule}\n| 北站 | 12班 |\n"))
    for question in ("北站有几班？", rule, "--- ---", "站名班次"):
        answer = made.ask(question)
        check_answer(made, answer)
        assert all(citation.paragraphs for citation in answer.citations)
        assert rule not in [citation.quote for citation in answer.citations]
