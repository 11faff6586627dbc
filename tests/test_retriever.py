"""Search over the five articles without a model: what comes back, in which order, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import load_reader
from qa import Assistant, Document, EmptyCorpusError, Paragraph, Retriever
from tests.conftest import ARTICLES, HashingEncoder
from tests.small import KnowingReader

QUESTION = "2021年江北的铁山青年突击队有几支？"
QUOTE = "优选480人组建12支铁山青年突击队;"
STRANGE = {
    "long": "铁山青年突击队" * 1430,
    "long without a word": "？" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🎉突击队🚀",
    "control characters": "铁山\x00\x01\x1b[31m青年\u202e突击队\x7f",
    "half of a surrogate pair": "铁山\ud83d突击队",
    "only punctuation": "，。！？——……“”《》!?()[]*+\\",
    "only digits": "12345678901234567890",
    "a regular expression": "(.*)[a-z]+{2,}^$|\\",
    "markup": "<script>alert(1)</script> **铁山** [x](y)",
    "right to left": "كم عدد الفرق؟",
    "combining marks": "e\u0301\u0301\u0301突击队",
}


def two_documents() -> list[Document]:
    """Two documents of one paragraph each, made by hand."""

    def document(name: str, text: str, place: str, period: str) -> Document:
        return Document(name, name, place, period, (), text, (Paragraph(0, len(text), "body", (1,)),), "0" * 64)

    return [
        document("cats.txt", "猫咪每天要睡十六个小时。", "江北", "2021-06"),
        document("dogs.txt", "小狗每天要走两公里路。", "忠县", "2022"),
    ]


def test_the_top_hit_is_the_sentence_that_answers(retriever: Retriever) -> None:
    """The passage, its document and its best sentence are exact."""
    first = retriever.search(QUESTION)[0]
    assert first.rank == 1
    assert first.passage.document_id == "jiangbei-2021.txt"
    assert first.evidence[0].text == QUOTE
    assert "铁山青年突击队" in {span.text for span in first.matched}


def test_hits_are_ranked_from_one_and_scores_never_rise(retriever: Retriever) -> None:
    """Ranks count up, scores lie in 0 to 1 and do not rise, no passage comes twice."""
    hits = retriever.search(QUESTION, top_k=20)
    assert [hit.rank for hit in hits] == list(range(1, 21))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({hit.passage.id for hit in hits}) == 20


def test_five_hits_are_the_default(retriever: Retriever) -> None:
    """Without ``top_k`` there are five, and fewer asked for are the first of more."""
    assert len(retriever.search(QUESTION)) == 5
    assert retriever.search(QUESTION, top_k=2) == retriever.search(QUESTION)[:2]


def test_every_offset_gives_its_own_text(retriever: Retriever) -> None:
    """Passages, paragraphs, evidence and matched words stand in the document exactly where they say."""
    assert list(retriever.documents) == [file.name for file in sorted(ARTICLES.iterdir())]
    for passage in retriever.passages:
        document = retriever.documents[passage.document_id]
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.title == document.title
        assert all(
            document.paragraphs[number - 1].start < passage.end and passage.start < document.paragraphs[number - 1].end
            for number in passage.paragraphs
        )
    for hit in retriever.search(QUESTION, top_k=50):
        document = retriever.documents[hit.passage.document_id]
        for span in (*hit.evidence, *hit.matched):
            assert document.text[span.start : span.end] == span.text
            assert hit.passage.start <= span.start < span.end <= hit.passage.end


def test_every_citation_quotes_the_document(retriever: Retriever) -> None:
    """A quote is the document's own characters; its lines are lines of the raw file that hold them."""
    answer = Assistant(retriever, reader=None).ask(QUESTION)
    assert answer.citations[0].quote == QUOTE
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        document = retriever.documents[citation.document_id]
        assert document.text[citation.start : citation.end] == citation.quote
        lines = (ARTICLES / citation.document_id).read_text(encoding="utf-8").split("\n")
        printed = "".join(lines[number - 1] for number in citation.lines)
        assert "".join(citation.quote.split()) in "".join(printed.split())


def test_the_same_question_has_the_same_hits(retriever: Retriever) -> None:
    """Asked twice, and asked of another build of the same files, a question finds the same."""
    again = Retriever.from_path(ARTICLES, encoder=HashingEncoder(), cached=False)
    hits = retriever.search(QUESTION, top_k=50)
    assert hits == retriever.search(QUESTION, top_k=50)
    assert hits == again.search(QUESTION, top_k=50)
    assert list(again.passages) == list(retriever.passages)


def test_more_than_there_are_is_all_there_is() -> None:
    """``top_k`` beyond the size gives every passage once."""
    retriever = Retriever.from_documents(two_documents(), encoder=HashingEncoder())
    hits = retriever.search("猫咪每天要睡几个小时？", top_k=1000)
    assert [hit.passage.document_id for hit in hits] == ["cats.txt", "dogs.txt"]


@pytest.mark.parametrize("mode", ["hybrid", "vectors", "keywords"])
def test_each_mode_finds_the_passage(retriever: Retriever, mode: str) -> None:
    """Both signals, or either alone, put a passage with the asked words first."""
    first = retriever.search("上格林小区在职党员", mode=mode)[0]  # type: ignore[arg-type]
    assert "上格林" in first.passage.text


def test_keywords_alone_find_no_passage_without_one() -> None:
    """No shared word, no hit: nothing comes with a score for nothing."""
    retriever = Retriever.from_documents(two_documents(), encoder=HashingEncoder())
    assert [hit.passage.document_id for hit in retriever.search("猫咪", mode="keywords")] == ["cats.txt"]
    assert retriever.search("量子纠缠", mode="keywords") == []


@pytest.mark.parametrize(
    ("where", "documents"),
    [
        ({"place": "江北"}, {"jiangbei-2021.txt", "jiangbei-2022.txt"}),
        ({"place": "江北区"}, {"jiangbei-2021.txt", "jiangbei-2022.txt"}),
        ({"place": "江北", "period": "2021"}, {"jiangbei-2021.txt"}),
        ({"document": "zhongxian-2022.txt"}, {"zhongxian-2022.txt"}),
        ({"place": "渝北"}, set()),
        ({}, {file.name for file in ARTICLES.iterdir()}),
    ],
)
def test_where_chooses_the_documents(retriever: Retriever, where: dict[str, str], documents: set[str]) -> None:
    """Each condition holds for every hit, and none of the documents that fit is left out."""
    hits = retriever.search("党员干部", top_k=1000, where=where)
    assert {hit.passage.document_id for hit in hits} == documents


def test_a_month_lies_in_its_year() -> None:
    """``period`` takes the same or a wider one."""
    retriever = Retriever.from_documents(two_documents(), encoder=HashingEncoder())
    for period, found in {
        "2021": ["cats.txt"],
        "2021-06": ["cats.txt"],
        "2021-06-17": [],
        "2022": ["dogs.txt"],
    }.items():
        assert [hit.passage.document_id for hit in retriever.search("每天", where={"period": period})] == found


def test_an_unknown_key_lists_the_known_ones(retriever: Retriever) -> None:
    """A typing error in ``where`` is not silently ignored, even for a blank question."""
    for question in (QUESTION, ""):
        with pytest.raises(ValueError, match="'region'.*document, place, period"):
            retriever.search(question, where={"region": "江北"})


@pytest.mark.parametrize("top_k", [0, -1])
def test_fewer_than_one_is_refused(retriever: Retriever, top_k: int) -> None:
    """``top_k`` below 1 is a mistake, and the message says its value."""
    with pytest.raises(ValueError, match=f"top_k must be 1 or more, not {top_k}"):
        retriever.search(QUESTION, top_k=top_k)


def test_an_unknown_mode_lists_the_known_ones(retriever: Retriever) -> None:
    """``mode`` is one of three."""
    with pytest.raises(ValueError, match="hybrid, vectors, keywords, not 'fuzzy'"):
        retriever.search(QUESTION, mode="fuzzy")  # type: ignore[arg-type]


def test_a_reader_orders_only_when_asked_to() -> None:
    """What it says answers comes first, as a hit like any other; by default nothing is read."""
    retriever = Retriever.from_documents(two_documents(), encoder=HashingEncoder())
    reader = KnowingReader({"两公里路": 0.9999})
    asked = "每天要做什么？"
    for mode in ("hybrid", "vectors", "keywords"):
        own = retriever.search(asked, mode=mode)
        read = retriever.search(asked, mode=mode, rerank=reader)
        assert [hit.passage.document_id for hit in read] == ["dogs.txt", "cats.txt"]
        assert sorted(hit.passage.id for hit in read) == sorted(hit.passage.id for hit in own)
        assert [hit.rank for hit in read] == [1, 2] and read[0].score >= read[1].score
    count = len(reader.batches)
    retriever.search(asked)
    retriever.search("？", rerank=reader)
    assert len(reader.batches) == count == 3


def test_the_reader_that_ships_orders_a_search(real_retriever: Retriever) -> None:
    """``rerank=True`` is that one."""
    own = real_retriever.search(QUESTION, rerank=True)
    assert own == real_retriever.search(QUESTION, rerank=load_reader())
    assert own[0].passage.document_id == "jiangbei-2021.txt"


@pytest.mark.parametrize("question", ["", " ", "\n\t\u3000", "\u200b", "？！。", "🎉🎉"])
def test_nothing_asked_is_nothing_found(retriever: Retriever, question: str) -> None:
    """A question without a letter or digit has no hits, and the answer says so politely."""
    assert retriever.search(question) == []
    answer = Assistant(retriever, reader=None).ask(question)
    assert (answer.citations, answer.hits, answer.confidence, answer.answered) == ((), (), 0.0, False)
    assert answer.text


@pytest.mark.parametrize("question", STRANGE.values(), ids=STRANGE.keys())
def test_strange_questions_are_answered_without_an_error(retriever: Retriever, question: str) -> None:
    """Whatever is typed, hits come back well formed, from the text itself."""
    for hit in retriever.search(question):
        document = retriever.documents[hit.passage.document_id]
        assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert Assistant(retriever, reader=None).ask(question).question == question


def test_a_folder_is_read_with_its_subfolders(tmp_path: Path) -> None:
    """The id of a document is its path in the folder, with slashes."""
    (tmp_path / "一" / "二").mkdir(parents=True)
    (tmp_path / "一" / "二" / "猫.md").write_text("猫咪每天要睡十六个小时。", encoding="utf-8")
    (tmp_path / "狗.txt").write_text("小狗每天要走两公里路。", encoding="utf-8")
    retriever = Retriever.from_path(tmp_path, encoder=HashingEncoder())
    assert list(retriever.documents) == ["一/二/猫.md", "狗.txt"]
    assert retriever.search("猫咪睡多久？")[0].passage.document_id == "一/二/猫.md"


def test_one_file_is_a_corpus_too() -> None:
    """``from_path`` takes a file as well as a folder, as ``str`` as well as ``Path``."""
    retriever = Retriever.from_path(str(ARTICLES / "zhongxian-2022.txt"), encoder=HashingEncoder())
    assert list(retriever.documents) == ["zhongxian-2022.txt"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The error says which path is not there."""
    with pytest.raises(FileNotFoundError, match="nowhere"):
        Retriever.from_path(tmp_path / "nowhere", encoder=HashingEncoder())


def test_a_folder_without_documents_names_the_formats(tmp_path: Path) -> None:
    """The error names the folder and what can be read."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(EmptyCorpusError, match=f"{tmp_path.name}.*\\.txt.*\\.md"):
        Retriever.from_path(tmp_path, encoder=HashingEncoder())


def test_an_unreadable_file_is_named_and_the_rest_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An empty and a binary file cost a warning each, not the corpus."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "cat.txt").write_text("猫咪每天要睡十六个小时。", encoding="utf-8")
    assert list(Retriever.from_path(tmp_path, encoder=HashingEncoder()).documents) == ["cat.txt"]
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 2
    assert "binary.txt" in warnings[0]
    assert "empty.txt" in warnings[1]


def test_two_documents_of_one_id_are_refused() -> None:
    """Quotes of the one would be looked up in the other."""
    first, second = two_documents()
    with pytest.raises(ValueError, match=r"two documents have the id 'cats\.txt': give each an id of its own"):
        Retriever.from_documents([first, second, replace(second, id="cats.txt")], encoder=HashingEncoder())


@pytest.mark.parametrize("spans", [[(0, 13)], [(-1, 5)], [(5, 5)], [(5, 3)], [(4, 8), (0, 4)], [(0, 5), (4, 8)]])
def test_paragraphs_that_are_not_in_their_text_are_refused(spans: list[tuple[int, int]]) -> None:
    """Beyond it, before it, empty, backwards, out of order, over one another: the message names the document."""
    paragraphs = tuple(Paragraph(start, end, "body", (1,)) for start, end in spans)
    wrong = replace(two_documents()[0], paragraphs=paragraphs)
    with pytest.raises(ValueError, match=r"paragraphs of 'cats\.txt' overlap or lie outside its text: start and end"):
        Retriever.from_documents([wrong], encoder=HashingEncoder())


def test_documents_without_a_passage_are_refused() -> None:
    """An index of nothing cannot be made, also from the caller's own documents."""
    for documents in ([], [replace(two_documents()[0], paragraphs=())]):
        with pytest.raises(EmptyCorpusError):
            Retriever.from_documents(documents, encoder=HashingEncoder())
