"""Files that are compressed, and archives in archives: read as if they were not, and named by where they stood."""

import bz2
import lzma

import pytest
import zstandard

from tests.ingest import samples
from tests.ingest.given import records, told
from tests.ingest.samples import HARBOUR, PAGE

PACKERS = {
    "gz": samples.gz,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_file_is_read_as_if_it_were_not(tmp_path, suffix):
    lines = b'{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n'
    packed = PACKERS[suffix](lines[:26]) + PACKERS[suffix](lines[26:])  # two members, as when one was appended
    rows = records(tmp_path, {f"a.jsonl.{suffix}": packed, f"b.html.{suffix}": PACKERS[suffix](PAGE.encode())})
    assert [told(row, "native_id", "record") for row in rows] == [("1", "1"), ("2", "2"), ("b", None)]
    assert rows[2]["content"] == PAGE


def test_archives_in_archives_say_where_each_record_stood(tmp_path):
    inner = samples.tar_of({"jan/a.txt": HARBOUR.encode(), "jan/b.jsonl": b'{"text": "One."}\n{"text": "Two."}\n'})
    outer = samples.zip_of({"2022/jan.tar.gz": samples.gz(inner), "z/page.html": PAGE.encode(), "z/.hidden": b"x"})
    rows = records(tmp_path, {"all.zip": outer})
    assert [told(row, "path", "record", "native_id")[1:] for row in rows] == [
        ("2022/jan.tar.gz!jan/a.txt", "all/2022/jan/jan/a"),
        ("2022/jan.tar.gz!jan/b.jsonl#1", rows[1]["sha256"][:16]),
        ("2022/jan.tar.gz!jan/b.jsonl#2", rows[2]["sha256"][:16]),
        ("z/page.html", "all/z/page"),
    ]
    assert {row["path"] for row in rows} == {"paper/all.zip"}
    assert len({row["document_id"] for row in rows}) == 4


def test_members_of_one_name_are_told_apart(tmp_path):
    data = samples.zip_of({"a.txt": b"One.", "b.txt": b"Two."}).replace(b"b.txt", b"a.txt")
    rows = records(tmp_path, {"a.zip": data})
    assert [told(row, "record", "content") for row in rows] == [("a.txt", "One."), ("a.txt@2", "Two.")]
