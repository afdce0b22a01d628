"""An article's raw text in pieces: what was kept, removed, repaired or flagged, and what was recognised in it.

The ledger tells how the raw text became the article's text; marks (mentions, dates, sums, quotations) are spans of the
article's text. Cut at every border of either, the raw text is a row of pieces, each of one kind, each under a fixed
set of marks:

    "".join(piece.before for piece in pieces) == raw        "".join(piece.after for piece in pieces) == text
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from flows.ledger import Edit

# From this score on the scorer was for the removal.
TELLING = 0.5
PieceKind = Literal["kept", "removed", "repaired", "flagged"]


class Mark(NamedTuple):
    """`text[start:end]` was recognised as `kind` (person, …, date, amount, quotation); `label` says what it means."""

    start: int
    end: int
    kind: str
    label: str
    entity_id: str | None = None


class Piece(NamedTuple):
    """`before` of the raw text stands as `after` in the article's text; `rule` is None where nothing was done.

    `score` is how sure the scorer was that removed lines are not of the article, from 0 to 1.
    """

    kind: PieceKind
    before: str
    after: str
    rule: str | None
    marks: tuple[Mark, ...]
    score: float | None = None

    def said(self) -> str:
        """The rule with its score, where it has one that speaks for it: `pager 0.98`; else the line's words decided."""
        is_told = self.score is not None and self.score >= TELLING
        return f"{self.rule} {self.score:.2f}" if is_told else self.rule or ""


def kind_of(before: str, after: str) -> PieceKind:
    """What an edit did: a flag leaves the text alone, a removal leaves nothing."""
    if before == after:
        return "flagged"
    return "repaired" if after else "removed"


def cut(text: str, edits: Sequence[Edit], marks: Iterable[Mark], scores: Sequence[float | None] = ()) -> list[Piece]:
    """The pieces of the raw text behind `text`, in raw order. Marks may overlap; offsets are code points.

    `scores` are those of the edits; none when empty.
    """
    cutter = _Cutter(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    at_raw = 0
    for edit, score in zip(edits, scores or [None] * len(edits), strict=True):
        cutter.copy(edit.raw_start - at_raw)
        cutter.apply(edit, score)
        at_raw = edit.raw_end
    cutter.copy(len(text) - cutter.at)
    return cutter.pieces


class _Cutter:
    """Walks along an article's text, `at` code points in, and collects pieces."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.pieces: list[Piece] = []
        self.at = 0
        self._text = text
        self._marks = marks
        self._next = 0
        self._open: list[Mark] = []

    def copy(self, length: int, rule: str | None = None) -> None:
        """`length` code points that stand unchanged in the raw text: kept, or flagged by `rule`."""
        end = self.at + length
        while self.at < end:
            marks = self._marks_begun(before=self.at + 1)
            border = min(end, *(mark.end for mark in marks), self._next_start(end))
            same = self._text[self.at : border]
            self.pieces.append(Piece("flagged" if rule else "kept", same, same, rule, marks))
            self.at = border

    def apply(self, edit: Edit, score: float | None) -> None:
        """One edit. A replacement is one piece, under every mark that touches it."""
        kind = kind_of(edit.before, edit.after)
        if kind == "flagged":
            self.copy(len(edit.after), edit.rule)
            return
        end = self.at + len(edit.after)
        # Nothing stands in the text where something was removed: only a mark open on both sides goes around it.
        marks = self._marks_begun(before=end)
        self.pieces.append(Piece(kind, edit.before, edit.after, edit.rule, marks, score))
        self.at = end

    def _marks_begun(self, before: int) -> tuple[Mark, ...]:
        """The marks that start before that place and reach past the place reached."""
        while self._next < len(self._marks) and self._marks[self._next].start < before:
            self._open.append(self._marks[self._next])
            self._next += 1
        self._open = [mark for mark in self._open if mark.end > self.at]
        return tuple(self._open)

    def _next_start(self, end: int) -> int:
        return self._marks[self._next].start if self._next < len(self._marks) else end
