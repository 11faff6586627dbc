"""``单位：万元`` above a table: the unit of its figures, said behind the head of each column of them.

Only rows that say their columns' heads are changed, and only heads, of rows, that name no unit of their own and do not
say that their column counts something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.layout.blocks import Block
from qa.text.measure_words import counters_that_answer

_UNIT = re.compile(
    r"[（(]?(?:金额|数量|计量)?单位[：:]\s*((?:[十百千万亿]{0,2}"
    r"(?:[美欧日港]?元|人次?|户|[公]?吨|公斤|千克|公顷|亩|公里|平方米|立方米|千瓦时|件|辆|头|只|台|个|张)|[%％]))(?=[\s，,；;）)]|$)"
)
_OWN = re.compile("[（(％%]")
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
        elif unit and not _OWN.search((cells := block.text[2:-2].split(" | "))[0]):
            block.parts[0].text = f"| {' | '.join(_in_unit(cell, unit) for cell in cells)} |"
    return list(blocks)


def _in_unit(cell: str, unit: str) -> str:
    head, colon, value = cell.partition("：")
    if not colon or _OWN.search(head) or _COUNTED.fullmatch(head) or not _FIGURE.fullmatch(value):
        return cell
    return f"{head}（{unit}）：{value}"
