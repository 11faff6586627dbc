"""Numbers from per-question rows: means, AUROC, calibration, and how far chance could move them.

It asks nothing and knows nothing of documents. Every statistic is computed on the sample and on its resamples at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

RESAMPLES = 1000
SEED = 0
BINS = 5
LEVEL = 0.95
_WRONGLY_REFUSED = 0.05


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What was measured for one question. values: only those that apply to it."""

    id: str
    type: str
    kind: str
    question: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of ``rows``, and which rows each resample took: ``positions``, shape (resamples, rows)."""

    rows: Sequence[QuestionRow]
    positions: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[QuestionRow]) -> Table:
        """The rows as they are: one sample, each row once."""
        return cls(rows, np.arange(len(rows))[np.newaxis])

    def resampled(self) -> Table:
        """``RESAMPLES`` samples of as many rows, drawn with replacement, the same at every call."""
        drawn = np.random.default_rng(SEED).integers(len(self.rows), size=(RESAMPLES, len(self.rows)))
        return Table(self.rows, drawn)

    def column(self, name: str) -> Numbers:
        """One value per resample and row, NaN where the row has none; shape (resamples, rows)."""
        return np.array([row.values.get(name, np.nan) for row in self.rows])[self.positions]


Statistic = Callable[[Table], Numbers]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named statistic, shape (resamples,). better: the direction that is; None for a cost that is only reported."""

    name: str
    statistic: Statistic
    column: str
    better: Literal["higher", "lower"] | None = "higher"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its bootstrap interval (percentiles), over ``count`` questions."""

    value: float
    low: float
    high: float
    count: int


def estimate(measure: Measure, rows: Sequence[QuestionRow]) -> Estimate | None:
    """The measure over ``rows``; None when it is not defined for them."""
    count = sum(measure.column in row.values for row in rows)
    if not count:
        return None
    table = Table.of(rows)
    value = float(measure.statistic(table)[0])
    if np.isnan(value):
        return None
    low, high = interval(measure.statistic(table.resampled()), LEVEL)
    return Estimate(value, low, high, count)


def difference(
    measure: Measure, new: Sequence[QuestionRow], old: Sequence[QuestionRow], *, level: float
) -> Estimate | None:
    """New minus old, resampled in pairs: ``new[i]`` and ``old[i]`` are of the same question. None if not defined."""
    name = measure.column
    both = [pair for pair in zip(new, old, strict=True) if all(name in row.values for row in pair)]
    if not both:
        return None
    pair = Table.of([first for first, _ in both]), Table.of([second for _, second in both])
    value = float(measure.statistic(pair[0])[0] - measure.statistic(pair[1])[0])
    if np.isnan(value):
        return None
    drawn = measure.statistic(pair[0].resampled()) - measure.statistic(pair[1].resampled())
    return Estimate(value, *interval(drawn, level), len(both))


def interval(drawn: Numbers, level: float) -> tuple[float, float]:
    """The middle ``level`` of the values, resamples in which the statistic is not defined left out."""
    drawn = drawn[~np.isnan(drawn)]
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(part / whole, np.float64)


def _mean(table: Table, name: str) -> Numbers:
    return _mean_of(table.column(name))


def _mean_of(column: Numbers) -> Numbers:
    return _share(np.nansum(column, axis=1), np.sum(~np.isnan(column), axis=1))


def _quantile(table: Table, name: str, share: float) -> Numbers:
    rows = [row[~np.isnan(row)] for row in table.column(name)]
    return np.array([np.quantile(row, share) if row.size else np.nan for row in rows])


def mean(name: str, *, better: Literal["higher", "lower"] | None = "higher") -> Measure:
    """The mean of a column over the rows that have it."""
    return Measure(name, partial(_mean, name=name), name, better)


def quantile(name: str, share: float, *, label: str) -> Measure:
    """A quantile of a column, only reported: its noise is the machine's, which resampling questions does not show."""
    return Measure(label, partial(_quantile, name=name, share=share), name, None)


def area(positive: Numbers, negative: Numbers) -> float:
    """AUROC: how often a positive lies above a negative, a tie counted half. (0.9, 0.4), (0.4, 0.1) -> 0.875."""
    if not positive.size or not negative.size:
        return float("nan")
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left") + np.searchsorted(ordered, positive, "right")
    return float(below.mean() / 2 / negative.size)


def refused_at(positive: Numbers, negative: Numbers) -> float:
    """Negatives refused by the highest threshold that refuses at most 5 % of the positives."""
    if not positive.size or not negative.size:
        return float("nan")
    threshold = np.sort(positive)[int(_WRONGLY_REFUSED * positive.size)]
    return float(np.mean(negative < threshold))


def _of_classes(table: Table, statistic: Callable[[Numbers, Numbers], float]) -> Numbers:
    sure, answerable = table.column("confidence"), table.column("answerable")
    pairs = zip(sure, answerable, strict=True)
    return np.array([statistic(one[yes == 1], one[yes == 0]) for one, yes in pairs])


def _refused(table: Table, *, of: float) -> Numbers:
    """Share of the answerable (``of`` 1) or unanswerable (0) that were refused."""
    asked = table.column("answerable") == of
    return _share(np.sum(asked & (table.column("answered") == 0), axis=1), asked.sum(axis=1))


def _precision(table: Table) -> Numbers:
    refused = table.column("answered") == 0
    return _share(np.sum(refused & (table.column("answerable") == 0), axis=1), refused.sum(axis=1))


def _brier(table: Table) -> Numbers:
    return _mean_of((table.column("confidence") - table.column("right")) ** 2)


def _brier_gain(table: Table) -> Numbers:
    """How far below the Brier score of always saying the base rate, as a share of that."""
    rate = _mean(table, "right")
    base = rate * (1 - rate)
    return 1 - _share(_brier(table), np.where(base > 0, base, np.nan))


def _bin(confidence: Numbers) -> NDArray[np.int64]:
    return np.asarray(np.minimum((np.nan_to_num(confidence) * BINS).astype(np.int64), BINS - 1))


def _calibration_error(table: Table) -> Numbers:
    """Expected calibration error: |said - was|, averaged over ``BINS`` equal bins by how many fall in each."""
    sure, right = table.column("confidence"), table.column("right")
    known = ~np.isnan(right)
    bins, gap = np.where(known, _bin(sure), -1), np.where(known, sure - right, 0.0)
    apart = sum(np.abs(np.sum(np.where(bins == one, gap, 0.0), axis=1)) for one in range(BINS))
    return _share(np.asarray(apart), known.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in one fifth of 0–1: the mean said, the share that was right."""

    low: float
    high: float
    said: float
    was: float
    count: int


def reliability(rows: Sequence[QuestionRow]) -> list[Bin]:
    """The bins that hold any answer."""
    pairs = np.array([[row.values["confidence"], row.values["right"]] for row in rows if "right" in row.values])
    found = []
    for number in range(BINS):
        inside = pairs[_bin(pairs[:, 0]) == number] if len(pairs) else pairs
        if len(inside):
            said, was = (float(value) for value in inside.mean(axis=0))
            found.append(Bin(number / BINS, (number + 1) / BINS, said, was, len(inside)))
    return found


def _section(table: Table) -> Numbers:
    """Of the quotes with a section, where the question names one, the share that have that one."""
    return _share(np.nansum(table.column("sections right"), axis=1), np.nansum(table.column("sections"), axis=1))


SECTION = Measure("section", _section, "sections")
EVIDENCE = (
    mean("hit@1"),
    mean("all@3"),
    mean("all@5"),
    mean("recall@10"),
    mean("MRR@10"),
    mean("nDCG@10"),
    mean("quotes"),
    mean("first"),
    mean("short"),
    mean("short right"),
    SECTION,
    mean("characters", better=None),
)
PRECISION = Measure("refusal precision", _precision, "answered")
RECALL = Measure("refusal recall", partial(_refused, of=0), "answered")
SEPARATION = (
    Measure("AUROC", partial(_of_classes, statistic=area), "confidence"),
    Measure("refused at 5 %", partial(_of_classes, statistic=refused_at), "confidence"),
)
WRONGLY = Measure("wrongly refused", partial(_refused, of=1), "answered", "lower")
CALIBRATION = (
    Measure("Brier", _brier, "right", "lower"),
    Measure("Brier gain", _brier_gain, "right"),
    Measure("ECE", _calibration_error, "right", "lower"),
)
LATENCY = (quantile("seconds", 0.5, label="p50 s"), quantile("seconds", 0.95, label="p95 s"))
