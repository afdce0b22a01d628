"""Parquet: a record a row, a few rows at a time. DuckDB reads it, within a limit of memory of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import duckdb

from flows.ingest.blob import Blob, Reading
from flows.ingest.fields import fielded, with_bytes
from flows.ingest.limits import MEMORY_BYTES
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

ROWS_AT_A_TIME = 64
LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": f"{MEMORY_BYTES}B",
    "autoload_known_extensions": False,
}


def read_parquet(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every row as a record, numbered from 1."""
    stream = blob.seekable()
    number = 0
    with duckdb.connect(config=LIMITS) as session:
        try:
            session.execute("from read_parquet(?)", [os.fspath(stream.name)])
            columns = [str(column[0]) for column in session.description or ()]
            while rows := session.fetchmany(ROWS_AT_A_TIME):
                for row in rows:
                    number += 1
                    item = dict(zip(columns, row, strict=True))
                    place = with_bytes(replace(blob.record(number), media_type="application/vnd.apache.parquet"), item)
                    blob.budget.spend(place.bytes)
                    yield fielded(place, item, reading)
        except duckdb.Error as problem:
            what = " ".join(str(problem).split())[:200]
            raise Refusal(
                Reason.DAMAGED, f"not Parquet behind record {number} ({what}); get the file anew"
            ) from problem
