"""What a feed or a sitemap lists: addresses, when they last changed, and whether the listing holds the whole text.

XML is read as a stream, so that a feed of 100 MB costs no more memory than its bytes; entities are never resolved and
nothing is ever fetched because a document says so. What is broken is read as far as it goes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO

import msgspec
from lxml import etree

from flows.urls import joined_url

# A text of so many characters in a feed is taken for the whole article; summaries are shorter.
WHOLE_TEXT = 600
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_FEED_ITEMS = frozenset({"item", "entry"})
_SITEMAP_ITEMS = frozenset({"url", "sitemap"})
_CHANGED = frozenset({"updated", "modified", "pubDate", "published", "issued", "date", "lastmod", "publication_date"})
_CUT_SHORT = re.compile(r"(?:…|\.\.\.|\[\s*(?:…|\.{3}|&hellip;)\s*\])\s*(?:</\w+>\s*|<a\b[^<>]*>[^<]*</a>\s*)*$")
_PUBLISHED = ("published", "issued", "pubDate", "publication_date", "date")  # best first; what others mean is a change
_LONGEST_SAID = 500  # characters of a title or of authors
_TAG = re.compile(r"<[^<>]*>")
_BEHIND_ADDRESS = re.compile(r"@\S+\s*\(([^()]+)\)")
_WEB_PAGE = "is a web page; give the address of the feed or sitemap itself"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True)
class Said:
    """What a listing says of an article: its title, who wrote it, when it was published, as written; else empty."""

    title: str = ""
    by: str = ""
    published: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing listed. `changed` is the latest instant that the listing gives for it; `key` tells versions apart."""

    url: str
    changed: datetime | None = None
    is_whole: bool = False
    key: str = ""
    said: Said = Said()


@dataclass(frozen=True)
class Listing:
    """What was listed: articles, and further sitemaps."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the listing holds the whole text of all it lists, so that no page need be fetched."""
        return bool(self.entries) and all(entry.is_whole for entry in self.entries)


class ListingError(ValueError):
    """A body that is neither feed nor sitemap; the message says what it is instead."""


def parse_listing(body: bytes, url: str) -> Listing:
    """The listing in `body`, which came from `url`: RSS, Atom, JSON Feed, sitemap (index, news, text).

    Raises ListingError.
    """
    head = body[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if head[:14].lower() == b"<!doctype html":
        raise ListingError(_WEB_PAGE)
    if head.startswith(b"{"):
        return Listing(entries=tuple(_json_entries(body, url)))
    if head.startswith(b"<"):
        return _xml_listing(body[len(body[:1024]) - len(body[:1024].lstrip(b" \t\r\n")) :], url)
    lines = body.decode("utf-8-sig", "replace").split()
    if lines and all(line.startswith(("http://", "https://")) for line in lines):
        return Listing(entries=tuple(Entry(line) for line in dict.fromkeys(lines) if joined_url(url, line)))
    raise ListingError("holds neither feed nor sitemap" if body.strip() else "is empty")


def _xml_listing(body: bytes, url: str) -> Listing:
    entries: list[Entry] = []
    sitemaps: list[Entry] = []
    root = ""
    # Without huge_tree, whatever follows a text of 10 MB or 256 elements inside each other is lost. The body is no
    # longer than `limits.body`, entities are not resolved, and what has been read is freed, so memory stays bounded.
    events = etree.iterparse(
        BytesIO(body), events=("start", "end"), recover=True, huge_tree=True, resolve_entities=False, no_network=True
    )
    try:
        for event, element in events:
            name = _name(element)
            root = root or name
            if root == "html":
                raise ListingError(_WEB_PAGE)
            is_sitemap = root in _SITEMAPS
            if event == "start" or name not in (_SITEMAP_ITEMS if is_sitemap else _FEED_ITEMS):
                continue
            entry = _sitemap_entry(element, url) if is_sitemap else _feed_entry(element, url)
            if entry is not None:
                (sitemaps if name == "sitemap" else entries).append(entry)
            _forget(element)
    except etree.XMLSyntaxError as problem:
        if not root:
            raise ListingError(f"is not XML ({problem.msg})") from problem
    if root.lower() not in _FEEDS | _SITEMAPS:
        raise ListingError(f"holds <{root}>, neither feed nor sitemap")
    return Listing(tuple(entries), tuple(sitemaps))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Free what has been read: the element's contents, and its siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _feed_entry(item: etree._Element, url: str) -> Entry | None:
    base = next((at.get(_XML_BASE) for at in (item, *item.iterancestors()) if at.get(_XML_BASE)), "")
    links: dict[str, str] = {}
    content, identifier, changed = "", "", None
    for child in item:
        name, text = _name(child), (child.text or "").strip()
        if name == "link":
            _add_link(links, child, text)
        elif name in ("origLink", "guid", "id") and text:
            identifier = identifier if name == "origLink" else text
            is_link = name == "origLink" or (
                name == "guid" and text[:4] == "http" and child.get("isPermaLink") != "false"
            )
            links |= {name: text} if is_link else {}
        elif name == "encoded" or (name == "content" and child.get("src") is None):
            content = max(content, _inner(child), key=len)
        elif name in _CHANGED:
            changed = _later(changed, _instant(text))
    link = next((links[name] for name in ("origLink", "link", "guid") if name in links), None)
    address = joined_url(joined_url(url, base or "") or url, link) if link else None
    if not address:
        return None
    return Entry(address, changed, _is_whole(content), f"{identifier} {content}", _said(item))


def _said(element: etree._Element) -> Said:
    """What the children of a feed's item, or of a sitemap's <news:news>, say of the article."""
    dates: dict[str, str] = {}
    title, names = "", []
    for child in element:
        name = _name(child)
        if name == "title" and not title:
            title = _plain(_inner(child))
        elif name in ("creator", "author"):
            names += [_author(child)]
        elif name in _PUBLISHED and child.text:
            dates.setdefault(name, _plain(child.text))
    by = ", ".join(dict.fromkeys(name for name in names if name))[:_LONGEST_SAID]
    return Said(title, by, next((dates[name] for name in _PUBLISHED if name in dates), ""))


def _author(element: etree._Element) -> str:
    """A person's name: Dublin Core has it as text, Atom as <name>, RSS as `desk@a.example (Ana Roe)`."""
    said = next((child.text for child in element if _name(child) == "name"), element.text) or ""
    behind = _BEHIND_ADDRESS.search(said)
    return behind[1] if behind else _plain(said) if "@" not in said else ""


def _plain(markup: str) -> str:
    """Text of one line, however it was escaped."""
    return " ".join(html.unescape(_TAG.sub("", html.unescape(markup))).split())[:_LONGEST_SAID]


def _add_link(links: dict[str, str], link: etree._Element, text: str) -> None:
    """Note an entry's own link: RSS has it as text, Atom as `href` of the alternate."""
    address = (link.get("href") or "").strip() if link.get("href") is not None else text
    if address and link.get("rel", "alternate") == "alternate":
        links.setdefault("link", address)


def _inner(element: etree._Element) -> str:
    """The markup that an element holds, escaped in its text (RSS, Atom html) or as elements (Atom xhtml)."""
    if len(element) == 0:
        return element.text or ""
    return "".join(etree.tostring(child, encoding="unicode") for child in element if isinstance(child.tag, str))


def _sitemap_entry(item: etree._Element, url: str) -> Entry | None:
    location, changed, said = (item.text or "").strip(), None, Said()  # some sites leave <loc> out
    for child in item.iter():
        name, text = _name(child), (child.text or "").strip()
        if name == "loc" and child.getparent() is item:
            location = text or location
        elif name in _CHANGED:
            changed = _later(changed, _instant(text))
        elif name == "news":
            said = _said(child)
    address = joined_url(url, location) if location else None
    return Entry(address, changed, said=said) if address else None


class _JsonAuthor(msgspec.Struct):
    name: str | None = None


class _JsonItem(msgspec.Struct):
    title: str | None = None
    authors: list[_JsonAuthor] | None = None
    url: str | None = None
    external_url: str | None = None
    id: str | int | float | None = None
    content_html: str | None = None
    content_text: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class _JsonFeed(msgspec.Struct):
    items: list[_JsonItem]


def _json_entries(body: bytes, url: str) -> Iterator[Entry]:
    try:
        feed = msgspec.json.decode(body.strip().removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise ListingError(f"is no JSON Feed ({problem})") from problem
    for item in feed.items:
        content = item.content_html or item.content_text or ""
        link = item.url or item.external_url or (item.id if str(item.id).startswith("http") else None)
        if link and (address := joined_url(url, str(link))):
            changed = _later(_instant(item.date_published or ""), _instant(item.date_modified or ""))
            by = ", ".join(author.name for author in item.authors or () if author.name)
            said = Said(_plain(item.title or ""), _plain(by), _plain(item.date_published or ""))
            yield Entry(address, changed, _is_whole(content), f"{item.id} {content}", said)


def _is_whole(content: str) -> bool:
    text = " ".join(_TAG.sub(" ", content).split())
    return len(text) >= WHOLE_TEXT and not _CUT_SHORT.search(content.rstrip())


def _instant(text: str) -> datetime | None:
    """An instant as feeds (RFC 822) and sitemaps (ISO 8601) write it; without an offset it is taken for UTC."""
    try:
        found = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other
