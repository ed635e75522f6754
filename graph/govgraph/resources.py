"""What is installed: the data that ships with govgraph, in the wheel or in a checkout, and the version."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent
SAMPLE = _PACKAGE / "sample"  # the folder with the sample report


@cache
def ontology_folder() -> Path:
    """The folder with ontology, shapes, vocabularies, lexicons and authority tables."""
    shipped = _PACKAGE / "ontology"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "ontology"


def ontology_file(name: str) -> Path:
    """One file of `ontology/` by its relative name, such as ``lexicon/verbs.toml``."""
    return ontology_folder() / name


@cache
def ontology_hash() -> str:
    """SHA-256 over names and contents of the ontology and lexicon files, on which results depend like on code."""
    return _hash_below(ontology_folder())


@cache
def program_hash() -> str:
    """SHA-256 over code and ontology: where it is the same, the same input gives the same results."""
    return hashlib.sha256(f"{_hash_below(_PACKAGE)} {ontology_hash()}".encode()).hexdigest()


def _hash_below(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        if path.suffix != ".pyc":
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


@cache
def package_version() -> str:
    """The installed version of govgraph, which stands in every graph and record that it makes."""
    try:
        return version("govgraph")
    except PackageNotFoundError:
        return "not installed"
