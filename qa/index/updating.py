"""A corpus that changed: which files are new, changed, gone or as before, and the index that follows.

Only files that are new, have changed or could not be read before are read.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings import Encoder
from qa.documents.corpus import read_file
from qa.documents.formats.extracted import PagesTold
from qa.documents.formats.registry import FORMATS
from qa.documents.sources import RawFile, Source, corpus_files
from qa.errors import EmptyCorpusError, ReadError
from qa.index.building import Unchanged, build_index
from qa.index.contents import Index
from qa.index.journal import Journal
from qa.index.page_bar import PageBar
from qa.index.rows import offsets
from qa.index.staleness import rules
from qa.progress_bar import progress_bar
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
    reading = CorpusReading(path, old=kept, progress=progress)
    index = build_index(reading, encoder, old=kept, also=also, journal=journal, progress=progress)
    sources, corpus = tuple(reading.sources), str(path.resolve())
    what = replace(changes(old.sources if old else (), sources), renewed=renewed)
    if old and not what:
        return replace(old, corpus=corpus), what
    if not index.passages:
        raise EmptyCorpusError("none of the documents holds any text to search")
    return replace(index, sources=sources, corpus=corpus), what


class CorpusReading(Iterable[Document | Unchanged]):
    """The documents of a folder or file, each read when it is asked for or kept from an earlier index, once.

    They come in the order of their files' names. sources: the files so far.
    """

    def __init__(self, path: Path, *, old: Index | None = None, progress: bool = False) -> None:
        """Raises FileNotFoundError if there is no such path."""
        self.path = path
        self.sources: list[Source] = []
        self._files = corpus_files(path)
        self._before = numbered(old.sources if old else ())
        self._taken = {name for name, _ in self._files}
        self._progress = progress

    def __iter__(self) -> Iterator[Document | Unchanged]:
        """A file that cannot be read costs a warning. Raises EmptyCorpusError if nothing readable is there.

        Where documents are used as they come, the bar tells when the last will have been, by the size of the files.
        """
        sizes = [place.stat().st_size for _, place in self._files] if self._progress else [0] * len(self._files)
        with progress_bar(
            desc="读取 reading",
            total=sum(sizes),
            unit="B",
            unit_scale=True,
            smoothing=0,
            delay=_SHOWN_AFTER,
            shown=self._progress,
        ) as bar:
            for (name, place), size in zip(self._files, sizes, strict=True):
                yield from self._of_file(name, place)
                bar.update(size)
        if not any(source.documents for source in self.sources):
            raise EmptyCorpusError(f"No readable document under {self.path}. Formats read: {', '.join(FORMATS)}")

    def _of_file(self, name: str, place: Path) -> Sequence[Document | Unchanged]:
        file = RawFile.read(place, name=name)
        source = file.source
        first, earlier = self._before.get(source.name, (0, source))
        sound = not earlier.error and not earlier.disputed
        fits = sound and self._taken.isdisjoint(set(earlier.documents) - {source.name})
        found: Sequence[Document | Unchanged]
        if source.name in self._before and earlier.sha256 == source.sha256 and fits:
            found = [Unchanged(first + number) for number in range(len(earlier.documents))]
            source = earlier
        else:
            with PageBar(file.name, shown=self._progress) as bar:
                found, source = _read(file, source, self._taken, bar.told)
        self.sources.append(source)
        self._taken.update(source.documents)
        return found


def read_corpus(
    path: Path, *, old: Index | None = None, progress: bool = False
) -> tuple[list[Document | Unchanged], tuple[Source, ...]]:
    """All that ``CorpusReading`` gives at once, and the files. Raises as it does."""
    reading = CorpusReading(path, old=old, progress=progress)
    return list(reading), tuple(reading.sources)


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
