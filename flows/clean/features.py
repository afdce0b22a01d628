"""What is measured of a line: numbers and shapes, in any language, as expressions over the frame of lines."""

from __future__ import annotations

import polars as pl

from flows.clean.repairs import signs_of
from flows.clean.shape import A_WORD_OF_SIGNS, A_WORD_SPELT

# Scripts without spaces.
_SIGNS, _SPELT = r"\p{Han}\p{Hiragana}\p{Katakana}", r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = rf"[{_SIGNS}]{{1,{A_WORD_OF_SIGNS}}}|[{_SPELT}]{{1,{A_WORD_SPELT}}}|[\w&&[^{_SIGNS}{_SPELT}]]+"
_CLOSED = r"[.!?…。！？؟۔।։።][\s\"'”’»›)\]」』]*$"
# Edge signs that decorate a label: bullets, arrows, bars, brackets.
_EDGES = r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$"
# A line of at least so many words, or a closed one of at least CLOSED_WORDS, may be running text.
LONG_WORDS = 22
CLOSED_WORDS = 6
# Beyond this share of its characters in links, a block is a list of links.
LINKED = 0.5


def with_features(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with lower, key (bare), words, is_closed (ends a sentence), is_linked, is_prose, signs (of repairs)."""
    text = pl.col("text")
    measured = lines.with_columns(
        lower=text.str.to_lowercase(),
        words=text.str.count_matches(_WORD).cast(pl.Int32),
        is_closed=text.str.contains(_CLOSED),
        signs=signs_of(lines["text"]),
        is_linked=pl.col("link_share").fill_null(0.0) > LINKED,
    )
    long = pl.col("words") >= LONG_WORDS
    closed = pl.col("is_closed") & (pl.col("words") >= CLOSED_WORDS)
    return measured.with_columns(
        key=pl.col("lower").str.replace_all(_EDGES, ""),
        is_prose=(long | closed) & ~pl.col("is_linked"),
    )
