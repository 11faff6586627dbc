"""A corpus that changed: which files are new, changed, gone or as before, and the index that follows.

Only files that are new, have changed or could not be read before are read.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from embeddings import Encoder
from qa.documents.corpus import read_file
from qa.documents.formats.extracted import PagesTold
from qa.documents.formats.registry import FORMATS
from qa.documents.sources import RawFile, Source, corpus_files, root_of
from qa.errors import EmptyCorpusError, ReadError
from qa.index.building import Unchanged, build_index
from qa.index.contents import Index
from qa.index.journal import Journal
from qa.index.page_bar import PageBar
from qa.index.rows import offsets
from qa.index.staleness import rules
from qa.types import Document

logger = logging.getLogger(__name__)

_SHOWN_AFTER = 1.0


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the files of a corpus, by what became of them since the earlier index; each in order.

    renewed: whether the earlier index was made by other rules, so that all of them were read again.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    renewed: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.renewed)

    def __str__(self) -> str:
        counts = (len(self.added), len(self.changed), len(self.removed), len(self.unchanged))
        said = "新增 added {}, 修改 changed {}, 删除 removed {}, 未变 unchanged {}".format(*counts)
        return f"{said}；规则有变，全部重读 made by other rules, all read again" if self.renewed else said


def changes(old: tuple[Source, ...], new: tuple[Source, ...]) -> Changes:
    """What changed between two states of a corpus: a file's digest, or what stands in the way of reading it."""
    before = {one.name: (one.sha256, one.error) for one in old}
    now = {one.name: (one.sha256, one.error) for one in new}
    return Changes(
        added=tuple(name for name in now if name not in before),
        changed=tuple(name for name in now if name in before and now[name] != before[name]),
        removed=tuple(name for name in before if name not in now),
        unchanged=tuple(name for name in now if now[name] == before.get(name)),
    )


def updated(
    path: Path,
    encoder: Encoder,
    *,
    old: Index | None = None,
    journal: Journal | None = None,
    progress: bool = False,
) -> tuple[Index, Changes]:
    """The index of the corpus at ``path`` as it is now, equal to one built afresh, and what changed since ``old``.

    Of an index made by other rules the vectors alone are taken over, for the texts that are still the same.
    Raises FileNotFoundError if there is no such path, EmptyCorpusError if nothing readable is there.
    """
    renewed = old is not None and old.rules != rules()
    kept, also = (None, [old]) if old and renewed else (old, [])
    documents, sources = read_corpus(path, old=kept, progress=progress)
    what = replace(changes(old.sources if old else (), sources), renewed=renewed)
    corpus = str(path.resolve())
    if old and not what:
        return replace(old, corpus=corpus), what
    index = build_index(
        documents, encoder, old=kept, also=also, sources=sources, corpus=corpus, journal=journal, progress=progress
    )
    if not index.passages:
        raise EmptyCorpusError("none of the documents holds any text to search")
    return index, what


def read_corpus(
    path: Path, *, old: Index | None = None, progress: bool = False
) -> tuple[list[Document | Unchanged], tuple[Source, ...]]:
    """The documents of a folder or file, read or kept from ``old``, in the order of their files' names, and the files.

    A file that cannot be read costs a warning. Raises FileNotFoundError if there is no such path, EmptyCorpusError if
    nothing readable is there.
    """
    found = corpus_files(path)
    before = numbered(old.sources if old else ())
    taken = {name for name, _ in found}
    documents: list[Document | Unchanged] = []
    sources = []
    for _, place in tqdm(found, desc="读取 reading", unit="file", delay=_SHOWN_AFTER, disable=not progress):
        file = RawFile.read(place, root=root_of(path))
        source = file.source
        first, earlier = before.get(source.name, (0, source))
        sound = not earlier.error and not earlier.disputed
        fits = sound and taken.isdisjoint(set(earlier.documents) - {source.name})
        if source.name in before and earlier.sha256 == source.sha256 and fits:
            documents += [Unchanged(first + number) for number in range(len(earlier.documents))]
            sources.append(earlier)
        else:
            with PageBar(file.name, shown=progress) as bar:
                read, source = _read(file, source, taken, bar.told)
            documents += read
            sources.append(source)
        taken.update(sources[-1].documents)
    if not documents:
        raise EmptyCorpusError(f"No readable document under {path}. Formats read: {', '.join(FORMATS)}")
    return documents, tuple(sources)


def _read(
    file: RawFile, source: Source, taken: Collection[str], told: PagesTold
) -> tuple[tuple[Document, ...], Source]:
    try:
        found = read_file(file, taken=taken, told=told)
    except ReadError as error:
        logger.warning("Skipped %s", error)
        return (), replace(source, error=error.reason)
    ids = tuple(one.id for one in found.documents)
    return found.documents, replace(source, documents=ids, disputed=found.disputed)


def numbered(sources: tuple[Source, ...]) -> dict[str, tuple[int, Source]]:
    """Each source by name, with the number of its first document."""
    starts = offsets(len(source.documents) for source in sources).tolist()
    return {source.name: (first, source) for first, source in zip(starts, sources, strict=False)}
