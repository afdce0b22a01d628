"""The lines of raw texts as one frame: what every judgement of cleaning is made on.

A line is a stretch of raw text between line breaks, without the white space at its edges; a line without a visible
character is no line. A very long line is several, with no break between them. For a page the lines are its blocks, and
the columns after `text` say what its markup said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
import regex

from flows.clean.blocks import Page, tag_names
from flows.clean.page.marked import ALL, CONTAINER, COUNTED, ELEMENT, LEVEL, OUTER, PATH, PLACE
from flows.clean.page.text import CHARS, LINK_CHARS, LINKS, WITHIN

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
        # Number of links; how deep the block stands; which line of its container it is; a number that blocks with
        # the same tags around them share; all marks of elements around it, and those of inline elements in it.
        "links": pl.UInt32(),
        "depth": pl.UInt32(),
        "place": pl.UInt32(),
        "path": pl.UInt32(),
        "around_marks": pl.UInt32(),
        "inner_marks": pl.UInt32(),
    }
)

MARKUP = tuple(LINES)[list(LINES).index("tag") :]

# U+2028, U+2029, vertical tab and form feed break a line too. One character stands for one, so that offsets hold.
BREAKS = dict.fromkeys(("\r", "\u2028", "\u2029", "\x0b", "\x0c"), "\n")
# A line with nothing but white space, controls and format characters is blank.
VISIBLE = r"[^\s\p{C}]"
# A longer line (in bytes) is no paragraph but a whole page or article without line breaks; it is judged piece by piece.
# A piece ends with a sentence or with a sign that parts the items of a menu, and is no shorter than a few words.
LONGEST = 2500
PIECE = r"(?s).{24,}?(?:[.!?…][\"'”’»)\]]*\s+|[。！？][”’」』）]*|\s[|•»›·]\s)|.+"
VISIBLE_CHARACTER = regex.compile(VISIBLE)


def plain_lines(raws: Sequence[str | None]) -> pl.DataFrame:
    """The lines of plain texts, of the columns of LINES; a null raw text has none."""
    frame = pl.DataFrame({"raw": raws}, schema={"raw": pl.String()}).with_row_index("document").drop_nulls()
    if frame.is_empty():
        return pl.DataFrame(schema=LINES)
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
    lines = _divided(lines)
    return lines.select(*_spans(), *_no_markup()).select(pl.col(name).cast(dtype) for name, dtype in LINES.items())


def _divided(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` with those that are whole pages divided into pieces, each with the offset where it starts."""
    is_long = pl.col("text").str.len_bytes() > LONGEST
    if not lines.select(is_long.any()).item():
        return lines
    pieces = pl.when(is_long).then(pl.col("text").str.extract_all(PIECE)).otherwise(pl.concat_list("text"))
    length = pl.col("text").str.len_chars().cast(pl.Int64)
    return (
        lines.with_columns(text=pieces)
        .explode("text")
        .with_columns(offset=pl.col("offset") + length.cum_sum().over("document", "line") - length)
        .filter(pl.col("text").str.contains(VISIBLE))
    )


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
    """The lines of pages, of the columns of LINES; a page is known by its row in the batch."""
    read = {document: page for document, page in pages.items() if page.raw}
    if not read:
        return pl.DataFrame(schema=LINES)
    measured = np.concatenate([page.measured for page in read.values()])
    around = np.concatenate([page.around for page in read.values()])
    counts = np.array([len(page.measured) for page in read.values()])
    first = np.repeat(np.cumsum(counts) - counts, counts)
    chars = measured[:, CHARS]
    # One line feed a line, so that the sum of all lines before is the start, that of the page's first taken off.
    ends = np.cumsum(chars + 1)
    starts = ends - chars - 1
    line = np.arange(len(chars)) - first
    columns = {
        "document": np.repeat(np.array(list(read)), counts),
        "line": line,
        "start": starts - starts[first],
        "end": ends - 1 - starts[first],
        "gap": line > 0,
        "link_share": measured[:, LINK_CHARS] / chars,
        "marks": around[:, COUNTED],
        "container": around[:, CONTAINER],
        "parent": around[:, OUTER],
        "links": measured[:, LINKS],
        "depth": around[:, LEVEL],
        "place": around[:, PLACE],
        "path": around[:, PATH],
        "around_marks": around[:, ALL],
        "inner_marks": measured[:, WITHIN],
    }
    text = pl.Series("text", [page.raw for page in read.values()]).str.split("\n").explode()
    tag = tag_names().gather(around[:, ELEMENT]).alias("tag")
    return (
        pl.DataFrame(columns).with_columns(text, tag).select(pl.col(name).cast(dtype) for name, dtype in LINES.items())
    )
