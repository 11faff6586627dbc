"""A question and a passage as the tokens that a reader takes in, and the answer's place among them.

    <s> question </s> </s> passage </s>

Training and reading use the same form. Token 0 stands for "no answer here".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.build.reading_examples import Example

Batch = dict[str, NDArray[np.int64]]
_PAD = 1


def tokenized(examples: Sequence[Example], tokenizer: Any, longest: int) -> list[tuple[list[int], int, int]]:
    """Token ids, first and last token of the first answer; (0, 0) where there is none or it was cut off."""
    tokenizer.enable_truncation(longest, strategy="only_second")
    found = []
    for start in range(0, len(examples), 4096):
        part = examples[start : start + 4096]
        encodings = tokenizer.encode_batch([(one.question[:300], one.context) for one in part])
        for one, encoding in zip(part, encodings, strict=True):
            found.append((encoding.ids, *_span(encoding, one)))
    return found


def _span(encoding: Any, example: Example) -> tuple[int, int]:
    if not example.answers:
        return 0, 0
    start, end = example.answers[0]
    touched = [
        n
        for n, (own, (a, b)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
        if own == 1 and a < end and start < b
    ]
    return (touched[0], touched[-1]) if touched and encoding.offsets[touched[-1]][1] >= end else (0, 0)


def batches(rows: Sequence[tuple[list[int], int, int]], tokens: int, seed: int) -> Iterator[Batch]:
    """Batches of rows of nearly one length, some ``tokens`` tokens each with their padding, in random order."""
    chance = np.random.default_rng(seed)
    jitter = chance.uniform(0.95, 1.05, len(rows))
    order = np.argsort([len(ids) * j for (ids, _, _), j in zip(rows, jitter, strict=True)], kind="stable")
    groups: list[list[int]] = [[]]
    for row in order:
        longest = max((len(rows[n][0]) for n in groups[-1]), default=0)
        if groups[-1] and (len(groups[-1]) + 1) * max(longest, len(rows[row][0])) > tokens:
            groups.append([])
        groups[-1].append(int(row))
    for number in chance.permutation(len(groups)):
        yield _padded([rows[n] for n in groups[number]])


def _padded(rows: Sequence[tuple[list[int], int, int]]) -> Batch:
    # Lengths are rounded up, so that few shapes come up.
    longest = -(-max(len(ids) for ids, _, _ in rows) // 16) * 16
    ids = np.full((len(rows), longest), _PAD, np.int64)
    for row, (own, _, _) in enumerate(rows):
        ids[row, : len(own)] = own
    return {
        "input_ids": ids,
        "attention_mask": (ids != _PAD).astype(np.int64),
        "start_positions": np.array([first for _, first, _ in rows]),
        "end_positions": np.array([last for _, _, last in rows]),
    }
