"""The index of a folder brought up to date where it is kept: in the cache, in a folder, or in an engine."""

from __future__ import annotations

from pathlib import Path

from embeddings import Encoder
from qa.documents.sources import Source
from qa.errors import StaleIndexError
from qa.index import store
from qa.index.manifest import read_manifest
from qa.index.updating import Changes, changes
from qa.retriever import Retriever


def update_index(
    folder: Path, out: Path | str | None, encoder: Encoder, *, key: str | None, cached: bool, progress: bool
) -> tuple[Retriever, Changes]:
    """The index of ``folder``, saved to ``out``, and what changed since it was saved there last.

    out: None to keep it in the cache alone. key: what the engine expects, if that is where it goes.
    """
    if isinstance(out, str):
        before = _files_there(out, encoder, key)
        retriever = Retriever.from_path(folder, encoder=encoder, cached=cached, progress=progress)
        retriever.save(out, key=key)
        return retriever, changes(before, retriever.index.sources)
    retriever, what = _updated(folder, out, encoder, cached=cached, progress=progress)
    if out and (what or read_manifest(out)["corpus"] != retriever.index.corpus):
        retriever.save(out)  # also where the documents were only moved
    return retriever, what


def _updated(
    folder: Path, out: Path | None, encoder: Encoder, *, cached: bool, progress: bool
) -> tuple[Retriever, Changes]:
    """The index in ``out`` as the files are now, or a new one where there is none that fits."""
    if out and cached:
        try:
            retriever = Retriever(store.load(out, encoder, to_renew=True), encoder)
            return retriever, retriever.update(folder, progress=progress)
        except (FileNotFoundError, StaleIndexError):
            pass
    retriever = Retriever.from_path(folder, encoder=encoder, cached=cached, progress=progress)
    return retriever, changes((), retriever.index.sources)


def _files_there(address: str, encoder: Encoder, key: str | None) -> tuple[Source, ...]:
    """The files of the index in an engine; none where there is none that fits."""
    try:
        return Retriever.load(address, encoder=encoder, key=key).index.sources
    except (FileNotFoundError, StaleIndexError):
        return ()
