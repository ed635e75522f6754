"""Three made-up reports, two years of one county and one of another, whose answers to every question are known."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from govgraph.facts import Basis, Entity, Evidence, FactBook, Mention, Relation, ReportFacts, ReportInfo, Section
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import Triple

LAKE, PINE = "agency/临湖县人民政府", "agency/松泉县人民政府"
JUSTICE, POLICE, CIVIL = "agency/临湖县司法局", "agency/临湖县公安局", "agency/临湖县民政局"
PARTY, ABOVE, PINE_JUSTICE = "agency/中国共产党临湖县委员会", "agency/南江省司法厅", "agency/松泉县司法局"
LAW, OUTLINE = "instrument/中华人民共和国行政处罚法", "instrument/法治社会建设纲要(2020-2025年)"
SCHEME, NEXT_SCHEME = "instrument/临湖县法治建设方案(2021-2025年)", "instrument/临湖县法治建设方案(2026-2030年)"
MEASURES, PINE_SCHEME = "instrument/临湖县执法监督办法", "instrument/松泉县普法方案(2021-2025年)"

# key: kind, level, and for a document the year
SHARED = {
    LAKE: ("government", "county", None),
    PINE: ("government", "county", None),
    JUSTICE: ("department", "county", None),
    POLICE: ("department", "county", None),
    CIVIL: ("department", "county", None),
    PARTY: ("party", "county", None),
    ABOVE: ("department", "provincial", None),
    PINE_JUSTICE: ("department", "county", None),
    LAW: ("law", "central", "2021"),
    OUTLINE: ("plan", "central", "2020"),
    SCHEME: ("scheme", "county", "2021"),
    NEXT_SCHEME: ("scheme", "county", "2026"),
    MEASURES: ("measures", "county", "2023"),
    PINE_SCHEME: ("scheme", "county", "2021"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A report as the tests write it: `named` maps words to keys; links name their ends by key or by words."""

    id: str
    place: str
    code: str
    issuer: str
    year: str
    text: str
    named: tuple[tuple[str, str], ...]
    done: tuple[str, ...]
    planned: tuple[str, ...]
    figures: tuple[tuple[str, str, str, str], ...]  # words, indicator, value, unit
    links: tuple[tuple[str, str, str], ...]
    problems: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    url: str | None = None


LAKE_2022 = Written(
    id="lake-2022",
    place="临湖县",
    code="360499",
    issuer=LAKE,
    year="2022",
    url="https://www.example.org/lake/2022.html",
    text="""临湖县2022年法治政府建设情况报告
一、主要工作
县人民政府印发《临湖县法治建设方案(2021-2025年)》，贯彻《中华人民共和国行政处罚法》。
县司法局、县公安局按照《中华人民共和国行政处罚法》开展道路安全专项行动，查处违法案件80件。
县委组织法治培训。
县司法局开展综合执法试点。
县司法局清理规范性文件30件。
临湖县被省司法厅评为法治示范县。
二、存在问题
基层执法力量不足。
三、下步打算
针对基层执法力量不足，县司法局招录执法人员。""",
    named=(
        ("县人民政府", LAKE),
        ("县司法局", JUSTICE),
        ("县公安局", POLICE),
        ("县委", PARTY),
        ("省司法厅", ABOVE),
        ("《临湖县法治建设方案(2021-2025年)》", SCHEME),
        ("《中华人民共和国行政处罚法》", LAW),
    ),
    done=("开展道路安全专项行动", "组织法治培训", "开展综合执法试点", "清理规范性文件"),
    planned=("招录执法人员",),
    figures=(("查处违法案件80件", "查处违法案件", "80", "件"), ("规范性文件30件", "规范性文件", "30", "件")),
    problems=("基层执法力量不足",),
    honours=("评为法治示范县",),
    links=(
        (SCHEME, "issuedBy", LAKE),
        (SCHEME, "implements", LAW),
        ("开展道路安全专项行动", "carriedOutBy", JUSTICE),
        ("开展道路安全专项行动", "carriedOutBy", POLICE),
        ("开展道路安全专项行动", "basedOn", LAW),
        ("开展道路安全专项行动", "hasOutcome", "查处违法案件80件"),
        ("组织法治培训", "carriedOutBy", PARTY),
        ("开展综合执法试点", "carriedOutBy", JUSTICE),
        ("清理规范性文件", "carriedOutBy", JUSTICE),
        ("清理规范性文件", "hasOutcome", "规范性文件30件"),
        ("评为法治示范县", "awardedBy", ABOVE),
        ("招录执法人员", "addresses", "基层执法力量不足"),
        ("招录执法人员", "carriedOutBy", JUSTICE),
        (JUSTICE, "subordinateTo", LAKE),
    ),
)

LAKE_2023 = Written(
    id="lake-2023",
    place="临湖县",
    code="360499",
    issuer=LAKE,
    year="2023",
    text="""临湖县2023年法治政府建设情况报告
一、主要工作
县司法局、县公安局、县民政局开展道路安全专项行动，查处违法案件100件。
县司法局按照《中华人民共和国行政处罚法》推行综合执法。
县司法局招录执法人员12名。
县人民政府印发《临湖县执法监督办法》。
二、下步打算
县人民政府起草《临湖县法治建设方案(2026-2030年)》。""",
    named=(
        ("县人民政府", LAKE),
        ("县司法局", JUSTICE),
        ("县公安局", POLICE),
        ("县民政局", CIVIL),
        ("《中华人民共和国行政处罚法》", LAW),
        ("《临湖县执法监督办法》", MEASURES),
        ("《临湖县法治建设方案(2026-2030年)》", NEXT_SCHEME),
    ),
    done=("开展道路安全专项行动", "推行综合执法", "招录执法人员"),
    planned=(),
    figures=(("查处违法案件100件", "查处违法案件", "100", "件"), ("招录执法人员12名", "招录执法人员", "12", "名")),
    links=(
        ("开展道路安全专项行动", "carriedOutBy", JUSTICE),
        ("开展道路安全专项行动", "carriedOutBy", POLICE),
        ("开展道路安全专项行动", "carriedOutBy", CIVIL),
        ("开展道路安全专项行动", "hasOutcome", "查处违法案件100件"),
        ("推行综合执法", "carriedOutBy", JUSTICE),
        ("推行综合执法", "basedOn", LAW),
        ("招录执法人员", "carriedOutBy", JUSTICE),
        ("招录执法人员", "hasOutcome", "招录执法人员12名"),
        (MEASURES, "issuedBy", LAKE),
        (NEXT_SCHEME, "issuedBy", LAKE),
    ),
)

PINE_2023 = Written(
    id="pine-2023",
    place="松泉县",
    code="360498",
    issuer=PINE,
    year="2023",
    text="""松泉县2023年法治政府建设情况报告
一、主要工作
县司法局落实《法治社会建设纲要(2020-2025年)》，开展普法宣传，举办讲座20场。
县司法局出台《松泉县普法方案(2021-2025年)》，贯彻《法治社会建设纲要(2020-2025年)》。""",
    named=(
        ("县司法局", PINE_JUSTICE),
        ("《法治社会建设纲要(2020-2025年)》", OUTLINE),
        ("《松泉县普法方案(2021-2025年)》", PINE_SCHEME),
    ),
    done=("开展普法宣传",),
    planned=(),
    figures=(("举办讲座20场", "举办讲座", "20", "场"),),
    links=(
        ("开展普法宣传", "carriedOutBy", PINE_JUSTICE),
        ("开展普法宣传", "basedOn", OUTLINE),
        ("开展普法宣传", "hasOutcome", "举办讲座20场"),
        (PINE_SCHEME, "issuedBy", PINE_JUSTICE),
        (PINE_SCHEME, "implements", OUTLINE),
    ),
)

CORPUS = (LAKE_2022, LAKE_2023, PINE_2023)


@cache
def corpus_facts(report: Written) -> ReportFacts:
    """The facts of one of the reports."""
    return _Book(report).facts()


def corpus_triples(*reports: Written) -> list[Triple]:
    """The union of the graphs of the reports, of all three where none is named."""
    return list(dict.fromkeys(t for report in reports or CORPUS for t in report_triples(corpus_facts(report))))


class _Book:
    def __init__(self, report: Written) -> None:
        self.report, self.book = report, FactBook(report.text)
        self.keys = {key: key for key in SHARED}

    def facts(self) -> ReportFacts:
        report = self.report
        title = report.text.partition("\n")[0]
        self._shared(report.issuer, [Mention(report.issuer, self._words(title), "title", 1.0, "issuer")])
        for words, key in report.named:
            self._shared(key, [Mention(key, place, "name", 0.95, "relative") for place in self._all(words)])
        for status, names in (("done", report.done), ("planned", report.planned)):
            for words in names:
                self._own("initiative", words, status=status)
        for words, indicator, value, unit in report.figures:
            self._own("figure", words, indicator=indicator, value=value, unit=unit, period=report.year)
        for words in report.problems:
            self._own("problem", words)
        for words in report.honours:
            self._own("recognition", words, kind="designation")
        for link in report.links:
            self._link(*link)
        info = ReportInfo(
            report.id, title, report.issuer, report.year, report.place, report.code, "county",
            f"{report.id}.txt", "cd" * 32, report.url,
        )  # fmt: skip
        return self.book.finish(info, self._sections())

    def _shared(self, key: str, mentions: list[Mention]) -> None:
        type_, _, name = key.partition("/")
        kind, level, year = SHARED[key]
        self.book.add_entity(Entity(key, type_, name, kind, level, year=year), mentions)  # type: ignore[arg-type]

    def _own(self, type_: str, words: str, **fields: str) -> None:
        place = self._words(words)
        key = self.keys[words] = f"report/{self.report.id}/{type_}/{place.start}-{place.end}"
        self.book.add_entity(Entity(key, type_, words, **fields), [Mention(key, place, type_, 0.9)])  # type: ignore[arg-type]

    def _link(self, subject: str, predicate: str, object_: str) -> None:
        """The relation with the first line that names both ends, else with the first that names the subject."""
        ends = self.keys[subject], self.keys[object_]
        lines = [{self._line(m.evidence.start) for m in self.book.mentions if m.entity == end} for end in ends]
        both = lines[0] & lines[1]
        words = self._words(min(both or lines[0], key=self.report.text.index))
        basis = Basis.STATED if both else Basis.REFERENCE
        self.book.add_relation(Relation(ends[0], predicate, ends[1], words, f"read-{predicate}", 0.8, basis))

    def _line(self, start: int) -> str:
        return next(line for line in self.report.text[self.report.text.rfind("\n", 0, start) + 1 :].splitlines())

    def _words(self, words: str) -> Evidence:
        return self._all(words)[0]

    def _all(self, words: str) -> list[Evidence]:
        text, found, start = self.report.text, [], self.report.text.find(words)
        while start >= 0:
            number = str(sum(text.rfind(mark, 0, start + 1) >= 0 for mark in ("一、", "二、", "三、")))
            found.append(Evidence(start, start + len(words), words, number))
            start = text.find(words, start + 1)
        return found

    def _sections(self) -> list[Section]:
        text = self.report.text
        marks = [0, *(text.index(mark) for mark in ("一、", "二、", "三、") if mark in text), len(text)]
        return [
            Section(str(n), text[start:end].partition("\n")[0][2:] if n else "", 1, start, end, start, start, None)
            for n, (start, end) in enumerate(pairwise(marks))
        ]
