"""Turtle: readable, the same bytes for the same graph, the same graph for every parser, merged in flat memory."""

import random
from io import StringIO
from itertools import islice

import pyoxigraph
import pytest
import rdflib

from gold_graphs import TITLES, facts_of
from govgraph.errors import InputError
from govgraph.graph import terms
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import BASE, Literal, Triple, gov, iri
from govgraph.graph.turtle import Block, iri_token, merge_blocks, read_blocks, write_turtle
from small_report import small_facts

NASTY = [
    '他说"好"，又说\\n不是换行',
    "第一行\n第二行\r\n第三行\t缩进",
    "控制字符\x00\x01\x07\x0b\x0c\x1b\x7f\x85",
    "《〈某法〉实施办法》 <b>{x}</b> | ^ ` $ @zh ^^ ;.",
    "表情👍🏽与扩展汉字𠮷",
    "\u2028分段\u2029\u200b零宽\ufeff\u202e反向",
    "",
    '"""',
    "末尾反斜线\\",
    "' ; gov:head true .",
]


def as_text(triple: Triple) -> tuple[str, ...]:
    """A triple as plain text, however it was parsed."""
    subject, predicate, node = triple
    if isinstance(node, str):
        return subject, predicate, node
    plain = node.datatype or ("" if node.lang else terms.XSD + "string")
    return subject, predicate, node.value, plain, node.lang or ""


def by_rdflib(text: str) -> set[tuple[str, ...]]:
    found = set()
    for subject, predicate, node in rdflib.Graph().parse(data=text, format="turtle"):
        if isinstance(node, rdflib.Literal):
            value = Literal(str(node), node.datatype and str(node.datatype), node.language)
            found.add(as_text((str(subject), str(predicate), value)))
        else:
            found.add((str(subject), str(predicate), str(node)))
    return found


def by_oxigraph(text: str) -> set[tuple[str, ...]]:
    found = set()
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
        node = quad.object
        if isinstance(node, pyoxigraph.Literal):
            value = Literal(node.value, None if node.language else node.datatype.value, node.language)
            found.add(as_text((quad.subject.value, quad.predicate.value, value)))
        else:
            found.add((quad.subject.value, quad.predicate.value, node.value))
    return found


@pytest.mark.parametrize("stem", TITLES)
def test_two_parsers_read_back_the_triples_of_a_real_report(stem: str) -> None:
    triples = report_triples(facts_of(stem))
    text = write_turtle(triples)
    assert by_rdflib(text) == by_oxigraph(text) == set(map(as_text, triples))


def test_two_parsers_read_back_nasty_text() -> None:
    triples: list[Triple] = []
    for number, words in enumerate(NASTY):
        thing = iri(f"agency/{words}{number}")
        triples += (thing, terms.LABEL, Literal(words, None, "zh")), (thing, gov("quote"), Literal(words))
        triples += ((thing, gov("evidence"), iri(f"report/x/{words}")),)
    text = write_turtle(triples)
    assert by_rdflib(text) == by_oxigraph(text) == set(map(as_text, triples))


def test_every_fact_is_one_line_whatever_stands_in_it() -> None:
    text = write_turtle((iri("agency/x"), gov("quote"), Literal(words)) for words in NASTY)
    body = text.partition("\n\n")[2].splitlines()
    assert len(body) == 1 + len(NASTY)
    assert text.replace("\n", "").isprintable()


def test_a_block_reads_like_a_card() -> None:
    text = write_turtle(report_triples(small_facts()))
    assert (
        """
<place/360499>
    a gov:Place ;
    gov:placeCode "360499" ;
    skos:prefLabel "临湖县"@zh .
"""
        in text
    )


def test_the_order_of_the_triples_does_not_matter() -> None:
    triples = report_triples(small_facts())
    shuffled = random.Random(7).sample(triples, len(triples))
    assert write_turtle(shuffled + triples[:5]) == write_turtle(triples)


def test_numbers_and_truth_are_bare_and_decimals_keep_their_form() -> None:
    subject = iri("agency/x")
    text = write_turtle(
        [
            (subject, gov("start"), Literal("12", terms.INTEGER)),
            (subject, gov("group"), Literal("true", terms.BOOLEAN)),
            (subject, gov("value"), Literal("0.5", terms.DECIMAL)),
        ]
    )
    assert "gov:group true ;" in text
    assert "gov:start 12 ;" in text
    assert 'gov:value "0.5"^^xsd:decimal .' in text


@pytest.mark.parametrize(
    ("full", "token"),
    [
        (gov("Agency"), "gov:Agency"),
        (f"{BASE}agency/县政府", "<agency/县政府>"),
        (f"{BASE}a:b", f"<{BASE}a:b>"),  # a relative a:b would be another IRI
        (BASE, f"<{BASE}>"),
        (gov("有汉字"), f"<{gov('有汉字')}>"),
        ("https://www.example.org/x", "<https://www.example.org/x>"),
    ],
)
def test_iris_are_short_where_that_is_safe(full: str, token: str) -> None:
    assert iri_token(full) == token


def test_merging_a_graph_with_itself_changes_nothing() -> None:
    text = write_turtle(report_triples(small_facts()))
    merged = "".join(merge_blocks([read_blocks(StringIO(text)), read_blocks(StringIO(text))]))
    assert merged == text


def test_the_merge_of_files_is_the_file_of_the_union() -> None:
    graphs = [report_triples(facts_of(stem)) for stem in TITLES]
    parts = [read_blocks(StringIO(write_turtle(triples))) for triples in graphs]
    union = [triple for triples in graphs for triple in triples]
    assert "".join(merge_blocks(parts)) == write_turtle(union)


def test_a_shared_subject_stands_once_with_the_lines_of_both() -> None:
    first = [Block("<agency/甲>", ['skos:altLabel "甲局"@zh', 'skos:prefLabel "甲"@zh'])]
    second = [Block("<agency/甲>", ['skos:prefLabel "甲"@zh', 'skos:altLabel "我局"@zh'])]
    (block,) = read_blocks("".join(merge_blocks([first, second])).splitlines())
    assert block.lines == ['skos:altLabel "我局"@zh', 'skos:altLabel "甲局"@zh', 'skos:prefLabel "甲"@zh']


def test_merging_holds_one_block_of_each_source_at_a_time() -> None:
    taken = 0

    def endless() -> "islice[Block]":
        nonlocal taken
        number = 0
        while True:
            taken += 1
            number += 1
            yield Block(f"<agency/{number:06}>", ["a gov:Agency"])

    pieces = merge_blocks([endless(), endless()])  # type: ignore[list-item]
    assert len(list(islice(pieces, 51))) == 51
    assert taken < 110


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<agency/甲>\n    a gov:Agency ;\n", "ends within the block of <agency/甲>"),
        ("<agency/甲>\n    a gov:Agency\n", "line 2 is not Turtle as govgraph writes it"),
        ("    a gov:Agency .\n", "line 1 is not Turtle as govgraph writes it"),
    ],
)
def test_a_damaged_file_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(read_blocks(StringIO(text)))
