"""Agency formats of the IPTC: NewsML-G2 (news items with NITF or XHTML inside) and NITF by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.fields import fielded, instant
from flows.ingest.markup import Element, elements, first, inner, local, text_of
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

# NITF's names of what HTML calls otherwise, and what of it is no text of the story.
NITF_TAGS = {"hl2": "h2", "hl3": "h3", "block": "div", "media-caption": "p", "media": "figure", "lang": "span"}
NO_TEXT = ("media-reference", "media-metadata", "media-producer", "media-object", "note")
RETRACTED = ("canceled", "cancelled", "withheld")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)?)?")


def read_newsml(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every news item as a record, numbered from 1. Packages and pictures are no items with a text."""
    number = 0
    for number, item in enumerate(elements(blob, ("newsItem", "NewsItem")), 1):
        yield _item(blob, number, item, reading)
    if number == 0:
        raise Refusal(Reason.NO_TEXT, "a message without a news item; nothing to mend")


def read_nitf(blob: Blob, reading: Reading) -> Iterator[Record]:
    """The story of the file as a record; several stories in one file are numbered from 1."""
    for number, story in enumerate(elements(blob, ("nitf",)), 1):
        place = _place(blob, None if number == 1 else number, story)
        yield fielded(place, _of_nitf(story), reading)


def _item(blob: Blob, number: int, item: Element, reading: Reading) -> Record:
    place = _place(blob, number, item)
    story = first(item, "nitf")
    found = {**(_of_nitf(story) if story is not None else {}), **_of_meta(item)}
    if story is None:
        body = first(item, "body", "inlineData", "DataContent")
        found["html"] = inner(body) if body is not None else None
    status = first(item, "pubStatus", "Status")
    code = ((status.get("qcode") or status.get("FormalName") or "") if status is not None else "").rpartition(":")[2]
    record = fielded(place, found, reading)
    if code.lower() in RETRACTED:
        return record.rejected(Reason.RETRACTED, f"the agency marks it as {code.lower()}; nothing to mend")
    return record


def _place(blob: Blob, number: int | None, element: Element) -> Record:
    data = inner(element).encode("utf-8", "replace")
    sent = first(element, "versionCreated", "ThisRevisionCreated", "date.issue")
    at = (sent.get("norm") or text_of(sent)) if sent is not None else None
    place = replace(blob.record(number), bytes=len(data), sha256=bytes_sha256(data), captured_at=instant(_iso(at)))
    # An item that names itself by nothing must not stand for its neighbours.
    native_id = blob.name if number in (None, 1) else f"{blob.name}#{number}"
    return replace(place, native_id=native_id, encoding=blob.encoding)


def _of_meta(item: Element) -> dict[str, object]:
    """What NewsML says around the story; None is left out, so that the story's own word stands."""
    guid = item.get("guid")
    said = {
        "id": guid or text_of(first(item, "PublicIdentifier", "NewsItemId")),
        "title": text_of(first(item, "headline", "HeadLine")),
        "authors": text_of(first(item, "by", "ByLine")),
        "published_at": _iso(text_of(first(item, "contentCreated", "firstCreated", "versionCreated", "FirstCreated"))),
        "language": _attribute(item, "language", "tag") or _attribute(item, "Language", "FormalName"),
        "section": _subject(item),
    }
    return {name: value for name, value in said.items() if value}


def _subject(item: Element) -> str | None:
    subject = first(item, "subject")
    return text_of(first(subject, "name")) if subject is not None else None


def _attribute(element: Element, tag: str, name: str) -> str | None:
    found = first(element, tag)
    return found.get(name) if found is not None else None


def _of_nitf(story: Element) -> dict[str, object]:
    content, issued = first(story, "body.content"), first(story, "date.issue", "story.date")
    byline = text_of(first(story, "byline"))
    return {
        "id": _attribute(story, "doc-id", "id-string"),
        "title": text_of(first(story, "hl1")) or text_of(first(story, "title")),
        "authors": re.sub(r"^(?i:by)\s+", "", byline) if byline else None,
        "published_at": _iso((issued.get("norm") or text_of(issued)) if issued is not None else None),
        "section": _attribute(story, "pubdata", "position.section")
        or _attribute(story, "tobject.subject", "tobject.subject.type"),
        "html": _as_html(content) if content is not None else None,
    }


def _as_html(content: Element) -> str:
    for element in list(content.iter()):
        name = local(element)
        if name in NO_TEXT:
            element.clear()
        elif name in NITF_TAGS:
            element.tag = NITF_TAGS[name]
    return inner(content)


def _iso(said: str | None) -> str | None:
    """A date as ISO 8601 also where it is written without marks between its numbers."""
    found = COMPACT.fullmatch(said.strip()) if said else None
    if not found:
        return said
    day, clock = "-".join(found.group(1, 2, 3)), ":".join(part for part in found.group(4, 5, 6) if part)
    return f"{day}T{clock}{found[7] or ''}" if clock else day
