"""A folder that changed: noticed at most once in half a minute, read again once, and asked as it was meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant, EmptyCorpusError, Retriever
from qa.web import folder_events
from qa.web.served_corpus import LOOK_SECONDS, Renewal, ServedCorpus, stamps_of
from tests.conftest import HashingEncoder
from tests.small import EARLIER, OTHER, NarrowEncoder

CANTEEN = "# 望湖小区手册\n\n老人午餐收费九元。\n"


class Clock:
    """Seconds that pass when they are told to."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text(EARLIER, encoding="utf-8")
    (folder / "c.md").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def served(folder: Path, clock: Clock) -> ServedCorpus:
    retriever = Retriever.from_path(folder, encoder=NarrowEncoder(), cached=False)
    return ServedCorpus(Assistant(retriever, reader=None, threshold=0.0), folder, now=clock)


def test_a_change_is_noticed_once_in_half_a_minute(served: ServedCorpus, folder: Path, clock: Clock) -> None:
    """A new file, another time, a sidecar; not before the time is over, and no longer once it was read."""
    assert not served.changed()
    (folder / "b.md").write_text(CANTEEN, encoding="utf-8")
    assert not served.changed()
    clock.seconds += LOOK_SECONDS
    assert served.changed()
    renewal = served.renew()
    assert (renewal.changes.added, renewal.changes.unchanged, served.version) == (("b.md",), ("a.md", "c.md"), 1)
    assert not served.changed()
    for change in (
        lambda: os.utime(folder / "a.md", (1, 1)),
        lambda: (folder / "a.md.meta.json").write_text('{"place": "江北"}', encoding="utf-8"),
        lambda: (folder / "c.md").unlink(),
    ):
        change()
        clock.seconds += LOOK_SECONDS
        assert served.changed()
        served.renew()
        assert not served.changed()
    assert list(served.assistant.retriever.documents) == ["a.md", "b.md"]
    assert served.assistant.retriever.documents["a.md"].place == "江北"
    assert served.version == 3, "a file that was only touched says nothing new"


def test_who_asks_meanwhile_is_answered_from_what_was(served: ServedCorpus, folder: Path) -> None:
    """The assistant that was taken before knows the old documents, whole; the next one the new."""
    before = served.assistant
    (folder / "b.md").write_text(CANTEEN, encoding="utf-8")
    shares: list[float] = []
    served.renew(shares.append)
    assert shares and shares[-1] == 1.0 and shares == sorted(shares)
    assert "b.md" not in before.retriever.documents and before.ask("忠县有几条专班公交？").citations
    after = served.assistant
    assert (after.threshold, after.reader) == (before.threshold, before.reader)
    assert after.ask("老人午餐收费多少？").citations[0].document_id == "b.md"


def test_two_who_click_at_once_have_it_read_once(folder: Path) -> None:
    """Both are told the same."""

    class Counting(HashingEncoder):
        texts: list[str] = []

        def encode_spans(self, texts: object, spans: object) -> object:  # type: ignore[override]
            self.texts += list(texts)  # type: ignore[call-overload]
            return super().encode_spans(texts, spans)  # type: ignore[arg-type]

    served = ServedCorpus(Assistant(Retriever.from_path(folder, encoder=Counting(), cached=False), reader=None), folder)
    (folder / "b.md").write_text(CANTEEN, encoding="utf-8")
    Counting.texts.clear()
    told: list[Renewal] = []
    clicks = [threading.Thread(target=lambda: told.append(served.renew())) for _ in range(2)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert told[0] is told[1] and told[0].changes.added == ("b.md",)
    assert len(Counting.texts) == len(served.assistant.retriever.index.passages_of("b.md")) and served.version == 1


def test_an_emptied_folder_leaves_the_documents_as_they_were(served: ServedCorpus, folder: Path) -> None:
    """That there is nothing to read is an error, and answers go on."""
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(EmptyCorpusError):
        served.renew()
    assert served.version == 0 and list(served.assistant.retriever.documents) == ["a.md", "c.md"]


def test_documents_that_stay_are_never_looked_at(served: ServedCorpus) -> None:
    """Without a folder nothing changes; a folder that is gone has no files."""
    fixed = ServedCorpus(served.assistant)
    assert not fixed.changed() and not fixed.renew().changes
    assert stamps_of(Path("/no/such/folder")) == {}


@pytest.fixture
def hostile(folder: Path, served: ServedCorpus) -> Iterator[Renewal]:
    (folder / "<b>.pdf").write_bytes(b"%PDF-1.4 no more")
    yield served.renew()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "已更新：新增 1 个、修改 0 个、删除 0 个文件。往后的问题按新的内容回答。 1 个文件没有读入："),
        ("en", "Updated: 1 added, 0 changed, 0 removed. Questions are now asked of these. Not read, 1:"),
    ],
)
def test_what_could_not_be_read_is_named(hostile: Renewal, lang: str, said: str) -> None:
    """With the reason, as text."""
    shown = folder_events.outcome(hostile, lang)
    assert said in shown and "&lt;b&gt;.pdf" in shown and "<b>" not in shown
    assert "内容没有变化" in folder_events.outcome(Renewal(type(hostile.changes)()), "zh")
    assert '<button class="renew">更新</button>' in folder_events.offer("zh")
