"""Where to read carefully: windows around literals without which a pattern cannot match.

Finding a literal is some hundred times as fast as trying a regular expression at every character, so the expressions
for dates and sums are tried only near the words and signs that they need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.normalize.literals import literals_of

Window = tuple[int, int]
BEFORE, AFTER = 48, 72  # code points; the longest match of any pattern that has literals is shorter


class AnchoredText:
    """A text, and where some literals stand in it: with a capital as they are, else in any case."""

    def __init__(self, text: str, literals: tuple[str, ...]) -> None:
        self.text = text
        lowered = text.lower()
        # A letter that becomes two (İ) would move what follows: such a text is read letter by letter.
        lowered = lowered if len(lowered) == len(text) else "".join(_small(letter) for letter in text)
        self._places = literals_of(tuple(sorted({literal.lower() for literal in literals}))).places(lowered)
        self._windows: dict[tuple[str, ...], list[Window]] = {}

    def matches(self, pattern: re.Pattern[str], literals: tuple[str, ...]) -> Iterator[re.Match[str]]:
        """All matches of a pattern, each of which holds one of the literals, reaches at most BEFORE code points before
        its start, and with what it looks ahead at, at most AFTER behind it. Without literals, all matches.
        """
        for start, end in self.near(literals) if literals else [(0, len(self.text))]:
            yield from pattern.finditer(self.text, start, end)

    def near(self, literals: tuple[str, ...]) -> list[Window]:
        """Windows around the places of literals, in order, apart from each other."""
        windows = self._windows.get(literals)
        if windows is None:
            windows = self._windows[literals] = around(self.places(literals))
        return windows

    def places(self, literals: Iterable[str]) -> Iterator[int]:
        """Where literals stand, which must be among those that the text was asked for."""
        for literal in literals:
            small = literal.lower()
            places = self._places.get(small, ())
            yield from places if small == literal else self._as_written(literal, places)

    def _as_written(self, literal: str, places: Iterable[int]) -> Iterator[int]:
        return (place for place in places if self.text.startswith(literal, place))


def _small(letter: str) -> str:
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


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
