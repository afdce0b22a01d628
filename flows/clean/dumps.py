"""Whether a plain text is a whole page, dumped with its menus: of such a text most is frame, and much goes.

The texts of an archive are not: somebody chose their lines, and they lose none by evidence alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flows.clean.viewed import Line
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


def is_dump(lines: Sequence[Line]) -> bool:
    """Whether a plain text has a menu above its text, or a frame around it, in whatever language."""
    return has_menu(lines) or has_frame(lines)


def has_menu(lines: Sequence[Line]) -> bool:
    """Whether there is a run of short lines above the first paragraph, or labels of a menu anywhere.

    A table inside an article is such a run too; so what stands below the first paragraph proves nothing.
    """
    menu = [line.words <= MENU_WORDS and not line.is_closed and not line.key.isdigit() for line in lines]
    if sum(menu) < MENU_SHARE * len(lines):
        return False
    first = next((at for at, line in enumerate(lines) if line.is_prose and line.words >= FIRST_PARAGRAPH), None)
    if first is None:
        return False
    run = longest = 0
    for is_menu in menu[:first]:
        run = run + 1 if is_menu else 0
        longest = max(longest, run)
    said = {line.key for line in lines if line.how == "line" and line.label in MENU_KINDS}
    return longest >= MENU_RUN or len(said) >= MENU_LABELS


def has_frame(lines: Sequence[Line]) -> bool:
    """Whether lines that speak against themselves stand above and below all paragraphs that speak for themselves.

    A list that is part of an article stands on one side of its paragraphs or between them; the names of those who talk
    in a transcript are few and come again and again.
    """
    paragraphs = [at for at, line in enumerate(lines) if line.is_prose and line.evidence > 0]
    if not paragraphs:
        return False
    times = Counter(line.key for line in lines)
    sides = (lines[: paragraphs[0]], lines[paragraphs[-1] + 1 :])
    above, below = ({key for key in _frame_of(side) if times[key] <= MOST_TIMES} for side in sides)
    return min(len(above), len(below)) >= FRAME_SIDE and len(above | below) >= FRAME_LINES


def _frame_of(lines: Sequence[Line]) -> set[str]:
    return {line.key for line in lines if line.evidence < OF_FRAME and not line.is_closed}
