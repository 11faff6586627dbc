"""What made an index, as digests in its manifest, and so whether it is too old to be opened, asked or kept as it is.

It opens no index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from embeddings import Encoder
from qa.index.code_digest import ROOT, digest_of_definitions, digest_of_files
from qa.text.folding import simplify
from qa.text.word_list import dictionary_digest

FORMAT = 13
_POOLING = ("embeddings.pooling.pool_spans",)
_LOOKED_UP = {
    "folding": ("qa.text.folding.fold", "qa.text.folding.folded_text", "qa.text.folding.simplify"),
    "words": ("qa.text.terms.counted_words", "qa.text.words.words", "qa.text.words.bigrams"),
    "kinds": ("qa.types.KINDS",),
}
_READING = ("qa/text", "qa/documents", "qa/index")
_HAN = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]))


def to_open(encoder: Encoder | None = None) -> dict[str, Any]:
    """What must agree for anything in an index to be of use: its format and what made its vectors.

    encoder: the one that asks; None leaves open which it is.
    """
    asking = {"encoder": encoder.name, "dim": encoder.dim} if encoder else {}
    return {"format": FORMAT, **asking, "pooling": digest_of_definitions(*_POOLING)}


@lru_cache(maxsize=1)
def rules(root: Path = ROOT) -> Mapping[str, str]:
    """What must agree between what is stored and what is asked; and ``reading``, which only decided what is stored."""
    looked_up = {name: digest_of_definitions(*definitions, root=root) for name, definitions in _LOOKED_UP.items()}
    dictionary = hashlib.sha256(f"{dictionary_digest()} {simplify(_HAN)}".encode()).hexdigest()[:16]
    return {**looked_up, "dictionary": dictionary, "reading": digest_of_files(*_READING, root=root)}


def to_ask() -> dict[str, str]:
    """What must agree between what is stored and what is asked."""
    return {name: digest for name, digest in rules().items() if name != "reading"}


def unlike(manifest: Mapping[str, Any], expected: Mapping[str, Any]) -> str | None:
    """The first of ``expected`` that is otherwise in ``manifest``, in words with both; None when all agree."""
    made = ((name, manifest.get(name), value) for name, value in expected.items())
    return next((f"{name} {before!r}, not {value!r}" for name, before, value in made if before != value), None)
