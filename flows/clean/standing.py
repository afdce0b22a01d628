"""Where a line stands among the first scores of its document: what the second forest asks for beside its features.

A first forest scores each line by itself and by what its neighbours look like. What only the scores of all lines tell
is measured here: whether the lines around it, and those of its container, are of the article; how sure the surest
paragraph is, and how far. Stacking, as in Wolpert, Stacked Generalization, 1992; over sequences, Cohen and Carvalho,
Stacked Sequential Learning, IJCAI 2005. Compiled; one document at a time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from flows.clean import context
from flows.clean.compiled import Numbers, Whole, compiled

# Scores beyond this, and those of lines that are not there, say no more.
MOST = 9.0
# Lines to either side over which scores are averaged by words, and a line counts no more words than this.
WINDOWS = (1, 3, 8, 20)
STRETCH_WORDS = 60.0
STRETCH_SCORE = 4.0
# Words between a line and the nearest kept paragraph beyond this say no more.
FAR_WORDS = 300.0
_FAR = context.FAR

_AROUND = (
    *("surest", "kept_share", "kept_words", "from_surest", "rank", "kept_above"),
    *("prose_above", "prose_below", "words_above", "words_below", "run_words"),
)
_NEIGHBOURS = len(context.NEIGHBOURS)
_WINDOWS = 1 + _NEIGHBOURS
_DOCUMENT = _WINDOWS + 2 * len(WINDOWS)
_STRETCH = _DOCUMENT + len(_AROUND)
_GROUPS = _STRETCH + 3

_OF_GROUP = ("mean", "best", "kept")
_STANDING = (
    "score",
    *(f"score{step:+d}" for step in context.NEIGHBOURS),
    *(f"{what}_{width}" for width in WINDOWS for what in ("mean", "kept")),
    *_AROUND,
    *("in_stretch", "edge", "stretch_sum"),
)
# The keys of lines of pages, and of plain text, where blank lines part blocks.
KEYS = ("container", "parent", "look", "path")
TEXT_KEYS = ("block",)
TEXT_STANDING: tuple[str, ...] = (*_STANDING, *(f"{key}_{what}" for key in TEXT_KEYS for what in _OF_GROUP))
PAGE_STANDING: tuple[str, ...] = (*_STANDING, *(f"{key}_{what}" for key in KEYS for what in _OF_GROUP))


class Scored(NamedTuple):
    """Lines with their scores, their words, those of running text (else 0), and evidence: scores weighed by words."""

    scores: Numbers
    words: Numbers
    prose: Numbers
    evidence: Numbers


def standing(scores: Numbers, words: Numbers, prose: Numbers, bounds: Whole, keys: Whole) -> Numbers:
    """PAGE_STANDING of each line where `keys` are those of KEYS, TEXT_STANDING where they are those of TEXT_KEYS.

    `scores` are log odds; `words` are counted up to a cap, and `prose` is those of running text, else 0; `bounds` are
    where documents start, and the end of the last; `keys` are rows of whole numbers that tell groups of lines apart.
    """
    found = np.zeros((len(scores), _GROUPS + 3 * len(keys)), np.float32)
    held = np.clip(scores, -MOST, MOST)
    evidence = np.clip(scores, -STRETCH_SCORE, STRETCH_SCORE) * np.minimum(words, STRETCH_WORDS)
    _fill(bounds, Scored(held, np.maximum(words, 1), prose, evidence), keys, found)
    return found


@compiled
def _fill(bounds: Whole, lines: Scored, keys: Whole, found: Numbers) -> None:
    for number in range(len(bounds) - 1):
        first, end = bounds[number], bounds[number + 1]
        _neighbours(first, end, lines.scores, found)
        kept = _windows(first, end, lines, found[:, _WINDOWS:])
        _document(first, end, lines, kept, found[:, _DOCUMENT:])
        _distances(first, end, lines, found[:, _DOCUMENT + 6 :])
        _runs(first, end, lines, found[:, _DOCUMENT + 10 :])
        context.stretch(first, end, lines.evidence, found[:, _STRETCH:])
        for key in range(len(keys)):
            _group(first, end, keys[key], lines, found[:, _GROUPS + 3 * key :])


@compiled
def _neighbours(first: int, end: int, scores: Numbers, found: Numbers) -> None:
    """The score of a line, and of each of context.NEIGHBOURS."""
    for row in range(first, end):
        found[row, 0] = scores[row]
        for number, step in enumerate(context.NEIGHBOURS):
            other = row + step
            found[row, 1 + number] = scores[other] if first <= other < end else -MOST


@compiled
def _windows(first: int, end: int, lines: Scored, found: Numbers) -> Numbers:
    """Around each line, itself aside: the mean score by words, and the words of lines above 0; two columns a window.

    Returns the words of lines above 0 before each line, and of all.
    """
    scores, words = lines.scores, lines.words
    count = end - first
    sums = np.zeros((count + 1, 3))
    kept = np.zeros(count + 1, np.float32)
    for at in range(count):
        row = first + at
        sums[at + 1, 0] = sums[at, 0] + words[row]
        sums[at + 1, 1] = sums[at, 1] + words[row] * scores[row]
        sums[at + 1, 2] = sums[at, 2] + (words[row] if scores[row] > 0 else 0.0)
        kept[at + 1] = sums[at + 1, 2]
    for at in range(count):
        row = first + at
        for number, width in enumerate(WINDOWS):
            low, high = max(0, at - width), min(count, at + width + 1)
            others = sums[high, 0] - sums[low, 0] - words[row]
            mean = (sums[high, 1] - sums[low, 1] - words[row] * scores[row]) / others if others > 0 else -MOST
            found[row, 2 * number] = mean
            found[row, 2 * number + 1] = sums[high, 2] - sums[low, 2] - (words[row] if scores[row] > 0 else 0.0)
    return kept


@compiled
def _document(first: int, end: int, lines: Scored, kept: Numbers, found: Numbers) -> None:
    """The first six of _AROUND: the surest paragraph, what is kept of the document, and the line's place in it."""
    scores, words, prose, _ = lines
    surest, place = -MOST, first
    total = 0.0
    for row in range(first, end):
        total += words[row]
        if prose[row] > 0 and scores[row] > surest:
            surest, place = scores[row], row
    for row in range(first, end):
        found[row, 0] = surest
        found[row, 1] = kept[end - first] / total
        found[row, 2] = np.log2(1.0 + kept[end - first])
        found[row, 3] = min(_FAR, max(-_FAR, row - place))
        found[row, 5] = kept[row - first] / max(1.0, kept[end - first])
    order = np.argsort(scores[first:end], kind="mergesort")
    for rank in range(end - first):
        found[first + order[rank], 4] = rank / (end - first)


@compiled
def _distances(first: int, end: int, lines: Scored, found: Numbers) -> None:
    """Lines to the nearest kept paragraph above and below, and the words between; four columns."""
    scores, words, prose, _ = lines
    away, between = _FAR, FAR_WORDS
    for row in range(first, end):
        found[row, 0], found[row, 2] = away, between
        away, between = min(_FAR, away + 1), min(FAR_WORDS, between + words[row])
        if scores[row] > 0 and prose[row] > 0:
            away, between = 1.0, 0.0
    away, between = _FAR, FAR_WORDS
    for row in range(end - 1, first - 1, -1):
        found[row, 1], found[row, 3] = away, between
        away, between = min(_FAR, away + 1), min(FAR_WORDS, between + words[row])
        if scores[row] > 0 and prose[row] > 0:
            away, between = 1.0, 0.0


@compiled
def _runs(first: int, end: int, lines: Scored, found: Numbers) -> None:
    """The words of the run of lines that are all above 0, or all not, in which a line stands; one column."""
    scores, words = lines.scores, lines.words
    row = first
    while row < end:
        upto, total = row, 0.0
        while upto < end and (scores[upto] > 0) == (scores[row] > 0):
            total += words[upto]
            upto += 1
        found[row:upto, 0] = np.log2(1.0 + total)
        row = upto


@compiled
def _group(first: int, end: int, keys: Whole, lines: Scored, found: Numbers) -> None:
    """Of the other lines with a line's key: mean score by words, best score; and the group's share of kept words."""
    scores, words = lines.scores, lines.words
    kept = 0.0
    for row in range(first, end):
        kept += words[row] if scores[row] > 0 else 0.0
    order = np.argsort(keys[first:end], kind="mergesort")
    at = 0
    while at < len(order):
        upto = at
        total = weighed = own = 0.0
        best = second = -MOST
        while upto < len(order) and keys[first + order[upto]] == keys[first + order[at]]:
            row = first + order[upto]
            total += words[row]
            weighed += words[row] * scores[row]
            own += words[row] if scores[row] > 0 else 0.0
            second = max(second, min(best, scores[row]))
            best = max(best, scores[row])
            upto += 1
        for place in range(at, upto):
            row = first + order[place]
            others = total - words[row]
            found[row, 0] = (weighed - words[row] * scores[row]) / others if others > 0 else -MOST
            found[row, 1] = second if scores[row] == best else best
            found[row, 2] = own / max(1.0, kept)
        at = upto
