"""Write ontology/indicators.ttl, the SKOS vocabulary of indicators, from its one source ontology/indicators.toml.

python scripts/indicators.py            rewrite it
python scripts/indicators.py --check    exit code 1 where it is out of date
"""

import json
import sys
from pathlib import Path

from govgraph.graph.terms import INDICATORS
from govgraph.indicators.concepts import Concept, concepts

TARGET = Path(__file__).resolve().parents[1] / "ontology" / "indicators.ttl"
VOCABULARY = INDICATORS.rstrip("#")
HEAD = f"""\
# What figures of rule-of-law reports measure, as SKOS. Written by scripts/indicators.py from indicators.toml, where
# the words stand by which a figure is recognised. The IRI of a concept is the scheme's name and its local name.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ind: <{INDICATORS}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{VOCABULARY}>
    a owl:Ontology, skos:ConceptScheme ;
    dcterms:title "法治政府建设指标"@zh, "Indicators of rule-of-law government"@en ;
    dcterms:description "法治政府建设报告中的数据所衡量的指标，按主题分组；随所读报告增补。"@zh,
        "Indicators that figures of rule-of-law reports measure, by theme; the list grows with the reports read."@en ;
    dcterms:license <https://spdx.org/licenses/MIT> ;
    owl:versionIRI <{VOCABULARY}/0.1.0> ;
    owl:versionInfo "0.1.0" .

ind:shareOf a owl:ObjectProperty ; rdfs:isDefinedBy <{VOCABULARY}> ;
    rdfs:label "分母"@zh, "share of"@en ;
    skos:definition "一项比率的分母所衡量的指标。"@zh, "The indicator that a rate is a share of."@en ;
    rdfs:domain skos:Concept ;
    rdfs:range skos:Concept .

ind:countedIn a owl:DatatypeProperty ; rdfs:isDefinedBy <{VOCABULARY}> ;
    rdfs:label "计量单位"@zh, "counted in"@en ;
    skos:definition "指标所用的计量单位，可有几种。"@zh, "A unit in which figures of the indicator are given."@en ;
    rdfs:domain skos:Concept ;
    rdfs:range xsd:string .
"""


def main(arguments: list[str]) -> int:
    wanted = HEAD + "".join(map(_block, concepts().values()))
    if "--check" in arguments:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted else 1
    TARGET.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


def _block(concept: Concept) -> str:
    lines = [f"a skos:Concept ; rdfs:isDefinedBy <{VOCABULARY}> ; skos:inScheme <{VOCABULARY}>"]
    lines.append(f"skos:broader ind:{concept.theme}" if concept.theme else f"skos:topConceptOf <{VOCABULARY}>")
    lines.append(f"skos:prefLabel {_text(concept.zh)}@zh, {_text(concept.en)}@en")
    if concept.alternatives:
        lines.append("skos:altLabel " + ", ".join(f"{_text(name)}@zh" for name in concept.alternatives))
    lines.append(f"skos:definition {_text(concept.about_zh)}@zh,\n        {_text(concept.about)}@en")
    if concept.units:
        lines.append("ind:countedIn " + ", ".join(map(_text, concept.units)))
    if concept.denominator:
        lines.append(f"ind:shareOf ind:{concept.denominator}")
    return f"\nind:{concept.name}\n    " + " ;\n    ".join(lines) + " .\n"


def _text(words: str) -> str:
    """A string as Turtle writes it, which is how JSON does."""
    return json.dumps(words, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
