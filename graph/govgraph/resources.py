"""What is installed: the data that ships with govgraph, in the wheel or in a checkout, and the version."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def ontology_folder() -> Path:
    """The folder with ontology, shapes, vocabularies, lexicons and authority tables."""
    shipped = _PACKAGE / "ontology"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "ontology"


def ontology_file(name: str) -> Path:
    """One file of `ontology/` by its relative name, such as ``lexicon/verbs.toml``."""
    return ontology_folder() / name


@cache
def package_version() -> str:
    """The installed version of govgraph, which stands in every graph and record that it makes."""
    try:
        return version("govgraph")
    except PackageNotFoundError:
        return "not installed"
