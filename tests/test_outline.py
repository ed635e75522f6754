"""Outline: how reports number their sections, and where a heading ends."""

import pytest

from govgraph.facts import Section
from govgraph.outline import outline


def read(text: str) -> list[tuple[str, str]]:
    """Number and heading of every section but the opening."""
    return [(section.number, section.heading) for section in sections(text)[1:]]


def sections(text: str) -> tuple[Section, ...]:
    return outline(text, 0, len(text))


def test_three_levels_give_paths_of_ordinals() -> None:
    text = (
        "引言。\n一、强化领导\n（一）压实责任。召开会议。\n1.明确分工。定人定责。\n（二）加强学习\n二、存在问题\n无。"
    )
    assert read(text) == [
        ("1", "强化领导"),
        ("1.1", "压实责任"),
        ("1.1.1", "明确分工"),
        ("1.2", "加强学习"),
        ("2", "存在问题"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、", "二、"),
        ("一．", "二．"),
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("1.", "2."),
        ("1. ", "2. "),
        ("1、", "2、"),
        ("１．", "２．"),
        ("（1）", "（2）"),
        ("①", "②"),
        ("第一部分 ", "第二部分 "),
    ],
)
def test_every_style_of_number_opens_a_section(first: str, second: str) -> None:
    assert read(f"{first}健全制度\n出台办法。\n{second}培训队伍\n举办讲座。") == [("1", "健全制度"), ("2", "培训队伍")]


def test_parts_begin_their_count_anew() -> None:
    text = "第一部分 工作成效\n一、抓制度\n二、抓队伍\n第二部分 工作打算\n一、抓短板"
    assert [number for number, _ in read(text)] == ["1", "1.1", "1.2", "2", "2.1"]


def test_items_inside_a_paragraph_are_sections_without_a_heading_of_their_own() -> None:
    text = "（一）优化环境。一是精简流程；二是压缩时限；三是公开标准。\n（二）加强监督。开展检查。"
    assert read(text) == [("1", "优化环境"), ("1.1", ""), ("1.2", ""), ("1.3", ""), ("2", "加强监督")]


def test_ordinal_words_count_too() -> None:
    assert [n for n, _ in read("一、工作\n第一，强化学习。第二，强化督导。")] == ["1", "1.1", "1.2"]
    assert [n for n, _ in read("一、工作\n首先，开展培训，组织测试。其次，评查案卷。最后，总结经验。")] == [
        "1",
        "1.1",
        "1.2",
        "1.3",
    ]


@pytest.mark.parametrize(
    "words",
    ["三项制度是一是二的问题。", "经费3.5万元，其中1.2万元用于培训。", "2023.5月召开会议。", "第一时间处置险情。"],
)
def test_numbers_that_open_nothing(words: str) -> None:
    assert read(f"一、工作\n{words}") == [("1", "工作")]


def test_ten_and_more() -> None:
    assert read("十一、其他工作\n二十、下步打算") == [("11", "其他工作"), ("20", "下步打算")]


def test_a_number_used_twice_goes_on_counting() -> None:
    text = "一、工作\n(一)加强领导\n(三)加强保障\n(三)加强宣传"
    assert [number for number, _ in read(text)] == ["1", "1.1", "1.3", "1.4"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1.健全执法制度按照省里要求，修订办法。公开标准。", "健全执法制度"),
        ("1.领导干部带头学将法治课列入计划。请来专家。", "领导干部带头学"),
        ("1.深化行政复议改革全面落实集中管辖。办理案件。", "深化行政复议改革"),
        ("1.建强基层执法队伍坚持逢进必考，严把入口。开展轮训。", "建强基层执法队伍"),
        ("1.加强矛盾纠纷化解依托网格开展排查。调处案件。", "加强矛盾纠纷化解"),
    ],
)
def test_headings_that_run_into_the_text(line: str, heading: str) -> None:
    assert read(f"一、工作\n{line}")[1] == ("1.1", heading)


@pytest.mark.parametrize(
    "sentence",
    [
        "局党委全年研究法治议题4次，调整领导小组",
        "由县疾控中心牵头修订应急预案，组织演练",
        "县卫生健康执法队全年监督检查医疗机构",
        "落实《医疗纠纷预防和处理条例》，受理纠纷",
        "建立集体讨论制度；聘请监督员",
    ],
)
def test_a_first_sentence_that_tells_is_no_heading(sentence: str) -> None:
    assert read(f"一、工作\n1.{sentence}。开展评查。\n2.强化培训。")[1] == ("1.1", "")


@pytest.mark.parametrize("stop", ["。", "：", ":", "\n"])
def test_a_heading_ends_at_the_first_stop(stop: str) -> None:
    assert read(f"（一）规范执法行为{stop}对案卷开展评查，反馈问题。整改到位。") == [("1", "规范执法行为")]


def test_a_stop_inside_brackets_or_marks_does_not_end_a_heading() -> None:
    assert read("（一）用好“一站式；全链条”机制。调处纠纷。") == [("1", "用好“一站式；全链条”机制")]


def test_a_report_without_numbers_is_one_section() -> None:
    (only,) = sections("没有编号的报告。\n只有两段。")
    assert (only.number, only.start, only.end) == ("0", 0, len("没有编号的报告。\n只有两段。"))


def test_headings_without_a_number_are_counted() -> None:
    text = (
        "引言。\n一年来的主要工作\n1.压实责任。开会。\n2.依法决策。听证。\n存在的不足\n也有短板。\n明年的打算\n"
        "第一，补课。\n第二，普法。"
    )
    assert [number for number, _ in read(text)] == ["1", "1.1", "1.2", "2", "3", "3.1", "3.2"]
    assert read(text)[3] == ("2", "存在的不足")


@pytest.mark.parametrize("line", ["青阳县人民政府", "2023年1月9日", "附：文件目录", "《青阳县办法》", "办案件数\t86"])
def test_short_lines_that_are_no_headings(line: str) -> None:
    assert read(f"引言。\n{line}\n正文。\n结语。\n{line}") == []


def test_where_numbers_lead_other_short_lines_are_text() -> None:
    text = "引言。\n一、工作\n开展检查。\n主要的做法\n开会。\n存在的不足\n不够。"
    assert [number for number, _ in read(text)] == ["1"]


def test_spans_nest_and_cover_the_text() -> None:
    text = "引言。\n一、甲\n（一）乙\n丙。\n（二）丁\n戊。\n二、己\n庚。"
    found = {section.number: section for section in sections(text)}
    assert found["0"].end == found["1"].start
    assert found["1"].end == found["2"].start
    assert found["2"].end == len(text)
    for section in found.values():
        if section.parent:
            above = found[section.parent]
            assert above.start <= section.start <= section.end <= above.end


def test_heading_offsets_give_the_heading() -> None:
    text = "一、强化领导\n（一）　压实责任。县委召开会议。"
    for section in sections(text):
        assert text[section.heading_start : section.heading_end] == section.heading


def test_only_the_given_span_is_read() -> None:
    text = "一、菜单\n二、目录\n正文。\n一、工作\n做好。"
    start = text.index("正文")
    assert [s.number for s in outline(text, start, len(text))] == ["0", "1"]
