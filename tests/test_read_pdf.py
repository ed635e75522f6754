"""PDF → the kept text: reading order, paragraphs, running heads, tables; and one clear line for what cannot be read."""

import io
import time
import zlib

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

import report_files as files
from govgraph.errors import InputError
from govgraph.read import parse_report
from govgraph.read.pdf import read_pdf

PARAGRAPH = "县司法局组织开展行政执法检查，评查案卷145宗，发现问题23个，已整改21个，并向全县通报检查情况。" * 3
MANY = [f"（{number}）{PARAGRAPH}" for number in "一二三四五六七八九"]


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data, "r.pdf").lines]


def page(draw, *, count: int = 1, size: tuple[float, float] = A4, **options: object) -> bytes:
    """A PDF drawn by hand; `draw` is given the canvas and the number of the page."""
    pdfmetrics.registerFont(UnicodeCIDFont(files.FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, **options)
    for number in range(1, count + 1):
        canvas.setFont(files.FONT, 16)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def grid(data: bytes) -> list[list[list[str]]]:
    found = read_pdf(data, "r.pdf")
    return [[[found.text[c.start : c.end] for c in row] for row in table.rows] for table in found.tables]


@pytest.mark.parametrize("height", [400, 600, 841])
def test_paragraphs_join_over_lines_and_pages(height):
    assert lines(files.pdf([files.TITLE, *MANY], height=height)) == [files.TITLE, *MANY]


def test_running_heads_and_page_numbers_are_left_out():
    found = lines(files.pdf([files.TITLE, *MANY], height=500))
    assert not any("公报" in line or "— " in line for line in found)


@pytest.mark.parametrize("number", ["— 1 —", "-1-", "1", "第 1 页 共 9 页", "第1页", "1/9", "·1·"])
def test_the_number_of_a_single_page_is_left_out(number):
    def draw(canvas, _):
        canvas.drawString(112, 700, "全县推进依法行政。")
        canvas.drawCentredString(300, 50, number)

    assert lines(page(draw)) == ["全县推进依法行政。"]


def test_a_number_in_the_text_stays():
    assert "1/9" in lines(page(lambda canvas, _: canvas.drawString(112, 500, "1/9")))


def test_a_centred_title_in_two_rows_is_one_title():
    title = "青阳县人民政府关于2023年度法治政府建设工作情况的报告"
    report = parse_report(files.pdf([title, *files.LINES[1:]]), "r.pdf")
    assert report.title == title


def test_a_full_heading_does_not_swallow_the_paragraph_below():
    heading = "（一）" + "健全制度" * 6  # fills the row to its end
    assert lines(files.pdf([files.TITLE, heading, PARAGRAPH]))[-2:] == [heading, PARAGRAPH]


def test_two_columns_are_read_one_after_the_other():
    file = io.BytesIO()
    width = A4[0] / 2 - 60
    frames = [Frame(50, 60, width, 600), Frame(A4[0] / 2 + 10, 60, width, 600)]
    document = BaseDocTemplate(file, pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=frames))
    pdfmetrics.registerFont(UnicodeCIDFont(files.FONT))
    small = files.style(fontSize=12)
    document.build([Paragraph(line, small) for line in MANY[:6]])
    assert lines(file.getvalue()) == MANY[:6]


def test_a_table_over_two_pages_is_one_grid_and_its_head_stands_once():
    rows = [("部门", "件数"), *((f"第{number}执法大队", str(number)) for number in range(1, 31))]
    data = files.pdf([PARAGRAPH], height=500, flowables=[files.ruled_table(rows, repeatRows=1)])
    assert len(read_pdf(data, "r.pdf").anchors) > 1
    assert grid(data) == [[list(row) for row in rows]]


def test_spanning_cells_and_open_sides():
    rows = [["部门", "案件", ""], ["", "立案", "结案"], ["县交通运输局", "41", "40"]]
    ruled = [
        *(("LINEABOVE", (0, row), (-1, row), 1, "black") for row in (0, 2)),
        ("LINEABOVE", (1, 1), (-1, 1), 1, "black"),
        ("LINEBELOW", (0, 2), (-1, 2), 1, "black"),
        ("LINEAFTER", (0, 0), (0, -1), 1, "black"),
        ("LINEAFTER", (1, 1), (1, -1), 1, "black"),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
    ]
    [found] = grid(files.pdf([PARAGRAPH], flowables=[files.ruled_table(rows, lines=ruled)]))
    assert found == [["部门", "案件", "案件"], ["部门", "立案", "结案"], ["县交通运输局", "41", "40"]]


def test_a_frame_around_paragraphs_is_no_table():
    boxed = files.ruled_table([[Paragraph(PARAGRAPH, files.style(fontSize=14))]], colWidths=[400])
    data = files.pdf([PARAGRAPH], flowables=[boxed, Spacer(1, 20)])
    assert grid(data) == []
    assert lines(data)[-2:] == [PARAGRAPH, PARAGRAPH]


def test_a_turned_page_is_read_upright():
    def draw(canvas, _):
        canvas.translate(0, A4[0])
        canvas.rotate(-90)
        canvas.drawString(112, 700, "全县推进依法行政，")
        canvas.drawString(80, 672, "执法检查45次。")

    assert lines(page(draw, size=landscape(A4))) == ["全县推进依法行政，执法检查45次。"]


def test_a_page_that_is_shown_turned_is_read_upright():
    def draw(canvas, _):
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.drawString(112, 500, "全县推进依法行政，")
        canvas.drawString(80, 472, "执法检查45次。")

    assert lines(page(draw)) == ["全县推进依法行政，执法检查45次。"]


def test_a_slanting_watermark_is_left_out():
    def draw(canvas, _):
        canvas.drawString(112, 700, "全县推进依法行政。")
        canvas.rotate(40)
        canvas.drawString(300, 100, "内部资料")

    assert lines(page(draw)) == ["全县推进依法行政。"]


def test_radicals_that_some_fonts_give_become_characters():
    assert lines(page(lambda canvas, _: canvas.drawString(112, 700, "加强⾏政执法，⽅便群众。"))) == [
        "加强行政执法，方便群众。"
    ]


def test_latin_words_keep_their_blanks_and_numbers_are_not_parted():
    def draw(canvas, _):
        canvas.drawString(112, 700, "网址 Rule of Law 全县办理案件45")
        canvas.drawString(80, 672, "6件。")

    found = lines(page(draw))
    assert found[0].startswith("网址 Rule of Law 全县办理案件45")


def picture(canvas, _):
    canvas.drawInlineImage(_image(), 50, 50, 500, 700)


def _image():
    from PIL import Image  # noqa: PLC0415 - comes with reportlab

    return Image.new("L", (50, 70), 200)


def raw(content: bytes, *, font: bytes = b"/Type1 /BaseFont /Helvetica", entries: bytes = b"") -> bytes:
    """A PDF of one page written by hand, without the table of offsets that readers rebuild."""
    stream = b"<< /Length %d %s >> stream\n" % (len(content), entries) + content + b"\nendstream"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        b"<< /Type /Font /Subtype " + font + b" >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


def unmapped() -> bytes:
    """A text whose font does not say which characters its codes mean."""
    font = (
        b"/Type0 /BaseFont /ABCDEF+Unknown /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
        b" /Subtype /CIDFontType2 /BaseFont /ABCDEF+Unknown"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]"
    )
    return raw(b"BT /F1 16 Tf 80 700 Td <" + b"0a3b1c4d2e5f" * 40 + b"> Tj ET", font=font)


def bomb() -> bytes:
    """Three gigabytes of blanks, packed twice into a few kilobytes."""
    packer = zlib.compressobj(9)
    first, again = (packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    once = first + again * 298 + packer.flush()
    return raw(zlib.compress(once, 9), entries=b"/Filter [/FlateDecode /FlateDecode]")


BAD = {
    "scanned": (lambda: page(picture, count=3), "a scanned PDF without text; it needs text recognition first"),
    "empty": (lambda: page(lambda *_: None), "a PDF without text"),
    "encrypted": (lambda: files.pdf(encrypt="secret"), "the PDF is encrypted; save it without a password"),
    "head only": (lambda: files.pdf()[:300], "the PDF is damaged or incomplete"),
    "unmapped": (unmapped, "does not tell which characters"),
    "pages": (lambda: page(lambda *_: None, count=1001), "more pages than any report"),
    "bomb": (bomb, "the PDF cannot be read|needs more memory|without text"),
    "nested": (lambda: raw(b"[" * 500_000), "a PDF without text|cannot be read"),
    "forms": (lambda: raw(b"q " * 2_000_000 + b"BT ET"), "a PDF without text|cannot be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_pdf_ends_soon_in_one_clear_line(case):
    make, says = BAD[case]
    data = make()
    began = time.monotonic()
    with pytest.raises(InputError, match=says) as refused:
        parse_report(data, "r.pdf")
    assert time.monotonic() - began < 40
    assert str(refused.value).startswith("r.pdf: ")
    assert "\n" not in str(refused.value)


def test_a_truncated_pdf_is_read_as_far_as_it_goes_or_refused():
    data = files.pdf(height=400)
    for share in (0.3, 0.6, 0.9):
        try:
            report = parse_report(data[: int(len(data) * share)], "r.pdf")
        except InputError as error:
            assert str(error).startswith("r.pdf: ")
        else:
            assert report.text.split("\n")[0] in (files.TITLE, *files.LINES)


def test_reading_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr("govgraph.read.pdf.load._SECONDS", 0.001)
    with pytest.raises(InputError, match=r"r\.pdf: reading the PDF takes longer than 0\.001 seconds"):
        parse_report(files.pdf(), "r.pdf")
