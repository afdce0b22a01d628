"""From the verdicts on lines to edits of the raw text.

Adjacent removed lines of one kind are one edit, blank lines between them included. Of the white space between two
kept lines one line break remains, or two where a blank line parted them; at the start and the end none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from flows.clean.judgement import Line
from flows.ledger import Edit
from flows.rules import Rule

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\v\f]")


# White space between two kept lines that stays as it is.
_PARTED = frozenset(("\n", "\n\n"))
_NO_JOINTS: Mapping[int, Edit] = MappingProxyType({})


class Stretch(NamedTuple):
    """A line's span in the raw text and its verdict."""

    start: int
    end: int
    rule: Rule | None


def removal_edits(raw: str, lines: Sequence[Stretch], joints: Mapping[int, Edit] = _NO_JOINTS) -> list[Edit]:
    """The edits that remove the lines with a rule, and the white space that would be left over. `lines` in order.

    `joints` are edits that join two kept lines in a way of their own, by the end of the first.
    """
    edits: list[Edit] = []
    kept_end: int | None = None
    removed: list[Stretch] = []
    for line in lines:
        if line.rule is not None:
            removed.append(line)
            continue
        if kept_end is not None and not removed and kept_end in joints:
            edits.append(joints[kept_end])
        elif kept_end is not None and not removed and raw[kept_end : line.start] in _PARTED:
            pass
        else:
            edits += _between(raw, kept_end, removed, line.start)
        kept_end, removed = line.end, []
    edits += _between(raw, kept_end, removed, None)
    return edits


def removal_scores(edits: Sequence[Edit], lines: Sequence[Line]) -> list[float | None]:
    """For each edit, the least probability of the lines that it removes whole to be none of the article's; else None.

    Edits and lines stand in order; a line's evidence is log odds.
    """
    scores: list[float | None] = []
    at = 0
    for edit in edits:
        while at < len(lines) and lines[at].start < edit.raw_start:
            at += 1
        most = None
        while at < len(lines) and lines[at].end <= edit.raw_end:
            most = max(lines[at].evidence, lines[at].evidence if most is None else most)
            at += 1
        is_removal = most is not None and not edit.after.strip()
        scores.append(round(1 / (1 + math.exp(min(50.0, most))), 4) if is_removal and most is not None else None)
    return scores


def _between(raw: str, left: int | None, removed: Sequence[Stretch], right: int | None) -> Iterator[Edit]:
    """Edits for the gap from the end of one kept line to the start of the next; None where there is none."""
    start, end = left or 0, len(raw) if right is None else right
    groups = list(_groups(removed))
    if left is None or right is None:
        yield from _removed(raw, _bounds(groups, start, end), [rule for _, _, rule in groups])
        return
    if not groups:
        yield from _joint(raw, start, end)
        return
    lead, trail = (start, groups[0][0]), (groups[-1][1], end)
    if _breaks(raw, *trail) > _breaks(raw, *lead):
        kept, bounds = trail, _bounds(groups, start, trail[0])
        yield from _removed(raw, bounds, [rule for _, _, rule in groups])
        yield from _joint(raw, *kept)
    else:
        yield from _joint(raw, *lead)
        yield from _removed(raw, _bounds(groups, lead[1], end), [rule for _, _, rule in groups])


def _groups(removed: Sequence[Stretch]) -> Iterator[tuple[int, int, Rule]]:
    """Adjacent lines of one rule as (start, end, rule)."""
    start = end = -1
    rule: Rule | None = None
    for line in removed:
        if line.rule != rule:
            if rule is not None:
                yield start, end, rule
            start, rule = line.start, line.rule
        end = line.end
    if rule is not None:
        yield start, end, rule


def _bounds(groups: Sequence[tuple[int, int, Rule]], start: int, end: int) -> list[int]:
    """Where the edits of a gap begin and end: each group takes the white space before it, the last also that after."""
    if not groups:
        return [start, end]
    return [start, *(group[1] for group in groups[:-1]), end]


def _removed(raw: str, bounds: Sequence[int], rules: Sequence[Rule]) -> Iterator[Edit]:
    for (start, end), rule in zip(pairwise(bounds), rules or [Rule.BLANK], strict=True):
        if end > start:
            yield Edit(start, end, rule, raw[start:end], "")


def _breaks(raw: str, start: int, end: int) -> int:
    return len(_BREAK.findall(raw, start, end))


def _joint(raw: str, start: int, end: int) -> Iterator[Edit]:
    """The edit that makes the breaks between two kept lines one line feed, or two; pieces of a line stay."""
    before = raw[start:end]
    if not _BREAK.search(before):
        return
    after = "\n\n" if len(_BREAK.findall(before)) > 1 else "\n"
    if before != after:
        only_endings = _BREAK.sub("\n", before) == after
        yield Edit(start, end, Rule.LINE_ENDING if only_endings else Rule.BLANK, before, after)
