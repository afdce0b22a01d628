"""How often a line stands in other documents of its source: evidence that only many documents give.

A source's frame repeats: its prompts, credits and lists of links. So do series headings and attributions that belong
to articles; repetition is evidence for the scorer, and never removes a line alone.

Lines are counted in a sample of each source: its documents with the smallest ids. Ids are hashes, so the sample is
fair and knows no order, and when a hundredth comes to an archive, a hundredth of the sample changes (bottom-k
sampling: Cohen and Kaplan, Summarizing data using bottom-k sketches, PODC 2007). So the lines found, from which the
cleaned batches of a source get their names, hardly ever change in a large source, and the others need not be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import polars as pl

from flows.clean.blocks import read_page
from flows.clean.lines import page_lines, plain_lines
from flows.clean.metadata import HTML
from flows.clean.shape import line_keys

# So many documents tell what repeats in a source: a line of one in a hundred is seen five times.
SAMPLE = 512
# A line of at least so many sampled documents is repeated; the level is how many of these numbers it reaches.
LEVELS = (6, 24)

# The lines of some documents: a row for each key that stands in one.
LINES = pl.Schema({"document_id": pl.String(), "key": pl.UInt64()})
COUNTS = pl.Schema({"key": pl.UInt64(), "documents": pl.UInt32()})
# The repeated lines of a source: the key of each and its level, by key.
Repeated: TypeAlias = tuple[tuple[int, int], ...]


def sampled(documents: pl.DataFrame) -> dict[str, list[str]]:
    """Of each source, the ids of the accepted documents in which lines are counted, in order."""
    smallest = (
        documents.filter(pl.col("status") == "accepted")
        .select("source_id", "document_id")
        .sort("source_id", "document_id")
        .group_by("source_id", maintain_order=True)
        .head(SAMPLE)
    )
    return dict(smallest.group_by("source_id", maintain_order=True).agg("document_id").iter_rows())


def count_lines(records: pl.DataFrame) -> pl.DataFrame:
    """In how many of the records (frames.RECORDS) each line stands: columns of COUNTS, sorted by key."""
    contents = records["content"].to_list()
    is_page = (records["media_type"] == HTML).to_list()
    pages = {at: read_page(contents[at] or "") for at in range(len(contents)) if is_page[at]}
    lines = pl.concat(
        [plain_lines([None if at in pages else text for at, text in enumerate(contents)]), page_lines(pages)]
    )
    keyed = lines.select("document", key=line_keys(lines["text"])).filter(pl.col("key") != 0).unique()
    return keyed.group_by("key").agg(documents=pl.len().cast(pl.UInt32)).sort("key")


def repeated_lines(counts: Iterable[pl.DataFrame]) -> Repeated:
    """The repeated lines of a source, from the counts of its batches in any order."""
    total = pl.concat([pl.DataFrame(schema=COUNTS), *counts]).group_by("key").agg(pl.col("documents").sum())
    level = pl.sum_horizontal((pl.col("documents") >= least).cast(pl.UInt8) for least in LEVELS)
    return tuple(total.select("key", level=level).filter(pl.col("level") > 0).sort("key").iter_rows())


def with_repeats(lines: pl.DataFrame, repeated: Repeated) -> pl.DataFrame:
    """`lines` with shapes, and `repeated`: 0, or the level at which the line repeats in its source."""
    if not repeated:
        return lines.with_columns(repeated=pl.lit(0, pl.UInt8))
    keys, levels = zip(*repeated, strict=True)
    table = pl.DataFrame({"key": keys, "repeated": levels}, schema={"key": pl.UInt64, "repeated": pl.UInt8})
    joined = lines.join(table, left_on="line_key", right_on="key", how="left", maintain_order="left")
    return joined.with_columns(pl.col("repeated").fill_null(0))
