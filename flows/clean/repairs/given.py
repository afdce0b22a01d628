"""What every repair is made of: a function of a line and its language to edits, and the edits it makes."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.ledger import Edit
from flows.rules import Rule

# A line and the article's language (ISO 639-1, None when unknown) to edits by the line's own offsets, in order.
Repair = Callable[[str, str | None], list[Edit]]


def removal(match: re.Match[str], group: str, rule: Rule) -> Edit:
    """The edit that takes a group of a match away."""
    return Edit(match.start(group), match.end(group), rule, match[group], "")


def flag(start: int, end: int, rule: Rule, before: str) -> Edit:
    """The edit that changes nothing and says that something is doubtful."""
    return Edit(start, end, rule, before, before)
