"""Other pages made of the pages at hand: another's article, less of a frame, shorter articles, names that say nothing.

There are few hundred pages with gold, most of one kind: a long article in a large frame. What a small page looks like,
one whose classes are in another language, or a frame around an article of other words and another length, is made of
them.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.clean.compiled import Whole
from flows.clean.shape import with_shapes

# Of each kind of page made: the share of the frame that stays, in stretches; that of the articles cut short; and that
# of the pages whose classes say nothing.
KINDS = ((0.35, 0.3, 0.4), (0.1, 0.6, 0.3))
# Lines of the frame that stay or go together, on average.
STRETCH = 4
SAYING = ("marks", "around_marks", "inner_marks")
# What a line is by its text, which goes with an article into another's frame; all other columns are the frame's.
TEXTUAL = (
    *("text", "lower", "key", "words", "signs", "is_closed", "is_prose", "label", "how", "target", "certain"),
    *("link_share", "links", "is_linked"),
)


def varied(lines: pl.DataFrame, fold: Whole, seed: int) -> pl.DataFrame:
    """`lines` (described, with `target`) and pages made of them, with numbers of their own; `origin` is the page.

    `fold` is that of each page: an article stands in a frame of its own fold only.
    """
    chance = np.random.default_rng(seed)
    step = len(fold)
    lines = lines.with_columns(origin=pl.col("document"))
    made = [lines]
    for number, (frame, short, dumb) in enumerate(KINDS, start=1):
        others = swapped(lines, fold, seed + number)
        parts = [
            _one(part, chance, frame, short, dumb) for part in others.partition_by("document", maintain_order=True)
        ]
        other = pl.concat(parts).with_columns((pl.col("document") + number * step).cast(pl.UInt32))
        made.append(other)
    return pl.concat(made)


def swapped(lines: pl.DataFrame, fold: Whole, seed: int) -> pl.DataFrame:
    """The frame of each page around the article of another of its fold, whose lines stand where its own did."""
    body = (lines["target"].to_numpy() == 1) & lines["certain"].to_numpy()
    document = lines["document"].to_numpy()
    rows = {at: np.flatnonzero(document == at) for at in np.unique(document).tolist()}
    frames, texts = [], []
    for at, other in _partners(list(rows), fold, seed).items():
        frame, article = rows[at], rows[other][body[rows[other]]]
        places = np.flatnonzero(body[frame])
        if len(places) and len(article):
            times = np.ones(len(frame), np.int64)
            times[places] = np.bincount(np.arange(len(article)) * len(places) // len(article), minlength=len(places))
            frame = np.repeat(frame, times)
        text = frame.copy()
        if len(places) and len(article):
            text[body[frame]] = article
        frames.append(frame)
        texts.append(text)
    made = lines[np.concatenate(frames)].with_columns(lines[np.concatenate(texts)].select(TEXTUAL))
    return with_shapes(made.drop("shape", "line_key")).select(lines.columns)


def _partners(pages: list[int], fold: Whole, seed: int) -> dict[int, int]:
    """For each page another of its fold, by chance, each once."""
    chance = np.random.default_rng(seed)
    found: dict[int, int] = {}
    for number in np.unique(fold[pages]):
        own = chance.permutation([page for page in pages if fold[page] == number]).tolist()
        found |= dict(zip(own, [*own[1:], own[0]], strict=True))
    return {page: found[page] for page in pages}


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
