"""Lines beside a page's article that say when it was published, where neither a label nor markup tells so.

"Nov 5 2012, 5:50 PM ET", "by randfish on January 31, 2011": such a line right under or above the title, or right below
the text, belongs to the article. Only where no other line beside the text has told a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from flows.clean.bylines import credited
from flows.clean.dates import in_text
from flows.clean.marks import Mark
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# So many lines under the title, above it, and below the text may say when; each has so many words at most.
UNDER, ABOVE, BELOW = 4, 2, 3
WORDS = 16
_DIGITS = frozenset("0123456789")
# What readers wrote and what leads elsewhere has days of its own.
OTHERS = int(Mark.COMMENTS | Mark.RELATED | Mark.ASIDE | Mark.NAVIGATION | Mark.FOOTER | Mark.ADVERT)
_COMMENTS = int(Mark.COMMENTS)
_OF_ARTICLE = int(Mark.ARTICLE | Mark.BODY)
# What a line of the page has and none of a text: a bar, or a slash or dash between its parts.
_BAR = re.compile(r"[|•·]|\s[/–—-]\s")
_KNOWN = frozenset((Rule.BYLINE, Rule.DATELINE, Rule.TIMESTAMP))


def find_day(lines: Lines, verdicts: Verdicts) -> int | None:
    """The line that says when the piece was published: beside title and text, or marked as part of the article."""
    near = (at for at in _places(verdicts) if not (lines[at].marks or 0) & _COMMENTS)
    told = next((at for at in near if _tells(lines[at], verdicts[at])), None)
    return told if told is not None else next(_marked(lines, verdicts), None)


def _places(verdicts: Verdicts) -> Iterator[int]:
    """Where such lines stand, the likeliest first."""
    kept = kept_of(verdicts)
    titles = [at for at, verdict in enumerate(verdicts) if verdict is Rule.TITLE]
    if titles:
        title = max((at for at in titles if not kept or at < kept[-1]), default=titles[-1])
        yield from range(title + 1, min(len(verdicts), title + 1 + UNDER))
        yield from range(title - 1, max(-1, title - 1 - ABOVE), -1)
    if kept:
        yield from range(kept[0], max(-1, kept[0] - 1 - ABOVE), -1)
        yield from range(kept[-1], min(len(verdicts), kept[-1] + 1 + BELOW))


def _marked(lines: Lines, verdicts: Verdicts) -> Iterator[int]:
    """Timestamps that markup holds to be of the article, wherever they stand."""
    for at in (place for place, verdict in enumerate(verdicts) if verdict is Rule.TIMESTAMP):
        marks = lines[at].marks or 0
        if marks & _OF_ARTICLE and not marks & OTHERS and _tells(lines[at], Rule.TIMESTAMP):
            yield at


def _tells(line: Line, verdict: Rule | None) -> bool:
    """Whether a line names a day of a year and little else: one that is removed, or is cut like a line of the page."""
    if verdict in (Rule.TITLE, Rule.COMMENTS) or line.words > WORDS or _DIGITS.isdisjoint(line.text):
        return False
    if verdict is None and (line.is_prose or line.is_closed or not (_BAR.search(line.text) or credited(line.text))):
        return False
    return tells_day(line.text)


def tells_day(text: str) -> bool:
    """Whether a text names a day of a year, however its numbers are read."""
    found = in_text(text, UTC, day_first=True) or in_text(text, UTC, day_first=False)
    return found is not None and found.precision not in ("month", "year")


def kind_of(line: Line, verdict: Rule | None) -> tuple[Rule, list[str]]:
    """What a line that tells the day is, a byline or a timestamp, and the authors it names."""
    names = credited(line.text)
    if names:
        return Rule.BYLINE, names
    return (verdict if verdict in _KNOWN else Rule.TIMESTAMP), []
