"""Lets sentence-transformers run this folder's ONNX model: ``SentenceTransformer(path, trust_remote_code=True)``.

It needs nothing of the project around it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

PAD = 1


class OnnxModule(torch.nn.Module):
    """The first module of the model: texts to token vectors. Pooling and normalising are the library's own."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        self.dim: int = self.session.get_outputs()[0].shape[-1]
        self.max_seq_length: int = self.tokenizer.truncation["max_length"]
        self.modalities = ["text"]

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> OnnxModule:
        """The module of a local folder, or of a hub repository downloaded first."""
        folder = Path(model_name_or_path)
        if not folder.is_dir():
            from huggingface_hub import snapshot_download

            folder = Path(snapshot_download(model_name_or_path))
        return cls(folder / subfolder)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Copy the model's files."""
        for name in ("model.onnx", "tokenizer.json", "encoder.json"):
            shutil.copyfile(self.folder / name, Path(output_path) / name)

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return self.dim

    get_word_embedding_dimension = get_embedding_dimension

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Token ids and mask, each (texts, longest text), padded on the right."""
        encodings = [self.tokenizer.encode((prompt or "") + text) for text in inputs]
        length = max((len(encoding.ids) for encoding in encodings), default=0)
        ids = torch.full((len(encodings), length), PAD, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = 1
        return {"input_ids": ids, "attention_mask": mask}

    tokenize = preprocess

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Add ``token_embeddings`` (texts, longest text, dim). Each text runs alone: neighbours cannot change it."""
        ids, mask = features["input_ids"].cpu().numpy(), features["attention_mask"].cpu().numpy()
        vectors = np.zeros((*ids.shape, self.dim), np.float32)
        for row, length in enumerate(mask.sum(axis=1)):
            vectors[row, :length] = self.session.run(None, {"input_ids": ids[row : row + 1, :length]})[0]
        features["token_embeddings"] = torch.from_numpy(vectors).to(features["input_ids"].device)
        return features
