"""A line above a table says the unit of its figures: each column's head says it too."""

from __future__ import annotations

import pytest

from qa.documents.formats.table_units import with_units_said
from qa.documents.layout.blocks import table_row, unmarked


@pytest.mark.parametrize(
    ("line", "row", "said"),
    [
        ("单位：万元　币种：人民币", "营业收入 | 2021年：1,180.26", "营业收入 | 2021年（万元）：1,180.26"),
        ("（单位：万人次）", "站：甲 | 客运量：-3.5 | 备注：无", "站：甲 | 客运量（万人次）：-3.5 | 备注：无"),
        ("单位：万元", "占比(%) | 2021年：3", "占比(%) | 2021年：3"),
        ("单位：万元", "甲 | 增减(%)：3 | 2021年：4", "甲 | 增减(%)：3 | 2021年（万元）：4"),
        ("单位：万元", "序号：1 | 项目：甲 | 决算数：3", "序号：1 | 项目：甲 | 决算数（万元）：3"),
        ("单位：元", "甲 | 参保人数：3 | 每人：4", "甲 | 参保人数：3 | 每人（元）：4"),
        ("单位：万元", "甲 | 3", "甲 | 3"),
        ("单位：万元", "甲 | 占比：3.5 | 金额：4", "甲 | 占比：3.5 | 金额（万元）：4"),
        ("单位：万元", "甲 | 执行率 2021年：98 | 支出：4", "甲 | 执行率 2021年：98 | 支出（万元）：4"),
        ("单位：万元", "甲 | 增速：3 | 增幅：4 | 比例：5 | 比重：6", "甲 | 增速：3 | 增幅：4 | 比例：5 | 比重：6"),
        ("单位：万元", "资产负债率 | 2021年：45.2", "资产负债率 | 2021年：45.2"),
        ("单位：%", "甲 | 增速：3 | 占比：4", "甲 | 增速（%）：3 | 占比（%）：4"),
        ("单位：万元", "甲 | 产量/吨：3 | 单价，元：4 | 面积[亩]：5", "甲 | 产量/吨：3 | 单价，元：4 | 面积[亩]：5"),
        (
            "单位：万元",
            "甲 | 签订日期：20210617 | 到账时间：2021.06 | 额：3",
            "甲 | 签订日期：20210617 | 到账时间：2021.06 | 额（万元）：3",
        ),
        ("单位：清平县教育局", "甲 | 2021年：3", "甲 | 2021年：3"),
        ("单位：人民医院", "甲 | 2021年：3", "甲 | 2021年：3"),
        ("年报", "甲 | 2021年：3", "甲 | 2021年：3"),
    ],
)
def test_the_unit_above_a_table_is_said_of_its_figures(line: str, row: str, said: str) -> None:
    """Not of rows or columns with a unit of their own, that count, are days or ratios, nor if 单位 is an office."""
    blocks = [
        unmarked(line),
        *(table_row(row.split(" | ")) for _ in range(2)),
        unmarked("后文"),
        table_row(row.split(" | ")),
    ]
    assert [block.text for block in with_units_said(blocks)] == [
        line, f"| {said} |", f"| {said} |", "后文", f"| {row} |"
    ]  # fmt: skip
