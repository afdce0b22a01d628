"""The dateline before an article's first sentence: "ALMATY, Jan 6 (Wire) — ", "Москва. 3 мая. ИНТЕРФАКС — ".

One that states a date is removed, and its date and words become columns. One without ("MADRID — ", "Paris (AFP) - ")
is known by the same shapes and becomes a column too, but stays: it says where, as a sentence might.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from flows.casing import small
from flows.clean.dates import may_name_a_month
from flows.clean.labels import houses, months, phrases
from flows.rules import Rule

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω"
# A town in capitals; in small letters it needs an agency or a date besides.
_LOUD = rf"[{_UPPER}][{_UPPER}.'’ /-]*[{_UPPER}.]"
_JOINT = r"(?:(?:de|da|do|del|di|la|le|sur|am|an|der|den|upon|of)[ -])?"
# A hyphen is in the words alone: as a bound between them too it would be tried in all ways.
_QUIET = rf"[{_UPPER}][\w.'’-]+(?: {_JOINT}[{_UPPER}][\w.'’-]*){{0,3}}"
_ARABIC = r"[\u0620-\u064a]{3,20}(?: [\u0620-\u064a]{3,20}){0,2}"
_HINDI = r"[\u0900-\u097f]{2,20}(?: [\u0900-\u097f]{2,20}){0,2}"
_NAME = rf"[{_UPPER}][\w.'’-]{{1,20}}"
_REGION = rf"(?:,\s*(?!MONTH){_NAME}(?: {_NAME}){{0,2}}|\s\([{_UPPER}][\w.'’ -]{{2,25}}\)(?=,))?"
_BRACKET = r"\s*[(\[][^()\[\]]{2,40}[)\]]"
_DASH = r"\s*(?:[—–―:]|--?|\.-|\.—|\.–)\s+"
_DASHED = r"\s*(?:[—–―]|--?|\.-|\.—|\.–)\s*"
_CHINESE = re.compile(
    r"[（(【]?(?P<house>[\u4e00-\u9fff]{2,6}(?:社|网|報|报|电视台))?(?:记者[\u4e00-\u9fff]{2,8})?"
    r"(?P<place>[\u4e00-\u9fff]{2,8}?)(?P<date>\d{1,2}月\d{1,2}日)[电電讯訊](?:\s*[（(][^（()）]{2,30}[)）])?[】)）]?\s*"
)
# What every form begins with: a capital, and then a dash, a colon or a day; a bracket; a script without capitals.
_BEGINS = re.compile(rf"[{_UPPER}].*?[—–―:/\d-]|[(（【]|[\u0620-\u064a\u0900-\u097f\u4e00-\u9fff]", re.DOTALL)
_DIGIT = re.compile(r"\d")
# A longer beginning is a sentence.
REACH = 120


class Dateline(NamedTuple):
    """A text starts after `end`; `said` is the dateline without its dash, `is_dated` whether it states a date."""

    end: int
    said: str
    is_dated: bool


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a text starts with, or None."""
    head = text[:REACH]
    if not _BEGINS.match(head):
        return None
    has_date = _DIGIT.search(head) is not None and may_name_a_month(head)
    for needs_date, pattern in _patterns():
        match = pattern.match(head) if has_date or not needs_date else None
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("loud") and _is_label(groups["loud"]):
            return None
        is_dated = bool(groups.get("date"))
        if is_dated or not match[0].rstrip().endswith(":"):
            return Dateline(match.end(), match[0].strip(" \t\n—–―-:").strip(), is_dated)
    return None


def is_dateline(line: str) -> bool:
    """Whether a line is a place and a date and nothing more."""
    return _lone().fullmatch(line.strip()) is not None


def _is_label(said: str) -> bool:
    """Whether capitals before a dash are no town: "WATCH — ", "EXCLUSIVE: ", "U.S. — "."""
    words = {small(word.strip(".")) for word in re.split(r"[\s/]", said)}
    return bool(words & _labels()) or re.fullmatch(r"(?:\w\.)+|\w{1,3}|NATO|UNESCO|OPEC|ASEAN", said) is not None


@cache
def _labels() -> frozenset[str]:
    return frozenset(phrases("label", Rule.DATELINE))


@cache
def _month() -> str:
    names = "|".join(re.escape(word) for word in sorted(months(), key=lambda word: (-len(word), word)))
    return rf"(?i:(?<![^\W\d_])(?:{names})(?![^\W\d_]))"


@cache
def _date() -> str:
    month = _month()
    day = r"(?:(?:le|den|am|el|al|du|dne|kl\.?|på)\s+)?\d{1,2}(?:er|\.|-го|º|°|\s*de)?"
    weekday = r"(?:[^\W\d_]{2,12}[.,]?\s+)?"
    year = r"(?:,?\s+(?:de\s+)?\d{4})?(?:\s+(?:г(?:ода|\.)?|року|р\.))?"
    return rf"{weekday}(?:{month}\.?\s+\d{{1,2}}|{day}\s*{month}\.?){year}"


@cache
def _patterns() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """The forms, in order, and of each whether it holds a day with the name of a month."""
    region, date = _REGION.replace("MONTH", _month()), _date()
    known = "|".join(re.escape(house) for house in houses())
    house = rf"\s*[,.—–-]?\s*[(/\[]?\s*(?:{known})(?:[-/][\w-]+)?\s*[)/\]]?"
    place = rf"(?:{_LOUD}|{_QUIET})"
    forms = (
        # МОСКВА, 3 мая — РИА Новости.
        (True, rf"{place}{region}[,.]?\s*(?P<date>{date})\s*[—–-]\s*(?:{known})[.:]\s+"),
        # ALMATY, Qatar, Jan 6 (Wire) —
        (False, rf"(?P<loud>{_LOUD}){region}(?:[,.]\s*(?P<date>{date}))?(?:{_BRACKET}|\s*/[^/]{{2,30}}/)?{_DASH}"),
        # (HELSINKI, January 6) —
        (True, rf"\((?P<loud>{_LOUD}){region},\s*(?P<date>{date})\){_DASH}"),
        # Москва. 3 мая. ИНТЕРФАКС —   PARIS, le 3 mai (AFP) -   NEW YORK, May 3, 2019 /PRNewswire/ --
        (True, rf"{place}{region}[,.]?\s*(?P<date>{date}){house}(?:{_DASHED}|[.:]\s+|(?<=[/])\.?\s+)"),
        # Paris, May 3 —
        (True, rf"{_QUIET}{region},\s*(?P<date>{date}){_DASHED}(?=\S)"),
        # Новосибирск, 14 июня 2018 года. Мэр   بغداد، 3 مايو 2020 -
        (True, rf"{place}{region},\s*(?P<date>{date})(?<=\d{{4}}|года|року)\.\s+(?=[{_UPPER}])"),
        (True, rf"{_ARABIC}\s*[,،]\s*(?P<date>{date}){_DASHED}(?=\S)"),
        # Paris (AFP) -   (ANSA) - ROMA, 03 MAG -
        (False, rf"{_QUIET}{region}\s*[(/]\s*(?:{known})(?:[-/][\w-]+)?\s*[)/]{_DASHED}"),
        (False, rf"\((?:{known})\){_DASHED}{place}{region}(?:,\s*(?P<date>{date}))?{_DASHED}(?=\S)"),
        (False, rf"\((?:{known})\){_DASHED}(?=\S)"),
        # القاهرة 3 مايو (د ب أ) -
        (
            False,
            rf"(?:{_ARABIC}|{_HINDI})(?:\s*[,،]?\s*(?P<date>{date}))?\s*[(/]\s*(?:{known})\s*[)/](?:{_DASHED}|\s+)",
        ),
    )
    return (*((needs_date, re.compile(form)) for needs_date, form in forms), (False, _CHINESE))


@cache
def _lone() -> re.Pattern[str]:
    region, date = _REGION.replace("MONTH", _month()), _date()
    return re.compile(rf"\(?{_LOUD}{region},\s*{date}\)?(?:{_BRACKET})?\s*[—–:-]*")
