"""Room one: raw bytes to records. One reader a format; what cannot be read is a reject with a named reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from flows.ingest.batches import batches, units
from flows.ingest.blob import Reading
from flows.ingest.files import RawFile, SourceFiles, scan
from flows.ingest.readers import read_file
from flows.ingest.reasons import Reason
from flows.ingest.record import records_frame
from flows.ingest.superseded import mark_superseded

__all__ = ["RawFile", "Reading", "Reason", "SourceFiles", "mark_superseded", "read_files", "scan", "units"]


def read_files(files: Iterable[RawFile], reading: Reading) -> Iterator[pl.DataFrame]:
    """Records of the files in batches, as frames of schema frames.RECORDS."""
    records = (record for file in files for record in read_file(file, reading))
    for batch in batches(records, reading.source.source_id):
        yield records_frame(batch, reading.source)
