"""The analytics tables as data frames; pandas and polars are imported only when asked for."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from govgraph.errors import InputError
from govgraph.tables.arrow import read_tables

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


@overload
def frames(folder: str | Path, engine: Literal["pandas"] = "pandas") -> "dict[str, pd.DataFrame]": ...
@overload
def frames(folder: str | Path, engine: Literal["polars"]) -> "dict[str, pl.DataFrame]": ...
def frames(folder: str | Path, engine: Literal["pandas", "polars"] = "pandas") -> dict[str, Any]:
    """All tables of a build by name as data frames: ``frames("out")["figures"].groupby("concept")``.

    Whole numbers stay whole where some are missing (pandas ``Int64``). Raises InputError where the folder has no
    tables or the engine is not installed.
    """
    try:
        library = import_module(engine)
    except ModuleNotFoundError as error:
        raise InputError(f"data frames of {engine} need {error.name}: pip install {error.name}") from error
    tables = read_tables(folder)
    if engine == "polars":
        return {name: library.from_arrow(table) for name, table in tables.items()}
    import pyarrow as pa  # noqa: PLC0415 - takes a tenth of a second

    types = {pa.int64(): library.Int64Dtype(), pa.bool_(): library.BooleanDtype()}
    return {name: table.to_pandas(types_mapper=types.get) for name, table in tables.items()}
