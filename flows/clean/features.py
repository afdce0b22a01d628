"""What is measured of a line: numbers and shapes, in any language, as expressions over the frame of lines."""

from __future__ import annotations

import polars as pl

from flows.casing import UNDOTTED
from flows.clean.extents import extents
from flows.clean.repairs import signs_of

_CLOSED = r"[.!?…。！？؟۔।։።][\s\"'”’»›)\]」』]*$"
# A line of at least so many words, or a closed one of at least CLOSED_WORDS, may be running text.
LONG_WORDS = 22
CLOSED_WORDS = 6
# Beyond this share of its characters in links, a block is a list of links.
LINKED = 0.5


# Letters that are one in a label, as casing.small, and the space that keeps words on one line.
ALIKE = (*((letter, "i") for letter in UNDOTTED), ("\N{NO-BREAK SPACE}", " "))


def with_features(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with lower, key (bare), words, is_closed (ends a sentence), is_linked, is_prose, signs (of repairs).

    Signs at the edges decorate a label: bullets, arrows, bars, brackets; its key has none.
    """
    lower = lines["text"].str.to_lowercase()
    for letter, plain in ALIKE:
        lower = lower.str.replace_all(letter, plain, literal=True)
    words, starts, ends = extents(lower)
    measured = lines.with_columns(
        lower=lower,
        key=pl.lit(lower).cast(pl.Binary).bin.slice(pl.lit(pl.Series(starts)), pl.lit(pl.Series(ends - starts))),
        words=pl.Series(words),
        is_closed=pl.col("text").str.contains(_CLOSED),
        signs=signs_of(lines["text"]),
        is_linked=pl.col("link_share").fill_null(0.0) > LINKED,
    )
    long = pl.col("words") >= LONG_WORDS
    closed = pl.col("is_closed") & (pl.col("words") >= CLOSED_WORDS)
    return measured.with_columns(
        key=pl.col("key").cast(pl.String),
        is_prose=(long | closed) & ~pl.col("is_linked"),
    )
