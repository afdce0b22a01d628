"""Which lines are the title that the record or the page states: where the article starts, whatever the markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from flows.clean.labels import bare

# What parts a headline from the name of its outlet or section in a page's title.
_PARTS = re.compile(r"\s+[|–—:·»«•/-]+\s+|\s*[|»«]\s*")
# A part of a title that is shorter is as likely the outlet's name or a section's.
LEAST = 12


def with_titles(lines: pl.DataFrame, titles: Mapping[int, Sequence[str]]) -> pl.DataFrame:
    """`lines` with is_title: whether the line is a title of its document, whole or without the outlet's name."""
    rows = [(document, key) for document, said in titles.items() for key in sorted(_keys(said))]
    known = pl.DataFrame(rows, schema={"document": pl.UInt32, "key": pl.String}, orient="row").with_columns(
        is_title=pl.lit(value=True)
    )
    return lines.join(known, on=["document", "key"], how="left", maintain_order="left").with_columns(
        pl.col("is_title").fill_null(value=False)
    )


def _keys(titles: Sequence[str]) -> set[str]:
    keys = set()
    for title in titles:
        whole = " ".join(title.split())
        parts = _PARTS.split(whole)
        firsts = [whole[: match.start()] for match in _PARTS.finditer(whole)]
        keys |= {bare(whole), *(bare(part) for part in (*parts, *firsts) if len(part) >= LEAST)}
    return keys - {""}
