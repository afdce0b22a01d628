"""The captions of an article's pictures: removed from its text, kept as a column."""

from __future__ import annotations

import re
from functools import cache

from flows.casing import small
from flows.clean.label_patterns import bar_lead
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines
from flows.rules import Rule

# A picture stands so many lines above or below the text at most: farther ones belong to teasers.
REACH = 8
# A line that begins with a time and a date is chrome of the page: "21:17 18.11.2019 Get short URL".
_STAMPED = re.compile(r"\W*\d{1,2}:\d{2}\W+\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")


def captions_of(lines: Lines, verdicts: Verdicts) -> list[str] | None:
    """The captions among and next to the kept lines, in order, each once; None where there are none.

    Labels alone ("Photo", "Close") tell nothing, nor do lines that say no more than when.
    """
    kept = kept_of(verdicts)
    if not kept:
        return None
    near = range(max(0, kept[0] - REACH), min(len(lines), kept[-1] + REACH))
    said = (lines[at] for at in near if verdicts[at] is Rule.CAPTION)
    captions = (_bare(line.text) for line in said if line.how != "line" and not _STAMPED.match(line.text))
    return list(dict.fromkeys(captions)) or None


def _bare(text: str) -> str:
    """A caption without what pages lay over their pictures: a bar of networks, or the word itself."""
    over = _over().match(small(text))
    return text[over.end() :] if over and over.end() < len(text) else text


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"{bar_lead(Rule.SHARE)}|(?:image|media) caption\s*")
