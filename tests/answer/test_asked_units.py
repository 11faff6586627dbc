"""What a question counts or measures, as patterns of the figures that would answer it."""

from __future__ import annotations

import re

import pytest

from qa import Retriever
from qa.answer.asked_dates import dated
from qa.answer.asked_units import counted, tells_no_number, units_asked
from qa.search.query import understand
from qa.text.folding import fold
from tests import small


def figures_of(question: str, sentence: str) -> list[str]:
    """The figures of ``sentence`` in a unit that ``question`` asks for, one list for all patterns."""
    patterns = units_asked(fold(question).text)
    return [match.group() for pattern in patterns for match in re.finditer(pattern, fold(sentence).text)]


@pytest.mark.parametrize(
    ("question", "sentence", "figures"),
    [
        ("突击队有几支？", "480人组建12支突击队", ["12支"]),
        ("突击队有几支？", "走访12人", []),
        ("有多少人？", "1400余名干部", ["1400余名"]),
        ("有多少人？", "3.5万人", ["35000人"]),
        ("来了多少人？", "来了上百人", ["上百人"]),
        ("有几支队、多少人？", "12支480人", ["12支", "480人"]),
        ("投资了多少亿元？", "投资3亿元", ["300000000元"]),
        ("好多户搬了家？", "搬了400户", ["400户"]),
        ("第几届？", "第12届", ["第12届"]),
        ("得了第几名？", "12名选手里排第三名", ["第三名"]),
        ("成绩排第几？", "900分，位列全校第一", ["第一"]),
        ("去了多少趟？", "家访600余人次，开会3次", ["600余人次", "3次"]),
        ("每组有几个人？", "3家单位，每组5人", ["5人"]),
        ("有多少名队员？", "499个院子，5个老队员", ["5个"]),
        ("平均多大岁数？", "1升1降，平均42.5岁", ["42.5岁"]),
        ("一共开了几个窗口？", "16扇窗口同时办理", ["16扇"]),
        ("哪几个省份参加？多少个车队？", "六省的三十支车队", ["6省", "30支"]),
        ("一共开了几个窗口？", "开了16处", ["16处"]),
        ("租出多少个摊位？", "租金40元，租期3年，离站5里", []),
        ("谁写的？", "记者2人", []),
        ("几乎没有人？", "2人", []),
        ("一年走几遍？", "每年走访一遍以上", ["1遍"]),
        ("住几层？去过几回？", "住两层，去过3次", ["2层", "3次"]),
        ("有多少层次、多少回信？", "两层防线，三回", []),
        ("那几期培训、这几个人、好几位来过？", "3期", []),
    ],
)
def test_what_is_counted(question: str, sentence: str, figures: list[str]) -> None:
    """A figure before the same measure word, or one that may stand for it, in any writing."""
    assert figures_of(question, sentence) == figures


@pytest.mark.parametrize(
    ("question", "sentence", "figures"),
    [
        ("多久建成？", "7个月建成", ["7个月"]),
        ("要好久？", "只要20几分钟", ["20几分钟"]),
        ("修了几个月？", "历时一年半，3月底通车", ["1年"]),
        ("开放多少个小时？", "开放9小时，设12个座位", ["9小时"]),
        ("多长时间？", "半年", ["半年"]),
        ("How long did it take?", "7个月建成", ["7个月"]),
        ("多久建成？", "100万吨项目投产", []),
        ("多久建成？", "7月底建成，2年初动工", []),
        ("多久以前？", "半年前", []),
        ("好久开一次会？", "每月1次，每次2小时", ["每月1次"]),
    ],
)
def test_how_long(question: str, sentence: str, figures: list[str]) -> None:
    """A length of time, not a date and not how often."""
    assert figures_of(question, sentence) == figures


@pytest.mark.parametrize(
    ("question", "sentence", "figures"),
    [
        ("票价是多少？", "票价2元", ["2元"]),
        ("how much money did they lend?", "授信600余元", ["600余元"]),
        ("授信多少钱？", "授信六百万元", ["6000000元"]),
        ("增速是多少？", "增长7.2%，合73.1亿元", ["7.2%"]),
        ("百分之几的人满意？", "百分之九十六的人满意", ["96%"]),
        ("效率如何？", "提高了9%", []),
        ("分辨率是多少？", "设置为300PPI，压缩到9%", []),
    ],
)
def test_sums_and_shares(question: str, sentence: str, figures: list[str]) -> None:
    """Money in 元, shares in per cent."""
    assert figures_of(question, sentence) == figures


def test_each_unit_is_one_pattern() -> None:
    """Units once each, then sums, then shares; the writing of the question makes no difference."""
    assert len(units_asked("有几支队、几支船、多少人?")) == 2
    assert len(units_asked("增速是多少?投资多少元?")) == 2
    assert units_asked("谁写的?") == []
    assert units_asked(fold("有幾支？").text) == units_asked("有几支?")


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("突击队有几支?", "组建12支突击队", 1),
        ("突击队有几支?", "走访12人", -1),
        ("有几支队、多少人?", "12支480人", 1),
        ("有几支队、多少人?", "12支队", -1),
        ("多少钱?", "12元", 1),
        ("增速是多少?", "增长很快", -1),
        ("多久建成?", "100万吨项目投产", -1),
        ("多久以前?", "去年", 0),
        ("甲类有几个软件?", "| 类:甲 | 软件数:6 | 大小:9 |", 1),
        ("甲类有几个软件?", "| 类:甲 | 文件数:6 |", -1),
        ("谁写的?", "记者2人", 0),
        ("电话是多少?", "拨打8842119", 1),
        ("phone number of the gate?", "call 555-0142", 1),
        ("馆长的电话号码?", "馆长1969-05生,2014-08-25到任,1,200人,走访126个村、110 家单位", -1),
        ("馆长的电话号码?", "热线12345或120转馆长", 1),
        ("phone number of the gate?", "built in 1958", -1),
        ("邮箱是什么?", "a@b.example", 1),
        ("邮箱是什么?", "发到邮箱", -1),
        ("电话里说了什么?", "已经开放", 0),
    ],
)
def test_what_is_counted_must_be_counted(question: str, sentence: str, value: float) -> None:
    """Every unit that is asked for; nothing is demanded where none is."""
    assert counted(question, sentence) == value


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """江北 in two years and 忠县 in one."""
    return small.districts().retriever


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("什么时候开的？", "2021年开放", 1),
        ("哪年开的？", "去年开放", 1),
        ("哪天开的？", "已经开放", -1),
        ("几点开放？", "12:20—13:30开放", 1),
        ("什么时候开放？", "比例是2:1", -1),
        ("When was it opened?", "9月3日开放", 1),
        ("When was it opened?", "已经开放", -1),
        ("谁开的？", "2021年开放", 0),
        ("什么时候开？", "每周六上午开放", 1),
        ("When was it opened?", "It opened in May 1932.", 1),
        ("什么时候开的？", "It opened in 1932.", 1),
        ("When does it open?", "It opens on Mondays.", 1),
        ("When was it opened?", "The old one is open.", -1),
        ("哪天购置的？", "购置日期:2021-09-17", 1),
        ("什么时候购置的？", "型号:2021-A", -1),
        ("When is the sale?", "It is on 11 May.", 1),
        ("When is the sale?", "It may be off.", -1),
    ],
)
def test_when_is_answered_by_a_time(retriever: Retriever, question: str, sentence: str, value: float) -> None:
    """A date, or a word such as 去年."""
    assert dated(understand(question, retriever.index), fold(sentence).text) == value


@pytest.mark.parametrize(
    ("question", "text", "silent"),
    [
        ("票价是多少？", "刷卡乘车。", True),
        ("有多少家银行？", "金融机构最集中。", True),
        ("How many came?", "They came.", True),
        ("票价是多少？", "票价两元。", False),
        ("票价是多少？", "免费乘车。", False),
        ("转几趟车？", "换乘两次公交车。", False),
        ("有几家？", "数百家。", False),
        ("有多少人参加？", "全部参加。", False),
        ("How many came?", "Three came.", False),
        ("那几家在哪里？", "在河边。", False),
        ("几乎没有人？", "在河边。", False),
        ("在哪里？", "在河边。", False),
        ("换一张卡要多少积分？", "积分可兑换商品，进一步方便群众", True),
        ("地铁有多少条？", "地铁一号线、1线和12线", False),
    ],
)
def test_a_text_may_tell_no_number(question: str, text: str, *, silent: bool) -> None:
    """Where one is asked for; all, none and free are answers too."""
    assert tells_no_number(fold(question).text, fold(text).text) is silent


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("厂里有多少工人？", ["120名", "30个"]),
        ("来了好多外地专家？", ["120名", "30个"]),
        ("有多少党员家庭？", []),
        ("有多少森林？", []),
    ],
)
def test_people_are_counted_without_a_measure_word(question: str, figures: list[str]) -> None:
    """Whom one counts, a source counts with 名, 位, 人 or, before people, 个: no tons, no households."""
    assert figures_of(question, "招工120名，产粮100万吨，帮扶8户，带动30个老人，建园5个。") == figures


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("租金每月多少钱？", "共投入500余万元", -1),
        ("租金每月多少钱？", "每月300元", 1),
        ("租金每月多少钱？", "300元/月", 1),
        ("一共花了多少钱？", "共投入500余万元", 1),
        ("花了多少钱？", "投入1650万美元", 1),
        ("谁拿了奖金？", "奖金归王小明", 0),
        ("花了多少经费？", "培训300人次", -1),
        ("花了多少经费？", "投入50余万。", 1),
        ("押金多少钱？", "押金100块钱", 1),
        ("有多少贷款客户？", "1200户", 0),
        ("产值是多少？", "增长24.6%", -1),
        ("占多大比例？", "三分之二", 1),
        ("为什么比例不相等？", "因为光线散射", 0),
        ("by how much did sales grow?", "销售增长7.2%", 1),
        ("by how much did sales grow?", "销售73亿元", -1),
    ],
)
def test_what_a_sum_or_a_share_answers(question: str, text: str, told: float) -> None:
    """In any currency, for each month where that is asked; a noun for a sum asks for one with how much alone."""
    assert counted(fold(question).text, fold(text).text) == told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("培训了几十万人次？", "培训50余万人次", 1),
        ("培训了多少人次？", "抽调96名教师", -1),
        ("楼有几层？", "楼有32个楼层", 1),
        ("开几门课？", "3个部门", -1),
        ("报告有多少页？", "报告300页", 1),
        ("隔多久练一遍？", "每季度1次实战演练", 1),
        ("隔多久打第二针？", "间隔28天", 1),
        ("跑了几趟？", "1次性选举成功", -1),
        ("有多少页面？", "300个页面", 0),
    ],
)
def test_a_unit_in_tens_or_as_a_part(question: str, text: str, told: float) -> None:
    """How many tens of thousands; 个 before what the unit is a part of; 页 counts, 页面 does not."""
    assert counted(fold(question).text, fold(text).text) == told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("去打球要不要交钱？", "免费对居民开放", 1),
        ("去打球要给钱不？", "由街道出地", -1),
        ("停车收费吗？", "每小时5元", 1),
        ("要不要预约？", "免费", 0),
        ("这个会是第一次办吗？", "连续6年举办", 1),
        ("这个会是第一次办吗？", "邀请了很多人", -1),
    ],
)
def test_a_plain_matter_of_yes_or_no(question: str, text: str, told: float) -> None:
    """Whether it costs anything and whether it is the first time are told by words of that matter."""
    assert counted(fold(question).text, fold(text).text) == told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("论坛有多少注册用户？", "一共收录了89个问题。", -1),
        ("论坛有多少注册用户？", "用户已有5000。", 0),
        ("播放器的声道是多少？", "支持多种格式。", -1),
        ("How many branches has it?", "它在各地设有网点。", -1),
        ("导出的文件最大可以多大？", "最大为 512 MB。", 1),
        ("导出的文件最大可以多大？", "一次最多导出3页。", -1),
        ("运行它要多少内存？", "内存至少 2G，硬盘 10G。", 1),
        ("运行它要多少内存？", "自2015年起不再更新。", -1),
    ],
)
def test_what_is_counted_in_no_unit_that_is_known(question: str, text: str, told: float) -> None:
    """A text without a number, or without a character of what is counted, tells none; data is told in bytes."""
    assert counted(fold(question).text, fold(text).text) == told


def test_an_english_question_counts_in_the_units_of_a_chinese_text() -> None:
    """Of an English text nothing is expected."""
    assert counted("how many households joined?", "8户人家参加") == 1
    assert counted("how many households joined?", "8家商铺参加") == -1
    assert counted("how many households joined?", "eight households joined") == 0
    assert counted("how many gizmos are there?", "8支队伍参加") == 1
    assert counted("how many gizmos are there?", "2022年参加") == -1


def test_an_english_text_does_not_count_in_chinese() -> None:
    """What a Chinese question counts with is not expected there; a share is."""
    assert counted("任期几年?", "the term of office is 1 year") == 0
    assert counted("占百分之几?", "it is 12.5% of all") == 1
    assert counted("占百分之几?", "it is most of all") == -1


def test_the_head_of_a_column_says_the_unit_of_its_figure() -> None:
    row = fold("| 乡镇：柳溪镇 | 2024年任务（户）：140 | 监测（mg/L） 氨氮：0.4 | 联系人：何文斌 |").text
    assert counted("柳溪镇要改造多少户?", row) == 1.0
    assert counted("柳溪镇要改造多少人?", row) == -1.0
