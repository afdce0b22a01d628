"""A linear-chain conditional random field over hashed columns: its best path, and one step of its training.

Lafferty, McCallum and Pereira 2001; trained one sequence at a time by AdaGrad (Duchi, Hazan and Singer 2011).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled

Floats = NDArray[np.float32]


@compiled
def emissions(rows: NDArray[np.int32], weights: Floats) -> Floats:
    """The sum of the weights of each token's rows: shape (tokens, labels)."""
    n, columns = rows.shape
    labels = weights.shape[1]
    found = np.zeros((n, labels), np.float32)
    for t in range(n):
        for c in range(columns):
            row = weights[rows[t, c]]
            for k in range(labels):
                found[t, k] += row[k]
    return found


@compiled
def whole_emissions(rows: NDArray[np.int32], weights: NDArray[np.int8], scale: np.float32) -> Floats:
    """`emissions` for weights that are whole numbers of `scale`, in a third of the time: they take less memory."""
    n, columns = rows.shape
    labels = weights.shape[1]
    found, total = np.empty((n, labels), np.float32), np.zeros(labels, np.int32)
    for t in range(n):
        total[:] = 0
        for c in range(columns):
            row = weights[rows[t, c]]
            for k in range(labels):
                total[k] += row[k]
        for k in range(labels):
            found[t, k] = np.float32(total[k]) * scale
    return found


@compiled
def best_path(scores: Floats, steps: Floats, starts: NDArray[np.bool_]) -> NDArray[np.int8]:
    """The labels of highest total score; `steps[i, j]` scores label j behind i, row 0 also stands at each start."""
    n, labels = scores.shape
    back = np.zeros((n, labels), np.int8)
    path = np.zeros(n, np.int8)
    totals, made = np.zeros(labels, np.float32), np.zeros(labels, np.float32)
    for t in range(n):
        for j in range(labels):
            best, source = steps[0, j], 0
            if not starts[t]:
                best, source = totals[0] + steps[0, j], 0
                for i in range(1, labels):
                    value = totals[i] + steps[i, j]
                    if value > best:
                        best, source = value, i
            made[j] = best + scores[t, j]
            back[t, j] = source
        for j in range(labels):
            totals[j] = made[j]
        if t + 1 == n or starts[t + 1]:
            label = int(np.argmax(totals))
            at = t
            while True:
                path[at] = label
                if starts[at]:
                    break
                label = int(back[at, label])
                at -= 1
    return path


@compiled
def _marginals(scores: Floats, steps: Floats) -> Floats:
    """Probability of each label at each token of one sequence: shape (tokens, labels), sums of 1."""
    n, labels = scores.shape
    forward, backward = np.zeros((n, labels)), np.ones((n, labels))
    moves = np.exp(steps)
    for t in range(n):
        top = scores[t].max()
        for j in range(labels):
            total = 0.0
            if t == 0:
                total = moves[0, j]
            else:
                for i in range(labels):
                    total += forward[t - 1, i] * moves[i, j]
            forward[t, j] = total * np.exp(scores[t, j] - top)
        forward[t] /= forward[t].sum()
    for t in range(n - 2, -1, -1):
        top = scores[t + 1].max()
        for i in range(labels):
            total = 0.0
            for j in range(labels):
                total += moves[i, j] * np.exp(scores[t + 1, j] - top) * backward[t + 1, j]
            backward[t, i] = total
        backward[t] /= backward[t].sum()
    found = np.zeros((n, labels), np.float32)
    for t in range(n):
        product = forward[t] * backward[t]
        found[t] = product / product.sum()
    return found


@compiled
def _learn_row(weights: Floats, squares: Floats, slope: Floats, rate: float) -> None:
    """One step of AdaGrad for the weights of a row, where the slope is more than nothing."""
    for k in range(len(slope)):
        g = slope[k]
        if g > 1e-4 or g < -1e-4:
            squares[k] += g * g
            weights[k] -= rate * g / (np.sqrt(squares[k]) + np.float32(0.1))


@compiled
def _learn_step(steps: Floats, squares: Floats, slope: Floats, rate: float) -> None:
    """The same for the scores of what follows a label; what is impossible stays so."""
    for k in range(len(slope)):
        g = slope[k]
        squares[k] += g * g
        if steps[k] > -50:
            steps[k] -= rate * g / (np.sqrt(squares[k]) + np.float32(1.0))


@compiled
def train_epoch(
    rows: NDArray[np.int32],
    gold: NDArray[np.int8],
    bounds: NDArray[np.int64],
    weights: Floats,
    squares: Floats,
    steps: Floats,
    step_squares: Floats,
    rate: float,
) -> float:
    """One pass over sequences `bounds[i]:bounds[i + 1]`; changes weights in place; the share of labels that are right.

    A label of -1 is unknown: its token pulls nowhere.
    """
    columns, labels = rows.shape[1], weights.shape[1]
    right = known = 0
    slope = np.zeros(labels, np.float32)
    for s in range(len(bounds) - 1):
        low, high = bounds[s], bounds[s + 1]
        scores = emissions(rows[low:high], weights)
        chances = _marginals(scores, steps)
        for t in range(high - low):
            y = gold[low + t]
            if y < 0:
                continue
            known += 1
            right += np.argmax(chances[t]) == y
            if chances[t, y] > 0.995:
                continue
            for k in range(labels):
                slope[k] = chances[t, k] - (k == y)
            for c in range(columns):
                row = rows[low + t, c]
                _learn_row(weights[row], squares[row], slope, rate)
            before = gold[low + t - 1] if t else 0
            if before >= 0:
                _learn_step(steps[before], step_squares[before], slope, rate)
    return right / max(known, 1)
