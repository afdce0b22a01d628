"""The lines of raw texts as one frame: what every judgement of cleaning is made on.

A line is a stretch of raw text between line breaks, without the white space at its edges; a line without a visible
character is no line. For a page the lines are its blocks, and the columns after `text` say what its markup said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import polars as pl
import regex

from flows.clean.blocks import Page

LINES = pl.Schema(
    {
        # Row of the record in its batch, number of the line in its raw text, its span there.
        "document": pl.UInt32(),
        "line": pl.UInt32(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        # Line breaks between this line and the one before it; 0 for a first line.
        "gap": pl.UInt32(),
        "text": pl.String(),
        # From markup, null in plain text: the block's tag, the share of its characters inside links, what its
        # ancestors' tags and classes say (marks.py), and the numbers of its container and of that one's container.
        "tag": pl.String(),
        "link_share": pl.Float32(),
        "marks": pl.UInt32(),
        "container": pl.UInt32(),
        "parent": pl.UInt32(),
    }
)

MARKUP = ("tag", "link_share", "marks", "container", "parent")

# U+2028, U+2029, vertical tab and form feed break a line too. One character stands for one, so that offsets hold.
BREAKS = dict.fromkeys(("\r", "\u2028", "\u2029", "\x0b", "\x0c"), "\n")
# A line with nothing but white space, controls and format characters is blank.
VISIBLE = r"[^\s\p{C}]"
VISIBLE_CHARACTER = regex.compile(VISIBLE)


def plain_lines(raws: Sequence[str | None]) -> pl.DataFrame:
    """The lines of plain texts, of the columns of LINES; a null raw text has none."""
    frame = pl.DataFrame({"raw": raws}, schema={"raw": pl.String()}).with_row_index("document").drop_nulls()
    text = pl.col("raw").str.replace_all("\r\n", " \n", literal=True)
    lines = (
        frame.select("document", text=text.str.replace_many(BREAKS).str.split("\n"))
        .explode("text")
        .with_columns(offset=(pl.col("text").str.len_chars() + 1).cast(pl.Int64).cum_sum().over("document"))
        .with_columns(
            offset=pl.col("offset").shift(1, fill_value=0).over("document"),
            line=pl.int_range(pl.len(), dtype=pl.UInt32()).over("document"),
        )
        .filter(pl.col("text").str.contains(VISIBLE))
    )
    return lines.select(*_spans(), *_no_markup()).select(pl.col(name).cast(dtype) for name, dtype in LINES.items())


def _spans() -> list[pl.Expr]:
    """From `text` with its white space and `offset`: document, line, start, end, gap and the stripped text."""
    lead = pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()
    stripped = pl.col("text").str.strip_chars()
    start = pl.col("offset") + lead
    return [
        pl.col("document"),
        pl.col("line"),
        start.alias("start"),
        (start + stripped.str.len_chars()).alias("end"),
        pl.col("line").diff().over("document").fill_null(0).alias("gap"),
        stripped.alias("text"),
    ]


def _no_markup() -> list[pl.Expr]:
    return [pl.lit(None, dtype).alias(name) for name, dtype in LINES.items() if name in MARKUP]


def page_lines(pages: Mapping[int, Page]) -> pl.DataFrame:
    """The blocks of pages as lines, of the columns of LINES; a page is known by its row in the batch."""
    columns: dict[str, list[object]] = {name: [] for name in LINES}
    for document, page in pages.items():
        texts = [block.text for block in page.blocks]
        lengths = [len(text) for text in texts]
        starts = list(accumulate((length + 1 for length in lengths[:-1]), initial=0)) if texts else []
        containers = [block.container for block in page.blocks]
        columns["document"] += [document] * len(texts)
        columns["line"] += range(len(texts))
        columns["start"] += starts
        columns["end"] += [start + length for start, length in zip(starts, lengths, strict=True)]
        columns["gap"] += [int(at > 0) for at in range(len(texts))]
        columns["text"] += texts
        columns["tag"] += [block.tag for block in page.blocks]
        columns["link_share"] += [block.link_chars / len(block.text) for block in page.blocks]
        columns["marks"] += page.marks
        columns["container"] += containers
        columns["parent"] += [page.parents[container] for container in containers]
    return pl.DataFrame(columns, schema=LINES)
