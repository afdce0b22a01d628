"""Notices that stand in place of an article: checks for robots, errors, refusals."""

from __future__ import annotations

from collections.abc import Sequence

from flows.clean.judgement import Line, Verdicts
from flows.clean.labels import phrases

# An article about such notices is longer than any of them.
WALL_WORDS = 120
KIND = "bot_wall"


def is_wall(lines: Sequence[Line], verdicts: Verdicts) -> bool:
    """Whether what is kept of a page is short, and the page has the words of a notice."""
    kept = sum(line.words for line, verdict in zip(lines, verdicts, strict=True) if verdict is None)
    if kept > WALL_WORDS or sum(line.words for line in lines) > 3 * WALL_WORDS:
        return False
    said = phrases("wall", KIND)
    return any(phrase in line.text.lower() for line in lines for phrase in said)
