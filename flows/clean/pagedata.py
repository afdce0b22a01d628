"""What a page says of itself: JSON-LD, meta elements, <time>, the canonical address, the language of <html>."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.clean.blocks import Page
from flows.clean.bylines import split_names

Json = dict[str, object]

_LD = re.compile(r'<script\b[^<>]*type="application/ld\+json[^"]*"[^<>]*>(.*?)</script', re.DOTALL | re.IGNORECASE)
_META = re.compile(r'<(meta|link|time)\b([^">]*(?:"[^"]*"[^">]*)*)>', re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([a-zA-Z:_-]+)="([^"]*)"')
_AUTHOR = re.compile(
    r'<(?:a|span|p|div)\b[^<>]*\s(?:rel|itemprop)="(?:author|[^"]*\bauthor)"[^<>]*>(.{0,400}?)</(?:a|span|p|div)>',
    re.DOTALL,
)
_ANY_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(r"(?:News|Report|Article|Posting|Review|Analysis|Opinion)", re.IGNORECASE)
_DATE_IN_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
# Longer than this is no name.
NAME_LENGTH = 80
# Nested deeper than this, JSON-LD is not about the article.
DEPTH = 8

_TITLES = ("og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title")
_DATES = (
    *("article:published_time", "og:published_time", "article:published", "datepublished", "originalpublicationdate"),
    *("sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date"),
    *(
        "publish_date",
        "publication_date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
    ),
    *("article.published", "ptime", "rnews:datepublished", "displaydate", "article_date_original", "date"),
)
_AUTHORS = ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author")
_SECTIONS = (
    "article:section",
    "og:section",
    "section",
    "parsely-section",
    "cxenseparse:category",
    "dc.subject",
    "category",
)


@dataclass
class PageData:
    """What markup states, each None or empty where it says nothing; `titles` best first, dates as written."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    url: str | None = None
    language: str | None = None
    # (where, as in articles.published_from; as written), best first.
    dates: list[tuple[str, str]] = field(default_factory=list)


def page_data(page: Page, markup: str) -> PageData:
    """The metadata of a page read by blocks.read_page from `markup`."""
    data = PageData()
    for said in _articles(page):
        _from_json(data, said)
    _from_broken_json(data, page)
    _from_elements(data, page)
    title = _TITLE.search(page.head)
    if title:
        data.titles.append(_plain(title[1]))
    language = _LANGUAGE.search(markup[:4000])
    if data.language is None and language:
        data.language = language[1].lower()
    data.titles = [title for title in dict.fromkeys(data.titles) if title]
    return data


def _articles(page: Page) -> Iterator[Json]:
    """The JSON-LD objects that describe an article, in order."""
    for source in (page.head, page.body):
        for match in _LD.finditer(source):
            try:
                said = json.loads(
                    match[1].strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip(";"), strict=False
                )
            except (ValueError, RecursionError):
                continue
            yield from _objects(said, 0)


def _objects(said: object, depth: int) -> Iterator[Json]:
    if depth > DEPTH:
        return
    if isinstance(said, list):
        for item in said:
            yield from _objects(item, depth + 1)
    elif isinstance(said, dict):
        kinds = said.get("@type")
        if any(_ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield said
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(said.get(key), list | dict):
                yield from _objects(said[key], depth + 1)


def _from_json(data: PageData, said: Json) -> None:
    title = said.get("headline") or said.get("name")
    if isinstance(title, str):
        data.titles.append(_plain(title))
    for key in ("datePublished", "dateCreated"):
        value = said.get(key)
        if isinstance(value, str):
            data.dates.append(("json-ld", value))
    data.authors = data.authors or list(_names(said.get("author")))
    section = said.get("articleSection")
    section = section[0] if isinstance(section, list) and section else section
    if data.section is None and isinstance(section, str):
        data.section = _plain(section) or None
    language = said.get("inLanguage")
    if data.language is None and isinstance(language, str) and re.match(r"[A-Za-z]{2,3}\b", language):
        data.language = re.split(r"[-_]", language)[0].lower()


def _names(said: object, depth: int = 0) -> Iterator[str]:
    """Authors in any of the forms of JSON-LD: a name, an object with a name, a list of these."""
    if depth > DEPTH:
        return
    if isinstance(said, str):
        if not said.startswith(("http:", "https:")):
            yield _plain(said)
    elif isinstance(said, list):
        for item in said:
            yield from _names(item, depth + 1)
    elif isinstance(said, dict):
        yield from _names(said.get("name"), depth + 1)


def _from_broken_json(data: PageData, page: Page) -> None:
    """JSON-LD that does not parse still states a date."""
    if any(where == "json-ld" for where, _ in data.dates):
        return
    for source in (page.head, page.body):
        for match in _LD.finditer(source):
            for value in _DATE_IN_LD.findall(match[1])[:1]:
                data.dates.append(("json-ld", value))


def _from_elements(data: PageData, page: Page) -> None:
    """Meta elements and links of the page, and <time> of its body."""
    said: dict[str, list[str]] = {}
    times: list[str] = []
    for source in (page.head, page.body):
        for element, attributes in _META.findall(source):
            values = {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
            if element.lower() == "time":
                times += [values["datetime"]] if values.get("datetime") else []
            elif element.lower() == "link":
                if values.get("rel") == "canonical" and data.url is None:
                    data.url = values.get("href")
            else:
                name = values.get("property") or values.get("name") or values.get("itemprop") or ""
                said.setdefault(name.lower(), []).append(values.get("content", ""))
    _from_meta(data, said)
    if not data.authors:
        data.authors = split_names(_named_in_body(page))
    data.dates += [("time", value) for value in times[:1]]


def _from_meta(data: PageData, said: dict[str, list[str]]) -> None:
    data.titles += _first(said, _TITLES)
    data.dates += [("meta", value) for value in _first(said, _DATES)]
    if not data.authors:
        named = [_plain(value) for name in _AUTHORS for value in said.get(name, ())]
        data.authors = split_names(name for name in named if name and not name.startswith(("http:", "https:", "/")))
    data.section = data.section or next(iter(_first(said, _SECTIONS)), "").partition(",")[0].strip() or None
    data.url = data.url or next(iter(_first(said, ("og:url",))), None)
    locale = next(iter(_first(said, ("og:locale", "content-language", "dc.language"))), "")
    if data.language is None and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", locale):
        data.language = re.split(r"[-_]", locale)[0].lower()


def _first(said: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    """What the first element of each name states, in the order of the names."""
    return [_plain(said[name][0]) for name in names if said.get(name)]


def _named_in_body(page: Page) -> list[str]:
    """Names in elements that are marked as the author, each once."""
    names = [_plain(_ANY_TAG.sub(" ", match[1])) for match in _AUTHOR.finditer(page.body)]
    return [name for name in dict.fromkeys(names) if name and len(name) < NAME_LENGTH]


def _plain(said: str) -> str:
    return " ".join(html.unescape(said).split())
