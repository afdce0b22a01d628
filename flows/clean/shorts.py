"""Posts of a sentence or two: of a page that keeps next to nothing, what stands right below the title is the article.

So few words speak too little for themselves; a notice in the footer says more.
"""

from __future__ import annotations

from flows.clean.marks import KIND_OF_MARK
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A page that keeps fewer words than this is looked at; what stands below the title has so many.
LITTLE = 30
LEAST_WORDS = 8
# Between the title and the text stand so many lines at most (who wrote it, when); the text has so many.
HEAD_LINES, TEXT_LINES = 3, 8
_HEAD_NOTES = frozenset((Rule.BYLINE, Rule.TIMESTAMP, Rule.DATELINE, Rule.SECTION, Rule.TITLE))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Boxes in which no text stands.
_BOXES = sum(int(mark) for mark, _ in KIND_OF_MARK)


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Keeps the lines right below the title, and nothing else, where a page keeps less than they say."""
    kept = kept_of(verdicts)
    if lines[0].tag is None or sum(lines[at].words for at in kept) >= LITTLE:
        return
    for title in (at for at, verdict in enumerate(verdicts) if verdict is Rule.TITLE):
        below = _below(lines, verdicts, title)
        if sum(lines[at].words for at in below) >= LEAST_WORDS:
            for at in kept:
                verdicts[at] = lines.alone.kinds[at]
            for at in below:
                verdicts[at] = None
            return


def _below(lines: Lines, verdicts: Verdicts, title: int) -> list[int]:
    """What may be text right below a title, up to what is kept."""
    found: list[int] = []
    for at in range(title + 1, min(len(lines), title + 1 + HEAD_LINES + TEXT_LINES)):
        if verdicts[at] is None:
            break
        if verdicts[at] not in _HEAD_NOTES and _may_be_text(lines[at]):
            found.append(at)
        elif found or at > title + HEAD_LINES:
            break
    return found[:TEXT_LINES]


def _may_be_text(line: Line) -> bool:
    is_plain = line.label is None and not line.is_linked and line.tag not in _HEADINGS
    return is_plain and not (line.marks or 0) & _BOXES
