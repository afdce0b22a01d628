"""The links to the previous and the next piece, in the forms they take in text.

Previous A headline             a label and a headline on a line, in a pair of lines
Next: Another headline
« Previous Post                 a bare label, the headline on the next line
A headline
« Previous Post A  Next Post » B          both on one line
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import numpy as np

from flows.clean.labels import alternation, bare, phrases
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# Verdicts that name no more than a place on the page give way to the pager's.
_VAGUE = (None, Rule.PAGER, Rule.NAVIGATION, Rule.RELATED, Rule.RESIDUE)
# A headline in a pager has so many words at most.
HEADLINE_WORDS = 30
_ARROWS = "«»‹›←→<>⟵⟶◀▶"


def find(lines: Lines, verdicts: list[Rule | None]) -> None:
    """Sets the verdict of every line of a pager among `lines`."""
    sides = {at: _side(lines[at]) for at in np.flatnonzero(lines.alone.may_page).tolist() if verdicts[at] in _VAGUE}
    for at, side in sides.items():
        if side is None or verdicts[at] not in _VAGUE:
            continue
        other = _other(lines, sides, at)
        if other is not None:
            for place in range(at, other + 1):
                verdicts[place] = Rule.PAGER
            _headline_after(lines, verdicts, other)
        elif _is_marked(lines[at].text):
            verdicts[at] = Rule.PAGER
            _headline_after(lines, verdicts, at)


def _side(line: Line) -> str | None:
    """The side whose label the line starts with ("previous", "next", or "both" on one line); None for a sentence."""
    is_sentence = line.is_closed and not line.text.endswith(("...", "…", "?", "!"))
    if is_sentence or line.words > 2 * HEADLINE_WORDS:
        return None
    found = _labelled("previous").match(line.text), _labelled("next").match(line.text)
    if found[0] and _both("next").search(line.text, found[0].end()):
        return "both"
    if found[1] and _both("previous").search(line.text, found[1].end()):
        return "both"
    if line.words > HEADLINE_WORDS:
        return None
    return "previous" if found[0] else "next" if found[1] else None


def _other(lines: Lines, sides: Mapping[int, str | None], at: int) -> int | None:
    """The last line of the pair that starts at `at`: the other side's, on the next line or after a headline."""
    if sides[at] == "both":
        return at if _is_marked(lines[at].text) else None
    bare_label = _is_bare(lines[at])
    for place in range(at + 1, min(at + (3 if bare_label else 2), len(lines))):
        if sides.get(place) not in (None, "both", sides[at]):
            return place
        if lines[place].is_closed and lines[place].words > HEADLINE_WORDS:
            return None
    return None


def _headline_after(lines: Lines, verdicts: list[Rule | None], at: int) -> None:
    """A bare label's headline stands on the next line."""
    after = at + 1
    if not _is_bare(lines[at]) or after >= len(lines) or verdicts[after] is not None:
        return
    if not lines[after].is_closed and lines[after].words <= HEADLINE_WORDS and lines[after].label is None:
        verdicts[after] = Rule.PAGER


def _is_bare(line: Line) -> bool:
    return line.key in _bare_labels()


def _is_marked(text: str) -> bool:
    """Whether a lone label is beyond doubt: it names a post or article, or an arrow points."""
    head = _labelled("previous").match(text) or _labelled("next").match(text)
    if head is None:
        return False
    said = head.group("label")
    return len(said.split()) > 1 or head.group(0).strip()[:1] in _ARROWS or text.rstrip()[-1:] in _ARROWS


@cache
def _bare_labels() -> frozenset[str]:
    return frozenset(bare(phrase) for side in ("previous", "next") for phrase in phrases(side, Rule.PAGER))


@cache
def _labelled(side: str) -> re.Pattern[str]:
    """A line that starts with a label of that side, and then ends or goes on with a headline."""
    words = alternation(phrases(side, Rule.PAGER))
    return re.compile(rf"[\s{_ARROWS}|(\[]*(?P<label>{words})\s*[:{_ARROWS}|)\]–—-]*(?=\s|$|[^\W_])", re.IGNORECASE)


@cache
def _both(side: str) -> re.Pattern[str]:
    """The other label inside a line, set off as a label is: in capitals and followed by an arrow, or of two words."""
    words = phrases(side, Rule.PAGER)
    long = alternation(phrase.title() for phrase in words if " " in phrase)
    short = alternation(phrase.capitalize() for phrase in words if " " not in phrase)
    return re.compile(rf"\b(?:{long})|[{_ARROWS}|]\s*(?:{short})|\b(?:{short})\s*[{_ARROWS}]")
