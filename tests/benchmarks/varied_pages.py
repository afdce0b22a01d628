"""Other pages made of the pages at hand: with less of a frame, shorter articles, or class names that say nothing.

There are few hundred pages with gold, most of one kind: a long article in a large frame. What a small page looks like,
or one whose classes are in another language, is made of them.
"""

from __future__ import annotations

import numpy as np
import polars as pl

# Of each kind of page made: the share of the frame that stays, in stretches; that of the articles cut short; and that
# of the pages whose classes say nothing.
KINDS = ((0.35, 0.3, 0.4), (0.1, 0.6, 0.3))
# Lines of the frame that stay or go together, on average.
STRETCH = 4
SAYING = ("marks", "around_marks", "inner_marks")


def varied(lines: pl.DataFrame, seed: int) -> pl.DataFrame:
    """`lines` (described, with `target`) and pages made of them, with numbers of their own; `origin` is the page."""
    chance = np.random.default_rng(seed)
    step = int(lines["document"].max()) + 1
    lines = lines.with_columns(origin=pl.col("document"))
    made = [lines]
    for number, (frame, short, dumb) in enumerate(KINDS, start=1):
        parts = [_one(part, chance, frame, short, dumb) for part in lines.partition_by("document", maintain_order=True)]
        other = pl.concat(parts).with_columns((pl.col("document") + number * step).cast(pl.UInt32))
        made.append(other)
    return pl.concat(made)


def _one(page: pl.DataFrame, chance: np.random.Generator, frame: float, short: float, dumb: float) -> pl.DataFrame:
    target = page["target"].to_numpy() == 1
    breaks = chance.random(page.height) < 1 / STRETCH
    runs = np.cumsum(breaks | (np.diff(target.astype(np.int8), prepend=0) != 0))
    stays = (chance.random(runs[-1] + 1) < frame)[runs]
    article = target.copy()
    if chance.random() < short and target.sum() > 3:
        least = int(chance.integers(2, target.sum() + 1))
        article &= np.cumsum(target) <= least
    if chance.random() < dumb:
        page = page.with_columns(pl.lit(0, pl.UInt32).alias(name) for name in SAYING)
    return page.filter(pl.Series(article | (stays & ~target)))
