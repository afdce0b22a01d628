"""Boosted trees as plain arrays, evaluated without the library that grew them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from flows.clean.compiled import Numbers, Small, compiled


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


@compiled
def evaluate(trees: Trees, rows: Numbers) -> Numbers:
    """The sum of all trees for each row of features: log odds."""
    roots, feature, threshold, left, right, leaf = trees
    found = np.zeros(len(rows), np.float32)
    for row in range(len(rows)):
        features = rows[row]
        total = 0.0
        for root in roots:
            node = root
            while node >= 0:
                node = left[node] if features[feature[node]] <= threshold[node] else right[node]
            total += leaf[~node]
        found[row] = total
    return found
