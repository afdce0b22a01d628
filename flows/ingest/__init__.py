"""Room one: raw bytes to records. One reader a format; what cannot be read is a reject with a named reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from flows.ingest.batches import batches, units_of
from flows.ingest.blob import Reading
from flows.ingest.files import RawFile, SourceFiles, check_unchanged, scan
from flows.ingest.parts import LEAST_BYTES, cut
from flows.ingest.readers import has_byte_lines, read_file
from flows.ingest.reasons import Reason
from flows.ingest.record import records_frame
from flows.ingest.superseded import mark_superseded

__all__ = [
    "RawFile",
    "Reading",
    "Reason",
    "SourceFiles",
    "check_unchanged",
    "mark_superseded",
    "read_files",
    "scan",
    "units",
]


def units(item: SourceFiles) -> Iterator[list[RawFile]]:
    """The files of a source in units of work; a large JSONL file is several."""
    return units_of(item.files, lambda file: _parts(file, Reading(item.source)))


def _parts(file: RawFile, reading: Reading) -> list[RawFile]:
    """A large JSONL file in parts; nothing for what is read as a whole."""
    if file.size < LEAST_BYTES or not has_byte_lines(file, reading):
        return []
    try:
        return [replace(file, part=part, size=part.end - part.start, sha256=part.sha256) for part in cut(file.path)]
    except OSError:  # its reader says what is wrong with it
        return []


def read_files(files: Sequence[RawFile], reading: Reading) -> Iterator[pl.DataFrame]:
    """Records of the files in batches, as frames of schema frames.RECORDS."""
    records = (record for file in files for record in read_file(file, reading))
    for batch in batches(records, reading.source.source_id, is_part=any(file.part for file in files)):
        yield records_frame(batch, reading.source)
