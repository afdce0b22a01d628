"""One record of raw/, and the frame of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

import polars as pl

from flows.frames import RECORDS
from flows.ids import make_id
from flows.ingest.decode import printable
from flows.ingest.reasons import Reason
from flows.sources import Source


@dataclass(frozen=True, slots=True)
class Record:
    """What a reader found: the columns of frames.RECORDS but those that follow from the source and the place."""

    path: str
    inside: str
    bytes: int
    sha256: str | None
    record: str | None = None
    native_id: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    captured_at: datetime | None = None
    reason: Reason | None = None
    detail: str | None = None
    content: str | None = None
    title: str | None = None
    url: str | None = None
    authors: list[str] | None = None
    byline: str | None = None
    section: str | None = None
    published_at: str | None = None
    language: str | None = None
    listed_title: str | None = None
    listed_by: str | None = None
    listed_at: str | None = None

    def rejected(self, reason: Reason, detail: str) -> Record:
        """The record as a reject; `detail` says what is wrong and the mend, the place is put before it."""
        path = printable(self.path)
        place = path if self.record is None else f"{path}, record {self.record}"
        return replace(self, reason=reason, detail=f"{place}: {detail}", content=None)

    def document_id(self, source_id: str) -> str:
        """Identify the record by its place in raw/."""
        return make_id(source_id, self.inside, self.record or "")


def records_frame(records: Sequence[Record], source: Source) -> pl.DataFrame:
    """The records as a frame of schema frames.RECORDS, in the order given."""
    columns: dict[str, list[object]] = {name: [getattr(record, name) for record in records] for name in _TOLD}
    columns["document_id"] = [record.document_id(source.source_id) for record in records]
    columns["source_id"] = [source.source_id] * len(records)
    columns["status"] = ["accepted" if record.reason is None else "rejected" for record in records]
    return pl.DataFrame({name: pl.Series(name, columns[name], dtype) for name, dtype in RECORDS.items()})


_TOLD = [field.name for field in fields(Record) if field.name in RECORDS]
