"""Boosted trees as plain arrays, evaluated without the library that grew them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from flows.clean.compiled import Numbers, Small, Whole, compiled

# A tree has so many leaves at most: their bits are one number.
MOST_LEAVES = 32
# So many rows are evaluated together.
_ROWS = 64
_Leaves: TypeAlias = npt.NDArray[np.uint32]
# The place of a number's only bit, by the highest bits of its product (Leiserson, Prokop and Randall, 1998).
_DE_BRUIJN, _SHIFT = np.uint32(0x077CB531), np.uint32(27)
_PLACES = np.zeros(MOST_LEAVES, np.int64)
for _bit in range(MOST_LEAVES):
    _PLACES[((1 << _bit) * int(_DE_BRUIJN) & 0xFFFFFFFF) >> 27] = _bit


class Trees(NamedTuple):
    """A forest: of each node the feature it asks for, its threshold, and where to go at most and above it.

    A negative place is a leaf: the value at its complement. `roots` are the first nodes of the trees, or leaves.
    """

    roots: Small
    feature: Small
    threshold: Numbers
    left: Small
    right: Small
    leaf: Numbers


def load_trees(path: Path, name: str) -> Trees:
    """The forest `name` of a file of weights."""
    with np.load(path, allow_pickle=False) as arrays:
        return Trees(*(arrays[f"{name}.{part}"] for part in Trees._fields))


class _Tests(NamedTuple):
    """All nodes as tests, those of a tree from `firsts[tree]` on.

    Of each its feature and threshold, and the leaves of the tree, as bits, that a value above leaves over. `leaves` has
    MOST_LEAVES values a tree, in the order of _PLACES.
    """

    firsts: Whole
    feature: Small
    threshold: Numbers
    left_over: _Leaves
    leaves: Numbers


def evaluate(trees: Trees, rows: Numbers) -> Numbers:
    """The sum of all trees for each row of features: log odds."""
    return _sums(_tests(trees, _PLACES), rows)


@compiled
def _tests(trees: Trees, places: Whole) -> _Tests:
    """The nodes of trees as tests, and the values of each tree's leaves, from left to right before they are placed."""
    count = 0
    tests = _Tests(
        np.zeros(len(trees.roots) + 1, np.int64),
        np.zeros(len(trees.left), np.int32),
        np.zeros(len(trees.left), np.float32),
        np.zeros(len(trees.left), np.uint32),
        np.zeros((len(trees.roots), MOST_LEAVES), np.float32),
    )
    waiting, starts = np.empty(2 * MOST_LEAVES, np.int64), np.empty(2 * MOST_LEAVES, np.int64)
    for tree, root in enumerate(trees.roots):
        waiting[0], starts[0] = root, -1
        top, leaves = 1, 0
        while top > 0:
            # A node is met twice: before its left side, and after, when the leaves of that side are known.
            top -= 1
            node, first = waiting[top], starts[top]
            if node < 0:
                if leaves == MOST_LEAVES:
                    raise ValueError("a tree of the weights has more than 32 leaves: train with fewer")
                tests.leaves[tree, leaves] = trees.leaf[~node]
                leaves += 1
            elif first < 0:
                starts[top] = leaves
                waiting[top + 1], starts[top + 1] = trees.left[node], -1
                top += 2
            else:
                tests.feature[count], tests.threshold[count] = trees.feature[node], trees.threshold[node]
                tests.left_over[count] = ~np.uint32((1 << leaves) - (1 << first))
                count += 1
                waiting[top], starts[top] = trees.right[node], -1
                top += 1
        tests.firsts[tree + 1] = count
        tests.leaves[tree] = tests.leaves[tree][places]
    return tests


@compiled
def _ask(tests: _Tests, tree: int, columns: Numbers, left_over: _Leaves) -> None:
    """Asks every node of a tree about all rows, of which `columns` has one each: which leaves are left over."""
    everything = np.uint32(0xFFFFFFFF)
    left_over[:] = everything
    for node in range(tests.firsts[tree], tests.firsts[tree + 1]):
        values, most, keeps = columns[tests.feature[node]], tests.threshold[node], tests.left_over[node]
        for row in range(_ROWS):
            left_over[row] = left_over[row] & (everything if values[row] <= most else keeps)


@compiled
def _sums(tests: _Tests, rows: Numbers) -> Numbers:
    """Every node is asked, whether the way leads there or not: the first leaf left over is the one that a tree gives.

    Lucchese and others, QuickScorer, SIGIR 2015; over several rows at once, without a branch.
    """
    found = np.empty(len(rows), np.float32)
    columns = np.zeros((rows.shape[1], _ROWS), np.float32)
    left_over, totals = np.empty(_ROWS, np.uint32), np.empty(_ROWS, np.float64)
    for first in range(0, len(rows), _ROWS):
        together = min(_ROWS, len(rows) - first)
        for row in range(together):
            for feature in range(len(columns)):
                columns[feature, row] = rows[first + row, feature]
        totals[:] = 0.0
        for tree in range(len(tests.leaves)):
            _ask(tests, tree, columns, left_over)
            leaves = tests.leaves[tree]
            for row in range(_ROWS):
                lowest = np.uint32(left_over[row] & np.uint32(~left_over[row] + np.uint32(1)))
                totals[row] += leaves[np.uint32(np.uint32(lowest * _DE_BRUIJN) >> _SHIFT)]
        for row in range(together):
            found[first + row] = totals[row]
    return found
