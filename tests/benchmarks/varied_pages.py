"""Other pages made of the pages at hand: another's article, less of a frame, shorter articles, names that say nothing,
articles broken up by boxes, languages without labels.

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
# The same of pages whose article is broken up by boxes.
BROKEN = (0.5, 0.2, 0.3)
# The share of the pages made in whose language no label is known.
UNLABELLED = 0.3
# Lines of the frame that stay or go together, on average.
STRETCH = 4
# An article is broken up by so many boxes at most, of so many lines at most.
MOST_BOXES, BOX_LINES = 4, 12
# The share of pages whose article is all in one container even so.
WHOLE_CONTAINER = 0.5
APART = 100_000
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
    number = len(KINDS) + 1
    broken = interrupted(lines, seed + number)
    made.append(broken.with_columns((pl.col("document") + number * step).cast(pl.UInt32)))
    return pl.concat(made)


def interrupted(lines: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The pages of `lines` with articles broken up by boxes: stretches of a page's frame stand between their lines."""
    chance = np.random.default_rng(seed)
    pages = lines.partition_by("document", maintain_order=True)
    return pl.concat([_one(_interrupted(page, chance), chance, *BROKEN) for page in pages])


def _interrupted(page: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    target = page["target"].to_numpy() == 1
    inside, frame = np.flatnonzero(target), np.flatnonzero(~target)
    if len(inside) <= 1 or not len(frame):
        return page
    count = min(len(inside) - 1, int(chance.integers(1, MOST_BOXES + 1)))
    parts, last = [], 0
    for at in np.sort(chance.choice(inside[:-1], count, replace=False)).tolist():
        first = int(chance.integers(len(frame)))
        parts += [np.arange(last, at + 1), frame[first : first + int(chance.integers(1, BOX_LINES + 1))]]
        last = at + 1
    parts.append(np.arange(last, page.height))
    made, which = page[np.concatenate(parts)], np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return made if chance.random() < WHOLE_CONTAINER else _in_containers(made, which)


def _in_containers(page: pl.DataFrame, which: Whole) -> pl.DataFrame:
    """A page with each part of the article (every second of `which`) in a container of its own, in what was its own."""
    own = pl.Series((page["target"].to_numpy() == 1) & (which % 2 == 0))
    # Numbers that no container and no path of a page has.
    part = pl.Series(which.astype(np.uint32)) + APART
    return page.with_columns(
        container=pl.when(own).then(part + pl.col("container")).otherwise("container"),
        parent=pl.when(own).then("container").otherwise("parent"),
        depth=pl.col("depth") + own.cast(pl.UInt32),
        path=pl.col("path") + own.cast(pl.UInt32) * APART,
    ).cast({name: page.schema[name] for name in ("container", "parent", "depth", "path")})


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
    if chance.random() < UNLABELLED:
        page = page.with_columns(pl.lit(None, page.schema[name]).alias(name) for name in ("label", "how"))
    return page.filter(pl.Series(article | (stays & ~target)))
