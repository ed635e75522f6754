"""The gold of the three text reports as facts, for tests of the graph at its real size."""

from functools import cache
from pathlib import Path

import govgraph
from goldfacts import gold_facts
from govgraph.facts import ReportFacts

_REPORTS = Path(__file__).parent / "data" / "reports"
_SAMPLE = Path(govgraph.__file__).parent / "sample"
TITLES = {
    "kaizhou-2022": (_SAMPLE, "开州区2022年度法治政府建设情况"),
    "dev-county-2021": (_REPORTS, "泾县2021年度法治政府建设情况报告"),
    "dev-province-2024": (_REPORTS, "福建省人民政府关于2024年度法治政府建设情况的报告"),
}


@cache
def facts_of(stem: str) -> ReportFacts:
    folder, title = TITLES[stem]
    return gold_facts(stem, (folder / f"{stem}.txt").read_text(encoding="utf-8"), title)
