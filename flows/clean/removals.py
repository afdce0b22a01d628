"""From the verdicts on lines to edits of the raw text.

Adjacent removed lines of one kind are one edit, blank lines between them included. Of the white space between two
kept lines one line break remains, or two where a blank line parted them; at the start and the end none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines
from flows.ledger import Edit
from flows.rules import Rule

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\v\f]")


# White space between two kept lines that stays as it is.
_PARTED = frozenset(("\n", "\n\n"))
_NO_JOINTS: Mapping[int, Edit] = MappingProxyType({})


class _Group(NamedTuple):
    """Where adjacent lines of one rule stand in the raw text."""

    start: int
    end: int
    rule: Rule


def removal_edits(raw: str, lines: Lines, rules: Verdicts, joints: Mapping[int, Edit] = _NO_JOINTS) -> list[Edit]:
    """The edits that remove the lines with a rule, and the white space that would be left over. `lines` in order.

    `joints` are edits that join two kept lines in a way of their own, by the end of the first.
    """
    edits: list[Edit] = []
    kept_end: int | None = None
    after = 0  # the line after the last one kept
    starts, ends = lines.starts, lines.ends
    for at in kept_of(rules):
        start = starts[at]
        if kept_end is None or at > after:
            groups = _groups(starts, ends, rules, range(after, at))
            edits += _between(raw, kept_end, groups, start)
        elif kept_end in joints:
            edits.append(joints[kept_end])
        elif raw[kept_end:start] not in _PARTED:
            edits += _between(raw, kept_end, [], start)
        kept_end, after = ends[at], at + 1
    edits += _between(raw, kept_end, _groups(starts, ends, rules, range(after, len(rules))), None)
    return edits


def removal_scores(edits: Sequence[Edit], lines: Lines) -> list[float | None]:
    """For each edit, the least probability of the lines that it removes whole to be none of the article's; else None.

    Edits and lines stand in order; a line's evidence is log odds.
    """
    scores: list[float | None] = []
    starts, ends, evidence = lines.starts, lines.ends, lines.evidence.tolist()
    at = 0
    for start, end, _, _, after in edits:
        first = bisect_left(starts, start, at)
        at = bisect_right(ends, end, first)
        if first == at or after.strip():
            scores.append(None)
        else:
            most = max(evidence[first:at])
            scores.append(round(1 / (1 + math.exp(min(50.0, most))), 4))
    return scores


def _between(raw: str, left: int | None, groups: Sequence[_Group], right: int | None) -> Iterator[Edit]:
    """Edits for the gap from the end of one kept line to the start of the next; None where there is none."""
    start, end = left or 0, len(raw) if right is None else right
    if left is None or right is None:
        yield from _removed(raw, _bounds(groups, start, end), [group.rule for group in groups])
        return
    if not groups:
        yield from _joint(raw, start, end)
        return
    lead, trail = (start, groups[0].start), (groups[-1].end, end)
    if _breaks(raw, *trail) > _breaks(raw, *lead):
        kept, bounds = trail, _bounds(groups, start, trail[0])
        yield from _removed(raw, bounds, [group.rule for group in groups])
        yield from _joint(raw, *kept)
    else:
        yield from _joint(raw, *lead)
        yield from _removed(raw, _bounds(groups, lead[1], end), [group.rule for group in groups])


def _groups(starts: Sequence[int], ends: Sequence[int], rules: Verdicts, removed: range) -> list[_Group]:
    """The `removed` lines, which have a rule each, those of one rule that stand together as one."""
    groups: list[_Group] = []
    for rule, run in groupby(removed, rules.__getitem__):
        if rule is not None:
            places = list(run)
            groups.append(_Group(starts[places[0]], ends[places[-1]], rule))
    return groups


def _bounds(groups: Sequence[_Group], start: int, end: int) -> list[int]:
    """Where the edits of a gap begin and end: each group takes the white space before it, the last also that after."""
    if not groups:
        return [start, end]
    return [start, *(group.end for group in groups[:-1]), end]


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
