"""A sentence that tells another fact of the kind asked for is told from one that answers."""

import pytest

from qa.answer.another_fact import tells_another_fact
from qa.text.folding import folded_text


@pytest.mark.parametrize(
    ("question", "another", "that_one"),
    [
        ("镇里去年税收多少？", "全镇利润73亿元。", "全镇税收73亿元。"),
        ("2022年全市的产值是多少？", "全区产值9亿元，增速全市第一。", "全市产值9亿元，全区增速7%。"),
        ("全区城市更新投资多少？", "全镇城市更新投资3亿元。", "全区重点领域城市更新投资3亿元。"),
        ("石埠镇的书记叫什么名字？", "石埠镇组织委员陈一帆说。", "石埠镇党委书记陈一帆说。"),
        ("现在的镇长是谁？", "副镇长陈一帆说。", "镇长陈一帆说。"),
        ("副镇长是谁？", "镇长陈一帆说。", "副镇长陈一帆说。"),
        ("村书记是谁？", "驻村第一书记陈一帆说。", "村支书陈一帆说。"),
        ("谁在石埠中学当校长？", "石埠中学班长陈一帆说。", "石埠中学校长陈一帆说。"),
        ("组织部部长叫什么名字？", "贯彻全省组织部长会议精神的书记说。", "组织部长陈一帆在部长会议上说。"),
        ("石埠镇常住人口有多少？", "石埠镇有志愿者6800多名。", "石埠镇常住居民6800多名。"),
        ("石埠镇有多少常住人口？", "石埠镇有志愿者6800多名。", "石埠镇户籍人口6800名。"),
        ("石埠镇人口多少？", "石埠镇有志愿者6800多名。", "石埠镇有6800多人。"),
        ("他上班的是哪家银行？", "他在一家农村银行上班。", "石埠农商银行是他上班的一家银行。"),
        ("他上班的是哪家银行？", "在石埠一家银行工作的他很忙。", "在石埠农商银行工作的他很忙。"),
        ("他在哪所学校教书？", "他在某学校教书。", "他在一所学校、石埠学校教书。"),
        ("报名哪天截止？", "报名5月3日开始。", "报名5月3日开始，6月1日截止。"),
        ("活动什么时候结束？", "活动启动后人很多。", "活动从5月3日启动，到6月1日。"),
        ("最后评出了哪几个人？", "将评选出5—10名顶尖人才。", "评出了陈一帆、李二桥。"),
        ("开会的16个镇分别是哪些？", "16个镇召开了党代会。", "石埠镇、柳溪镇等16个镇召开了党代会。"),
    ],
)
def test_another_fact_is_told_from_the_one_asked_for(question: str, another: str, that_one: str) -> None:
    told = [tells_another_fact(folded_text(question), folded_text(text)) for text in (another, that_one)]
    assert told == [True, False]


def test_a_passage_without_the_office_does_not_tell_who_holds_it() -> None:
    question, text = "石埠医院的院长是谁？", "陈一帆说。"
    told = [
        tells_another_fact(question, text, around)
        for around in (None, "石埠医院\n陈一帆说。", "院长谈改革\n陈一帆说。")
    ]
    assert told == [False, True, False]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("书记做了什么？", "组织委员陈一帆说。"),
        ("怎样选举班长？", "由组长们投票。"),
        ("董事长由谁选举产生？", "由全体董事和经理选举。"),
        ("书记和镇长是谁？", "镇长王伟主持工作。"),
        ("全县GDP多少？", "实现地区生产总值120亿元，收入增长。"),
        ("利润多少？", "全年盈利2亿元，营业收入20亿元。"),
        ("有多少户收入低于标准？", "120户月工资不足1000元。"),
        ("全县产量多少？", "产量25万吨，占全市产量的十分之一。"),
        ("流动人口有多少？", "外来人员5万名。"),
        ("公园几点关闭？", "开放时间为9:00-17:00。"),
        ("活动什么时候结束？", "3月1日开始，持续一个月。"),
        ("报名截止后什么时候面试？", "面试6月1日启动。"),
        ("分哪几步？", "流程如下："),
        ("哪几天放假？", "10月1日—7日放假。"),
        ("哪几个部门参加？", "所有部门参加。"),
        ("是哪个村？", "一个村开了会。"),
        ("报名什么时候开始和结束？", "报名5月3日开始。"),
        ("全区有多少人？", "有人。"),
        ("第几个镇？", "石埠镇。"),
        ("书记是谁？", "Chen Yifan chairs the meeting."),
        ("Who is the mayor?", "市里很忙。"),
    ],
)
def test_where_it_is_not_plain_it_is_not_said_to_be_another(question: str, text: str) -> None:
    assert not tells_another_fact(folded_text(question), folded_text(text))
