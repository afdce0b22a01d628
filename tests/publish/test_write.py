"""The Parquet files: sorted, the same bytes for the same rows, text apart."""

import duckdb
import polars as pl
import pytest

from flows.errors import TearsheetError
from flows.publish import write
from flows.publish.write import write_table
from flows.tables import TABLE_NAMES, table
from tests.publish.archive import make_tables


def test_rows_in_any_order_give_the_same_bytes(tmp_path):
    mentions = make_tables()["mentions"]
    for name, rows in (("a", mentions), ("b", mentions.reverse())):
        (tmp_path / name).mkdir()
        write_table("mentions", rows, tmp_path / name)
    assert (tmp_path / "a/mentions.parquet").read_bytes() == (tmp_path / "b/mentions.parquet").read_bytes()


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_duckdb_reads_the_columns_of_the_schema_in_their_order(release, name):
    columns = duckdb.sql(f"select * from '{release.folder / name}.parquet'").columns
    assert columns == table(name).columns


def test_columns_that_are_not_of_the_table_are_not_published(tmp_path):
    written = write_table("dates", make_tables()["dates"].with_columns(secret=pl.lit(1)), tmp_path)
    assert "secret" not in written.columns


def test_an_absent_column_is_named(tmp_path):
    with pytest.raises(TearsheetError, match="table dates: column value is absent"):
        write_table("dates", make_tables()["dates"].drop("value"), tmp_path)


def test_texts_stand_in_smaller_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "TEXT_ROWS", 2)
    articles = make_tables()["articles"].with_columns(raw_sha256=pl.lit(""), text_sha256=pl.lit(""))
    for name, rows in (("articles", articles), ("mentions", make_tables()["mentions"])):
        write_table(name, rows, tmp_path)
    groups = "select count(distinct row_group_id) from parquet_metadata('{}')"
    assert duckdb.sql(groups.format(tmp_path / "articles.parquet")).fetchone() == (2,)
    assert duckdb.sql(groups.format(tmp_path / "mentions.parquet")).fetchone() == (1,)
