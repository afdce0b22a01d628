"""Sitemaps: addresses of articles and no article. Each becomes a reject that holds what is known of its page.

So `select native_id, title …` over what was rejected as `listing` says which pages of an outlet an archive lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.limits import RECORD_BYTES
from flows.ingest.lines import byte_lines, utf8_stream
from flows.ingest.markup import Element, elements, first, text_of
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record


def read_sitemap(blob: Blob, _reading: Reading) -> Iterator[Record]:
    """Every address as a reject, numbered from 1."""
    records = _of_markup(blob) if b"<" in blob.head() else _of_list(blob)
    is_empty = True
    for record in records:
        is_empty = False
        what = f"the address of an article ({record.title})" if record.title else "an address"
        yield record.rejected(Reason.LISTING, f"{what} without the text; `tearsheet fetch` gets it")
    if is_empty:
        raise Refusal(Reason.LISTING, "a sitemap without addresses; nothing to mend")


def _of_markup(blob: Blob) -> Iterator[Record]:
    number = 0
    for element in elements(blob, ("url", "sitemap")):
        location = first(element, "loc")
        address = text_of(element if location is None else location)  # some put the address in <sitemap> itself
        if address and len(address) <= RECORD_BYTES:
            number += 1
            yield _record(blob, number, address, element)


def _record(blob: Blob, number: int, address: str, element: Element | None) -> Record:
    data = address.encode("utf-8", "replace")
    place = replace(blob.record(number), bytes=len(data), sha256=bytes_sha256(data), native_id=address, url=address)
    if element is None:
        return place
    news = first(element, "news")
    return replace(
        place,
        media_type="application/xml",
        title=text_of(first(news, "title")) if news is not None else None,
        published_at=text_of(first(element, "publication_date", "lastmod")),
        language=text_of(first(news, "language")) if news is not None else None,
    )


def _of_list(blob: Blob) -> Iterator[Record]:
    stream, _ = utf8_stream(blob)
    for number, (line, _) in enumerate(byte_lines(stream), 1):
        if address := line.strip().decode("utf-8", "replace"):
            yield _record(blob, number, address, None)
