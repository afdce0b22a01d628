"""Boosted trees as plain arrays, evaluated without the library that grew them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from flows.clean.compiled import Bytes, Numbers, Small, compiled

# A tree has so many leaves at most: their bits are one number.
MOST_LEAVES = 32
# So many rows are evaluated together.
_ROWS = 64
_Leaves: TypeAlias = npt.NDArray[np.uint32]
# The place of a number's only bit, by its product with this one (Leiserson, Prokop and Randall, 1998).
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_BITS = np.zeros(64, np.uint8)
for _bit in range(64):
    _BITS[((1 << _bit) * int(_DE_BRUIJN) & (1 << 64) - 1) >> 58] = _bit


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
    """All nodes as tests: of each its tree, and the leaves of that tree, as bits, that a value above it leaves over."""

    tree: Small
    left_over: _Leaves


def evaluate(trees: Trees, rows: Numbers) -> Numbers:
    """The sum of all trees for each row of features: log odds."""
    tests, leaves = _tests(trees)
    return _sums(trees, tests, leaves, _BITS, rows)


@compiled
def _tests(trees: Trees) -> tuple[_Tests, Numbers]:
    """The nodes of trees as tests, and the values of each tree's leaves from left to right, MOST_LEAVES a tree."""
    roots, _, _, left, right, leaf = trees
    tests = _Tests(np.zeros(len(left), np.int32), np.zeros(len(left), np.uint32))
    leaves = np.zeros((len(roots), MOST_LEAVES), np.float32)
    waiting, starts = np.empty(2 * MOST_LEAVES, np.int64), np.empty(2 * MOST_LEAVES, np.int64)
    for tree, root in enumerate(roots):
        waiting[0], starts[0] = root, -1
        top, count = 1, 0
        while top > 0:
            # A node is met twice: before its left side, and after, when the leaves of that side are known.
            top -= 1
            node, first = waiting[top], starts[top]
            if node < 0:
                if count == MOST_LEAVES:
                    raise ValueError("a tree of the weights has more than 32 leaves: train with fewer")
                leaves[tree, count] = leaf[~node]
                count += 1
            elif first < 0:
                tests.tree[node] = tree
                starts[top] = count
                waiting[top + 1], starts[top + 1] = left[node], -1
                top += 2
            else:
                tests.left_over[node] = ~np.uint32((1 << count) - (1 << first))
                waiting[top], starts[top] = right[node], -1
                top += 1
    return tests, leaves


@compiled
def _ask(trees: Trees, tests: _Tests, columns: Numbers, left_over: _Leaves) -> None:
    """Asks every node about all rows, of which `columns` has one each: what leaves are left over of each tree."""
    everything = np.uint32(0xFFFFFFFF)
    left_over[:] = everything
    for node in range(len(trees.feature)):
        values, leaves = columns[trees.feature[node]], left_over[tests.tree[node]]
        most, keeps = trees.threshold[node], tests.left_over[node]
        for row in range(len(values)):
            leaves[row] = leaves[row] & (everything if values[row] <= most else keeps)


@compiled
def _sums(trees: Trees, tests: _Tests, leaves: Numbers, bits: Bytes, rows: Numbers) -> Numbers:
    """Every node is asked, whether the way leads there or not: the first leaf left over is the one that a tree gives.

    Lucchese and others, QuickScorer, SIGIR 2015; over several rows at once, without a branch.
    """
    found = np.empty(len(rows), np.float32)
    columns = np.zeros((rows.shape[1], min(_ROWS, len(rows))), np.float32)
    left_over = np.empty((len(leaves), columns.shape[1]), np.uint32)
    for first in range(0, len(rows), _ROWS):
        together = min(_ROWS, len(rows) - first)
        for row in range(together):
            for feature in range(len(columns)):
                columns[feature, row] = rows[first + row, feature]
        _ask(trees, tests, columns, left_over)
        for row in range(together):
            total = 0.0
            for tree in range(len(leaves)):
                over = np.uint64(left_over[tree, row])
                lowest = over & (~over + np.uint64(1))
                total += leaves[tree, bits[(lowest * _DE_BRUIJN) >> np.uint64(58)]]
            found[first + row] = total
    return found
