"""Headlines in capitals between paragraphs: links to other pieces, whose markup is lost or says no more.

Some houses set a link to another of their pieces between two paragraphs, as a headline in capitals. An article's own
subheadings in capitals are shorter, and an article in capitals altogether has no such lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from flows.clean.marks import HEADINGS
from flows.clean.verdicts import Verdicts, kept_of
from flows.clean.viewed import Line, Lines

# A headline has more words than most subheadings; shorter ones go where at least half of an article's are as long.
HEADLINE_WORDS, SHORTEST = 7, 4
LONGEST = 30
# The share of a headline's letters that are capitals.
CAPITALS = 0.9
# An article has so many paragraphs in small letters, and at least so many for each such headline.
LEAST_PROSE, PROSE_FOR_EACH = 3, 3
_QUOTES = "\"'“”‘’«»„"
_SENTENCE_ENDS = (".", "!", "…", ":", ";", ",")


def headlines(lines: Lines, verdicts: Verdicts) -> list[int]:
    """Those of the kept lines that are such headlines: links by their markup, or told by their length and place."""
    may_be = lines.alone.may_shout & (lines.columns.words >= SHORTEST)
    shouted = [at for at in np.flatnonzero(may_be).tolist() if verdicts[at] is None and _is_shouted(lines[at].text)]
    if not shouted:
        return []
    linked = [at for at in shouted if _is_linked(lines[at])]
    return linked or _unlinked(lines, kept_of(verdicts))


def _is_linked(line: Line) -> bool:
    is_link = line.is_linked and line.tag not in HEADINGS
    return is_link and line.words >= SHORTEST and line.text.isupper()


def _unlinked(lines: Lines, kept: Sequence[int]) -> list[int]:
    """Headlines in capitals below the first paragraph."""
    prose = [at for at in kept if lines[at].is_prose and not _is_shouted(lines[at].text)]
    if len(prose) < LEAST_PROSE:
        return []
    found = [
        at
        for before, at in pairwise(kept)
        if at > prose[0] and _is_headline(lines[at]) and not _introduces(lines[before])
    ]
    long = sum(lines[at].words >= HEADLINE_WORDS for at in found)
    return found if 2 * long >= len(found) and PROSE_FOR_EACH * len(found) <= len(prose) else []


def _introduces(line: Line) -> bool:
    """Whether a line announces the next one: a colon at its end, or a line of signs as above a chapter."""
    return line.text.endswith(":") or not any(map(str.isalpha, line.text))


def _is_headline(line: Line) -> bool:
    """Whether a line is in capitals, as long as a headline, and neither a sentence nor somebody's words."""
    text = line.text.strip()
    if line.tag in HEADINGS:
        return False
    if not SHORTEST <= line.words <= LONGEST or text.endswith(_SENTENCE_ENDS) or not _is_shouted(text):
        return False
    return text[0] != "_" and not (text[0] in _QUOTES and text[-1] in _QUOTES)


def _is_shouted(text: str) -> bool:
    """Whether nearly all letters are capitals: `'CNNs OF THE WORLD'`."""
    if text.isupper():
        return True
    if not text[:8].isupper():  # nearly all lines end here: to look at each of their letters takes long
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= CAPITALS * len(letters)
