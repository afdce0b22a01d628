"""Schedules of source.yaml: the wall clock of a time zone, right when clocks change, and what was missed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from flows.errors import UsageError
from flows.timetable import read_timetable

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 29, tzinfo=BERLIN)  # 02:00 becomes 03:00
AUTUMN = datetime(2026, 10, 25, tzinfo=BERLIN)  # 03:00 becomes 02:00


def due(text: str, day: datetime, zone: str = "Europe/Berlin") -> list[datetime]:
    end = (day + timedelta(days=1)).replace(tzinfo=day.tzinfo) - timedelta(seconds=1)
    return read_timetable(text, zone, "x").between(day.astimezone(UTC), end.astimezone(UTC))


@pytest.mark.parametrize("day", [SPRING, AUTUMN, datetime(2026, 6, 1, tzinfo=BERLIN)])
def test_a_morning_run_is_at_that_hour_of_the_wall_clock_all_year(day):
    (run,) = due("30 6 * * *", day)
    assert run.astimezone(BERLIN).strftime("%H:%M") == "06:30"


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_a_run_in_the_hour_that_is_left_out_or_comes_twice_is_made_once(day):
    assert len(due("30 2 * * *", day)) == 1


@pytest.mark.parametrize("text", ["0 * * * *", "every hour", "every 60 minutes"])
@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_every_hour_is_every_hour_that_passes(text, day, hours):
    runs = due(text, day)
    assert len(runs) == hours
    assert {later - run for run, later in pairwise(runs)} == {timedelta(hours=1)}


def test_half_an_hour_of_a_time_zone_counts():
    runs = due("0 * * * *", datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Kolkata")), "Asia/Kolkata")
    assert {run.minute for run in runs} == {30}


def test_intervals_do_not_depend_on_when_the_scheduler_was_started():
    table = read_timetable("every 45 minutes", "UTC", "x")
    now = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert table.next_after(now, 2) == table.next_after(now + timedelta(minutes=3), 2)


def test_the_last_run_that_was_due():
    now = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert read_timetable("0 5 * * *", "UTC", "x").last_due(now) == datetime(2026, 5, 6, 5, tzinfo=UTC)
    assert read_timetable("0 5 1 1 *", "UTC", "x").last_due(now) == datetime(2026, 1, 1, 5, tzinfo=UTC)
    assert read_timetable("every 10 seconds", "UTC", "x").last_due(now) == datetime(2026, 5, 6, 7, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["hourly", "every blue moon", "61 * * * *", "* * *", "every 0 minutes", ""])
def test_what_is_no_schedule_is_said(text):
    with pytest.raises(
        UsageError, match=r'herald: .* is no schedule; write a cron expression such as "15 \* \* \* \*"'
    ):
        read_timetable(text, "UTC", "herald")


@pytest.mark.parametrize("said", ["every 90 seconds", "every 30 minutes", "every hour", "every 36 hours", "every week"])
def test_an_interval_is_told_as_it_was_written(said):
    assert str(read_timetable(said, "UTC", "x")) == said
