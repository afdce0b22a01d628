"""The verdict on each line of a document: the kind of cruft as which it goes, or None where it is kept."""

from __future__ import annotations

from itertools import compress, count, repeat
from operator import is_

from flows.rules import Rule

Verdicts = list[Rule | None]


def kept_of(verdicts: Verdicts) -> list[int]:
    """The lines that are kept."""
    return list(compress(count(), map(is_, verdicts, repeat(None))))
