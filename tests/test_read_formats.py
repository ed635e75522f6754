"""One report in every format gives the same facts, with their places in the file where it has pages or paragraphs."""

import io
from functools import cache
from zipfile import ZipFile

import pytest

import report_files as files
from govgraph.errors import InputError
from govgraph.extract import extract
from govgraph.facts import Evidence, ReportFacts
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.page.encode import page_data
from govgraph.page.layout import place
from govgraph.read import Report, parse_report


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


FORMATS = {
    "r.html": lambda: files.html().encode(),
    "r.mht": files.mhtml,
    "r.md": lambda: files.markdown().encode(),
    "r.docx": files.word,
    "r.pdf": files.pdf,
    "pages.pdf": lambda: files.pdf(height=500),
    "r.zip": lambda: zipped("报告.docx", files.word()),
}


@cache
def report(name: str) -> Report:
    if name == "r.txt":
        return parse_report("\n".join(files.LINES).encode(), name)
    return parse_report(FORMATS[name](), name)


@cache
def facts(name: str) -> ReportFacts:
    return extract(report(name))


def said(name: str) -> set[tuple[object, ...]]:
    """What a report says outside its table, which plain text has not: mentions with sections and values, relations."""
    found, tables = facts(name), report(name).tables
    things = {entity.key: entity for entity in found.entities}

    def outside(evidence: Evidence) -> bool:
        return not any(table.start <= evidence.start < table.end for table in tables)

    named = ((things[m.entity], m.evidence) for m in found.mentions if outside(m.evidence))
    linked = ((things[r.subject].name, r.predicate, things[r.object].name, r.evidence) for r in found.relations)
    return {
        *((t.type, t.name, t.indicator, t.value, t.unit, words.section, words.quote) for t, words in named),
        *((*names, words.section, words.quote) for *names, words in linked if outside(words)),
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_the_plain_text_says(name):
    assert said(name) == said("r.txt")
    assert [line.strip() for line in report(name).text.split("\n")] == files.lines_with_table()
    assert report(name).title == files.TITLE
    outline = [(s.number, s.heading, s.level) for s in facts("r.txt").sections]
    assert [(s.number, s.heading, s.level) for s in facts(name).sections] == outline


@pytest.mark.parametrize("name", FORMATS)
def test_the_table_is_a_grid_whose_numbers_are_figures(name):
    text = report(name).text
    [table] = report(name).tables
    assert tuple(tuple(text[c.start : c.end] for c in row) for row in table.rows) == files.TABLE
    figures = {entity.value for entity in facts(name).entities if entity.type == "figure"}
    assert {"126", "18", "342", "57"} <= figures


@pytest.mark.parametrize("name", [*FORMATS, "r.txt"])
def test_every_quote_is_the_text_at_its_offsets(name):
    found = facts(name)
    for evidence in (item.evidence for item in (*found.mentions, *found.relations)):
        assert found.text[evidence.start : evidence.end] == evidence.quote


def test_facts_of_a_pdf_know_their_page():
    found = facts("pages.pdf")
    pages = [(anchor.kind, anchor.number) for anchor in found.anchors]
    assert pages == [("page", number) for number in range(1, len(pages) + 1)]
    assert len(pages) > 2
    lines = {line["quote"]: line for line in fact_lines(report_triples(found)) if line.get("quote")}
    assert lines["培训执法人员260人次"]["page"] == found.anchor_at(found.text.index("260人次")).number
    assert lines["充实执法队伍"]["page"] == len(pages)


def test_facts_of_a_word_document_know_their_paragraph():
    lines = {line["quote"]: line for line in fact_lines(report_triples(facts("r.docx"))) if line.get("quote")}
    assert lines["培训执法人员260人次"]["paragraph"] == 5
    assert lines["充实执法队伍"]["paragraph"] == 12 + 9  # the cells of the table hold one paragraph each
    assert "page" not in lines["充实执法队伍"]


@pytest.mark.parametrize("name", ["r.txt", "r.html", "r.md", "r.mht"])
def test_formats_without_pages_have_no_places_in_the_file(name):
    assert facts(name).anchors == ()
    assert not any("page" in line or "paragraph" in line for line in fact_lines(report_triples(facts(name))))


def test_the_page_shows_places_in_the_file_only_where_there_are_any():
    found = facts("pages.pdf")
    data = page_data(found, place(found))
    assert data["anchors"] == [["page", anchor.start, anchor.number] for anchor in found.anchors]
    assert "anchors" not in page_data(facts("r.html"), place(facts("r.html")))


def test_the_address_of_a_saved_page_is_kept_and_gbk_in_it_read():
    assert report("r.mht").url == "https://www.example.org/2024/1.html"
    found = parse_report(files.mhtml("gb18030"), "saved")  # told by its head
    assert (found.title, found.encoding) == (files.TITLE, "gb18030")


def test_what_a_file_is_says_its_content():
    assert parse_report(files.pdf(), "r.txt").text == report("r.pdf").text
    assert parse_report("\n".join(files.LINES).encode(), "r.pdf").text == report("r.txt").text


def test_front_matter_is_metadata():
    header = {field.name: field.value for field in report("r.md").header}
    assert header["title"] == files.TITLE
    assert header["issuedDate"] == "2024年1月15日"  # what the report shows goes before
    assert header["publishedDate"] == "2024-01-15"


MARKDOWN = f"""# {files.TITLE}
2023年，青阳县推进法治政府建设，依法行政。
一、主要工作
（一）**规范执法。**全县开展[执法检查](https://example.org)45次，
评查案卷20宗。
1. 培训执法人员*260人次*。
2. 审核规范性文件9件。

- 普法宣传30场。
    县司法局调解纠纷12件。
"""


def test_markdown_keeps_the_lines_and_numbers_of_the_outline():
    found = parse_report(MARKDOWN.encode(), "r.markdown")
    assert found.text.split("\n") == [
        files.TITLE,
        "2023年，青阳县推进法治政府建设，依法行政。",
        "一、主要工作",
        "（一）规范执法。全县开展执法检查45次，评查案卷20宗。",
        "1.培训执法人员260人次。",
        "2.审核规范性文件9件。",
        "普法宣传30场。",
        "县司法局调解纠纷12件。",
    ]


def office(part: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (office("xl/workbook.xml"), "r.xlsx", r"an Excel workbook \(xlsx\), which is not read"),
        (office("ppt/presentation.xml"), "r.pptx", "a PowerPoint presentation"),
        (zipped("OFD.xml", b"<ofd/>"), "r.ofd", "an OFD document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "r.doc", "an old Office document"),
        (b"{\\rtf1 old}", "r.rtf", "an RTF document"),
        (
            b"From: <Saved by>\nContent-Type: multipart/related; boundary=x\n\n",
            "r.mht",
            "no web page in this saved page",
        ),
        (zipped("a.txt", b"")[:-9], "r.zip", "the ZIP archive is damaged"),
        (b"PK\x03\x04 and nothing", "r.docx", "damaged"),
        (zipped("a.exe", b"x"), "r.zip", "holds no report"),
    ],
)
def test_what_is_not_read_is_said_in_one_line(data, name, says):
    with pytest.raises(InputError, match=says) as refused:
        parse_report(data, name)
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)
