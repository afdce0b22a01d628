"""The verdict on each line of one document: kept, or removed as a kind of cruft.

Evidence and labels of single lines come from the frame; here is what only neighbours can tell: pairs of a pager, the
headlines under a header, what stands at the edges. A loop, because each verdict depends on those before it.
"""

from __future__ import annotations

import math
import re

import numpy as np

from flows.clean import comments, enumerated, lists, pagers, posts, runs, shouted
from flows.clean.compiled import Doubles
from flows.clean.lists import HEADLINE_WORDS, is_headline
from flows.clean.marks import Mark
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines
from flows.rules import Rule

# Notes of a house that stand after the article; between paragraphs the same words are the article's.
TAIL_ONLY = frozenset((Rule.AUTHOR_BIO,))
TAIL_LINES = 3
# Of a text on one line a piece goes only by evidence (log odds) below this; other texts that are no whole pages were
# chosen by somebody, and lose no line by evidence alone.
DOUBT = -2.5
# The surest paragraph of a whole page without markup has this evidence. Where it has less, the page is of an unknown
# kind, and its lines are judged as much more mildly, but not below LEAST: paragraphs, and all that stands between lines
# that stay, more mildly than what is around them, of which most is menu. Markup needs no such mildness.
SURE = 3.6
SURE_AROUND = 2.6
LEAST = -3.0
# A heading above a paragraph stays with evidence above this, right between two paragraphs above that.
LEAST_OF_HEADING, LEAST_BETWEEN = -1.5, -3.0
# What its words may be told to be elsewhere: a section is called Money too.
_OF_HEADINGS = (None, Rule.NAVIGATION, Rule.SECTION)
_SUBHEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
# An edge ends at a line of so many words, even where wrapping at a fixed width leaves no line that closes a sentence.
BODY_WORDS = 9
# A note that ends in an address.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
# A mark that more of the kept words carry is of the page, not of a box in it.
MOST_MARKED = 0.2

# A plain integer: the bits of an IntFlag are slow to compare.
_NEWSLETTER = int(Mark.NEWSLETTER)


def judge(lines: Lines, *, is_page: bool) -> Verdicts:
    """The verdict on each line. `is_page`: the document is a whole page, of which most is frame."""
    least = _least(lines) if is_page else DOUBT if _is_flat(lines) else -math.inf
    kinds, may_stay, *_ = lines.alone
    verdicts: Verdicts = [
        None if is_kept else kind
        for is_kept, kind in zip((may_stay & (lines.evidence > least)).tolist(), kinds.tolist(), strict=True)
    ]
    if is_page and lines[0].tag is None:
        _first_of_list(lines, verdicts)
        enumerated.find(lines, verdicts)
    elif is_page:
        _subheadings(lines, verdicts)
    if is_page:
        runs.find(lines, verdicts)
    runs.find_repeated(lines, verdicts)
    comments.find(lines, verdicts)
    _invitations(lines, verdicts)
    pagers.find(lines, verdicts)
    lists.find(lines, verdicts)
    for at in shouted.headlines(lines, verdicts):
        verdicts[at] = Rule.RELATED
    _edges(lines, verdicts)
    lists.find_tags(lines, verdicts)
    _endnotes(lines, verdicts)
    posts.find(lines, verdicts)
    return verdicts


def _least(lines: Lines) -> float | Doubles:
    """The evidence that each line of a whole page must have: 0, or less where no paragraph of a text has much."""
    if lines[0].tag is not None:
        return 0.0
    is_prose = lines.columns.is_prose
    surest = max(lines.evidence[is_prose], default=0.0)
    inside, around = (max(LEAST, min(0.0, surest - sure)) for sure in (SURE, SURE_AROUND))
    least = np.where(is_prose, inside, around)
    staying = np.flatnonzero(lines.evidence > least)
    if len(staying):
        least[staying[0] : staying[-1]] = inside
    return least


def _is_flat(lines: Lines) -> bool:
    """Whether pieces of one line of the raw text stand among the lines."""
    return not lines.columns.gap[1:].all()


def _subheadings(lines: Lines, verdicts: Verdicts) -> None:
    """Headings that speak little against themselves, right above a paragraph that stays and below another."""
    kept = kept_of(verdicts)
    first = next((at for at in kept if lines[at].is_prose), len(lines))
    for at in kept:
        above = at - 1
        if above <= first or verdicts[above] is None or not lines[at].is_prose or lines[above].tag not in _SUBHEADINGS:
            continue
        line = lines[above]
        least = LEAST_BETWEEN if verdicts[above - 1] is None and lines[above - 1].is_prose else LEAST_OF_HEADING
        if line.label in _OF_HEADINGS and not line.is_linked and line.evidence > least:
            verdicts[above] = None


def _first_of_list(lines: Lines, verdicts: Verdicts) -> None:
    """The first of a list below the text: a blank line parts it from the text, none from the next, which is removed."""
    kept = kept_of(verdicts)
    last = max((at for at in kept if lines[at].is_prose), default=len(lines))
    for at in kept:
        if last < at < len(lines) - 1 and lines[at].gap > 1 and is_headline(lines[at]):
            following = lines[at + 1]
            if following.gap == 1 and not following.is_prose:
                verdicts[at] = verdicts[at + 1]


def _invitations(lines: Lines, verdicts: Verdicts) -> None:
    """Short lines in what the markup calls the box of a newsletter, where most of the article stands in none."""
    if lines[0].tag is None:
        return
    kept = kept_of(verdicts)
    invited = [at for at in kept if (lines[at].marks or 0) & _NEWSLETTER]
    marked = sum(lines[at].words for at in invited)
    if not marked or marked > MOST_MARKED * sum(lines[at].words for at in kept):
        return
    for at in invited:
        if lines[at].words <= HEADLINE_WORDS:
            verdicts[at] = Rule.NEWSLETTER


def _edges(lines: Lines, verdicts: Verdicts) -> None:
    """Labels at the head and the tail: before the first and after the last line of running text."""
    _edge(lines, verdicts, range(len(lines)))
    _edge(lines, verdicts, range(len(lines) - 1, -1, -1))
    kept = kept_of(verdicts)
    for at in kept[-TAIL_LINES:] if len(kept) > TAIL_LINES else ():
        if lines[at].label in TAIL_ONLY:
            verdicts[at] = Rule(lines[at].label or "")


def _edge(lines: Lines, verdicts: Verdicts, order: range) -> None:
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


def _endnotes(lines: Lines, verdicts: Verdicts) -> None:
    """Notes that lead elsewhere: what ends in an address, under the last line of signs, with no paragraph after it."""
    under: list[int] = []
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        if line.label == Rule.SEPARATOR:
            for place in under:
                verdicts[place] = Rule.RELATED
            return
        if verdicts[at] is not None:
            continue
        if line.words > HEADLINE_WORDS or _ADDRESS.search(line.text) is None:
            return
        under.append(at)
