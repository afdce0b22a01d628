"""The columns of articles that are not text: each from the best place that states it.

A record's own field comes first, then markup, then the lines around the text, and the source's defaults last. What a
feed says of a page that it led to stands in for what the page itself does not state.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flows.casing import small
from flows.clean.bylines import accounts, is_label, names_in, split_names, stated_names
from flows.clean.dates import Found, in_text, of_address, of_record
from flows.clean.heading import Heading
from flows.clean.labels import everything, houses
from flows.clean.pagedata import MOST_AUTHORS, PageData
from flows.clean.titles import headlines, outlets_of, squeezed, without_outlet
from flows.sources import Source
from flows.urls import canonical_url

# Clocks are so far ahead of and behind Greenwich.
AHEAD, BEHIND = timedelta(hours=14), timedelta(hours=12)
# Languages that write the year first, and where English writes the day first, by the names of timezones.
YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt", "mn"))
DAY_FIRST_REGIONS = frozenset(("Europe", "Africa", "Asia", "Australia", "Atlantic", "Indian"))
# The name of an account, as addresses have it: "kevin-r", "jsmith2".
_HANDLE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
# The names of so many outlets are remembered: each document of a batch is asked for its outlet's more than once.
RECENT = 1024
# Of more authors than these, a page that credits some of them in its byline names a team.
TEAM = 3
# The media type of a record that is a page.
HTML = "text/html"


class Record(NamedTuple):
    """A row of frames.RECORDS, as far as cleaning asks for it."""

    document_id: str
    source_id: str
    native_id: str
    media_type: str
    captured_at: datetime | None
    content: str | None
    title: str | None
    url: str | None
    authors: list[str] | None
    byline: str | None
    section: str | None
    published_at: str | None
    language: str | None
    listed_title: str | None = None
    listed_by: str | None = None
    listed_at: str | None = None


class Published(NamedTuple):
    """When, how exactly, and where that was found; all None when nothing tells."""

    instant: datetime | None
    precision: str | None
    origin: str | None


def published(
    record: Record, data: PageData, heading: Heading, source: Source, language: str | None = None
) -> Published:
    """When the piece was published. `language` is the article's.

    The first place that states a day decides; a later one that states a time on that day makes it exact. Where nobody
    knows how 11/12/2012 is read, an address such as /2012/11/ does.
    """
    places = (record, data, heading, source)
    day_first = _is_day_first(language, source)
    found = _published(*places, day_first=day_first)
    if found.precision != "month" or day_first is not None:
        return found
    read = (_published(*places, day_first=guess) for guess in (False, True))
    return next((other for other in read if other.precision != "month" and _month(other) == _month(found)), found)


def _month(found: Published) -> tuple[int, int] | None:
    return (found.instant.year, found.instant.month) if found.instant else None


def _published(
    record: Record, data: PageData, heading: Heading, source: Source, *, day_first: bool | None
) -> Published:
    coarse: Published | None = None
    day: Published | None = None
    for origin, found in _stated(record, data, heading, source, day_first=day_first):
        if found is None:
            continue
        if found.precision in ("year", "month"):
            coarse = coarse or Published(*found, origin)
        elif found.precision == "day":
            day = day or Published(*found, origin)
        elif day is None or _is_on(day.instant, found.instant):
            return Published(*found, origin)
    return day or coarse or Published(None, None, None)


def _is_on(day: datetime | None, instant: datetime) -> bool:
    """Whether an instant may be of a calendar day somewhere on earth."""
    return day is not None and day - AHEAD <= instant < day + timedelta(days=1) + BEHIND


def _is_day_first(language: str | None, source: Source) -> bool | None:
    """How 5/6/2019 is read: in English by where the source is; None where nobody knows."""
    if language is None or language in YEAR_FIRST:
        return None
    if language == "en":
        return True if source.timezone.partition("/")[0] in DAY_FIRST_REGIONS else None
    return True


def _stated(
    record: Record, data: PageData, heading: Heading, source: Source, *, day_first: bool | None
) -> Iterator[tuple[str, Found | None]]:
    """Every place that may state a date, best first, with the date found there."""
    zone = ZoneInfo(source.timezone)
    if record.published_at:
        yield "record", of_record(record.published_at, zone, day_first=day_first)
    for origin, said in data.dates:
        yield origin, of_record(said, zone, day_first=day_first)
    for address in (record.url, data.url):
        if address:
            yield "url", of_address(address)
    if record.listed_at:
        yield "feed", of_record(record.listed_at, zone, day_first=day_first)
    default = of_record(source.defaults["published_at"], zone) if "published_at" in source.defaults else None
    near = _day(default, record.captured_at)
    for line in (*heading.dated, " ".join(heading.dated)):  # a calendar leaf has its day, month and year in lines
        yield "text", in_text(line, zone, near=near, day_first=day_first)
    if heading.opening:
        yield "dateline", in_text(heading.opening, zone, near=near, day_first=day_first)
    yield "default", default


def _day(default: Found | None, captured_at: datetime | None) -> date | None:
    """The day that lends its year to dates without one."""
    instant = default.instant if default else captured_at
    return instant.date() if instant else None


def outlets(record: Record, data: PageData, source: Source) -> frozenset[str]:
    """What the outlet of an article is called, squeezed as titles.squeezed does."""
    return _squeezed((*data.outlets, source.title), (data.url, record.url, source.homepage))


@lru_cache(RECENT)
def _squeezed(names: tuple[str | None, ...], urls: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(squeezed(name) for name in outlets_of(names, urls)) - {""}


def authors(record: Record, data: PageData, heading: Heading, source: Source) -> list[str] | None:
    """Names of the authors, None when nothing names any.

    The first place that names a person decides: the record, markup, the byline, the feed; a byline that begins with
    the names of the markup and goes on says more than that, and one that names some of a
    whole team says who of them it was. The outlet itself and its accounts ("Staff", "admin")
    count only where nobody else is named; the source's default comes last.
    """
    known = outlets(record, data, source)
    recorded = [*names_in(record.authors or ()), *split_names([record.byline] if record.byline else [])]
    listed = split_names([record.listed_by] if record.listed_by else [])
    said = [recorded, stated_names(data.authors), names_in(heading.authors), listed]
    said = [list(dict.fromkeys(_without_house(name, known) for name in names)) for names in said]
    persons = [[name for name in names if not _is_house(name, known)] for names in said]
    if 0 < len(persons[1]) < len(persons[2]) and persons[1] == persons[2][: len(persons[1])]:
        persons[1] = _of_byline(heading, persons[2]) or persons[1]
    if len(persons[1]) > TEAM and set(persons[2]) < set(persons[1]):
        persons[1] = persons[2] or persons[1]
    others = ([name for name in names if not _is_nobody(name)] for names in said)
    default = source.defaults.get("authors")
    return next((names for names in (*persons, *others) if names), None) or ([default] if default else None)


def _of_byline(heading: Heading, names: Sequence[str]) -> list[str]:
    """Those of `names` that stand in the first byline; none where these are too many to be its authors."""
    found = [name for name in names if name.lower() in (heading.byline or "").lower()]
    return found if len(found) <= MOST_AUTHORS else []


def address(record: Record, data: PageData, source: Source) -> str | None:
    """The canonical form of the first address that is stated; what is no web address stays as it is."""
    stated = first_stated(record.url, data.url, source.defaults.get("url"))
    return stated and (canonical_url(stated) or stated)


def _without_house(name: str, known: Collection[str]) -> str:
    """A name without the outlet or agency at its end: "Nora Bell The Harbour Paper"."""
    words = name.split()
    for start in range(len(words) - 1, 1, -1):
        tail = " ".join(words[start:])
        if squeezed(tail) in known or tail in houses():
            return " ".join(words[:start]).rstrip(" .,;|/-–—")
    return name


def _is_house(name: str, known: Collection[str]) -> bool:
    """Whether an author is the outlet, an agency or an account."""
    return _is_nobody(name) or _HANDLE.fullmatch(name) is not None or squeezed(name) in known or name in houses()


def _is_nobody(name: str) -> bool:
    """Whether a name is that of an account ("admin") or a label that a site marks as the author ("About us")."""
    return small(name) in accounts() or is_label(name)


def section_of(said: str | None) -> str | None:
    """A section, unless it is one for everything: "Home", "post"."""
    return said if said and small(said) not in everything() else None


def first_stated(*said: str | None) -> str | None:
    """The first that says anything."""
    return next((one for one in said if one and one.strip()), None)


def titles(record: Record, data: PageData, source: Source) -> Sequence[str]:
    """What the record or the page calls the piece, best first, as stated and without the names of its outlet."""
    said = [record.title] if record.title else headlines(data.titles, outlets(record, data, source))
    said = said or ([record.listed_title] if record.listed_title else [])
    return list(dict.fromkeys([*said, *(cleaned_title(title, record, data, source) for title in said)]))


def cleaned_title(title: str, record: Record, data: PageData, source: Source) -> str:
    """`title` without the names of its outlet."""
    return without_outlet(title, outlets(record, data, source))
