"""Differences between two versions, and the promise that the old one and they make the new one."""

import hashlib
from datetime import UTC, datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.compare import COMPARED, DIFFERENCES, differences, render, rows_sha256
from flows.tables import table
from tests.changes import apply_changes

NOON = datetime(2022, 1, 19, 12, 0, 0, 5_000, tzinfo=UTC)


def entities(*rows):
    """Entities from (id letter, name, aliases, latitude)."""
    made = [
        {"entity_id": key * 16, "kind": "place", "name": name, "aliases": aliases, "latitude": latitude}
        for key, name, aliases, latitude in rows
    ]
    return pl.DataFrame(made, schema=table("entities").schema)


def compared(before, after, name="entities"):
    return differences({name: before}, {name: after}).drop("table").rows()


def test_a_row_that_came_or_went_is_one_difference():
    found = compared(entities(("a", "Vela", [], None)), entities(("b", "Vela", [], None)))
    assert found == [("a" * 16, "", "removed", None, None), ("b" * 16, "", "added", None, None)]


def test_every_value_that_differs_is_a_difference():
    found = compared(entities(("a", "Vela", None, None)), entities(("a", "Vela Port", ["Vela"], 43.25)))
    key = "a" * 16
    assert found == [
        (key, "aliases", "changed", None, '["Vela"]'),
        (key, "latitude", "changed", None, "43.25"),
        (key, "name", "changed", "Vela", "Vela Port"),
    ]


def test_the_same_tables_do_not_differ_in_whatever_order():
    rows = entities(("a", "Vela", ["x"], float("nan")), ("b", "Orleç", [], 0.1))
    assert compared(rows, rows.reverse()) == []


def test_a_key_of_several_columns_is_joined_by_a_slash():
    date = {"article_id": "a", "field": "text", "start": 7, "end": 9, "surface": "May", "type": "DATE", "value": "x"}
    rows = pl.DataFrame([date], schema=table("dates").schema)
    assert compared(table("dates").empty(), rows, "dates")[0][0] == "a/text/7"


def test_a_column_that_an_older_version_had_not_counts_as_empty_there():
    after = entities(("a", "Vela", [], 43.25))
    assert compared(after.drop("latitude"), after) == [("a" * 16, "latitude", "changed", None, "43.25")]


def test_the_table_changes_is_not_compared():
    assert "changes" not in COMPARED
    assert differences({}, {}).equals(DIFFERENCES.to_frame())


def test_values_are_written_the_same_everywhere():
    rows = pl.DataFrame({"at": [NOON, NOON.replace(microsecond=0)], "list": [['a "b"', "ç\n"], []], "n": [1.5, 1e-7]})
    rows = rows.with_columns(pl.col("at").cast(pl.Datetime("us", "UTC")))
    assert render(rows).rows() == [
        ("2022-01-19T12:00:00.005Z", '["a \\"b\\"","ç\\n"]', "1.5"),
        ("2022-01-19T12:00:00Z", "[]", "1e-7"),
    ]


def test_the_digest_of_rows_is_what_its_description_says():
    rows = entities(("a", "Vela 🚢", ["x", "\x00"], 0.1), ("b", "مطار", None, None))
    digests = b""
    for values in zip(*render(rows).rows(), strict=True):
        texts = [None if value is None else value.encode() for value in values]
        lengths = [0xFFFFFFFF if text is None else len(text) for text in texts]
        digests += hashlib.sha256(b"".join(length.to_bytes(4, "little") for length in lengths)).digest()
        digests += hashlib.sha256(b"".join(text or b"" for text in texts)).digest()
    assert rows_sha256(rows) == hashlib.sha256(digests).hexdigest()
    assert rows_sha256(rows) != rows_sha256(rows.reverse())


def test_the_digest_of_rows_tells_nothing_from_an_empty_text():
    rows = [entities(("a", name, None, None), ("b", "Vela", None, None)) for name in (None, "", "Ve")]
    assert len({rows_sha256(frame) for frame in rows}) == 3


names = st.text(alphabet="ab/ \n\x00ç🚢", max_size=4)
many = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(names, st.none() | st.lists(names, max_size=2), st.none() | st.floats(allow_nan=True)),
)


@settings(max_examples=50)
@given(many, many)
def test_previous_and_changes_make_the_new(before, after):
    old, new = ({"entities": entities(*((key, *row) for key, row in side.items()))} for side in (before, after))
    found = differences(old, new)
    made = apply_changes(old, found, new)["entities"]
    assert made.equals(render(new["entities"]))
    assert (found.height == 0) == (render(old["entities"]).sort("entity_id").equals(made.sort("entity_id")))
