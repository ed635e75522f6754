"""Where the data that ships with govgraph lies: in the wheel beside the code, in a checkout at the top level."""

from functools import cache
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
