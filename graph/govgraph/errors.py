"""What can go wrong for a user: each error is one clear line that says what and where."""


class GovgraphError(Exception):
    """Anything a user can mend; the command line prints its text without a traceback and exits with `exit_code`."""

    exit_code = 1


class InputError(GovgraphError):
    """A report that cannot be read: missing, empty, binary, in an unknown encoding, too large, or no such report."""

    exit_code = 3


class OutputError(GovgraphError):
    """A result that cannot be written: no right, no space, a file where a folder should be."""

    exit_code = 4


class FactError(GovgraphError):
    """A fact without its exact words in the report: refused where facts are made."""
