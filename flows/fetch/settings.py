"""What source.yaml says under `fetch:`, checked: where news is listed, whom to ask, how often and how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path

from flows.errors import UsageError
from flows.sources import SOURCE_FILE, Source
from flows.urls import host_of, normalize_url

MEGABYTE = 1 << 20
KEYS = ("feed", "sitemap", "pages", "hosts", "private_hosts", "contact", "delay", "since", "schedule", "limits")


@dataclass(frozen=True)
class Limits:
    """The most that a run takes: `pages` a run, `megabytes` of a page, `listing_megabytes` of a feed or sitemap,
    `seconds` for one answer, `minutes` for the run. What is over the limits of a run is left for the next one.
    """

    pages: int = 500
    megabytes: int = 16
    listing_megabytes: int = 128
    seconds: int = 60
    minutes: int = 60


@dataclass(frozen=True)
class FetchSettings:
    """How a source is fetched.

    `hosts` may be asked, `*.example.org` standing for all below it; those of `private_hosts` may have addresses that
    are not public. `delay` is the least number of seconds between two requests to a host. Entries of sitemaps last
    changed before `since` are left alone.
    """

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    private_hosts: frozenset[str] = frozenset()
    contact: str | None = None
    delay: float = 1.0
    since: datetime | None = None
    schedule: str | None = None
    limits: Limits = field(default_factory=Limits)

    def allows(self, host: str) -> bool:
        """Whether a host may be asked."""
        return any(_covers(pattern, host) for pattern in self.hosts | self.private_hosts)

    def allows_private(self, host: str) -> bool:
        """Whether a host may have an address that is not public."""
        return any(_covers(pattern, host) for pattern in self.private_hosts)


def fetch_settings(source: Source, raw: Path) -> FetchSettings | None:
    """What `source` says of being fetched, None when it says nothing.

    Raises UsageError for what is broken: a sentence with file, key and mend.
    """
    if not source.fetch:
        return None
    said, place = source.fetch, f"{raw / source.source_id / SOURCE_FILE}: fetch"
    for key in said:
        if key not in KEYS:
            raise UsageError(f"{place}.{key} is unknown; the keys are {', '.join(KEYS)}")
    feeds, sitemaps, pages = (_addresses(said, key, place) for key in ("feed", "sitemap", "pages"))
    if not feeds + sitemaps + pages:
        raise UsageError(f"{place}: names nothing to fetch; give the address of a feed, a sitemap or pages")
    hosts = {host for url in feeds + sitemaps + pages for host in _with_www(host_of(url))}
    return FetchSettings(
        feeds,
        sitemaps,
        pages,
        frozenset(hosts | _hosts(said, "hosts", place)),
        frozenset(_hosts(said, "private_hosts", place)),
        contact=_contact(said, place),
        delay=_number(said.get("delay", "1"), f"{place}.delay"),
        since=_day(_value(said, "since", place), f"{place}.since"),
        schedule=_value(said, "schedule", place),
        limits=_limits(said.get("limits", {}), place),
    )


def _covers(pattern: str, host: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def _with_www(host: str) -> set[str]:
    bare = host.removeprefix("www.")
    return {host} if bare.replace(".", "").isdigit() or ":" in host else {bare, f"www.{bare}"}


def _values(said: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    value = said.get(key) or ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, Sequence) or not all(isinstance(item, str) and item for item in items):
        raise UsageError(f"{place}.{key} must be one value or a list of values, not {value!r}")
    return tuple(items)


def _value(said: Mapping[str, object], key: str, place: str) -> str | None:
    values = _values(said, key, place)
    if len(values) > 1:
        raise UsageError(f"{place}.{key} must be one value, not {list(values)!r}")
    return values[0] if values else None


def _addresses(said: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    urls = _values(said, key, place)
    for url in urls:
        if not url.startswith(("http://", "https://")) or normalize_url(url) is None or not host_of(url):
            raise UsageError(f"{place}.{key}: {url!r} is no web address; it begins with http:// or https://")
    return urls


def _hosts(said: Mapping[str, object], key: str, place: str) -> set[str]:
    """Names of hosts as addresses have them: in small letters and in ASCII."""
    found = {name: host_of(f"http://{name}") for name in _values(said, key, place)}
    for name, host in found.items():
        if not host or "/" in name or "@" in name:
            raise UsageError(f"{place}.{key}: {name!r} is no host; write one such as news.example.org")
    return set(found.values())


def _contact(said: Mapping[str, object], place: str) -> str | None:
    contact = _value(said, "contact", place)
    if contact and not (contact.isascii() and contact.isprintable()):
        raise UsageError(f"{place}.contact must be a mail or web address in plain ASCII, not {contact!r}")
    return contact


def _number(value: object, place: str) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1
    if not 0 <= number <= 86_400:
        raise UsageError(f"{place} must be a number from 0 to 86400, not {value!r}")
    return number


def _limits(said: object, place: str) -> Limits:
    known = [item.name for item in fields(Limits)]
    if not isinstance(said, Mapping):
        raise UsageError(f"{place}.limits must be a mapping such as {{pages: 100}}, not {said!r}")
    values = {}
    for key, value in said.items():
        if key not in known:
            raise UsageError(f"{place}.limits.{key} is unknown; the limits are {', '.join(known)}")
        if not str(value).isascii() or not str(value).isdigit() or not 1 <= int(str(value)) <= 10**6:
            raise UsageError(f"{place}.limits.{key} must be a whole number from 1 to 1000000, not {value!r}")
        values[str(key)] = int(str(value))
    return Limits(**values)


def _day(value: str | None, place: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC) if value else None
    except ValueError as problem:
        raise UsageError(f"{place} must be a day such as 2026-01-31, not {value!r}") from problem
