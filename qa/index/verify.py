"""Whether a saved index still holds what it promises: every invariant on what is stored, and every source file.

It changes nothing and encodes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.cells import LOOKED_INTO
from qa.documents.corpus import read_file
from qa.documents.formats.extracted import PagesTold
from qa.documents.sources import RawFile, corpus_digest, corpus_files
from qa.errors import ReadError, StaleIndexError
from qa.index import staleness, store
from qa.index.contents import Index
from qa.index.encoding import key_of
from qa.index.manifest import MANIFEST, SUMS, counts, generation_of, mended_by, opened_parts, read_manifest
from qa.index.packs import REBUILD, Part
from qa.index.page_bar import PageBar
from qa.index.postings import Postings
from qa.index.segments import Segment
from qa.index.shards import LINES, Derived, Shard
from qa.index.splitting import paragraphs_fit, split
from qa.index.updating import changes, numbered
from qa.progress_bar import progress_bar
from qa.types import Document, Passage

_UNIT = 1e-3
_UNIT_HALF = 5e-3
_STRETCH = 65_536
_BUILD = "chuchu index FOLDER --out INDEX"


def verify(path: Path, *, corpus: Path | None = None, progress: bool = False) -> list[str]:
    """What is wrong with the index in ``path``, one line each; nothing when all is well.

    Every file is read and split again, and compared with what is stored. corpus: where the documents lie now; by
    default where they lay when it was made. Raises FileNotFoundError when ``path`` holds no index.
    """
    try:
        manifest = read_manifest(path)
        generation = generation_of(path)
        if unlike := staleness.unlike(manifest, staleness.to_open() | staleness.to_ask()):
            return [f"{generation}: made with {unlike}; {mended_by(path, manifest)}"]
        parts = opened_parts(generation, manifest)
    except StaleIndexError as error:
        return [str(error)]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return [_apart(generation, error)]
    if damaged := _damaged(parts):
        return damaged
    try:
        index = store.assemble(manifest, parts)
        stored = list(_stored(generation, manifest, index))
        return stored + list(_sources(generation, index, corpus, read=not stored, progress=progress))
    except (ValueError, KeyError, TypeError, IndexError, FileNotFoundError) as error:
        return [_apart(generation, error)]


def how_compared(path: Path) -> str | None:
    """How many of the vectors in ``path`` a question is compared with, in words; None where with all of them."""
    cells = read_manifest(path).get("cells")
    if not cells:
        return None
    share = f"1/{round(1 / LOOKED_INTO)}"
    return (
        f"向量分为 {cells:,} 格，每问只比较最近的 {share}；--exact 则全部比较 "
        f"vectors in {cells:,} cells: a question is compared with the nearest {share}, --exact with all"
    )


def _apart(generation: Path, error: Exception) -> str:
    return f"{generation}: the parts do not fit together ({error}); {REBUILD}"


def _damaged(parts: Mapping[str, Part]) -> list[str]:
    """What is said of each part that is not what was written; every byte is read."""
    found = []
    for part in parts.values():
        try:
            whole = part.check() == part.place.sha256
        except StaleIndexError:
            whole = False
        if not whole:
            found.append(f"{part.pack.path}: {part.name} in it is damaged; {REBUILD}")
    return found


def _stored(generation: Path, manifest: dict[str, Any], index: Index) -> Iterator[str]:
    if manifest["corpus_digest"] != corpus_digest(index.sources):
        yield f"{generation / store.SOURCES}: does not have the digest that the manifest says"
    held = [id for source in index.sources for id in source.documents]
    if index.sources and held != [id for shard in index.shards for id in shard.ids]:
        yield f"{generation / store.SOURCES}: does not name the documents that are stored"
    for file in sorted(generation.iterdir()):
        if file.name not in {*manifest["packs"], MANIFEST, SUMS}:
            yield f"{file}: not a part of the index"
    for name, count in counts(index).items():
        if manifest.get(name) != count:
            yield f"{generation / MANIFEST}: says {manifest.get(name)} {name}, stored are {count}"
    sound = True
    for number, shard in enumerate(index.shards):
        problems = list(_shard(shard, manifest))
        yield from (f"{generation / f'{number:04}-'}{problem}" for problem in problems)
        sound = sound and not problems
    if not sound:
        return
    for number, segment in enumerate(index.segments):
        yield from (f"{generation / f'segment-{number:02}-'}{problem}" for problem in _segment(segment))


def _shard(shard: Shard, manifest: dict[str, Any]) -> Iterator[str]:
    """Problems of one shard, each beginning with the name of the part."""
    for name in LINES:
        lines = getattr(shard, name)
        if not _ascends(lines.starts, len(lines.data)):
            yield f"{name}_lines.npy: offsets do not ascend from 0 to the end of {name}.jsonl"
            return
    if not (len(shard.facts) == len(shard.texts) and _ascends(shard.passage_starts, len(shard.passages))):
        yield "passage_starts.npy: does not fit the documents and passages"
        return
    rows = {len(shard.passages), len(shard.vectors), len(shard.keys), len(shard.sentence_starts) - 1}
    if len(rows) > 1 or not _ascends(shard.sentence_starts, len(shard.sentence_vectors)):
        yield "sentence_starts.npy: passages, vectors, keys and sentences do not have the same number of rows"
        return
    for name, limit in (("vectors", _UNIT), ("sentence_vectors", _UNIT_HALF)):
        if getattr(shard, name).shape[1:] != (manifest["dim"],):
            yield f"{name}.npy: its rows are not of the length {manifest['dim']} that the manifest says"
            return
        row = _not_unit(getattr(shard, name), limit)
        if row is not None:
            yield f"{name}.npy: row {row} is not a vector of length 1"
            return
    yield from _derived(shard, manifest["encoder"])
    for number in range(len(shard.facts)):
        yield from _document(shard, number)


def _derived(shard: Shard, encoder: str) -> Iterator[str]:
    for row, key in enumerate(np.asarray(shard.keys)):
        if bytes(key) != key_of(shard.passage(row), encoder):
            yield f"keys.npy: row {row} is not the digest of that passage and of the encoder {encoder!r}"
            break
    stored, made = shard.derived, Derived.of(shard)
    if not np.array_equal(stored.codes, made.codes):
        yield "codes.npy: not the vectors in half precision"
    if stored.moments.shape != made.moments.shape or not np.allclose(stored.moments, made.moments):
        yield "moments.npy: not those of the vectors"
    if not np.array_equal(stored.kinds, made.kinds):
        yield "kinds.npy: not the roles of the passages"
    if replace(stored.summary, error=made.summary.error) != made.summary:
        yield "summary.json: not what the documents and passages say"
    if not np.isclose(stored.summary.error, made.summary.error):
        yield "summary.json: not the error of the codes"


def _document(shard: Shard, number: int) -> Iterator[str]:
    document = shard.document(number)
    if not paragraphs_fit(document):
        yield f"texts.jsonl: paragraphs of {document.id} overlap or lie outside its text, or their lines beside them"
    for row in range(*shard.passage_starts[number : number + 2].tolist()):
        passage = shard.passage(row)
        if passage.document_id != document.id or document.text[passage.start : passage.end] != passage.text:
            yield f"passages.jsonl: {passage.id} is not what {document.id} says there"
        elif len(passage.sentences) != shard.sentence_starts[row + 1] - shard.sentence_starts[row]:
            yield f"passages.jsonl: {passage.id} does not have a vector for each sentence"
        elif not all(1 <= paragraph <= len(document.paragraphs) for paragraph in passage.paragraphs):
            yield f"passages.jsonl: {passage.id} names paragraphs that {document.id} does not have"


def _segment(segment: Segment) -> Iterator[str]:
    """Problems of one segment beside its shards, each beginning with the name of the part."""
    if not np.allclose(segment.moments, replace(segment, stored=None).moments):
        yield "moments.npy: not the sum of those of its shards"
    size = sum(len(shard.passages) for shard in segment.shards)
    cells = segment.cells
    if cells and (cells.places.shape != (size,) or not set(np.unique(cells.places)) <= set(range(len(cells.centres)))):
        yield "cell_places.npy: does not name a cell for each passage"
    yield from _keywords(segment.postings, size)


def _keywords(keywords: Postings, size: int) -> Iterator[str]:
    """Problems of the postings of ``size`` passages, each beginning with the name of the part."""
    words = list(keywords.tokens)
    if any(before >= after for before, after in pairwise(words)):
        yield "tokens.txt: tokens do not ascend"
    elif any(keywords.tokens.get(word) != number for number, word in enumerate(words)):
        yield "token_heads.npy: not the beginnings of the tokens"
    starts, rows, held = (np.asarray(array) for array in (keywords.starts, keywords.rows, keywords.counts))
    if not _ascends(starts, len(rows)) or len(starts) != len(words) + 1 or len(held) != len(rows):
        yield "keyword_starts.npy: does not fit tokens and postings"
        return
    first = np.zeros(len(rows) + 1, bool)
    first[starts] = True
    if len(rows) and (rows.min() < 0 or rows.max() >= size or (np.diff(rows)[~first[1:-1]] <= 0).any()):
        yield f"keyword_rows.npy: postings do not ascend within a token, or name rows beyond {size}"
    elif len(keywords.lengths) != size or (np.bincount(rows, held, size) != np.asarray(keywords.lengths)).any():
        yield "keyword_lengths.npy: not the number of tokens of each passage"


def _sources(generation: Path, index: Index, corpus: Path | None, *, read: bool, progress: bool) -> Iterator[str]:
    if not index.sources:
        return
    place = corpus or Path(index.corpus or "")
    if not place.exists():
        yield f"{place}: the documents are no longer there; say where they are with --corpus"
        return
    before = numbered(index.sources)
    taken = set(before)
    now, otherwise = [], []
    for name, path in progress_bar(corpus_files(place), desc="核对 verifying", unit="file", shown=progress):
        file = RawFile.read(path, name=name)
        now.append(file.source)
        first, source = before.get(file.name, (0, now[-1]))
        if read and file.name in before and source.sha256 == now[-1].sha256:
            stored = [_stored_document(index, number) for number in range(first, first + len(source.documents))]
            with PageBar(file.name, shown=progress) as bar:
                otherwise += [file.name] if _documents_of(file, taken, bar.told) != stored else []
        taken.update(source.documents)
    what = changes(tuple(replace(source, error=None) for source in index.sources), tuple(now))
    said = {"changed": what.changed, "removed": what.removed, "added": what.added}
    for word, names in said.items():
        for name in names:
            yield f"{place / name}: {word} since the index was made; bring it up to date with: {_BUILD}"
    if index.rules == staleness.rules():
        for name in otherwise:
            yield f"{place / name}: its passages are not those stored; build the index again with: {_BUILD} --no-cache"
    elif otherwise:
        told = (
            f"made by other rules of reading, which give {len(otherwise)} of {len(index.sources)} files other passages"
        )
        yield f"{generation}: {told}; it still answers; bring it up to date with: {_BUILD}"


def _documents_of(file: RawFile, taken: Collection[str], told: PagesTold) -> list[tuple[Document, list[Passage]]]:
    """The documents of ``file``, read and split again; none if it cannot be read."""
    try:
        return [(document, split(document)) for document in read_file(file, taken=taken, told=told).documents]
    except ReadError:
        return []


def _stored_document(index: Index, number: int) -> tuple[Document, list[Passage]]:
    rows = range(*index.passage_starts[number : number + 2].tolist())
    return index.documents[number], [index.passages[row] for row in rows]


def _ascends(starts: Any, end: int) -> bool:
    return len(starts) > 0 and starts[0] == 0 and starts[-1] == end and bool((np.diff(starts) >= 0).all())


def _not_unit(vectors: Any, limit: float) -> int | None:
    """The first row whose length is not 1, if any; a few rows at a time, for they lie on disk."""
    for start in range(0, len(vectors), _STRETCH):
        lengths = np.linalg.norm(vectors[start : start + _STRETCH].astype(np.float32), axis=1)
        wrong = np.flatnonzero(~(np.abs(lengths - 1) <= limit))
        if len(wrong):
            return start + int(wrong[0])
    return None
