"""TIMEX3 values: made from calendar parts, and the first and last second they mean.

Values follow ISO-TimeML: ISO 8601 dates and durations, `2020-FA` for a season, `2020-Q3`, `199X` for a decade, `XXXX`
for an unknown year, `TMO` for a morning. Northern seasons by whole months, as weather services count them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SECOND = timedelta(seconds=1)
_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{3})X$")
_CENTURY = re.compile(r"(\d{2})XX$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(?:MO|AF|EV|NI|MI|DT))?$")
_MINUTE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def month_value(year: int, month: int) -> str:
    """`2022-01`."""
    return f"{year:04d}-{month:02d}"


def week_value(day: date) -> str:
    """`2022-W03`, the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def shift_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after that of `day`, kept between the years 1 and 9999."""
    total = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return date(total // 12, total % 12 + 1, 1)


def shift_days(day: date, days: int) -> date:
    """`days` after `day`, or `day` itself when the calendar ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


@lru_cache(maxsize=4096)
def bounds(value: str, timezone: str) -> tuple[datetime | None, datetime | None]:
    """First and last second (UTC) of the period that a value names in `timezone`; two Nones when it names none."""
    try:
        period = _period(value)
        if period is None:
            return None, None
        zone = ZoneInfo(timezone)
        first, after = (moment.replace(tzinfo=zone).astimezone(UTC) for moment in period)
    except (ValueError, OverflowError):
        return None, None
    return first, after - _SECOND


def _period(value: str) -> tuple[datetime, datetime] | None:
    """First moment of the period and first moment after it, local."""
    if match := _DAY.match(value):
        first = datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
        return first, first + timedelta(days=1)
    if match := _MINUTE.match(value):
        first = datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
        return first, first + timedelta(minutes=1)
    if match := _WEEK.match(value):
        first = datetime.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + timedelta(days=2 if match[3] else 7)
    months = _months(value)
    return None if months is None else (_first_of(months[0]), _first_of(months[0] + months[1]))


def _months(value: str) -> tuple[int, int] | None:  # noqa: PLR0911 (a case a form of value)
    """A period of whole months: its first month, counted from the year 0, and how many."""
    if match := _YEAR.match(value):
        return int(match[1]) * 12, 12
    if match := _MONTH.match(value):
        return int(match[1]) * 12 + int(match[2]) - 1, 1
    if match := _SEASON.match(value):
        return int(match[1]) * 12 + _SEASON_MONTH[match[2]] - 1, 3
    if match := _QUARTER.match(value):
        return int(match[1]) * 12 + 3 * int(match[2]) - 3, 3
    if match := _HALF.match(value):
        return int(match[1]) * 12 + 6 * int(match[2]) - 6, 6
    if match := _DECADE.match(value):
        return int(match[1]) * 120, 120
    if match := _CENTURY.match(value):
        return int(match[1]) * 1200, 1200
    return None


def _first_of(months: int) -> datetime:
    return datetime(months // 12, months % 12 + 1, 1)  # noqa: DTZ001 (a local time; its zone is the source's)
