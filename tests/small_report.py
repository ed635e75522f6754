"""A made-up report of one page that has every type, predicate, basis and code, for tests of the graph."""

from govgraph.facts import (
    Basis,
    Entity,
    Evidence,
    FactBook,
    LeftOut,
    Mention,
    Relation,
    ReportFacts,
    ReportInfo,
    Section,
)

TEXT = """临湖县2023年法治政府建设情况报告
县人民政府印发《临湖县执法监督办法》，落实《行政处罚法》。
一、主要工作
(一)加强执法监督
县司法局开展执法检查，培训乡镇执法人员120余名，行政处罚由60件减至40件。
某镇人民政府被省司法厅命名为示范乡镇。
二、存在问题
执法力量不足。
三、下步打算
针对执法力量不足，充实执法队伍。"""

ISSUER, JUSTICE, TOWN, ABOVE = "agency/临湖县人民政府", "agency/临湖县司法局", "agency/某镇人民政府", "agency/省司法厅"
MEASURES, LAW = "instrument/临湖县执法监督办法", "instrument/中华人民共和国行政处罚法"
RID = "report/small"


def small_facts() -> ReportFacts:
    """The facts of the made-up report."""
    book = FactBook(TEXT)
    for entity, words, method in _entities():
        mention = Mention(entity.key, _words(words), f"find-{entity.type}", 0.95, method)
        book.add_entity(entity, [mention])
    second = Mention(ISSUER, _words("县人民政府印发", "县人民政府"), "find-agency", 0.9, "relative")
    book.add_entity(book.entities[ISSUER], [second])
    for relation in _relations():
        book.add_relation(relation)
    start = TEXT.index("2023")
    left_out = [LeftOut(start, start + 4, "2023", "0", "number", "year")]
    return book.finish(_report(), _sections(), left_out)


def _words(place: str, words: str = "") -> Evidence:
    """The words at the place that a longer passage shows."""
    start = TEXT.index(place) + place.index(words or place)
    words = words or place
    heads = (("0", 0), ("1", TEXT.index("一、")), ("1.1", TEXT.index("(一)")), ("2", TEXT.index("二、")))
    section = [number for number, first in (*heads, ("3", TEXT.index("三、"))) if first <= start][-1]
    return Evidence(start, start + len(words), words, section)


def _entities() -> list[tuple[Entity, str, str]]:
    def bound(type_: str, words: str, **fields: object) -> tuple[Entity, str, str]:
        place = _words(words)
        key = f"{RID}/{type_}/{place.start}-{place.end}"
        return Entity(key, type_, words, **fields), words, "exact"  # type: ignore[arg-type]

    county, town = "360499", "360499101"
    title = "临湖县2023年法治政府建设情况报告"
    return [
        (Entity(ISSUER, "agency", "临湖县人民政府", kind="government", level="county", code=county), title, "issuer"),
        (Entity(JUSTICE, "agency", "临湖县司法局", kind="department", level="county"), "县司法局", "relative"),
        (Entity(TOWN, "agency", "某镇人民政府", kind="township", level="township", code=town), "某镇人民政府", "exact"),
        (Entity(ABOVE, "agency", "省司法厅", kind="department", level="provincial", group=True), "省司法厅", "exact"),
        (
            Entity(
                MEASURES,
                "instrument",
                "临湖县执法监督办法",
                kind="measures",
                level="county",
                number="临府发〔2023〕1号",
            ),
            "《临湖县执法监督办法》",
            "new",
        ),
        (
            Entity(LAW, "instrument", "中华人民共和国行政处罚法", "law", "central", year="2021"),
            "《行政处罚法》",
            "alias",
        ),
        bound("initiative", "加强执法监督", status="done", head=True),
        bound("initiative", "开展执法检查", status="done"),
        bound("initiative", "充实执法队伍", status="planned"),
        bound(
            "figure",
            "培训乡镇执法人员120余名",
            indicator="培训乡镇执法人员",
            value="120",
            unit="名",
            approx="over",
            period="2023",
        ),
        bound("figure", "60件", value="60.0", unit="件", period="2022", role="baseline"),
        bound("figure", "减至40件", indicator="行政处罚", value="40", unit="件", period="2023年上半年"),
        bound("recognition", "命名为示范乡镇", kind="designation", level="provincial"),
        bound("problem", "执法力量不足"),
    ]


def key(kind: str, words: str) -> str:
    """The key of a thing of this report by its words."""
    place = _words(words)
    return f"{RID}/{kind}/{place.start}-{place.end}"


def _relations() -> list[Relation]:
    head, check, planned = (key("initiative", words) for words in ("加强执法监督", "开展执法检查", "充实执法队伍"))
    honour, trained = key("recognition", "命名为示范乡镇"), key("figure", "培训乡镇执法人员120余名")
    first = "县人民政府印发《临湖县执法监督办法》，落实《行政处罚法》。"
    work = "县司法局开展执法检查，培训乡镇执法人员120余名，行政处罚由60件减至40件。"
    third = "某镇人民政府被省司法厅命名为示范乡镇。"
    found = [
        (MEASURES, "issuedBy", ISSUER, first, Basis.STATED),
        (MEASURES, "implements", LAW, first, Basis.STATED),
        (check, "carriedOutBy", JUSTICE, work, Basis.STATED),
        (check, "hasOutcome", trained, work, Basis.STATED),
        (check, "partOf", head, work, Basis.SCOPE),
        (check, "basedOn", LAW, work, Basis.REFERENCE),
        (check, "targets", TOWN, work, Basis.REFERENCE),
        (check, "hasOutcome", honour, third, Basis.REFERENCE),
        (honour, "awardedBy", ABOVE, third, Basis.STATED),
        (honour, "achievedBy", TOWN, third, Basis.STATED),
        (JUSTICE, "subordinateTo", ISSUER, "县司法局", Basis.REFERENCE),
        (planned, "carriedOutBy", ISSUER, "充实执法队伍", Basis.LEFT_OUT),
        (planned, "addresses", key("problem", "执法力量不足"), "针对执法力量不足，充实执法队伍", Basis.REFERENCE),
    ]
    return [
        Relation(subject, predicate, object_, _words(words), f"read-{predicate}", 0.8, basis)
        for subject, predicate, object_, words, basis in found
    ]


def _sections() -> list[Section]:
    found = [
        ("0", "", None),
        ("1", "主要工作", None),
        ("1.1", "加强执法监督", "1"),
        ("2", "存在问题", None),
        ("3", "下步打算", None),
    ]
    marks = {
        "0": 0,
        "1": TEXT.index("一、"),
        "1.1": TEXT.index("(一)"),
        "2": TEXT.index("二、"),
        "3": TEXT.index("三、"),
    }
    ends = {"0": marks["1"], "1": marks["2"], "1.1": marks["2"], "2": marks["3"], "3": len(TEXT)}
    return [
        Section(
            number, heading, number.count(".") + 1, marks[number], ends[number], marks[number], marks[number], above
        )
        for number, heading, above in found
    ]


def _report() -> ReportInfo:
    return ReportInfo(
        id="small",
        title="临湖县2023年法治政府建设情况报告",
        issuer=ISSUER,
        year="2023",
        place="临湖县",
        place_code="360499",
        level="county",
        source="small.txt",
        sha256="ab" * 32,
        url="https://www.example.org/2024/1.html",
        metadata=(("documentNumber", "临府〔2024〕3号"), ("publishedDate", "2024年2月1日"), ("validity", "有效")),
    )
