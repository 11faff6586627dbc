"""Answers over small documents by a reader: the sentence it chose, the few words, and which reader it is."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import DEFAULT_READER, ModelError, load_reader
from embeddings.model_files import READER_MANIFEST
from embeddings.onnx_reader import READER_REMEDY
from qa import Assistant, Retriever
from qa.search.weights import weights
from tests import small
from tests.small import (
    BUSES,
    CANTEENS,
    EARLIER,
    ORDERS,
    OTHER,
    TEAMS,
    KnowingReader,
    SharedWordsReader,
    check_answer,
    document,
)

STATIONS = [f"{name}站开通了去中学的专线。" for name in ("河湾", "石桥", "松林")]
QUESTION = "哪个站开通了去中学的专线？"
PIECES = [TEAMS, CANTEENS, ORDERS, BUSES, "\n\n", "\n\n## 小节\n\n", "2021年", "👩‍👧", "（未完", "二百四十人", "鐵山"]
ANY = st.one_of(st.text(st.characters(), max_size=60), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))


@pytest.mark.parametrize("name", ["河湾", "石桥", "松林"])
def test_the_reader_chooses_among_sentences_alike(name: str) -> None:
    """In the same passage, where the search sees no difference: its sentence is quoted first, its words are short."""
    made = small.assistant(
        document("a.md", f"# 公交\n\n{''.join(STATIONS)}\n"), reader=KnowingReader({f"{name}站": 1.0})
    )
    answer = made.ask(QUESTION)
    check_answer(made, answer)
    assert answer.answered
    assert (answer.citations[0].quote, answer.short) == (f"{name}站开通了去中学的专线。", f"{name}站")
    (short,) = answer.shorts
    assert (short.text, short.number, short.label) == (answer.short, 1, None)


@pytest.mark.parametrize(
    ("known", "query"), [({"方便学生上学": 0.999}, "河湾站开通的专线：目的是什么？"), ({}, "目的是什么？")]
)
def test_a_vague_question_goes_on_with_the_topic_where_that_is_plain(known: dict[str, float], query: str) -> None:
    """No word of 目的是什么 stands in the passage, which tells it all the same."""
    made = [document("a.md", "河湾站开通了专线，方便学生上学。\n"), document("b.md", "社区食堂每天供应三餐。\n")]
    over = small.assistant(*made, reader=KnowingReader(known))
    answer = over.ask("目的是什么？", [("河湾站开通了什么专线？", "")])
    check_answer(over, answer)
    assert answer.query == query
    assert answer.short == next(iter(known), None)


@pytest.mark.parametrize("name", ["河湾", "石桥", "松林"])
def test_the_reader_chooses_among_documents_alike(name: str) -> None:
    """The hit that holds the answer comes first, as in a search that the same reader orders."""
    made = [document(f"{n}.txt", text) for n, text in enumerate(STATIONS)]
    over = small.assistant(*made, reader=KnowingReader({f"{name}站": 1.0}))
    answer = over.ask(QUESTION)
    check_answer(over, answer)
    assert answer.hits[0].passage.text == answer.citations[0].quote == f"{name}站开通了去中学的专线。"
    found = over.retriever.search(QUESTION, rerank=over.reader or False)
    assert [(hit.passage.id, hit.score) for hit in answer.hits] == [(hit.passage.id, hit.score) for hit in found]


def test_a_caption_gives_way_to_the_sentence_with_the_quantity() -> None:
    """The caption holds the very words of the question; the text says how long."""
    told = "县里选派专员，帮助面业公司的小麦项目7个月建成，创下最快速度。"
    text = f"# 忠县综述\n\n面业公司的小麦项目建成投产（区委供图）\n\n## 发展\n\n{told}\n"
    made = small.assistant(document("a.md", text), document("b.md", EARLIER), reader=KnowingReader({"7个月": 1.0}))
    answer = made.ask("面业公司的小麦项目多久建成投产？")
    assert (answer.citations[0].quote, answer.short) == (told, "7个月")


@pytest.mark.parametrize(
    ("question", "answers", "short"),
    [
        ("忠县的哪个社区推行“四单”？", {"香怡社区": 1.0}, "香怡社区"),
        ("忠县的哪个社区推行“四单”？", {"香怡社区": 0.001}, None),
        ("忠县的哪个社区推行“四单”？", {"四单": 1.0}, None),
        ("忠縣的哪個社區推行“四單”？", {"四单": 1.0}, None),
        ("忠县的哪个社区推行“四单”？", {}, None),
        ("How many teams did Jiangbei have in 2021?", {"12支": 1.0}, "12支"),
        ("How many teams did Jiangbei have in 2021?", {"12": 1.0}, "12支"),
    ],
)
def test_the_few_words_are_given_or_nothing(question: str, answers: dict[str, float], short: str | None) -> None:
    """Nothing where the reader is unsure, and never the question's own words."""
    made = small.districts(KnowingReader(answers))
    answer = Assistant(made.retriever, reader=made.reader, threshold=0.0).ask(question)
    assert answer.answered
    assert answer.short == short
    assert [one.text for one in answer.shorts] == ([short] if short else [])


def test_each_place_asked_for_has_its_few_words() -> None:
    """With its name, from its own quote, in the order of the quotes."""
    answers = {"青年突击队": 1.0, "三条专班公交": 1.0}
    made = small.districts(KnowingReader(answers))
    over = Assistant(made.retriever, reader=made.reader, threshold=0.0)
    answer = over.ask("2022年江北和忠县分别为群众做了什么？")
    check_answer(over, answer)
    told = {short.label: (short.text, answer.citations[short.number - 1].place) for short in answer.shorts}
    assert told == {"江北": ("青年突击队", "江北"), "忠县": ("三条专班公交", "忠县")}


def test_each_year_asked_for_has_its_few_words() -> None:
    """Where a question wants the years side by side, no warning that they differ takes the words away."""
    made = small.districts(KnowingReader({"12支": 1.0, "24支": 1.0}))
    over = Assistant(made.retriever, reader=made.reader, threshold=0.0)
    answer = over.ask("2021年和2022年江北的铁山青年突击队各有几支？")
    check_answer(over, answer)
    assert {(short.label, short.text) for short in answer.shorts} == {("2021", "12支"), ("2022", "24支")}


@pytest.mark.parametrize(
    "question", ["渝北的哪个社区推行“四单”？", "2021年忠县的哪个社区推行“四单”？", "你好", "？", "48"]
)
def test_a_gate_stays_shut_however_sure_the_reader_is(question: str) -> None:
    """No answer, no few words."""
    made = small.districts(KnowingReader({"香怡社区": 0.9999}))
    answer = Assistant(made.retriever, reader=made.reader, threshold=0.0).ask(question)
    assert (answer.answered, answer.short, answer.shorts) == (False, None, ())


def test_nothing_asked_is_nothing_read() -> None:
    """Neither small talk nor blanks wake the reader."""
    reader = KnowingReader({})
    made = small.districts(reader)
    for question in ("你好", "谢谢", "", "？！"):
        made.ask(question)
    assert reader.batches == []


def test_the_same_question_has_the_same_answer() -> None:
    """Every field, also of another assistant over the same documents."""
    first, again = (small.districts(SharedWordsReader()) for _ in range(2))
    for question in ("2021年江北的铁山青年突击队有几支？", "江北和忠县分别做了什么？", "今天天气怎么样？"):
        assert first.ask(question) == first.ask(question) == again.ask(question)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(ANY.filter(str.strip), st.sampled_from([None, "江北", "忠县"]), st.sampled_from([None, "2021"])),
        min_size=1,
        max_size=3,
    ),
    st.one_of(ANY, st.sampled_from(["江北和忠县分别有几支突击队？", "去年江北有什么？", "How many teams?"])),
    st.lists(ANY, max_size=2),
)
def test_every_short_answer_stands_in_its_quote(
    texts: list[tuple[str, str | None, str | None]], question: str, earlier: list[str]
) -> None:
    """Any documents, any question, any history, and a reader that takes whatever follows for the answer."""
    made = [document(f"{n}.md", text, place=place, period=year) for n, (text, place, year) in enumerate(texts)]
    over = small.assistant(
        *made, document("x.md", EARLIER), document("y.md", OTHER, place="忠县"), reader=SharedWordsReader()
    )
    check_answer(over, over.ask(question, [(asked, "") for asked in earlier]))


def test_the_threshold_is_that_of_the_reader_or_of_none() -> None:
    """Two sets of fitted numbers, one of them for answers without a reader."""
    retriever = small.districts().retriever
    alone, reading = Assistant(retriever, reader=None), Assistant(retriever, reader=KnowingReader({}))
    assert (alone.reader, alone.threshold) == (None, weights(reader=False).threshold)
    assert reading.threshold == weights(reader=True).threshold


def test_the_reader_that_ships_is_the_default(real_retriever: Retriever) -> None:
    """Loaded once, however many ask for it; a folder of its kind is one too."""
    default = Assistant(real_retriever)
    assert default.reader is load_reader() is Assistant(real_retriever).reader
    assert Assistant(real_retriever, reader=str(DEFAULT_READER)).reader is default.reader
    answer = default.ask(QUESTION)
    check_answer(default, answer)
    assert answer == Assistant(real_retriever, reader=DEFAULT_READER).ask(QUESTION)


def test_a_missing_reader_is_named_with_its_remedy(tmp_path: Path) -> None:
    """As the encoder's error does: the file, what is wrong, what to do."""
    retriever = small.districts().retriever
    for folder in (tmp_path, str(tmp_path)):
        with pytest.raises(
            ModelError, match=rf"^{re.escape(f'{tmp_path / READER_MANIFEST}: the file is missing. {READER_REMEDY}')}$"
        ):
            Assistant(retriever, reader=folder)


@pytest.mark.parametrize(
    ("manifest", "model", "problem"),
    [
        ("{", b"model", "reader.json: the file is damaged"),
        (None, None, "model.onnx: the file is missing"),
        (None, b"mode", "model.onnx: the file is damaged, its SHA-256 is "),
    ],
)
def test_a_damaged_reader_is_named_with_its_remedy(
    tmp_path: Path, manifest: str | None, model: bytes | None, problem: str
) -> None:
    """Whichever file it is; nothing is loaded from a folder that is not whole."""
    named = {"name": "a", "model": "model.onnx", "sha256": {"model.onnx": hashlib.sha256(b"model").hexdigest()}}
    (tmp_path / READER_MANIFEST).write_text(manifest or json.dumps(named), encoding="utf-8")
    if model:
        (tmp_path / "model.onnx").write_bytes(model)
    with pytest.raises(ModelError, match=re.escape(problem)) as caught:
        Assistant(small.districts().retriever, reader=tmp_path)
    assert str(caught.value).endswith(f". {READER_REMEDY}")
    assert caught.value.path.parent == tmp_path


def test_each_thing_asked_at_once_is_read_and_quoted_alone() -> None:
    """In the question's order, each place with its own few words; the reader sees one thing at a time."""
    reader = KnowingReader({"12支": 0.9, "三条": 0.9})
    made = small.assistant(
        document("a.md", EARLIER, place="江北"), document("c.md", OTHER, place="忠县"), reader=reader
    )
    answer = made.ask("去年以来，江北有几支铁山青年突击队，忠县开通了几条专班公交？")
    check_answer(made, answer)
    assert [citation.quote for citation in answer.citations] == [TEAMS, BUSES]
    assert [(short.text, short.label) for short in answer.shorts] == [("12支", "江北"), ("三条", "忠县")]
    assert answer.leads == (1, 2)
    assert reader.questions == {"去年以来,江北有几支铁山青年突击队？", "去年以来,忠县开通了几条专班公交？"}


def test_a_part_less_sure_than_the_rest_is_said_to_be() -> None:
    """The whole stands as its surest part does; the other one is to be checked."""
    reader = KnowingReader({"12支": 0.95})
    made = small.assistant(
        document("a.md", EARLIER, place="江北"), document("c.md", OTHER, place="忠县"), reader=reader
    )
    lenient = Assistant(made.retriever, reader=reader, threshold=0.0)
    answer = lenient.ask("江北有几支铁山青年突击队，忠县的专班公交什么颜色？")
    assert answer.grade == "stated"
    assert answer.remarks == ("关于“忠县的专班公交什么颜色”，所引可能相关，请核对。",)


def test_another_sum_than_the_one_asked_for_is_not_stated() -> None:
    """However sure the reader is; without few words."""
    made = small.assistant(
        small.document("a.md", "# 石埠纪事\n\n石埠镇办企业去年利润73亿元。\n"), reader=KnowingReader({"73亿元": 1.0})
    )
    assert (made.ask("石埠镇办企业去年利润多少？").grade, made.ask("石埠镇办企业去年利润多少？").short) == (
        "stated",
        "73亿元",
    )
    other = made.ask("石埠镇办企业去年税收多少？")
    assert (other.grade == "stated", other.short) == (False, None)
