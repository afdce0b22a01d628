"""Lines that stay without a gap between them, and the runs of them that are not of the article.

A page keeps teasers here and there that read like an article's first words; what is around them tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from flows.clean.datelines import read_dateline
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Lines
from flows.rules import Rule

# Runs are parted by more than so many removed lines.
APART = 3
# A run goes where it is a tenth as long as the longest and none of its lines is sure (log odds).
STRAY_SHARE = 0.1
STRAY_EVIDENCE = 1.5
# Where no paragraph is surer than this, the runs above the only one with a head go. Its head is a line that says who
# wrote it or when, so many lines above its first paragraph, or a dateline; a long one has so many words.
SURE = 3.6
HEAD_LINES = 3
HEADED_WORDS = 40
_HEAD = frozenset((Rule.TIMESTAMP, Rule.BYLINE))
# Teasers are cut short; so many of a run, and half of its longer lines, make all of it teasers unless one is surer.
LEAST_CUT = 2
CUT_EVIDENCE = 1.5
MENU_WORDS = 4
# A paragraph has so many words.
REPEATED_WORDS, TWICE = 15, 2
_CUT = re.compile(r"\[(?:…|\.\.\.)\]\s*$")


def find(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of runs that are none of the article's."""
    _above_head(lines, verdicts)
    _teasers(lines, verdicts)
    _strays(lines, verdicts)


def find_repeated(lines: Lines, verdicts: Verdicts) -> None:
    """Sets the verdict of paragraphs that stand above word for word, two or more in the same order: a copy for print.

    One alone may be a question that is asked of everybody, or a sentence set large beside the text; what stands there
    three times may be a refrain.
    """
    keys, columns = lines.keys, lines.columns
    long = np.flatnonzero(columns.is_prose & (columns.words >= REPEATED_WORDS)).tolist()
    paragraphs = [at for at in long if verdicts[at] is None]
    times = Counter(keys[at] for at in paragraphs)
    if not times or max(times.values()) == 1:
        return
    first: dict[str, int] = {}
    above = [first.setdefault(keys[at], place) for place, at in enumerate(paragraphs)]
    again = [above[place] < place and times[keys[at]] == TWICE for place, at in enumerate(paragraphs)]
    for place in range(1, len(above)):
        if again[place] and again[place - 1] and above[place] == above[place - 1] + 1:
            for at in paragraphs[place - 1 : place + 1]:
                verdicts[at] = Rule.RESIDUE


def _runs(verdicts: Verdicts, apart: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in kept_of(verdicts):
        if not runs or at - runs[-1][-1] > apart:
            runs.append([])
        runs[-1].append(at)
    return runs


def _drop(lines: Lines, verdicts: Verdicts, run: Iterable[int]) -> None:
    for at in run:
        verdicts[at] = Rule(lines[at].label or Rule.RELATED)


def _above_head(lines: Lines, verdicts: Verdicts) -> None:
    """Runs above the only long one with a head, on a page where no paragraph is sure."""
    if max(lines.evidence[lines.columns.is_prose], default=0.0) >= SURE:
        return
    runs = _runs(verdicts, 1)
    headed = [at for at, run in enumerate(runs) if _words(lines, run) >= HEADED_WORDS and _has_head(lines, run)]
    for run in runs[: headed[0]] if len(headed) == 1 else ():
        _drop(lines, verdicts, run)


def _has_head(lines: Lines, run: list[int]) -> bool:
    first = next((at for at in run if lines[at].is_prose), run[0])
    above = lines[max(0, first - HEAD_LINES) : first]
    return any(line.label in _HEAD for line in above) or read_dateline(lines[first].text) is not None


def _teasers(lines: Lines, verdicts: Verdicts) -> None:
    """Runs of lines that are cut short: "Sometimes people ask me why this place became […]"."""
    for run in _runs(verdicts, APART):
        cut = [at for at in run if _CUT.search(lines[at].text)]
        longer = sum(lines[at].words > MENU_WORDS for at in run)
        if len(cut) >= LEAST_CUT and 2 * len(cut) >= longer and max(lines[at].evidence for at in cut) < CUT_EVIDENCE:
            _drop(lines, verdicts, run)


def _strays(lines: Lines, verdicts: Verdicts) -> None:
    """A few lines that stay far from all others: teasers and notices that read like an article's first words."""
    runs = _runs(verdicts, APART)
    words = [_words(lines, run) for run in runs]
    # Above the most of the text of a page with markup, what stands apart may be its summary or a table.
    first = words.index(max(words)) + 1 if runs and lines[0].tag is not None else 0
    for run, length in zip(runs[first:], words[first:], strict=True):
        if length < STRAY_SHARE * max(words) and max(lines[at].evidence for at in run) < STRAY_EVIDENCE:
            _drop(lines, verdicts, run)


def _words(lines: Lines, run: list[int]) -> int:
    return int(lines.columns.words[run].sum())
