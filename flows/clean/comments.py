"""Comments below their heading, on pages whose markup does not say that they are comments or is gone.

Comments
Wow, that is bad news.
Posted by: Andrew | Mar 26, 2007 2:00:18 PM       every comment is signed: a short line with a date or a time
"""

from __future__ import annotations

import re

import numpy as np

from flows.clean.marks import HEADINGS
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A signature has so many words at most, and a year, a clock time or a label that says as much.
SIGNATURE_WORDS = 14
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_SIGNED = frozenset((Rule.TIMESTAMP, Rule.BYLINE))
# So many signatures make comments; from one to the next, and from the heading to the first, are so many lines at most.
LEAST_SIGNED = 3
APART = 12


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of what stands from a heading of comments to the last signature, and of what stays below it."""
    places = np.flatnonzero(lines.alone.comments).tolist()
    kept = kept_of(verdicts) if places else []
    if not kept:
        return
    first = next((at for at in kept if lines[at].is_prose), len(lines))
    for at in (place for place in places if first < place < kept[-1]):
        if lines[at].tag in HEADINGS or (lines[at].tag is None and lines[at].label == Rule.COMMENTS):
            end = _end(lines, at)
            for place in range(at, end):
                verdicts[place] = verdicts[place] or Rule.COMMENTS
            while at < end < len(lines) and verdicts[end] is None and lines[end].tag not in HEADINGS:
                verdicts[end] = Rule.COMMENTS
                end += 1


def _end(lines: Lines, heading: int) -> int:
    """The line after the last signature below a heading; the heading itself where too few are signed."""
    last, count = heading, 0
    for at in range(heading + 1, len(lines)):
        if at - last > APART:
            break
        if _is_signature(lines[at]):
            last, count = at, count + 1
    return last + 1 if count >= LEAST_SIGNED else heading


def _is_signature(line: Line) -> bool:
    return (
        0 < line.words <= SIGNATURE_WORDS
        and not line.is_closed
        and (line.label in _SIGNED or _DATED.search(line.text) is not None)
    )
