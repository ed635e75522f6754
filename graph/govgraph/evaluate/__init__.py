"""Facts against gold: the scorer of the annotation guide, over one report or a folder of them.

>>> from govgraph.evaluate import score
>>> gold = [{"id": "L1", "type": "instrument", "section": "1", "quote": "《宪法》", "canonical": "中华人民共和国宪法"}]
>>> score(gold, gold)["instrument"]["f1"]
1.0
"""

from govgraph.evaluate.calibration import Judged, calibration, judge
from govgraph.evaluate.folder import (
    evaluate_folder,
    read_folder,
    read_lines,
    read_pair,
    unfiltered_precision,
    valid_relations,
)
from govgraph.evaluate.names import namings, unlinked, wrongly_merged, wrongly_split
from govgraph.evaluate.rules import held_out, measure
from govgraph.evaluate.scorer import TYPES, Comparison, compare, errors, invented_quotes, score
from govgraph.evaluate.table import calibration_tables, columns, folder_table, score_table

__all__ = [
    "TYPES",
    "Comparison",
    "Judged",
    "calibration",
    "calibration_tables",
    "columns",
    "compare",
    "errors",
    "evaluate_folder",
    "folder_table",
    "held_out",
    "invented_quotes",
    "judge",
    "measure",
    "namings",
    "read_folder",
    "read_lines",
    "read_pair",
    "score",
    "score_table",
    "unfiltered_precision",
    "unlinked",
    "valid_relations",
    "wrongly_merged",
    "wrongly_split",
]
