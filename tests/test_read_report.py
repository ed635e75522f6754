"""A file → a report: title, body, what is set aside, and one clear line for what is no report."""

import hashlib
from pathlib import Path

import pytest

from govgraph.errors import InputError
from govgraph.read import parse_report, read_report
from govgraph.read.title import is_title

DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parents[1] / "graph/govgraph/sample/kaizhou-2022.txt"


def words(report, span):
    return report.text[span.start : span.end]


def fields(report):
    return {field.name: field.value for field in report.header}


def read(name):
    return read_report(DATA / name)


def test_the_sample_report():
    report = read_report(SAMPLE)
    assert report.text == SAMPLE.read_text(encoding="utf-8")
    assert report.title == "开州区2022年度法治政府建设情况"
    body = words(report, report.body)
    assert body.startswith("开州区2022年度法治政府建设情况\n\n一、开展的主要工作")
    assert body.endswith("积极向上申报。")
    assert report.title_span.start == report.body.start > report.text.index(report.title)  # the second copy
    assert fields(report) == {
        "indexNumber": "11500234008646033P/2023-00569",
        "publisher": "开州区政府办公室",
        "subject": "司法",
        "issuedDate": "2023-03-13",
        "publishedDate": "2023-03-13",
        "genre": "其他",
    }
    first, last = report.set_aside
    assert words(report, first).startswith("您当前的位置")
    assert words(report, last).startswith("扫一扫")
    assert words(report, last).endswith("新闻媒体网站")
    assert (report.encoding, report.cut_off, report.source) == ("utf-8", False, "kaizhou-2022.txt")


def test_a_page_with_header_table_and_data_table():
    report = read("reports/dev-bureau-2023.html")
    assert report.title == "潍坊市市场监督管理局2023年度法治政府建设情况报告"
    assert words(report, report.title_span) == "潍坊市市场监督管理局\n2023年度法治政府建设情况报告"
    assert words(report, report.body).endswith("专题普法活动30场以上。")
    found = fields(report)
    assert (found["documentNumber"], found["issuedDate"]) == ("潍市监发〔2024〕5号", "2024年01月26日")
    assert (found["validity"], found["source"]) == ("有效", "政策法规科")
    (table,) = report.tables  # the table of header fields is none
    assert [words(report, cell) for cell in table.rows[1]] == ["食品安全", "1,284", "1,036.2"]
    assert "索引号" in words(report, report.set_aside[1])
    title, text = report.reading_spans()
    assert words(report, title).strip().endswith("情况报告")
    assert words(report, text).strip().startswith("2023年，在市委")


def test_header_row_between_title_and_text():
    report = read("reports/dev-county-2021.txt")
    assert words(report, report.body).startswith("泾县2021年度法治政府建设情况报告\n\n来源：")
    assert fields(report) == {"source": "县司法局", "publishedDate": "2022-03-11 15:20"}
    assert [words(report, span)[:4] for span in report.set_aside] == ["当前位置", "来源：县"]


def test_date_below_the_title():
    report = read("reports/dev-province-2024.txt")
    assert report.title == "福建省人民政府关于2024年度法治政府建设情况的报告"
    assert fields(report) == {"issuedDate": "2025年3月28日"}
    assert words(report, report.set_aside[0]) == "(2025年3月28日)"


def test_old_page_laid_out_in_tables_with_a_charset_that_lies():
    data = (DATA / "read/layout-tables.html").read_text(encoding="utf-8").encode("gb18030")
    report = parse_report(data, "old.htm")
    assert report.encoding == "gb18030"
    assert report.title == "云溪县2022年法治政府建设工作情况报告"  # not the linked ones of earlier years
    assert "各镇设立司法所6个" in words(report, report.body)
    assert words(report, report.body).endswith("培训执法人员200人次。")
    assert fields(report)["publishedDate"] == "2023-02-14 09:05"
    (table,) = report.tables
    assert [words(report, cell) for cell in table.rows[2]] == ["城管局", "41", "3.2"]


def test_page_with_signature_and_related_links():
    report = read("read/township-form.html")
    body = words(report, report.body)
    assert body.startswith("青石镇2023年度法治政府建设工作总结\n县人民政府：")
    assert body.endswith("特此报告。\n青石镇人民政府\n2024年1月5日\n（此件公开发布）")
    assert fields(report)["issuedDate"] == "2024年1月5日"
    assert fields(report)["publisher"] == "青石镇人民政府"
    assert report.url == "https://www.example.org/qsz/2024/0109.html"
    assert "不应出现" not in report.text
    assert not report.cut_off


def test_report_inside_the_notice_that_carries_it():
    report = read("read/notice-wrapper.txt")
    assert report.title == "柳城市人民政府关于2021年度法治政府建设情况的报告"
    assert words(report, report.title_span).count("\n") == 2
    assert fields(report) == {"documentNumber": "柳政办〔2022〕7号", "issuedDate": "二〇二二年一月二十八日"}
    assert [words(report, span) for span in report.set_aside[1:]] == ["— 2 —"]
    assert words(report, report.body).endswith("二〇二二年一月二十八日")


def test_bureau_report_without_numbered_sections():
    report = read("read/no-numbers.txt")
    assert report.title == "临山县水利局2020年依法行政工作情况报告"
    assert words(report, report.body).endswith("完善行政执法三项制度。")
    assert fields(report) == {"indexNumber": "LS-2020-0007", "publishedDate": "2020年12月30日"}


def test_report_without_a_title():
    report = parse_report("我局推进法治建设，依法行政，办理复议案件3件。\n全年普法，法治宣传9场。".encode(), "r.txt")
    assert (report.title, report.title_span) == ("", None)
    assert report.body.start == 0


def test_title_that_runs_into_the_text():
    report = parse_report("某镇2022年法治政府建设情况报告 我镇推进依法行政，调解纠纷9件。开展普法。".encode(), "r.txt")
    assert report.title == words(report, report.title_span) == "某镇2022年法治政府建设情况报告"
    assert report.body.start == 0
    assert report.reading_spans() == (report.body,)


@pytest.mark.parametrize(
    "title",
    [
        "某镇2021年度法治政府建设报告",
        "某县人民政府关于2022年法治政府建设情况的报告",
        "2020年某局依法行政工作报告",
        "某市司法局2023年法治建设工作总结",
        "二〇一九年度推进法治政府建设情况",
        "某区2022年度法治政府建设工作情况报告（公开版）",
    ],
)
def test_shapes_of_titles(title):
    assert is_title(title)


@pytest.mark.parametrize(
    "line",
    [
        "关于印发某县2022年法治政府建设工作要点的通知",
        "一、2022年法治政府建设情况",
        "首页>某县2022年法治政府建设情况报告",
        "全年报送法治政府建设情况报告。",
    ],
)
def test_what_is_no_title(line):
    assert not is_title(line)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("share", [0.25, 0.4, 0.55, 0.7])
def test_a_report_cut_off_in_the_middle_is_read_as_far_as_it_goes(encoding, share):
    text = SAMPLE.read_text(encoding="utf-8")
    cut = text[: text.index(",", int(len(text) * share))]
    report = parse_report(cut.encode(encoding)[:-1], "cut.txt")
    assert report.cut_off
    assert report.body.end == len(cut) - 1
    assert report.title == "开州区2022年度法治政府建设情况"


@pytest.mark.parametrize("end", ["\n（三）严格规范", "\n3.", "\n全年共"])
def test_a_last_line_that_is_cut_short_belongs_to_the_report(end):
    report = parse_report(("某县2022年法治政府建设情况\n我县推进依法行政，办理复议案件30件。" + end).encode(), "r.txt")
    assert report.cut_off
    assert words(report, report.body).endswith(end.strip())


@pytest.mark.parametrize("end", ["", "\n某县人民政府", "\n某县人民政府\n2023年1月5日", "\n附件：统计表"])
def test_a_whole_report_is_not_cut_off(end):
    report = parse_report(("某县2022年法治政府建设情况\n我县推进依法行政，办理复议案件30件。" + end).encode(), "r.txt")
    assert not report.cut_off


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The county improved its administration in 2022.", "no Chinese sentences"),
        ("<html><body><img src='scan1.jpg'><img src='scan2.jpg'></body></html>", "no text"),
        (
            "春天来了，山坡上的桃花都开了，孩子们在田埂上跑来跑去。\n傍晚，炊烟升起来。",
            "not a report",
        ),
        ("第一条　为了规范行政处罚的设定和实施，制定本法。\n第二条　行政处罚的设定和实施，适用本法。", "not a report"),
        (
            "2022年，全县粮食总产量稳定增长，农业生产形势良好。\n工业增加值增长6%，投资增长8%。",
            "not a report",
        ),
    ],
)
def test_what_is_no_such_report(text, says):
    with pytest.raises(InputError, match=says) as refused:
        parse_report(text.encode(), "x.txt")
    assert str(refused.value).startswith("x.txt: ")


def test_paths_that_cannot_be_read(tmp_path, monkeypatch):
    with pytest.raises(InputError, match=r"none\.txt: cannot be read: No such file"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(InputError, match="this is a folder"):
        read_report(tmp_path)
    locked = tmp_path / "locked.txt"
    locked.write_text("法治")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"locked\.txt: cannot be read: Permission denied"):
        read_report(locked)


def test_a_file_too_large_is_refused_without_reading_it(tmp_path, monkeypatch):
    large = tmp_path / "large.txt"
    with large.open("wb") as hole:
        hole.truncate(100_000_000)

    def fail(*_args, **_kwargs):
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError, match=r"large\.txt: 100\.0 MB is more than any report \(limit 8 MB\)"):
        read_report(large)


def test_the_limit_can_be_set():
    with pytest.raises(InputError, match=r"limit 0\.01 MB"):
        read_report(SAMPLE, max_bytes=10_000)
    with pytest.raises(InputError, match="limit 8 MB"):
        parse_report(b" " * 8_000_001, "r.txt")


def test_the_same_bytes_give_the_same_report():
    data = SAMPLE.read_bytes()
    assert parse_report(data, "a.txt") == parse_report(data, "a.txt")
    assert parse_report(data, "a.txt").sha256 == hashlib.sha256(data).hexdigest()
