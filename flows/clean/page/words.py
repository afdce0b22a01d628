"""All words of labels/marks.tsv as one automaton (Aho and Corasick, 1975), over the classes and ids of elements.

A name is read in small letters between edges: what is no letter is an edge, and so is the border of aCapital. Digits
are passed over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from flows.clean.compiled import Whole

# Symbols: an edge, the letters a to z, any other letter.
EDGE, OTHER, SYMBOLS = 0, 27, 28


class Automaton(NamedTuple):
    """`following[state, symbol]` is the next state, `found[state]` the marks of the words that end there."""

    following: npt.NDArray[np.int32]
    found: Whole


def automaton(words: Iterable[tuple[str, int]]) -> Automaton:
    """The automaton of (word, mark) pairs. In a word, what is no letter is an edge; so `-nav-` is a whole word."""
    following: list[list[int]] = [[0] * SYMBOLS]
    found = [0]
    for word, mark in words:
        state = 0
        for symbol in (ord(letter) - 96 if "a" <= letter <= "z" else EDGE for letter in word):
            if not following[state][symbol]:
                following.append([0] * SYMBOLS)
                found.append(0)
                following[state][symbol] = len(found) - 1
            state = following[state][symbol]
        found[state] |= mark
    _link(following, found)
    return Automaton(np.array(following, np.int32), np.array(found, np.int64))


def _link(following: list[list[int]], found: list[int]) -> None:
    """Leads every missing transition to where the longest suffix goes on."""
    suffix = [0] * len(found)
    waiting = deque(state for state in following[0] if state)
    while waiting:
        state = waiting.popleft()
        found[state] |= found[suffix[state]]
        for symbol, after in enumerate(following[state]):
            if after:
                suffix[after] = following[suffix[state]][symbol]
                waiting.append(after)
            else:
                following[state][symbol] = following[suffix[state]][symbol]
