"""How quantities and periods of time are read: durations, sets, seasons, quarters, decades, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.normalize.calendar_words import NUMBERS, ORDINALS, PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS
from flows.normalize.date_readers import Anchor, Found
from flows.normalize.timex import month_value, shift_days, shift_months, week_value


def quantity(words: str) -> float | None:
    """A number in digits or words; None for an unknown one such as `several`."""
    lowered = words.lower()
    if lowered in ("a", "an"):
        return 1
    if lowered in NUMBERS:
        return NUMBERS[lowered]
    if lowered.endswith("a dozen"):
        return 6 if "half" in lowered else 12
    if lowered.endswith("couple of"):
        return 2
    return float(lowered) if lowered[0].isdigit() else None


_VAGUE = frozenset(("few", "several", "many", "some", "a few", "countless"))


def _is_quantity(words: str) -> bool:
    return words.lower() in _VAGUE or quantity(words) is not None


def duration(number: float | None, unit: str) -> str:
    """The value of a number of units, `P3W`; `PXM` for an unknown number."""
    code = UNITS[unit.lower()]
    if code in ("E", "C"):
        number, code = (None if number is None else number * (10 if code == "E" else 100)), "Y"
    amount = "X" if number is None else f"{number:g}"
    return f"P{amount}{code}" if code[0] != "T" else f"PT{amount}{code[1]}"


def _read_ago(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`three days ago`, `two weeks earlier`, `a year ago`, `10 years from now`."""
    if anchor.day is None:
        return
    number = quantity(match["number"])
    if number is None:
        yield match.start(), match.end(), "DATE", "PAST_REF" if match["way"].lower() == "ago" else "FUTURE_REF"
        return
    shift = int(number) * (-1 if match["way"].lower() == "ago" else 1)
    yield match.start(), match.end(), "DATE", shifted(anchor.day, shift, match["unit"].lower())


def shifted(day: date, shift: int, unit: str) -> str:
    """The value of the day, week, month or year that lies `shift` units after a day."""
    if unit in ("year", "decade") or unit.startswith("centur"):
        year = day.year + shift * {"year": 1, "decade": 10}.get(unit, 100)
        return f"{min(max(year, 1), 9999):04d}"
    if unit == "month":
        month = shift_months(day, shift)
        return month_value(month.year, month.month)
    if unit == "week":
        return week_value(shift_days(day, 7 * shift))
    return shift_days(day, shift if unit == "day" else 0).isoformat()


def read_quantity(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`three years`, `two-week`, `several months`, `48 hours`; with `ago` or `from now` a date."""
    if not _is_quantity(match["number"]):
        return
    if match["way"]:
        yield from _read_ago(match, anchor)
    elif match["number"].lower() not in ("a", "an"):
        yield match.start("number"), match.end(), "DURATION", duration(quantity(match["number"]), match["unit"])


def read_season(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`the fall of 2020`, `summer 1998`."""
    yield match.start("season"), match.end(), "DATE", f"{match['year']}-{SEASONS[match['season'].lower()]}"


def read_quarter(match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """`the third quarter of 2020`, `Q3 2020`, `the first half of 2021`."""
    groups = match.groupdict()
    number = ORDINALS.get((groups.get("ordinal") or "").lower()) or int(groups.get("digit") or 0)
    year = match["year"] or (f"{anchor.day.year:04d}" if anchor.day else "XXXX")
    letter = "H" if (groups.get("part") or "").lower() == "half" else "Q"
    if letter == "Q" or (number < 3 and match["year"]):  # halves of matches have no year
        yield match.start("from"), match.end(), "DATE", f"{year}-{letter}{number}"


def read_decade(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`the 1990s`, `mid-1980s`, `the '90s`."""
    digits = match["decade"]
    yield match.start("decade"), match.end(), "DATE", f"{digits[:3] if len(digits) == 4 else '19' + digits[-2]}X"


def read_year(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`in 2006`, `from 1991 to 2019`: every year with its own row."""
    yield match.start("year"), match.end("year"), "DATE", match["year"]
    if "to" in match.re.groupindex and match["to"]:
        short = match["to"]
        yield match.start("to"), match.end("to"), "DATE", match["year"][: 4 - len(short)] + short


# Words before which four digits are a year.
_BEFORE_YEAR = re.compile(
    r"(?i)\b(?:in|since|by|until|till|during|before|after|from|through|throughout|between|around|about|circa|of|to|for"
    r"|year|early|late|mid|and|than|the|election in|founded|born|summer|winter|spring|fall)[\s-]$"
)


def read_year_alone(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`in 2006`, `early 2019`, `(1999)`; four digits without such a sign are any number."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    is_enclosed = before.endswith("(") and match.string.startswith(")", match.end())
    if is_enclosed or _BEFORE_YEAR.search(before):
        yield match.start("year"), match.end("year"), "DATE", match["year"]


def read_set(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    """`every Monday`, `each year`, `every two weeks`."""
    word = match["each"].lower()
    if word in WEEKDAYS:
        value = f"XXXX-WXX-{WEEKDAYS[word] + 1}"
    elif word in SEASONS:
        value = f"XXXX-{SEASONS[word]}"
    elif word in PARTS_OF_DAY:
        value = f"XXXX-XX-XXT{PARTS_OF_DAY[word]}"
    else:
        number = quantity(match["count"]) if match["count"] else (2 if match["other"] else 1)
        value = duration(number, word)
    yield match.start(), match.end(), "SET", value
