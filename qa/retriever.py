"""Search over a corpus: the class that scripts hold. It answers nothing; ``Assistant`` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from embeddings import Encoder, Reader, load_encoder, load_reader
from qa.errors import EmptyCorpusError
from qa.index import cache, store
from qa.index.building import build_index
from qa.index.contents import Index
from qa.index.filters import Where, check
from qa.index.journal import Journal
from qa.index.passage_source import PassageSource
from qa.index.splitting import paragraphs_fit
from qa.index.updating import Changes, updated
from qa.qdrant.address import is_address
from qa.search.candidates import find_candidates, question_vector
from qa.search.hits import hits
from qa.search.query import understand
from qa.search.reranking import rerank as put_in_order
from qa.types import Document, Hit, Mode, Passage


class Retriever:
    """Finds the passages of a corpus that answer a question. Made by ``from_path``, ``from_documents`` or ``load``."""

    def __init__(self, index: PassageSource, encoder: Encoder) -> None:
        self.index = index
        self.encoder = encoder
        self._journal: Journal | None = None

    @classmethod
    def from_path(
        cls,
        path: str | Path,
        *,
        encoder: str | Encoder | None = None,
        cached: bool = True,
        progress: bool = False,
        exact: bool = False,
    ) -> Retriever:
        """Read, split, encode and index a folder or file; the second time from the platform's cache folder.

        encoder: None for the model that ships, the name or path of a sentence-transformers model, or an ``Encoder``.
        exact: whether every vector is compared with a question, also of a corpus so large that most would not be.
        Raises FileNotFoundError, or EmptyCorpusError when nothing in ``path`` can be read.
        """
        if not Path(path).exists():
            raise FileNotFoundError(f"Path does not exist: {path}")
        model = _encoder(encoder)
        corpus = Path(path)
        if not cached:
            return cls(replace(updated(corpus, model, progress=progress)[0], exact=exact), model)
        folder, journal = cache.index_folder(corpus, model), cache.open_journal(model)
        old = cache.restore(folder, model)
        index, changes = updated(corpus, model, old=old, journal=journal, progress=progress)
        if changes and cache.keep(folder, index, model):
            journal.clear()
            index = cache.restore(folder, model) or index
        return cls(replace(index, exact=exact), model)

    @classmethod
    def from_documents(
        cls, documents: Sequence[Document], *, encoder: str | Encoder | None = None, progress: bool = False
    ) -> Retriever:
        """Index documents made by the caller.

        Raises ValueError for two documents of one id or paragraphs outside their text, EmptyCorpusError when the
        documents hold no passage.
        """
        _check(documents)
        model = _encoder(encoder)
        index = build_index(documents, model, progress=progress)
        if not index.passages:
            raise EmptyCorpusError("none of the documents holds any text to search")
        return cls(index, model)

    @classmethod
    def load(
        cls,
        path: str | Path,
        *,
        encoder: str | Encoder | None = None,
        exact: bool = False,
        key: str | None = None,
    ) -> Retriever:
        """Open a saved index: a folder, or ``qdrant://HOST:PORT/NAME`` with the ``key`` that the engine expects.

        exact: as in ``from_path``. Raises StaleIndexError when it is damaged or was made with another encoder,
        EngineError when the engine does not answer.
        """
        model = _encoder(encoder)
        if is_address(path):
            from qa.qdrant.remote_index import load_index, open_engine

            return cls(load_index(open_engine(str(path), key, exact=exact), model), model)
        return cls(replace(store.load(Path(path), model), exact=exact), model)

    def save(self, path: str | Path, *, key: str | None = None) -> None:
        """Write the index as a folder of open formats; a reader sees the old one or the new one, whole.

        To ``qdrant://HOST:PORT/NAME``, with the ``key`` that the engine expects, it writes what changed there.
        Raises BusyIndexError when another process is writing there, OSError when it cannot be written, EngineError when
        the engine does not answer or is full.
        """
        if is_address(path):
            from qa.qdrant.remote_index import open_engine, save_index

            save_index(open_engine(str(path), key), self.local_index, self.encoder)
        else:
            store.save(Path(path), self.local_index, self.encoder)
        if self._journal:
            self._journal.clear()

    def update(self, path: str | Path, *, progress: bool = False) -> Changes:
        """Bring the index up to what ``path`` holds now, equal to one built afresh, and say what changed.

        Only new and changed files are read, and only texts not seen before are encoded. What is saved stays as it is
        until ``save``. Raises what ``from_path`` raises; the index is then as before.
        """
        self._journal = self._journal or cache.open_journal(self.encoder)
        old = self.local_index
        index, changes = updated(Path(path), self.encoder, old=old, journal=self._journal, progress=progress)
        self.index = replace(index, exact=old.exact)
        return changes

    @property
    def local_index(self) -> Index:
        """The index, which lies here. Raises ValueError for one in an engine, which is asked and not taken over."""
        if not isinstance(self.index, Index):
            raise ValueError("an index in an engine is brought up to date with: chuchu index FOLDER --out ADDRESS")
        return self.index

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id, in order of id."""
        return self.index.by_id

    @property
    def passages(self) -> Sequence[Passage]:
        """Every passage, in the order of the documents."""
        return self.index.passages

    def search(
        self,
        question: str,
        *,
        top_k: int = 5,
        where: Where | None = None,
        mode: Mode = "hybrid",
        rerank: bool | Reader = False,
    ) -> list[Hit]:
        """The best passages for ``question``, best first; fewer than ``top_k`` if there are no more.

        where: conditions on ``document``, ``place``, ``period``, each one value or several of which any will do. mode:
        what decides, both signals or one of them.
        rerank: whether a reader reads the first and orders by that too: the one that ships for True, or any ``Reader``.
        Raises ValueError for ``top_k`` below 1, an unknown mode, or a key of ``where`` that is unknown or has no value,
        and ModelError when a file of the reader that ships is missing or damaged.
        """
        if top_k < 1:
            raise ValueError(f"top_k must be 1 or more, not {top_k}")
        if mode not in get_args(Mode):
            raise ValueError(f"mode must be one of {', '.join(get_args(Mode))}, not {mode!r}")
        check(where or {})
        query = understand(question, self.index)
        if query.blank:
            return []
        vector = question_vector(query, self.encoder)
        found = find_candidates(self.index, query, vector, where=where or {}, mode=mode)
        if rerank:
            found = put_in_order(self.index, query, found, load_reader() if rerank is True else rerank)
        return hits(self.index, query, found, top_k=top_k, in_turn=query.several)


def _encoder(encoder: str | Encoder | None) -> Encoder:
    return load_encoder(encoder) if encoder is None or isinstance(encoder, str) else encoder


def _check(documents: Sequence[Document]) -> None:
    seen = set()
    for document in documents:
        if document.id in seen:
            raise ValueError(f"two documents have the id {document.id!r}: give each an id of its own")
        if not paragraphs_fit(document):
            raise ValueError(
                f"the paragraphs of {document.id!r} overlap or lie outside its text: start and end are offsets in code "
                "points of its text, start before end, each paragraph behind the one before"
            )
        seen.add(document.id)
