"""Volume: a gap or a flood is noticed, the ups and downs of a week are not."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from flows.volume import daily_counts, judge_volume

TODAY = date(2026, 5, 6)  # a Wednesday


def history(weekly: list[int], days: int = 70) -> dict[date, int]:
    """Counts of the days before today, by weekday from Monday on; days without articles are left out."""
    past = (TODAY - timedelta(days=back) for back in range(1, days + 1))
    return {day: weekly[day.weekday()] for day in past if weekly[day.weekday()]}


def without(counts: dict[date, int], days: int) -> dict[date, int]:
    return {day: count for day, count in counts.items() if (TODAY - day).days > days}


def test_an_ordinary_day_is_no_news():
    found = judge_volume({**history([20, 22, 19, 24, 21, 6, 0]), TODAY: 17}, TODAY)
    assert (found.today, found.usual, found.warning) == (17, 19, None)


def test_a_weekend_without_articles_is_none_where_there_never_are_any():
    monday = date(2026, 5, 4)
    counts = {day: count for day, count in history([9, 9, 9, 9, 9, 0, 0]).items() if day < monday}
    assert judge_volume(counts, monday).kind is None


@pytest.mark.parametrize(
    ("weekly", "silent_days", "kind"),
    [
        ([20] * 7, 1, "gap"),
        ([3] * 7, 1, None),
        ([3] * 7, 3, "gap"),
        ([1] * 7, 5, None),
        ([1] * 7, 7, "gap"),
        ([0, 0, 40, 0, 0, 0, 0], 6, None),
        ([0, 0, 40, 0, 0, 0, 0], 7, "gap"),
    ],
)
def test_silence_is_a_gap_when_it_is_longer_than_chance_would_have_it(weekly, silent_days, kind):
    assert judge_volume(without(history(weekly), silent_days), TODAY).kind == kind


def test_a_trickle_is_a_gap_too():
    counts = history([50] * 7)
    counts[TODAY - timedelta(days=1)] = 12
    found = judge_volume(counts, TODAY)
    assert found.warning == "12 articles yesterday, where 50 are usual: a gap"


@pytest.mark.parametrize(("today", "kind"), [(20, None), (35, None), (61, "flood"), (900, "flood")])
def test_a_flood(today, kind):
    assert judge_volume({**history([20] * 7), TODAY: today}, TODAY).kind == kind


def test_one_flood_does_not_hide_the_next():
    counts = {**history([20] * 7), TODAY - timedelta(weeks=1): 5000, TODAY: 400}
    assert judge_volume(counts, TODAY).kind == "flood"


@pytest.mark.parametrize("counts", [{}, {TODAY: 300}, history([20] * 7, days=10)])
def test_nothing_is_judged_before_there_is_a_history(counts):
    assert judge_volume(counts, TODAY).usual is None


def test_days_are_those_of_the_source():
    instants = [datetime(2026, 5, 5, 22, tzinfo=UTC), datetime(2026, 5, 6, 1, tzinfo=UTC), None]
    articles = pl.LazyFrame(
        {
            "source_id": ["herald"] * 3 + ["other"],
            "published_at": [*instants, instants[0]],
            "published_precision": ["second", "second", None, "second"],
        },
        schema_overrides={"published_at": pl.Datetime("us", "UTC")},
    )
    assert daily_counts(articles, "herald", "Europe/Berlin") == {TODAY: 2}
    assert daily_counts(articles, "herald", "UTC") == {TODAY - timedelta(days=1): 1, TODAY: 1}


def test_a_date_without_a_time_is_that_day_wherever_the_source_is():
    articles = pl.LazyFrame(
        {
            "source_id": ["herald"] * 3,
            "published_at": [datetime(2026, 5, 6, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC), None],
            "published_precision": ["day", "month", None],
        },
        schema_overrides={"published_at": pl.Datetime("us", "UTC")},
    )
    assert daily_counts(articles, "herald", "America/New_York") == {TODAY: 1}
