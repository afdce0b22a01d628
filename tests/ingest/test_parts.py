"""Large JSONL files are read in parts, which come to the same records as the whole file."""

import itertools

import polars as pl
import pytest

from flows.errors import TearsheetError
from flows.ingest import Reading, check_unchanged, read_files, scan, units
from flows.ingest.parts import cut
from tests.newsroom import append_wire


@pytest.fixture
def raw(tmp_path):
    """A source of one JSONL file of over a megabyte, with a byte order mark, a blank line and a broken one."""
    path = tmp_path / "raw" / "wire" / "wire.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf")
    append_wire(path, range(900))
    with path.open("a") as lines:
        lines.write("\n{broken\n")
    append_wire(path, range(900, 1900))
    return tmp_path / "raw"


def records(raw, whole=False):
    (source,) = scan(raw)
    work = [list(source.files)] if whole else units(source)
    return pl.concat([frame for unit in work for frame in read_files(unit, Reading(source.source))])


def unit_digests(raw):
    (source,) = scan(raw)
    return [(file.part, file.sha256) for unit in units(source) for file in unit]


def test_parts_come_to_the_same_records_as_the_whole(raw):
    parts, whole = records(raw), records(raw, whole=True)
    assert len(unit_digests(raw)) > 5
    assert parts.equals(whole)
    assert whole.height == 1901
    assert whole.filter(pl.col("reason") == "invalid_json")["record"].to_list() == ["902"]


def test_what_is_appended_costs_the_last_part(raw):
    before = unit_digests(raw)
    append_wire(raw / "wire" / "wire.jsonl", range(5000, 5060))
    after = unit_digests(raw)
    assert before[:-1] == after[: len(before) - 1]
    assert len(after) - len(before) <= 3


def test_the_parts_are_the_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"".join(b"%d\n" % number for number in range(5000)) + b"no end")
    parts = list(cut(path))
    assert (parts[0].start, parts[-1].end) == (0, path.stat().st_size)
    assert all(one.end == next_.start for one, next_ in itertools.pairwise(parts))
    data = path.read_bytes()
    assert all(data[: part.start].count(b"\n") + 1 == part.first_line for part in parts)


def test_an_empty_file_has_no_parts(tmp_path):
    (tmp_path / "file").touch()
    assert list(cut(tmp_path / "file")) == []


def test_a_file_that_changes_while_it_is_read_is_named(raw):
    (source,) = scan(raw)
    first, *_, last = [file for unit in units(source) for file in unit]
    with (raw / "wire" / "wire.jsonl").open("r+b") as stream:
        stream.seek(last.part.start)
        stream.write(b"#")
    check_unchanged(first)
    with pytest.raises(TearsheetError, match=r"wire.jsonl: changed while it was read; build again"):
        check_unchanged(last)


def test_lines_of_utf16_are_told_apart_however_large_the_file(raw):
    path = raw / "wire" / "wire.jsonl"
    stories = path.read_text("utf-8-sig").splitlines(keepends=True)
    path.write_text("".join(stories), "utf-16")
    found = records(raw)
    assert found.filter(pl.col("reason") == "invalid_json")["record"].to_list() == ["902"]
    assert found.height == 1901
    assert set(found["encoding"]) == {"utf-16-le"}
