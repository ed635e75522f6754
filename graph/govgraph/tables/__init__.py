"""Analytics tables: what reports say as rows and columns, for pandas, polars, DuckDB, R and spreadsheets."""

from govgraph.tables.arrow import arrow_table, concat_parquet, read_tables, table_files, write_csv, write_parquet
from govgraph.tables.frames import frames
from govgraph.tables.rows import report_rows
from govgraph.tables.schema import TABLES, Column, Row, column_docs

__all__ = [
    "TABLES",
    "Column",
    "Row",
    "arrow_table",
    "column_docs",
    "concat_parquet",
    "frames",
    "read_tables",
    "report_rows",
    "table_files",
    "write_csv",
    "write_parquet",
]
