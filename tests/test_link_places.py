"""Places: names, codes, what lies in what, and what is no more."""

from govgraph.link.places import (
    chain,
    counties_of_township,
    current,
    find_places,
    full_name,
    leading_chain,
    named_places,
    place_of_code,
)


def test_a_county_is_known_by_its_full_name_with_all_that_lies_above_it() -> None:
    (place,) = find_places("泾县")
    assert (place.code, place.level) == ("341823", "county")
    assert full_name(place) == "安徽省宣城市泾县"
    assert [step.level for step in chain(place)] == ["provincial", "prefecture", "county"]


def test_a_district_of_a_municipality_lies_straight_below_it() -> None:
    (place,) = find_places("开州")
    assert (place.code, full_name(place)) == ("500154", "重庆市开州区")


def test_places_of_one_name_are_all_given() -> None:
    cities = {full_name(place) for place in find_places("鼓楼区")}
    assert cities == {"江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "福建省福州市鼓楼区", "河南省开封市鼓楼区"}
    assert {full_name(place) for place in find_places("朝阳区")} == {"北京市朝阳区", "吉林省长春市朝阳区"}


def test_cities_without_districts_and_counties_without_a_prefecture() -> None:
    names = {name: full_name(find_places(name)[0]) for name in ("东莞市", "中山市", "儋州市", "嘉峪关市", "仙桃市")}
    assert names["东莞市"] == "广东省东莞市"
    assert names["嘉峪关市"] == "甘肃省嘉峪关市"
    assert names["儋州市"] == "海南省儋州市"
    assert names["仙桃市"] == "湖北省仙桃市"
    assert find_places("仙桃市")[0].level == "county"


def test_autonomous_areas_have_the_short_names_that_people_use() -> None:
    assert full_name(find_places("石柱县")[0]) == "重庆市石柱土家族自治县"
    assert full_name(find_places("恩施州")[0]) == "湖北省恩施土家族苗族自治州"
    assert full_name(find_places("广西")[0]) == "广西壮族自治区"
    assert full_name(find_places("鄂温克族自治旗")[0]) == "内蒙古自治区呼伦贝尔市鄂温克族自治旗"


def test_a_former_county_leads_to_what_took_its_place() -> None:
    (former,) = find_places("开县")
    assert (former.code, former.until, full_name(former)) == ("500234", "2016", "重庆市开县")
    assert current(former).name == "开州区"
    assert place_of_code("500234") == former


def test_with_a_year_a_name_means_what_existed_then() -> None:
    assert [place.until for place in find_places("渝北区", "2022")] == ["2025"]
    assert find_places("渝北区", "2026") == ()
    assert find_places("庐江县", "2009") == find_places("庐江县")  # only its code changed


def test_every_place_lies_in_a_known_province() -> None:
    for name in ("两江新区", "平潭县", "神农架林区", "石河子市", "东城区", "三沙市"):
        for place in find_places(name):
            assert chain(place)[0].level == "provincial"


def test_the_places_that_open_a_name_are_read_downwards() -> None:
    length, (place,) = leading_chain("厦门市思明区人民政府")
    assert (length, full_name(place)) == (6, "福建省厦门市思明区")
    length, (place,) = leading_chain("安徽省泾县司法局")
    assert (length, place.name) == (5, "泾县")
    assert leading_chain("公安机关") == (0, ())


def test_a_township_is_known_with_the_counties_that_have_it() -> None:
    assert [full_name(place) for place in counties_of_township("丁蜀镇")] == ["江苏省无锡市宜兴市"]
    assert len(counties_of_township("城关镇")) > 50
    assert counties_of_township("蜀镇") == ()


def test_places_named_in_a_sentence() -> None:
    found = named_places("会同芜湖市和南陵县的同行交流,第3次。")
    assert {full_name(place) for place in found} == {"安徽省芜湖市", "安徽省芜湖市南陵县"}
