"""Files that are one record each: plain text and HTML pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import declared_encoding, decode
from flows.ingest.limits import LINE_CHARACTERS
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

# Suffixes that say the format and are no part of a record's own id.
SUFFIXES = frozenset(
    [
        ".txt",
        ".text",
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".md",
        ".markdown",
        ".pdf",
        ".eml",
        ".xml",
        ".json",
        ".hocr",
        ".sgm",
        ".sgml",
    ]
)


def read_text(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """The file as one record of plain text, unchanged but for its encoding."""
    text, encoding = decode(blob.whole(), blob.encoding)
    if max(map(len, text.split("\n"))) > LINE_CHARACTERS:
        raise Refusal(Reason.LINE_TOO_LONG, f"a line of over {LINE_CHARACTERS} characters; break it into lines")
    yield whole_record(blob, text, "text/plain", encoding)


def read_html(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """The file as one record holding a page's markup."""
    data = blob.whole()
    text, encoding = decode(data, blob.encoding, declared_encoding(data))
    yield whole_record(blob, text, "text/html", encoding)


def whole_record(blob: Blob, text: str, media_type: str, encoding: str | None) -> Record:
    """The record that a file is; white space alone is a reject."""
    if not text.strip():
        raise Refusal(Reason.EMPTY, "white space alone; put the text there or remove the file")
    place = replace(blob.record(), native_id=native_id(blob.name), media_type=media_type, encoding=encoding)
    return replace(place, content=text)


def native_id(name: str) -> str:
    """The source's id of a file: its path in the source without the suffix that only says the format."""
    suffix = PurePosixPath(name).suffix
    return name[: -len(suffix)] if suffix and suffix.lower() in SUFFIXES else name
