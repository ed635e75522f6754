"""What people really feed a command: each gets one clear line and the right exit code, by the real command."""

import gzip
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent / "data" / "reports" / "dev-county-2021.txt"
REPORT = """青山县2023年度法治政府建设情况报告

一、主要工作
(一)健全制度。县司法局印发《青山县2023年法治政府建设工作要点》,全年审核行政规范性文件12件,组织培训3次,培训执法人员260人次。
(二)化解纠纷。县人民政府受理行政复议案件45件,办结41件。

二、存在的问题
基层执法力量不足,执法培训还不够经常。

三、下一步打算
2024年,将开展执法人员轮训,完善行政复议工作机制。
"""


def govgraph(*arguments: str | Path, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the command; with `limit` no file it writes may grow beyond that many bytes, as on a disk that is full."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "govgraph", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=narrow,
        timeout=120,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def refused(tmp_path: Path, report: Path) -> str:
    """The one line that the command says about a report that it cannot read; nothing must have been written."""
    before = sorted(tmp_path.rglob("*"))
    result = govgraph("build", report, "-o", tmp_path / "out")
    assert result.returncode == 3, result.stderr
    assert result.stdout == ""
    assert sorted(tmp_path.rglob("*")) == before
    [line] = result.stderr.splitlines()
    assert line.startswith("govgraph: ")
    assert report.name in line
    return line


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path, tmp_path / "没有.txt")


def test_a_path_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    refused(tmp_path, tmp_path / "report.txt" / "below.txt")


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tmp_path, tmp_path / "empty")


BAD: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \r\n\t\n" * 50,
    "picture.txt": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40,
    "document.txt": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "packed.txt": lambda: gzip.compress(REPORT.encode(), mtime=0),
    "big5.txt": lambda: "這是一份關於道路工程與橋樑維護的會議紀錄，內容與本案無關。".encode("big5") * 20,
    "latin.txt": lambda: "Le gouvernement a présenté son rapport annuel à l'assemblée.\n".encode("latin-1") * 30,
    "broken.txt": lambda: bytes(range(128, 256)) * 30,
    "english.txt": lambda: b"Minutes of the parish council. The bridge was painted green.\n" * 40,
    "recipe.txt": lambda: (
        "把面粉和水放在一起揉成面团,盖上湿布醒半个小时,然后擀成薄片,切成细条下锅煮熟。\n".encode() * 40
    ),
    "scanned.html": lambda: b"<html><body><img src='1.jpg'><img src='2.jpg'></body></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name]())
    refused(tmp_path, tmp_path / name)


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(REPORT.encode() * (50_000_000 // len(REPORT.encode())))
    start = time.perf_counter()
    refused(tmp_path, path)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_is_read_in_each_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r.txt").write_bytes(REPORT.encode(encoding))
    result = govgraph("build", tmp_path / "r.txt", "-o", tmp_path / "out", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    assert "审核行政规范性文件12件" in (tmp_path / "out" / "r" / "report.txt").read_text(encoding="utf-8")


def test_a_report_cut_off_in_the_middle_is_built_with_a_warning(tmp_path: Path) -> None:
    whole = SAMPLE.read_bytes()
    (tmp_path / "cut.txt").write_bytes(whole[: len(whole) * 3 // 5 + 1])
    result = govgraph("build", tmp_path / "cut.txt", "-o", tmp_path / "out")
    assert result.returncode == 0
    [line] = result.stderr.splitlines()
    assert "cut off" in line
    assert (tmp_path / "out" / "cut" / "graph.ttl").stat().st_size > 10_000


def test_hostile_markup_is_read_as_text_and_stays_text(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.splitlines() if line)
    page = (
        "<html><head><title>x</title><script>alert('owned-1')</script><style>p{}</style></head>"
        "<body onload=\"alert('owned-2')\"><svg/onload=alert('owned-3')><!-- owned-4 -->"
        + "<div>" * 10_000
        + paragraphs.replace("县司法局印发", "县司法局&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;印发")
        + "<p>四、<b>附<i>则</b></i><p><![CDATA[<script>alert('owned-5')</script>]]>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    result = govgraph("build", tmp_path / "page.html", "-o", tmp_path / "out", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    text = (tmp_path / "out" / "page" / "report.txt").read_text(encoding="utf-8")
    assert "县司法局<img src=x onerror=alert(1)></script>印发《青山县2023年法治政府建设工作要点》" in text
    for hidden in ("owned-1", "owned-2", "owned-3", "owned-4"):
        assert hidden not in text
    built = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "<img src=x" not in built
    assert "onerror=alert(1)></script>" not in built


def test_bad_files_in_a_folder_do_not_lose_the_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    for name in ("empty.txt", "picture.txt", "recipe.txt"):
        (folder / name).write_bytes(BAD[name]())
    result = govgraph("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert [name in line for name, line in zip(("empty", "picture", "recipe"), result.stderr.splitlines(), strict=True)]
    assert (tmp_path / "out" / "good" / "graph.ttl").is_file()


def test_a_file_in_place_of_the_output_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "out").write_text("mine")
    for output in (tmp_path / "out", tmp_path / "out" / "below"):
        result = govgraph("build", tmp_path / "r.txt", "-o", output)
        assert (result.returncode, result.stdout) == (4, "")
        assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "out").read_text() == "mine"


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    result = govgraph("build", tmp_path / "r.txt", "-o", "/proc/govgraph/out")  # not even root may make folders there
    assert (result.returncode, result.stdout) == (4, "")
    [line] = result.stderr.splitlines()
    assert line.endswith(": /proc/govgraph/out")


def test_earlier_results_are_kept_when_the_disk_is_full(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    assert govgraph("build", tmp_path / "r.txt", "-o", tmp_path / "out").returncode == 0
    before = contents(tmp_path)
    (tmp_path / "r.txt").write_text(REPORT.replace("12件", "13件"), encoding="utf-8")
    result = govgraph("build", tmp_path / "r.txt", "-o", tmp_path / "out", limit=2_000)
    assert (result.returncode, result.stdout) == (4, "")
    [line] = result.stderr.splitlines()
    assert line == f"govgraph: the file would be larger than allowed: {tmp_path / 'out'}"
    assert contents(tmp_path / "out") == {k[4:]: v for k, v in before.items() if k.startswith("out/")}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "r.txt"]


def test_earlier_results_are_kept_when_the_report_is_bad(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    assert govgraph("build", tmp_path / "r.txt", "-o", tmp_path / "out").returncode == 0
    (tmp_path / "r.txt").write_bytes(b"")
    before = contents(tmp_path)
    assert govgraph("build", tmp_path / "r.txt", "-o", tmp_path / "out").returncode == 3
    assert contents(tmp_path) == before
