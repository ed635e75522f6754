"""The wheel and the source archive hold all that govgraph needs away from the checkout, and nothing else."""

import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    builder = WheelBuilder(str(ROOT))
    return zipfile.ZipFile(
        next(iter(builder.build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])))
    )


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode("utf-8"))


def shipped(folder: Path, under: str) -> set[str]:
    """Where the files of a folder of the checkout belong in the wheel."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{under}/{path.relative_to(folder).as_posix()}" for path in files}


def test_ontology_lexicons_and_tables_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    ontology = shipped(ROOT / "ontology", "govgraph/ontology")
    assert ontology
    assert ontology <= set(wheel.namelist())


def test_code_sample_and_page_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert shipped(ROOT / "graph" / "govgraph", "govgraph") <= names
    assert {"govgraph/sample/kaizhou-2022.txt", "govgraph/py.typed"} <= names
    assert any(name.startswith("govgraph/page/assets/") for name in names)


def test_the_wheel_puts_one_package_on_the_path(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"govgraph"}


def test_the_wheel_gives_the_command(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "govgraph = govgraph.cli:main" in wheel.read(name).decode("utf-8")


def test_what_only_tests_need_is_an_extra(metadata: Message) -> None:
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    names = {Requirement(line).name for line in needed}
    assert names >= {"spacy", "rdflib", "networkx", "pyvis"}
    assert names.isdisjoint({"pytest", "playwright", "mypy", "ruff"})
    assert set(metadata.get_all("Provides-Extra", [])) >= {"test", "browser"}


def test_the_source_archive_can_be_built_and_tested(tmp_path: Path) -> None:
    archive = next(iter(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {"pyproject.toml", "README.md", "graph/govgraph/facts.py", "tests/test_wheel.py", "scripts/dev.py"} <= names
    assert shipped(ROOT / "ontology", "ontology") <= names
