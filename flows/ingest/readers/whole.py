"""Files that are one record each: plain text and HTML pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from flows.ingest.decode import declared_encoding, decode
from flows.ingest.files import RawFile
from flows.ingest.limits import LINE_CHARACTERS, MEBIBYTE, RECORD_BYTES
from flows.ingest.reasons import Reason
from flows.ingest.record import Record
from flows.sources import Source

# Suffixes that say the format and are no part of a record's own id.
SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".md")


def read_text(file: RawFile, _source: Source) -> Iterator[Record]:
    """The file as one record of plain text, unchanged but for its encoding."""
    yield _whole(file, "text/plain")


def read_html(file: RawFile, _source: Source) -> Iterator[Record]:
    """The file as one record holding a page's markup."""
    yield _whole(file, "text/html")


def native_id(inside: str) -> str:
    """The source's id of a file: its path in the source without the suffix that only says the format."""
    return inside[: -len(suffix)] if (suffix := PurePosixPath(inside).suffix) and suffix.lower() in SUFFIXES else inside


def _whole(file: RawFile, media_type: str) -> Record:
    record = Record(
        path=file.name,
        inside=file.inside,
        bytes=file.size,
        sha256=file.sha256,
        native_id=native_id(file.inside),
        media_type=media_type,
    )
    with file.path.open("rb") as stream:
        data = stream.read(RECORD_BYTES + 1)
    if len(data) > RECORD_BYTES:
        if b"\n" not in data:
            return record.rejected(
                Reason.LINE_TOO_LONG, f"one line of over {RECORD_BYTES // MEBIBYTE} MB; split the file"
            )
        return record.rejected(
            Reason.TOO_LARGE, f"over {RECORD_BYTES // MEBIBYTE} MB; split it into one file an article"
        )
    text, encoding = decode(data, declared_encoding(data) if media_type == "text/html" else None)
    if media_type == "text/plain" and max(map(len, text.split("\n"))) > LINE_CHARACTERS:
        return record.rejected(
            Reason.LINE_TOO_LONG, f"a line of over {LINE_CHARACTERS} characters; break it into lines"
        )
    if not text.strip():
        return record.rejected(Reason.EMPTY, "white space alone; put the text there or remove the file")
    return replace(record, content=text, encoding=encoding)
