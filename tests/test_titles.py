"""Documents: titles with marks, nested, unclosed or without marks; and quoted names that are no documents."""

import pytest

from reading import documents, entities, facts_of, left_out, quotes, relations


def kinds(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """Title, kind and level of the documents of a sentence."""
    return [(e.name, e.kind, e.level) for e in entities(facts_of(sentence), "instrument")]


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("青阳县山塘管护办法", "measures", "county"),
        ("青阳县执法协作实施方案", "scheme", "county"),
        ("青阳县普法工作要点", "keypoints", "county"),
        ("青阳县古村落保护条例（草案）", "regulation", "county"),
        ("青阳县“十四五”法治建设规划", "plan", "county"),
        ("青阳县案卷评查标准", "indicators", "county"),
        ("池州市行政执法公示办法", "measures", "prefecture"),
        ("安徽省行政执法监督条例", "regulation", "provincial"),
        ("关于规范涉企检查的通知", "notice", "county"),
        ("跨县河道联合巡查协议", "agreement", "county"),
        ("青阳县2022年法治政府建设年度报告", "report", "county"),
    ],
)
def test_a_title_tells_kind_and_level(title: str, kind: str, level: str) -> None:
    assert kinds(f"印发《{title}》。") == [(title, kind, level)]


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("宪法", "中华人民共和国宪法"),
        ("民法典", "中华人民共和国民法典"),
        ("行政处罚法", "中华人民共和国行政处罚法"),
        ("《行政复议法》", "中华人民共和国行政复议法"),
        ("《中华人民共和国行政复议法》", "中华人民共和国行政复议法"),
    ],
)
def test_laws_with_and_without_marks_and_country(words: str, canonical: str) -> None:
    facts = facts_of(f"组织全体执法人员学习{words}。")
    assert documents(facts) == [canonical]
    assert quotes(facts, [canonical]) == {words}


def test_words_that_only_begin_like_a_law_are_none() -> None:
    assert documents(facts_of("组织编写行政处罚法律文书范例，办好民法典宣传月活动。")) == []


def test_a_nested_title_is_a_document_of_its_own() -> None:
    facts = facts_of("制定《青阳县贯彻落实〈安徽省法治政府建设实施方案〉工作计划》。")
    outer, inner = "青阳县贯彻落实〈安徽省法治政府建设实施方案〉工作计划", "安徽省法治政府建设实施方案"
    assert documents(facts) == [outer, inner]
    assert quotes(facts, [inner]) == {f"〈{inner}〉"}
    assert relations(facts, "implements") == {(outer, inner)}


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("出台《青阳县决策事项目录，公开征求意见。", "《青阳县决策事项目录"),
        ("落实《青阳县执法监督办法（试行），开展检查4次。", "《青阳县执法监督办法（试行）"),
        ("修订《青阳县合同管理规定。", "《青阳县合同管理规定"),
    ],
)
def test_an_unclosed_title_ends_after_its_head(sentence: str, quote: str) -> None:
    assert {e.name for e in entities(facts_of(sentence), "instrument")} == {quote[1:]}
    assert quotes(facts_of(sentence), [quote[1:]]) == {quote}


def test_two_titles_side_by_side_are_two() -> None:
    assert documents(facts_of("印发《青阳县梯田管护办法》《青阳县民宿管理规定》。")) == [
        "青阳县梯田管护办法",
        "青阳县民宿管理规定",
    ]


@pytest.mark.parametrize(
    "words",
    ["《池州日报》", "《青阳新闻》", "《习近平法治思想学习纲要》", "《民法典学习读本》", "《山城夜话》"],
)
def test_quoted_names_that_are_no_documents_are_left_out_with_a_reason(words: str) -> None:
    facts = facts_of(f"组织干部职工阅看{words}。")
    assert documents(facts) == []
    assert "no document" in left_out(facts)[words]


def test_a_news_article_is_no_document_whatever_it_ends_in() -> None:
    facts = facts_of("《山城用好执法规范》一文在省级媒体刊发。")
    assert documents(facts) == []


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("梳理行政许可事项清单286项。", "行政许可事项清单"),
        ("编制公共服务事项清单91项。", "公共服务事项清单"),
        ("制发2023年普法活动方案。", "2023年普法活动方案"),
    ],
)
def test_issued_lists_and_dated_plans_need_no_marks(sentence: str, title: str) -> None:
    assert documents(facts_of(sentence)) == [title]


@pytest.mark.parametrize("sentence", ["制定实施方案。", "完善各项管理办法。", "建立问题台账。"])
def test_an_unnamed_plan_is_no_document(sentence: str) -> None:
    assert documents(facts_of(sentence)) == []


def test_generic_titles_of_two_years_are_two_documents() -> None:
    facts = facts_of("印发《2023年工作要点》，对照《2022年工作要点》查漏补缺。")
    found = entities(facts, "instrument")
    assert [e.year for e in found] == ["2023", "2022"]
    assert found[0].key != found[1].key


def test_generic_titles_of_two_issuers_are_two_documents() -> None:
    first = entities(facts_of("县司法局印发《普法工作要点》。"), "instrument")
    second = entities(facts_of("县水利局印发《普法工作要点》。"), "instrument")
    assert first[0].name == second[0].name
    assert first[0].key != second[0].key


def test_a_proper_title_is_one_document_wherever_it_stands() -> None:
    facts = facts_of("出台《青阳县山塘管护办法》。", "按照《青阳县山塘管护办法》规定，开展巡查。")
    assert documents(facts) == ["青阳县山塘管护办法"]


def test_the_number_behind_a_title_belongs_to_the_document() -> None:
    facts = facts_of("印发《青阳县山塘管护办法》（青政〔2023〕8号）。")
    assert entities(facts, "instrument")[0].number == "青政〔2023〕8号"
