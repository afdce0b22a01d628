"""Patterns of time expressions: English thoroughly, absolute dates in the other languages, dates in digits in all.

The scan takes its time from what can start a match, so that quantities are matched as any word and read afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from flows.normalize.anchors import Near
from flows.normalize.calendar_words import NUMBERS, PARTS_OF_DAY, SEASONS, WEEKDAYS, any_of
from flows.normalize.date_readers import (
    MONTHS,
    Anchor,
    Found,
    read_day,
    read_iso,
    read_month,
    read_near_day,
    read_near_period,
    read_noon,
    read_numeric,
    read_time,
    read_weekday,
)  # fmt: skip
from flows.normalize.period_readers import (
    read_decade,
    read_quantity,
    read_quarter,
    read_season,
    read_set,
    read_year,
    read_year_alone,
)  # fmt: skip


class Pattern(NamedTuple):
    """A regular expression and what its matches mean."""

    regex: re.Pattern[str]
    read: Callable[[re.Match[str], Anchor], Iterator[Found]]
    is_day: bool = False  # whether it finds days of the calendar, which a weekday may stand next to
    near: Near = Near()


def _pattern(
    read: Callable[[re.Match[str], Anchor], Iterator[Found]],
    *pieces: str,
    near: Near,
    is_day: bool = False,
) -> Pattern:
    return Pattern(re.compile("".join(pieces)), read, is_day, near)


def _titled(words: list[str]) -> str:
    return any_of({form: 0 for word in words for form in (word.title(), word.upper())})


# The point belongs to an abbreviation only: `Jan.`, not `May.`
_MONTH = rf"(?P<month>{_titled(list(MONTHS))})(?:(?<!\w{{5}})(?<!May)(?<!June)(?<!July)\.)?"
DAY_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DAY = rf"{DAY_NUMBER}(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_OTHER_YEAR = r"(?P<to>(?:1[5-9]|20)\d\d|\d\d(?!\d))"
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade|centur(?:y|ie))"
# Words are taken whole: no unit stands behind a part of one, and trying that took a quarter of the time.
_NUMBER = r"\d{1,4}(?:\.\d)?|(?:an?\s)?(?:couple\sof|few)|(?:half\s)?a\sdozen|[A-Za-z]{1,9}+(?:-[a-z]{3,5}+)?"
FIRST = r"\b"  # where a word can start; much faster than a look behind
FIRST_DIGIT = r"\b(?<![.,:$£€/-])"
LAST = r"(?![\w%]|[.,]\d|-\d)"  # where a year can end
LAST_WORD = r"(?!\w)"
_WHICH = r"(?:(?i:(?P<which>last|this|next|this past|past|coming))\s)?"

_FULL_WEEKDAYS = _titled([name for name in WEEKDAYS if len(name) > 5])
# `Sun`, `Fri` are words of their own: weekdays only before a date; `The Sun` is a newspaper.
_SHORT_WEEKDAYS = (
    rf"(?<!The )(?:{_titled([name for name in WEEKDAYS if len(name) < 6])})(?=\.,|,\s[A-Z][a-z]{{2,8}}\.?\s\d)"
)
_PART_OF_DAY = r"(?:\s(?P<part>morning|afternoon|evening|night))?"

# What the patterns need, see `anchors`; with a capital where the pattern needs one.
_NEAR_MONTH = tuple(form for name in MONTHS if len(name) == 3 for form in (name.title(), name.upper()))
_NEAR_WEEKDAY = tuple(form for name in WEEKDAYS if len(name) == 3 for form in (name.title(), name.upper()))
NEAR_YEAR = ("15", "16", "17", "18", "19", "20")
_NEAR_UNIT = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "centur")
_NEAR_SEASON = tuple(SEASONS)
_NEAR_PART = ("night", "morning", "afternoon", "evening")
_NEAR_HALF = ("a.m", "p.m", *(f"{mark}{half}m" for mark in " \u00a00123456789" for half in "ap"))

_BEFORE_MONTH = r"(?i:in|since|until|by|during|through|from|early|late|mid|before|after|of)[\s-]"
# `in 2000 people`: a number of things, no year.
_COUNTED = (
    r"(?!\s(?i:people|men|women|miles|meters|metres|feet|jobs|workers|troops|soldiers|votes|words|dollars|euros|pounds"
    r"|students|years|km|homes|points|copies|members|employees))"
)

ENGLISH: tuple[Pattern, ...] = (
    _pattern(
        read_day,
        rf"{FIRST}{_MONTH}\s+{_DAY}(?:\s?[-–—]\s?(?P<until>3[01]|[12]\d|[1-9])(?!\d))?",
        rf"(?:,?\s+{YEAR})?(?![\w%]|[.,:]\d)",
        is_day=True,
        near=Near(_NEAR_MONTH, 0, 48),
    ),
    _pattern(
        read_day,
        rf"{FIRST_DIGIT}{_DAY}(?:\sof)?\s+{_MONTH}(?:,?\s+{YEAR})?{LAST_WORD}",
        is_day=True,
        near=Near(_NEAR_MONTH, 16, 40),
    ),
    _pattern(
        read_month, rf"{FIRST}(?P<from>)(?P<which>){_MONTH},?\s+(?:of\s+)?{YEAR}{LAST}", near=Near(_NEAR_MONTH, 0, 40)
    ),
    _pattern(
        read_month,
        rf"{FIRST}{_BEFORE_MONTH}(?P<from>){_WHICH}{_MONTH}(?P<year>)(?![\w'’]|\s\d)",
        near=Near(_NEAR_MONTH, 24, 16),
    ),
    _pattern(
        read_month,
        rf"{FIRST}(?P<from>)(?i:(?P<which>last|this|next))\s{_MONTH}(?P<year>)(?!\w|\s\d)",
        near=Near(_NEAR_MONTH, 8, 16),
    ),
    _pattern(
        read_weekday,
        rf"{FIRST}(?P<from>){_WHICH}(?P<weekday>{_FULL_WEEKDAYS}|{_SHORT_WEEKDAYS}){_PART_OF_DAY}{LAST_WORD}",
        near=Near(_NEAR_WEEKDAY, 16, 32),
    ),
    _pattern(
        read_near_day,
        rf"{FIRST}(?<!USA )(?i:(?P<near>(?:the\s)?day\s(?:before\syesterday|after\stomorrow)",
        r"|today|yesterday|tomorrow|tonight|last\snight",
        rf"|this\s(?:morning|afternoon|evening))){_PART_OF_DAY}{LAST_WORD}(?!-\w)",
        near=Near(("today", "yesterday", "tomorrow", *_NEAR_PART), 20, 32),
    ),
    _pattern(
        read_near_period,
        rf"{FIRST}(?i:(?P<which>last|past|previous|this|next|coming)",
        rf"\s(?P<period>week|weekend|month|year|quarter|decade|century|{any_of(SEASONS)}))(?![\w-])",
        near=Near(("week", "month", "year", "quarter", "decade", "century", *_NEAR_SEASON), 12, 24),
    ),
    _pattern(
        read_quantity,
        rf"{FIRST_DIGIT}(?i:(?P<number>{_NUMBER})[\s-]{_UNIT}s?(?:\s(?P<way>ago|from\snow))?){LAST_WORD}",
        near=Near(_NEAR_UNIT, 20, 28),
    ),
    _pattern(
        read_season,
        rf"{FIRST}(?i:(?P<season>{any_of(SEASONS)}))\s(?:of\s)?{YEAR}{LAST}",
        near=Near(_NEAR_SEASON, 0, 32),
    ),
    _pattern(
        read_quarter,
        rf"{FIRST}(?P<from>)(?i:(?P<ordinal>first|second|third|fourth)[\s-](?P<part>quarter|half))",
        rf"(?:\sof\sthe\syear|(?:\sof)?\s{YEAR})?{LAST_WORD}",
        near=Near(("quarter", "half"), 12, 32),
    ),
    _pattern(
        read_quarter,
        rf"{FIRST}(?P<from>)Q(?P<digit>[1-4])(?:\sof)?\s{YEAR}{LAST_WORD}",
        near=Near(("Q1", "Q2", "Q3", "Q4"), 0, 16),
    ),
    _pattern(
        read_decade,
        r"(?<![\w$£€])(?=[\d'’])(?P<decade>(?:1[5-9]|20)\d0|['’][2-9]0)['’]?s(?!\w)",
        near=Near(("0s", "0's", "0’s"), 8, 8),
    ),
    _pattern(
        read_year,
        rf"{FIRST}(?i:from|between|in|during)\s{YEAR}\s?(?:to|and|through|until|[-–—])\s?{_OTHER_YEAR}{LAST}",
        near=Near(NEAR_YEAR, 12, 32),
    ),
    _pattern(read_year, rf"\b(?<![$£€]){YEAR}[-–—]{_OTHER_YEAR}{LAST}(?![-–—])", near=Near(NEAR_YEAR, 0, 16)),
    _pattern(read_year_alone, rf"(?<=[\s(-]){YEAR}(?:['’]s)?{LAST}{_COUNTED}", near=Near(NEAR_YEAR, 0, 32)),
    _pattern(
        read_set,
        rf"{FIRST}(?i:(?:every|each)\s(?P<other>other\s)?(?:(?P<count>\d+|{any_of(NUMBERS)}|few)\s)?",
        rf"(?P<each>{any_of(WEEKDAYS)}|{any_of(SEASONS)}|{any_of(PARTS_OF_DAY)}",
        rf"|second|minute|hour|day|week|month|year|decade))s?{LAST_WORD}",
        near=Near(("every", "each"), 0, 48),
    ),
    _pattern(
        read_time,
        rf"{FIRST_DIGIT}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?",
        r"\s?(?P<half>[aApP])\.?\s?[mM](?!\w)\.?",
        near=Near(_NEAR_HALF, 8, 12),
    ),
    _pattern(read_noon, r"\b(?:12\s)?(?:noon|midday)\b(?!-)", near=Near(("noon", "midday"), 4, 12)),
)

NUMERIC: tuple[Pattern, ...] = (
    _pattern(
        read_iso,
        r"\b(?<![/.-])(?P<year>(?:1[5-9]|20)\d\d)([-/])(?P<month>\d\d)\2(?P<day>\d\d)(?![\d/-])",
        is_day=True,
        near=Near(NEAR_YEAR, 0, 16),
    ),
    _pattern(
        read_numeric,
        r"\b(?<![/.,-])(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)",
        r"(?![\w/]|[.,]\d)",
        is_day=True,
        near=Near(("/19", "/20", ".19", ".20"), 8, 12),
    ),
    _pattern(
        read_time,
        r"\b(?<![.,:$£€-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:]|[.,]\d|\s?[aApP]\.?\s?[mM])",
        near=Near((":0", ":1", ":2", ":3", ":4", ":5"), 4, 12),
    ),
)
