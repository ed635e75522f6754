"""Writes one report as a real file of every format, by the usual writers; what it tells is invented.

`LINES` is its text, a line a paragraph; row 0 is the title, and `TABLE` stands before the line that `AFTER_TABLE` is.
"""

import io
from collections.abc import Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from xml.sax.saxutils import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"
TITLE = "青阳县人民政府2023年法治政府建设情况报告"
TABLE = (("部门", "检查企业（家）", "行政处罚（件）"), ("县应急管理局", "126", "18"), ("县市场监督管理局", "342", "57"))
AFTER_TABLE = "（二）化解矛盾纠纷"
LINES = (
    TITLE,
    "2023年，青阳县坚持以习近平法治思想为指导，认真落实《法治政府建设实施纲要（2021—2025年）》，推进依法行政。现将有关情况报告如下：",
    "一、主要工作情况",
    "（一）规范行政执法",
    "1.健全制度。县司法局印发《青阳县2023年行政执法监督工作要点》，组织培训3次，培训执法人员260人次；县政府常务会议审议"
    "重大行政决策事项12件，审核规范性文件9件。",
    "2.加强监督。县司法局联合县应急管理局、县市场监督管理局开展执法检查，评查案卷145宗，发现问题23个，已整改21个。"
    "各部门检查和处罚情况见下表。",
    AFTER_TABLE,
    "县人民政府受理行政复议案件45件，办结41件，行政机关负责人出庭应诉率100%。县人民调解委员会调解纠纷2617件，"
    "调解成功率98.4%。蓉城镇被省司法厅命名为全省民主法治示范乡镇。",
    "二、存在的问题",
    "基层执法力量不足，执法培训还不够经常。",
    "三、下一步打算",
    "针对基层执法力量不足的问题，由县司法局牵头开展乡镇执法人员轮训3期，充实执法队伍。",
    "青阳县人民政府",
    "2024年1月15日",
)


def lines_with_table(before: str = "\t") -> list[str]:
    """The lines with the rows of the table in their place, its cells parted by `before`."""
    at = LINES.index(AFTER_TABLE)
    return [*LINES[:at], *(before.join(row) for row in TABLE), *LINES[at:]]


def html(lines: Sequence[str] = LINES) -> str:
    """The report as a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    body = "".join((f"<table>{rows}</table>" if line == AFTER_TABLE else "") + f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><html><head><title>{TITLE}</title></head><body>{body}</body></html>"


def mhtml(encoding: str = "utf-8") -> bytes:
    """The web page as a browser saves it in one file."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.example.org/2024/1.html"
    message["Subject"] = TITLE
    message.attach(MIMEText(html(), "html", encoding))
    message.attach(MIMEText("p {color: black}", "css"))
    return message.as_bytes()


def markdown() -> str:
    """The report as Markdown, with front matter and emphasis."""
    table = "\n".join("| " + " | ".join(row) + " |" for row in (TABLE[0], ("---",) * 3, *TABLE[1:]))
    marked = {
        "一、主要工作情况": "## 一、主要工作情况",
        AFTER_TABLE: f"{table}\n\n### {AFTER_TABLE}",
        TITLE: f"# {TITLE}",
    }
    lines = [marked.get(line, line.replace("受理行政复议", "**受理行政复议**")) for line in LINES]
    return "---\ntitle: " + TITLE + "\ndate: 2024-01-15\n---\n" + "\n\n".join(lines) + "\n"


def word(lines: Sequence[str] = LINES) -> bytes:
    """The report as a Word document."""
    document = docx.Document()
    for number, line in enumerate(lines):
        if line == AFTER_TABLE:
            table = document.add_table(len(TABLE), len(TABLE[0]))
            for row, words in zip(table.rows, TABLE, strict=True):
                for cell, text in zip(row.cells, words, strict=True):
                    cell.text = text
        document.add_paragraph(line, style=None if number else "Title")
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(
    lines: Sequence[str] = LINES, *, height: float = A4[1], flowables: Sequence[Flowable] = (), **options: object
) -> bytes:
    """The report as a PDF set as Chinese offices do: first lines indented, running head, — 1 — at the foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story = list(flowables)
    for number, line in enumerate(lines):
        if line == AFTER_TABLE:
            story.append(ruled_table(TABLE))
        story.append(Paragraph(escape(line), style(fontSize=16) if number else style(fontSize=22, firstLineIndent=0)))
    file = io.BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=(A4[0], height), leftMargin=80, rightMargin=80, topMargin=90, bottomMargin=90, **options
    )
    template.build(story, onFirstPage=_decorate, onLaterPages=_decorate)
    return file.getvalue()


def style(**settings: object) -> ParagraphStyle:
    """A paragraph in 宋体, justified, its first line indented by two characters."""
    size = settings.get("fontSize", 16)
    usual = {"fontName": FONT, "leading": size * 1.75, "firstLineIndent": 2 * size, "wordWrap": "CJK", "alignment": 4}
    return ParagraphStyle("text", **(usual | settings))


def ruled_table(rows: Sequence[Sequence[str]], *, lines: Sequence[tuple[object, ...]] = (), **options: object) -> Table:
    """A table ruled all over, or by `lines`."""
    ruled = lines or [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    return Table([list(row) for row in rows], style=[("FONT", (0, 0), (-1, -1), FONT, 14), *ruled], **options)


def _decorate(canvas: object, template: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 10)
    width, height = template.pagesize
    canvas.drawCentredString(width / 2, height - 45, "青阳县人民政府公报")
    canvas.drawCentredString(width / 2, 45, f"— {template.page} —")
