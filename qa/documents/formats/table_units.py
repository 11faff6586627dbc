"""``单位：万元`` above a table: the unit of its figures, said behind the head of each column of them.

Only rows that say their columns' heads are changed, and only heads, of rows, that name no unit of their own and do not
say that their column counts something, is a day or a ratio: a ratio has no unit but the percent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.layout.blocks import Block
from qa.text.measure_words import counters_that_answer

_MEASURE = (
    "[十百千万亿]{0,2}"
    "(?:[美欧日港]?元|人次?|户|[公]?吨|公斤|千克|公顷|亩|公里|平方米|立方米|千瓦时|件|辆|头|只|台|个|张)"
)
_PERCENT = "%％"
_UNIT = re.compile(rf"[（(]?(?:金额|数量|计量)?单位[：:]\s*({_MEASURE}|[{_PERCENT}])(?=[\s，,；;）)]|$)")
_OWN = re.compile(rf"[（(\[【{_PERCENT}]|[/／，,]\s?{_MEASURE}$")
_RATIO = re.compile(r"(?:率|比|比例|比重|增速|增幅)(?=\s|$)")
_DAY = re.compile(r"(?:日期|时间)$")
_COUNTED = re.compile(
    r"[序编編行票]?[号號]|序|[行名]次|排名|年[份度]|月份|代[码碼]|No\.?"
    rf"|.{{0,20}}[{counters_that_answer('个')}]数"
)
_FIGURE = re.compile(r"[-+]?\d[\d,.]*")


def with_units_said(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; in rows right below a line that names their unit, ``2021年：3`` is ``2021年（万元）：3``."""
    unit = ""
    for block in blocks:
        if block.form != "row":
            found = _UNIT.match(block.text)
            unit = found.group(1) if found else ""
        elif unit and not _has_own((cells := block.text[2:-2].split(" | "))[0], unit):
            block.parts[0].text = f"| {' | '.join(_in_unit(cell, unit) for cell in cells)} |"
    return list(blocks)


def _in_unit(cell: str, unit: str) -> str:
    head, colon, value = cell.partition("：")
    uncounted = _has_own(head, unit) or _DAY.search(head) or _COUNTED.fullmatch(head)
    return cell if not colon or uncounted or not _FIGURE.fullmatch(value) else f"{head}（{unit}）：{value}"


def _has_own(name: str, unit: str) -> bool:
    """Whether what has this name is in another unit than ``unit``."""
    return bool(_OWN.search(name) or (unit not in _PERCENT and _RATIO.search(name)))
