"""The Parquet files of a release: one a table, rows sorted by primary key, the same bytes for the same rows.

Columns stand in the order of the schema. Parquet keeps every column of a row group as one piece, so a question about
metadata never reads a text, neither here nor over HTTP, where it costs a request for each column and row group: hence
few row groups. Whoever looks up one text, though, reads the text of its row group, so tables that hold texts have
smaller ones. Statistics let a look-up by id skip all the others; of a long text they hold the first characters only.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from flows.tables import table

# About 30 MB of news text, 11 MB compressed (measured on 6,000 articles): a second or two for one look-up over HTTP.
TEXT_ROWS = 5_000
# Of short columns: the size of row group that DuckDB writes itself and gives to one thread.
ROWS = 122_880
# Levels of zstd: texts would grow by a seventh at level 1; ids and numbers stay as small, in two thirds of the time.
TEXT_LEVEL, LEVEL = 3, 1
TEXT_TABLES = ("articles", "changes")


def write_table(name: str, frame: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Write NAME.parquet into `folder`; returns the rows as written.

    Raises TearsheetError when a column is absent.
    """
    rows = table(name).conform(frame)
    row_group_size = TEXT_ROWS if name in TEXT_TABLES else ROWS
    level = TEXT_LEVEL if name in TEXT_TABLES else LEVEL
    rows.write_parquet(
        parquet_file(folder, name),
        compression="zstd",
        compression_level=level,
        statistics=True,
        row_group_size=row_group_size,
    )
    return rows


def parquet_file(folder: Path, name: str) -> Path:
    """The file of a table in a release."""
    return folder / f"{name}.parquet"
