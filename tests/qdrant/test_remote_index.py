"""An index in an engine: found as in a folder, written whole or by document, and never half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from qdrant_client import QdrantClient

from qa import Assistant, Retriever
from qa.errors import EngineError, StaleIndexError
from qa.index.contents import Index
from qa.qdrant.engine import Engine
from qa.qdrant.remote_index import load_index, save_index
from tests.conftest import ROOT, HashingEncoder
from tests.qdrant.engines import EVERYWHERE, QUIET, Breaking, address, opened
from tests.small import document

pytestmark = QUIET
ENCODER = HashingEncoder()
ROWS = (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS = [json.loads(row)["question"] for row in ROWS]
CATS = document("cats.txt", "猫咪每天睡十六个小时。\n\n猫咪喜欢晒太阳。", place="江北区", period="2021-06")
DOGS = document("dogs.txt", "小狗每天要走两公里。\n\n小狗喜欢追球。", place="渝北区", period="2022")
BIRDS = document("birds.txt", "麻雀每天吃二十克谷子。", place="江北区", period="2023")
SLEEP = "猫咪每天睡多久？"


@pytest.fixture(scope="module", params=EVERYWHERE)
def articles(request: pytest.FixtureRequest, retriever: Retriever) -> Iterator[Retriever]:
    """The five articles in an engine."""
    for engine in opened(request.param):
        save_index(engine, retriever.local_index, retriever.encoder)
        yield Retriever(load_index(engine, retriever.encoder), retriever.encoder)


@pytest.fixture(params=EVERYWHERE)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine without an index."""
    yield from opened(request.param)


def index_of(*documents: Any) -> Index:
    return Retriever.from_documents(documents, encoder=ENCODER).local_index


def reading(engine: Engine) -> Retriever:
    return Retriever(load_index(engine, ENCODER), ENCODER)


def agree(one: Retriever, other: Retriever, question: str, **how: Any) -> bool:
    """Whether both find the same ten in the same order, with the same scores."""
    found, also = (each.search(question, top_k=10, **how) for each in (one, other))
    scores = [hit.score for hit in found] == pytest.approx([hit.score for hit in also], abs=1e-3)
    return scores and [hit.passage for hit in found] == [hit.passage for hit in also]


def test_the_same_is_found_in_the_same_order(retriever: Retriever, articles: Retriever) -> None:
    """One question in twenty, each way of searching; the scores agree to four places."""
    for number, question in enumerate(QUESTIONS[::20]):
        how: dict[str, Any] = [
            {},
            {"mode": "vectors"},
            {"mode": "keywords"},
            {"where": {"place": "江北"}},
            {"where": {"period": ["2021", "2022年"]}},
        ][number % 5]
        assert agree(articles, retriever, question, **how), question


def test_the_same_is_known_of_the_corpus(retriever: Retriever, articles: Retriever) -> None:
    """Documents, passages, words, and what an answer is made of."""
    here, there = retriever.local_index, articles.index
    assert list(there.facts) == list(here.facts)
    assert dict(there.by_id) == dict(here.by_id)
    assert list(there.passages) == list(here.passages)
    assert (len(there.passages), there.places, there.newest) == (len(here.passages), here.places, here.newest)
    assert (there.chinese, there.characters, there.sources) == (here.chinese, here.characters, here.sources)
    assert ["突击队" in there.keywords, "恐龙园" in there.keywords] == [True, False]
    for word in ("突击", "江北", "恐龙园"):
        assert there.keywords.rarity(word) == here.keywords.rarity(word)
    for question in ("2021年江北的铁山青年突击队有几支？", "这些文章都讲了什么？", "第二部分讲什么？"):
        one, other = (Assistant(each, reader=None).ask(question) for each in (retriever, articles))
        assert asdict(replace(other, confidence=0, hits=())) == asdict(replace(one, confidence=0, hits=()))
        assert other.confidence == pytest.approx(one.confidence, abs=1e-4)


@pytest.mark.slow
def test_the_same_ten_for_every_question_with_real_vectors(real_retriever: Retriever) -> None:
    """All questions of the development set."""
    for engine in opened("memory"):
        save_index(engine, real_retriever.local_index, real_retriever.encoder)
        there = Retriever(load_index(engine, real_retriever.encoder), real_retriever.encoder)
        different = [one for one in QUESTIONS if not agree(there, real_retriever, one)]
        assert different == []


def test_one_document_changes_under_a_reader(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It sees the new text at the next question; nothing of the old one stays, and no new generation is made."""
    save_index(engine, index_of(CATS, DOGS, BIRDS), ENCODER)
    reader, generation = reading(engine), engine.generation()
    assert "十六" in reader.search(SLEEP)[0].passage.text
    changed = document("cats.txt", "猫咪每天睡十二个小时。", place="江北区", period="2021-06")
    save_index(engine, index_of(changed, DOGS, BIRDS), ENCODER)
    assert engine.generation() == generation
    hits = reader.search(SLEEP, where={"document": "cats.txt"})
    assert [hit.passage.text for hit in hits] == ["猫咪每天睡十二个小时。"]
    assert agree(reader, Retriever(index_of(changed, DOGS, BIRDS), ENCODER), SLEEP)
    save_index(engine, index_of(changed, BIRDS), ENCODER)
    monkeypatch.setattr("qa.qdrant.remote_source.LOOKED_FOR_SECONDS", 0)
    assert sorted(reader.documents) == ["birds.txt", "cats.txt"]
    assert reader.search("小狗", where={"place": "渝北"}) == []


def test_much_that_changed_is_a_new_generation(engine: Engine) -> None:
    """The name stands for it, the old one is dropped, and a reader of the old one goes over."""
    save_index(engine, index_of(CATS, DOGS), ENCODER)
    reader, before = reading(engine), str(engine.generation())
    save_index(engine, index_of(BIRDS), ENCODER)
    assert (before, engine.generation()) == (f"{engine.address.name}__g1", f"{engine.address.name}__g2")
    with pytest.raises(EngineError):
        engine.metadata(before)
    assert [hit.passage.document_id for hit in reader.search("麻雀吃什么？")] == ["birds.txt"]


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("rest", [(DOGS, BIRDS), ()])
def test_a_write_that_breaks_leaves_the_old_or_the_new(rest: tuple[Any, ...], done: bool) -> None:
    """Whichever of its operations fails, done or not; the same command then completes it."""
    changed = document("cats.txt", "猫咪每天睡十二个小时。", place="江北区", period="2021-06")
    old, new = index_of(CATS, DOGS, BIRDS), index_of(changed, *rest)
    fresh = Retriever(new, ENCODER)
    broken = 0
    for after in range(20):
        for engine in opened("memory"):
            save_index(engine, old, ENCODER)
            client = Breaking(engine._client, after, done=done)
            try:
                save_index(Engine(client, engine.address), new, ENCODER)
            except EngineError as error:
                broken += 1
                assert str(error).startswith(f"{engine.address}: the engine does not answer (Connection refused")
            texts = {hit.passage.text for hit in reading(engine).search(SLEEP, where={"document": "cats.txt"})}
            assert texts in ({CATS.text.strip()}, {"猫咪每天睡十二个小时。"})
            save_index(engine, new, ENCODER)
            assert agree(reading(engine), fresh, SLEEP)
        if client.left:
            break
    assert broken >= 3


def test_what_was_made_otherwise_is_refused(engine: Engine) -> None:
    """With the command that mends it; so is a name that stands for nothing."""
    with pytest.raises(FileNotFoundError, match=r"holds no index; build it with: chuchu index FOLDER --out qdrant://"):
        load_index(engine, ENCODER)
    save_index(engine, index_of(CATS), ENCODER)
    with pytest.raises(StaleIndexError, match=r"made with encoder 'hashing-bigrams', not 'other'; build it again with"):
        load_index(engine, HashingEncoder("other"))
    save_index(engine, index_of(CATS), HashingEncoder("other"))
    assert load_index(engine, HashingEncoder("other")).newest == "2021"


def test_a_retriever_of_an_engine_is_not_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its address it is saved and loaded; brought up to date it is from a folder."""
    client, place = QdrantClient(":memory:"), str(address())
    monkeypatch.setattr("qa.qdrant.remote_index.connected", lambda place, key: client)
    Retriever.from_documents([CATS], encoder=ENCODER).save(place, key="secret")
    loaded = Retriever.load(place, encoder=ENCODER)
    assert loaded.search(SLEEP)[0].passage.document_id == "cats.txt"
    with pytest.raises(ValueError, match="chuchu index FOLDER --out ADDRESS"):
        loaded.save("elsewhere")


def test_what_a_broken_write_left_goes_with_the_next(engine: Engine) -> None:
    """Also where it could not remove it itself."""
    with pytest.raises(EngineError):
        save_index(Engine(Breaking(engine._client, 2), engine.address), index_of(CATS), ENCODER)
    assert engine.generation() is None
    save_index(engine, index_of(CATS), ENCODER)
    own = [one.name for one in engine._client.get_collections().collections if one.name.startswith(engine.address.name)]
    assert own == [engine.generation()]
