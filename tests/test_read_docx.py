"""Word documents → the kept text: the numbers that Word makes, notes, text boxes, tracked changes; hostile files."""

import io
import re
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import report_files as files
from govgraph.errors import InputError
from govgraph.outline import outline
from govgraph.read import parse_report
from govgraph.read.docx import read_docx
from govgraph.read.docx.numbering import formatted

LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def lines(document: Document) -> list[str]:
    return [line.text for line in read_docx(files.saved(document), "r.docx").lines]


def add_list(document: Document, number: int, levels: Sequence[tuple[str, str]] = LEVELS, override: str = "") -> None:
    """Add a list of several levels to numbering.xml, under a number."""
    part = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    definition = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{made}</w:abstractNum>')
    part.insert(0, definition)
    add_instance(document, number, number, override)


def add_instance(document: Document, number: int, definition: int, override: str = "") -> None:
    part = document.part.numbering_part.element
    inner = f'<w:abstractNumId w:val="{definition}"/>{override}'
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{inner}</w:num>'))


def numbered(document: Document, text: str, level: int, number: int = 90) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def run(document: Document, xml: str) -> None:
    """Add a paragraph of raw WordprocessingML."""
    paragraph = parse_xml(f"<w:p {nsdecls('w', 'wp', 'a', 'r')} {MORE}>{xml}</w:p>")
    document.element.body.insert_element_before(paragraph, "w:sectPr")


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def test_numbers_that_word_makes_are_part_of_the_text_and_make_the_outline():
    document = docx.Document()
    add_list(document, 90)
    for text, level in (
        ("主要工作", 0),
        ("规范执法", 1),
        ("健全制度。", 2),
        ("加强监督。", 2),
        ("普法", 1),
        ("存在问题", 0),
    ):
        numbered(document, text, level)
    numbered(document, "人员不足。", 1)
    found = lines(document)
    assert found == [
        "一、主要工作",
        "（一）规范执法",
        "1.健全制度。",
        "2.加强监督。",
        "（二）普法",
        "二、存在问题",
        "（一）人员不足。",
    ]
    text = "\n".join(found)
    assert [s.number for s in outline(text, 0, len(text))] == ["0", "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


def test_lists_of_one_definition_count_on_unless_they_begin_anew():
    document = docx.Document()
    add_list(document, 90)
    add_instance(document, 91, 90)
    add_instance(document, 92, 90, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    for number in (90, 91, 92, 92):
        numbered(document, "甲", 0, number)
    assert lines(document) == ["一、甲", "二、甲", "一、甲", "二、甲"]


def test_a_style_may_number_its_paragraphs():
    document = docx.Document()
    add_list(document, 90)
    style = document.styles["Heading 2"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    level = document.part.numbering_part.element.find(".//{*}lvl[2]")
    level.insert(2, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="Heading2"/>'))
    document.add_heading("规范执法", 2)
    document.add_heading("化解纠纷", 2)
    assert lines(document) == ["（一）规范执法", "（二）化解纠纷"]


def test_bullets_leave_no_mark():
    document = docx.Document()
    document.add_paragraph("普法宣传30场。", style="List Bullet")
    document.add_paragraph("调解纠纷12件。", style="List Number")
    assert lines(document) == ["普法宣传30场。", "1.调解纠纷12件。"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (103, "chineseCounting", "一百零三"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (11, "decimalEnclosedCircle", "⑪"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "lowerRoman", "iv"),
        (3, "upperLetter", "C"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
    ],
)
def test_formats_of_numbers(number, form, text):
    assert formatted(number, form) == text


def test_tracked_changes_as_if_all_were_accepted():
    document = docx.Document()
    run(
        document,
        '<w:r><w:t>办理案件</w:t></w:r><w:del w:id="1"><w:r><w:delText>44</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>45</w:t></w:r></w:ins><w:r><w:t>件，</w:t></w:r>',
    )
    run(document, '<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>培训3次，</w:t></w:r>')
    run(document, '<w:moveFrom w:id="4"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>260人次。</w:t></w:r>')
    assert lines(document) == ["办理案件45件，", "培训3次，260人次。"]


def test_breaks_links_hidden_words_fields_and_phonetic_guides():
    document = docx.Document()
    run(
        document,
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>见链接</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>fa</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>法</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    )
    page = read_docx(files.saved(document), "r.docx")
    assert [line.text for line in page.lines] == ["甲", "乙 丙见链接法"]
    assert page.lines[0].block == page.lines[1].block  # one paragraph


def test_a_text_box_is_read_once_below_its_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    run(
        document,
        "<w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert lines(document) == ["正文。", "内部资料"]


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The same package with one part more, or another one."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return file.getvalue()


def test_footnotes_stand_below_their_paragraph_and_never_go_in_circles():
    document = docx.Document()
    run(document, '<w:r><w:t>办理案件45件。</w:t><w:footnoteReference w:id="2"/></w:r>')
    document.add_paragraph("下一段。")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        '<w:p><w:r><w:t>含上年结转3件。</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = with_part(files.saved(document), "word/footnotes.xml", notes.encode())
    assert [line.text for line in read_docx(data, "r.docx").lines] == ["办理案件45件。", "含上年结转3件。", "下一段。"]


def test_headers_footers_and_contents_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、主要工作\t1", style=style)
    document.add_paragraph("一、主要工作")
    assert lines(document) == ["一、主要工作"]


def test_merged_cells_stand_at_every_place_they_cover():
    document = docx.Document()
    document.add_paragraph("表1 案件情况")
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, (("部门", "案件", ""), ("", "立案", "结案"), ("县公安局", "41", "40")), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    page = read_docx(files.saved(document), "r.docx")
    [found] = page.tables
    assert found.caption == "表1 案件情况"
    assert [[page.text[c.start : c.end].strip() for c in row] for row in found.rows] == [
        ["部门", "案件", "案件"],
        ["部门", "立案", "结案"],
        ["县公安局", "41", "40"],
    ]
    assert page.text.split("\n")[-1] == "县公安局\t41\t40"


def test_a_table_that_lays_out_paragraphs_is_read_as_such():
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "说明。" * 150
    cells[1].add_table(1, 2).rows[0].cells[1].text = "内"
    page = read_docx(files.saved(document), "r.docx")
    assert [line.text for line in page.lines] == ["说明。" * 150, "内"]


def test_title_and_heading_styles_and_the_title_of_the_properties():
    document = docx.Document()
    document.core_properties.title = files.TITLE
    document.add_paragraph("标题", style="Title")
    document.add_heading("一级", 1)
    document.add_paragraph("正文")
    page = read_docx(files.saved(document), "r.docx")
    assert [line.tag for line in page.lines] == ["h1", "h2", "p"]
    assert page.meta == (("title", files.TITLE),)


def test_strict_open_xml_is_read_too():
    data = files.word()
    with ZipFile(io.BytesIO(data)) as package:
        main = package.read("word/document.xml")
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = main.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert (
        parse_report(with_part(data, "word/document.xml", strict), "r.docx").text == parse_report(data, "r.docx").text
    )


W = nsdecls("w")
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {two} '{f'&{one};' * 10}'>" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
BAD = {
    "cut": (lambda: files.word()[:-3000], "the ZIP archive is damaged"),
    "no text": (lambda: with_part(files.word(), "word/document.xml", b"<x/>"), "has no text part"),
    "no XML": (lambda: with_part(files.word(), "word/document.xml", b"<w:document"), "no proper XML"),
    "entities": (
        lambda: with_part(
            files.word(), "word/document.xml", f"{LAUGHS}]><w:document {W}><w:body>&i;</w:body></w:document>".encode()
        ),
        "declares a document type",
    ),
    "entities in UTF-16": (
        lambda: with_part(
            files.word(), "word/document.xml", f"{LAUGHS}]><w:document {W}>&i;</w:document>".encode("utf-16")
        ),
        "declares a document type",
    ),
    "file of the machine": (
        lambda: with_part(
            files.word(), "word/document.xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
        ),
        "declares a document type",
    ),
    "bomb": (
        lambda: with_part(files.word(), "word/document.xml", b"<x>" + b" " * 200_000_000),
        "unpacked it is more than any report",
    ),
    "nested": (
        lambda: with_part(files.word(), "word/document.xml", f"<w:document {W}>".encode() + b"<w:p>" * 10_000),
        "nested too deeply",
    ),
    "elements": (
        lambda: with_part(files.word(), "word/document.xml", f"<w:document {W}>".encode() + b"<w:p/>" * 600_000),
        "too many parts",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_document_ends_in_one_clear_line(case):
    make, says = BAD[case]
    with pytest.raises(InputError, match=re.escape(says)) as refused:
        parse_report(make(), "r.docx")
    assert str(refused.value).startswith("r.docx: ")
    assert "\n" not in str(refused.value)
