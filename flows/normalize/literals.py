"""Many literals sought in one pass over a text, by a compiled automaton (Aho and Corasick 1975)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled

_PLANE = 0x1_0000  # code points beyond are in no literal


class Literals:
    """An automaton for a set of literals, none of them empty."""

    def __init__(self, literals: tuple[str, ...]) -> None:
        self._literals = literals
        letters = {letter: number for number, letter in enumerate(sorted(set("".join(literals))), 1)}
        self._classes = np.zeros(_PLANE, np.uint16)
        for letter, number in letters.items():
            self._classes[ord(letter)] = number
        children, ends = _trie(literals)
        self._steps = np.zeros((len(children), len(letters) + 1), np.int32)
        found: list[list[int]] = [[] for _ in children]
        self._follow(children, ends, letters, found)
        self._first = np.cumsum([0, *map(len, found)], dtype=np.int32)
        self._ids = np.array([number for numbers in found for number in numbers], dtype=np.int32)

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

    def places(self, text: str) -> dict[str, list[int]]:
        """Where each literal starts in a text, in ascending order; literals that it lacks are left out."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        which, ends = _scan(codes, self._classes, self._steps, self._first, self._ids)
        places: dict[str, list[int]] = {}
        for number, end in zip(which.tolist(), ends.tolist(), strict=True):
            literal = self._literals[number]
            places.setdefault(literal, []).append(end - len(literal))
        return places


def _trie(literals: tuple[str, ...]) -> tuple[list[dict[str, int]], list[list[int]]]:
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
    classes: NDArray[np.uint16],
    steps: NDArray[np.int32],
    first: NDArray[np.int32],
    ids: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Numbers of the literals found, and where they end."""
    which, ends = np.zeros(256, np.int32), np.zeros(256, np.int32)
    count, state = 0, 0
    for at in range(len(codes)):
        code = codes[at]
        state = steps[state, classes[code] if code < 0x10000 else 0]
        for k in range(first[state], first[state + 1]):
            if count == len(which):
                which = np.concatenate((which, np.zeros(count, np.int32)))
                ends = np.concatenate((ends, np.zeros(count, np.int32)))
            which[count], ends[count] = ids[k], at + 1
            count += 1
    return which[:count].copy(), ends[:count].copy()


@lru_cache(maxsize=64)
def literals_of(literals: tuple[str, ...]) -> Literals:
    """The automaton of some literals, made once a process."""
    return Literals(literals)
