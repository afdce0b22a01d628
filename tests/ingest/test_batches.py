"""Where an archive is cut: what one more file costs, and which record of an id stands."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.assemble import DOCUMENTS
from flows.ingest import RawFile, SourceFiles, mark_superseded, units
from flows.sources import Source


def source_of(names):
    return SourceFiles(Source("s", "S"), tuple(RawFile(Path(name), name, name, 100, "0" * 64) for name in names))


@settings(max_examples=10)
@given(st.integers(0, 9_999), st.integers(0, 99))
def test_one_more_file_changes_one_unit(number, tail):
    names = [f"{n:05d}.txt" for n in range(10_000)]
    before = {tuple(file.name for file in unit) for unit in units(source_of(names))}
    more = sorted([*names, f"{number:05d}-{tail}.txt"])
    after = {tuple(file.name for file in unit) for unit in units(source_of(more))}
    assert len(before) > 3
    assert len(after - before) <= 2


def documents(*rows):
    blank = dict.fromkeys(DOCUMENTS)
    return pl.DataFrame([{**blank, "source_id": "s", "status": "accepted", **row} for row in rows], schema=DOCUMENTS)


def test_the_newest_record_of_an_id_stands_and_the_older_say_so():
    frame = documents(
        {"document_id": "1", "native_id": "a", "path": "s/1.jsonl", "captured_at": datetime(2022, 1, 2, tzinfo=UTC)},
        {"document_id": "2", "native_id": "a", "path": "s/2.jsonl", "captured_at": datetime(2022, 1, 1, tzinfo=UTC)},
        {"document_id": "3", "native_id": "b", "path": "s/2.jsonl"},
    )
    marked = mark_superseded(frame)
    assert marked["status"].to_list() == ["accepted", "superseded", "accepted"]
    assert marked["detail"][1] == "s/2.jsonl: a newer record of a is in s/1.jsonl; nothing to mend if it is an update"


def test_without_capture_times_the_last_line_of_the_last_file_stands():
    frame = documents(
        *({"document_id": n, "native_id": "a", "path": "s/1.jsonl", "record": n} for n in ("10", "9")),
        {"document_id": "0", "native_id": "a", "path": "s/0.jsonl", "record": "1"},
    )
    assert mark_superseded(frame)["status"].to_list() == ["accepted", "superseded", "superseded"]


def test_lines_of_a_member_are_in_the_order_of_their_numbers():
    frame = documents(
        *({"document_id": n, "native_id": "a", "path": "s/1.zip", "record": f"b.jsonl#{n}"} for n in ("10", "9")),
        {"document_id": "0", "native_id": "a", "path": "s/1.zip", "record": "a.jsonl#11"},
    )
    assert mark_superseded(frame)["status"].to_list() == ["accepted", "superseded", "superseded"]
