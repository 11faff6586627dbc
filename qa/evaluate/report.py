"""The rows of an evaluation as a table for people, as JSON, and against an earlier one. It asks no question."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa import __version__
from qa.evaluate import metrics as m
from qa.evaluate.metrics import Estimate, Measure, QuestionRow, difference, estimate
from qa.evaluate.run import ASKED

FORMAT = 1
NOISE_LEVEL = 0.99
_MODES = ("hybrid", "vectors", "keywords")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured together, and by what."""

    name: str
    rows: Sequence[QuestionRow]
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class Change:
    """One measure, new against old, over the questions that both have. fell: by more than its bootstrap noise."""

    group: str
    measure: str
    new_minus_old: Estimate
    fell: bool


def groups(rows: Sequence[QuestionRow]) -> Iterator[Group]:
    """Everything, each type, then the answerable against each kind of unanswerable; of a test set, each mode."""
    types = list(dict.fromkeys(row.type for row in rows))
    judged = [row for row in rows if "answerable" in row.values]
    if set(types) <= {*_MODES, ASKED}:
        yield from (
            Group(mode, [row for row in rows if row.type == mode], m.EVIDENCE) for mode in types if mode in _MODES
        )
        yield Group(ASKED, judged, (m.PRECISION, m.RECALL, *m.SEPARATION, m.WRONGLY, *m.LATENCY))
    else:
        everything = (m.PRECISION, m.RECALL, *m.SEPARATION, m.WRONGLY, *m.CALIBRATION, *m.LATENCY)
        yield Group("all", rows, (*m.EVIDENCE, *everything))
        yield from (Group(type, [row for row in rows if row.type == type], m.EVIDENCE) for type in types)
    for kind in dict.fromkeys(row.kind for row in judged if row.kind):
        against = [row for row in judged if row.kind == kind or row.values["answerable"]]
        yield Group(f"not answerable: {kind}", against, (m.RECALL, *m.SEPARATION))


def scores(rows: Sequence[QuestionRow]) -> dict[str, dict[str, Estimate]]:
    """What is defined of each group's measures, by group and measure."""
    found = {
        group.name: {one.name: value for one in group.measures if (value := estimate(one, group.rows))}
        for group in groups(rows)
    }
    return {name: values for name, values in found.items() if values}


def table(found: Mapping[str, Mapping[str, Estimate]], rows: Sequence[QuestionRow]) -> str:
    """The scores as text: one table of values, the intervals of each group that covers several types, calibration."""
    names = [one.name for one in m.EVIDENCE if any(one.name in values for values in found.values())]
    lines = [f"{'':<16}" + "".join(f"{name:>11}" for name in ("questions", *names))]
    for group, values in found.items():
        if any(name in values for name in names):
            count = max(values[name].count for name in names if name in values)
            lines.append(f"{group:<16}{count:>11}" + "".join(_cell(name, values) for name in names))
    lines += ["", f"{'with 95 % interval':<40}{'questions':>10}"]
    for group, values in found.items():
        if group in ("all", ASKED, *_MODES) or group.startswith("not answerable"):
            lines += [
                f"{group + ', ' + name:<40}{one.count:>10}  {_with_interval(one)}" for name, one in values.items()
            ]
    lines += _against_halves(rows)
    bins = m.reliability(rows)
    if bins:
        lines += ["", "confidence    said    was  answers"]
        lines += [f"{one.low:>4.1f}–{one.high:.1f}   {one.said:>7.2f}{one.was:>7.2f}{one.count:>9}" for one in bins]
    return "\n".join(lines)


def _against_halves(rows: Sequence[QuestionRow]) -> Iterator[str]:
    """Lines that say what fusion gains over each signal alone, resampled in pairs; none unless every mode was run."""
    hybrid, *halves = ([row for row in rows if row.type == mode] for mode in _MODES)
    for mode, half in zip(_MODES[1:], halves, strict=True):
        for one in m.EVIDENCE if hybrid else ():
            found = difference(one, hybrid, half, level=m.LEVEL)
            if found:
                yield f"{f'hybrid − {mode}, {one.name}':<40}{found.count:>10}  {_with_interval(found)}"


def _number(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def _cell(name: str, values: Mapping[str, Estimate]) -> str:
    return f"{_number(values[name].value) if name in values else '–':>11}"


def _with_interval(one: Estimate) -> str:
    return f"{_number(one.value):>7}  [{_number(one.low)}, {_number(one.high)}]"


def write_json(path: Path, found: Mapping[str, Mapping[str, Estimate]], rows: Sequence[QuestionRow]) -> None:
    """Write every number and every row; ``read_rows`` reads it again."""
    whole = {
        "format": FORMAT,
        "version": __version__,
        "scores": {
            name: {key: dataclasses.asdict(one) for key, one in values.items()} for name, values in found.items()
        },
        "reliability": [dataclasses.asdict(one) for one in m.reliability(rows)],
        "rows": [dataclasses.asdict(row) for row in rows],
    }
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_rows(path: Path) -> list[QuestionRow]:
    """The rows of an earlier ``write_json``. Raises ValueError for anything else."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if whole["format"] != FORMAT:
            raise ValueError(f"format {whole['format']}")
        return [QuestionRow(**row) for row in whole["rows"]]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path} is no result of chuchu evaluate --json in format {FORMAT} ({error!r})") from error


def compare(new: Sequence[QuestionRow], old: Sequence[QuestionRow]) -> list[Change]:
    """Each measure over the questions that both asked in the same words, resampled in pairs.

    A measure fell when the whole 99 % interval of its difference lies on its worse side: at 95 %, as many measures as
    there are would raise an alarm every other time. Raises ValueError when no question is in both.
    """
    before = {_key(row): row for row in old}
    shared = [row for row in new if _key(row) in before]
    if not shared:
        raise ValueError("the earlier result shares no question with this one")
    changes = []
    for group in groups(shared):
        earlier = [before[_key(row)] for row in group.rows]
        for one in group.measures:
            found = difference(one, group.rows, earlier, level=NOISE_LEVEL)
            if found:
                changes.append(Change(group.name, one.name, found, _fell(one, found)))
    return changes


def _key(row: QuestionRow) -> tuple[str, str, str, str]:
    return row.type, row.kind, row.id, row.question


def _fell(measure: Measure, found: Estimate) -> bool:
    tiny = 1e-9
    return (measure.better == "higher" and found.high < -tiny) or (measure.better == "lower" and found.low > tiny)


def changes_table(changes: Sequence[Change]) -> str:
    """What moved, with what fell marked; the latencies always move."""
    moved = [one for one in changes if one.fell or abs(one.new_minus_old.value) >= 5e-4]
    lines = [f"{'new − old, with 99 % interval':<40}{'questions':>10}"]
    for one in moved:
        found, mark = one.new_minus_old, "  FELL" if one.fell else ""
        numbers = f"{found.value:>+8.3f}  [{found.low:+.3f}, {found.high:+.3f}]"
        lines.append(f"{one.group + ', ' + one.measure:<40}{found.count:>10}  {numbers}{mark}")
    return "\n".join(lines if moved else ["nothing moved"])
