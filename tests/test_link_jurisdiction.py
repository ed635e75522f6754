"""Whose report is it? Titles, headers and openings as offices write them."""

import pytest

from govgraph.extract import jurisdiction_of
from govgraph.link import Jurisdiction, find_jurisdiction
from govgraph.link.bodies import link_body
from govgraph.read import parse_report


def of(title: str, opening: str = "", **header: str) -> Jurisdiction:
    return find_jurisdiction(title, header, opening)


@pytest.mark.parametrize(
    ("title", "issuer", "level"),
    [
        ("开州区2022年度法治政府建设情况", "重庆市开州区人民政府", "county"),
        ("南陵县2021年度法治政府建设情况报告", "安徽省芜湖市南陵县人民政府", "county"),
        ("福建省人民政府关于2024年度法治政府建设情况的报告", "福建省人民政府", "provincial"),
        ("潍坊市市场监督管理局2023年度法治政府建设情况报告", "山东省潍坊市市场监督管理局", "prefecture"),
        ("南陵县司法局关于2023年度法治政府建设情况的报告", "安徽省芜湖市南陵县司法局", "county"),
        ("国家税务总局潍坊市税务局2023年法治政府建设情况报告", "国家税务总局潍坊市税务局", "prefecture"),
        ("交通运输部2023年法治政府部门建设工作情况", "中华人民共和国交通运输部", "central"),
        (
            "中共南陵县委员会 南陵县人民政府关于2023年度法治政府建设情况的报告",
            "安徽省芜湖市南陵县人民政府",
            "county",
        ),
        ("新疆生产建设兵团2023年法治政府建设情况报告", "新疆生产建设兵团", "provincial"),
        ("关于南陵县2023年度法治政府建设情况的报告", "安徽省芜湖市南陵县人民政府", "county"),
        ("2023年度南陵县水利局法治政府建设工作报告", "安徽省芜湖市南陵县水利局", "county"),
        ("北京市海淀区人民政府2023年法治政府建设年度情况报告", "北京市海淀区人民政府", "county"),
        ("东莞市住房和城乡建设局2023年度法治政府建设报告", "广东省东莞市住房和城乡建设局", "prefecture"),
        ("锡林郭勒盟行政公署2022年度法治政府建设情况报告", "内蒙古自治区锡林郭勒盟行政公署", "prefecture"),
        ("恩施州2022年法治政府建设情况报告", "湖北省恩施土家族苗族自治州人民政府", "prefecture"),
        ("开县2015年依法行政工作报告", "重庆市开县人民政府", "county"),
        ("潍坊经济技术开发区管委会2023年度法治政府建设报告", "潍坊经济技术开发区管理委员会", "county"),
        ("潍坊市高新区2023年法治政府建设情况报告", "潍坊高新技术产业开发区管理委员会", "county"),
        ("寿光市2023年法治政府建设情况报告", "山东省潍坊市寿光市人民政府", "county"),
        ("国家林业和草原局2023年法治政府建设情况报告", "国家林业和草原局", "central"),
    ],
)
def test_the_title_names_the_body(title: str, issuer: str, level: str) -> None:
    found = of(title)
    assert (found.issuer, found.level) == (issuer, level)


def test_the_divisions_above_come_with_the_place() -> None:
    found = of("泾县2021年度法治政府建设情况报告")
    assert (found.province, found.prefecture, found.county) == ("安徽省", "宣城市", "泾县")
    assert found.place is not None
    assert found.place.code == "341823"
    assert found.issuer_kind == "government"
    assert found.department is None


def test_a_department_keeps_its_own_name() -> None:
    found = of("潍坊市市场监督管理局2023年度法治政府建设情况报告")
    assert (found.department, found.issuer_kind, found.area) == ("市场监督管理局", "department", "山东省潍坊市")


def test_a_township_lies_in_the_county_that_the_page_names() -> None:
    found = of("临江镇人民政府2023年法治政府建设年度报告", publisher="重庆市开州区临江镇人民政府")
    assert (found.issuer, found.township, found.level) == ("重庆市开州区临江镇人民政府", "临江镇", "township")
    street = of("汉丰街道办事处2022年法治政府建设情况报告", "2022年,在重庆市开州区领导下,街道抓好法治工作。")
    assert street.issuer == "重庆市开州区汉丰街道办事处"


def test_a_township_of_a_district_whose_name_others_have() -> None:
    found = of("东街街道2023年法治政府建设情况报告", publisher="福州市鼓楼区东街街道办事处")
    assert found.issuer == "福建省福州市鼓楼区东街街道办事处"
    assert of("福州市鼓楼区人民政府东街街道办事处2023年法治政府建设情况报告") == found


def test_a_zone_without_its_city_lies_in_the_one_that_the_page_names() -> None:
    found = of("高新区管委会2023年法治政府建设情况报告", "在潍坊市委、市政府领导下,我区抓好法治工作。")
    assert (found.issuer, found.level) == ("潍坊高新技术产业开发区管理委员会", "county")
    assert (found.area, found.prefecture) == ("山东省潍坊市潍坊高新技术产业开发区", "潍坊市")
    assert found.issuer_key == "山东省潍坊市潍坊高新技术产业开发区管理委员会"


def test_places_of_one_name_are_told_apart_by_what_else_the_page_says() -> None:
    title = "鼓楼区2022年法治政府建设情况报告"
    assert of(title, "在福州市委、市政府领导下").place != of(title, "徐州市委、市政府").place
    assert of(title, "在福州市委、市政府领导下").issuer == "福建省福州市鼓楼区人民政府"
    assert of("朝阳区2022年法治政府建设情况报告", indexNumber="11110105000000000X/2023-1").province == "北京市"


def test_where_two_places_remain_the_words_of_the_title_stand() -> None:
    found = of("鼓楼区2022年法治政府建设情况报告", "我区抓好法治工作。")
    assert (found.place, found.issuer) == (None, "鼓楼区人民政府")


def test_a_title_without_a_body_is_the_publishers_or_its_places() -> None:
    title = "2022年度法治政府建设情况报告"
    assert of(title, "我县抓好落实。", publisher="泾县人民政府办公室").issuer == "安徽省宣城市泾县人民政府"
    assert of(title, "我局抓好落实。", publisher="泾县司法局").issuer == "安徽省宣城市泾县司法局"
    assert of(title, "我县抓好落实。", publisher="泾县司法局").issuer == "安徽省宣城市泾县人民政府"
    assert of(title, "泾县抓好落实,我县成绩明显。", source="县司法局").issuer == "安徽省宣城市泾县人民政府"


def test_a_relative_title_takes_its_place_from_the_page() -> None:
    assert of("县司法局2022年度法治政府建设情况报告", publisher="泾县司法局").issuer == "安徽省宣城市泾县司法局"
    city = of("市市场监督管理局2023年法治政府建设情况", publisher="宣城市市场监督管理局")
    assert city.issuer == "安徽省宣城市市场监督管理局"


def test_a_department_without_its_place_takes_the_one_that_the_page_names() -> None:
    found = of("司法局2022年度法治政府建设情况报告", "泾县坚持依法行政,我局抓好落实。")
    assert found.issuer == "安徽省宣城市泾县司法局"
    assert of("我县2022年法治政府建设情况", "泾县坚持依法行政。").issuer == "安徽省宣城市泾县人民政府"
    office = of("2022年度法治政府建设情况报告", "泾县坚持依法行政,我县抓好落实。", publisher="政府办公室")
    assert office.issuer == "安徽省宣城市泾县人民政府"


def test_a_body_without_a_place_keeps_its_words() -> None:
    found = of("青山湖管理服务中心2023年法治政府建设情况报告")
    assert (found.issuer, found.place, found.issuer_kind) == ("青山湖管理服务中心", None, "institution")


def test_a_page_that_says_nothing_still_has_a_jurisdiction() -> None:
    assert of("").issuer == "本机关"


def test_a_township_without_its_county_takes_the_one_whose_city_is_named_too() -> None:
    # 城区 is the name of a place elsewhere
    opening = "在武侯区委、区政府领导下,对照《成都市法治政府建设实施方案》,推进老旧城区治理。"
    found = of("玉林街道办事处2021年度法治政府建设情况报告", opening)
    assert found.issuer == "四川省成都市武侯区玉林街道办事处"


def test_a_township_whose_name_one_county_has_lies_there() -> None:
    assert of("丁蜀镇2022年度法治政府建设情况报告").issuer == "无锡市宜兴市丁蜀镇人民政府"


def test_a_township_whose_name_several_have_needs_another_word() -> None:
    title = "荷城街道办事处2022年法治政府建设情况报告"
    assert of(title).place is None
    assert of(title, "我街道在高明区委领导下开展工作。").issuer == "广东省佛山市高明区荷城街道办事处"


def test_a_relative_name_of_no_known_unit_still_has_its_kind() -> None:
    here = of("荷城街道办事处2022年法治政府建设情况报告")
    assert (link_body("区委", here).canonical, link_body("区委", here).kind) == ("区委", "party")
    assert link_body("区政府", here).kind == "government"


BODY = (
    "2022年，我局认真贯彻《法治政府建设实施纲要（2021—2025年）》，开展执法检查12次，举办培训3期，依法行政水平不断提高。"
)


@pytest.mark.parametrize(
    "text",
    [
        f"泾县水利局文件\n\n泾水〔2023〕9号\n\n关于2022年度法治政府建设情况的报告\n\n县政府：\n{BODY}\n",
        f"关于2022年度法治政府建设情况的报告\n县政府：\n{BODY}\n特此报告。\n泾县水利局\n2023年1月9日\n",
        f"关于2022年度法治政府建设情况的报告\n县政府：\n{BODY}\n特此报告。\n　　泾县水利局\n\n　　二〇二三年一月九日\n",
    ],
)
def test_a_title_without_a_body_is_the_senders(text: str) -> None:
    assert jurisdiction_of(parse_report(text.encode(), "report.txt")).issuer == "安徽省宣城市泾县水利局"
