"""LightGBM's trees as the arrays that flows/clean/trees.py evaluates."""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np

from flows.clean.trees import Trees

Node = dict[str, object]


def grown(boosters: Sequence[lightgbm.Booster]) -> Trees:
    """The trees of all boosters, nodes and leaves one after the other; the sum of all leaves is the boosters' mean."""
    nodes: list[tuple[int, float, int, int]] = []
    leaves: list[float] = []
    trees = [tree for booster in boosters for tree in booster.dump_model()["tree_info"]]
    roots = [_place(tree["tree_structure"], nodes, leaves) for tree in trees]
    feature, threshold, left, right = zip(*nodes, strict=True)
    return Trees(
        np.array(roots, np.int32),
        np.array(feature, np.int32),
        _not_above(np.array(threshold, np.float64)),
        np.array(left, np.int32),
        np.array(right, np.int32),
        (np.array(leaves) / len(boosters)).astype(np.float32),
    )


def _place(node: Node, nodes: list[tuple[int, float, int, int]], leaves: list[float]) -> int:
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return ~(len(leaves) - 1)
    at = len(nodes)
    nodes.append((node["split_feature"], node["threshold"], 0, 0))
    left = _place(node["left_child"], nodes, leaves)
    right = _place(node["right_child"], nodes, leaves)
    nodes[at] = (node["split_feature"], node["threshold"], left, right)
    return at


def _not_above(threshold: np.ndarray) -> np.ndarray:
    """Thresholds in single precision, none above itself in double: features are single, so no comparison changes."""
    single = threshold.astype(np.float32)
    return np.where(single.astype(np.float64) > threshold, np.nextafter(single, np.float32(-np.inf)), single).astype(
        np.float32
    )
