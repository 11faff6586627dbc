"""The words of a sentence most likely to answer, cut as printed, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Retriever
from qa.answer.likeliest_words import likeliest_words
from qa.answer.sentence_ranking import Reading
from qa.search.query import understand
from tests import small

NOT_LIKELY = 0.4
LEAST = 0.5


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """江北 in two years and 忠县 in one."""
    return small.districts().retriever


def words_of(retriever: Retriever, question: str, reading: Reading) -> str | None:
    """The words that answer ``question`` in a sentence that was read."""
    found = likeliest_words(understand(question, retriever.index), reading)
    return None if found is None or found[1] < LEAST else reading.sentence.text[slice(*found[0])]


def test_words_of_a_table_are_of_one_cell(retriever: Retriever) -> None:
    """Without the bar beside them; over several cells they are none."""
    row = "| 茶 | 两元 | 三元 |"
    assert words_of(retriever, "茶怎么卖？", small.sentence_read(row, ("两元 |", 0.9))) == "两元"
    assert words_of(retriever, "茶怎么卖？", small.sentence_read(row, ("两元 | 三元", 0.9))) is None


def test_words_of_the_question_are_none_in_other_marks_either(retriever: Retriever) -> None:
    assert words_of(retriever, "VERSION_ID 是什么？", small.sentence_read("VERSION_ID=", ("VERSION_ID=", 0.9))) is None


@pytest.mark.parametrize(
    ("question", "quote", "words"),
    [
        ("突击队有几支？", "优选480人组建12支铁山青年突击队;", "12支"),
        ("音量不能超过多少分贝？", "广场边界处测量不得超过60分贝。", "60分贝"),
        ("学完要多少分钟？", "学完教程需要25-30分钟，取决于您。", "25-30分钟"),
        ("门票多少元？", "门票定为三十元以上一百二十元以下，由园方公布。", "三十元以上一百二十元以下"),
        ("门票多少元？", "门票30元以上，套票120元以下。", "30元以上"),
        ("突击队有几支？", "优选480人组建１２支铁山青年突击队;", "１２支"),
        ("来了多少人？", "附近300人不算，来了近20万人左右", "近20万人左右"),
        ("现在坐车要多久？", "原来坐车要1个小时，现在只要20分钟", "20分钟"),
        ("现在坐车要多久？", "原来坐车要1个小时", None),
        ("原来坐车要多久？", "原来坐车要1个小时，现在只要20分钟", "1个小时"),
        ("保留多少天？", "剩余60天时提醒一次", "60天"),
        ("累计多少人来过？", "去年300人来过，累计达900名", "900名"),
        ("多久搞一次大活动？", "每周2场小戏，每月举办1次大活动", "每月举办1次"),
        ("有几千人？", "百余个小组，3200名组员，另有560人", "3200名"),
        ("有多少人？", "抽調四百八十人參加", "四百八十人"),
        ("有多少人？", "优选480余名干部", "480余名"),
        ("授信多少元？", "授信600万元", "600万元"),
        ("满意度是百分之几？", "达到９９．３％", "９９．３％"),
        ("滿意度是百分之幾？", "達百分之九十六", "百分之九十六"),
        ("票价是多少？", "票价两元", "两元"),
        ("12支之外有几支？", "先有12支，后有24支", "24支"),
        ("座谈会是哪天开的？", "1月20日，2023年新春座谈会在饭店举行", "1月20日"),
        ("哪一天通车？", "二〇一九年３月５日通车，次年停运", "二〇一九年３月５日"),
        ("座谈会是哪年办的？", "1月20日，2023年新春座谈会在饭店举行", "2023年"),
        ("走访是哪年哪月开始的？", "2020年11月,启动入户走访", "2020年11月"),
        ("Which year did it open?", "It opened in 1932 with 3000 guests.", "1932"),
        ("Which year did it open?", "It opened in 1998 with 1200 guests.", "1998"),
        ("哪个月举行？", "比赛于2021年6月28日举行。", "2021年6月"),
        ("活动几号开始？", "活动3月5日在2号楼开始。", "3月5日"),
        ("哪天停水？", "3月5日至7日停水。", "3月5日至7日"),
        ("增速是百分之几？", "增速为-3.2%。", "-3.2%"),
        ("增速是百分之几？", "增速（A-3.2%）。", "3.2%"),
        ("有多少名专家结对？", "41名专家与28名干部结对。", "41名"),
        ("建成几个重点项目？", "14个专班推动68个项目建成。", "68个"),
        ("做法叫“1+几+N”？", "实行“1+5+N”和“1+8”机制", "1+5+N"),
        ("可以认领哪四项？", "认领“办实事、解矛盾、讲政策、做志愿者”4项任务", "办实事、解矛盾、讲政策、做志愿者"),
        ("可以骑多少分钟？", "时长由60分钟改为45分钟。", "45分钟"),
        ("原来可以骑多少分钟？", "时长由60分钟改为45分钟。", "60分钟"),
        ("大桥有多长？", "桥长240米，宽9米，总投资380万元。", "240米"),
        ("大桥有多宽？", "桥长240米，宽约9米，总投资380万元。", "9米"),
        ("刀有多重？", "青龙偃月刀重八十二斤。", "八十二斤"),
        ("哪一年为起点？", "以 **1900** 年为起点，不早于 **1900** 年。", "1900** 年"),
    ],
)
def test_the_one_figure_asked_for(retriever: Retriever, question: str, quote: str, words: str) -> None:
    """One unit asked for, one such figure in the quote that the question has not: no reader is needed."""
    assert words_of(retriever, question, small.sentence_read(quote)) == words


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("有几支？", "江北12支，綦江24支"),
        ("有几支？", "有480人"),
        ("有几支队、多少人？", "12支480人"),
        ("12支之外有几支？", "共12支"),
        ("谁写的？", "记者2人"),
        ("大桥是哪一年建成的？", "大桥全长1500米，投资12000万元。"),
        ("大桥是哪一年建成的？", "建成后可容纳2000人同时通行。"),
        ("水库哪一年开工？", "水库位于海拔1956.3米处。"),
        ("哪个月举行？", "比赛于6月28日举行，8月结束。"),
        ("桥有多长？", "东桥长20米，西桥长30米。"),
        ("要多长时间？", "桥长20米。"),
        ("会议在几号楼开？", "会议于3月5日在2号楼召开。"),
        ("", "12支"),
    ],
)
def test_no_words_where_several_could_be_meant(retriever: Retriever, question: str, quote: str) -> None:
    """Two figures, none, two units, no unit: without a reader it would be a guess."""
    assert words_of(retriever, question, small.sentence_read(quote)) is None


@pytest.mark.parametrize(
    ("question", "quote", "taken", "words"),
    [
        ("谁建的中心？", "由中元汇吉建设检验中心。", "中元汇吉", "中元汇吉"),
        ("建了什么？", "由中元汇吉建设检验中心。", "验中", "检验中心"),
        ("开发了什么设备？", "开发的设备“青石一体机”已上市。", "设备“青石一体机”", "“青石一体机”"),
        ("开发了什么？", "开发的设备“青石一体机”已上市。", "设备“青石一体机”", "设备“青石一体机”"),
        ("哪天开的？", "9月3日，中心开放。", "9月3日，", "9月3日"),
        ("哪里开了中心？", "在渝东北的忠县。", "渝东", "渝东北"),
        ("有多少？", "优选960名干部。", "960", "960名"),
        ("贷了多少？", "贷了600万元整。", "600", "600万元"),
        ("贷了多少？", "贷了600万元整。", "600万", "600万元"),
        ("贷了多少？", "贷了1600.5万元整。", "600", "1600.5万元"),
        ("去了多少？", "去了1200余次。", "1200", "1200余次"),
        ("去了多少？", "去了四百八十人。", "四百八十", "四百八十人"),
        ("睡多少？", "睡了20小时。", "20", "20小时"),
        ("占多少？", "占９９％以上。", "９９", "９９％"),
        ("叫什么？", "推行“四单”机制。", "“四单", "“四单”"),
        ("叫什么？", "推行“四单”机制。", "四单”", "“四单”"),
        ("叫什么？", "推行“四单”机制。", "四单", "四单"),
        ("叫什么？", "机制“四单、五单”推行。", "“四单", "四单"),
        ("叫什么？", "（四单）机制。", "）机制", "机制"),
        ("什么机制？", "推行了 四单的机制。", "了 四单的", "四单"),
        ("有几支？", "江北12支，綦江24支", "24支", "24支"),
        ("有几支？", "江北12支，綦江24支", "綦江24", "24支"),
        ("有几支？", "江北12支，綦江24支", "江北", None),
        ("划了几个网格？", "六类网格员3200名，划了725个基础网格83个专属网格", "83个", "725个基础网格83个专属网格"),
        ("有几支？", "江北12支，綦江24支", "12支，綦江24支", None),
        ("有几支队、多少人？", "12支480人", "480人", None),
        ("什么单位的哪个人去了？", "税务局张三去了。", "张三", None),
        ("税务局 张三", "税务局张三去了。", "税务局", None),
        ("张三说什么？", "“要快。”张三说要好。", "要快。”张三", None),
        ("他们做什么？", "修了桥，铺了路。", "修了桥，铺了路", None),
        ("花了多少？", "花了 1,200 元。", "1,200 元", "1,200 元"),
        ("运量是多少？", "单位：万人次。", "万人次", None),
        ("哪天开的？", "中心在忠县开放。", "忠县", None),
        ("在哪里练？", "地点由东馆换到西馆三楼，时间不变。", "东馆换到西馆", "西馆三楼"),
        ("以前在哪里练？", "地点由东馆换到西馆三楼，时间不变。", "东馆换到西馆", "东馆"),
        ("村里有没有通燃气？", "村里至今没有通燃气。", "没有通燃气", "没有通燃气"),
        ("票价有没有一百元的？", "票价分80元和120元两档。", "80元", None),
        ("能不能用医保卡？", "卫生室可以使用医保卡。", "可以使用医保卡", "可以使用医保卡"),
        ("Is it allowed to burn?", "Fires are not allowed here.", "Fires are not allowed", "Fires are not allowed"),
        ("Is it open in May?", "It opens at 7 a.m. in June.", "June", None),
        ("印了多少？", "乐谱共印350册。", "共印350册", "350册"),
        ("什么时候挖的？", "1968年3月，挖出古井。", "1968年", "1968年3月"),
        ("几家单位扯皮，怎么办？", "这一个又一个共同体定期议事。", "定期议事", None),
        ("谁去了？", "在职党员都去了。", "在职党员", "在职党员"),
        ("老师姓名是什么？", "独居老人叶淑珍说她会来。", "老人叶", "老人叶淑珍"),
        ("谁会来？", "校长王小明说会来。", "王小明说", "王小明"),
        ("镇里的书记是谁？", "选出的书记由镇组织部公布。", "镇组织部", None),
        ("哪家银行借的？", "是镇里一家借的。", "镇里一家", None),
        ("年产多少？", "年产10万吨电池等的68个项目", "10万吨电池等的68个", None),
        ("“安居”得了什么奖？", "“安居”获评最佳案例。", "“安居”获评最佳案例", "获评最佳案例"),
        ("中学是谁办的？", "当时的中学是镇政府办的。", "中学是镇政府", "镇政府"),
        ("队伍规模有多大？", "共有400余人的专门队伍。", "400余人的专门队伍", "400余人"),
        ("How many days are bugs kept?", "They are kept for 28 days.", "28", "28 days"),
        ("为了什么？", "这是我们的目的。", "的目的。", "目的"),
    ],
)
def test_what_a_reader_takes_for_the_answer(
    retriever: Retriever, question: str, quote: str, taken: str, words: str | None
) -> None:
    """As whole words with the unit of a figure and both marks of a pair, without what only surrounds them."""
    assert words_of(retriever, question, small.sentence_read(quote, (taken, 0.9))) == words


@pytest.mark.parametrize(
    ("question", "quote", "taken", "probability"),
    [
        ("谁建的中心？", "由中元汇吉建设检验中心。", "中元汇吉", NOT_LIKELY),
        ("谁建的中心？", "由中元汇吉建设检验中心。", "中心", 0.9),
        ("誰建的中心？", "由中元匯吉建設檢驗中心。", "中心", 0.9),
        ("谁建的中心？", "由中元汇吉建设检验中心。", "。", 0.9),
        ("张三的书叫什么？", "张三（1901—1976）著有一书。", "张三（1901—1976）", 0.9),
        ("谁建的中心？", "由中元汇吉建设检验中心。", "", 0.9),
        ("谁建的？", "参加建设的有" + "甲" * 41 + "。", "甲" * 41, 0.9),
    ],
)
def test_nothing_rather_than_a_guess(
    retriever: Retriever, question: str, quote: str, taken: str, probability: float
) -> None:
    """Not likely enough, the question's own words in whatever writing, no words at all, or half a paragraph."""
    assert words_of(retriever, question, small.sentence_read(quote, (taken, probability))) is None


def test_the_figure_asked_for_goes_before_what_a_reader_says(retriever: Retriever) -> None:
    """Where one figure alone can be meant, a reader changes nothing."""
    read = small.sentence_read("优选480人组建12支铁山青年突击队;", ("480人", 0.99))
    assert words_of(retriever, "突击队有几支？", read) == "12支"


@settings(deadline=None)
@given(
    st.sampled_from(["有几支？", "多少元？", "增速是多少？", "谁？", "“a”是什么？"]),
    st.text(st.sampled_from("12１支二百元%％百分之十.万余 a“”（）《，。的中国\n"), min_size=1, max_size=20),
    st.integers(0, 19),
    st.integers(1, 20),
)
def test_the_words_are_the_quotes_own(retriever: Retriever, question: str, quote: str, start: int, length: int) -> None:
    """Whatever is quoted and read, a stretch of it comes back as printed and holds no mark alone at its edges."""
    taken = quote[start : start + length]
    words = words_of(retriever, question, small.sentence_read(quote, *([(taken, 0.9)] if taken else [])))
    assert words is None or (words in quote and words == words.strip(" ，。"))


@pytest.mark.parametrize(
    ("question", "taken", "words"),
    [
        ("是哪三方？", "提升物业管理、小区治理", None),
        ("是哪三方？", "居委会、物业和业委会", "居委会、物业和业委会"),
        ("是哪方？", "居委会", "居委会"),
    ],
)
def test_so_many_things_are_told_all_or_not(retriever: Retriever, question: str, taken: str, words: str | None) -> None:
    """What a reader finds must name as many as are asked for."""
    read = small.sentence_read("居委会、物业和业委会联动，以此提升物业管理、小区治理水平。", (taken, 0.9))
    assert words_of(retriever, question, read) == words
