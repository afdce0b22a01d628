"""Whether a plain text is a whole page, dumped with its menus: of such a text most is frame, and much goes.

The texts of an archive are not: somebody chose their lines, and they lose none by evidence alone.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from flows.clean.viewed import Lines
from flows.rules import Rule

# A menu: lines of so few words, in such a run, with such a share of all lines; or so many labels of these kinds.
MENU_WORDS = 4
MENU_RUN = 8
MENU_SHARE = 0.3
MENU_LABELS = 4
MENU_KINDS = frozenset((Rule.NAVIGATION, Rule.LOGIN, Rule.LEGAL))
# The first paragraph ends the head of a page: running text of so many words.
FIRST_PARAGRAPH = 12
# A frame: so many different lines that end no sentence, with evidence (log odds) below this, some of them on each side.
FRAME_LINES = 8
FRAME_SIDE = 2
OF_FRAME = -1.5
# A menu stands above and below; a line that comes more often is a speaker's name.
MOST_TIMES = 2


def is_dump(lines: Lines) -> bool:
    """Whether a plain text has a menu above its text, or a frame around it, in whatever language."""
    return has_menu(lines) or has_frame(lines)


def has_menu(lines: Lines) -> bool:
    """Whether there is a run of short lines above the first paragraph, or labels of a menu anywhere.

    A table inside an article is such a run too; so what stands below the first paragraph proves nothing.
    """
    columns = lines.columns
    is_short = (columns.words <= MENU_WORDS) & ~columns.is_closed
    if is_short.sum() < MENU_SHARE * len(lines):
        return False
    menu = [short and not key.isdigit() for short, key in zip(is_short.tolist(), lines.keys, strict=True)]
    paragraphs = np.flatnonzero(columns.is_prose & (columns.words >= FIRST_PARAGRAPH)).tolist()
    if sum(menu) < MENU_SHARE * len(lines) or not paragraphs:
        return False
    run = longest = 0
    for is_menu in menu[: paragraphs[0]]:
        run = run + 1 if is_menu else 0
        longest = max(longest, run)
    said = {line.key for line in lines if line.how == "line" and line.label in MENU_KINDS}
    return longest >= MENU_RUN or len(said) >= MENU_LABELS


def has_frame(lines: Lines) -> bool:
    """Whether lines that speak against themselves stand above and below all paragraphs that speak for themselves.

    A list that is part of an article stands on one side of its paragraphs or between them; the names of those who talk
    in a transcript are few and come again and again.
    """
    columns, evidence, keys = lines.columns, lines.evidence, lines.keys
    paragraphs = np.flatnonzero(columns.is_prose & (evidence > 0))
    if not len(paragraphs):
        return False
    frame = np.flatnonzero((evidence < OF_FRAME) & ~columns.is_closed)
    sides = (frame[frame < paragraphs[0]], frame[frame > paragraphs[-1]])
    if min(map(len, sides)) < FRAME_SIDE or sum(map(len, sides)) < FRAME_LINES:
        return False
    times = Counter(keys)
    above, below = ({keys[at] for at in side.tolist() if times[keys[at]] <= MOST_TIMES} for side in sides)
    return min(len(above), len(below)) >= FRAME_SIDE and len(above | below) >= FRAME_LINES
