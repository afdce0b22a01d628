"""Patterns of time expressions in other languages than English, made from calendar_words and data/time_words.tsv.

Absolute dates, days and periods relative to the article's date, weekdays, seasons, quarters, decades, quantities of
time with `ago` and `from now`, and sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from flows.normalize.calendar_words import any_of, months, weekday_numbers
from flows.normalize.date_patterns import DAY_NUMBER, FIRST, FIRST_DIGIT, LAST, LAST_WORD, YEAR, Pattern
from flows.normalize.date_readers import (
    Anchor,
    Found,
    day_of,
    month_nearest,
    nearest_weekday,
    period_value,
)  # fmt: skip
from flows.normalize.period_readers import duration, read_year, shifted
from flows.normalize.time_words import TimeWords, time_words
from flows.normalize.timex import shift_days

_YEAR_WORDS = {
    "de": "im Jahr|im Jahre|seit|bis|Jahr|Jahre|von|Anfang|Ende|Mitte",
    "fr": "en|depuis|dès|jusqu'en|fin|début|l'année",
    "es": "en|desde|hasta|año|de",
    "it": "nel|dal|del|al|anno|fino al",
    "pt": "em|desde|até|ano|de",
    "nl": "in|sinds|tot|jaar",
    "tr": "yılı",
    "ru": "в|с|до|к",
    "uk": "у|в|з|до",
    "pl": "w|od|do|roku",
    "sv": "år|sedan|till",
    "id": "tahun|pada|sejak",
    "ar": "عام|سنة",
}
_YEAR_BEHIND = {"ru": r"(?:\sг(?:оду|ода|од|\.))?", "uk": r"(?:\sроку|\sроці)?", "tr": r"(?:\syılı(?:nda|n)?)?"}
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year", "TH": "hour", "TM": "minute"}
_PERIODS = {"Y": "year", "M": "month", "W": "week", "E": "weekend"}
# Languages in which a weekday with a capital is a name (Plácido Domingo) unless it opens the sentence.
_SMALL_WEEKDAYS = frozenset(("fr", "es", "it", "pt", "ru", "nl", "pl", "uk", "sv"))


@cache
def other_language(language: str) -> tuple[Pattern, ...]:
    """Patterns of a language, the more particular ones first."""
    absolute = _absolute(language)
    words = time_words().get(language)
    return absolute if words is None else (*absolute, *_relative(language, words))


def _pattern(regex: str, read: Callable[..., Iterator[Found]], *first: object, is_day: bool = False) -> Pattern:
    return Pattern(re.compile(regex), partial(read, *first), is_day)


def _absolute(language: str) -> tuple[Pattern, ...]:
    month = rf"(?P<month>(?i:{any_of(months(language))}))\.?"
    joint = r"(?:\s+|\s+(?:de|del|di|do)\s+)"
    end = _YEAR_BEHIND.get(language, "")
    dated = rf"{FIRST_DIGIT}{DAY_NUMBER}\.?(?:er|º|°)?{joint}{month}(?:,?{joint}{YEAR}{end})?{LAST_WORD}"
    found = [
        _pattern(dated, _read_day, language, is_day=True),
        _pattern(rf"{FIRST}{month}{joint}{YEAR}{end}{LAST}", _read_month, language),
        _pattern(rf"{FIRST}(?i:{_YEAR_WORDS[language]})\s{YEAR}{LAST}", read_year),
    ]
    if language == "tr":
        found.append(_pattern(rf"{FIRST}{YEAR}['’]?(?:\syılı(?:nda|n|ndan)?|[dt][ea](?:n)?){LAST_WORD}", read_year))
    return tuple(found)


def _relative(language: str, words: TimeWords) -> Iterator[Pattern]:
    number = rf"(?P<number>\d{{1,3}}|{words.pattern('number')})"
    unit = rf"(?P<unit>{words.pattern('unit')})"
    weekday = rf"(?P<weekday>{any_of(weekday_numbers(language))})"
    near = rf"(?:(?P<last>{words.pattern('last', '<', '<>')})\s|(?P<next>{words.pattern('next', '<', '<>')})\s)?"
    after = rf"(?:\s(?P<past>{words.pattern('last', '>', '<>')})|\s(?P<future>{words.pattern('next', '>', '<>')}))?"
    on = words.pattern("on", "<")
    must = words.pattern("on", "!")
    ahead = rf"(?:(?P<ago>{words.pattern('ago', '<')})|(?P<ahead>{words.pattern('ahead', '<')}))\s{number}\s{unit}"
    behind = rf"{number}\s{unit}\s(?:(?P<ago>{words.pattern('ago', '>')})|(?P<ahead>{words.pattern('ahead', '>')}))"
    yield _pattern(rf"(?i){FIRST}(?:{words.pattern('day')}){LAST_WORD}", _read_near, words)
    yield _pattern(rf"(?i){FIRST}(?:{words.pattern('period')}){LAST_WORD}", _read_period, words)
    yield _pattern(rf"(?i){FIRST}{ahead}{LAST_WORD}", _read_distance, words)
    yield _pattern(rf"(?i){FIRST}{behind}{LAST_WORD}", _read_distance, words)
    yield _pattern(rf"(?i){FIRST}{number}\s{unit}{LAST_WORD}", _read_duration, words)
    yield _pattern(
        rf"(?i){FIRST}(?P<each>{words.pattern('each')})\s(?:{weekday}|{unit})s?{LAST_WORD}", _read_set, language, words
    )
    behind_on = words.pattern("on", ">")
    if behind_on != r"(?!)":
        yield _pattern(rf"(?i){FIRST}{near}{weekday}\s(?:{behind_on}){LAST_WORD}", _read_weekday, language)
    else:
        prefix = rf"(?:{must})\s" if must != r"(?!)" else rf"(?:(?:{on})\s)?"
        yield _pattern(rf"(?i){FIRST}{prefix}{near}{weekday}{after}{LAST_WORD}", _read_weekday, language)
    yield from _parts_of_years(language, words)


def _parts_of_years(language: str, words: TimeWords) -> Iterator[Pattern]:
    of = r"\s(?:de\s|del\s|des\sJahres\s|года\s|do\s|di\s|dell'|de\sl'année\s|عام\s)?"
    ordinal = rf"(?P<ordinal>{words.pattern('ordinal')}|[1-4](?:\.|º|°|er|e|-й|-м)?)"
    part = rf"(?:(?P<quarter>{words.pattern('quarter')})|(?P<half>{words.pattern('half')}))"
    yield _pattern(rf"(?i){FIRST}(?P<season>{words.pattern('season')}){of}{YEAR}{LAST}", _read_season, words)
    yield _pattern(rf"(?i){FIRST}{ordinal}\s{part}(?:{of}{YEAR})?{LAST_WORD}", _read_part, words)
    decade = r"(?P<decade>(?:1[5-9]|20)\d0|(?:['’])?[2-9]0)"
    yield _pattern(rf"(?i){FIRST}(?:{words.pattern('decade', '<')})\s{decade}(?!\d){LAST_WORD}", _read_decade)
    yield _pattern(rf"(?i){FIRST_DIGIT}{decade}(?:{words.pattern('decade', '>')}){LAST_WORD}", _read_decade)
    month = rf"(?P<month>{any_of(months(language))})"
    yield _pattern(rf"(?i){FIRST}(?:{words.pattern('in')})\s{month}(?!\w|\s\d|\s(?:de|del)\s\d)", _read_bare, language)


def _read_day(language: str, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    month = months(language)[match["month"].lower()]
    value = day_of(match, anchor, month, int(match["day"]), match["year"])
    if value:
        yield match.start(), match.end(), "DATE", value


def _read_month(language: str, match: re.Match[str], _: Anchor) -> Iterator[Found]:
    yield match.start(), match.end(), "DATE", f"{match['year']}-{months(language)[match['month'].lower()]:02d}"


def _read_bare(language: str, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    """A month without a year: the last one."""
    if anchor.day:
        value = month_nearest(months(language)[match["month"].lower()], anchor.day)
        yield match.start("month"), match.end(), "DATE", value


def _read_near(words: TimeWords, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    if anchor.day:
        day = shift_days(anchor.day, int(words.value("day", match.group())))
        yield match.start(), match.end(), "DATE", day.isoformat()


def _read_period(words: TimeWords, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    if anchor.day:
        said = words.value("period", match.group())
        value = period_value(_PERIODS[said[0]], int(said[1:]), anchor.day)
        yield match.start(), match.end(), "DATE", value


def _number(words: TimeWords, said: str) -> int:
    return int(said) if said.isdecimal() else int(words.value("number", said))


def _read_distance(words: TimeWords, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    unit = _UNITS[words.value("unit", match["unit"])]
    if anchor.day:
        shift = _number(words, match["number"]) * (-1 if match["ago"] else 1)
        yield match.start(), match.end(), "DATE", shifted(anchor.day, shift, unit)


def _read_duration(words: TimeWords, match: re.Match[str], _: Anchor) -> Iterator[Found]:
    number, unit = _number(words, match["number"]), words.value("unit", match["unit"])
    if number > 1 or match["number"].isdecimal():
        yield match.start(), match.end(), "DURATION", duration(number, _UNITS[unit])


def _read_set(language: str, words: TimeWords, match: re.Match[str], _: Anchor) -> Iterator[Found]:
    if match["weekday"]:
        value = f"XXXX-WXX-{weekday_numbers(language)[match['weekday'].lower()] + 1}"
    else:
        value = duration(1, _UNITS[words.value("unit", match["unit"])])
    yield match.start(), match.end(), "SET", value


def _read_weekday(language: str, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    said, groups = match["weekday"], match.groupdict()
    is_name = language in _SMALL_WEEKDAYS and said[0].isupper() and match.start("weekday") > 0
    is_ordinal = (
        language == "pt" and "-" not in said and said.lower() in ("segunda", "terça", "quarta", "quinta", "sexta")
    )
    if anchor.day and not is_name and not is_ordinal:
        which = "last" if groups["last"] or groups.get("past") else ""
        which = "next" if groups["next"] or groups.get("future") else which
        day = nearest_weekday(weekday_numbers(language)[said.lower()], which, match, anchor.day)
        yield match.start(), match.end(), "DATE", day.isoformat()


def _read_season(words: TimeWords, match: re.Match[str], _: Anchor) -> Iterator[Found]:
    yield match.start(), match.end(), "DATE", f"{match['year']}-{words.value('season', match['season'])}"


def _read_part(words: TimeWords, match: re.Match[str], anchor: Anchor) -> Iterator[Found]:
    said = match["ordinal"]
    number = int(said[0]) if said[0].isdecimal() else int(words.value("ordinal", said))
    year = match["year"] or (f"{anchor.day.year:04d}" if anchor.day else "XXXX")
    if match["quarter"] or number < 3:
        yield match.start(), match.end(), "DATE", f"{year}-{'Q' if match['quarter'] else 'H'}{number}"


def _read_decade(match: re.Match[str], _: Anchor) -> Iterator[Found]:
    digits = match["decade"].strip("'’")
    yield match.start(), match.end(), "DATE", f"{digits[:3] if len(digits) == 4 else '19' + digits[0]}X"
