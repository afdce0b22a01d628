"""A record that a room cannot cope with is found and named, and its neighbours are done."""

import polars as pl
import pytest

from flows.isolation import isolate

ROWS = pl.DataFrame({"name": [f"r{n}" for n in range(100)], "value": range(100)})


def reciprocals(rows: pl.DataFrame) -> list[float]:
    return [1 / (value % 50) for value in rows["value"]]


def test_the_bad_rows_are_named_and_the_rest_is_done_in_order():
    parts, failures = isolate(ROWS, "name", reciprocals)
    assert [name for name, _ in failures] == ["r0", "r50"]
    assert failures[0][1].startswith("ZeroDivisionError")
    assert [value for part in parts for value in part] == [1 / (n % 50) for n in range(100) if n % 50]


def test_a_batch_without_trouble_is_worked_on_once():
    calls = []
    assert isolate(ROWS, "name", calls.append) == ([None], [])
    assert len(calls) == 1


def test_memory_that_runs_out_is_not_a_record_s_fault():
    def work(_rows):
        raise MemoryError

    with pytest.raises(MemoryError):
        isolate(ROWS, "name", work)
