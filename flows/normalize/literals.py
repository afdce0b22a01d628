"""Many literals sought in one pass over a text, by a compiled automaton (Aho and Corasick 1975).

A literal in small letters is found in any case, one with a capital as it is written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.tokens import codes_of

_PLANE = 0x1_0000  # code points beyond are in no literal


class Found(NamedTuple):
    """Numbers of the literals found in a text and where they start, one array entry each, by where they end."""

    which: NDArray[np.int32]
    starts: NDArray[np.int32]


class Literals:
    """An automaton for a set of literals, none of them empty."""

    def __init__(self, literals: tuple[str, ...]) -> None:
        self._literals = literals
        small = [small_letters(literal) for literal in literals]
        letters = {letter: number for number, letter in enumerate(sorted(set("".join(small))), 1)}
        self._classes = np.array([letters.get(letter, 0) for letter in _small_plane()], np.uint16)
        children, ends = _trie(small)
        self._steps = np.zeros((len(children), len(letters) + 1), np.int32)
        found: list[list[int]] = [[] for _ in children]
        self._follow(children, ends, letters, found)
        self._first = np.cumsum([0, *map(len, found)], dtype=np.int32)
        self._ids = np.array([number for numbers in found for number in numbers], dtype=np.int32)
        self._bounds = np.cumsum([0, *map(len, literals)], dtype=np.int32)
        self._written = codes_of("".join(literals))
        self._is_exact = np.array([literal != literal.lower() for literal in literals], np.bool_)

    def _follow(
        self,
        children: list[dict[str, int]],
        ends: list[list[int]],
        letters: Mapping[str, int],
        found: list[list[int]],
    ) -> None:
        """Fill the steps from state to state, breadth first, and what ends in each."""
        waiting, back = deque([0]), [0] * len(children)
        while waiting:
            state = waiting.popleft()
            found[state] = ends[state] + (found[back[state]] if state else [])
            if state:
                self._steps[state] = self._steps[back[state]]
            for letter, child in children[state].items():
                back[child] = int(self._steps[state, letters[letter]]) if state else 0
                self._steps[state, letters[letter]] = child
                waiting.append(child)

    def found(self, text: str) -> Found:
        """Where literals stand in a text."""
        automaton = self._classes, self._steps, self._first, self._ids
        return Found(*_scan(codes_of(text), automaton, self._bounds, self._written, self._is_exact))

    def places(self, text: str) -> dict[str, list[int]]:
        """Where each literal starts in a text, in ascending order; literals that it lacks are left out."""
        places: dict[str, list[int]] = {}
        for number, start in zip(*(column.tolist() for column in self.found(text)), strict=True):
            places.setdefault(self._literals[number], []).append(start)
        return places


@cache
def _small_plane() -> str:
    """The small letter of each code point of the basic plane."""
    return small_letters("".join(map(chr, range(_PLANE))))


# Small letters that regular expressions without regard to case take for others.
_ALIKE = str.maketrans("İıſς", "iisσ")


def small_letters(text: str) -> str:
    """The text in small letters, letter by letter, so that its length stays; letters alike for a comparison are one."""
    return "".join(lowered if len(lowered := letter.lower()) == 1 else letter for letter in text.translate(_ALIKE))


def _trie(literals: Sequence[str]) -> tuple[list[dict[str, int]], list[list[int]]]:
    """By state: the next one by letter, and the numbers of the literals that end in it."""
    children: list[dict[str, int]] = [{}]
    ends: list[list[int]] = [[]]
    for number, literal in enumerate(literals):
        state = 0
        for letter in literal:
            if letter not in children[state]:
                children[state][letter] = len(children)
                children.append({})
                ends.append([])
            state = children[state][letter]
        ends[state].append(number)
    return children, ends


@compiled
def _scan(
    codes: NDArray[np.uint32],
    automaton: tuple[NDArray[np.uint16], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    bounds: NDArray[np.int32],
    written: NDArray[np.uint32],
    is_exact: NDArray[np.bool_],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Numbers of the literals found, and where they start."""
    classes, steps, first, ids = automaton
    which, starts = np.zeros(256, np.int32), np.zeros(256, np.int32)
    count, state = 0, 0
    for at in range(len(codes)):
        code = codes[at]
        state = steps[state, classes[code] if code < 0x10000 else 0]
        for k in range(first[state], first[state + 1]):
            literal = ids[k]
            low, high = bounds[literal], bounds[literal + 1]
            start = at + 1 - (high - low)
            if is_exact[literal] and not np.array_equal(codes[start : at + 1], written[low:high]):
                continue
            if count == len(which):
                which = np.concatenate((which, np.zeros(count, np.int32)))
                starts = np.concatenate((starts, np.zeros(count, np.int32)))
            which[count], starts[count] = literal, start
            count += 1
    return which[:count].copy(), starts[:count].copy()


@lru_cache(maxsize=64)
def literals_of(literals: tuple[str, ...]) -> Literals:
    """The automaton of some literals, made once a process."""
    return Literals(literals)
