"""What a page says of itself: JSON-LD, meta elements, <time>, the canonical address, the language of <html>."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.clean.blocks import Page
from flows.clean.bylines import split_names
from flows.clean.page.names import NameTable, name_table
from flows.clean.page.telling import Element

Json = dict[str, object]

_ANY_TAG = re.compile(r"<[^>]*>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}\b")
_ARTICLE_TYPES = re.compile(r"(?:News|Report|Article|Posting|Review|Analysis|Opinion)", re.IGNORECASE)
_DATE_IN_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
# More names than these, marked as authors in a page, are those of other pieces too.
MOST_AUTHORS = 6
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
_ADDRESSES, _TYPES, _LANGUAGES = ("og:url",), ("og:type",), ("og:locale", "content-language", "dc.language")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")


@dataclass
class PageData:
    """What markup states, each None or empty where it says nothing; `titles` best first, dates as written."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    # What the outlet calls itself.
    outlets: list[str] = field(default_factory=list)
    section: str | None = None
    url: str | None = None
    language: str | None = None
    # What the page calls itself: types of JSON-LD and og:type; and whether it may be read without paying.
    kinds: set[str] = field(default_factory=set)
    is_free: bool | None = None
    # Addresses that JSON-LD gives; `url` is the canonical one.
    urls: list[str] = field(default_factory=list)
    # (where, as in articles.published_from; as written), best first.
    dates: list[tuple[str, str]] = field(default_factory=list)


def page_data(page: Page) -> PageData:
    """The metadata of a page."""
    data = PageData()
    elements = list(page.elements(_asked()))
    scripts = [element.content for element in elements if element.name == "script"]
    for said in _articles(scripts, data):
        _from_json(data, said)
    _from_broken_json(data, scripts)
    _from_elements(data, elements)
    data.titles += [_plain(element.content) for element in elements if element.name == "title"][:1]
    for element in elements:
        if element.name == "html" and data.language is None and _LANGUAGE.match(element.attributes.get("lang", "")):
            data.language = re.split(r"[-_]", element.attributes["lang"])[0].lower()
    data.titles = [title for title in dict.fromkeys(data.titles) if title]
    return data


@cache
def _asked() -> NameTable:
    """All names of meta elements that anything here asks for."""
    asked = (_TITLES, _DATES, _AUTHORS, _SECTIONS, _ADDRESSES, _TYPES, _LANGUAGES, _OUTLETS)
    return name_table(["", *(name for names in asked for name in names)])


def _articles(scripts: Iterable[str], data: PageData) -> Iterator[Json]:
    """The JSON-LD objects that describe an article, in order; the kinds of all objects go to `data`."""
    for script in scripts:
        try:
            said = json.loads(script.strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(said, 0):
            kinds = _kinds(found)
            data.kinds.update(kinds)
            if any(_ARTICLE_TYPES.search(kind) for kind in kinds):
                yield found


def _kinds(said: Json) -> list[str]:
    kinds = said.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _objects(said: object, depth: int) -> Iterator[Json]:
    if depth > DEPTH:
        return
    if isinstance(said, list):
        for item in said:
            yield from _objects(item, depth + 1)
    elif isinstance(said, dict):
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
    data.outlets += _names(said.get("publisher"))
    section = said.get("articleSection")
    section = section[0] if isinstance(section, list) and section else section
    if data.section is None and isinstance(section, str):
        data.section = _first_section(section)
    for key in ("url", "mainEntityOfPage"):
        address = said.get(key)
        address = address.get("@id") if isinstance(address, dict) else address
        if isinstance(address, str) and address.startswith(("http:", "https:")):
            data.urls.append(address)
    if str(said.get("isAccessibleForFree", "")).lower() == "false":
        data.is_free = False
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


def _from_broken_json(data: PageData, scripts: Iterable[str]) -> None:
    """JSON-LD that does not parse still states a date."""
    if any(where == "json-ld" for where, _ in data.dates):
        return
    for script in scripts:
        for value in _DATE_IN_LD.findall(script)[:1]:
            data.dates.append(("json-ld", value))


def _from_elements(data: PageData, elements: Sequence[Element]) -> None:
    """Meta elements and links of the page, and <time>."""
    said: dict[str, list[str]] = {}
    times: list[str] = []
    marked = [day for element in elements if (day := _marked_day(element))]
    for element in elements:
        values = element.attributes
        if element.name == "time":
            times += [values["datetime"]] if values.get("datetime") else []
        elif element.name == "link" and "canonical" in values.get("rel", "").lower().split() and data.url is None:
            data.url = values.get("href")
        elif element.name == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            said.setdefault(name.lower(), []).append(values.get("content", ""))
    _from_meta(data, said)
    if not data.authors:
        named = _named_in_body(elements)
        data.authors = split_names(named) if len(named) <= MOST_AUTHORS else []
    data.dates += [("time", value) for value in (*marked[:1], *times[:1])]


def _from_meta(data: PageData, said: dict[str, list[str]]) -> None:
    data.titles += _first(said, _TITLES)
    data.dates += [("meta", value) for value in _first(said, _DATES)]
    if not data.authors:
        named = [_plain(value) for name in _AUTHORS for value in said.get(name, ())]
        data.authors = split_names(name for name in named if name and not name.startswith(("http:", "https:", "/")))
    data.section = data.section or _first_section(next(iter(_first(said, _SECTIONS)), ""))
    data.url = _absolute(data.url) or _absolute(*_first(said, _ADDRESSES), *data.urls)
    data.kinds.update(f"og {kind}" for kind in _first(said, _TYPES))
    data.outlets += _first(said, _OUTLETS)
    locale = next(iter(_first(said, _LANGUAGES)), "")
    if data.language is None and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", locale):
        data.language = re.split(r"[-_]", locale)[0].lower()


def _first_section(said: str) -> str | None:
    """The first of several sections: "News - News", "Real estate,Home page"."""
    return _plain(re.split(r"\s*[,|>]\s*|\s+[-/]\s+", said.strip())[0]) or None


def _absolute(*said: str | None) -> str | None:
    """The first address with a host; a path alone names no page."""
    return next((url for url in said if url and url.strip().lower().startswith(("http:", "https:"))), None)


def _first(said: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    """What the first element of each name states, in the order of the names."""
    return [_plain(said[name][0]) for name in names if said.get(name)]


def _named_in_body(elements: Sequence[Element]) -> list[str]:
    """Names in elements that are marked as the author, each once."""
    names = [_plain(_ANY_TAG.sub(" ", element.content)) for element in elements if _names_author(element)]
    return [name for name in dict.fromkeys(names) if name and len(name) < NAME_LENGTH]


def _marked_day(element: Element) -> str | None:
    """The day of publication as microdata or the microformat hAtom state it, of an element that shows it."""
    values = element.attributes
    if "datepublished" in values.get("itemprop", "").lower().split():
        return (
            values.get("datetime")
            or values.get("content")
            or values.get("title")
            or _plain(_ANY_TAG.sub(" ", element.content))
        )
    is_published = element.name != "meta" and "published" in values.get("class", "").lower().split()
    return values.get("title") if is_published else None


def _names_author(element: Element) -> bool:
    said = element.attributes.get("rel", ""), element.attributes.get("itemprop", "")
    return element.name in ("a", "span", "p", "div") and any(value.split()[-1:] == ["author"] for value in said)


def _plain(said: str) -> str:
    return " ".join(html.unescape(said).split())
