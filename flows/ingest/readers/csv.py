"""CSV and its relatives (tabs, semicolons, bars): a record a row, the names in the first row, cells of any length."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
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
    delimiter, lines = _delimiter(stream.peek(1)), list[str]()
    rows = csv.reader(_lines(byte_lines(stream), overlong, lines), delimiter=delimiter)
    number = 0
    head = [name.strip() for name in next(rows, [])]
    while True:
        lines.clear()
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
            place = with_bytes(place, row)
            inside = _rows_inside(lines, len(head), delimiter) if len(lines) > 1 else 0
            yield place.rejected(Reason.INVALID_CSV, _open(inside)) if inside else _of_row(place, row, head, reading)


def _of_row(place: Record, row: list[str], head: list[str], reading: Reading) -> Record:
    if len(row) > len(head):
        why = f"{len(row)} cells where the first row names {len(head)}; put quotes around its text"
        return place.rejected(Reason.INVALID_CSV, why)
    return fielded(place, dict(zip(head, row, strict=False)), reading)


def _rows_inside(lines: Sequence[str], width: int, delimiter: str) -> int:
    """How many whole rows a row's cells have swallowed, because a quote was left open; 0 unless that is certain.

    That is where the quotes of the row's `lines` do not match, and lines behind the first are rows by themselves: of
    the same number of cells, none of them empty or with space around it as in prose, and the first a number if the
    row's own is one.
    """
    if width < 2 or _strictly(lines, delimiter) is not None:
        return 0
    is_number = lines[0].partition(delimiter)[0].strip('"').isdigit()
    rows = [found[0] for line in lines[1:] if (found := _strictly([line], delimiter))]
    return sum(
        len(row) == width and all(cell and cell == cell.strip() for cell in row) and row[0].isdigit() == is_number
        for row in rows
    )


def _strictly(lines: Sequence[str], delimiter: str) -> list[list[str]] | None:
    """The rows of `lines`; None where their quotes do not match."""
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _open(inside: int) -> str:
    rows = "the next row" if inside == 1 else f"{inside:,} further rows"
    return f"a quote that is never closed, which takes in {rows}; close it, and double the quotes inside its text"


def _lines(lines: Iterator[tuple[bytes, int]], overlong: list[int], read: list[str]) -> Iterator[str]:
    """The lines as text, also put into `read`; the size of one that is too long goes to `overlong` instead."""
    for line, size in lines:
        if line:
            text = decode(line)[0]
            read.append(text)
            yield text
        else:
            overlong.append(size)


def _delimiter(head: bytes) -> str:
    """The sign that divides most names of the first row."""
    names = head.split(b"\n", 1)[0]
    return max(DELIMITERS, key=names.count).decode()
