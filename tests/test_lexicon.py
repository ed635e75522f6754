"""The lexicons: every file loads, and every entry of the main lists does in a sentence what its list says."""

import re
from pathlib import Path

import pytest

from govgraph.lexicon import Lexicon, alternation, load
from govgraph.resources import ontology_folder
from reading import bodies, documents, entities, facts_of, figures, problems, recognitions, relations, work

FILES = sorted(path.stem for path in (ontology_folder() / "lexicon").glob("*.toml"))
TITLE = "青阳县石刻管护办法"
WORK = "开展石刻管护排查"


def words(table: str, without: str = "") -> list[str]:
    """The words of a list ``file.list``, without those that another list of the file gives another reading."""
    file, name = table.split(".")
    return [word for word in dict.fromkeys(load(file).words(name)) if word not in without.split()]


@pytest.mark.parametrize("name", FILES)
def test_every_lexicon_loads(name: str) -> None:
    lexicon = load(name)
    assert isinstance(lexicon, Lexicon)
    assert lexicon.tables


@pytest.mark.parametrize("name", FILES)
def test_every_lexicon_says_what_its_lists_are_for(name: str) -> None:
    text = Path(ontology_folder() / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        load("verbs").words("no_such_list")


def test_the_longest_word_is_tried_first() -> None:
    words = re.compile(alternation(["法", "法典", "办法", "法", "c++"]))
    assert [words.match(text).group() for text in ("法典", "法律", "办法", "c++")] == ["法典", "法", "办法", "c++"]


# Another list has the last word on these: their effect is told there.
NOT_MAKING = "提请审议 审议 完善 实施"
NOT_FOLLOWING = "为落实 为贯彻"
SHADOWED_WORK = "提供 牵头 增强 发挥 严守"
ALSO_VERBS = "严格 常态化 抓紧"


@pytest.mark.parametrize("verb", words("instruments.issue_verbs", NOT_MAKING))
def test_verbs_of_issuing_give_the_issuer(verb: str) -> None:
    assert (TITLE, "青阳县水利局") in relations(facts_of(f"县水利局{verb}《{TITLE}》。"), "issuedBy")


@pytest.mark.parametrize("verb", words("instruments.basis_verbs", NOT_FOLLOWING))
def test_verbs_of_following_give_the_basis(verb: str) -> None:
    assert relations(facts_of(f"县水利局{verb}《{TITLE}》规定，{WORK}。"), "basedOn") == {(WORK, TITLE)}


@pytest.mark.parametrize("head", words("instruments.heads", "教程"))
def test_heads_make_a_document(head: str) -> None:
    assert documents(facts_of(f"县水利局印发《石刻管护{head}》。")) == [f"石刻管护{head}"]


@pytest.mark.parametrize("word", words("instruments.books"))
def test_books_are_no_documents(word: str) -> None:
    assert documents(facts_of(f"组织干部阅读《乡村法治{word}》。")) == []


@pytest.mark.parametrize("verb", words("instruments.list_verbs"))
def test_verbs_of_listing_make_a_list_a_document(verb: str) -> None:
    assert "公共服务事项清单" in documents(facts_of(f"{verb}公共服务事项清单86项。"))


@pytest.mark.parametrize("verb", words("verbs.work", SHADOWED_WORK))
def test_verbs_of_work_name_work(verb: str) -> None:
    assert len(work(facts_of(f"{verb}古村落石刻管护点位。"))) == 1


@pytest.mark.parametrize("word", [*words("verbs.adverbs", ALSO_VERBS), *words("verbs.half_adverbs")])
def test_manner_is_left_out_of_the_quote(word: str) -> None:
    assert work(facts_of(f"{word}{WORK}。")) == [WORK]


@pytest.mark.parametrize("word", words("verbs.leads", "报告如下"))
def test_openings_are_left_out_of_the_quote(word: str) -> None:
    assert work(facts_of(f"{word}{WORK}。")) == [WORK]


@pytest.mark.parametrize("word", words("verbs.fronting"))
def test_a_fronted_object_opens_the_quote(word: str) -> None:
    assert work(facts_of(f"{word}石刻管护人员开展技能培训。")) == [f"{word}石刻管护人员开展技能培训"]


@pytest.mark.parametrize("word", words("verbs.partners", "携手 联动"))
def test_words_around_partners(word: str) -> None:
    pairs = relations(facts_of(f"县水利局{word}县林业局{WORK}。"), "carriedOutBy")
    assert {body for _, body in pairs} == {"青阳县水利局", "青阳县林业局"}


@pytest.mark.parametrize("word", words("verbs.empty_objects"))
def test_empty_objects_name_no_work(word: str) -> None:
    assert work(facts_of(f"推进{word}。")) == []


@pytest.mark.parametrize("verb", words("verbs.effect"))
def test_effects_are_no_second_work(verb: str) -> None:
    assert work(facts_of(f"{WORK}，{verb}群众利益。")) == [WORK]


@pytest.mark.parametrize("verb", words("verbs.result"))
def test_results_in_numbers_are_no_second_work(verb: str) -> None:
    assert work(facts_of(f"{WORK}，{verb}点位12处。")) == [WORK]


@pytest.mark.parametrize("change", words("verbs.judgement_change"))
def test_judgements_are_no_work(change: str) -> None:
    assert work(facts_of(f"石刻管护水平不断{change}。")) == []


@pytest.mark.parametrize("measure", words("figures.measures", "岁 年"))
def test_measure_words_make_a_figure(measure: str) -> None:
    assert len(figures(facts_of(f"石刻管护点位达到37{measure}。"))) == 1


QUALIFIERS = [(word, kind) for kind in ("over", "about", "under") for word in words(f"figures.before_{kind}")]


@pytest.mark.parametrize(("word", "approx"), QUALIFIERS)
def test_qualifiers_before_a_number(word: str, approx: str) -> None:
    (figure,) = figures(facts_of(f"培训人员{word}37名。"))
    assert (figure.value, figure.approx) == ("37", approx)


@pytest.mark.parametrize("phrase", words("figures.set_phrases"))
def test_set_phrases_count_nothing(phrase: str) -> None:
    assert figures(facts_of(f"推行{phrase}工作。")) == []


@pytest.mark.parametrize("word", words("figures.change"))
def test_words_of_change(word: str) -> None:
    assert [figure.role for figure in figures(facts_of(f"案件{word}12%。"))] == ["change"]


ENDINGS = words("agencies.department_endings")
STAFFED = [*words("agencies.institution_endings"), *words("agencies.taskforce_endings")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_department_endings_make_a_body(ending: str) -> None:
    assert len(bodies(facts_of(f"县石刻管护{ending}召开会议。"))) == 1


@pytest.mark.parametrize("ending", dict.fromkeys(STAFFED))
def test_institution_and_task_force_endings_make_a_body(ending: str) -> None:
    assert len(bodies(facts_of(f"成立石刻管护{ending}。"))) == 1


@pytest.mark.parametrize("name", words("agencies.standalone"))
def test_names_that_stand_alone(name: str) -> None:
    assert len(bodies(facts_of(f"{name}作出安排。"))) == 1


@pytest.mark.parametrize("noun", load("agencies").table("counted")["department"].split())
def test_counted_nouns_are_groups(noun: str) -> None:
    found = entities(facts_of(f"对37个{noun}开展检查。"), "agency")
    assert [(entity.kind, entity.group) for entity in found] == [("department", True)]


@pytest.mark.parametrize("verb", words("recognitions.passive"))
def test_the_passive_of_honour(verb: str) -> None:
    assert len(recognitions(facts_of(f"县水利局被省水利厅{verb}全省先进单位。"))) == 1


@pytest.mark.parametrize("prize", words("recognitions.prizes"))
def test_prizes(prize: str) -> None:
    assert len(recognitions(facts_of(f"县水利局获得全省石刻管护{prize}。"))) == 1


@pytest.mark.parametrize("word", words("recognitions.not_recognition"))
def test_recognising_others_is_no_recognition(word: str) -> None:
    assert recognitions(facts_of(f"{word}石刻管护示范点。")) == []


@pytest.mark.parametrize("word", words("problems.deficiency"))
def test_deficiencies_are_problems(word: str) -> None:
    assert problems(facts_of(f"石刻管护力量{word}。", heading="存在的问题")) == [f"石刻管护力量{word}"]


@pytest.mark.parametrize("word", words("outline.planned"))
def test_headings_of_plans(word: str) -> None:
    found = entities(facts_of(f"{WORK}。", heading=word), "initiative")
    assert [entity.status for entity in found if entity.name == WORK] == ["planned"]


@pytest.mark.parametrize("word", words("outline.problems"))
def test_headings_of_problems(word: str) -> None:
    assert problems(facts_of("石刻管护力量薄弱。", heading=f"存在的{word}")) == ["石刻管护力量薄弱"]


@pytest.mark.parametrize("file", FILES)
def test_no_list_holds_a_word_twice(file: str) -> None:
    lexicon = load(file)
    for table, entry in lexicon.tables.items():
        if isinstance(entry, dict) and isinstance(entry.get("words"), str):
            found = lexicon.words(table)
            assert [word for word in set(found) if found.count(word) > 1] == [], table
