"""When a piece was published: dates as records, markup and lines of text write them.

An instant is UTC. A date without a time is the calendar day at 00:00 UTC, whatever the source's timezone, so that the
day a paper printed is the day a reader sees; a time without a timezone is the source's local time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from flows.casing import as_matched
from flows.clean.clocks import CLOCK, TIMED, time_of, zone_of
from flows.clean.labels import months

EARLIEST, LATEST = 1400, 2199
BUDDHIST = 543  # years
# What a field says beyond so many characters is no date.
LONGEST = 200


class Found(NamedTuple):
    """An instant in UTC and its precision, as in articles.published_precision."""

    instant: datetime
    precision: str


_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?)?"
    r"(?:[T\s]+(?P<clock>\d{1,2}:\d{2}(?P<seconds>:\d{2}(?:[.,]\d+)?)?)\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
_EPOCH = re.compile(r"(\d{10})(\d{3})?")
_NUMERIC = re.compile(r"(?<![\d./-])(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)")
# Chinese, Japanese and Korean: 2019年5月3日, 2019년 5월 3일.
_DIGIT = re.compile(r"\d")
# What dates in numbers cannot do without.
_SIGNED = re.compile(r"\d[-/.]\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{2}(?!\d)|(?<!\d)\d{1,2}\.\d{1,2}\.\d{2}(?!\d)")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})(?:s|nes|r|rs|ur)?(?:day)?\b(?=[^\w\n]{{1,3}}\d)", re.IGNORECASE)
_EASTERN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_ANY_ISO = re.compile(r"(?<!\d)\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)(?:[T\s]\d.*)?")
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sign>[/-]?)(?P<month>0[1-9]|1[0-2]|[1-9](?=[/-]))(?:(?P=sign)(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=[/-])))?(?=[/_.-]|$|[a-z])"
)
# An address that names the month: /2019/nov/18/.
_NAMED_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([^\W\d_]{3,10})/(\d{1,2})(?=[/_.-]|$)")


@cache
def _named() -> re.Pattern[str]:
    """A date with the name of a month: day, month or year first, or month and year alone; the year may lack."""
    name = _by_first_letter(sorted(months(), key=lambda word: (-len(word), word)))
    month = rf"(?P<{{}}>(?<![^\W\d_])(?:{name})(?![^\W\d_]))\.?"
    day = r"(?P<{}>(?<!\d)(?:[12]\d|3[01]|0?[1-9]))(?:st|nd|rd|th|er|º|ª|\.|-го)?"
    year = r"(?P<{}>(?<!\d)(?:1[4-9]|20|21|2[45])\d\d)(?!\d)"
    of = r"\s+(?:de\s+|of\s+|del\s+)?"
    forms = (
        rf"{day.format('day1')}{of}{month.format('month1')}(?:,?\s+(?:de\s+|del\s+)?{year.format('year1')})?",
        rf"{month.format('month2')}\s+{day.format('day2')}(?!\d|[.:]\d)(?:,?\s+{year.format('year2')})?",
        rf"{month.format('month3')}\s+{year.format('year3')}",
        rf"{year.format('year4')}(?:\s+(?:m\.\s*)?|\.\s+(?=[^\W\d_]+\s+\d{{1,2}}\.)){month.format('month4')}\s+{day.format('day4')}",
        rf"{year.format('year5')}\.?\s+gada\s+{day.format('day5')}\s+{month.format('month5')}",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _by_first_letter(words: Iterable[str]) -> str:
    """Matches one of `words`, in their order; they are many, and most go with their first letter."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def of_record(value: str, zone: tzinfo, *, day_first: bool | None = None) -> Found | None:
    """The date a record or a markup field states: ISO 8601 and its kin, RFC 2822, seconds since 1970, or in words.

    `day_first` as for in_text.
    """
    value = value.strip()[:LONGEST]
    try:
        stated = _iso(value, zone) or _compact(value, zone) or _mail(value, zone)
        return stated or in_text(value, zone, day_first=day_first)
    except OverflowError:
        return None


def in_text(text: str, zone: tzinfo, *, near: date | None = None, day_first: bool | None = None) -> Found | None:
    """The first date in a line of text. `near` lends its year to a date without one: the nearest such day.

    `day_first` tells how 5/6/2019 is read; None where nobody knows: then it is no date.
    """
    iso = _ANY_ISO.search(text)
    if iso:
        stated = _iso(iso[0], zone, partial=True)
        clock = CLOCK.search(text, iso.end()) if stated and stated.precision == "day" else None
        return _at(stated.instant.date(), clock, zone) if stated and clock else stated
    for year, month, day, match in _dates(text, near, day_first=day_first):
        try:
            found = date(year, month, day or 1)
        except ValueError:
            continue
        if not EARLIEST <= year <= LATEST:
            continue
        clock = CLOCK.search(text, match.end()) or CLOCK.search(text[: match.start()])
        if day is None or clock is None:
            return Found(datetime(year, month, day or 1, tzinfo=UTC), "day" if day else "month")
        return _at(found, clock, zone)
    return None


def of_address(url: str) -> Found | None:
    """The date in the path of an address such as /2019/11/18/, /2019-11-18 or /2019/nov/18/."""
    path = url.partition("?")[0]
    match = _IN_ADDRESS.search(path)
    if match is not None and (match["day"] is not None or match["sign"] != ""):
        found = _day(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        return Found(found, "day" if match["day"] else "month") if found else None
    named = _NAMED_IN_ADDRESS.search(path)
    month = months().get(named[2].lower()) if named else None
    found = _day(int(named[1]), month, int(named[3])) if named and month else None
    return Found(found, "day") if found else None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def without_dates(text: str, instead: str = " ") -> str:
    """A line with `instead` of its dates and times: for what else it says."""
    if not _DIGIT.search(text):
        return text
    is_numeric = _SIGNED.search(text) is not None
    may_be_there = (
        (_ANY_ISO, is_numeric),
        (_EASTERN, "年" in text or "년" in text),
        (_named(), may_name_a_month(text)),
        (_NUMERIC, is_numeric),
        (CLOCK, TIMED.search(text) is not None),
        (_SHORT, is_numeric),
    )
    for pattern, may_be in may_be_there:
        text = pattern.sub(instead, text) if may_be else text
    return text


def may_name_a_month(text: str) -> bool:
    """Whether a text may hold the name of a month; to look for each of them takes long."""
    return not _month_starts().isdisjoint(_LETTERS.findall(as_matched(text)))


@cache
def _month_starts() -> frozenset[str]:
    """The letters that names of months begin with, up to the first sign: a line without these names none."""
    return frozenset(_LETTERS.findall(as_matched(name))[0] for name in months())


def _dates(
    text: str, near: date | None, *, day_first: bool | None = None
) -> Iterator[tuple[int, int, int | None, re.Match[str]]]:
    """(year, month, day, match) of dates in words, then in numbers that can be read in one way."""
    for match in _EASTERN.finditer(text):
        yield int(match["year"]), int(match["month"]), int(match["day"]), match
    for match in _named().finditer(text):
        form = next(number for number in "12345" if match[f"month{number}"])
        month = months()[match[f"month{form}"].lower()]
        day = None if form == "3" else int(match[f"day{form}"])
        stated = match[f"year{form}"]
        if stated:
            yield _common(int(stated)), month, day, match
        elif near is not None and day:
            yield _nearest_year(near, month, day), month, day, match
    for match in _NUMERIC.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        day_first = _by_weekday(text, one, two, int(match["year"])) if day_first is None else day_first
        is_day_first = match["sign"] == "." or one > 12 or bool(day_first and two <= 12)
        if is_day_first or two > 12 or one == two or day_first is False:
            month, day = (two, one) if is_day_first else (one, two)
            if 1 <= month <= 12:
                yield int(match["year"]), month, day, match


def _by_weekday(text: str, one: int, two: int, year: int) -> bool | None:
    """How two numbers are read by the English name of a weekday beside them: "Thu, 08/09/2012" is in August."""
    said = _WEEKDAY.search(text)
    if said is None:
        return None
    fits = [
        (found := _day(year, month, day)) is not None and _WEEKDAYS[found.weekday()] == said[1].lower()
        for month, day in ((one, two), (two, one))
    ]
    return fits[1] if fits[0] != fits[1] else None


def _common(year: int) -> int:
    """A year of the common era; Thai papers count from the Buddha, 543 years earlier."""
    return year - BUDDHIST if year > LATEST else year


def _nearest_year(near: date, month: int, day: int) -> int:
    def distance(year: int) -> timedelta:
        try:
            return abs(date(year, month, day) - near)
        except ValueError:
            return timedelta.max

    return min((near.year - 1, near.year, near.year + 1), key=distance)


def _iso(value: str, zone: tzinfo, *, partial: bool = False) -> Found | None:
    match = _ISO.match(value) if partial else _ISO.fullmatch(value)
    if match is None or not EARLIEST <= int(match["year"]) <= LATEST:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    try:
        if not match["clock"] or not match["day"]:
            precision = "day" if match["day"] else "month" if match["month"] else "year"
            return Found(datetime(year, month, day, tzinfo=UTC), precision)
        parts = [int(part) for part in re.split(r"[:.,]", match["clock"])[:3]]
        clock = time(parts[0], parts[1], parts[2] if len(parts) > 2 else 0)
    except ValueError:
        return None
    local = datetime.combine(date(year, month, day), clock)
    if not match["zone"] and not any(parts):
        return Found(local.replace(tzinfo=UTC), "day")  # midnight without a zone is a date in a field for times
    return _utc(local, zone_of(match["zone"], zone), "second" if match["seconds"] else "minute")


def _compact(value: str, zone: tzinfo) -> Found | None:
    epoch = _EPOCH.fullmatch(value)
    if epoch:
        instant = datetime.fromtimestamp(int(epoch[1]), UTC)
        return Found(instant, "second") if instant.year <= LATEST else None
    match = _COMPACT.fullmatch(value)
    if match is None:
        return None
    parts = [part for part in match.groups() if part]
    clock = f" {':'.join(parts[3:])}{'Z' if value.endswith('Z') else ''}" if len(parts) > 3 else ""
    return _iso("-".join(parts[:3]) + clock, zone)


def _mail(value: str, zone: tzinfo) -> Found | None:
    """RFC 2822, as feeds write it: "Tue, 11 Jan 2022 18:00:00 +0600"."""
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}:\d{2}", value):
        return None
    try:
        instant = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not EARLIEST <= instant.year <= LATEST:
        return None
    return _utc(instant.replace(tzinfo=None), instant.tzinfo or zone, "second")


def _at(day: date, clock: re.Match[str], zone: tzinfo) -> Found:
    """A day at the time of a match of CLOCK."""
    local = datetime.combine(day, time_of(clock))
    return _utc(local, zone_of(clock["zone"], zone), "second" if clock["second"] else "minute")


def _utc(local: datetime, zone: tzinfo, precision: str) -> Found:
    return Found(local.replace(tzinfo=zone).astimezone(UTC), precision)
