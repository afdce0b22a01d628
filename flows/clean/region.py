"""Where in a document the article stands: the stretch of lines with the greatest sum of evidence.

Maximum subsequence segmentation (Pasternack and Roth, Extracting Article Text from the Web, WWW 2009).
"""

from __future__ import annotations

import polars as pl

# A line draws the region to itself from this evidence on: a paragraph of some length.
ANCHOR = 15.0


def in_region() -> pl.Expr:
    """For lines with `evidence`, in order: whether each stands in its document's stretch of the greatest sum.

    A document without positive evidence has no such stretch. Of equal sums the last and shortest is taken.
    """
    sums = pl.col("evidence").cum_sum().over("document")
    before = sums - pl.col("evidence")
    lowest = before.cum_min().over("document")
    gain = sums - lowest
    best = gain.max().over("document")
    place = pl.int_range(pl.len()).over("document")
    last = pl.when((gain == best) & (best > 0)).then(place).max().over("document")
    floor = pl.when(place == last).then(lowest).max().over("document")
    first = pl.when((before == floor) & (place <= last)).then(place).max().over("document")
    return ((place >= first) & (place <= last)).fill_null(value=False)


def with_region(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with `evidence`, and in_region: the stretch of the greatest sum, and in a page what belongs to it.

    A box between two paragraphs may cost more than the paragraphs behind it bring. So the region of a page is
    extended to every line for the article that stands in the container which holds most of it.
    """
    lines = lines.with_columns(in_region=in_region())
    inside = pl.when("in_region").then(pl.col("evidence").clip(lower_bound=0.0)).otherwise(0.0)
    mass = inside.sum().over("document", "container")
    richest = (mass > 0) & (mass == mass.max().over("document")) & pl.col("container").is_not_null()
    place = pl.int_range(pl.len()).over("document")
    anchors = pl.col("in_region") | (richest & (pl.col("evidence") >= ANCHOR))
    first, last = (pl.when(anchors).then(place).min(), pl.when(anchors).then(place).max())
    extended = (place >= first.over("document")) & (place <= last.over("document"))
    return lines.with_columns(in_region=extended.fill_null(value=False))
