"""JSONL: one record a line, read line by line, so that a bad line costs itself alone."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import decode
from flows.ingest.fields import fielded
from flows.ingest.limits import MEBIBYTE, RECORD_BYTES
from flows.ingest.lines import byte_lines, utf8_stream, wide_encoding
from flows.ingest.reasons import Reason
from flows.ingest.record import Record


def read_jsonl(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every non-blank line as a record, numbered from 1."""
    wide = wide_encoding(blob.head())
    stream = utf8_stream(blob)[0] if wide else blob.stream
    for number, (line, size) in enumerate(byte_lines(stream), blob.first_line or 1):
        place = blob.record(number)
        if not line:
            limit = f"a line of over {RECORD_BYTES // MEBIBYTE} MB; no article is that long, mend the export"
            yield replace(place, bytes=size).rejected(Reason.LINE_TOO_LONG, limit)
        elif line.strip():
            data = (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).rstrip(b"\r\n")
            place = replace(place, bytes=len(data), sha256=bytes_sha256(data), media_type="application/json")
            text, encoding = decode(data)
            yield _of_line(replace(place, encoding=wide or encoding), text, reading)


def _of_line(place: Record, text: str, reading: Reading) -> Record:
    try:
        item = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        return place.rejected(Reason.INVALID_JSON, f"not JSON ({problem}); mend the line")
    return of_value(place, item, reading)


def of_value(place: Record, item: object, reading: Reading) -> Record:
    """The record that a value of JSON is, if it is an object."""
    if isinstance(item, dict):
        return fielded(place, item, reading)
    return place.rejected(Reason.NOT_AN_OBJECT, f"holds a {type(item).__name__}, not an object {{…}}; mend the line")
