"""Any sentence-transformers model as an encoder. The package, and torch with it, is imported when one is made."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.pooling import pool_spans

PASSAGE_PROMPTS = ("document", "passage", "corpus")
# (pattern of the model's name, query prompt, passage prompt) of families whose stored configuration has no prompts.
FAMILIES = (
    (re.compile(r"e5-(?:small|base|large)(?!.*instruct)"), "query: ", "passage: "),
    (re.compile(r"bge-(?:small|base|large)-zh"), "为这个句子生成表示以用于检索相关文章：", ""),
    (re.compile(r"bge-(?:small|base|large)-en"), "Represent this sentence for searching relevant passages: ", ""),
)


class SentenceTransformersEncoder:
    """Encodes with a sentence-transformers model. Threads may share one encoder; they take turns.

    Texts run one at a time: padding to a neighbour's length would change a vector's last bits, and a passage's vector
    must be the same whenever it is made.
    """

    def __init__(self, model: str) -> None:
        """Load the model ``model``, a hub name or local folder.

        Its prompts are those of its own configuration; where that has none, the ones its family (E5, BGE) was trained
        with, known by the model's name; where the family is not known, none.

        :raises ImportError: If sentence-transformers is not installed.
        """
        if find_spec("sentence_transformers") is None:
            raise ImportError(
                f"load_encoder({model!r}) runs a sentence-transformers model, but sentence-transformers is not "
                "installed. Install it with pip install 'chuchu-qa[sentence-transformers]'"
            )
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(model)
        except (OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ValueError(f"no sentence-transformers model {model!r} could be opened: {reason}") from error
        self._lock = threading.Lock()
        self._query_prompt, self._passage_prompt = _prompts(Path(model).name, self._model.prompts)
        self.dim = int(self._model.encode([""], show_progress_bar=False).shape[1])
        self.name = f"{Path(model).name}@{self._digest()}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One vector per question, with the model's query prompt in front."""
        return self._encode(self._query_prompt, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage, with the model's passage prompt in front."""
        return self._encode(self._passage_prompt, texts)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """One vector per span, the mean of its tokens from one pass over its text.

        A span that ends beyond what the model reads of a text is encoded as a passage of its own; so is every span if
        the model's vectors are not as long as its token vectors, or its tokenizer does not tell where tokens stand.

        :raises ValueError: If a span is not within its text, or there are not as many lists of spans as texts.
        """
        vectors = [np.empty((0, self.dim), np.float32)]
        for text, own_spans in zip(texts, spans, strict=True):
            tokens, offsets = self._tokens(text)
            vectors.append(pool_spans(text, own_spans, tokens, offsets, self.encode_passages))
        return np.concatenate(vectors)

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dim), np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts), prompt=prompt, batch_size=1, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32)

    def _tokens(self, text: str) -> tuple[Vectors, NDArray[np.int64]]:
        """Token vectors (tokens, dim) of a passage and where each token stands in ``text``, (tokens, 2)."""
        tokenizer = self._model.tokenizer
        prompted = self._passage_prompt + text
        stripped = prompted.strip()
        shift = len(prompted) - len(prompted.lstrip()) - len(self._passage_prompt)
        with self._lock:
            (tokens,) = self._model.encode(
                [stripped], prompt="", output_value="token_embeddings", show_progress_bar=False
            )
            if tokens.shape[1] != self.dim or not getattr(tokenizer, "is_fast", False):
                return np.empty((0, self.dim), np.float32), np.empty((0, 2), np.int64)
            encoding = tokenizer(
                stripped, return_offsets_mapping=True, truncation=True, max_length=self._model.max_seq_length
            )
        offsets = np.array(encoding["offset_mapping"], np.int64)
        is_special = offsets[:, 0] == offsets[:, 1]
        return tokens.float().cpu().numpy(), np.where(is_special[:, None], 0, offsets + shift)

    def _digest(self) -> str:
        """12 hexadecimal digits over weights and prompts."""
        digest = hashlib.sha256(json.dumps([self._query_prompt, self._passage_prompt]).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().float().cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()[:12]


def _prompts(name: str, configured: Mapping[str, str | None]) -> tuple[str, str]:
    """Query and passage prompt of the model ``name``, whose configuration holds ``configured``."""
    query = configured.get("query") or ""
    passage = next(filter(None, map(configured.get, PASSAGE_PROMPTS)), "")
    if query or passage:
        return query, passage
    for pattern, family_query, family_passage in FAMILIES:
        if pattern.search(name.lower()):
            return family_query, family_passage
    return "", ""
