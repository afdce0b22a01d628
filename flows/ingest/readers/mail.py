"""Mail: newsletters as .eml files and in mailboxes (mbox); the text is the page, if there is one."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.decode import declared_encoding, decode, valid_text
from flows.ingest.fields import fielded
from flows.ingest.limits import DOCUMENT_BYTES, MAIL_HEADER_BYTES, MEBIBYTE
from flows.ingest.lines import byte_lines
from flows.ingest.readers.whole import native_id
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

POLICY = email.policy.default.clone(refold_source="none")
FROM_LINE = re.compile(rb"From \S+ +\S.*\d{4}")
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
MOST_PARTS = 1000
MOST_BOUNDARIES = 300  # each is looked for in each line, so their number counts twice


def read_eml(blob: Blob, reading: Reading) -> Iterator[Record]:
    """The message as one record."""
    data = blob.whole(DOCUMENT_BYTES)
    yield _message(replace(blob.record(), native_id=native_id(blob.name)), data, reading)


def read_mbox(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every message of a mailbox, numbered from 1."""
    lines: list[bytes] = []
    number = size = 0
    for line, line_size in byte_lines(blob.stream):
        if FROM_LINE.match(line):
            if number:
                yield _kept(blob, number, lines, size, reading)
            number, lines, size = number + 1, [], 0
        else:
            size += line_size
            if size <= DOCUMENT_BYTES:
                lines.append(line)
    if number:
        yield _kept(blob, number, lines, size, reading)


def _kept(blob: Blob, number: int, lines: list[bytes], size: int, reading: Reading) -> Record:
    place = replace(blob.record(number), bytes=size)
    if size > DOCUMENT_BYTES:
        return place.rejected(Reason.TOO_LARGE, f"a message of over {DOCUMENT_BYTES // MEBIBYTE} MB; take it out")
    data = QUOTED_FROM.sub(rb"\1", b"".join(lines))
    try:
        return _message(replace(place, sha256=bytes_sha256(data)), data, reading)
    except RecursionError:
        return place.rejected(Reason.TOO_DEEP, "messages in messages without end; take it out")


def _message(place: Record, data: bytes, reading: Reading) -> Record:
    if data.lower().count(b"boundary=") > MOST_BOUNDARIES:
        return place.rejected(Reason.TOO_MANY, f"over {MOST_BOUNDARIES} messages in messages; take it out")
    headers = END_OF_HEADERS.search(data)
    if (headers.start() if headers else len(data)) > MAIL_HEADER_BYTES:
        return place.rejected(Reason.TOO_LARGE, f"headers of over {MAIL_HEADER_BYTES >> 10} KB; take it out")
    message = email.message_from_bytes(data, policy=POLICY)
    assert isinstance(message, EmailMessage)
    content, is_page, encoding = _content(message)
    item = {
        "id": _header(message, "message-id", "").strip("<> ") or None,
        "title": _header(message, "subject") or None,
        "authors": [name or address for name, address in email.utils.getaddresses([_header(message, "from")])] or None,
        "published_at": _date(message),
        "language": _header(message, "content-language") or None,
        "url": _header(message, "archived-at").strip("<> ") or None,
        "section": _header(message, "list-id").partition("<")[0].strip(' "') or None,
        "html" if is_page else "text": content,
    }
    if is_page and (address := _header(message, "snapshot-content-location")):
        # A page that a browser saved (MHTML): it writes no author, and the date is that of the capture.
        saved = {"id": item["id"], "url": address, "captured_at": item["published_at"], "html": content}
        return fielded(replace(place, encoding=encoding), saved, reading)
    return fielded(replace(place, encoding=encoding), item, reading)


def _header(message: EmailMessage, name: str, absent: str = "") -> str:
    """A header's text in one line; broken ones as far as they can be read."""
    try:
        value = message.get(name, absent)
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):  # what the library's parser stumbles over
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name), absent)
    return " ".join(valid_text(str(value)).split())


def _date(message: EmailMessage) -> str | None:
    try:
        found = parsedate_to_datetime(_header(message, "date"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _content(message: EmailMessage) -> tuple[str | None, bool, str | None]:
    """The message's text, whether it is a page, and its encoding; attachments are no part of it."""
    best: dict[str, EmailMessage] = {}
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            raise Refusal(Reason.TOO_MANY, f"over {MOST_PARTS} parts; take the message out")
        kind = part.get_content_type()
        is_text = kind in ("text/html", "text/plain") and part.get_content_disposition() != "attachment"
        if is_text and isinstance(part, EmailMessage):
            best.setdefault(kind, part)
    for kind in ("text/html", "text/plain"):
        if kind in best:
            data = best[kind].get_payload(decode=True)
            assert isinstance(data, bytes)
            stated = best[kind].get_content_charset()
            text, encoding = decode(data, stated, declared_encoding(data) if kind == "text/html" else None)
            if text.strip():
                flowed = best[kind].get_param("format", "")
                is_flowed = kind == "text/plain" and str(flowed).lower() == "flowed"
                return _unflowed(text) if is_flowed else text, kind == "text/html", encoding
    return None, False, None


def _unflowed(text: str) -> str:
    """Lines that end in a space run on (RFC 3676), but for the mark before a signature."""
    return re.sub(
        r"(?<!^--) \r?\n(?!>)", " ", re.sub(r"^ (?=>|From | )", "", text, flags=re.MULTILINE), flags=re.MULTILINE
    )
