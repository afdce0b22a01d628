"""The dateline before an article's first sentence: "ALMATY, Jan 6 (Wire) — ".

It is removed when it states a date, which becomes a column; "MADRID — " and "WASHINGTON (AP) — " say what stands in
no other column, and stay.
"""

from __future__ import annotations

import re
from functools import cache

from flows.clean.labels import months

_PLACE = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ.'’ /-]+"
_COUNTRY = r"(?:,\s*(?!{month})[A-ZÀ-Þ][\w.'’ -]{{1,30}}?)?"
_AGENCY = r"(?:\s*\([^()]{2,40}\))?"
_DASH = r"\s*(?:[—–]|--?)\s+"


def dateline_end(text: str) -> int:
    """Where the text of an article starts after its dateline; 0 when there is none to remove."""
    match = _dateline().match(text)
    if match is None or not (match["date"] or match["inside"]):
        return 0
    return match.end()


def is_dateline(line: str) -> bool:
    """Whether a line is a place and a date and nothing more."""
    match = _lone().fullmatch(line.strip())
    return match is not None


@cache
def _country_and_date() -> tuple[str, str]:
    """The patterns of a country, which no month may begin, and of a date."""
    names = "|".join(re.escape(word) for word in sorted(months(), key=lambda word: (-len(word), word)))
    month = rf"(?i:\b(?:{names})\b)"
    date = rf"(?:{month}\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+{month})(?:,?\s+\d{{4}})?"
    return _COUNTRY.format(month=month), date


@cache
def _dateline() -> re.Pattern[str]:
    country, date = _country_and_date()
    plain = rf"{_PLACE}{country}(?:,\s*(?P<date>{date}))?{_AGENCY}"
    bracketed = rf"\({_PLACE}{country},\s*(?P<inside>{date})\)"
    return re.compile(rf"(?:{plain}|{bracketed}){_DASH}")


@cache
def _lone() -> re.Pattern[str]:
    country, date = _country_and_date()
    return re.compile(rf"\(?{_PLACE}{country},\s*{date}\)?{_AGENCY}\s*[—–:-]*")
