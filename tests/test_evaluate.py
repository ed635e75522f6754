"""Evaluation as it is used: facts beside gold, by the rules of the annotation guide."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govgraph import evaluate
from govgraph.errors import InputError
from govgraph.evaluate.text import body_name, document_title, near, normal, overlap

DATA = Path(__file__).parent / "data"
Line = dict[str, Any]
Lines = list[Line]

ISSUER: Line = {
    "id": "ISSUER",
    "type": "agency",
    "section": "0",
    "quote": None,
    "canonical": "云河县人民政府",
    "kind": "government",
}
COURT: Line = {
    "id": "A1",
    "type": "agency",
    "section": "1",
    "quote": "县法院",
    "canonical": "云河县人民法院",
    "kind": "court",
}
LAW: Line = {"id": "L1", "type": "instrument", "section": "1", "quote": "《信访工作条例》", "canonical": "信访工作条例"}
TRAINING: Line = {"id": "I1", "type": "initiative", "section": "1.1", "quote": "开展行政执法人员培训"}
PEOPLE: Line = {
    "id": "F1",
    "type": "figure",
    "section": "1.1",
    "quote": "培训执法人员320名",
    "indicator": "培训执法人员",
    "value": 320,
    "unit": "名",
}
TRAINED_BY_COURT: Line = {
    "id": "r1",
    "type": "relation",
    "section": "1.1",
    "predicate": "carriedOutBy",
    "subject": "I1",
    "object": "A1",
    "evidence": "县法院开展行政执法人员培训",
}
GOLD: Lines = [ISSUER, COURT, LAW, TRAINING, PEOPLE, TRAINED_BY_COURT]


def changed(line: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return line | fields


def f1(facts: Lines, kind: str, gold: Lines = GOLD) -> float:
    return evaluate.score(gold, facts)[kind]["f1"]


def damaged(lines: Lines) -> Iterator[dict[str, Any]]:
    """Gold lines with every kind of fault, by the place of the line: lost, doubled, cut, misnamed, moved, rewired."""
    for n, given in enumerate(lines):
        line = {name: value for name, value in given.items() if name != "optional"}
        if n % 11 == 3 and line["id"] != "ISSUER":
            continue
        if n % 7 == 2 and len(line.get("quote") or "") > 3:
            line["quote"] = line["quote"][n % 3 : len(line["quote"]) - n % 2]
        if n % 9 == 4 and "canonical" in line:
            line["canonical"] = line["canonical"][::-1]
        if n % 13 == 5:
            line |= {name: value for name, value in {"value": 7, "indicator": "件数"}.items() if name in line}
        if n % 8 == 6:
            line["section"] = "1.1"
        if n % 10 == 7 and line["type"] == "relation":
            line["object"] = lines[n // 2]["id"]
        yield line
        if n % 17 == 8:
            yield line | {"id": f"{line['id']}-again"}


# --- the scorer -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", ["dev-bureau-2023", "dev-county-2021", "dev-province-2024", "kaizhou-2022"])
def test_figures_are_those_of_the_reference_scorer_to_the_last_digit(stem: str, gold: dict[str, Lines]) -> None:
    recorded = json.loads((DATA / "evaluate" / "recorded.json").read_text(encoding="utf-8"))
    assert evaluate.score(gold[stem], list(damaged(gold[stem]))) == recorded[stem]
    assert list(evaluate.score(gold[stem], list(damaged(gold[stem])))) == list(recorded[stem])


def test_gold_against_itself_is_perfect(gold: dict[str, Lines]) -> None:
    for lines in gold.values():
        assert evaluate.score(lines, lines)["macro"]["f1"] == 1.0


def test_nothing_found_scores_nothing_but_keeps_the_counts_of_the_gold() -> None:
    rows = evaluate.score(GOLD, [])
    assert rows["agency"] == {"precision": 0, "recall": 0, "f1": 0, "tp": 0, "predicted": 0, "gold": 1, "linked": 0}


def test_a_body_is_found_once_however_often_its_surface_stands() -> None:
    facts = [ISSUER, COURT, changed(COURT, id="A2", section="3")]
    assert evaluate.score(GOLD, facts)["agency"]["predicted"] == 1


def test_a_body_with_the_wrong_canonical_name_is_found_but_not_linked() -> None:
    row = evaluate.score(GOLD, [ISSUER, changed(COURT, canonical="云河市中级人民法院")])["agency"]
    assert (row["f1"], row["linked"]) == (1.0, 0.0)


def test_a_document_answers_to_its_title_or_its_surface() -> None:
    by_title = changed(LAW, quote="信访条例")
    by_surface = changed(LAW, canonical="中华人民共和国信访工作条例")
    assert f1([by_title], "instrument") == f1([by_surface], "instrument") == 1.0
    assert f1([changed(LAW, quote="信访条例", canonical="信访条例")], "instrument") == 0.0


def test_a_figure_needs_value_and_unit_and_overlapping_words() -> None:
    assert f1([changed(PEOPLE, quote="执法人员320名")], "figure") == 1.0
    assert f1([changed(PEOPLE, value=302)], "figure") == 0.0
    assert f1([changed(PEOPLE, unit="人次")], "figure") == 0.0
    assert f1([changed(PEOPLE, section="2.1")], "figure") == 0.0


def test_the_indicator_of_a_found_figure_must_overlap_by_half() -> None:
    assert evaluate.score(GOLD, [changed(PEOPLE, indicator="执法人员")])["figure"]["indicator"] == 1.0
    assert evaluate.score(GOLD, [changed(PEOPLE, indicator="人数")])["figure"]["indicator"] == 0.0


def test_work_must_overlap_by_half_in_a_section_that_holds_it() -> None:
    assert f1([changed(TRAINING, quote="行政执法人员培训", section="1")], "initiative") == 1.0
    assert f1([changed(TRAINING, quote="培训")], "initiative") == 0.0


def test_one_fact_answers_one_gold_line() -> None:
    twice = [TRAINING, changed(TRAINING, id="I2")]
    assert evaluate.score(GOLD, twice)["initiative"]["precision"] == 0.5
    assert evaluate.score(twice, [TRAINING])["initiative"]["recall"] == 0.5


def test_a_relation_is_right_with_other_ids_and_the_same_ends() -> None:
    facts = [
        ISSUER,
        changed(COURT, id="body"),
        changed(TRAINING, id="work"),
        changed(TRAINED_BY_COURT, id="x", subject="work", object="body"),
    ]
    rows = evaluate.score(GOLD, facts)
    assert rows["relation"]["f1"] == rows["  carriedOutBy"]["f1"] == 1.0


def test_a_relation_to_the_issuer_by_its_own_name_is_one_to_issuer() -> None:
    own = {"id": "A9", "type": "agency", "section": "1", "quote": "县政府", "canonical": "云河县人民政府"}
    gold = [*GOLD[:-1], changed(TRAINED_BY_COURT, object="ISSUER")]
    facts = [ISSUER, own, TRAINING, changed(TRAINED_BY_COURT, object="A9")]
    assert f1(facts, "relation", gold) == 1.0


def test_optional_gold_neither_counts_nor_costs() -> None:
    gold = [line | {"optional": True} for line in GOLD]
    for facts in ([], GOLD):
        rows = evaluate.score(gold, facts)
        assert {rows[kind]["gold"] + rows[kind]["predicted"] for kind in evaluate.TYPES} == {0}
        assert rows["macro"]["f1"] == 1.0


def test_errors_list_what_was_missed_and_what_was_wrong() -> None:
    facts = [ISSUER, COURT, TRAINING, changed(TRAINED_BY_COURT, predicate="targets")]
    assert evaluate.errors(GOLD, facts, "instrument") == ["- [1] 《信访工作条例》"]
    assert evaluate.errors(GOLD, facts, "relation") == [
        "- carriedOutBy: 开展行政执法人员培训 -> 县法院",
        "+ targets: 开展行政执法人员培训 -> 县法院",
    ]


def test_a_quote_that_the_text_does_not_have_is_an_invention() -> None:
    text = "县法院开展行政执法人员培训，培训执法人员３２０名。"
    assert evaluate.invented_quotes([ISSUER, COURT, PEOPLE, TRAINED_BY_COURT], text) == []
    assert evaluate.invented_quotes([LAW, changed(TRAINED_BY_COURT, evidence="县法院培训")], text) == [
        LAW,
        changed(TRAINED_BY_COURT, evidence="县法院培训"),
    ]


# --- how texts are compared -----------------------------------------------------------------------------------------


def test_width_quotes_dashes_and_brackets_make_no_difference() -> None:
    assert normal("《“八五”规划（2021—2025年）》") == normal("〈八五规划(2021-2025年)〉")
    assert document_title("《信访工作条例》") == document_title("信访工作条例")


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("安徽省宣城市泾县人民政府", "泾县人民政府"),
        ("中国共产党云河县委员会", "中共云河县委员会"),
        ("中国共产党云河县委员会组织部", "中共云河县委组织部"),
    ],
)
def test_a_body_keeps_its_name_without_higher_places(long: str, short: str) -> None:
    assert body_name(long) == body_name(short)


def test_bodies_of_different_places_stay_apart() -> None:
    assert body_name("云河县司法局") != body_name("云江县司法局")


def test_overlap_is_common_over_either_by_longest_common_substring() -> None:
    assert overlap("开展专项检查", "专项检查") == pytest.approx(4 / 6)
    assert overlap("开展专项检查", "组织专项督查") == pytest.approx(2 / 10)
    assert overlap("", "检查") == 0.0


def test_sections_are_near_when_one_holds_the_other() -> None:
    assert near("1", "1.2") and near("1.2", "1.2") and near("", "3")
    assert not near("1.2", "1.20")


# --- a folder of reports --------------------------------------------------------------------------------------------


def test_folder_gives_rows_per_report_means_and_pooled_counts() -> None:
    result = evaluate.evaluate_folder({"a": GOLD, "b": GOLD}, {"a": GOLD, "b": [], "not in the gold": GOLD})
    assert list(result["reports"]) == ["a", "b"]
    assert result["mean"]["instrument"]["f1"] == 0.5
    assert result["pooled"]["instrument"] == pytest.approx(
        {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "tp": 1, "predicted": 1, "gold": 2}
    )
    assert json.loads(json.dumps(result)) == result


def test_a_report_without_facts_is_said_by_name() -> None:
    with pytest.raises(InputError, match="no facts for the gold of: b"):
        evaluate.evaluate_folder({"a": GOLD, "b": GOLD}, {"a": GOLD})


def test_unfiltered_precision_sets_nothing_aside() -> None:
    facts = [*GOLD, changed(TRAINING, id="I2"), changed(TRAINED_BY_COURT, id="r2", predicate="inspiredBy")]
    shares = evaluate.unfiltered_precision(facts, evaluate.compare(GOLD, facts))
    assert (shares["initiative"], shares["relation"]) == (0.5, 0.5)
    assert shares["all"] == pytest.approx(5 / 7)


def test_valid_relations_have_a_known_predicate_with_its_domain_and_range() -> None:
    wrong_way = changed(TRAINED_BY_COURT, id="r2", subject="A1", object="I1")
    unknown = changed(TRAINED_BY_COURT, id="r3", predicate="inspiredBy")
    dangling = changed(TRAINED_BY_COURT, id="r4", object="A7")
    by_issuer = changed(TRAINED_BY_COURT, id="r5", object="ISSUER")
    assert evaluate.valid_relations([*GOLD, by_issuer]) == 1.0
    assert evaluate.valid_relations([*GOLD, wrong_way, unknown, dangling]) == 0.25


def test_names_linked_wrongly_merged_and_split_are_listed_with_their_words() -> None:
    bureau = {"id": "A2", "type": "agency", "section": "2", "quote": "县司法局", "canonical": "云河县司法局"}
    gold = [*GOLD, bureau]
    merged = evaluate.evaluate_folder({"a": gold}, {"a": [*GOLD, changed(bureau, canonical="云河县人民法院")]})
    assert [item["quote"] for item in merged["unlinked"]] == ["县司法局"]
    assert [(item["name"], item["under"]) for item in merged["wrongly_merged"]] == [
        ("云河县人民法院", ["云河县人民法院", "云河县司法局"])
    ]
    split = evaluate.evaluate_folder(
        {"a": GOLD, "b": GOLD}, {"a": GOLD, "b": [ISSUER, changed(COURT, canonical="江东省云河县人民法院")]}
    )
    assert split["unlinked"] == split["wrongly_merged"] == []
    assert [item["under"] for item in split["wrongly_split"]] == [["云河县人民法院", "江东省云河县人民法院"]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("江东省2022年法治工作要点", "2022年江东省法治工作要点", True),
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要(2021-2025)", True),
        ("江东省2022年法治工作要点", "江东省2021年法治工作要点", False),
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要（2015—2020年）", False),
    ],
)
def test_a_title_is_one_document_wherever_its_years_stand(one: str, other: str, same: bool) -> None:
    titles = [changed(LAW, id=f"L{n}", quote=f"《{title}》", canonical=title) for n, title in enumerate((one, other))]
    facts = [changed(title, key="instrument/要点") for title in titles]
    assert (evaluate.evaluate_folder({"a": titles}, {"a": facts})["wrongly_merged"] == []) is same


def test_offices_of_two_cities_are_no_split_name() -> None:
    offices = {
        stem: [changed(COURT, quote="市委依法治市办", canonical=f"中国共产党{stem}委员会全面依法治市委员会办公室")]
        for stem in ("云河市", "云江市")
    }
    assert evaluate.evaluate_folder(offices, offices)["wrongly_split"] == []


def test_one_generic_title_in_two_reports_is_two_documents() -> None:
    plan = changed(LAW, quote="《工作要点》", canonical="工作要点", level="county")
    facts = {stem: [changed(plan, key=f"instrument/工作要点 {stem}")] for stem in ("a", "b")}
    assert evaluate.evaluate_folder({"a": [plan], "b": [plan]}, facts)["wrongly_split"] == []


def test_calibration_sets_stated_confidence_against_measured_precision() -> None:
    right = [changed(TRAINING, rule="verb-object", confidence=0.9)]
    wrong = [changed(TRAINING, id="I2", quote="整改到位", rule="verb-object", confidence=0.9)]
    facts = [*right, *wrong, changed(LAW, rule="title-marks", confidence=1.0)]
    table = evaluate.calibration(evaluate.judge(facts, evaluate.compare(GOLD, facts)))
    assert table["rules"] == [
        {"label": "initiative verb-object", "facts": 2, "right": 1, "precision": 0.5, "confidence": 0.9},
        {"label": "instrument title-marks", "facts": 1, "right": 1, "precision": 1.0, "confidence": 1.0},
    ]
    assert [row["label"] for row in table["confidence"]] == ["0.90-0.95", "0.98-1.00"]
    assert table["error"] == pytest.approx(2 * 0.4 / 3)


def test_held_out_calibration_needs_two_reports_with_rules() -> None:
    facts = [changed(TRAINING, rule="initiative-verb-object", confidence=0.9)]
    assert evaluate.evaluate_folder({"a": GOLD}, {"a": facts})["held_out"] is None
    assert evaluate.evaluate_folder({"a": GOLD, "b": GOLD}, {"a": facts, "b": GOLD})["held_out"] is None
    both = evaluate.evaluate_folder({"a": GOLD, "b": GOLD}, {"a": facts, "b": facts})
    assert [(row["facts"], row["right"]) for row in both["held_out"]["confidence"]] == [(2, 2)]


# --- files and tables -----------------------------------------------------------------------------------------------


def test_a_folder_of_gold_and_a_build_are_read_alike(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in GOLD) + "\n\n"
    (tmp_path / "county.jsonl").write_text(lines, encoding="utf-8")
    built = tmp_path / "town"
    built.mkdir()
    (built / "facts.jsonl").write_text(lines, encoding="utf-8")
    (built / "report.txt").write_text("县法院", encoding="utf-8")
    assert evaluate.read_folder(tmp_path) == ({"county": GOLD, "town": GOLD}, {"town": "县法院"})


def test_two_files_are_one_report_and_two_folders_are_many(tmp_path: Path) -> None:
    line = json.dumps(LAW, ensure_ascii=False)
    for name in ("gold/county.jsonl", "built/county/facts.jsonl", "built/facts.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(line, encoding="utf-8")
    one = evaluate.read_pair(tmp_path / "gold" / "county.jsonl", tmp_path / "built" / "facts.jsonl")
    assert (
        one == evaluate.read_pair(tmp_path / "gold", tmp_path / "built") == ({"county": [LAW]}, {"county": [LAW]}, {})
    )


def test_wrong_names_and_both_calibrations_are_shown() -> None:
    facts = [ISSUER, changed(COURT, canonical="云河市中级人民法院", rule="agency-national", confidence=0.8)]
    result = evaluate.evaluate_folder({"a": GOLD, "b": GOLD}, {"a": facts, "b": facts})
    assert "  a [1] 县法院 -> 云河市中级人民法院, not 云河县人民法院" in evaluate.folder_table(result).splitlines()
    stated, _, by_others = evaluate.calibration_tables(result).partition(
        "confidence measured on the other reports only"
    )
    assert ["0.80-0.90", "2", "2", "1.000", "0.800"] in [line.split() for line in stated.splitlines()]
    assert "calibration error: 0.200" in stated
    assert "0.98-1.00" in by_others


@pytest.mark.parametrize(
    ("content", "message"), [("{]", "no JSON: .*:2"), ('{"id": 1}', "no fact with id and type: .*:2")]
)
def test_a_line_that_is_no_fact_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(LAW) + "\n" + content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        evaluate.read_lines(path)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read: .*gone\.jsonl: No such file"):
        evaluate.read_lines(tmp_path / "gone.jsonl")
    with pytest.raises(InputError, match=r"no \.jsonl files here"):
        evaluate.read_folder(tmp_path)


def test_tables_show_every_report_and_type() -> None:
    result = evaluate.evaluate_folder({"a": GOLD}, {"a": GOLD}, {"a": "县法院"})
    table = evaluate.folder_table(result)
    assert table.splitlines()[1].split() == ["a", *["1.000"] * 9, "4", "1.000", "1.000"]
    assert table.splitlines()[4].split() == ["a", "1.000", *["-"] * 10]
    assert "  carriedOutBy   precision 1.000  recall 1.000  f1 1.000  tp 1  predicted 1  gold 1" in table
    assert "tp 1  predicted 1  gold 1  linked 1.000" in table
    assert evaluate.score_table({"macro": {"f1": 0.5}}) == "macro            f1 0.500"
