"""Tables for the terminal, in which Chinese characters count as two columns."""

import shutil
from collections.abc import Iterable, Sequence
from io import StringIO


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", width: int = 0) -> str:
    """Rows of text under their columns, cells wrapped to `width` terminal columns (0: those of the terminal)."""
    from rich.console import Console  # noqa: PLC0415 - only the commands that print tables need it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(title) if title else None, title_justify="left", show_lines=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    file = StringIO()
    Console(file=file, width=width or max(shutil.get_terminal_size((120, 24)).columns, 60)).print(table)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())
