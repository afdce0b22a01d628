"""English time expressions of fewer occasions: centuries, holidays, frequencies, recent times, a single unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.normalize.anchors import Near
from flows.normalize.calendar_words import any_of
from flows.normalize.date_patterns import FIRST, FIRST_DIGIT, LAST_WORD, YEAR, Pattern
from flows.normalize.date_readers import Anchor, Found, day_of
from flows.normalize.period_readers import duration

# Holidays that have the same date every year.
_HOLIDAYS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_EVERY = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_ENDS_CLAUSE = r"(?=[,.;:)]|$|\n)"  # `appears daily.`, not `daily life`
_UNIT = "minute|hour|day|week|month|year|decade|century"


def _read_century(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`the 19th century`, `21st-century`."""
    yield match.start(), match.end(), "DATE", f"{int(match['century']) - 1:02d}XX"


def _read_holiday(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`Christmas Day`, `New Year's Eve 1999`."""
    month, day = _HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    value = day_of(match, anchor, month, day, match["year"])
    if value:
        yield match.start(), match.end(), "DATE", value


def _read_every(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`twice a year`, `appears daily.`."""
    unit = match.groupdict().get("unit") or _EVERY[match["adverb"].lower()]
    yield match.start(), match.end(), "SET", duration(1, unit)


def _read_recent(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`in recent years`."""
    yield match.start(), match.end(), "DATE", "PAST_REF"


def _read_one(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`for a decade`."""
    yield match.start("one"), match.end(), "DURATION", duration(1, match["unit"])


_HOLIDAY = any_of({form: 0 for name in _HOLIDAYS for form in (name.title().replace("'S", "'S".lower()), name.upper())})
OTHER_ENGLISH: tuple[Pattern, ...] = (
    Pattern(
        re.compile(rf"{FIRST_DIGIT}(?P<century>2[01]|1\d|[1-9])(?:st|nd|rd|th)[\s-]century{LAST_WORD}", re.IGNORECASE),
        _read_century,
        near=Near(("century",), 8, 12),
    ),
    Pattern(
        re.compile(rf"{FIRST}(?P<holiday>{_HOLIDAY.replace(chr(39), '[' + chr(39) + '’]')})(?:,?\s{YEAR})?{LAST_WORD}"),
        _read_holiday,
        near=Near(("christmas", "new year", "boxing", "halloween", "valentine"), 0, 32),
    ),
    Pattern(
        re.compile(
            rf"(?i){FIRST}(?:once|twice|(?:two|three|four|five|several)\stimes)\s(?:an?|every|each)\s(?P<unit>{_UNIT}){LAST_WORD}"
        ),
        _read_every,
        near=Near(("once", "twice", "times"), 12, 32),
    ),
    Pattern(
        re.compile(rf"{FIRST}(?P<adverb>{any_of(_EVERY)}){_ENDS_CLAUSE}"), _read_every, near=Near(tuple(_EVERY), 0, 16)
    ),
    Pattern(
        re.compile(rf"(?i){FIRST}(?:in\s)?recent\s(?:days|weeks|months|years|decades){LAST_WORD}"),
        _read_recent,
        near=Near(("recent",), 4, 20),
    ),
    Pattern(
        re.compile(rf"(?i){FIRST}(?:for|within|over|nearly|almost)\s(?P<one>an?\s(?P<unit>{_UNIT})){LAST_WORD}"),
        _read_one,
        near=Near(tuple(_UNIT.split("|")), 12, 16),
    ),
)
