"""How fast the default encoder is, next to transformers in fp32 with the same architecture, in one run.

    python -m tests.benchmarks.encoder [--rounds 20]

Both encode texts of the same length: a question of 16 tokens, a passage of 208, and 64 such passages at once. Rounds
alternate between the two, so that other work on the machine strikes both alike. Last comes what a build does,
passages with their sentences, beside onnxruntime alone: the same tokens, cut before, through the same session on as
many threads, in processor time.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import torch
from transformers import BertConfig, BertModel

from embeddings import load_encoder
from embeddings.onnx_encoder import side_by_side

QUESTION = "江北区有几支铁山青年突击队在"
PASSAGES, TIMES = 64, 5
PASSAGE = "江北区成立了十二支铁山青年突击队，" * 40


def sized(encoder, text: str, tokens: int, prompt: str) -> str:
    """The start of ``text`` that has ``tokens`` tokens with ``prompt`` and special tokens around it."""
    for end in range(len(text), 0, -1):
        if len(encoder._tokenizer.encode(prompt + text[:end]).ids) == tokens:
            return text[:end]
    raise ValueError(f"no start of the text has {tokens} tokens")


def milliseconds(encode: Callable[[], object]) -> float:
    start = time.perf_counter()
    encode()
    return 1000 * (time.perf_counter() - start)


def passages_a_second(encoder, rounds: int) -> tuple[float, float]:
    """Passages with the vectors of their sentences, and onnxruntime alone with their tokens: of each the best round."""
    texts = [f"{number}年，{PASSAGE}"[: 60 + number % 5 * 60] for number in range(PASSAGES)]
    spans = [[(start, min(start + 17, len(text))) for start in range(0, len(text), 17)] for text in texts]
    prompt = encoder._prompts["passage"]
    tokens = [encoder._tokenizer.encode(prompt + text, add_special_tokens=False).ids for text in texts]
    ids = [np.array([[0, *own, 2]], np.int64) for own in tokens]
    whole = [[(0, len(text)), *own] for text, own in zip(texts, spans, strict=True)]

    def seconds(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    pairs = [
        (
            seconds(lambda: encoder.encode_spans(texts, whole)),
            seconds(lambda: side_by_side(lambda one: encoder._session.run(None, {"input_ids": one}), ids)),
        )
        for _ in range(rounds + 1)
    ]
    ours, alone = (min(column) for column in zip(*pairs, strict=True))
    return PASSAGES / ours, PASSAGES / alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    start = time.perf_counter()
    encoder = load_encoder()
    print(f"loading: {time.perf_counter() - start:.2f} s; threads of torch: {torch.get_num_threads()}\n")
    config = BertConfig(
        vocab_size=72_000, hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    question, passage = sized(encoder, QUESTION * 2, 16, "query: "), sized(encoder, PASSAGE, 208, "passage: ")
    print("| text | default encoder, median ms | least | a second | transformers fp32, median ms | ratio |")
    print("|---|--:|--:|--:|--:|--:|")
    for label, tokens, texts, encode in (
        ("question, 16 tokens", 16, 1, lambda: encoder.encode_queries([question])),
        ("passage, 208 tokens", 208, 1, lambda: encoder.encode_passages([passage])),
        (f"{PASSAGES} passages", 208, PASSAGES, lambda: encoder.encode_passages([passage] * PASSAGES)),
    ):
        ids = torch.randint(5, 72_000, (texts, tokens))
        with torch.inference_mode():
            model(input_ids=ids), encode()
            pairs = [
                (
                    statistics.median(milliseconds(encode) for _ in range(TIMES)),
                    statistics.median(milliseconds(lambda ids=ids: model(input_ids=ids)) for _ in range(TIMES)),
                )
                for _ in range(rounds if texts == 1 else 1)
            ]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        least = min(pair[0] for pair in pairs)
        print(
            f"| {label} | {ours:.1f} | {least:.1f} | {1000 * texts / ours:.0f} | {theirs:.1f} | {theirs / ours:.1f} |"
        )
    ours, alone = passages_a_second(encoder, 5)
    print(f"\npassages a second of processor time: {ours:.1f}; onnxruntime alone {alone:.1f}; ratio {ours / alone:.3f}")


if __name__ == "__main__":
    main()
