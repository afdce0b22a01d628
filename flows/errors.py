"""What a user can mend: raised at the edge, shown as one sentence, exit code 1 or 2."""

from __future__ import annotations


class TearsheetError(Exception):
    """A problem with the data: the message says what, where, and the mend. Exit code 1."""

    exit_code = 1


class UsageError(TearsheetError):
    """A problem with how the command or a configuration file was written. Exit code 2."""

    exit_code = 2
