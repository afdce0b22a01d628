"""How each time expression is read: from a match of its pattern to TIMEX3 values, anchored to the article's date.

Every reader yields (start, end, TIMEX3 type, value); nothing when the match is no time expression after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flows.casing import ByWord
from flows.normalize.calendar_words import (
    PARTS_OF_DAY,
    SEASONS,
    WEEKDAYS,
    months,
)  # fmt: skip
from flows.normalize.timex import is_date, month_value, shift_days, shift_months, week_value

Found = tuple[int, int, str, str]


class Anchor(NamedTuple):
    """The article's date, and whether its country writes the month before the day."""

    day: date | None
    is_month_first: bool


MONTHS = months("en")

# What tells, earlier in the sentence, that the time lies ahead.
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|to be|is to|are to|scheduled|due|expected|plans?|planned|upcoming|set to|set for|starting"
    r"|begins?|returns|resumes|reopens|opens|runs|takes place|deadline|until|by|coming|hopes?|intends?|going to)\b"
    r"[^.!?\n]*$"
)
_SENTENCE = 70  # code points looked back


def _is_ahead(match: re.Match[str]) -> bool:
    return bool(_AHEAD.search(match.string[max(0, match.start() - _SENTENCE) : match.start()]))


def _nearest(month: int, day: int, anchor: date, *, ahead: bool) -> int | None:
    """The year that brings a day of the year nearest to the anchor; ahead of it when the text says so."""
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if is_date(year, month, day)]
    if ahead:
        years = [year for year in years if date(year, month, day) >= anchor] or years
    return min(years, key=lambda year: (abs((date(year, month, day) - anchor).days), year), default=None)


def day_of(match: re.Match[str], anchor: Anchor, month: int, day: int, year: str | None) -> str | None:
    """The value of a day of the year; without a year the one nearest to the anchor, None when there is no such day."""
    if not is_date(int(year or 2000), month, day):
        return None
    if year is None and anchor.day is not None:
        near = _nearest(month, day, anchor.day, ahead=_is_ahead(match))
        year = None if near is None else f"{near:04d}"
    return f"{year or 'XXXX'}-{month:02d}-{day:02d}"


def read_day(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`January 2`, `2 January 2022`, `Jan. 2-5`."""
    month = MONTHS[match["month"].lower()]
    value = day_of(match, anchor, month, int(match["day"]), match["year"])
    if value is None:
        return
    until = match.groupdict().get("until")
    if until and is_date(2000, month, int(until)):
        yield match.start(), match.end("day"), "DATE", value
        yield match.start("until"), match.end(), "DATE", f"{value[:-2]}{int(until):02d}"
    else:
        yield match.start(), match.end(), "DATE", value


def read_month(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`January 2022`, `in January`, `last May`."""
    month, year = MONTHS[match["month"].lower()], match["year"]
    start = match.start("from")
    if year:
        yield start, match.end(), "DATE", f"{year}-{month:02d}"
        return
    if anchor.day is None:
        yield start, match.end(), "DATE", f"XXXX-{month:02d}"
        return
    which = (match["which"] or "").lower()
    is_future = which == "next" or (which != "last" and _is_ahead(match))
    shift = _year_shift(month, anchor.day.month, which, is_future=is_future)
    yield start, match.end(), "DATE", month_value(anchor.day.year + shift, month)


def month_nearest(month: int, anchor: date) -> str:
    """The value of the last such month, the anchor's included."""
    return month_value(anchor.year + _year_shift(month, anchor.month, "", is_future=False), month)


def _year_shift(month: int, present: int, which: str, *, is_future: bool) -> int:
    if which == "this":
        return 0
    if is_future:
        return int(month < present or (which == "next" and month == present))
    return -int(month > present or (which == "last" and month == present))


def read_weekday(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`Tuesday`, `last Tuesday`, `next Tuesday morning`: the nearest past one, the article's day included."""
    if anchor.day is None:
        return
    day = nearest_weekday(WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower(), match, anchor.day)
    part = PARTS_OF_DAY.get((match["part"] or "").lower())
    value = day.isoformat() + (f"T{part}" if part else "")
    yield match.start("from"), match.end(), "TIME" if part else "DATE", value


def nearest_weekday(number: int, which: str, match: re.Match[str], anchor: date) -> date:
    """The last such weekday, the anchor included; the one after it if `next` or the sentence says so."""
    back = (anchor.weekday() - number) % 7
    if which == "next" or (which != "last" and back and _is_ahead(match)):
        return shift_days(anchor, 7 - back)
    return shift_days(anchor, -(back or (7 if which == "last" else 0)))


_DAYS = ByWord(
    {
        "today": 0,
        "the day before yesterday": -2,
        "day before yesterday": -2,
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "yesterday": -1,
        "tomorrow": 1,
        "tonight": 0,
        "last night": -1,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
    }
)
_SHIFTS = ByWord({"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1})
_PARTS = {"tonight": "NI", "last night": "NI", "this morning": "MO", "this afternoon": "AF", "this evening": "EV"}


def read_near_day(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`today`, `yesterday morning`, `last night`."""
    if anchor.day is None:
        return
    words = " ".join(match["near"].lower().split())
    part = _PARTS.get(words) or PARTS_OF_DAY.get((match["part"] or "").lower())
    value = shift_days(anchor.day, _DAYS[words]).isoformat()
    yield match.start(), match.end(), "TIME" if part else "DATE", value + (f"T{part}" if part else "")


def read_near_period(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`last month`, `this year`, `next week`, `last summer`."""
    if anchor.day is None:
        return
    shift = _SHIFTS[match["which"].lower()]
    value = period_value(match["period"].lower(), shift, anchor.day)
    yield match.start(), match.end(), "DATE", value


def period_value(period: str, shift: int, day: date) -> str:  # noqa: PLR0911 (a case a unit)
    """The value of the week, month, season … that lies `shift` of them after that of a day."""
    if period in ("week", "weekend"):
        return week_value(shift_days(day, 7 * shift)) + ("-WE" if period == "weekend" else "")
    if period == "month":
        return month_value(shift_months(day, shift).year, shift_months(day, shift).month)
    if period == "quarter":
        first = shift_months(day, 3 * shift)
        return f"{first.year:04d}-Q{(first.month + 2) // 3}"
    if period == "decade":
        return f"{day.year // 10 + shift:03d}X"
    if period == "century":
        return f"{day.year // 100 + shift:02d}XX"
    if period in SEASONS:
        code = SEASONS[period]
        begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
        year = day.year + shift if shift >= 0 else day.year - int(day.month < begins + 3)
        return f"{year:04d}-{code}"
    return f"{day.year + shift:04d}"


def read_time(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`9 a.m.`, `9:30 p.m.`, `at 21:30`."""
    groups = match.groupdict()
    hour, minute = int(groups["hour"]), int(groups["minute"] or 0)
    if groups.get("half"):
        if not 1 <= hour <= 12:
            return
        hour = hour % 12 + (12 if groups["half"].lower().startswith("p") else 0)
    if hour < 24 and minute < 60:
        day = anchor.day.isoformat() if anchor.day else "XXXX-XX-XX"
        yield match.start("hour"), match.end(), "TIME", f"{day}T{hour:02d}:{minute:02d}"


def read_noon(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`noon`, `12 noon`, `midday`. Not `midnight`, which may begin the day or end it."""
    day = anchor.day.isoformat() if anchor.day else "XXXX-XX-XX"
    yield match.start(), match.end(), "TIME", f"{day}T12:00"


def read_iso(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`2022-01-02`."""
    if is_date(int(match["year"]), int(match["month"]), int(match["day"])):
        yield match.start(), match.end(), "DATE", f"{match['year']}-{match['month']}-{match['day']}"


def read_numeric(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`3/4/2022`: the country's order, unless only the other one gives a date; with points the day comes first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    is_month_first = anchor.is_month_first and match["mark"] != "."
    orders = [(first, second), (second, first)] if is_month_first else [(second, first), (first, second)]
    for month, day in orders[:1] if match["mark"] == "." else orders:
        if is_date(year, month, day):
            yield match.start(), match.end(), "DATE", f"{year:04d}-{month:02d}-{day:02d}"
            return
