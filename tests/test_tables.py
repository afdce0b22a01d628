"""schemas/: one definition of every table, each column described."""

import json

import polars as pl
import pytest
from frictionless import Schema

from flows.errors import TearsheetError
from flows.tables import DTYPES, TABLE_NAMES, schema_folder, table, tables


def test_every_schema_file_is_a_table_and_valid_to_frictionless():
    assert {path.stem for path in schema_folder().glob("*.json")} == set(TABLE_NAMES)
    for item in tables():
        assert not list(Schema.metadata_validate(json.loads(item.descriptor_json)))


def test_every_column_is_described_and_every_offset_and_count_has_a_unit():
    for item in tables():
        for field in item.fields:
            assert field.description.endswith("."), f"{item.name}.{field.name}"
            assert field.type in DTYPES
            if field.type == "integer" and field.name not in ("position", "article_count", "mention_count"):
                assert field.unit, f"{item.name}.{field.name}"


def test_keys_are_columns_and_point_at_keys():
    for item in tables():
        assert set(item.primary_key) <= set(item.columns)
        for key in item.foreign_keys:
            assert key.field in item.columns
            assert table(key.reference).primary_key == (key.reference_field,)


def test_conform_orders_types_and_sorts():
    frame = pl.DataFrame({"position": [1, 0], "article_id": ["b", "b"], "extra": [0, 0], "after": ["", ""]})
    frame = frame.with_columns(raw_start=0, raw_end=1, rule=pl.lit("pager"), before=pl.lit("x"), score=None)
    conformed = table("edits").conform(frame)
    assert conformed.schema == table("edits").schema
    assert conformed["position"].to_list() == [0, 1]


def test_an_absent_column_is_named():
    with pytest.raises(TearsheetError, match="table edits: column article_id is absent"):
        table("edits").conform(pl.DataFrame({"position": [0]}))
