"""What can go wrong for a user: each error is one clear line that says what and where."""

EXIT_NEGATIVE, EXIT_USAGE, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_TERMINATED, EXIT_PIPE = 1, 2, 3, 130, 143, 141
EPILOG = """\b
Exit codes:
  0  done
  1  done, with a negative result: a graph does not conform, some reports failed
  2  wrong usage
  3  input that cannot be read
  4  output that cannot be written"""


class GovgraphError(Exception):
    """Anything a user can mend; the command line prints its text without a traceback and exits with `exit_code`."""

    exit_code = 1


class InputError(GovgraphError):
    """A report that cannot be read: missing, empty, binary, in an unknown encoding, too large, or no such report."""

    exit_code = 3


class OutputError(GovgraphError):
    """A result that cannot be written: no right, no space, a file where a folder should be."""

    exit_code = 4


class StoppedError(GovgraphError):
    """Work that was interrupted and goes on when it is started again."""

    exit_code = EXIT_INTERRUPTED


class FactError(GovgraphError):
    """A fact without its exact words in the report: refused where facts are made."""
