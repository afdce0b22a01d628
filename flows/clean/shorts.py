"""Posts of a sentence or two: of a page that keeps next to nothing, what stands right below the title is the article.

So few words speak too little for themselves; a notice in the footer says more.
"""

from __future__ import annotations

from flows.clean.marks import HEADINGS, KIND_OF_MARK
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines
from flows.rules import Rule

# A page that keeps fewer words than this is looked at; what stands below the title has so many.
LITTLE = 30
LEAST_WORDS = 8
# Between the title and the text stand so many lines at most (who wrote it, when); the text has so many.
HEAD_LINES, TEXT_LINES = 3, 8
_HEAD_NOTES = frozenset((Rule.BYLINE, Rule.TIMESTAMP, Rule.DATELINE, Rule.SECTION, Rule.TITLE))
# Boxes in which no text stands.
_BOXES = sum(int(mark) for mark, _ in KIND_OF_MARK)


def find(lines: Lines, verdicts: Verdicts) -> bool:
    """Whether a page keeps so little that what stands right below its title is its text; keeps that alone then."""
    kept = kept_of(verdicts)
    if lines[0].tag is None or sum(lines[at].words for at in kept) >= LITTLE:
        return False
    named = (at for at, verdict in enumerate(verdicts) if verdict is Rule.TITLE or lines.columns.is_title[at])
    below = next((found for title in named if (found := _below(lines, verdicts, title, kept))), [])
    for at in kept if below else ():
        verdicts[at] = lines.alone.kinds[at]
    for at in below:
        verdicts[at] = None
    return bool(below)


def _below(lines: Lines, verdicts: Verdicts, title: int, kept: list[int]) -> list[int]:
    """What may be text right below a title, up to what is `kept`; all of that where it stands there itself."""
    found: list[int] = []
    # Boxes in which the title stands too are the post's.
    boxes = _BOXES & ~(lines[title].marks or 0)
    notes = _HEAD_NOTES - {rule for mark, rule in KIND_OF_MARK if int(mark) & ~boxes}
    for at in range(title + 1, min(len(lines), title + 1 + HEAD_LINES + TEXT_LINES)):
        if verdicts[at] is None:
            found = found or kept
            break
        if verdicts[at] not in notes and _may_be_text(lines[at], boxes):
            found.append(at)
        elif _words(lines, found) >= LEAST_WORDS or at > title + HEAD_LINES:
            break
        else:
            found.clear()
    return found[:TEXT_LINES] if _words(lines, found) >= LEAST_WORDS else []


def _words(lines: Lines, found: list[int]) -> int:
    return sum(lines[at].words for at in found)


def _may_be_text(line: Line, boxes: int) -> bool:
    is_plain = line.label is None and not line.is_linked and line.tag not in HEADINGS
    return is_plain and not (line.marks or 0) & boxes
