"""Documents to passages and their keywords, in processes beside this one where the work is worth it.

The result does not depend on how many there are. It encodes nothing.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from typing import IO, Any

import numpy as np

from qa.index.passage_parts import context
from qa.index.postings import ARRAYS, Postings
from qa.index.rows import offsets
from qa.index.splitting import split
from qa.index.vocabulary import Tokens
from qa.progress_bar import progress_bar
from qa.text.terms import counted_words
from qa.types import Document, Passage

logger = logging.getLogger(__name__)

_CHUNK = 2_000
_WORTH = 8_000
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from qa.index import counting; counting.serve_counts()"
)


def prepared(
    documents: Sequence[Document], *, progress: bool = False, workers: int | None = None
) -> tuple[list[list[Passage]], Postings]:
    """The passages of each document, and the keywords of them all with their titles and headings."""
    bar = progress_bar(documents, unit="document", desc="切分 splitting", shown=progress)
    passages = [split(document) for document in bar]
    texts = [context(passage) + passage.text for own in passages for passage in own]
    return passages, joined(counted_passages(texts, progress=progress, workers=workers))


def counted_passages(texts: Sequence[str], *, progress: bool = False, workers: int | None = None) -> list[Postings]:
    """Indexes of the keywords of ``texts``, one behind the other.

    workers: processes beside this one; by default none for less than ``_WORTH`` texts, else one for each core.
    """
    if workers is None:
        workers = min(os.cpu_count() or 1, 8) if len(texts) >= _WORTH else 0
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    with progress_bar(total=len(texts), unit="passage", desc="分词 counting", shown=progress) as bar:
        found = []
        for index in _beside(chunks, workers) if workers else map(count, chunks):
            found.append(index)
            bar.update(index.size)
    return found


def joined(parts: Sequence[Postings]) -> Postings:
    """The rows of all ``parts``, one behind the other; a single one as it is."""
    if len(parts) == 1:
        return parts[0]
    starts = offsets(part.size for part in parts).tolist()
    rows = [np.arange(first, last, dtype=np.int32) for first, last in pairwise(starts)]
    return Postings.merged(list(zip(parts, rows, strict=True)), starts[-1])


def count(texts: Sequence[str]) -> Postings:
    """The keywords of ``texts``, counted."""
    return Postings.from_tokens(map(counted_words, texts))


def serve_counts() -> None:
    """What a process beside does: lines of JSON, each some texts, to their keywords, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        _send(count(json.loads(line)), sys.stdout.buffer)


def _beside(chunks: Sequence[Sequence[str]], workers: int) -> Iterator[Postings]:
    """``count`` of each chunk, in order. A process that breaks costs time: its chunk is counted here."""
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)]
    free: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
    for process in running:
        free.put(process)

    def ask(chunk: Sequence[str]) -> Postings:
        process = free.get()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(chunk).encode() + b"\n")
            process.stdin.flush()
            return _received(process.stdout)
        except (OSError, ValueError) as error:
            logger.info("counting goes on without a process beside: %s", error)
            return count(chunk)
        finally:
            free.put(process)

    try:
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(ask, chunks)
    finally:
        for process in running:
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    if pipe:
                        pipe.close()
            process.kill()
            process.wait()


def _send(index: Postings, stream: IO[bytes]) -> None:
    parts = [bytes(index.tokens.data[:]), *(getattr(index, name).tobytes() for name in ARRAYS)]
    stream.write(json.dumps([len(part) for part in parts]).encode() + b"\n" + b"".join(parts))
    stream.flush()


def _received(stream: IO[bytes]) -> Postings:
    sizes = json.loads(stream.readline())
    data, *parts = (stream.read(size) for size in sizes)
    tokens = Tokens.of(data.decode("utf-8", "surrogatepass").split("\n")[:-1])
    arrays: dict[str, Any] = {
        name: np.frombuffer(part, kind) for (name, kind), part in zip(ARRAYS.items(), parts, strict=True)
    }
    return Postings(tokens, **arrays)
