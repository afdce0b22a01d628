"""JSONL: one record a line, read line by line, so that a bad line costs itself alone."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import msgspec

from flows.ids import bytes_sha256
from flows.ingest.decode import decode, valid_text
from flows.ingest.files import RawFile
from flows.ingest.limits import MEBIBYTE, RECORD_BYTES
from flows.ingest.reasons import Reason
from flows.ingest.record import Record
from flows.sources import Source

# Where a record's fields are looked for when source.yaml does not say, the likeliest name first.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "native_id": ("id", "ID", "_id", "guid", "uuid", "key"),
    "text": ("text", "body", "content", "maintext", "articleBody", "article"),
    "html": ("html", "page", "content_html"),
    "title": ("title", "headline"),
    "url": ("url", "link", "uri"),
    "authors": ("authors", "author", "byline"),
    "section": ("section", "category", "rubric"),
    "published_at": ("published_at", "published", "date_published", "datePublished", "date_publish", "pubDate", "date"),
    "captured_at": ("captured_at", "crawled_at", "date_download", "fetched_at"),
    "language": ("language", "lang"),
}
# A text field that holds markup all the same: closing tags of blocks, which no prose has.
MARKUP = re.compile(r"</(?:p|div|html|body|article|section)\s*>", re.IGNORECASE)

JsonObject = Mapping[str, object]


def read_jsonl(file: RawFile, source: Source) -> Iterator[Record]:
    """Every non-blank line as a record, numbered from 1."""
    with file.path.open("rb") as stream:
        number = 0
        while line := stream.readline(RECORD_BYTES + 1):
            number += 1
            place = Record(file.name, file.inside, len(line), None, record=str(number), media_type="application/json")
            if len(line) > RECORD_BYTES and not line.endswith(b"\n"):
                size = len(line) + _skip_line(stream)
                limit = f"a line of over {RECORD_BYTES // MEBIBYTE} MB; no article is that long, mend the export"
                yield replace(place, bytes=size).rejected(Reason.LINE_TOO_LONG, limit)
                continue
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if line.strip():
                data = line.rstrip(b"\r\n")
                yield _record(replace(place, bytes=len(data), sha256=bytes_sha256(data)), data, source)


def _skip_line(stream: object) -> int:
    readline = cast("Iterator[bytes]", iter(lambda: stream.readline(RECORD_BYTES), b""))  # type: ignore[attr-defined]
    skipped = 0
    for piece in readline:
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _record(place: Record, data: bytes, source: Source) -> Record:
    text, encoding = decode(data)
    try:
        item = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as problem:
        return place.rejected(Reason.INVALID_JSON, f"not JSON ({problem}); mend the line")
    if not isinstance(item, dict):
        return place.rejected(
            Reason.NOT_AN_OBJECT, f"holds a {type(item).__name__}, not an object {{…}}; mend the line"
        )
    found = {name: _find(item, name, source) for name in FIELD_NAMES}
    body, page = _string(found["text"]), _string(found["html"])
    known = replace(
        place,
        encoding=encoding,
        native_id=_string(found["native_id"]) or _string(found["url"]) or (place.sha256 or "")[:16],
        captured_at=_instant(_string(found["captured_at"])),
        title=_string(found["title"]),
        url=_string(found["url"]),
        authors=_names(found["authors"]),
        section=_string(found["section"]),
        published_at=_string(found["published_at"]),
        language=_string(found["language"]),
    )
    content = page if page and page.strip() else body
    if not content or not content.strip():
        where = source.fields.get("text", "text")
        return known.rejected(Reason.NO_TEXT, f"no text in field {where!r}; name the field in source.yaml under fields")
    is_page = content is page or MARKUP.search(content) is not None
    return replace(known, content=content, media_type="text/html" if is_page else "text/plain")


def _find(item: JsonObject, name: str, source: Source) -> object:
    """Value of a field: where source.yaml says, a dotted path into nested objects too; else under the usual names."""
    if name in source.fields:
        return _at(item, source.fields[name])
    return next((item[key] for key in FIELD_NAMES[name] if item.get(key) not in (None, "")), None)


def _at(item: JsonObject, path: str) -> object:
    if path in item:
        return item[path]
    value: object = item
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _string(value: object) -> str | None:
    """Text of a scalar; lists and objects have none, and an empty string counts as absent."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    return valid_text(str(value)) or None


def _names(value: object) -> list[str] | None:
    """A list of names from a list of strings or of objects with a `name`; one string stays one entry."""
    items = value if isinstance(value, list) else [value]
    names = [_string(item.get("name") if isinstance(item, dict) else item) for item in items]
    return [name.strip() for name in names if name and name.strip()] or None


def _instant(value: str | None) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value) if value else None
        return instant and (instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC))
    except (ValueError, OverflowError):
        return None
