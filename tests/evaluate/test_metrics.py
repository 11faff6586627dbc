"""The numbers of an evaluation, on examples worked by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qa.evaluate import metrics, report
from qa.evaluate.metrics import QuestionRow, Table
from qa.evaluate.run import standard


def rows(name: str, values: list[float]) -> list[QuestionRow]:
    """A row per value, in one column."""
    return [QuestionRow(str(number), "fact", "", "问", {name: value}) for number, value in enumerate(values)]


def asked(confidence: float, *, answerable: bool, right: bool = False, number: int = 0, kind: str = "") -> QuestionRow:
    """A row as an answered question gives it; refused below one half."""
    values = {"confidence": confidence, "answerable": answerable, "answered": confidence >= 0.5, "right": right}
    return QuestionRow(f"{kind}{number}", "fact", kind, "问", {name: float(value) for name, value in values.items()})


def value_of(measure: metrics.Measure, given: list[QuestionRow]) -> float:
    """A measure over the rows as they are."""
    return float(measure.statistic(Table.of(given))[0])


def test_area_counts_pairs_in_order_and_ties_half() -> None:
    """Positives 0.9, 0.4 against negatives 0.4, 0.1: of four pairs three in order and one tie."""
    assert metrics.area(np.array([0.9, 0.4]), np.array([0.4, 0.1])) == 3.5 / 4
    assert metrics.area(np.array([0.1]), np.array([0.9])) == 0
    assert math.isnan(metrics.area(np.array([0.1]), np.array([])))


def test_the_threshold_refuses_at_most_one_in_twenty_of_the_answerable() -> None:
    """Of 20 answerable one may be refused: the threshold is the second lowest; of 19 none: it is the lowest."""
    answerable = np.arange(1, 21) / 20
    assert metrics.refused_at(answerable, np.array([0.04, 0.06, 0.09, 0.10])) == 0.75
    assert metrics.refused_at(answerable[1:], np.array([0.06, 0.10])) == 0.5


def test_refusals_by_hand() -> None:
    """Three refused, two of them rightly; of three unanswerable two refused; of two answerable one."""
    given = [
        asked(0.9, answerable=True),
        asked(0.2, answerable=True),
        asked(0.1, answerable=False),
        asked(0.3, answerable=False),
        asked(0.8, answerable=False),
    ]
    assert value_of(metrics.PRECISION, given) == pytest.approx(2 / 3)
    assert value_of(metrics.RECALL, given) == pytest.approx(2 / 3)
    assert value_of(metrics.WRONGLY, given) == 0.5
    assert value_of(metrics.SEPARATION[0], given) == pytest.approx((3 + 1) / 6)


def test_calibration_by_hand() -> None:
    """Bins 0.8–1 (said 0.9, was 1/2) and 0–0.2 (said 0.1, was 0): error (2 x 0.4 + 2 x 0.1) / 4 = 0.25.

    Brier (0.01 + 0.81 + 0.01 + 0.01) / 4 = 0.21; the base rate 1/4 alone scores 0.1875.
    """
    given = [asked(s, answerable=True, right=r) for s, r in ((0.9, True), (0.9, False), (0.1, False), (0.1, False))]
    brier, gain, error = (value_of(one, given) for one in metrics.CALIBRATION)
    assert (brier, gain, error) == pytest.approx((0.21, 1 - 0.21 / 0.1875, 0.25))
    low, high = metrics.reliability(given)
    assert (low.low, low.said, low.was, low.count) == pytest.approx((0.0, 0.1, 0.0, 2))
    assert (high.high, high.said, high.was, high.count) == pytest.approx((1.0, 0.9, 0.5, 2))


def test_being_certain_falls_in_the_last_bin() -> None:
    """Confidence 1 belongs to 0.8–1, confidence 0.2 to 0.2–0.4."""
    found = metrics.reliability([asked(s, answerable=True, right=True) for s in (1.0, 0.2)])
    assert [(one.low, one.count) for one in found] == [(0.2, 1), (0.8, 1)]


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    """50 of 100: 0.5 ± 1.96 x 0.05; the same at every call; no width where all are equal."""
    even = metrics.estimate(metrics.mean("x"), rows("x", [0.0, 1.0] * 50))
    assert even is not None
    assert (even.value, even.count) == (0.5, 100)
    assert (even.low, even.high) == pytest.approx((0.402, 0.598), abs=0.02)
    assert even == metrics.estimate(metrics.mean("x"), rows("x", [0.0, 1.0] * 50))
    all_one = metrics.estimate(metrics.mean("x"), rows("x", [1.0] * 7))
    assert all_one == metrics.Estimate(1.0, 1.0, 1.0, 7)


def test_a_measure_is_over_the_rows_that_have_it() -> None:
    """A missing value is left out, not counted as 0; a measure that nothing has is not there."""
    given = [*rows("x", [1.0, 0.0]), *rows("y", [5.0] * 8)]
    found = metrics.estimate(metrics.mean("x"), given)
    assert found is not None
    assert (found.value, found.count) == (0.5, 2)
    assert metrics.estimate(metrics.mean("z"), given) is None
    assert metrics.estimate(metrics.SEPARATION[0], [asked(0.5, answerable=True)]) is None


def test_a_pair_is_resampled_together() -> None:
    """What every question gained alike has no noise, however much the questions differ."""
    old = rows("x", [0.0, 5.0, 9.0, 2.0])
    new = rows("x", [1.0, 6.0, 10.0, 3.0])
    assert metrics.difference(metrics.mean("x"), new, old, level=0.99) == metrics.Estimate(1.0, 1.0, 1.0, 4)


def test_three_documents_by_hand() -> None:
    """Relevant a and c at ranks 1 and 3 of a b c: DCG 1 + 1/2, best 1 + 1/log2(3). One at rank 2; one not found."""
    found = standard(
        {"p": ["a", "b", "c"], "q": ["b", "a"], "r": ["b"], "none": []},
        {"p": {"a": 1, "b": 0, "c": 1}, "q": {"a": 1}, "r": {"a": 1}, "none": {"a": 1}},
    )
    assert found["p"] == pytest.approx(
        {"hit@1": 1, "MRR@10": 1, "recall@10": 1, "nDCG@10": 1.5 / (1 + 1 / math.log2(3))}
    )
    assert found["q"] == pytest.approx({"hit@1": 0, "MRR@10": 0.5, "recall@10": 1, "nDCG@10": 1 / math.log2(3)})
    assert found["r"] == found["none"] == {"hit@1": 0, "MRR@10": 0, "recall@10": 0, "nDCG@10": 0}


def hits(values: list[float]) -> list[QuestionRow]:
    """One fact per value of hit@1."""
    return rows("hit@1", values)


def test_a_fall_beyond_noise_is_seen() -> None:
    """Ten of forty lost is more than chance; two lost, or as many won as lost, is not."""
    before = hits([1.0] * 40)

    def fallen(after: list[float], earlier: list[QuestionRow] = before) -> set[str]:
        return {one.measure for one in report.compare(hits(after), earlier) if one.fell}

    assert fallen([0.0] * 10 + [1.0] * 30) == {"hit@1"}
    assert fallen([0.0] * 2 + [1.0] * 38) == set()
    assert fallen([1.0] * 40) == set()
    assert fallen([1.0] * 20 + [0.0] * 20, hits([0.0] * 20 + [1.0] * 20)) == set()
    assert fallen([1.0] * 40, hits([0.0] * 40)) == set()


def test_what_should_be_low_falls_by_rising() -> None:
    """Refusing the answerable is worse the more there are; so is being sure of what is wrong."""
    old = [asked(0.9, answerable=True, right=n % 10 != 0, number=n) for n in range(40)]
    new = [asked(0.1, answerable=True, right=n % 10 != 0, number=n) for n in range(40)]
    assert {"wrongly refused", "Brier", "ECE"} <= {one.measure for one in report.compare(new, old) if one.fell}
    assert [one for one in report.compare(old, new) if one.fell] == []


def test_only_questions_in_the_same_words_are_compared() -> None:
    """A question that was written anew is another one; without any in common there is nothing to compare."""
    old = hits([1.0, 1.0, 1.0])
    new = [*hits([1.0, 1.0]), QuestionRow("2", "fact", "", "另问", {"hit@1": 0.0})]
    assert {one.new_minus_old.count for one in report.compare(new, old)} == {2}
    with pytest.raises(ValueError, match="shares no question"):
        report.compare(new[2:], old)


def test_written_rows_come_back(tmp_path: Path) -> None:
    """``--json`` holds every number and row; ``--against`` reads it, and refuses what is no such file."""
    given = [asked(0.9, answerable=True, right=True), asked(0.2, answerable=False, kind="near")]
    report.write_json(tmp_path / "one.json", report.scores(given), given)
    assert report.read_rows(tmp_path / "one.json") == given
    written = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert written["scores"]["all"]["AUROC"]["value"] == 1.0
    for other in ("[]", "{}", "not JSON", '{"format": 0, "rows": []}', '{"format": 1, "rows": [{"id": 1}]}'):
        (tmp_path / "other.json").write_text(other, encoding="utf-8")
        with pytest.raises(ValueError, match="no result of chuchu evaluate"):
            report.read_rows(tmp_path / "other.json")


def test_groups() -> None:
    """Everything, each type, and each kind of unanswerable against all that is answerable."""
    given = [asked(0.9, answerable=True), asked(0.2, answerable=False, kind="near")]
    given.append(asked(0.1, answerable=False, kind="place"))
    assert [(one.name, len(one.rows)) for one in report.groups(given)] == [
        ("all", 3),
        ("fact", 3),
        ("not answerable: near", 2),
        ("not answerable: place", 2),
    ]
