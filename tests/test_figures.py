"""Figures: numbers with what they count, their qualifiers and roles; and numbers that count nothing."""

import pytest

from govgraph.extract import extract
from govgraph.read.report import parse_report
from reading import OPENING, TITLE, facts_of, figures, left_out, values


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("办理案件63件。", "63", "件"),
        ("发现隐患１２０处。", "120", "处"),
        ("登记执法人员1,286名。", "1286", "名"),
        ("投入资金1.2万元。", "12000", "元"),
        ("发放贷款5200万元。", "52000000", "元"),
        ("完成投资2.35亿元。", "235000000", "元"),
        ("发放资料3万份。", "30000", "份"),
        ("公示率达98.6%。", "98.6", "%"),
        ("公示率达98.6％。", "98.6", "%"),
        ("受理纠纷三百二十件。", "320", "件"),
        ("建成调解室两间。", "2", "间"),
        ("开展专项整治三轮。", "3", "轮"),
        ("百分之九十五的案卷合格。", "95", "%"),
        ("七成的诉求当场办结。", "70", "%"),
        ("行政机关败诉率为零。", "0", "%"),
        ("满意度提高1.8个百分点。", "1.8", "个百分点"),
        ("办理事项 1.3 万件。", "13000", "件"),
        ("专题审议获满意 25 票。", "25", "票"),
        ("兑付拖欠工资 41 笔。", "41", "笔"),
        ("时限压缩至3个工作日。", "3", "个工作日"),
    ],
)
def test_value_and_unit(sentence: str, value: str, unit: str) -> None:
    assert [(figure.value, figure.unit) for figure in figures(facts_of(sentence))] == [(value, unit)]


@pytest.mark.parametrize(
    ("sentence", "value", "approx"),
    [
        ("培训人员420余人次。", "420", "over"),
        ("参训人员1100多名。", "1100", "over"),
        ("发放资料3万余份。", "30000", "over"),
        ("组织三十余名执法人员参训。", "30", "over"),
        ("开展宣讲三十余场次。", "30", "over"),
        ("培训执法人员千余人次。", "1000", "over"),
        ("九成以上的纠纷当场化解。", "90", "over"),
        ("调解成功率99%以上。", "99", "over"),
        ("执法人员不少于200人。", "200", "over"),
        ("培训超过30场。", "30", "over"),
        ("服务群众约1.5万人次。", "15000", "about"),
        ("减免费用近40万元。", "400000", "about"),
        ("满意度达95%左右。", "95", "about"),
        ("时限压缩至3个工作日以内。", "3", "under"),
        ("办理时间不超过5个工作日。", "5", "under"),
    ],
)
def test_qualifiers(sentence: str, value: str, approx: str) -> None:
    assert [(figure.value, figure.approx) for figure in figures(facts_of(sentence))] == [(value, approx)]


def test_a_range_gives_both_ends() -> None:
    found = values(facts_of("配备执法人员80至100名。"))
    assert sorted(found, key=lambda item: int(item[1] or "0")) == [
        ("配备执法人员", "80", "名"),
        ("配备执法人员", "100", "名"),
    ]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("受理投诉举报1136件，办结1120件，办结率98.6%。", ["投诉举报", "办结 投诉举报", "办结率"]),
        ("办理法律援助案件210件、公证事项460件。", ["法律援助案件", "公证事项"]),
        ("审查规范性文件26件、合同78份、协议19份。", ["审查 规范性文件", "审查 合同", "审查 协议"]),
        ("清理文件118件，其中废止14件、修改6件。", ["清理 文件", "废止 文件", "修改 文件"]),
        ("对全县38家砂石企业开展检查。", ["砂石企业"]),
        ("九成以上的纠纷在村级化解。", ["化解 纠纷"]),
        ("开展“法律明白人”培训班8期，培训420人。", ["开展 培训班", "培训"]),
        ("建成司法所11个、调委会130个。", ["建成 司法所", "建成 调委会"]),
        ("收到复议申请88件，受理80件。", ["收到 复议申请", "受理 复议申请"]),
        ("对列入目录的7项决策全部开展审查。", ["列入目录的决策"]),
        ("办理“一件事”事项23件。", ["办理“一件事”事项"]),
        ("组建宣讲队3支，共享律师4名。", ["组建 宣讲队", "共享律师"]),
        ("案件75件，其中许可案件12件，处罚案件33件。", ["案件", "许可案件", "处罚案件"]),
    ],
)
def test_chains_share_what_they_count(sentence: str, counted: list[str]) -> None:
    found = [figure.indicator or "" for figure in figures(facts_of(sentence))]
    assert len(found) == len(counted)
    for indicator, words in zip(found, counted, strict=True):
        assert all(word in indicator for word in words.split()), indicator


def roles(sentence: str) -> list[tuple[str | None, str | None]]:
    return [(figure.value, figure.role) for figure in figures(facts_of(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("办理案件63件，同比上升12.5%。", [("63", None), ("12.5", "change")]),
        ("应诉案件75件，较上年减少9件，同比下降10.7%。", [("75", None), ("9", "change"), ("10.7", "change")]),
        ("时限由15个工作日缩短至4个工作日。", [("15", "baseline"), ("4", None)]),
        ("处罚案件由上年的320件下降到270件。", [("320", "baseline"), ("270", None)]),
        ("评查率达到100%，较去年提高4个百分点。", [("100", None), ("4", "change")]),
        ("力争调解率达到40%。", [("40", "target")]),
    ],
)
def test_results_baselines_changes_and_targets_are_told_apart(
    sentence: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert roles(sentence) == expected


def test_a_change_counts_what_was_counted_before_it() -> None:
    change = figures(facts_of("一审败诉率5.4%，同比下降2.3个百分点。"))[1]
    assert change.indicator is not None
    assert change.indicator.startswith("一审败诉率")


def test_last_years_number_has_last_years_period() -> None:
    before, after = figures(facts_of("处罚案件由上年的320件下降到270件。"))
    assert (before.period, after.period) == ("2022", "2023")


def test_a_planned_number_has_next_years_period() -> None:
    text = f"{TITLE}\n{OPENING}\n一、2023年工作情况\n办理案件63件。\n二、2024年工作计划\n力争调解率达到40%。\n"
    facts = extract(parse_report(text.encode(), "report.txt"))
    assert [figure.period for figure in figures(facts)] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("sentence", "number", "reason"),
    [
        ("2022年以来持续整改。", "2022", "year"),
        ("5月12日召开会议。", "12", "date"),
        ("印发通知（青政〔2023〕8号）。", "8", "document number"),
        ("第3次常务会议审议。", "3", "ordinal"),
        ("建立“1+3+N”机制。", "1", "quotation"),
        ("设立24小时自助服务区。", "24", "duration"),
        ("连续5年保持零败诉。", "5", "duration"),
        ("用好12345热线。", "12345", "name"),
        ("行政执法三项制度全面落实。", "三", "set phrase"),
    ],
)
def test_numbers_that_count_nothing_are_left_out_with_a_reason(sentence: str, number: str, reason: str) -> None:
    facts = facts_of(sentence)
    assert figures(facts) == []
    (given,) = [why for words, why in left_out(facts).items() if words.startswith(number)]
    assert reason in given


@pytest.mark.parametrize(
    "sentence",
    ["实现统一管理。", "第一时间处置险情。", "落实“八五”普法规划。", "进一步规范执法。"],
)
def test_numerals_inside_words_are_no_figures(sentence: str) -> None:
    assert figures(facts_of(sentence)) == []


def test_numbers_inside_titles_and_section_numbers_are_no_figures() -> None:
    facts = facts_of("（一）规范执法。出台《青阳县3项制度实施办法》。", "1.开展评查。评查案卷30份。")
    assert [figure.value for figure in figures(facts)] == ["30"]


TABLE = """<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{opening}</p><p>一、工作情况</p>
<p>行政执法工作情况见下表。</p><table><tr><th>单位</th><th>行政处罚（件）</th><th>罚没款（万元）</th></tr>
<tr><td>县林业局</td><td>32</td><td>18.5</td></tr><tr><td>县水利局</td><td>9</td><td>2</td></tr></table>
<p>二、下一步打算</p><p>建设执法培训基地，推进依法行政。</p></body></html>"""


def test_a_table_gives_a_figure_for_every_cell() -> None:
    html = TABLE.format(title=TITLE, opening=OPENING)
    found = figures(extract(parse_report(html.encode(), "report.html")))
    assert [(figure.value, figure.unit) for figure in found] == [
        ("32", "件"),
        ("185000", "元"),
        ("9", "件"),
        ("20000", "元"),
    ]
    assert "行政处罚" in (found[0].indicator or "")
    assert "罚没款" in (found[1].indicator or "")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新设调解室两个，招聘文书三名。", ["2", "3"]),
        ("办了五期“周五夜学”。", ["5"]),
        ("群众满意率百分之百。", ["100"]),
        ("把事项分为三类，落实“三个到位”。", []),
    ],
)
def test_small_chinese_numerals_count_where_they_close_a_clause(sentence: str, expected: list[str]) -> None:
    assert [figure.value for figure in figures(facts_of(sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("两名公职律师出具法律意见书二十一份。", {("2", "名"), ("21", "份")}),
        ("推出便民措施五批六十九条。", {("5", "批"), ("69", "条")}),
        ("平均等候时间由八分钟压缩到五分钟以内。", {("8", "分钟"), ("5", "分钟")}),
        ("五十岁以上干部占比高达百分之四十一。", {("41", "%")}),
        ("乡党委专题研究了一次法治工作。", {("1", "次")}),
    ],
)
def test_small_chinese_numerals_that_count(sentence: str, counted: set[tuple[str, str]]) -> None:
    assert {(figure.value, figure.unit) for figure in figures(facts_of(sentence))} == counted


def test_a_numeral_in_the_name_of_a_place_counts_nothing() -> None:
    assert values(facts_of("与三门峡市应急管理局签订协议。")) == []
