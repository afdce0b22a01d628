"""Where in a document the article stands: the stretch of lines with the greatest sum of evidence.

Maximum subsequence segmentation (Pasternack and Roth, Extracting Article Text from the Web, WWW 2009).
"""

from __future__ import annotations

import polars as pl


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
