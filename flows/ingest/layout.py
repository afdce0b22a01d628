"""Reading order of a printed page: recursive cuts along white space (XY-cut), then lines to paragraphs.

Method: G. Nagy, S. Seth, "Hierarchical representation of optically scanned documents", ICPR 1984. A page is cut into
columns where a strip of white goes through; where none does, above or below what spans the columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flows.ingest.paragraphs import SENTENCE_END, joined, run_on

GUTTER = 0.7  # least width of a strip between columns, in heights of a line
OVERLAP = 0.3  # most that kerned letters of two fragments stand over one another, in heights of a line
COLUMN_LINES = 2  # least lines of a column
NEW_PARAGRAPH = 1.6  # distance of two lines, in distances of lines, from which a paragraph ends
INDENT = 0.6  # least indentation of a first line, in heights of a line
SHORT = 0.8  # share of the column's width up to which a line is a last one
SIZE_CHANGE = 1.2  # ratio of heights from which a line is of another kind, such as a headline


@dataclass(frozen=True)
class Line:
    """A line or part of one: its box in points, the origin at the bottom left, and its text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.top - self.bottom


def paragraphs(fragments: Sequence[Line]) -> list[str]:
    """The paragraphs of a page in reading order."""
    found: list[str] = []
    for block in _blocks(_lines(fragments)):
        for number, paragraph in enumerate(_paragraphs(block)):
            if number == 0 and found and run_on(found[-1], paragraph):
                found[-1] = joined([found[-1], paragraph])
            else:
                found.append(paragraph)
    return found


def _lines(fragments: Sequence[Line]) -> list[Line]:
    """Fragments that stand side by side, closer than words of two columns, as one line."""
    lines: list[Line] = []
    for piece in sorted(
        (line for line in fragments if line.text.strip()), key=lambda line: (-round(line.bottom), line.left)
    ):
        last = lines[-1] if lines else None
        if (
            last
            and abs(last.bottom - piece.bottom) < last.height / 2
            and -OVERLAP * last.height < piece.left - last.right < last.height * GUTTER
        ):
            space = " " if piece.left - last.right > last.height * 0.15 and not last.text.endswith(" ") else ""
            top, bottom = max(last.top, piece.top), min(last.bottom, piece.bottom)
            lines[-1] = Line(last.left, bottom, piece.right, top, last.text + space + piece.text)
        else:
            lines.append(piece)
    return lines


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """The columns and the spans above and below them, in reading order."""
    if len(lines) < 2 * COLUMN_LINES:
        return [lines] if lines else []
    if (cut := _gutter(lines)) is not None:
        left = [line for line in lines if line.right <= cut]
        return _blocks(left) + _blocks([line for line in lines if line.right > cut])
    rows = sorted(lines, key=lambda line: -line.top)
    lowest = rows[0].bottom
    for at, line in enumerate(rows):
        if line.top <= lowest and _splits(rows[:at], rows[at:]):
            return _blocks(rows[:at]) + _blocks(rows[at:])
        lowest = min(lowest, line.bottom)
    return [lines]


def _splits(above: list[Line], below: list[Line]) -> bool:
    """Whether a cut frees columns that what stands above or below them spans."""
    return bool(above and below) and (_gutter(below) is not None or _gutter(above) is not None)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the widest strip that no line crosses, with a column on both sides; None where there is none."""
    if len(lines) < 2 * COLUMN_LINES:
        return None
    least = GUTTER * median(line.height for line in lines)
    ordered = sorted(lines, key=lambda line: line.left)
    right, widest, middle = ordered[0].right, least, None
    for at, line in enumerate(ordered):
        width = line.left - right
        if width > widest and at >= COLUMN_LINES and len(ordered) - at >= COLUMN_LINES:
            widest, middle = width, right + width / 2
        right = max(right, line.right)
    return middle


def _paragraphs(block: Sequence[Line]) -> list[str]:
    rows = sorted(block, key=lambda line: (-round(line.bottom), line.left))
    steps = [above.bottom - below.bottom for above, below in itertools.pairwise(rows)]
    step = median(steps) if steps else 0.0
    left, right = median(line.left for line in rows), max(line.right for line in rows)
    found: list[list[str]] = []
    before: Line | None = None
    for line in rows:
        if before is None or _begins(before, line, (left, right), step):
            found.append([])
        found[-1].append(line.text.strip())
        before = line
    return [text for lines in found if (text := joined(lines)).strip()]


def _begins(before: Line, line: Line, edges: tuple[float, float], step: float) -> bool:
    left, right = edges
    if max(before.height, line.height) > SIZE_CHANGE * max(min(before.height, line.height), 0.1):
        return True
    if before.bottom - line.bottom > NEW_PARAGRAPH * step:
        return True
    is_indented = line.left - left > INDENT * line.height and before.left - left < INDENT * line.height
    is_short = before.right - left < SHORT * (right - left) and SENTENCE_END.search(before.text.strip())
    return bool(is_indented or is_short)
