"""What is new, gone and changed: pairs labelled by hand, plans followed up, nothing matched by guess."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import DATA
from govgraph.api import build
from govgraph.compare.compare import compare
from govgraph.compare.load import open_source, side_of
from govgraph.compare.model import Change, Comparison, Item, Report, Side
from govgraph.compare.result import amount_text
from govgraph.compare.sides import make_side
from govgraph.compare.words import Weights, apart, folded, likeness, names_agree, says_little, unit_family
from govgraph.tables.rows import report_rows
from reading import facts_of

Compare = Callable[[str, str], Comparison]
PAIRS = {"linhu": (2022, 2023), "songquan": (2021, 2022)}
KINDS = {"instrument": "document", "initiative": "work", "figure": "figure", "problem": "problem"}


@pytest.fixture(scope="module")
def sides() -> dict[str, Side]:
    """The four reports written for this test, by file name without its ending."""
    return {path.stem: side_of(open_source(path)) for path in sorted((DATA / "compare").glob("*.txt"))}


@pytest.fixture(scope="module")
def linhu(sides: dict[str, Side]) -> Comparison:
    return compare(sides["linhu-2022"], sides["linhu-2023"])


@pytest.fixture(scope="module")
def songquan(sides: dict[str, Side]) -> Comparison:
    return compare(sides["songquan-2021"], sides["songquan-2022"])


def report(text: str, year: int, body: str = "青阳县", heading: str = "主要工作") -> Side:
    """The side of a report of `year` that says `text`."""
    facts = facts_of(text, title=f"{body}人民政府{year}年法治政府建设情况报告", heading=heading)
    rows = report_rows(facts)
    info = rows["reports"][0]
    known = Report(*(info["report" if name == "id" else name] for name in Report._fields))  # type: ignore[arg-type]
    return make_side([known], rows)


def years(before: str, after: str) -> Comparison:
    return compare(report(before, 2022), report(after, 2023))


def lines(result: Comparison, type_: str) -> set[tuple[str, str | None, str | None]]:
    """Status and the words of both sides of all changes of a type."""
    return {
        (change.status, words(change.before), words(change.after)) for change in result.changes if change.type == type_
    }


def words(item: Item | None) -> str | None:
    if item is None:
        return None
    return item.quotes[0].words if item.type == "figure" else item.name


def found_pairs(result: Comparison) -> set[tuple[str, str, str]]:
    """All matches as the hand-made labels write them: kind, words of A, words of B."""
    pairs = set()
    for change in result.changes:
        one, two = words(change.before), words(change.after)
        if one and two and change.type in KINDS:
            plan = change.type == "initiative" and change.status in ("fulfilled", "planned again")
            pairs.add(("plan" if plan else KINDS[change.type], one, two))
    return pairs


@pytest.mark.parametrize(("name", "precision", "recall"), [("linhu", 0.97, 0.8), ("songquan", 0.97, 0.75)])
def test_matches_against_labels_made_by_hand(
    request: pytest.FixtureRequest, name: str, precision: float, recall: float
) -> None:
    found = found_pairs(request.getfixturevalue(name))
    labels = [json.loads(line) for line in (DATA / "compare" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    wanted = {(label["type"], label["a"], label["b"]) for label in labels}
    assert len(found & wanted) / len(found) >= precision, found - wanted
    assert len(found & wanted) / len(wanted) >= recall, wanted - found


def test_plans_of_last_year_are_fulfilled_planned_again_or_open(linhu: Comparison) -> None:
    work = lines(linhu, "initiative")
    assert ("fulfilled", "建设行政执法监督平台", "建成县级行政执法监督平台") in work
    assert ("planned again", "设立公共法律服务工作室", "设立公共法律服务工作室") in work
    assert ("open", "组建乡村普法志愿服务队", None) in work
    assert ("new plan", None, "设立行政复议基层服务点") in work
    assert not any(change.status == "new" and change.name == "建成县级行政执法监督平台" for change in linhu.changes)


def test_a_document_that_was_promised_is_fulfilled(songquan: Comparison) -> None:
    title = "松泉县重大行政决策程序实施细则"
    assert ("fulfilled", title, title) in lines(songquan, "instrument")


def test_versions_of_a_document_are_a_change(linhu: Comparison) -> None:
    documents = lines(linhu, "instrument")
    assert ("changed", "临湖县2022年法治政府建设工作要点", "临湖县2023年法治政府建设工作要点") in documents
    assert ("changed", "临湖县行政规范性文件管理办法", "临湖县行政规范性文件管理办法(修订)") in documents
    assert ("gone", "中华人民共和国民法典", None) in documents


def test_a_problem_recurs_or_is_answered_by_work_of_the_later_report(linhu: Comparison) -> None:
    problems = {change.name: change for change in linhu.changes if change.type == "problem"}
    answered = problems["乡镇执法人员业务能力不强"]
    assert answered.status == "answered"
    assert [item.name for item in answered.answers] == ["举办乡镇执法骨干轮训班", "开展案卷评查"]
    assert problems["个别部门规范性文件报备不及时"].status == "recurring"
    assert problems["行政复议宣传力度不够"].status == "gone"


def test_recognitions_are_the_same_by_their_words() -> None:
    award = "县司法局被省司法厅评为先进集体。"
    result = years(award + "县公安局被省公安厅评为先进集体。", award)
    assert [change.status for change in result.changes if change.type == "recognition"] == ["gone", "same"]


def test_every_change_carries_the_words_of_both_sides(linhu: Comparison) -> None:
    texts = {}
    for year in (2022, 2023):
        facts = build(DATA / "compare" / f"linhu-{year}.txt").facts
        texts[facts.report.id] = facts.text
    for change in linhu.changes:
        items = [item for item in (change.before, change.after, *change.answers) if item]
        assert items
        for item in items:
            assert item.quotes
            assert all(quote.words in texts[quote.report] and quote.section for quote in item.quotes)


def test_a_figure_changes_by_an_amount_and_a_share(linhu: Comparison) -> None:
    changes = {change.name: change for change in linhu.changes if change.type == "figure" and change.amount}
    assert amount_text(changes["轮训领导干部"]) == "+160 (+25.8%)"
    assert amount_text(changes["政务服务网上可办率"]) == "+1.7 points"
    fee = changes["清退违规收费"].amount
    assert fee is not None
    assert fee.absolute == Decimal(143000)


def test_a_number_that_is_not_exact_makes_the_change_rough() -> None:
    (change,) = _figures(years("县司法局培训执法人员300余人。", "县司法局培训执法人员350人。"))
    assert amount_text(change) == "~+50 (~+16.7%)"


def test_targets_and_baselines_are_not_compared_with_results() -> None:
    result = compare(
        report("县司法局开展执法检查20次。", 2022),
        report("县司法局计划开展执法检查30次。", 2023, heading="2024年工作安排"),
    )
    assert {change.status for change in _figures(result)} == {"gone", "new"}


def test_the_same_short_words_belong_together_only_with_like_work() -> None:
    before = "县农业农村局开展农资打假行动，立案15件。县生态环境局开展排污口排查整治，立案8件。"
    result = years(before, "县生态环境局开展排污口整治，立案5件。县水利局开展河道采砂巡查，立案3件。")
    assert lines(result, "figure") == {
        ("gone", "立案15件", None),
        ("changed", "立案8件", "立案5件"),
        ("new", None, "立案3件"),
    }


def test_two_figures_that_fit_equally_well_are_not_guessed() -> None:
    result = years("县司法局开展执法检查20次。", "县司法局开展执法检查21次，县司法局开展执法检查35次。")
    figures = _figures(result)
    assert {change.status for change in figures} == {"gone", "new"}
    assert "several figures fit" in {change.note for change in figures}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("县信访局受理群众诉求60件。", "县信访局收到群众诉求60件。"),
        ("县法院审结一审行政应诉案件60件。", "县法院审结行政应诉案件60件。"),
        ("县司法局开展“宪法进校园”活动6场。", "县司法局开展“民法典进乡村”活动6场。"),
        ("县人民法院化解纠纷60件。", "县人民检察院化解纠纷60件。"),
    ],
)
def test_what_is_measured_otherwise_is_not_matched(one: str, two: str) -> None:
    assert {change.status for change in _figures(years(one, two))} == {"gone", "new"}


def test_two_places_stand_side_by_side(sides: dict[str, Side]) -> None:
    result = compare(sides["linhu-2022"], sides["songquan-2022"])
    assert not result.over_time
    assert not {change.status for change in result.changes} & {"fulfilled", "open", "new plan", "recurring"}
    assert ("changed", "行政机关负责人出庭应诉率88.9%", "负责人出庭应诉率95.8%") in lines(result, "figure")


def test_each_place_has_its_own_document_of_one_name() -> None:
    text = "印发《{}法治政府建设实施方案（2021-2025年）》。"
    one, two = (report(text.format(body), 2022, body) for body in ("青阳县", "泾县"))
    assert {change.status for change in compare(one, two).changes if change.type == "instrument"} == {"counterpart"}


def test_over_time_bodies_without_a_counterpart_are_left_aside(sides: dict[str, Side]) -> None:
    names = sorted((DATA / "compare").glob("*.txt"))
    rows = [report_rows(build(path).facts) for path in names]
    joined = {table: [row for part in rows for row in part[table]] for table in rows[0]}
    reports = [side.reports[0] for side in sides.values()]

    def of(*stems: str) -> Side:
        chosen = [known for known, path in zip(reports, names, strict=True) if path.stem in stems]
        wanted = {known.id for known in chosen}
        return make_side(
            chosen, {table: [row for row in part if row["report"] in wanted] for table, part in joined.items()}
        )

    result = compare(of("songquan-2021"), of("songquan-2022", "linhu-2022"))
    assert [known.issuer for known in result.left_aside] == ["临湖县人民政府"]
    assert result.b.label == "松泉县 2022"
    told = {
        quote.report
        for change in result.changes
        for item in (change.before, change.after)
        if item
        for quote in item.quotes
    }
    assert told == {known.id for side in (result.a, result.b) for known in side.reports}
    assert found_pairs(result) == found_pairs(compare(sides["songquan-2021"], sides["songquan-2022"]))


def test_a_report_compared_with_itself_is_all_the_same(sides: dict[str, Side]) -> None:
    result = compare(sides["linhu-2023"], sides["linhu-2023"])
    assert {change.status for change in result.changes} == {"same"}
    heads = [item for item in sides["linhu-2023"].items["initiative"] if item.head]
    counted = sum(len(items) for items in sides["linhu-2023"].items.values())
    assert len(result.changes) >= counted - len(heads)


def test_the_comparison_turned_round_finds_the_same_pairs_of_figures(sides: dict[str, Side]) -> None:
    there = {(one, two) for _, one, two in lines(compare(sides["linhu-2022"], sides["songquan-2022"]), "figure")}
    back = {(two, one) for _, one, two in lines(compare(sides["songquan-2022"], sides["linhu-2022"]), "figure")}
    assert there == back


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("全年共办理案件120件", "办理案件"),
        ("深入推进“放管服”改革", "深化“放管服”改革"),
        ("设立调解工作室3个", "建立调解工作室"),
        ("查找问题58个", "发现问题46个"),
    ],
)
def test_wordings_of_one_thing_fold_to_one(one: str, two: str) -> None:
    assert folded(one) == folded(two)


def test_rare_words_weigh_more_than_common_ones() -> None:
    weights = Weights.of(["行政执法监督", "行政执法培训", "行政执法考试", "行政执法检查", "排污口排查"])
    same_end = likeness(weights.pairs("执法考试"), weights.pairs("资格考试"))
    same_start = likeness(weights.pairs("行政执法考试"), weights.pairs("行政执法检查"))
    assert likeness(weights.pairs("排污口排查"), weights.pairs("排污口排查")) == 1
    assert same_start < 0.6
    assert same_end > 0.4


def test_words_that_exclude_each_other() -> None:
    assert apart("深化司法体制改革", "深化执法体制改革")
    assert apart("一审案件", "案件")
    assert not apart("受理申请", "受理申请")
    assert names_agree("开展“宪法进校园”活动", "“宪法进校园”活动") is True
    assert names_agree("开展活动", "“宪法进校园”活动") is None
    assert unit_family("宗") == unit_family("起") == "件"
    assert says_little("立案")
    assert not says_little("行政复议申请")


def _figures(result: Comparison) -> list[Change]:
    return [change for change in result.changes if change.type == "figure"]


def test_the_order_of_the_result_does_not_change(sides: dict[str, Side], linhu: Comparison) -> None:
    assert compare(sides["linhu-2022"], sides["linhu-2023"]) == linhu


def test_labels_speak_of_words_that_are_there() -> None:
    for name, both in PAIRS.items():
        texts = [Path(DATA / "compare" / f"{name}-{year}.txt").read_text("utf-8") for year in both]
        for line in (DATA / "compare" / f"{name}.jsonl").read_text("utf-8").splitlines():
            label = json.loads(line)
            if label["type"] != "document":
                assert label["a"] in texts[0], line
                assert label["b"] in texts[1], line
