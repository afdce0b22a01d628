"""CSV and its relatives (tabs, semicolons, bars): a record a row, the names in the first row, cells of any length."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace

from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import decode
from flows.ingest.fields import fielded, with_bytes
from flows.ingest.limits import MEBIBYTE, RECORD_BYTES
from flows.ingest.lines import byte_lines, utf8_stream
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record
from flows.ingest.signs import DELIMITERS

csv.field_size_limit(RECORD_BYTES)


def read_csv(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every row behind the names as a record, numbered from 1; a row that fits no head costs itself alone."""
    stream, encoding = utf8_stream(blob)
    overlong: list[int] = []
    rows = csv.reader(_lines(byte_lines(stream), overlong), delimiter=_delimiter(stream.peek(1)))
    number = 0
    head = [name.strip() for name in next(rows, [])]
    while True:
        try:
            row = next(rows, None)
        except csv.Error as problem:
            raise Refusal(
                Reason.INVALID_CSV, f"behind record {number} a cell does not end ({problem}); mend its quotes"
            ) from problem
        place = replace(blob.record(number + 1), encoding=encoding, media_type="text/csv")
        while overlong:
            number += 1
            limit = f"a line of over {RECORD_BYTES // MEBIBYTE} MB; no article is that long, mend the export"
            yield replace(place, bytes=overlong.pop(0)).rejected(Reason.LINE_TOO_LONG, limit)
            place = replace(place, record=blob.record(number + 1).record)
        if row is None:
            return
        if any(cell.strip() for cell in row):
            number += 1
            yield _of_row(with_bytes(place, row), row, head, reading)


def _of_row(place: Record, row: list[str], head: list[str], reading: Reading) -> Record:
    if len(row) > len(head):
        why = f"{len(row)} cells where the first row names {len(head)}; put quotes around its text"
        return place.rejected(Reason.INVALID_CSV, why)
    return fielded(place, dict(zip(head, row, strict=False)), reading)


def _lines(lines: Iterator[tuple[bytes, int]], overlong: list[int]) -> Iterator[str]:
    """The lines as text; the size of one that is too long goes to `overlong` instead."""
    for line, size in lines:
        if line:
            yield decode(line)[0]
        else:
            overlong.append(size)


def _delimiter(head: bytes) -> str:
    """The sign that divides most names of the first row."""
    names = head.split(b"\n", 1)[0]
    return max(DELIMITERS, key=names.count).decode()
