"""A visitor's own documents, apart from any browser: read and indexed once, limited, asked, and gone with the visit."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import pytest

from qa import Assistant, Retriever
from qa.web import uploads
from qa.web.pace import OutOfTime, Pace
from tests.conftest import HashingEncoder


@pytest.fixture(scope="module")
def assistant(retriever: Retriever) -> Assistant:
    return Assistant(retriever, reader=None)


def paced(encoder: HashingEncoder | None = None) -> Pace:
    """Time enough to read a file."""
    return Pace(encoder or HashingEncoder(), seconds=60)


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_visit_ends(tmp_path: Path) -> None:
    """Documents go five minutes after the page was closed, or after an hour of rest; another key never sees them."""
    clock = Clock()
    visits = uploads.Visits(clock)
    file = tmp_path / "a.md"
    file.write_text("# 题\n\n一句话。\n", encoding="utf-8")
    visits.of("one", page="first", new=True).add(file, "a.md", paced())
    assert list(visits.of("one").documents) == ["mine/a.md"]
    assert visits.of("two").documents == {} and visits.of(None).documents == {}
    assert len(visits) == 1
    visits.leave("first")
    clock.now = uploads.LEFT_SECONDS - 1
    assert list(visits.of("one", page="reloaded").documents) == ["mine/a.md"]
    clock.now += uploads.LEFT_SECONDS
    assert list(visits.of("one").documents) == ["mine/a.md"]
    visits.leave("reloaded")
    clock.now += uploads.LEFT_SECONDS + 1
    assert visits.of("one").documents == {}
    visits.of("one", new=True)
    clock.now += uploads.IDLE_SECONDS + 1
    visits.sweep()
    assert len(visits) == 0


def test_visits_are_limited() -> None:
    """The memory that visits may take is bounded: the one that rests longest goes."""
    visits = uploads.Visits(Clock())
    for number in range(uploads.VISITS + 5):
        visits.of(str(number), new=True)
    assert len(visits) == uploads.VISITS


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Number, size and length of files are limited, and what cannot be read says why."""
    visit = uploads.Visit()
    file = tmp_path / "a.md"
    file.write_text("# 题\n\n" + "一句话。" * 20, encoding="utf-8")
    reasons = {}
    for limit, value in (("FILES", 0), ("FILE_MEGABYTES", 0), ("CHARACTERS", 3)):
        with monkeypatch.context() as limits, pytest.raises(uploads.Refused) as refused:
            limits.setattr(uploads, limit, value)
            visit.add(file, "a.md", paced())
        reasons[limit] = refused.value.reason
    assert reasons == {"FILES": "too_many", "FILE_MEGABYTES": "too_big", "CHARACTERS": "too_long"}
    file.write_bytes(bytes(range(64)) * 9)
    with pytest.raises(uploads.Refused) as refused:
        visit.add(file, "a.md", paced())
    assert refused.value.reason == "unreadable" and refused.value.detail
    assert visit.documents == {}


def test_a_file_may_hold_several_documents(tmp_path: Path) -> None:
    """Each line of a .jsonl is a document; its own id is no way to stand for another; they go with their file."""
    rows = [{"text": f"第{number}家店卖面。"} for number in range(3)]
    rows += [{"id": "jiangbei-2021.txt", "text": "别处的名字。"}, {"id": "mine/other.md", "text": "又一个名字。"}]
    file = tmp_path / "x"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    visit = uploads.Visit()
    assert [document.id for document in visit.add(file, "a.jsonl", paced())] == [
        "mine/a.jsonl#1", "mine/a.jsonl#2", "mine/a.jsonl#3", "mine/a.jsonl#jiangbei-2021.txt",
        "mine/a.jsonl#mine/other.md",
    ]  # fmt: skip
    assert len(visit.documents) == 5 and list(visit.files) == ["a.jsonl"]
    visit.add(file, "a.jsonl", paced())
    assert len(visit.documents) == 5
    with pytest.MonkeyPatch.context() as limits, pytest.raises(uploads.Refused) as refused:
        limits.setattr(uploads, "DOCUMENTS", 9)
        visit.add(file, "b.jsonl", paced())
    assert refused.value.reason == "too_many_documents"
    visit.remove("a.jsonl", HashingEncoder())
    assert visit.documents == {}


def test_a_name_cannot_leave_its_folder(tmp_path: Path) -> None:
    """A file named as a path is read by its last part only."""
    file = tmp_path / "a.md"
    file.write_text("# 题\n\n一句话。\n", encoding="utf-8")
    assert [one.id for one in uploads.Visit().add(file, "../../etc/x.md", paced())] == ["mine/x.md"]


def files(folder: Path) -> tuple[Path, Path]:
    """Two files of a visitor's."""
    canteen, library = folder / "a.md", folder / "b.md"
    canteen.write_text("# 望湖小区\n\n老人午餐收费九元。\n", encoding="utf-8")
    library.write_text("# 图书角\n\n图书角每逢周三闭馆。\n", encoding="utf-8")
    return canteen, library


def test_mine_and_both(retriever: Retriever, tmp_path: Path) -> None:
    """Own documents alone or beside the articles equal indexes built afresh; every passage is encoded once."""
    encoder = HashingEncoder()
    shared = Assistant(Retriever(retriever.index, encoder), reader=None)
    canteen, library = files(tmp_path)
    visit = uploads.Visit()
    (first,) = visit.add(canteen, "a.md", paced(encoder))
    once = encoder.passes
    (second,) = visit.add(library, "b.md", paced(encoder))
    twice = encoder.passes
    assert 0 < once < twice
    mine, both = visit.assistant("mine", shared), visit.assistant("both", shared)
    assert mine.retriever.encoder is encoder
    assert visit.assistant("articles", shared) is shared
    articles = list(retriever.documents.values())
    for made, documents in ((mine, [first, second]), (both, [*articles, first, second])):
        fresh = Retriever.from_documents(documents, encoder=HashingEncoder())
        assert list(made.retriever.documents.values()) == documents
        assert made.retriever.search("图书角周三") == fresh.search("图书角周三")
    visit.remove("a.md", encoder)
    assert list(visit.assistant("both", shared).retriever.documents) == [*retriever.documents, "mine/b.md"]
    assert encoder.passes == twice + 2, "the two questions"


def test_nothing_of_a_visit_stays(retriever: Retriever, tmp_path: Path) -> None:
    """When a visit has ended, nothing reaches its documents or the assistants over them."""
    clock, shared = Clock(), Assistant(Retriever(retriever.index, HashingEncoder()), reader=None)
    visits = uploads.Visits(clock)
    visit = visits.of("one", new=True)
    visit.add(files(tmp_path)[0], "a.md", paced())
    assistants = [visit.assistant(scope, shared) for scope in ("mine", "both")]
    for assistant in assistants:
        assert assistant.ask("老人午餐收费多少？").citations
    held = [weakref.ref(assistant) for assistant in assistants]
    visits.leave("first")
    clock.now = uploads.LEFT_SECONDS - 1
    assert list(visits.of("one", page="reloaded").documents) == ["mine/a.md"]
    clock.now += uploads.LEFT_SECONDS
    assert list(visits.of("one").documents) == ["mine/a.md"]
    visits.leave("reloaded")
    clock.now += uploads.LEFT_SECONDS + 1
    visits.sweep()
    del visit, assistant, assistants
    gc.collect()
    assert [one() for one in held] == [None, None]


def test_documents_that_are_gone_are_not_asked(assistant: Assistant, tmp_path: Path) -> None:
    """Without documents of the visitor's there is no answer from others in their place."""
    visit = uploads.Visit()
    for scope in ("mine", "both"):
        with pytest.raises(uploads.Gone):
            visit.assistant(scope, assistant)
    visit.add(files(tmp_path)[0], "a.md", paced())
    visit.remove("", HashingEncoder())
    with pytest.raises(uploads.Gone):
        visit.assistant("mine", assistant)


def test_encoding_says_how_far_it_is_and_ends_in_time(assistant: Assistant, tmp_path: Path) -> None:
    """The share grows to 1; out of time, the file is refused and what was there before stays."""
    clock, shares = Clock(), list[float]()
    encoder, visit = HashingEncoder(), uploads.Visit()
    long, longer = tmp_path / "long.md", tmp_path / "longer.md"
    for file, word in ((long, "一些话"), (longer, "别的话")):
        paragraphs = (f"第{number}段，" + f"这里有{word}" * 50 + "。" for number in range(99))
        file.write_text("# 题\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    visit.add(long, "long.md", Pace(encoder, seconds=9, report=shares.append, now=clock))
    assert len(shares) > 2 and shares == sorted(shares) and shares[-1] == 1.0
    before = visit.assistant("mine", assistant).retriever

    def tick(share: float) -> None:
        clock.now += 5

    with pytest.raises(uploads.Refused) as refused:
        visit.add(longer, "longer.md", Pace(encoder, seconds=9, report=tick, now=clock))
    assert refused.value.reason == "too_slow"
    assert list(visit.files) == ["long.md"] and visit.assistant("mine", assistant).retriever is before
    with pytest.raises(OutOfTime):
        Pace(encoder, seconds=0).encode_spans([], [])
