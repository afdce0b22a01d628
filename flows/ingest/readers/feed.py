"""Feeds: RSS 0.9 to 2.0 with its modules, Atom 0.3 and 1.0, JSON Feed: a record an entry, with its fullest text."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from flows.ids import bytes_sha256
from flows.ingest.blob import Blob, Reading
from flows.ingest.fields import fielded, instant
from flows.ingest.markup import Element, elements, inner, local, namespace, text_of
from flows.ingest.readers.json import read_json
from flows.ingest.reasons import Reason, Refusal
from flows.ingest.record import Record

# Modules whose elements say what RSS itself has no element for; those of others (media, itunes …) are about pictures.
MODULES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2005/Atom": "atom",
}
ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
TEXT_TYPES = ("text", "html", "xhtml", "text/plain", "text/html", "application/xhtml+xml", "")
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,31});")
MAIL_AND_NAME = re.compile(r"[^\s@]+@[^\s(]+\s*\((.+)\)")
BASE, LANGUAGE = "{http://www.w3.org/XML/1998/namespace}base", "{http://www.w3.org/XML/1998/namespace}lang"
Entry = dict[str, list[Element]]


def read_feed(blob: Blob, reading: Reading) -> Iterator[Record]:
    """Every entry as a record, numbered from 1."""
    if blob.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from read_json(blob, reading)
        return
    number = 0
    for number, element in enumerate(elements(blob, ("item", "entry")), 1):
        entry: Entry = {}
        for child in element:
            entry.setdefault(_name(child, namespace(element)), []).append(child)
        item = _item(element, entry)
        raw = {name: _string(children[0]) for name, children in entry.items()}
        mapped = {name: raw.get(name) for name in reading.source.fields.values() if name in raw}
        data = "\x1f".join(f"{name}={value}" for name, value in sorted(raw.items())).encode("utf-8", "replace")
        place = replace(blob.record(number), bytes=len(data), sha256=bytes_sha256(data), encoding=blob.encoding)
        place = replace(
            place, captured_at=instant(_iso(_of_feed(element, "lastBuildDate", "updated", "pubDate", "modified")))
        )
        yield fielded(place, {**item, **mapped}, reading)
    if number == 0:
        raise Refusal(Reason.LISTING, "a feed without entries; nothing to mend")


def _name(child: Element, own: str) -> str:
    """`title` for an element of the entry's own namespace, `dc:creator` for one of a module."""
    name, space = local(child), namespace(child)
    return name if space == own else f"{MODULES.get(space, child.prefix or space)}:{name}"


def _item(element: Element, entry: Entry) -> dict[str, object]:
    """The entry's fields under the names that fields.py knows."""
    content = _content(entry)
    published = _text(
        entry, "pubDate", "published", "issued", "created", "dc:date", "dc:created", "updated", "modified"
    )
    return {
        "id": _text(entry, "guid", "id"),
        "url": _link(element, entry),
        "title": _plain(_text(entry, "title", "dc:title")),
        "authors": _authors(element, entry),
        "section": _category(entry),
        "published_at": _iso(published),
        "language": (_text(entry, "dc:language", "language") or element.get(LANGUAGE) or _of_feed(element, "language")),
        "html" if content and MARKUP.search(content) else "text": content,
    }


def _content(entry: Entry) -> str | None:
    """The fullest text there is; a summary only where nothing else is given."""
    for names in (
        ("content:encoded", "encoded", "xhtml:body", "xhtml:div", "content", "atom:content"),
        ("description", "summary", "atom:summary"),
    ):
        found = [text for name in names for child in entry.get(name, ()) if (text := _string(child)) and text.strip()]
        if found:
            return max(found, key=len)
    return None


def _string(element: Element) -> str:
    """What an element says, decoded as its type asks: text, markup in it or escaped, or base64."""
    kind = (element.get("type") or "").lower()
    value = inner(element)
    is_coded = element.get("mode") == "base64" or not (
        kind in TEXT_TYPES or kind.startswith("text/") or kind.endswith("xml")
    )
    if is_coded:
        try:
            return base64.b64decode(value, validate=False).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return value
    if namespace(element) in ATOM and kind in ("", "text", "text/plain") and not len(element):
        return html.escape(value, quote=False) if MARKUP.search(value) and element.get("mode") != "escaped" else value
    return value


def _text(entry: Entry, *names: str) -> str | None:
    return next((text for name in names for child in entry.get(name, ()) if (text := _string(child).strip())), None)


def _plain(title: str | None) -> str | None:
    """A title without the markup that some feeds escape into it."""
    return " ".join(html.unescape(re.sub(r"<[a-zA-Z/][^<>]*>", "", title)).split()) or None if title else None


def _link(element: Element, entry: Entry) -> str | None:
    """The address of the page: the link that is not to something else, a guid that says it is one."""
    base = next((above.get(BASE) for above in element.iterancestors() if above.get(BASE)), "")
    links = [*entry.get("link", ()), *entry.get("atom:link", ())]
    found = [(link.get("href") or _string(link)).strip() for link in links if link.get("rel") in (None, "alternate")]
    guids = [_string(guid).strip() for guid in entry.get("guid", ()) if guid.get("isPermaLink") != "false"]
    address = next((link for link in [*found, *(guid for guid in guids if "://" in guid)] if link), None)
    try:
        return urljoin(base, address) if address and (base or "://" in address) else address
    except ValueError:
        return address


def _authors(element: Element, entry: Entry) -> list[str] | str | None:
    """The authors: a string where one element names them, for many feeds put all names there."""
    people = [*entry.get("author", ()), *entry.get("dc:creator", ()), *entry.get("atom:author", ())]
    if not people and namespace(element) in ATOM:
        parent = element.getparent()
        people = [child for child in (parent if parent is not None else ()) if local(child) == "author"]
    named = [next((child for child in person if local(child) == "name"), person) for person in people]
    found = [_plain(_string(name)) or "" for name in named if not (len(name) and namespace(name) in ATOM)]
    said = [mail[1] if (mail := MAIL_AND_NAME.fullmatch(name)) else name for name in found if name]
    return said[0] if len(said) == 1 else said or None


def _category(entry: Entry) -> str | None:
    for child in [*entry.get("category", ()), *entry.get("dc:subject", ())]:
        if said := child.get("label") or child.get("term") or _plain(_string(child)):
            return said
    return None


def _of_feed(element: Element, *names: str) -> str | None:
    """What the feed says of itself in one of these elements before its entries."""
    parent = element.getparent()
    if parent is None:
        return None
    channel = next((child for child in parent if local(child) == "channel"), parent)
    head = {local(child): child for child in channel if local(child) in names and namespace(child) != "media"}
    return next(
        (text_of(head[name]) for name in names if name in head), channel.get(LANGUAGE) if "language" in names else None
    )


def _iso(said: str | None) -> str | None:
    """A date as ISO 8601 where it is written as mail writes it; else as it is."""
    try:
        return parsedate_to_datetime(said).isoformat() if said else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return said
