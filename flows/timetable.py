"""When a source is fetched: `schedule` of source.yaml, as Prefect keeps it, right across changes of clocks.

A cron expression means the wall clock of the source's time zone; `every 30 minutes` means time that passes. Where an
expression asks for every hour, the hour of the day does not matter, so it is kept in UTC: the wall clock would skip an
hour's run when clocks go back.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from prefect.client.schemas.schedules import CronSchedule
from prefect.schedules import Cron, Interval, Schedule
from prefect.server.schemas.schedules import CronSchedule as CronDates
from prefect.server.schemas.schedules import IntervalSchedule as IntervalDates

from flows.errors import UsageError

_EVERY = re.compile(r"every\s+(?:(\d{1,4})\s+)?(second|minute|hour|day|week)s?")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400}
# Intervals count from here, so that a new start of the scheduler does not move them.
ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)
# How far back a missed run is looked for, in steps, because dates can only be counted forwards.
_WINDOWS = (timedelta(hours=1), timedelta(days=1), timedelta(days=8), timedelta(days=32), timedelta(days=400))


@dataclass(frozen=True)
class Timetable:
    """Either a cron expression in a time zone, or seconds between runs."""

    cron: str | None
    seconds: int | None
    timezone: str

    def schedule(self) -> Schedule:
        """The timetable for a deployment."""
        if self.cron is not None:
            return Cron(self.cron, timezone=self.timezone)
        return Interval(timedelta(seconds=self.seconds or 0), anchor_date=ANCHOR, timezone="UTC")

    def as_yaml(self) -> dict[str, object]:
        """The timetable as prefect.yaml writes it."""
        if self.cron is not None:
            return {"cron": self.cron, "timezone": self.timezone}
        return {"interval": self.seconds, "anchor_date": ANCHOR.isoformat(), "timezone": "UTC"}

    def between(self, start: datetime, end: datetime) -> list[datetime]:
        """The instants at which a run is due, `start` and `end` among them, in UTC and in order; at most 1,000."""
        return _instants(self._dates().get_dates(start=start, end=end))

    def next_after(self, now: datetime, count: int = 3) -> list[datetime]:
        """The next instants at which a run is due, in UTC."""
        return _instants(self._dates().get_dates(count, start=now))

    def last_due(self, now: datetime) -> datetime | None:
        """The newest instant up to `now` at which a run was due; None when there was none in a year."""
        for window in _WINDOWS:
            due = self.between(now - window, now)
            if due:
                return due[-1]
        return None

    def _dates(self) -> CronDates | IntervalDates:
        if self.cron is not None:
            return CronDates(cron=self.cron, timezone=self.timezone)
        said = {"interval": timedelta(seconds=self.seconds or 0), "anchor_date": ANCHOR, "timezone": "UTC"}
        return IntervalDates.model_validate(said)

    def __str__(self) -> str:
        if self.cron is not None:
            return f"{self.cron} {self.timezone}"
        seconds = self.seconds or 0
        unit, size = max(((unit, size) for unit, size in _SECONDS.items() if seconds % size == 0), key=itemgetter(1))
        return f"every {unit}" if seconds == size else f"every {seconds // size} {unit}s"


def _instants(dates: Coroutine[object, object, Sequence[datetime]]) -> list[datetime]:
    return [datetime.fromtimestamp(date.timestamp(), UTC) for date in asyncio.run(dates)]


def read_timetable(text: str, timezone: str, place: str) -> Timetable:
    """What a `schedule` says. Raises UsageError with `place` and the mend."""
    every = _EVERY.fullmatch(text.strip().lower())
    if every:
        seconds = int(every[1] or 1) * _SECONDS[every[2]]
        if seconds:
            return Timetable(None, seconds, "UTC")
    try:
        CronSchedule(cron=text, timezone=timezone)
    except ValueError as problem:
        mend = 'write a cron expression such as "15 * * * *", or "every 30 minutes"'
        raise UsageError(f"{place}: {text!r} is no schedule; {mend}") from problem
    return Timetable(text, None, "UTC" if _is_hourly(text) and _has_whole_hours(timezone) else timezone)


def _is_hourly(cron: str) -> bool:
    """Whether the expression asks for the same minutes of every hour of every day."""
    fields = cron.split()
    return len(fields) == 5 and fields[1:] == ["*"] * 4


def _has_whole_hours(timezone: str) -> bool:
    """Whether the zone's minutes are those of UTC, in winter and in summer."""
    offsets = (datetime(2026, month, 1, tzinfo=ZoneInfo(timezone)).utcoffset() for month in (1, 7))
    return all(offset is not None and offset.total_seconds() % 3600 == 0 for offset in offsets)
