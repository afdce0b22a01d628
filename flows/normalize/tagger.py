"""The small tagger: names in a text by a linear model over hashed columns, taught by `train_tagger`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.compiled import compiled
from flows.normalize.columns import COLUMNS, ROWS_BITS, columns_of
from flows.normalize.crf import best_path, whole_emissions
from flows.normalize.gazetteer import DATA
from flows.normalize.layout import Layout
from flows.normalize.tokens import Tokens

WEIGHTS_FILE = DATA / "tagger.npz"
VERSION = 1
# What a name may be; `people` are demonyms.
TAGS = ("person", "organization", "place", "people", "event", "work", "law", "product")
LABELS = 1 + 2 * len(TAGS)  # 0 for none, then first and inner token of each tag
FORBIDDEN = -100.0


class Tagged(NamedTuple):
    """Tokens `first` to `last` are a name; `scores` are the logarithmic odds of TAGS, `odds` that it is one at all."""

    first: int
    last: int
    tag: int
    scores: tuple[float, ...]


class Weights(NamedTuple):
    """`rows` of shape (2**ROWS_BITS, LABELS) in units of `scale`; `steps` from label to label."""

    rows: NDArray[np.int8]
    scale: np.float32
    steps: NDArray[np.float32]


@cache
def weights() -> Weights:
    """The weights that are shipped, read once a process. Raises ValueError when they are of another version."""
    with np.load(WEIGHTS_FILE) as file:
        if int(file["version"]) != VERSION or int(file["columns"]) != COLUMNS:
            message = f"{WEIGHTS_FILE.name} is of another version: run python -m flows.normalize.train_tagger"
            raise ValueError(message)
        rows = np.zeros((1 << ROWS_BITS, LABELS), np.int8)
        rows[np.cumsum(file["gaps"].astype(np.int64))] = file["rows"]
        return Weights(rows, np.float32(file["scale"]), file["steps"].astype(np.float32))


def sequence_starts(active: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where the tokens stop being neighbours."""
    starts = np.ones(len(active), np.bool_)
    starts[1:] = active[1:] != active[:-1] + 1
    return starts


def tag(tokens: Tokens, layout: Layout | None = None, model: Weights | None = None) -> list[Tagged]:
    """The names among the tokens of a text, in order."""
    active, rows = columns_of(tokens, layout)
    if not len(active):
        return []
    model = model or weights()
    scores = whole_emissions(rows, model.rows, model.scale)
    path = best_path(scores, model.steps, sequence_starts(active))
    spans, odds = _spans(active, path, scores, model.steps)
    return [
        Tagged(first, last, which, tuple(row))
        for (first, last, which), row in zip(spans.tolist(), odds.tolist(), strict=True)
    ]


@compiled
def _spans(
    active: NDArray[np.int64], path: NDArray[np.int8], scores: NDArray[np.float32], steps: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    n, tags = len(path), 8
    spans, odds = np.zeros((n, 3), np.int64), np.zeros((n, tags), np.float32)
    count, i = 0, 0
    while i < n:
        if path[i] == 0:
            i += 1
            continue
        j = i + 1
        while j < n and path[j] == path[i] + 1 and path[i] % 2 == 1 and active[j] == active[j - 1] + 1:
            j += 1
        spans[count] = active[i], active[j - 1], (path[i] - 1) // 2
        none = np.float32(0)
        for at in range(i, j):
            none += scores[at, 0]
        for k in range(tags):
            total = scores[i, 1 + 2 * k]
            for at in range(i + 1, j):
                total += scores[at, 2 + 2 * k] + steps[1 + 2 * k if at == i + 1 else 2 + 2 * k, 2 + 2 * k]
            odds[count, k] = total - none
        count += 1
        i = j
    return spans[:count].copy(), odds[:count].copy()
