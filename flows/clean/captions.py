"""The captions of an article's pictures: removed from its text, kept as a column."""

from __future__ import annotations

import re
from functools import cache

from flows.clean.label_patterns import bar_lead
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines
from flows.rules import Rule

# A picture stands so many lines above or below the text at most: farther ones belong to teasers.
REACH = 8


def captions_of(lines: Lines, verdicts: Verdicts) -> list[str] | None:
    """The captions among and next to the kept lines, in order, each once; None where there are none.

    Labels alone ("Photo", "Close") tell nothing.
    """
    kept = kept_of(verdicts)
    if not kept:
        return None
    near = range(max(0, kept[0] - REACH), min(len(lines), kept[-1] + REACH))
    captions = (lines[at] for at in near if verdicts[at] is Rule.CAPTION)
    found = dict.fromkeys(_without_bar(line.text) for line in captions if line.how != "line")
    return list(found) or None


def _without_bar(caption: str) -> str:
    """A caption without the bar of a few networks in front of it, which some pages lay over their pictures."""
    bar = _bar().match(caption.lower())
    return caption[bar.end() :] if bar and bar.end() < len(caption) else caption


@cache
def _bar() -> re.Pattern[str]:
    return re.compile(bar_lead(Rule.SHARE))
