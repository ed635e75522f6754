"""The analytics tables, column by column: what files, frames and ``govgraph tables --columns`` hold is written here.

Offsets count code points of the kept text (``report.txt``), so ``text[start:end] == quote``. A cell is null where the
report does not say it or the type of entity does not have it.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from govgraph.facts import ENTITY_TYPES, PREDICATES, Basis

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Value]
ColumnType: TypeAlias = Literal["string", "int", "float", "bool"]


class Column(NamedTuple):
    """One column: its name, the type of its values, and what they mean in English and in Chinese."""

    name: str
    type: ColumnType
    about: str
    about_zh: str


_REPORT = Column("report", "string", "id of the report, the key that joins all tables", "报告编号，各表以此关联")
_QUOTE = Column("quote", "string", "exact words of the report that the row stands on", "所依据的报告原文")
_START = Column("start", "int", "offset of the first character of the words", "原文首字的位置")
_END = Column("end", "int", "offset behind the last character of the words", "原文末字之后的位置")
_SECTION = Column("section", "string", 'number of the section, "1.2.3"; "0" before the first heading', "所在章节编号")
_EVIDENCE = (
    *(_QUOTE, _START, _END, _SECTION),
    Column("page", "int", "page on which the words begin, of PDF only", "原文所在页码，仅 PDF 有"),
    Column(
        "paragraph", "int", "paragraph in which they begin, of Word documents only", "原文所在段落序号，仅 Word 文件有"
    ),
)
_RULE = Column("rule", "string", "lexicon entry or pattern that found it", "识别所用的词条或规则")
_CONFIDENCE = Column("confidence", "float", "how sure it is, 0 to 1", "置信度，0至1")
_PLACE = Column("place", "string", "full name of the place of the report, 重庆市开州区", "报告所属地区全称")
_PLACE_CODE = Column("place_code", "string", "GB/T 2260 code of the place", "行政区划代码（GB/T 2260）")
_YEAR = Column("year", "int", "year that the report is about", "报告年度")
_ISSUER = Column("issuer", "string", "official name of the body whose report it is", "报告单位正式名称")
_LEVEL = Column("level", "string", "level of the body whose report it is, central to township", "报告单位层级")
_ENTITY = Column("entity", "string", "IRI of the node in the graph", "图谱节点的IRI")
_TYPE = Column("type", "string", f"type of the entity: {', '.join(ENTITY_TYPES)}", "实体类型")
_NAME = Column(
    "name", "string", "official name or title; of work and figures their words", "正式名称；举措和数据为其表述"
)


def _count(type_: str, english: str, chinese: str) -> Column:
    return Column(type_, "int", f"number of {english}", f"{chinese}数")


TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        _REPORT,
        Column("title", "string", "title of the report", "报告标题"),
        _ISSUER,
        Column("issuer_iri", "string", "IRI of that body, the same in every report", "报告单位的IRI，各报告通用"),
        _YEAR,
        _LEVEL,
        _PLACE,
        _PLACE_CODE,
        Column("source", "string", "name of the file read", "来源文件名"),
        Column("sha256", "string", "SHA-256 of the file read", "来源文件的SHA-256"),
        Column("url", "string", "address that the page gives", "网页地址"),
        Column("characters", "int", "length of the kept text", "正文字数"),
        _count("agencies", "bodies named or implied", "机构"),
        _count("instruments", "documents named", "文件"),
        _count("initiatives", "pieces of work, done and planned", "举措"),
        _count("figures", "figures", "数据"),
        _count("recognitions", "recognitions won", "荣誉"),
        _count("problems", "problems admitted", "问题"),
        _count("relations", "relations between them", "关系"),
        _count("left_out", "numbers and titles that are in no fact", "未纳入的数字和标题"),
    ),
    "sections": (
        _REPORT,
        Column("section", "string", 'number of the section, "1.2.3"; "0" before the first heading', "章节编号"),
        Column("heading", "string", "words of the heading without its number", "章节标题"),
        Column("level", "int", "depth in the outline: 1 for 一、, 2 for (一) …; 0 before the first", "章节层次"),
        Column("parent", "string", "number of the section above", "上级章节编号"),
        Column("start", "int", "offset of the first character of the section", "章节首字的位置"),
        Column("end", "int", "offset behind its last character, subsections included", "章节末字之后的位置，含下级"),
    ),
    "entities": (
        _REPORT,
        _ENTITY,
        _TYPE,
        _NAME,
        Column(
            "kind", "string", "kind of body, document or recognition: court, plan, award …", "机构、文件、荣誉的种类"
        ),
        Column("level", "string", "level of the body, document or recognition, central to township", "层级"),
        Column("group", "bool", "whether it stands for several: 各乡镇", "是否为多个的统称"),
        Column("head", "bool", "whether the work is the head of a section or list", "举措是否为章节或列举的总领"),
        Column("status", "string", "of work: done or planned", "举措已完成（done）或计划中（planned）"),
        Column(
            "place_code", "string", "GB/T 2260 code of the place of the body or document", "机构或文件所属行政区划代码"
        ),
        Column("year", "int", "year in the title or number of a document", "文件标题或文号中的年份"),
        Column("number", "string", "number of a document (文号)", "文号"),
        Column("mentions", "int", "how often the report names it; 0 where it only implies it", "提及次数；仅隐含时为0"),
        *_EVIDENCE,
    ),
    "mentions": (
        _REPORT,
        _ENTITY,
        _TYPE,
        _NAME,
        *_EVIDENCE,
        _RULE,
        _CONFIDENCE,
        Column("method", "string", "how the words were linked to the name: exact, alias, relative …", "名称的链接方式"),
    ),
    "relations": (
        _REPORT,
        Column("subject", "string", "IRI of the entity that the relation starts from", "主体的IRI"),
        Column("subject_type", "string", "its type", "主体类型"),
        Column("subject_name", "string", "its name", "主体名称"),
        Column("predicate", "string", f"what links them: {', '.join(PREDICATES)}", "关系"),
        Column("object", "string", "IRI of the entity that the relation leads to", "客体的IRI"),
        Column("object_type", "string", "its type", "客体类型"),
        Column("object_name", "string", "its name", "客体名称"),
        *_EVIDENCE,
        _RULE,
        _CONFIDENCE,
        Column("basis", "string", f"why it holds: {', '.join(Basis)}", "关系成立的依据"),
    ),
    "figures": (
        _REPORT,
        _ISSUER,
        _YEAR,
        _LEVEL,
        _PLACE,
        _PLACE_CODE,
        _ENTITY,
        Column("indicator", "string", "what is counted, in the report's words", "指标，报告原词"),
        Column("concept", "string", "normalised indicator (SKOS concept), null where it is not known", "规范指标"),
        Column("denominator", "string", "indicator that a rate is a share of", "比率的分母指标"),
        Column("value", "float", "the number, 万 and 亿 multiplied out", "数值，万、亿已换算"),
        Column("value_text", "string", "the same number as an exact decimal", "数值的精确十进制写法"),
        Column("unit", "string", "unit or measure word: 件, 万元, %", "单位或量词"),
        Column(
            "qualifier", "string", "over, about or under where the report does not say exactly", "约数：超过、约、不足"
        ),
        Column(
            "role", "string", "baseline, change or target; null for a plain result", "基数、增减、目标；一般结果为空"
        ),
        Column("period", "string", "year or span that the figure is of", "数据所属时期"),
        Column(
            "achieved_by", "string", "body whose figure it is: named, else the issuer", "取得单位；未写明时为报告单位"
        ),
        Column("initiative", "string", "words of the work that it is the outcome of", "产生该数据的举措"),
        *_EVIDENCE,
        _CONFIDENCE,
    ),
    "left_out": (
        _REPORT,
        _START,
        _END,
        _QUOTE,
        _SECTION,
        Column("what", "string", "number or title", "数字（number）或标题（title）"),
        Column("reason", "string", "why it is in no fact: year, date, ordinal, slogan …", "未纳入的原因"),
    ),
}

# What one row of each table is.
ABOUT: dict[str, tuple[str, str]] = {
    "reports": ("one row a report", "每份报告一行"),
    "sections": ("one row a section of a report's outline", "每个章节一行"),
    "entities": ("one row an entity and report, with its first mention", "每份报告的每个实体一行，附首次提及"),
    "mentions": ("one row a place where a report names an entity", "每次提及一行"),
    "relations": ("one row a relation that a report states", "每条关系一行"),
    "figures": ("one row a figure, ready to compare across places and years", "每个数据一行，可跨地区、跨年度比较"),
    "left_out": ("one row a number or title that is in no fact", "每个未纳入的数字或标题一行"),
}


def column_docs(names: Iterable[str] = TABLES) -> list[dict[str, str]]:
    """Every column of the named tables with its documentation, as rows for a table or a data frame."""
    return [
        {"table": name, "column": column.name, "type": column.type, "about": column.about, "about_zh": column.about_zh}
        for name in names
        for column in TABLES[name]
    ]
