"""Text wrapped at a fixed width, as wires and scans are: the line breaks inside its paragraphs taken out.

Only where the breaks themselves prove it: nearly every line of the text's paragraphs ends where its next word would
not have fitted. Verse, lists and addresses end anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.ledger import Edit
from flows.rules import Rule

# Fewer breaks prove nothing; so many of a hundred may be short (the last line before a list, a line of dialogue).
BREAKS = 6
FULL_SHARE = 0.9
# Widths at which text is wrapped; longer lines are paragraphs.
NARROWEST, WIDEST = 40, 100
# A line may be longer than the others by the first part of a divided word.
OVERHANG = 8
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u2010]$")
_FIRST_WORD = re.compile(r"\S+")
_REST = re.compile(r"[^\W\d_]+")
# After a hyphen that stands for a part of the next word: "Haupt- und Nebenstraße", "two- or three-year".
_JOINTS = frozenset(
    ("und", "oder", "bis", "and", "or", "to", "y", "o", "e", "ou", "et", "en", "of", "og", "och", "eller", "i", "lub")
)


def wrapped_breaks(raw: str, lines: Lines, verdicts: Verdicts) -> Mapping[int, Edit]:
    """The edits that join wrapped lines, by the offset where the first of the two lines ends."""
    kept = kept_of(verdicts)
    starts, ends, gaps = lines.starts, lines.ends, lines.columns.gap.tolist()
    breaks = [
        (at, after) for at, after in pairwise(kept) if gaps[after] == 1 and not raw[ends[at] : starts[after]].strip()
    ]
    if len(breaks) < BREAKS or any(ends[at] - starts[at] > WIDEST + OVERHANG for at, _ in breaks):
        return {}
    inner = [(lines[at], lines[after]) for at, after in breaks]
    width = max((left.end - left.start for left, _ in inner if not _DIVIDED.search(left.text[-WIDEST:])), default=0)
    if not NARROWEST <= width <= WIDEST or any(ends[at] - starts[at] > width + OVERHANG for at in kept):
        return {}
    full = [(left, right) for left, right in inner if _is_full(left, right, width)]
    if len(full) < FULL_SHARE * len(inner):
        return {}
    return {left.end: _join(raw, left, right) for left, right in full}


def _is_full(left: Line, right: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted, or stands on both lines."""
    if _DIVIDED.search(left.text):
        return True
    word = _FIRST_WORD.match(right.text)
    return word is not None and (left.end - left.start) + 1 + len(word[0]) > width


def _join(raw: str, left: Line, right: Line) -> Edit:
    """A space for the break; nothing after a hyphen, and the hyphen goes where the undivided word stands elsewhere.

    A hyphen before a joint of two words stays, with its space.
    """
    before = raw[left.end : right.start]
    divided, rest = _DIVIDED.search(left.text), _REST.match(right.text)
    if divided is None or rest is None:
        return Edit(left.end, right.start, Rule.HARD_WRAP, before, " ")
    if rest[0] in _JOINTS:
        return Edit(left.end, right.start, Rule.HARD_WRAP, before, " ")
    whole = divided[1] + rest[0]
    if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", raw, re.IGNORECASE):
        return Edit(left.end - 1, right.start, Rule.LINE_HYPHEN, raw[left.end - 1 : right.start], "")
    return Edit(left.end, right.start, Rule.HARD_WRAP, before, "")
