"""How well a model in training reads the passages of a set that it is not trained on."""

from __future__ import annotations

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertForQuestionAnswering

from embeddings.build.reading_sets import ReadingSet
from embeddings.build.span_scores import exact_match_and_f1

_LONGEST_ANSWER = 60


@torch.inference_mode()
def held_out_scores(
    model: BertForQuestionAnswering, tokenizer: Tokenizer, held_out: ReadingSet, tried: int
) -> dict[str, float]:
    """Exact match and F1 of the best span in the passage that each question is about, and how often "no" beats it.

    All 0–100, over the first ``tried`` questions that have an answer.
    """
    model.train(False)
    tokenizer.enable_truncation(512, strategy="only_second")
    exact, overlap, said_no = 0.0, 0.0, 0
    asked = [question for question in held_out.questions if question.answers][:tried]
    for question in asked:
        text = held_out.passages[question.passage].text
        encoding = tokenizer.encode(question.text, text)
        first, last, no = _best_span(model, encoding.ids, np.array([own == 1 for own in encoding.sequence_ids]))
        words = text[encoding.offsets[first][0] : encoding.offsets[last][1]]
        one, other = exact_match_and_f1(words, [text[a:b] for a, b in question.answers])
        exact, overlap, said_no = exact + one, overlap + other, said_no + no
    return {name: 100 * value / len(asked) for name, value in (("exact", exact), ("f1", overlap), ("said_no", said_no))}


def _best_span(
    model: BertForQuestionAnswering, ids: list[int], inside: np.ndarray[tuple[int], np.dtype[np.bool]]
) -> tuple[int, int, bool]:
    """First and last token of the best span among those ``inside``, and whether "no answer" scores higher."""
    device = next(model.parameters()).device
    with torch.autocast(device.type, torch.bfloat16):
        given = model(torch.tensor([ids], device=device))
    start, end = given.start_logits[0].float().cpu().numpy(), given.end_logits[0].float().cpu().numpy()
    allowed = np.tril(np.triu(np.outer(inside, inside)), _LONGEST_ANSWER)
    scores = np.where(allowed, start[:, None] + end[None, :], -np.inf)
    first, last = np.unravel_index(np.argmax(scores), scores.shape)
    return int(first), int(last), bool(start[0] + end[0] > scores[first, last])
