"""WARC and ARC as crawlers write them, whole and broken: every page once, by its own time, address and id."""

import gzip
import io

import brotli
import pytest
import zstandard

from tests.ingest import samples
from tests.ingest.given import records
from tests.ingest.samples import HARBOUR, PAGE, chunked, gz, response, warc_record

BODY = PAGE.encode()


def crawl():
    """The records of one crawl: what the crawler says of itself, four pages, and what is no page."""
    return [
        warc_record("warcinfo", b"software: crawler/1.0\r\nformat: WARC File Format 1.1\r\n"),
        response(BODY, 2),
        warc_record(
            "request", b"GET /crane HTTP/1.1\r\nHost: courier.example\r\n\r\n", 3, WARC_Target_URI="https://a/"
        ),
        response(gzip.compress(BODY), 4, "https://courier.example/gzip", Content_Encoding="gzip"),
        response(
            chunked(brotli.compress(BODY)),
            5,
            "https://courier.example/br",
            Content_Encoding="br",
            Transfer_Encoding="chunked",
        ),
        response(BODY.replace(b"utf-8", b"koi8-r"), 6, "https://courier.example/declared"),
        warc_record(
            "revisit",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            7,
            WARC_Target_URI="https://courier.example/crane",
        ),
        response(b"Moved", 8, "https://courier.example/old", status="301 Moved Permanently"),
        response(b"body { color: red }", 9, "https://courier.example/a.css", Content_Type="text/css"),
        response(b"User-agent: *\nDisallow:\n", 10, "https://courier.example/robots.txt", Content_Type="text/plain"),
        response(
            samples.RSS.encode(), 11, "https://courier.example/feed", Content_Type="application/rss+xml", use="links"
        ),
        warc_record("metadata", b"fetchTimeMs: 7\r\n", 12, WARC_Target_URI="https://courier.example/crane"),
    ]


EXPECTED = [
    ("2", None),
    ("4", None),
    ("5", None),
    ("6", None),
    ("8", "http_status"),
    ("9", "not_a_page"),
    ("10", "listing"),
]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.warc", b"".join),
        ("a.warc.gz", lambda records: b"".join(map(gz, records))),
        ("a.warc.gz", lambda records: gz(b"".join(records))),
        ("a.warc.zst", lambda records: b"".join(map(zstandard.ZstdCompressor().compress, records))),
        ("a", b"".join),
    ],
)
def test_every_page_of_a_crawl_is_a_record(tmp_path, name, pack):
    rows = records(tmp_path, {name: pack(crawl())})
    assert [(row["record"], row["reason"]) for row in rows] == EXPECTED
    pages = rows[:4]
    assert {HARBOUR in page["content"] for page in pages} == {True}
    assert {page["captured_at"].isoformat() for page in pages} == {"2022-10-04T08:30:00+00:00"}
    assert [page["url"].rpartition("/")[2] for page in pages] == ["crane", "gzip", "br", "declared"]
    assert pages[0]["native_id"] == "urn:uuid:00000000-0000-4000-8000-000000000002"
    assert pages[3]["encoding"] == "utf-8"  # what the server declares goes before what the page does


def test_a_zstd_archive_with_a_dictionary_is_read(tmp_path):
    dictionary = zstandard.train_dictionary(
        2000, [response(BODY, n, f"https://courier.example/{n}") for n in range(200)]
    )
    raw = dictionary.as_bytes()
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    data = b"\x5d\x2a\x4d\x18" + len(raw).to_bytes(4, "little") + raw + packer.compress(response(BODY, 1))
    (row,) = records(tmp_path, {"a.warc.zst": data})
    assert row["content"] == PAGE


def test_the_newest_capture_of_an_address_may_stand_for_all(tmp_path):
    rows = records(tmp_path, {"a.warc": response(BODY, 1) + response(BODY, 2)}, "fields: {native_id: url}")
    assert [row["native_id"] for row in rows] == ["https://courier.example/crane"] * 2


def test_entries_of_a_feed_in_a_web_archive_are_records_where_it_or_the_source_says_so(tmp_path):
    url, kind = "https://courier.example/feed", "application/rss+xml"
    marked = response(samples.RSS.encode(), 1, url, use="articles", Content_Type=kind)
    plain = response(samples.RSS.encode(), 1, url, Content_Type=kind)
    for folder, data, said in (("a", marked, ""), ("b", plain, "format: feed")):
        rows = records(tmp_path / folder, {"a.warc": data}, said)
        assert [row["record"] for row in rows] == ["1#1", "1#2"]
        assert rows[0]["native_id"] == "https://courier.example/?p=77"
    assert [row["reason"] for row in records(tmp_path / "c", {"a.warc": plain})] == ["listing"]


def test_arc_files_are_read_too(tmp_path):
    data = samples.arc([(b"http://courier.example/a", BODY), (b"http://courier.example/with space", BODY)])
    for name, packed in (("a.arc", data), ("b.arc.gz", gz(data))):
        rows = records(tmp_path / name, {name: packed})
        assert [row["url"] for row in rows] == ["http://courier.example/a", "http://courier.example/with space"]
        assert {row["captured_at"].isoformat() for row in rows} == {"2004-09-01T12:05:01+00:00"}
        assert rows[0]["native_id"] == "http://courier.example/a@20040901120501"


def pages(count):
    return [
        response(BODY.replace(b"Crane", b"Crane %d" % n), n, f"https://courier.example/{n}")
        for n in range(1, count + 1)
    ]


def urls(rows):
    return [row["url"].rpartition("/")[2] for row in rows if row["status"] == "accepted"]


@pytest.mark.parametrize("lie", [-200, -1, 1, 50, 10**6, 10**12])
def test_a_length_that_lies_loses_no_page(tmp_path, lie):
    first, second, third = pages(3)
    length = second.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    second = second.replace(b"Content-Length: " + length, b"Content-Length: %d" % (int(length) + lie), 1)
    rows = records(tmp_path, {"a.warc": first + second + third})
    assert urls(rows) == ["1", "2", "3"]
    assert all(row["content"].startswith("<!DOCTYPE") and "</html>" in row["content"] for row in rows)


def test_noise_between_records_is_named_and_loses_none(tmp_path):
    first, second = pages(2)
    rows = records(tmp_path, {"a.warc": first + b"what is this\r\n\r\nand this\r\n" + second})
    assert urls(rows) == ["1", "2"]
    assert [row["reason"] for row in rows] == [None, "damaged", None]


@pytest.mark.parametrize("damage", ["flipped", "cut"])
def test_a_broken_member_in_the_middle_costs_itself_alone(tmp_path, damage):
    members = [gz(page) for page in pages(4)]
    broken = bytearray(members[1])
    if damage == "flipped":
        broken[60:70] = bytes(10)
    else:
        del broken[100:]
    rows = records(tmp_path, {"a.warc.gz": members[0] + bytes(broken) + members[2] + members[3]})
    assert urls(rows) == ["1", "3", "4"]
    assert [row["reason"] for row in rows if row["reason"]] == ["damaged"]


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path):
    first, second = pages(2)
    for name, data in (("a.warc", first + second[:-300]), ("b.warc.gz", gz(first) + gz(second)[:-60])):
        rows = records(tmp_path / name, {name: data})
        assert urls(rows) == ["1"]
        assert rows[1]["reason"] == "damaged"


def test_a_page_of_a_web_archive_in_a_zip_file_says_where_it_stood(tmp_path):
    (row,) = records(tmp_path, {"a.zip": samples.zip_of({"crawl/a.warc.gz": gz(response(BODY, 1))})})
    assert (row["path"], row["record"]) == ("paper/a.zip", "crawl/a.warc.gz#1")


def test_streams_are_closed_and_the_archive_may_be_written_again(tmp_path):
    data = io.BytesIO(response(BODY, 1)).getvalue()
    assert len(records(tmp_path, {"a.warc": data})) == len(records(tmp_path, {"a.warc": data})) == 1
