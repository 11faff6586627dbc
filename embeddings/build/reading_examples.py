"""Reading sets to what a reader is trained on, an epoch at a time: questions with and without an answer in a passage.

Every epoch words, crops and pairs them anew from its own seed. It knows no model and no tokens.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings.build.asked_swaps import Asked, asked_in, asking_something_else
from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion, Stretch
from embeddings.build.typed_questions import as_typed
from embeddings.build.unanswerable import exchanged, names_in, sentences_of, without_answer
from embeddings.build.word_swaps import with_word_swapped

Rewrite = Callable[[str, random.Random], str]

_TITLED = 0.85
_WHOLE = 0.2


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what is read for it; ``answers`` are offsets in ``context``, none where it does not answer."""

    question: str
    context: str
    answers: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each question of a set comes in an epoch, 0 or more, and each kind of passage without an answer, 0–1.

    unanswerable: how often each of a set's own questions without an answer comes. swapped: how often a word of the
    passage is exchanged for another, of the exchanged ones, 0–1; figures and quoted names are in the others. reasked:
    how often something else is asked of the same subject, 0–1.
    characters: shortest and longest crop of a passage. switched: how often the question is put half in English, 0–1;
    reworded: how often in other words of its own language.
    """

    times: float
    unanswerable: float
    wrong: float
    removed: float
    exchanged: float
    characters: tuple[int, int]
    switched: float = 0.0
    swapped: float = 0.0
    reasked: float = 0.0
    reworded: float = 0.0


CHINESE_MIX = Mix(
    times=1.0,
    unanswerable=1.0,
    wrong=0.2,
    removed=0.3,
    exchanged=0.7,
    characters=(100, 340),
    switched=0.22,
    swapped=0.8,
    reasked=0.5,
    reworded=0.5,
)
JAPANESE_MIX = Mix(times=0.15, unanswerable=0.15, wrong=0.3, removed=0.05, exchanged=0.1, characters=(100, 340))
ENGLISH_MIX = Mix(times=0.25, unanswerable=1.0, wrong=0.3, removed=0.15, exchanged=0.12, characters=(200, 700))


def mix_of(one: ReadingSet) -> Mix:
    """By the script of its questions."""
    sample = "".join(question.text for question in one.questions[:200])
    if any("\u3040" <= character <= "\u30ff" for character in sample):
        return JAPANESE_MIX
    return CHINESE_MIX if any("\u4e00" <= character <= "\u9fff" for character in sample) else ENGLISH_MIX


def epoch(
    sets: Sequence[ReadingSet],
    wrong: Mapping[str, Sequence[Sequence[str]]],
    seed: int,
    switch: Rewrite | None = None,
    reword: Rewrite | None = None,
) -> Iterator[Example]:
    """Every example of one epoch, set by set; the same for the same ``seed``.

    wrong: by the name of a set, for each of its questions, passages that look right and are wrong, nearest first.
    switch: puts a question half in English, reword: in other words of its own language; None leaves all as they are.
    """
    asked = asked_in([one for one in sets if mix_of(one) is CHINESE_MIX])
    for one in sets:
        chance = random.Random(f"{seed} {one.name}")
        mix, names = mix_of(one), names_in(one.questions)
        for question, near in zip(one.questions, wrong[one.name], strict=True):
            times = mix.times if question.answers else mix.unanswerable
            for _ in range(int(times) + (chance.random() < times % 1)):
                for example in _examples(question, one, near, names, asked, mix, chance):
                    yield _worded(example, mix, switch, reword, chance)


def _examples(
    question: ReadQuestion,
    one: ReadingSet,
    near: Sequence[str],
    names: Sequence[str],
    asked: Asked,
    mix: Mix,
    chance: random.Random,
) -> Iterator[Example]:
    passage = one.passages[question.passage]
    yield _example(question.text, passage, question.answers, mix, chance)
    if not question.answers:
        return
    if near and chance.random() < mix.wrong:
        yield _example(question.text, one.passages[chance.choice(near)], (), mix, chance)
    if chance.random() < mix.removed and (left := without_answer(passage.text, question.answers)):
        yield _example(question.text, ReadPassage(passage.title, left), (), mix, chance)
    if chance.random() < mix.exchanged and (other := _other(question, passage, names, mix, chance)):
        start, end = chance.choice(question.answers)
        yield _example(other, passage, (), mix, chance, around=(start, end))
    if chance.random() < mix.reasked and (other := asking_something_else(question.text, passage.text, asked, chance)):
        yield _example(other, passage, (), mix, chance, around=chance.choice(question.answers))


def _other(
    question: ReadQuestion, passage: ReadPassage, names: Sequence[str], mix: Mix, chance: random.Random
) -> str | None:
    """The question with a word of it exchanged, so that the passage answers no more; None if none can be."""
    swaps = chance.random() < mix.swapped
    swapped = with_word_swapped(question.text, passage.text, question.answers, chance) if swaps else None
    return swapped or exchanged(question.text, passage, names, chance)


def _example(
    question: str,
    passage: ReadPassage,
    answers: Sequence[Stretch],
    mix: Mix,
    chance: random.Random,
    *,
    around: Stretch | None = None,
) -> Example:
    text, first = _cropped(passage.text, chance.choice(answers) if answers else around, mix, chance)
    head = f"{passage.title}\n" if passage.title and chance.random() < _TITLED else ""
    shift = len(head) - first
    kept = tuple((a + shift, b + shift) for a, b in answers if a >= first and b <= first + len(text))
    return Example(question, head + text, kept)


def _worded(
    example: Example, mix: Mix, switch: Rewrite | None, reword: Rewrite | None, chance: random.Random
) -> Example:
    """The question as people type it, in other words or half in English."""
    question = example.question
    if reword and mix.reworded and chance.random() < mix.reworded:
        question = reword(question, chance)
    switches = switch is not None and mix.switched and chance.random() < mix.switched
    question = switch(question, chance) if switch and switches else as_typed(question, chance)
    return replace(example, question=question)


def _cropped(text: str, kept: Stretch | None, mix: Mix, chance: random.Random) -> tuple[str, int]:
    """Whole sentences of ``text`` around ``kept``, to a length drawn from the mix, and where they begin."""
    limit = mix.characters[1] if chance.random() < _WHOLE else chance.randint(*mix.characters)
    if len(text) <= limit:
        return text, 0
    cuts = sentences_of(text) or [(0, len(text))]
    start, end = kept or chance.choice(cuts)
    inside = [n for n, (a, b) in enumerate(cuts) if a < end and start < b] or [0]
    first, last = inside[0], inside[-1]
    while True:
        options = [n for n in (first - 1, last + 1) if 0 <= n < len(cuts)]
        if not options:
            break
        chosen = chance.choice(options)
        if max(cuts[last][1], cuts[chosen][1]) - min(cuts[first][0], cuts[chosen][0]) > limit:
            break
        first, last = min(first, chosen), max(last, chosen)
    begin = min(cuts[first][0], start) if kept else cuts[first][0]
    return text[begin : max(cuts[last][1], end if kept else 0)], begin
