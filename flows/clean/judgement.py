"""The verdict on each line of one document: kept, or removed as a kind of cruft.

Evidence and labels of single lines come from the frame; here is what only neighbours can tell: pairs of a pager, the
headlines under a header, what stands at the edges. A loop, because each verdict depends on those before it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from flows.clean import pagers
from flows.clean.labels import openers
from flows.clean.marks import KIND_OF_MARK, Mark
from flows.rules import Rule


class Line(NamedTuple):
    """One line as the judgement sees it; see lines.LINES and features.with_features for the fields."""

    start: int
    end: int
    gap: int
    text: str
    key: str
    words: int
    is_closed: bool
    is_prose: bool
    is_linked: bool
    label: str | None
    how: str | None
    tag: str | None
    marks: int | None
    evidence: float
    signs: int


Verdicts = list[Rule | None]

# Kinds whose labels are trusted between the paragraphs of an article; the others only at its edges, where an
# article's own words rarely look like them ("Politics" can be a subheading, "June 4" a chapter).
INLINE = frozenset(
    (
        *(Rule.ADVERT, Rule.SHARE, Rule.RELATED, Rule.NEWSLETTER, Rule.PAYWALL, Rule.CAPTION, Rule.AGENCY_CREDIT),
        *(Rule.APP_PROMPT, Rule.GALLERY, Rule.PLAYER, Rule.COOKIE, Rule.LEGAL, Rule.TAGS, Rule.PAGER, Rule.COMMENTS),
        Rule.RESIDUE,
    )
)
# Ways of telling that are certain enough between paragraphs, by kind where not all are.
INLINE_WAYS = frozenset(("start", "has", "bar", "end", "calls", "count"))
INLINE_LINES = frozenset((Rule.ADVERT, Rule.SHARE, Rule.PAGER, Rule.GALLERY, Rule.PLAYER, Rule.CAPTION))
# Whole labels of several words, which no subheading is; single words ("Comments", "Newsletter") may be one.
INLINE_PHRASES = frozenset(
    (
        *(Rule.NEWSLETTER, Rule.PAYWALL, Rule.COMMENTS, Rule.APP_PROMPT, Rule.AGENCY_CREDIT, Rule.COOKIE),
        *(Rule.RESIDUE, Rule.RELATED),
    )
)
INLINE_SHAPES = frozenset((Rule.CAPTION, Rule.LEGAL, Rule.RESIDUE, Rule.SHARE))
# Notes of a house that stand after the article; between paragraphs the same words are the article's.
TAIL_ONLY = frozenset((Rule.AUTHOR_BIO,))
TAIL_LINES = 3
# Of a text on one line a piece goes only by evidence (log odds) below this; other texts that are no whole pages were
# chosen by somebody, and lose no line by evidence alone.
DOUBT = -1.5
# The surest paragraph of a whole page without markup has this evidence. Where it has less, the page is of an unknown
# kind, and all its lines are judged as much more mildly, but not below LEAST. Markup needs no such mildness.
SURE = 3.0
LEAST = -3.0
# An edge ends at a line of so many words, even where wrapping at a fixed width leaves no line that closes a sentence.
BODY_WORDS = 9
# The headlines of a list are this long at most, and a list has so many.
HEADLINE_WORDS = 25
# A header of so many words opens a list even where none follows; a shorter one may be a subheading.
OPENER_WORDS = 2
LIST_LENGTH = 12
# A mark that more of the kept words carry is of the page, not of a box in it.
MOST_MARKED = 0.2

# Plain integers: the bits of an IntFlag are slow to compare.
_RULES = {str(rule): rule for rule in Rule}
_NEWSLETTER = int(Mark.NEWSLETTER)
_KINDS = tuple((int(mark), rule) for mark, rule in KIND_OF_MARK)
COLUMNS = list(Line._fields)


def lines_of(frame: pl.DataFrame) -> dict[int, list[Line]]:
    """The lines of each document, in order, from the frame with features, labels and evidence."""
    found: dict[int, list[Line]] = {}
    columns = (frame[name].to_list() for name in COLUMNS)
    for document, line in zip(frame["document"].to_list(), map(Line._make, zip(*columns, strict=True)), strict=True):
        found.setdefault(document, []).append(line)
    return found


def judge(lines: Sequence[Line], *, is_page: bool) -> Verdicts:
    """The verdict on each line. `is_page`: the document is a whole page, of which most is frame."""
    is_flat = any(line.gap == 0 for line in lines[1:])
    least = _least(lines) if is_page else DOUBT if is_flat else -math.inf
    verdicts: Verdicts = [None if _is_kept(line, least) else _frame_kind(line) for line in lines]
    for at, line in enumerate(lines):
        if verdicts[at] is None and _is_certain(line):
            verdicts[at] = _RULES[line.label or ""]
    _invitations(lines, verdicts)
    pagers.find(lines, verdicts)
    _lists(lines, verdicts)
    _edges(lines, verdicts)
    return verdicts


def _least(lines: Sequence[Line]) -> float:
    """The evidence that a line of a whole page must have: 0, or less where no paragraph of a text has much."""
    if lines[0].tag is not None:
        return 0.0
    surest = max((line.evidence for line in lines if line.is_prose), default=0.0)
    return max(LEAST, min(0.0, surest - SURE))


def _is_kept(line: Line, least: float) -> bool:
    return line.evidence > least and line.tag != "figcaption"


def _is_certain(line: Line) -> bool:
    """Whether the line's own words suffice, wherever it stands."""
    if line.label is None or line.label not in INLINE:
        return False
    if line.how == "opens":
        return False
    if line.how in INLINE_WAYS:
        return True
    if line.how != "line":
        return line.label in INLINE_SHAPES
    return line.label in INLINE_LINES or (line.label in INLINE_PHRASES and line.words > 1)


def _invitations(lines: Sequence[Line], verdicts: Verdicts) -> None:
    """Short lines in what the markup calls the box of a newsletter, where most of the article stands in none."""
    kept = [line for at, line in enumerate(lines) if verdicts[at] is None]
    marked = sum(line.words for line in kept if line.marks and line.marks & _NEWSLETTER)
    if not marked or marked > MOST_MARKED * sum(line.words for line in kept):
        return
    for at, line in enumerate(lines):
        if verdicts[at] is None and line.marks and line.marks & _NEWSLETTER and line.words <= HEADLINE_WORDS:
            verdicts[at] = Rule.NEWSLETTER


def _frame_kind(line: Line) -> Rule:
    """What a line outside the article is: by its words, else by its markup, else by its shape."""
    if line.label is not None:
        return _RULES[line.label]
    marked = _marked(line.marks) if line.marks else None
    if marked is not None:
        return marked
    if line.is_prose:
        return Rule.RESIDUE
    return Rule.NAVIGATION if line.words <= 4 else Rule.RELATED


@lru_cache(4096)
def _marked(marks: int) -> Rule | None:
    return next((rule for mark, rule in _KINDS if marks & mark), None)


def _lists(lines: Sequence[Line], verdicts: Verdicts) -> None:
    """Headers that open a list of headlines, and those headlines."""
    prose = [at for at, line in enumerate(lines) if line.is_prose and verdicts[at] is None] or [len(lines)]
    for at, line in enumerate(lines):
        if verdicts[at] is not None or line.how != "opens" or line.label is None:
            continue
        end = _list_end(lines, verdicts, at + 1, prose[-1])
        is_bare = end == at + 1 and (end == len(lines) or verdicts[end] is None)
        if is_bare and prose[0] < at < prose[-1] and line.words < OPENER_WORDS:
            continue
        kind = Rule(openers().get(line.key, line.label))
        for place in range(at, end):
            if verdicts[place] is None:
                verdicts[place] = kind


def _list_end(lines: Sequence[Line], verdicts: Verdicts, first: int, last_prose: int) -> int:
    """The line after the headlines that start at `first`; `last_prose` is the last line of running text.

    Headlines follow one another at the same distance. Where blank lines part them and an article's paragraph comes
    next, only the first belongs to the header: the others may be a subheading of the article.
    """
    end = first
    while end < min(len(lines), first + LIST_LENGTH) and verdicts[end] is None and _is_headline(lines[end]):
        if end > first and lines[end].gap > lines[first].gap:
            break
        end += 1
    if end > first + 1 and lines[first].gap > 1 and end <= last_prose < len(lines):
        return first + 1
    return end


def _is_headline(line: Line) -> bool:
    return not line.is_closed and line.words <= HEADLINE_WORDS and line.label is None


def _edges(lines: Sequence[Line], verdicts: Verdicts) -> None:
    """Labels at the head and the tail: before the first and after the last line of running text."""
    _edge(lines, verdicts, range(len(lines)))
    _edge(lines, verdicts, range(len(lines) - 1, -1, -1))
    kept = [at for at, verdict in enumerate(verdicts) if verdict is None]
    for at in kept[-TAIL_LINES:] if len(kept) > TAIL_LINES else ():
        if lines[at].label in TAIL_ONLY:
            verdicts[at] = Rule(lines[at].label or "")


def _edge(lines: Sequence[Line], verdicts: Verdicts, order: range) -> None:
    for at in order:
        if verdicts[at] is not None:
            continue
        label = lines[at].label
        if label is not None and (not lines[at].is_prose or lines[at].how == "when"):
            verdicts[at] = Rule(label)  # "Updated at 1:23 p.m." ends like a sentence and is none
        elif lines[at].is_linked:
            verdicts[at] = Rule.RELATED  # a link that ends no sentence, outside the paragraphs
        elif lines[at].is_prose or (label is None and lines[at].words >= BODY_WORDS):
            return
