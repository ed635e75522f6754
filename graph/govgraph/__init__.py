"""govgraph reads Chinese rule-of-law government reports into a knowledge graph in which every fact carries its words.

``govgraph.build(path)`` is the whole of it for one report; the parts are modules of their own, in the order of the
data: `read`, `outline`, `mentions`, `relations`, `linking`, `extract`, `graph`, `output`, `page`, `query`.
"""

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govgraph.api import Knowledge, build, build_bytes
    from govgraph.tables import frames, read_tables

__all__ = ["Knowledge", "build", "build_bytes", "frames", "read_tables"]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """The functions of the library, imported when first asked for: ``import govgraph`` alone is quick."""
    if name in ("frames", "read_tables"):
        from govgraph import tables  # noqa: PLC0415

        return getattr(tables, name)
    if name in __all__:
        from govgraph import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
