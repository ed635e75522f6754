"""Header rows → fields: one row, labels of every usual form, values with their exact place."""

import pytest

from govgraph.lexicon import load
from govgraph.read.header import is_header_row, read_header
from govgraph.read.model import Line
from govgraph.read.page import read_page


def fields(text, meta=()):
    lines = read_page(text, "h").lines
    found = read_header(lines, (), meta)
    kept = read_page(text, "h").text
    assert all(kept[field.start : field.end] == field.value for field in found if field.start >= 0)
    return {field.name: field.value for field in found}


@pytest.mark.parametrize(
    ("name", "line", "value"), [(entry["name"], *entry["example"]) for entry in load("page").tables["field"]]
)
def test_every_field_of_the_lexicon_reads_its_example(name, line, value):
    assert fields(line)[name] == value


def test_no_label_stands_for_two_fields():
    labels = [label for entry in load("page").tables["field"] for label in entry["labels"]]
    assert len(labels) == len(set(labels))


def test_bracketed_labels_in_one_line_and_empty_ones_left_out():
    assert fields("[ 索引号 ]A1/2023-5 [ 发文字号 ] [ 发布机构 ]某区政府办公室 [ 体裁分类 ]其他 [ 有效性 ]") == {
        "indexNumber": "A1/2023-5",
        "publisher": "某区政府办公室",
        "genre": "其他",
    }


def test_labels_with_colon_in_one_line():
    line = "来源：某局    发布时间：2022-03-11 15:20    阅读次数：417    【字体：大 中 小】"
    assert fields(line) == {"source": "某局", "publishedDate": "2022-03-11 15:20"}


def test_a_label_that_is_not_known_ends_the_value_before_it():
    assert fields("文章来源:某科 核稿人:王某 更新时间:2021/03/29 11:30:01") == {
        "source": "某科",
        "publishedDate": "2021/03/29 11:30:01",
    }


@pytest.mark.parametrize(
    "row",
    [
        "<table><tr><td>有 效 性：<td>有效<td>文号：<td>某发〔2024〕5号<tr><td>索 引 号<td>X/1<td>分类<td></table>",
        "<p>索 引 号 | X/1 | 有 效 性 | 有效 | 发文字号 | 某发〔2024〕5号 |</p>",
        "<ul><li>• 索引号:<li>X/1<li>• 主题分类:<li>• 有效性:<li>有效<li>某发〔2024〕5号</ul>",
    ],
)
def test_labels_and_values_in_cells_and_lists(row):
    assert fields(row) == {"indexNumber": "X/1", "validity": "有效", "documentNumber": "某发〔2024〕5号"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("(2025年3月28日)", {"issuedDate": "2025年3月28日"}),
        ("二〇二二年一月二十八日", {"issuedDate": "二〇二二年一月二十八日"}),
        ("2023-03-01", {"publishedDate": "2023-03-01"}),
        ("2023-03-01 09:05 来源：某局", {"publishedDate": "2023-03-01 09:05", "source": "某局"}),
        ("某政发〔2023〕18号", {"documentNumber": "某政发〔2023〕18号"}),
        ("发文字号：无", {}),
    ],
)
def test_lines_without_labels(line, found):
    assert fields(line) == found


def test_what_the_page_shows_goes_before_its_meta_elements():
    meta = [("PubDate", "2024-01-29 16:42"), ("contentsource", "法规科"), ("viewport", "width=1")]
    found = read_header(read_page("公开日期：2024-01-29", "h").lines, (), meta)
    assert [(field.name, field.value, field.start) for field in found] == [
        ("publishedDate", "2024-01-29", 5),
        ("source", "法规科", -1),
    ]


@pytest.mark.parametrize("text", ["信息发布机构：改革到位", "严格落实公开时限", "2023年，发布机构改革方案3件"])
def test_prose_is_no_header_row(text):
    assert not is_header_row(Line(0, len(text), text))
