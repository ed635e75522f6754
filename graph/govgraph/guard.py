"""Work on one report of many: whatever goes wrong there is that report's error, and the others go on."""

import logging
from collections.abc import Callable
from typing import TypeVar

from govgraph.errors import GovgraphError, InputError

Result = TypeVar("Result")
LOG = logging.getLogger(__name__)


def guarded(name: str, work: Callable[[], Result], *, output: bool = False) -> Result:
    """The result of `work` on the report called `name`; whatever it raises becomes a GovgraphError that names it.

    With `output` an OSError is left alone: where one report cannot be written, no other can.
    """
    try:
        return work()
    except GovgraphError:
        raise
    except MemoryError as error:
        raise InputError(f"needs more memory than there is: {name}") from error
    except OSError as error:
        if output:
            raise
        raise InputError(f"cannot be read ({error.strerror or error}): {name}") from error
    except Exception as error:
        LOG.debug("fault while working on %s", name, exc_info=True)
        raise GovgraphError(f"fault in govgraph, please report it ({type(error).__name__}: {error}): {name}") from error
