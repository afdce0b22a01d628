"""Whether a source brings as much as it usually does, judged by the articles of its own releases.

What is usual for a weekday is the median of that weekday's counts over eight weeks, so neither a flood nor a holiday
moves it much, and a paper without a Sunday edition is not missed on Sundays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import polars as pl

WEEKS = 8
LEAST_DAYS = 14  # of history, before anything is judged
# A gap: that few of the articles expected over the last days would come by chance less than once in a thousand times
# (Poisson); days are taken together because a weekly never has a day without its like.
GAP_DAYS = 14
CHANCE = 0.001
# A flood: more than three times the usual and at least so many more than it, beyond six standard deviations.
FLOOD_FACTOR, FLOOD_MORE, FLOOD_DEVIATIONS = 3, 10, 6


@dataclass(frozen=True)
class Volume:
    """Articles of `today` so far, what is usual for the day (None without enough history), and what is odd."""

    today: int
    usual: float | None
    warning: str | None = None
    kind: str | None = None  # `gap` or `flood`


def daily_counts(articles: pl.LazyFrame, source_id: str, timezone: str) -> dict[date, int]:
    """Articles of a source by the day of their publication in `timezone`.

    Columns source_id, published_at, published_precision. A date without a time is that day, wherever the source is;
    an article of which only month or year are known counts for no day.
    """
    at, precision = pl.col("published_at"), pl.col("published_precision")
    day = pl.when(precision == "day").then(at.dt.date()).otherwise(at.dt.convert_time_zone(timezone).dt.date())
    has_day = at.is_not_null() & ~precision.is_in(["month", "year"]).fill_null(value=False)
    of_source = articles.filter((pl.col("source_id") == source_id) & has_day)
    counted = of_source.group_by(day.alias("day")).len().collect()
    return dict(zip(counted["day"], counted["len"], strict=True))


def judge_volume(counts: dict[date, int], today: date) -> Volume:
    """What the counts say of `today` and of the days before it."""
    past = [day for day in counts if day < today]
    if not past or (today - min(past)).days < LEAST_DAYS:
        return Volume(counts.get(today, 0), None)
    first, now = min(past), counts.get(today, 0)
    usual = _usual(counts, today, today, first)
    if now > max(FLOOD_FACTOR * usual, usual + FLOOD_MORE, usual + FLOOD_DEVIATIONS * math.sqrt(usual)):
        return Volume(now, usual, f"{now} articles today, where {usual:g} are usual: a flood", "flood")
    expected, had = 0.0, 0
    for back in range(1, GAP_DAYS + 1):
        day = today - timedelta(days=back)
        if day < first:
            break
        expected += _usual(counts, day, today - timedelta(days=back - 1), first)
        had += counts.get(day, 0)
        if _chance_of_so_few(had, expected) < CHANCE:
            days = "yesterday" if back == 1 else f"in the last {back} days"
            return Volume(now, usual, f"{had} articles {days}, where {expected:g} are usual: a gap", "gap")
    return Volume(now, usual)


def _usual(counts: dict[date, int], day: date, before: date, first: date) -> float:
    """The usual count of `day`, from the same weekdays before it that lie between `first` and `before`."""
    same = (day - timedelta(weeks=week) for week in range(1, WEEKS + 1))
    known = [counts.get(other, 0) for other in same if first <= other < before]
    return float(median(known)) if known else 0.0


def _chance_of_so_few(had: int, expected: float) -> float:
    """The probability of `had` or fewer where `expected` are usual (Poisson)."""
    if expected <= 0 or had >= expected:
        return 1.0
    return sum(math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(had + 1))
