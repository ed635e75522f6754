"""HTML → lines and tables: what a reader of the page sees, and nothing of what makes it."""

import pytest

from govgraph.errors import InputError
from govgraph.read.page import read_page


def shown(markup):
    return read_page(markup, "p.html").text


def grid(page, table):
    return [[page.text[cell.start : cell.end] for cell in row] for row in table.rows]


def test_plain_text_is_kept_as_it_is():
    text = "  一、主要工作\n\n　　制定规章3件。 \n"
    page = read_page(text, "r.txt")
    assert page.text == text
    assert [line.text for line in page.lines] == ["一、主要工作", "制定规章3件。"]
    assert all(text[line.start : line.end] == line.text for line in page.lines)


def test_a_less_than_sign_does_not_make_text_html():
    assert shown("合格率<95%的单位3家，<整改>到位。") == "合格率<95%的单位3家，<整改>到位。"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>开展<span>督</span><b>导</b>检查</p><p>整改<i>57</i>项</p>", "开展督导检查\n整改57项"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("<h1>某县<br/>2023年报告</h1>", "某县\n2023年报告"),
        ("<p>　　全年\n      立案</p>", "全年立案"),
        ("<p>in  the\n year</p>", "in the year"),
        ("<p>表1&nbsp;&nbsp;案件</p><p>&nbsp;</p>", "表1  案件"),
        ("<p>2021&mdash;2025年&ldquo;三公开&rdquo;</p>", "2021—2025年“三公开”"),
        ("<p>公\u200b开</p>", "公开"),
        ("<pre>第一行\n第二行</pre>", "第一行\n第二行"),
        ("<p>甲</p><!-- 注释 --><script>var a='<p>乙</p>';</script><style>p{}</style>", "甲"),
        ("<p>甲</p><p style='DISPLAY : none'>乙</p><p hidden>丙</p><noscript>丁</noscript>", "甲"),
        ("<p>甲</p><form><input value='乙'><button>搜索</button><p>丙</p></form>", "甲"),
        ("<p>甲<b>乙<p>丙</b></div></p>丁", "甲乙\n丙\n丁"),
    ],
)
def test_text_of_markup(markup, text):
    assert shown(markup) == text


def test_a_form_around_the_whole_page_is_read():
    sentence = "全镇深入推进依法行政，组织开展综合执法检查六次，调解矛盾纠纷五十八件，群众满意度进一步提高。"
    assert shown(f"<form><p>{sentence}</p><input value=x></form>") == sentence


def test_links_and_menus_are_counted():
    lines = read_page("<p>见<a>公告</a></p><nav><p>首页</p></nav><p>正文有<a>链</a>接</p>", "p.html").lines
    assert [(line.text, line.links, line.linked) for line in lines] == [
        ("见公告", 2, True),
        ("首页", 2, True),
        ("正文有链接", 1, False),
    ]


def test_a_data_table_is_one_line_a_row_with_a_grid():
    page = read_page(
        "<p>见下表。</p><table><caption>表2 执法情况</caption><thead><tr><th>部门<th>件数</thead>"
        "<tr><td>城管<br>局<td>41<tr><td>交通局<td></table><p>完。</p>",
        "p.html",
    )
    assert page.text == "见下表。\n表2 执法情况\n部门\t件数\n城管局\t41\n交通局\t\n完。"
    (table,) = page.tables
    assert table.caption == "表2 执法情况"
    assert grid(page, table) == [["部门", "件数"], ["城管局", "41"], ["交通局", ""]]
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True], [False, False], [False, False]]
    assert page.text[table.start : table.end] == "部门\t件数\n城管局\t41\n交通局\t"


def test_columns_of_a_plain_text_are_a_table():
    rows = ["类别\t件数（件）\t金额", "医疗\t412\t298.4", "其他\t105\t48.8", "合计\t517\t347.2"]
    page = read_page("\n".join(("情况见下表。", *rows, "以上为全年数。")), "a.txt")
    (table,) = page.tables
    assert grid(page, table) == [row.split("\t") for row in rows]
    assert [cell.header for cell, *_ in table.rows] == [True, False, False, False]


def test_lines_with_one_wide_space_are_no_table():
    text = "沙溪镇人民政府　　　2023年1月12日\n正文。\n联系人：张三　　电话：123"
    assert read_page(text, "a.txt").tables == ()


def test_spanning_cells_stand_at_every_place_they_cover():
    page = read_page(
        "<p>表3：处罚</p><table><tr><td rowspan=2>单位<td colspan=2>处罚<tr><td>件数<td>金额"
        "<tr><td>水利局<td>5<td>1.2</table>",
        "p.html",
    )
    (table,) = page.tables
    assert table.caption == "表3：处罚"
    assert grid(page, table) == [["单位", "处罚", "处罚"], ["单位", "件数", "金额"], ["水利局", "5", "1.2"]]
    assert [row[0].header for row in table.rows] == [True, True, False]
    assert [(cell.row, cell.column) for cell in table.rows[1]] == [(1, 0), (1, 1), (1, 2)]


def test_a_table_that_lays_out_the_page_is_no_data():
    paragraph = "全县行政执法单位规范开展执法检查，" * 20
    page = read_page(f"<table><tr><td>栏目<td><p>{paragraph}</p><p>第二段</p></table>", "p.html")
    assert page.tables == ()
    assert page.text == f"栏目\n{paragraph}\n第二段"


def test_meta_and_address_of_the_page():
    page = read_page(
        "<html><head><title>某县  报告</title><meta name=PubDate content='2023-01-05'>"
        "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='https://example.org/a.html'>"
        "</head><body><p>甲</p></body></html>",
        "p.html",
    )
    assert page.meta == (("PubDate", "2023-01-05"), ("og:url", "https://example.org/a.html"), ("title", "某县 报告"))
    assert page.url == "https://example.org/a.html"
    assert not page.cut_off


@pytest.mark.parametrize("markup", ["<html><body><p>全年立案", "<p>全年立案</p><p cla", "<p>全年立案</"])
def test_a_page_that_ends_inside_its_markup_is_cut_off(markup):
    page = read_page(markup, "p.html")
    assert page.cut_off
    assert page.text == "全年立案"


def test_hostile_markup_is_only_text():
    markup = (
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p onclick=alert(1)>甲</p>"
        "<svg onload=alert(1)></svg><img src=x onerror=alert(1)><iframe srcdoc='<p>丁</p>'></iframe>"
        "<script>alert(1)</script><p>&lt;script&gt;乙</p>"
    )
    assert shown(markup).splitlines()[-2:] == ["甲", "<script>乙"]


def test_ten_thousand_nested_elements_are_read():
    assert shown("<div>" * 10_000 + "<p>甲</p>" + "</div>" * 10_000 + "<p>乙</p>") == "甲\n乙"


def test_nesting_that_would_take_minutes_to_parse_is_refused():
    with pytest.raises(InputError, match=r"^p\.html: .*nested too deeply"):
        shown("<ul><li>" * 300_000)


def test_a_hostile_span_does_not_widen_the_grid():
    page = read_page("<table><tr><td colspan=99999 rowspan=99999>甲<td>1<tr><td colspan=900>乙<td>2</table>", "p.html")
    assert all(len(row) <= 100 for table in page.tables for row in table.rows)
    assert page.text.split() == ["甲", "1", "乙", "2"]
