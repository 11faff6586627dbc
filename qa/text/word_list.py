"""jieba's dictionary, of which only the words are read that begin as a character of a text does.

A question needs some thirty characters of thirteen thousand; all 500,000 words take longer to read than an answer takes
to find. They lie in buckets by first character in a file of our own in the platform's folder for caches.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qa.user_cache import cache_folder, write_atomically

if TYPE_CHECKING:
    import jieba

PLACE_TAG = "ns"
ORGANISATION_TAG = "nt"
_NAME_TAGS = frozenset({"nr", PLACE_TAG, ORGANISATION_TAG, "nz", "nrt", "nrfg"})
_BUCKETS = 1024


class WordList:
    """A jieba tokenizer of our own, and the names of its dictionary; jieba's shared one may hold others' words.

    names: tag of each name read so far. Threads may share one: reading a bucket twice changes nothing.
    """

    def __init__(self) -> None:
        """Open the cache, or make it from jieba's dictionary, some 2 s."""
        import jieba

        jieba.setLogLevel(logging.WARNING)
        self.tokenizer: jieba.Tokenizer = jieba.Tokenizer()
        self.tokenizer.initialized = True
        self.names: dict[str, str] = {}
        self._missing = set(range(_BUCKETS))
        self._cache = cache_folder() / f"jieba-words-{dictionary_digest()}.jsonl"
        self._lengths: list[int] = []
        try:
            self._open()
        except (OSError, ValueError, TypeError):
            self._make()

    def hold(self, text: str) -> None:
        """Read every word that may stand in ``text``."""
        if missing := self._missing and self._missing & {ord(character) % _BUCKETS for character in set(text)}:
            self._read(sorted(missing))

    def hold_all(self) -> None:
        """Read the whole dictionary."""
        self._read(sorted(self._missing))

    def _open(self) -> None:
        with self._cache.open("rb") as file:
            header = file.readline()
        self.tokenizer.FREQ = {}
        self.tokenizer.total, *lengths = json.loads(header)
        if len(lengths) != _BUCKETS or self._cache.stat().st_size != len(header) + sum(lengths):
            raise ValueError(f"{self._cache} is not whole")
        self._lengths = [len(header), *lengths]

    def _read(self, buckets: list[int]) -> None:
        try:
            with self._cache.open("rb") as file:
                for bucket in buckets:
                    file.seek(sum(self._lengths[: bucket + 1]))
                    counts, names = json.loads(file.read(self._lengths[bucket + 1]))
                    self.tokenizer.FREQ.update(counts)
                    self.names.update(names)
        except (OSError, ValueError, TypeError):
            self._make()
        self._missing -= set(buckets)

    def _make(self) -> None:
        self.tokenizer.FREQ, self.tokenizer.total = self.tokenizer.gen_pfdict(self.tokenizer.get_dict_file())
        with self.tokenizer.get_dict_file() as file:
            rows = [line.decode("utf-8").split() for line in file]
        self.names = {row[0]: row[2] for row in rows if len(row) == 3 and row[2] in _NAME_TAGS and len(row[0]) > 1}
        self._missing = set()
        buckets: defaultdict[int, list[dict[str, Any]]] = defaultdict(lambda: [{}, {}])
        for kind, listed in enumerate((self.tokenizer.FREQ, self.names)):
            for word, stored in listed.items():
                buckets[ord(word[0]) % _BUCKETS][kind][word] = stored
        lines = [json.dumps(buckets[bucket], ensure_ascii=False) + "\n" for bucket in range(_BUCKETS)]
        header = json.dumps([self.tokenizer.total, *(len(line.encode("utf-8")) for line in lines)]) + "\n"
        write_atomically(self._cache, header + "".join(lines))


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The one of this process."""
    return WordList()


@lru_cache(maxsize=1)
def dictionary_digest() -> str:
    """Digest of jieba's version and of its dictionary, 16 hexadecimal digits."""
    import jieba

    with jieba.Tokenizer().get_dict_file() as file:
        return hashlib.sha256(jieba.__version__.encode() + file.read()).hexdigest()[:16]
