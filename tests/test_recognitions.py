"""Recognitions: what is an award, a designation, a first or publicity; by whom and for whom."""

import pytest

from reading import facts_of, recognitions, relations


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("县司法局获评全国人民调解工作先进集体。", "award"),
        ("县法院获“省级青年文明号”称号。", "award"),
        ("制作的普法短视频获全省一等奖。", "award"),
        ("县行政复议应诉中心荣获市级集体二等功。", "award"),
        ("县公安局连续三年获评全省考核优秀等次。", "award"),
        ("我县被省委依法治省办命名为全省法治政府建设示范县。", "designation"),
        ("陵阳镇入选全省首批乡村治理试点。", "designation"),
        ("县行政复议中心成为全市基层联系点。", "designation"),
        ("相关经验被省司法厅简报刊载。", "publicity"),
        ("做法在《安徽日报》刊发。", "publicity"),
        ("国务院办公厅对青阳县改革做法予以通报表扬。", "publicity"),
        ("办案效率列全市第一。", "first"),
        ("相关做法在省司法厅网站刊登。", "publicity"),
        ("陵阳司法所被省司法厅记集体二等功。", "award"),
        ("升金湖水库入选省级法治宣传教育基地。", "designation"),
        ("县市监局获市政府通报表扬。", "publicity"),
        ("陵阳社区获评省级民主法治社区。", "designation"),
        ("建成全市首个山塘巡回法庭。", "first"),
        ("陵阳派出所在全市率先建成反诈驿站。", "first"),
        ("县政务服务中心在全省评价中位列第三。", "designation"),
        ("“竹乡普法”做法在全市率先推行。", "first"),
        ("作为全省首批改革试点园区，实行用地清单制。", "designation"),
        ("出台全省首部山塘管护地方标准。", "first"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    assert [entity.kind for entity in recognitions(facts_of(sentence))] == [kind]


def test_who_gave_it_and_whose_it_is() -> None:
    facts = facts_of("县公安局被省公安厅评为全省先进集体。")
    (award,) = recognitions(facts)
    assert relations(facts, "awardedBy") == {(award.name, "安徽省公安厅")}
    assert relations(facts, "achievedBy") == {(award.name, "青阳县公安局")}


def test_the_giver_may_stand_inside_the_prize() -> None:
    facts = facts_of("县水利局获省水利厅表彰。")
    (award,) = recognitions(facts)
    assert relations(facts, "awardedBy") == {(award.name, "安徽省水利厅")}


def test_an_award_of_the_reports_own_body_is_achieved_by_no_other() -> None:
    facts = facts_of("县政府被省政府授予“全省依法行政先进单位”称号。")
    (award,) = recognitions(facts)
    assert relations(facts, "awardedBy") == {(award.name, "安徽省人民政府")}
    assert relations(facts, "achievedBy") == set()


def test_two_winners() -> None:
    facts = facts_of("县法院、县检察院获评全省先进集体。")
    assert {body for _, body in relations(facts, "achievedBy")} == {"青阳县人民法院", "青阳县人民检察院"}


def test_a_recognition_is_what_the_work_before_it_produced() -> None:
    facts = facts_of("建成全市首个山塘巡回法庭。")
    assert relations(facts, "hasOutcome") == {("建成全市首个山塘巡回法庭", "建成全市首个山塘巡回法庭")}


@pytest.mark.parametrize(
    "sentence",
    [
        "开展法治示范单位评选。",
        "评选出法治示范户30户。",
        "争创全国法治政府建设示范县。",
        "申报全省试点。",
        "培育示范村12个。",
        "获得群众信任。",
        "获取证据材料。",
        "成为常态。",
        "获悉线索后立即处置。",
        "学习先进典型事迹。",
    ],
)
def test_recognising_others_and_asking_for_it_are_none(sentence: str) -> None:
    assert recognitions(facts_of(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("我县在全市普法考核中得了第一名。", ["在全市普法考核中得了第一名"]),
        ("县司法局名列全市第一。", ["县司法局名列全市第一"]),
        ("法治建设取得明显成效。", []),
    ],
)
def test_ranks_are_recognitions_and_mere_success_is_none(sentence: str, found: list[str]) -> None:
    assert [entity.name for entity in recognitions(facts_of(sentence))] == found


def test_a_body_above_praises_in_the_active_voice() -> None:
    facts = facts_of("省司法厅对石台县“一窗通办”做法予以通报表扬。")
    (praise,) = recognitions(facts)
    assert relations(facts, "awardedBy") == {(praise.name, "安徽省司法厅")}
    assert relations(facts, "achievedBy") == {(praise.name, "石台县人民政府")}


def test_praise_that_the_issuer_gives_is_its_work() -> None:
    assert recognitions(facts_of("县政府对12家先进单位予以表彰。")) == []


def test_a_rank_is_told_with_what_is_ranked() -> None:
    (rank,) = recognitions(facts_of("网上办理率达到92.6%，居全市首位。"))
    assert rank.name == "网上办理率达到92.6%，居全市首位"
