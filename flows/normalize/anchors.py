"""Where to read carefully: windows around literals without which a pattern cannot match.

Finding literals is some hundred times as fast as trying a regular expression at every character, so the expressions
for dates and sums are tried only near the words and signs that they need, which one pass over the text finds for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.literals import Literals

Window = tuple[int, int]
BEFORE, AFTER = 48, 72  # code points; the longest match of any pattern that has literals is shorter


class Near(NamedTuple):
    """What every match of a pattern holds: one of some literals, in small letters for any case. A match starts at most
    `before` code points before the literal's start and ends, with what it looks ahead at, at most `after` behind it.

    Without literals a pattern is tried everywhere.
    """

    literals: tuple[str, ...] = ()
    before: int = BEFORE
    after: int = AFTER


class Anchors:
    """The windows of several patterns, found together."""

    def __init__(self, patterns: Sequence[Near]) -> None:
        self._is_everywhere = [not near.literals for near in patterns]
        literals = tuple(sorted({literal for near in patterns for literal in near.literals}))
        self._literals = Literals(literals)
        self._reach = np.array([(near.before, near.after) for near in patterns], np.int32).reshape(-1, 2)
        needed = [[literal in set(near.literals) for literal in literals] for near in patterns]
        self._needed = np.array(needed, np.bool_).reshape(len(patterns), len(literals))

    def windows(self, text: str) -> list[list[Window]]:
        """For each pattern the windows of a text, in order, apart from each other."""
        which, starts = self._literals.found(text)
        firsts, windows = _windows(which, starts, self._needed, self._reach)
        every, bounds = [tuple(window) for window in windows.tolist()], firsts.tolist()
        return [
            [(0, len(text))] if is_everywhere else every[low:high]
            for is_everywhere, low, high in zip(self._is_everywhere, bounds, bounds[1:], strict=False)
        ]


def around(places: Iterable[int]) -> list[Window]:
    """Windows around places, in order, apart from each other."""
    windows: list[Window] = []
    for place in sorted(places):
        start, end = max(0, place - BEFORE), place + AFTER
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


@compiled
def _windows(
    which: NDArray[np.int32], starts: NDArray[np.int32], needed: NDArray[np.bool_], reach: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the windows of each pattern begin among all windows, and these: start and end."""
    order = np.argsort(starts)
    firsts = np.zeros(len(needed) + 1, np.int32)
    windows = np.empty((len(needed) * len(starts), 2), np.int32)
    count = 0
    for pattern in range(len(needed)):
        firsts[pattern] = count
        for at in order:
            if not needed[pattern, which[at]]:
                continue
            start, end = max(0, starts[at] - reach[pattern, 0]), starts[at] + reach[pattern, 1]
            if count > firsts[pattern] and start <= windows[count - 1, 1]:
                windows[count - 1, 1] = end
            else:
                windows[count] = start, end
                count += 1
    firsts[len(needed)] = count
    return firsts, windows[:count].copy()
