"""A corpus that changed: only what is new is read and encoded, and the result equals a fresh build, byte for byte."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from qa import EmptyCorpusError, Retriever
from qa.cli import main
from qa.documents.formats import registry
from qa.index.segments import CountedRun, segments_of
from qa.index.shards import ends_shard
from qa.index.updating import Changes, updated
from qa.index.verify import verify
from tests.conftest import HashingEncoder
from tests.saved import generation, manifest, places


def named(number: int) -> str:
    """A file name that begins with ``number``; behind every third document a shard ends."""
    names = (f"{number:02}-{salt}.txt" for salt in range(100_000))
    return next(name for name in names if number % 3 or ends_shard(name, 2))


NAMES = [named(number) for number in range(11)]


def write(corpus: Path, name: str, text: str) -> None:
    (corpus / name).parent.mkdir(parents=True, exist_ok=True)
    (corpus / name).write_text(text, encoding="utf-8")


def text_of(seed: int, paragraphs: int = 6) -> str:
    """Some hundred characters that no other seed gives."""
    chance = random.Random(seed)
    letters = "山水风云日月星辰春夏秋冬花草树木鸟兽虫鱼江河湖海城乡街巷书画琴棋"
    lines = ["".join(chance.choices(letters, k=40)) + "。" + "".join(chance.choices(letters, k=60)) + "。"] * 1
    lines += ["".join(chance.choices(letters, k=120)) + "。" for _ in range(paragraphs)]
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve documents, one of them a file of three."""
    folder = tmp_path / "corpus"
    for number, name in enumerate(NAMES):
        write(folder, name, text_of(number))
    rows = [{"id": f"row-{number}", "title": f"第{number}条", "text": text_of(100 + number, 1)} for number in range(3)]
    write(folder, "rows.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return folder


def parts(index: Path) -> dict[str, str]:
    """Name and checksum of every part."""
    return {name: place.sha256 for name, place in places(index).items()}


def assert_as_fresh(index: Path, corpus: Path, tmp_path: Path) -> None:
    """The saved index has the parts of one that is built from nothing, and stands every check."""
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(tmp_path / "fresh")
    assert parts(index) == parts(tmp_path / "fresh")
    assert verify(index) == []


def update(index: Path, corpus: Path) -> None:
    """Bring the saved index up to date."""
    retriever = Retriever.load(index, encoder=HashingEncoder())
    retriever.update(corpus)
    retriever.save(index)


def change_one(corpus: Path) -> None:
    write(corpus, NAMES[5], text_of(55))


def append_a_paragraph(corpus: Path) -> None:
    write(corpus, NAMES[5], text_of(5) + "\n" + text_of(56, 1))


def add_first_and_last(corpus: Path) -> None:
    write(corpus, "!.txt", text_of(20))
    write(corpus, "深/处/文.md", "# 题\n\n" + text_of(21))


def remove_some(corpus: Path) -> None:
    for name in (NAMES[0], NAMES[7], "rows.jsonl"):
        (corpus / name).unlink()


def rename_one(corpus: Path) -> None:
    (corpus / NAMES[3]).rename(corpus / "zz.txt")


def change_a_row(corpus: Path) -> None:
    text = (corpus / "rows.jsonl").read_text(encoding="utf-8")
    write(corpus, "rows.jsonl", text.replace("row-1", "row-9"))


def dispute_an_id(corpus: Path) -> None:
    row = {"id": "row-1", "title": "同名", "text": text_of(200, 1)}
    write(corpus, "a.jsonl", json.dumps(row, ensure_ascii=False) + "\n")


def set_facts(corpus: Path) -> None:
    write(corpus, NAMES[4] + ".meta.json", '{"title": "别的题目", "place": "江北"}')


def make_unreadable(corpus: Path) -> None:
    (corpus / NAMES[6]).write_bytes(b"\0\1\2")


CHANGES = [
    change_one,
    append_a_paragraph,
    add_first_and_last,
    rename_one,
    dispute_an_id,
    change_a_row,
    set_facts,
    make_unreadable,
    remove_some,
]


def test_an_update_equals_a_fresh_build(corpus: Path, tmp_path: Path) -> None:
    """For every kind of change, one after the other."""
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(tmp_path / "index")
    for change in CHANGES:
        change(corpus)
        retriever = Retriever.load(tmp_path / "index", encoder=HashingEncoder())
        assert retriever.update(corpus), change.__name__
        retriever.save(tmp_path / "index")
        assert_as_fresh(tmp_path / "index", corpus, tmp_path)


def test_what_changed_is_reported(corpus: Path) -> None:
    """By the names of the files."""
    retriever = Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False)
    change_one(corpus)
    add_first_and_last(corpus)
    (corpus / NAMES[0]).unlink()
    found = retriever.update(corpus)
    assert (found.added, found.changed, found.removed) == (("!.txt", "深/处/文.md"), (NAMES[5],), (NAMES[0],))
    assert len(found.unchanged) == 10
    assert str(found) == "新增 added 2, 修改 changed 1, 删除 removed 1, 未变 unchanged 10"
    again = retriever.update(corpus)
    assert not again
    assert again == Changes(unchanged=tuple(sorted([*found.added, *found.changed, *found.unchanged])))


def test_only_new_texts_are_encoded(corpus: Path, tmp_path: Path) -> None:
    """A paragraph added to a document costs that paragraph and its neighbour; a renamed file costs its title alone."""
    whole = HashingEncoder()
    Retriever.from_path(corpus, encoder=whole, cached=False).save(tmp_path / "index")
    encoder = HashingEncoder()
    retriever = Retriever.load(tmp_path / "index", encoder=encoder)
    append_a_paragraph(corpus)
    retriever.update(corpus)
    assert 0 < encoder.passes < whole.passes / 12
    encoder.passes = 0
    (corpus / NAMES[1]).unlink()
    retriever.update(corpus)
    assert encoder.passes == 0


def test_an_unchanged_part_is_taken_over_as_it_lies(corpus: Path, tmp_path: Path) -> None:
    """In the same file, which is linked, not copied; the others are in one new file. Many files become few again."""
    index = tmp_path / "index"
    Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(index)
    first = places(index)
    inode = (generation(index) / "pack-000001").stat().st_ino
    change_one(corpus)
    update(index, corpus)
    second = places(index)
    moved = {name.partition("-")[0] for name in second if second[name] != first[name]}
    assert moved == {"0002", "segment", "sources.jsonl"}
    assert {second[name].pack for name in second if second[name] != first[name]} == {"pack-000002"}
    assert (generation(index) / "pack-000001").stat().st_ino == inode
    seen = set()
    for number in range(20):
        write(corpus, NAMES[5], text_of(number + 300))
        update(index, corpus)
        seen.add(len(manifest(index)["packs"]))
    assert max(seen) <= 16
    assert_as_fresh(index, corpus, tmp_path)


def test_a_failed_update_leaves_the_index_as_it_was(corpus: Path) -> None:
    """Nothing readable is left: an error, and the old documents are still searched."""
    retriever = Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False)
    documents = dict(retriever.documents)
    for file in corpus.iterdir():
        file.unlink()
    with pytest.raises(EmptyCorpusError):
        retriever.update(corpus)
    assert dict(retriever.documents) == documents


def test_a_file_that_failed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The extra was missing: once it is there, ``verify`` says what to run, and that mends it."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    write(corpus, "a.html", "<p>" + text_of(1, 1) + "</p>")
    write(corpus, "b.txt", text_of(2, 1))
    with monkeypatch.context() as without:
        without.setattr(registry, "find_spec", lambda library: None)
        Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).save(index)
        retriever = Retriever.load(index, encoder=HashingEncoder())
        assert not retriever.update(corpus)
        assert len([message for message in caplog.messages if "a.html: reading .html needs selectolax" in message]) == 2
        assert verify(index) == []
    said = f"{corpus / 'a.html'}: its passages are not those stored; build the index again with: chuchu index"
    assert [problem.partition(" FOLDER")[0] for problem in verify(index)] == [said]
    assert retriever.update(corpus) == Changes(changed=("a.html",), unchanged=("b.txt",))
    retriever.save(index)
    assert_as_fresh(index, corpus, tmp_path)


def test_another_version_of_a_reader_reads_its_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no others."""
    for name in ("a.html", "b.htm", "c.txt"):
        write(tmp_path / "corpus", name, text_of(3, 1))
    retriever = Retriever.from_path(tmp_path / "corpus", encoder=HashingEncoder(), cached=False)
    monkeypatch.setattr(registry, "version", lambda package: "99")
    assert retriever.update(tmp_path / "corpus") == Changes(changed=("a.html", "b.htm"), unchanged=("c.txt",))


def test_the_command_updates_what_it_wrote(corpus: Path, tmp_path: Path, real_cache: Path, capsys) -> None:
    """``chuchu index`` again reads only what changed, and says so."""
    out = tmp_path / "index"
    for name in [*NAMES[2:], "rows.jsonl"]:
        (corpus / name).unlink()
    assert main(["index", str(corpus), "--out", str(out)]) == 0
    assert "新增 added 2," in capsys.readouterr().out
    write(corpus, NAMES[0], text_of(99))
    assert main(["index", str(corpus), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["documents"], said["changed"], said["unchanged"]) == (2, [NAMES[0]], [NAMES[1]])
    assert main(["verify", str(out)]) == 0
    assert main(["index", str(corpus), "--out", str(out)]) == 0
    assert "未变 unchanged 2" in capsys.readouterr().out


def test_shards_end_where_documents_say(corpus: Path) -> None:
    """Cutting again gives the same ones; every document stands in one of them, in order."""
    index = Retriever.from_path(corpus, encoder=HashingEncoder(), cached=False).index
    (segment,) = index.segments
    row, apart = 0, []
    for shard in segment.shards:
        whole = CountedRun(shard, segment.postings, row)
        apart += [whole.part(number, number + 1) for number in range(len(shard.facts))]
        row += len(shard.passages)
    (again,) = segments_of(apart, [], lambda shard: shard)
    assert [shard.ids for shard in again.shards] == [shard.ids for shard in segment.shards]
    assert len(segment.shards) > 3
    assert [id for shard in again.shards for id in shard.ids] == list(index.by_id)


def test_each_file_is_read_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For its digest and its documents together; for the digest alone when it is as before."""
    set_facts(corpus)
    files = sorted(corpus.iterdir())
    read: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path), read_bytes(path))[1])
    index, _ = updated(corpus, HashingEncoder())
    assert sorted(read) == files
    updated(corpus, HashingEncoder(), old=index)
    assert sorted(read[len(files) :]) == files
