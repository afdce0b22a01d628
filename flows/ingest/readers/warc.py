"""Web archives: WARC (ISO 28500) and its forerunner ARC; fastwarc takes records and answers apart.

What a server answered with a page is a document. Requests, descriptions of the crawl, and revisits (the page was
unchanged) are none. `fields: {native_id: url}` in source.yaml makes a newer capture of an address stand for the older.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.limits import DOCUMENT_BYTES, MEBIBYTE
from flows.ingest.readers.frames import ARC_LINE, Frame, arc_frames, warc_frames
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.signs import Kind
from flows.ingest.sniff import SNIFFED_BYTES, sniff

ReadBlob = Callable[[Blob, Reading], Iterator[Record]]
Frames = Callable[[io.BufferedReader], Iterator[Frame]]

CAPTURES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
# Addresses of what a crawler writes about itself.
ABOUT_THE_CRAWL = ("metadata:", "dns:", "urn:", "whois:", "filedesc:")
# How `tearsheet fetch` marks what it writes: a page, whose newer capture stands for the older; a feed that holds whole
# articles; or a feed, sitemap or redirect that only led to pages.
USE_HEADER = "WARC-Tearsheet-Use"
# What the feed or sitemap that led to a page says of it.
TITLE_HEADER, BY_HEADER, AT_HEADER = (f"WARC-Tearsheet-Listed-{what}" for what in ("Title", "By", "At"))
A_PAGE, ARTICLES, LINKS = "page", "articles", "links"
PAGE_STATUS = (200, 203)
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "")
PAGE_KINDS = (Kind.HTML, Kind.TEXT, Kind.PDF, Kind.EMPTY)
LISTINGS = (Kind.FEED, Kind.SITEMAP)


@dataclass(frozen=True)
class Capture:
    """The bytes of a page and what the server declared of them."""

    body: bytes
    media_type: str
    charset: str | None


def read_warc(blob: Blob, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    """Every page of a WARC file; `record` is the number of its record in the file, from 1."""
    yield from _read(blob, reading, read, warc_frames)


def read_arc(blob: Blob, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    """Every page of an ARC file; `record` is the number of its record in the file, from 1."""
    yield from _read(blob, reading, read, arc_frames)


def _read(blob: Blob, reading: Reading, read: ReadBlob, frames: Frames) -> Iterator[Record]:
    number, is_resumed = 0, False
    while True:
        try:
            for frame in frames(blob.stream):
                number, is_resumed = number + 1, False
                yield from _of_frame(blob, number, frame, reading, read)
            return
        except Refusal as why:
            if why.reason is not Reason.DAMAGED or not blob.resumed():
                raise
            if not is_resumed:
                number += 1
                yield blob.record(number).rejected(why.reason, why.detail)
            is_resumed = True


def _of_frame(blob: Blob, number: int, frame: Frame, reading: Reading, read: ReadBlob) -> Iterator[Record]:
    place = replace(blob.record(number), bytes=frame.size, sha256=bytes_sha256(frame.block) if frame.block else None)
    if frame.problem:
        yield place.rejected(Reason.DAMAGED, frame.problem)
        return
    try:
        record = _taken_apart(frame)
    except (OSError, ValueError) as problem:  # costs the record, not those behind it
        yield place.rejected(Reason.DAMAGED, f"a record that cannot be taken apart ({problem}); nothing to mend")
        return
    if record is None or not record.record_type & CAPTURES or is_about_the_crawl(record):
        return
    try:
        capture = _capture(record)
    except Refusal as why:
        yield _described(place, record).rejected(why.reason, why.detail)
        return
    yield from _pages(blob, _described(place, record), capture, record.headers.get(USE_HEADER), reading, read)


def _taken_apart(frame: Frame) -> WarcRecord | None:
    """The record that fastwarc makes of a frame; None for one without a header it knows."""
    head = frame.header if frame.header.startswith(b"WARC/") else _as_warc(frame)
    return next(
        iter(ArchiveIterator(io.BytesIO(head + frame.block), parse_http=True, auto_decode="all", quirks_mode=True)),
        None,
    )


def _as_warc(frame: Frame) -> bytes:
    """An ARC record's line as the header of a WARC record."""
    line = ARC_LINE.fullmatch(frame.header)
    assert line is not None
    said = line["date"].decode()
    day = f"{said[:4]}-{said[4:6]}-{said[6:8]}T{said[8:10]}:{said[10:12]}:{said[12:]}Z"
    is_answer = frame.block.startswith(b"HTTP/")
    kind = "response" if is_answer else "resource"
    content = "application/http; msgtype=response" if is_answer else line["type"].decode("latin-1")
    fields = {
        b"WARC-Type": kind.encode(),
        b"WARC-Target-URI": line["url"],
        b"WARC-Date": day.encode(),
        b"Content-Type": content.encode("latin-1"),
        b"Content-Length": str(len(frame.block)).encode(),
    }
    return b"WARC/1.0\r\n" + b"".join(b"%s: %s\r\n" % field for field in fields.items()) + b"\r\n"


def is_about_the_crawl(record: WarcRecord) -> bool:
    """Whether the record is a crawler's note of its own work, or only led to pages."""
    return (_target(record) or "").startswith(ABOUT_THE_CRAWL) or record.headers.get(USE_HEADER) == LINKS


def _target(record: WarcRecord) -> str | None:
    """The address, without the angle brackets that old versions of wget put around it."""
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None


def _described(place: Record, record: WarcRecord) -> Record:
    url, captured_at = _target(record), record.record_date
    record_id = (record.headers.get("WARC-Record-ID") or "").strip().strip("<>")
    own_id = record_id or f"{url}@{captured_at:%Y%m%d%H%M%S}" if captured_at else record_id or url
    return replace(
        place,
        url=url,
        captured_at=captured_at,
        native_id=own_id,
        listed_title=record.headers.get(TITLE_HEADER),
        listed_by=record.headers.get(BY_HEADER),
        listed_at=record.headers.get(AT_HEADER),
    )


def _capture(record: WarcRecord) -> Capture:
    """What the record holds of a page. Raises Refusal for an answer that brings none."""
    headers = record.http_headers
    if record.record_type == WarcRecordType.response and headers is not None:
        if headers.status_code is None:
            raise Refusal(Reason.INVALID_HTTP, "an answer without a status; nothing to mend")
        if headers.status_code not in PAGE_STATUS:
            raise Refusal(Reason.HTTP_STATUS, f"the server answered {headers.status_line!r}; nothing to mend")
    media_type = record.http_content_type if headers is not None else record.headers.get("Content-Type")
    media_type = (media_type or "").partition(";")[0].strip().lower()
    try:
        body = record.reader.read(DOCUMENT_BYTES + 1)
    except (OSError, ValueError, EOFError) as problem:
        raise Refusal(Reason.INVALID_HTTP, f"the answer cannot be unpacked ({problem}); nothing to mend") from problem
    if len(body) > DOCUMENT_BYTES:
        raise Refusal(Reason.TOO_LARGE, f"an answer of over {DOCUMENT_BYTES // MEBIBYTE} MB; no page is that long")
    return Capture(body, media_type, record.http_charset)


def _pages(  # noqa: PLR0913, PLR0917 (a record, how it was marked, and how to read what it holds)
    blob: Blob, place: Record, capture: Capture, use: str | None, reading: Reading, read: ReadBlob
) -> Iterator[Record]:
    name = place.url or blob.name
    kind, word = sniff(capture.body[:SNIFFED_BYTES], name)
    is_wanted = reading.source.format in (kind, "json" if kind is Kind.JSONL else kind)
    is_wanted = is_wanted or (use == ARTICLES and kind is Kind.FEED)
    if not is_wanted:
        if kind in LISTINGS or name.endswith("/robots.txt"):
            yield place.rejected(Reason.LISTING, f"a {word} of addresses; the pages are read where they were captured")
            return
        if capture.media_type not in PAGE_TYPES or kind not in PAGE_KINDS:
            what = capture.media_type or word
            yield place.rejected(Reason.NOT_A_PAGE, f"an answer of type {what}; nothing to mend")
            return
    pieces = iter((capture.body, b""))
    inner = blob.within(name, lambda: next(pieces, b""), place.record, len(capture.body))
    inner.encoding = capture.charset
    for record in read(inner, reading):
        own_id = record.native_id if is_wanted and record.record != place.record else place.native_id
        is_by_address = reading.source.fields.get("native_id") == "url" or (use == A_PAGE and not is_wanted)
        mapped = place.url if is_by_address else own_id
        yield replace(
            record,
            native_id=mapped,
            url=record.url or place.url,
            captured_at=record.captured_at or place.captured_at,
            sha256=record.sha256 or place.sha256,
            listed_title=place.listed_title,
            listed_by=place.listed_by,
            listed_at=place.listed_at,
        )
