"""The WARC file of a run: written beside under a hidden name, then renamed into place, so it is whole or not there."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from fastwarc.warc import WarcRecord, WarcRecordType

from flows.fetch.client import Answer, Headers

SUFFIX = ".warc.gz"
PART_PREFIX = ".fetching-"
# Where two dates of one record must differ in the file's own way: WARC 1.1, annex B.
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# What an answer is to a reader: a page, whose newer capture stands for the older; a feed that holds whole articles; or
# a feed, sitemap or redirect that only led to pages.
USE_HEADER = "WARC-Tearsheet-Use"
# What the feed or sitemap that led to a page says of it.
TITLE_HEADER, BY_HEADER, AT_HEADER = (f"WARC-Tearsheet-Listed-{what}" for what in ("Title", "By", "At"))
PAGE, ARTICLES, LINKS = "page", "articles", "links"
# The body is kept decoded, so its encodings and length as sent stand under these names, as Common Crawl has it.
_RENAMED = {
    "content-encoding": "X-Crawl-Content-Encoding",
    "transfer-encoding": "X-Crawl-Transfer-Encoding",
    "content-length": "X-Crawl-Content-Length",
}


class WarcFile:
    """A file being written. Nothing of it can be seen before `keep`; `drop` leaves no trace."""

    def __init__(self, folder: Path, begun_at: datetime, about: Mapping[str, str]) -> None:
        stamp = f"{begun_at:%Y%m%dT%H%M%SZ}"
        self._final, number = folder / f"fetched-{stamp}{SUFFIX}", 1
        while self._final.exists():  # a clock that was set back
            number += 1
            self._final = folder / f"fetched-{stamp}-{number}{SUFFIX}"
        self._part = folder / f"{PART_PREFIX}{stamp}-{os.getpid()}{SUFFIX}"
        self._out = self._part.open("xb")
        fields = "".join(f"{name}: {value}\r\n" for name, value in about.items()).encode()
        self._add(WarcRecordType.warcinfo, "", begun_at, fields, {"Content-Type": "application/warc-fields"})

    def add_exchange(self, answer: Answer, use: str, listed: Mapping[str, str] = MappingProxyType({})) -> None:
        """Write a request and its response, which is for `use`; `listed` are headers of what led to it."""
        extra = {"WARC-Payload-Digest": payload_digest(answer.body), USE_HEADER: use, **listed}
        self._add_pair(WarcRecordType.response, answer, extra, with_body=True)

    def add_revisit(self, answer: Answer, digest: str, first_seen: datetime) -> None:
        """Write a request and a revisit: what `answer` says is unchanged since the response of `first_seen`."""
        extra = {
            "WARC-Profile": NOT_MODIFIED if answer.is_unchanged else SAME_PAYLOAD,
            "WARC-Payload-Digest": digest,
            "WARC-Refers-To-Target-URI": answer.url,
            "WARC-Refers-To-Date": _date(first_seen),
        }
        self._add_pair(WarcRecordType.revisit, answer, extra, with_body=False)

    def add_metadata(self, target: str, content: bytes, media_type: str, at: datetime) -> None:
        """Write a metadata record about `target`."""
        self._add(WarcRecordType.metadata, target, at, content, {"Content-Type": media_type})

    def keep(self) -> Path:
        """Make the file visible, whole and on disk; returns where."""
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        self._part.rename(self._final)
        folder = os.open(self._final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return self._final

    def drop(self) -> None:
        """Forget the file; does nothing after `keep`."""
        self._out.close()
        self._part.unlink(missing_ok=True)

    def _add_pair(self, kind: WarcRecordType, answer: Answer, extra: Mapping[str, str], *, with_body: bool) -> None:
        body = answer.body if with_body else b""
        block = _http(f"HTTP/1.1 {answer.status} {answer.reason}", _kept_headers(answer, with_body=with_body), body)
        address = {"WARC-IP-Address": answer.address} if answer.address else {}
        http = {"Content-Type": "application/http; msgtype=response", **address, **extra}
        response_id = self._add(kind, answer.url, answer.asked_at, block, http)
        path = answer.url.split("/", 3)[3:]
        asked = _http(f"GET /{path[0] if path else ''} HTTP/1.1", answer.request, b"")
        request = {"Content-Type": "application/http; msgtype=request", "WARC-Concurrent-To": response_id}
        self._add(WarcRecordType.request, answer.url, answer.asked_at, asked, request)

    def _add(self, kind: WarcRecordType, target: str, at: datetime, block: bytes, headers: Mapping[str, str]) -> str:
        """Write one record, a gzip member of its own; returns its id, which follows from what it holds."""
        name = str(kind).removeprefix("WarcRecordType.")
        record = WarcRecord()
        identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{name} {target} {_date(at)} {_digest(block)}")
        record.init_headers(record_type=kind, record_urn=f"uuid:{identity}".encode())
        record.headers["WARC-Date"] = _date(at)
        if target:
            record.headers["WARC-Target-URI"] = target
        for key, value in headers.items():
            record.headers[key] = value
        record.headers["WARC-Block-Digest"] = _digest(block)
        record.set_bytes_content(block)
        plain = io.BytesIO()
        record.write(plain)
        self._out.write(gzip.compress(plain.getvalue(), 6, mtime=0))
        return f"<urn:uuid:{identity}>"


def payload_digest(body: bytes) -> str:
    """The digest of a payload as WARC tools write it."""
    return _digest(body)


def remove_parts(folder: Path) -> None:
    """Remove what a run that was killed left unfinished; to be called by who holds the source's lock."""
    for path in folder.glob(f"{PART_PREFIX}*"):
        path.unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _date(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def _http(first: str, headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def _kept_headers(answer: Answer, *, with_body: bool) -> Headers:
    kept = tuple((_RENAMED.get(name.lower(), name), value) for name, value in answer.headers)
    return (*kept, ("Content-Length", str(len(answer.body)))) if with_body else kept
