"""What govgraph says while it works, through `logging`: one line each on standard error, nothing unless asked for."""

import logging
import sys

_NAME = "govgraph"


class _OneLine(logging.Formatter):
    """``govgraph: message``, with a traceback only where the logger shows debugging detail."""

    def format(self, record: logging.LogRecord) -> str:
        if not logging.getLogger(_NAME).isEnabledFor(logging.DEBUG):
            record.exc_info, record.exc_text = None, None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return f"{_NAME}: {' '.join(record.message.split())}"


def set_up(*, quiet: bool = False, verbose: bool = False) -> logging.Logger:
    """Send the package's messages to standard error: warnings by default, errors with `quiet`, all with `verbose`.

    Programs that use govgraph as a library do not call this: the package itself logs into a `NullHandler`.
    """
    logger = logging.getLogger(_NAME)
    logger.setLevel(logging.DEBUG if verbose else logging.ERROR if quiet else logging.WARNING)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logger.handlers = [handler]
    logger.propagate = False
    return logger
