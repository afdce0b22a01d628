"""What has been fetched before, as the WARC files of a source say it; nothing else remembers anything.

The reading does not depend on the order or the names of the files, so a clock that was set back costs nothing but a
question asked twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.fetch.warcs import payload_digest
from flows.urls import canonical_url

WARC_NAMES = ("*.warc", "*.warc.gz")
OUTSTANDING_TYPE = "application/vnd.tearsheet.outstanding+json"
_READ = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.metadata
# A page that answers with an error is asked for again for so long, then let be: feeds run ahead of their pages.
HOPE = timedelta(days=1)


@dataclass(frozen=True)
class Capture:
    """The newest answer of one address: what to ask with next time, and where its body lies."""

    answered_at: datetime
    status: int
    digest: str = ""
    etag: str | None = None
    last_modified: str | None = None
    place: tuple[Path, int] | None = None
    stored_at: datetime | None = None  # of the response that holds the body

    def over(self, known: Capture) -> Capture:
        """The revisit of `known` that this is: what it does not say itself is as it was."""
        return replace(
            known,
            answered_at=self.answered_at,
            etag=self.etag or known.etag,
            last_modified=self.last_modified or known.last_modified,
        )


@dataclass
class Captures:
    """All captures of a source by address, and the addresses that are still owed."""

    by_url: dict[str, Capture] = field(default_factory=dict)
    outstanding: dict[str, datetime] = field(default_factory=dict)  # address to when it was first missed
    _had: dict[str, datetime] = field(default_factory=dict)  # canonical address to its newest answer
    _failed: dict[str, datetime] = field(default_factory=dict)  # canonical address to its first error

    def had_at(self, url: str) -> datetime | None:
        """When a page was last had, under whatever spelling of its address; None when it never was."""
        return self._had.get(_name(url))

    def is_hopeless(self, url: str, now: datetime) -> bool:
        """Whether a page has answered with errors for so long that it is not asked for any more."""
        return now - self._failed.get(_name(url), now) > HOPE

    def conditions(self, url: str) -> dict[str, str]:
        """The headers that ask for an address only if it has changed since it was had."""
        known = self.by_url.get(url)
        if known is None or known.place is None or known.status != 200:
            return {}
        said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in said.items() if value}

    def note(self, url: str, capture: Capture) -> None:
        """Take note of an answer."""
        name = _name(url)
        at = capture.answered_at
        if capture.status >= 400:
            self._failed[name] = min(self._failed.get(name, at), at)
        else:
            self._had[name] = max(self._had.get(name, at), at)
        known = self.by_url.get(url)
        if known is None or known.answered_at <= at:
            self.by_url[url] = capture if known is None or capture.place else capture.over(known)


def read_captures(folder: Path) -> Captures:
    """Everything that the WARC files below `folder` hold; a file that breaks off is read as far as it goes."""
    captures = Captures()
    paths = {path for pattern in WARC_NAMES for path in folder.rglob(pattern) if not path.name.startswith(".")}
    for path in sorted(paths):
        for record in _records(path):
            _take(captures, record, path)
    return captures


def body_of(capture: Capture) -> bytes:
    """The body that a capture refers to; empty when it has none."""
    if capture.place is None:
        return b""
    path, offset = capture.place
    with path.open("rb") as stream:
        stream.seek(offset)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            return bytes(record.reader.read())
    return b""


def _records(path: Path) -> Iterator[WarcRecord]:
    try:
        with path.open("rb") as stream:
            yield from ArchiveIterator(stream, record_types=_READ, parse_http=True)
    except (OSError, ValueError, EOFError):  # what comes after the break is as if it had never been fetched
        return


def _take(captures: Captures, record: WarcRecord, path: Path) -> None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    at = record.record_date
    if at is None or not url:
        return
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if record.record_type == WarcRecordType.metadata:
        if record.headers.get("Content-Type") == OUTSTANDING_TYPE:
            for address in _listed(record.reader.read()):
                captures.outstanding[address] = min(at, captures.outstanding.get(address, at))
        return
    headers = record.http_headers
    if headers is None or headers.status_code is None:
        return
    is_response = record.record_type == WarcRecordType.response
    digest = record.headers.get("WARC-Payload-Digest") or (payload_digest(record.reader.read()) if is_response else "")
    place, stored_at = ((path, record.stream_pos), at) if is_response else (None, None)
    validators = headers.get("ETag"), headers.get("Last-Modified")
    captures.note(url, Capture(at, headers.status_code, digest, *validators, place, stored_at))


def _listed(content: bytes) -> list[str]:
    try:
        return [item["url"] for item in msgspec.json.decode(content, type=list[dict[str, str]])]
    except (msgspec.MsgspecError, KeyError):
        return []


def _name(url: str) -> str:
    return canonical_url(url) or url
